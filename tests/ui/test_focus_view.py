"""The guard against the wrong booth: picture, form and decision are one unit, whatever comes late."""

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import Fate, Receipt, Refusal
from cso_desk.ui.drafts import Bound
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from tests.ui.conftest import NOW, MakeSeat
from tests.ui.focus_fields import Edit, enter, id_of, text_field


def test_every_letter_is_told_with_the_booth_and_claim_that_were_on_the_screen(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(2, {Field.FULL_NAME: ""}), now=NOW)
    qtbot.keyClicks(enter(qtbot, focus_view, Field.FULL_NAME), "Ag")
    claim_id = id_of(make_seat(2))
    assert edits == [(2, claim_id, Field.FULL_NAME, "A"), (2, claim_id, Field.FULL_NAME, "Ag")]


def test_a_letter_typed_after_a_switch_of_booth_goes_nowhere_until_a_field_is_entered(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: ""}), now=NOW)
    qtbot.keyClicks(enter(qtbot, focus_view, Field.FULL_NAME), "A")
    focus_view.show_seat(make_seat(2, {Field.FULL_NAME: ""}), now=NOW)
    qtbot.keyClicks(QApplication.focusWidget(), "X")
    assert focus_view.hasFocus()
    assert [edit[3] for edit in edits] == ["A"]
    assert text_field(focus_view, Field.FULL_NAME).plain == ""


def test_a_half_composed_letter_belongs_to_the_claim_it_was_begun_in(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: ""}), now=NOW)
    line = enter(qtbot, focus_view, Field.FULL_NAME)
    QCoreApplication.sendEvent(line, QInputMethodEvent("é", []))
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "from elsewhere"}), now=NOW)
    assert line.plain == ""  # an outside text does not break what is being composed
    focus_view.show_seat(make_seat(2, {Field.FULL_NAME: "Sri"}), now=NOW)
    assert line.text() == "Sri"
    assert all(edit[:2] == (1, id_of(make_seat(1))) for edit in edits)


