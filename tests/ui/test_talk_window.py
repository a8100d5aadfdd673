"""The conversation in the officer's window: keys become intents, and no word is written into the wrong booth's form."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import WorkState
from cso_desk.booth.talk import Talk, nobody
from cso_desk.claims.form import Field
from cso_desk.ui.booth_thumb import BoothThumb
from cso_desk.ui.fields import TextField
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from cso_desk.ui.language import Language
from cso_desk.ui.seat import Seat
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.synthetic import SyntheticSource

from .office import PATIENT, Office
from .talk_values import SPEAKS, view_of
from .test_focus_view import enter, id_of, text_field

HELD = nobody(6)
MakeSeat = Callable[..., Seat]
NOW = 1000.0


@pytest.fixture
def wishes(office: Office) -> list[tuple[object, ...]]:
    """What the window wants of the conversation, in order."""
    heard: list[tuple[object, ...]] = []
    talk = office.window.talk
    for name in (
        "toggled",
        "pushed",
        "released",
        "muted",
        "held",
        "announced",
        "listened",
        "whole_wanted",
        "prompted",
        "late_told",
    ):
        getattr(talk, name).connect(lambda *values, name=name: heard.append((name, *values)))
    for name in ("sound_chosen", "sound_test_wanted", "reminder_changed"):
        getattr(talk, name).connect(lambda *values, name=name: heard.append((name, *values)))
    office.window.take_wanted.connect(lambda booth: heard.append(("take_wanted", booth)))
    return heard


def stroke(office: Office, key: Qt.Key, kind: QEvent.Type = QEvent.Type.KeyPress) -> None:
    QCoreApplication.sendEvent(office.window.wall, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def test_a_desk_that_is_told_of_no_conversation_shows_none_and_has_no_keys_for_it(
    office: Office, wishes: list[tuple[object, ...]]
) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_B, Qt.Key.Key_M, Qt.Key.Key_E):
        stroke(office, key)
    assert wishes == []
    assert office.window.focus.talk.isHidden()
    assert office.window.hints.sentence == ""
    office.window.act(Action.MUTE)
    assert wishes == []


def test_the_keys_ask_for_the_selected_booth(office: Office, wishes: list[tuple[object, ...]]) -> None:
    office.window.talk.show(view_of())
    office.window.front.select(4)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_M, Qt.Key.Key_S, Qt.Key.Key_E):
        stroke(office, key)
    office.window.act(Action.WHOLE)
    stroke(office, Qt.Key.Key_B)
    stroke(office, Qt.Key.Key_B, QEvent.Type.KeyRelease)
    assert wishes == [
        ("toggled", 4),
        ("muted",),
        ("take_wanted", 4),
        ("listened", 4),
        ("whole_wanted", 4),
        ("pushed", 4),
        ("released",),
    ]


def test_an_announcement_asks_where_to_and_ends_with_the_same_key_or_with_space(
    office: Office, wishes: list[tuple[object, ...]]
) -> None:
    office.window.talk.show(view_of())
    stroke(office, Qt.Key.Key_U)
    dialog = office.window.talk.announce_dialog
    assert dialog is not None
    dialog.go.click()
    office.window.talk.show(view_of(HELD.announce()))
    stroke(office, Qt.Key.Key_U)
    stroke(office, Qt.Key.Key_Space)
    assert wishes == [("announced", HELD.booths), ("held",), ("held",)]


def test_who_is_late_tells_those_who_wait_and_not_the_booth_in_talk(
    office: Office, wishes: list[tuple[object, ...]]
) -> None:
    office.window.act(Action.LATE)
    assert office.window.talk.late_dialog is None
    office.window.talk.show(view_of(HELD.take(2)))
    office.window.act(Action.LATE)
    dialog = office.window.talk.late_dialog
    assert dialog is not None
    dialog.go.click()
    assert wishes == [("late_told", HELD.booths - {2}, 10)]
    assert office.window.talk.late_dialog is None


def test_a_booth_that_was_told_of_a_delay_is_marked_on_wall_and_ribbon_until_one_talks_with_it(
    office: Office, speak: Language
) -> None:
    cell = office.window.wall.cells[2]
    thumb = next(one for one in office.window.focus.findChildren(BoothThumb) if one.number == cell.number)
    for left, sign, sentence in (
        (10, "Diberi tahu 10 mnt", "Bilik diberi tahu bahwa Anda terlambat dan datang sekitar 10 mnt lagi."),
        (0, "Diberi tahu telat", "Bilik diberi tahu bahwa Anda terlambat, dan waktunya sudah lewat."),
    ):
        office.window.talk.show(view_of().told_late({3: left}))
        for tile, told in ((cell.tile, cell), (thumb.tile, thumb)):
            assert tile._notes[0] is not None
            assert tile._notes[0].text == sign
            assert tile.toolTip() == told.accessibleDescription() == sentence
    assert office.window.wall.cells[0].accessibleDescription() == ""
    office.window.talk.show(view_of(HELD.take(3)).told_late({}))
    assert cell.tile.toolTip() == cell.accessibleDescription() == thumb.accessibleDescription() == ""
    assert cell.tile._notes[0] is not None
    assert cell.tile._notes[0].text == "Dua arah"


def test_the_buttons_of_the_bar_ask_for_the_booth_in_focus(office: Office, wishes: list[tuple[object, ...]]) -> None:
    office.window.talk.show(view_of())
    office.window.front.open_booth(3)
    bar = office.window.focus.talk
    assert bar.isVisible()
    for button in (bar.microphone, bar.talk, bar.still):
        button.click()
    bar.prompt_wanted.emit("hold")
    assert wishes == [("muted",), ("toggled", 3), ("take_wanted", 3), ("prompted", 3, "hold")]


def test_the_booth_in_talk_says_so_and_nobody_else_and_the_strip_leaves_it_out(office: Office) -> None:
    window = office.window
    for booth in (1, 2):
        window.front.select(booth)
        window.act(Action.CALL)
    window.talk.show(view_of(HELD.take(2)))
    states = [seat.attention.state for seat in window.seats]
    assert [booth for booth, state in enumerate(states, 1) if state is WorkState.TALK] == [2]
    assert 2 not in window.order
    assert window.hints.sentence == "Hanya Bilik 2 mendengar Anda"
    window.talk.show(view_of(HELD.take(2).mute(), officer=SPEAKS))
    assert "mikrofon mati" in window.hints.sentence
    window.talk.show(view_of(HELD))
    assert WorkState.TALK not in [seat.attention.state for seat in window.seats]


def test_the_officers_own_picture_is_live_in_a_corner_of_the_stage_and_none_is_shown_without_a_camera(
    qtbot: QtBot, office: Office
) -> None:
    focus = office.window.focus
    office.window.front.open_booth(1)
    assert not focus.own.isVisible()
    camera = Camera(SyntheticSource(seed=9), name="officer")
    camera.start()
    try:
        focus.show_own(camera)
        qtbot.waitUntil(lambda: focus.own.face.state is FeedState.LIVE, timeout=PATIENT)
        assert focus.stage.rect().contains(focus.own.geometry())
        focus.show_own(None)
        assert not focus.own.isVisible()
    finally:
        camera.stop()


def test_the_sound_of_the_desk_can_be_chosen_and_tried_while_it_runs(
    office: Office, wishes: list[tuple[object, ...]]
) -> None:
    office.window.talk.show(view_of())
    office.window.act(Action.SOUND)
    office.window.act(Action.SOUND)
    dialog = office.window.talk.sound_dialog
    assert dialog is not None
    dialog.test.click()
    dialog.reminder.click()
    dialog.close_.click()
    assert office.window.talk.sound_dialog is None
    assert wishes == [("sound_test_wanted",), ("reminder_changed", False)]


# the guard against the wrong booth

Edits = list[tuple[object, ...]]


@pytest.fixture
def edits(focus_view: FocusView) -> Edits:
    heard: Edits = []
    focus_view.edited.connect(lambda *edit: heard.append(edit))
    return heard


def begin(qtbot: QtBot, view: FocusView, seat: Seat, talk: Talk) -> TextField:
    """Stand in the telephone number of a seat while this is the conversation."""
    view.show_talk(view_of(talk))
    view.show_seat(seat, now=NOW)
    return enter(qtbot, view, Field.PHONE)


def test_writing_in_the_booth_in_talk_and_while_nobody_is_asks_nothing(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: Edits
) -> None:
    for talk in (HELD, HELD.take(1), HELD.announce()):
        qtbot.keyClicks(begin(qtbot, focus_view, make_seat(1), talk), "9")
    assert len(edits) == 3
    assert focus_view.guard.dialog is None


def test_the_first_letter_in_another_booth_is_written_nowhere_and_leads_back_to_the_booth_in_talk(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: Edits
) -> None:
    went: list[int] = []
    focus_view.booth_chosen.connect(went.append)
    line = begin(qtbot, focus_view, make_seat(2), HELD.take(1))
    before = line.plain
    qtbot.keyClicks(line, "9")
    dialog = focus_view.guard.dialog
    assert dialog is not None
    assert line.plain == before
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (edits, went) == ([], [1])
    assert text_field(focus_view, Field.PHONE).plain == before
    assert focus_view.guard.dialog is None


def test_one_who_means_it_writes_there_and_is_not_asked_again_until_the_talk_is_another(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: Edits
) -> None:
    seat = make_seat(2)
    line = begin(qtbot, focus_view, seat, HELD.take(1))
    before = line.plain
    qtbot.keyClicks(line, "9")
    assert focus_view.guard.dialog is not None
    focus_view.guard.dialog.here.click()
    assert edits == [(2, id_of(seat), Field.PHONE, before + "9")]
    qtbot.keyClicks(enter(qtbot, focus_view, Field.PHONE), "8")
    assert len(edits) == 2
    focus_view.show_talk(view_of(HELD.take(3)))
    qtbot.keyClicks(enter(qtbot, focus_view, Field.PHONE), "7")
    assert len(edits) == 2
    assert focus_view.guard.dialog is not None
    focus_view.guard.dialog.back.click()


@pytest.mark.parametrize("ends", ["seat", "talk"])
def test_a_question_that_no_longer_fits_closes_by_itself_and_nothing_is_written(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: Edits, ends: str
) -> None:
    went: list[int] = []
    focus_view.booth_chosen.connect(went.append)
    qtbot.keyClicks(begin(qtbot, focus_view, make_seat(2), HELD.take(1)), "9")
    assert focus_view.guard.dialog is not None
    if ends == "seat":
        focus_view.show_seat(make_seat(3), now=NOW)
    else:
        focus_view.show_talk(view_of(HELD))
    assert focus_view.guard.dialog is None
    assert (edits, went) == ([], [])


@pytest.mark.parametrize(
    ("talk", "asked"),
    [
        (HELD.take(1), ""),
        (HELD.take(2), "You are talking with booth 2. Which bank is this claim paid to?"),
        (HELD, "You do not talk with this booth. Which bank is this claim paid to?"),
    ],
)
def test_approving_for_a_booth_that_is_not_in_talk_asks_the_control_question(
    focus_view: FocusView, make_seat: MakeSeat, talk: Talk, asked: str
) -> None:
    focus_view.show_talk(view_of(talk))
    seat = make_seat(1)
    assert seat.assessment is not None
    assert seat.assessment.ready
    focus_view.show_seat(seat, now=NOW)
    assert focus_view.run(Action.APPROVE)
    assert focus_view.dialog is not None
    labels = [label.text() for label in focus_view.dialog.findChildren(QLabel)]
    assert not asked or asked in labels
    assert bool(focus_view.dialog.answers) == bool(asked)
    assert focus_view.dialog.confirm.isEnabled() == (not asked)
    focus_view.dialog.reject()
