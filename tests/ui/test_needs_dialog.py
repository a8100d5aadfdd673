"""What the officer sets and sees of a participant's needs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Form, Need, need_key
from cso_desk.ui import bound_frame, form_keys, keys, needs_words
from cso_desk.ui.keys import Action
from cso_desk.ui.language import Language
from cso_desk.ui.needs_dialog import NeedsDialog

from .conftest import MakeSeat
from .office import Office

KEYS = {need: need_key(need) for need in Need}


def test_only_what_was_changed_is_written_for_the_claim_it_was_asked_of(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    seat = make_seat(2, form={KEYS[Need.SIGHT]: "yes", KEYS[Need.READING]: "yes"})
    assert seat.held is not None
    dialog = NeedsDialog(seat, parent=parent)
    edits: list[tuple[object, ...]] = []
    dialog.edited.connect(lambda *edit: edits.append(edit))
    assert [dialog.boxes[need].isChecked() for need in dialog.boxes] == [False, True, True]
    dialog.boxes[Need.HEARING].click()
    dialog.boxes[Need.READING].click()
    qtbot.keyClick(dialog.language, Qt.Key.Key_Right)
    dialog.go.click()
    claim = seat.held.claim.id
    assert edits == [
        (2, claim, "need.hearing", "yes"),
        (2, claim, "need.reading", ""),
        (2, claim, "need.language", "jv"),
    ]


def test_a_language_that_nobody_asked_for_is_not_written(parent: QWidget, make_seat: MakeSeat) -> None:
    dialog = NeedsDialog(make_seat(2), parent=parent)
    edits: list[object] = []
    dialog.edited.connect(lambda *edit: edits.append(edit))
    dialog.go.click()
    assert edits == []


def test_it_closes_when_another_participant_sits_there(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialog = NeedsDialog(make_seat(2), parent=parent)
    dialog.show()
    dialog.show_seat(make_seat(2))
    assert dialog.isVisible()
    dialog.show_seat(make_seat(3))
    assert not dialog.isVisible()


def test_the_frame_says_what_is_needed_and_what_to_do_about_it(speak: Language, make_seat: MakeSeat) -> None:
    seat = make_seat(2, form={KEYS[Need.HEARING]: "yes", KEYS[Need.SIGHT]: "no", KEYS[Need.LANGUAGE]: "jv"})
    said = bound_frame.sentence(seat)
    assert f"Sulit mendengar: tulis ({keys.key_of(Action.SHOW)}), Jawa" in said
    assert "melihat" not in said
    assert needs_words.told(Form({KEYS[Need.LANGUAGE]: "id"})) == ()


@pytest.mark.parametrize(
    ("need", "text", "word"),
    [(Need.SIGHT, "yes", "Sulit melihat: Ya"), (Need.LANGUAGE, "jv", "Bahasa di bilik: Jawa")],
)
def test_a_need_has_its_words_wherever_a_form_key_is_shown(speak: Language, need: Need, text: str, word: str) -> None:
    assert f"{form_keys.label(KEYS[need])}: {form_keys.shown(KEYS[need], text)}" == word


def test_the_key_sets_it_in_the_booth_that_is_selected(office: Office) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_I, text="i")
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, NeedsDialog)
    dialog.boxes[Need.SIGHT].click()
    dialog.go.click()
    assert office.held(1).claim.form.text("need.sight") == "yes"


def test_the_button_beside_the_name_does_what_its_key_does_while_somebody_sits_there(
    speak: Language, office: Office
) -> None:
    (bound,) = office.window.focus.findChildren(bound_frame.BoundFrame)
    office.window.front.open_booth(1)
    assert not bound.needs.isVisible()
    office.desk.call_next(1)
    assert bound.needs.isVisible()
    assert bound.needs.accessibleName() == "Kebutuhan I"
    assert bound.needs.toolTip() == "kebutuhan peserta: pendengaran, penglihatan, membaca, bahasa (I)"
    bound.needs.click()
    assert isinstance(office.window.dialogs.dialog, NeedsDialog)


def test_whoever_does_not_sit_at_the_booth_reads_what_is_needed_and_nothing_to_do(speak: Language) -> None:
    form = Form({KEYS[Need.HEARING]: "yes", KEYS[Need.READING]: "no", KEYS[Need.LANGUAGE]: "jv"})
    assert needs_words.needed(form) == "Sulit mendengar, Bahasa di bilik: Jawa"
    assert needs_words.needed(Form({KEYS[Need.LANGUAGE]: "id"})) == ""