def test_an_edit_that_comes_late_is_told_with_the_claim_it_was_made_in(
    focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.form.edited.emit(Bound(1, UUID(int=1001)), Field.EMPLOYER, "PT Satu")
    assert edits == [(1, UUID(int=1001), Field.EMPLOYER, "PT Satu")]
    assert text_field(focus_view, Field.EMPLOYER).text() == "PT Contoh Sandang Jaya"


def test_undo_never_brings_the_text_of_another_claim(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agus"}), now=NOW)
    qtbot.keyClicks(enter(qtbot, focus_view, Field.FULL_NAME), " S")
    focus_view.show_seat(make_seat(2, {Field.FULL_NAME: "Agus S"}), now=NOW)
    del edits[:]
    line = enter(qtbot, focus_view, Field.FULL_NAME)
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Agus S"
    assert edits == []


def test_another_claim_in_the_same_booth_is_another_form(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agus"}), now=NOW)
    enter(qtbot, focus_view, Field.FULL_NAME)
    other = UUID(int=77)
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Sri"}, claim={"id": other}), now=NOW)
    assert focus_view.hasFocus()
    qtbot.keyClicks(enter(qtbot, focus_view, Field.FULL_NAME), "!")
    assert edits == [(1, other, Field.FULL_NAME, "Sri!")]


def test_a_late_echo_neither_moves_the_caret_nor_takes_a_letter_back(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agus Salim"}), now=NOW)
    line = enter(qtbot, focus_view, Field.FULL_NAME)
    line.setCursorPosition(4)
    qtbot.keyClicks(line, "man")
    for echo in ("Agusm Salim", "Agusma Salim", "Agusman Salim"):
        focus_view.show_seat(make_seat(1, {Field.FULL_NAME: echo}, version=echo), now=NOW)
        assert line.text() == "Agusman Salim"
        assert line.cursorPosition() == 7
    assert not focus_view.saving


def test_a_text_from_outside_is_taken_where_nothing_of_ones_own_is_on_its_way(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agus"}), now=NOW)
    line = enter(qtbot, focus_view, Field.FULL_NAME)
    line.setCursorPosition(2)
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agustina"}, version="v2"), now=NOW)
    assert line.text() == "Agustina"
    assert line.cursorPosition() == 2
    assert edits == []


def test_letters_not_echoed_yet_are_still_there_after_a_look_at_another_booth(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agus"}), now=NOW)
    qtbot.keyClicks(enter(qtbot, focus_view, Field.FULL_NAME), " Salim")
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.show_seat(make_seat(1, {Field.FULL_NAME: "Agus"}), now=NOW)
    assert text_field(focus_view, Field.FULL_NAME).text() == "Agus Salim"


def test_a_text_that_the_desk_does_not_confirm_is_called_unsaved(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    qtbot.keyClicks(enter(qtbot, focus_view, Field.EMPLOYER), "x")
    focus_view.show_time(NOW + 1)
    assert focus_view.form.note_of(Field.EMPLOYER) == ""
    focus_view.show_time(NOW + 4)
    assert focus_view.form.note_of(Field.EMPLOYER) == "Not saved on this desk yet"
    focus_view.show_seat(make_seat(1, {Field.EMPLOYER: "PT Contoh Sandang Jayax"}, version="v2"), now=NOW + 5)
    focus_view.run(Action.BACK)
    assert focus_view.form.note_of(Field.EMPLOYER) == ""


def test_the_bar_names_what_is_missing(focus_view: FocusView, make_seat: MakeSeat) -> None:
    known = {"full_name": "Muhammad Risky Pratama", "contributions": 58_910_400}
    focus_view.show_seat(make_seat(1, {Field.ACCOUNT_ACTIVE: ""}, master=known), now=NOW)
    assert focus_view.bar.notice == (
        "2 to go: spelling of the name, account. From Rp 50 m on: goes on to a second approver"
    )
    assert not focus_view.bar.can_approve(saving=False)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"decision_fate": Fate.SENDING}, "Approved. Kept on this desk. Sending…"),
        ({"decision_fate": Fate.UNSURE}, "Approved. Not certain yet, being checked again"),
        ({"decision_fate": Fate.SENT, "receipt": Receipt(1284, "ab")}, "Approved. Sent, receipt no. 1284"),
    ],
)
def test_the_fate_of_a_decision_is_told_as_far_as_it_is_known(
    focus_view: FocusView, make_seat: MakeSeat, held: dict[str, Any], said: str
) -> None:
    focus_view.show_seat(make_seat(1, claim={"state": ClaimState.APPROVED}, **held), now=NOW)
    assert focus_view.bar.notice == said
    assert "fail" not in focus_view.bar.notice
    assert focus_view.bar.call.isVisible()


def test_a_refusal_of_the_centre_is_read_before_one_decides_again(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    refusal = Refusal("amount_differs", id_of(make_seat(1)), 1, UUID(int=5))
    focus_view.show_seat(make_seat(1, decision_fate=Fate.REFUSED, refusal=refusal), now=NOW)
    assert focus_view.bar.notice.startswith("The centre refused this decision. The centre reckons another amount")
    assert focus_view.run(Action.APPROVE) is False
    with qtbot.waitSignal(focus_view.acknowledged) as heard:
        focus_view.bar.understand.click()
    assert heard.args == [UUID(int=5)]
    focus_view.show_seat(make_seat(1), now=NOW)
    assert focus_view.bar.can_approve(saving=False)


def test_an_empty_booth_has_no_form_and_offers_the_next_ticket(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.show_seat(make_seat(1, empty=True), now=NOW)
    assert not focus_view.form.isVisible()
    assert focus_view.run(Action.APPROVE) is False
    with qtbot.waitSignal(focus_view.call_wanted) as heard:
        focus_view.bar.call.click()
    assert heard.args == [1]


def test_the_other_booths_keep_their_places_and_are_chosen_by_a_click(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.show_others([make_seat(1), make_seat(3)], now=NOW)
    thumbs = [focus_view.tiles[number].parentWidget() for number in (1, 2, 3)]
    assert [thumb.isVisible() for thumb in thumbs] == [True, False, True]
    assert thumbs[0].y() < thumbs[2].y()
    with qtbot.waitSignal(focus_view.booth_chosen) as heard:
        qtbot.mouseClick(thumbs[2], Qt.MouseButton.LeftButton)
    assert heard.args == [3]


def test_everything_has_a_name_for_a_screen_reader(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    everything = [*focus_view.form.fields, *focus_view.checks.fields, *focus_view.documents.fields]
    assert [control.key for control in everything if not control.accessibleName()] == []
    assert all(button.accessibleName() for button in focus_view.bar.fields)


def test_a_change_of_language_writes_everything_anew(
    focus_view: FocusView, make_seat: MakeSeat, qapp: QApplication
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    before = focus_view.bar.notice
    QCoreApplication.sendEvent(focus_view, QEvent(QEvent.Type.LanguageChange))
    assert focus_view.bar.notice == before
    assert text_field(focus_view, Field.NIK).text() == "9974••••••••0012"
