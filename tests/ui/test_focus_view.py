"""The guard against the wrong booth: picture, form and decision are one unit, whatever comes late."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.model import Cause, CheckSlot, ClaimState, DocumentKind, Field, acceptance_key, document_key
from cso_desk.desk.model import Fate, Receipt, Refusal
from cso_desk.ui.choice import Choice
from cso_desk.ui.drafts import Bound
from cso_desk.ui.field_box import Control, Fact
from cso_desk.ui.fields import ListField, TextField
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.judgements import Judgements
from cso_desk.ui.keys import Action
from cso_desk.ui.seat import Seat

NOW = 1000.0
MakeSeat = Callable[..., Seat]
Edit = tuple[int, UUID, str, str]


def field(view: FocusView, key: str) -> Control:
    """The control of one form key, wherever it stands in the view."""
    everything: list[Control] = [*view.form.fields, *view.checks.fields, *view.documents.fields]
    return next(control for control in everything if control.key == key)


def text_field(view: FocusView, key: str) -> TextField:
    """The text field of one form key."""
    found = field(view, key)
    assert isinstance(found, TextField)
    return found


def enter(qtbot: QtBot, view: FocusView, key: str) -> TextField:
    """Go into a text field, behind its last letter."""
    line = text_field(view, key)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.end(False)
    return line


def id_of(seat: Seat) -> UUID:
    """The id of the claim in a seat."""
    assert seat.held is not None
    return seat.held.claim.id


@pytest.fixture
def edits(focus_view: FocusView) -> list[Edit]:
    """Every edit that the view announces."""
    heard: list[Edit] = []
    focus_view.edited.connect(lambda *edit: heard.append(edit))
    return heard


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


def test_who_comes_back_is_told_the_field_they_were_in_and_the_next_question(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    def told() -> str:
        return focus_view.resume._lines.accessibleName()

    focus_view.show_seat(make_seat(1), now=NOW)
    enter(qtbot, focus_view, Field.ACCOUNT_NUMBER)
    question = focus_view.interview.current
    assert question is not None
    focus_view.show_seat(make_seat(2), now=NOW)
    assert "You were in" not in told()
    assert "Next question: " in told()
    focus_view.show_seat(make_seat(1), now=NOW)
    assert told() == f"You were in: Account number. Next question: {question.label}"
    focus_view.setFocus()
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.show_seat(make_seat(1), now=NOW)
    assert "You were in" not in told()
    focus_view.show_seat(make_seat(1, {question.key: "yes"}), now=NOW)
    assert f"Next question: {question.label}" not in told()


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


def test_a_booth_remembers_field_caret_and_scroll(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.resize(1920, 700)
    focus_view.show_seat(make_seat(1), now=NOW)
    bar = focus_view.form.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 40)
    line = enter(qtbot, focus_view, Field.EMPLOYER)
    line.setCursorPosition(3)
    bar.setValue(37)
    focus_view.show_seat(make_seat(2), now=NOW)
    assert focus_view.hasFocus()
    assert bar.value() == 0
    focus_view.show_seat(make_seat(1), now=NOW)
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 3
    assert bar.value() == 37


def test_returning_from_the_wall_goes_back_into_the_field(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    pages, wall = QStackedWidget(), QLineEdit()
    qtbot.addWidget(pages)
    pages.addWidget(focus_view)
    pages.addWidget(wall)
    with qtbot.waitExposed(pages):
        pages.show()
    pages.activateWindow()
    focus_view.show_seat(make_seat(1), now=NOW)
    line = enter(qtbot, focus_view, Field.EMPLOYER)
    line.setCursorPosition(3)
    focus_view.show_seat(make_seat(2), now=NOW)
    pages.setCurrentWidget(wall)
    wall.setFocus()
    qtbot.waitUntil(wall.hasFocus)
    pages.setCurrentWidget(focus_view)
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 3
    pages.removeWidget(focus_view)
    focus_view.setParent(None)


def test_a_switch_while_the_focus_is_elsewhere_steals_nothing(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    enter(qtbot, focus_view, Field.EMPLOYER)
    focus_view.clearFocus()
    QApplication.focusWidget().clearFocus()
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.show_seat(make_seat(1), now=NOW)
    assert QApplication.focusWidget() is None


def test_esc_leaves_the_field_and_then_the_view(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    line = enter(qtbot, focus_view, Field.EMPLOYER)
    line.setCursorPosition(2)
    assert focus_view.run(Action.BACK) is True
    assert focus_view.hasFocus()
    assert focus_view.run(Action.BACK) is False
    qtbot.keyClick(focus_view, Qt.Key.Key_Tab)
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 2


def test_f6_walks_through_the_panes(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    visited = []
    for _ in range(6):
        focus_view.run(Action.PANE)
        visited.append(QApplication.focusWidget())
    assert visited.pop(0) is focus_view.papers.compare.table
    assert visited[0] is field(focus_view, Field.ID_CARD_ORIGINAL)
    assert visited[1] is field(focus_view, document_key(DocumentKind.MEMBERSHIP_CARD))
    assert visited[2] is field(focus_view, Field.FULL_NAME)
    assert visited[3] in focus_view.bar.fields
    assert visited[4] is focus_view


def test_numbers_are_masked_but_where_one_is(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    line = text_field(focus_view, Field.NIK)
    assert line.text() == "9974••••••••0012"
    enter(qtbot, focus_view, Field.NIK)
    assert line.text() == "9974011208910012"
    focus_view.run(Action.BACK)
    assert line.text() == "9974••••••••0012"
    assert text_field(focus_view, Field.ACCOUNT_NUMBER).text() == "••••4417"
    assert text_field(focus_view, Field.MOTHER_NAME).text() == "Siti ••••••••••"[:14]
    assert edits == []


def test_nobody_writes_into_a_mask(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    line = text_field(focus_view, Field.NIK)
    qtbot.keyClicks(line, "7")  # the key reaches the widget though the focus is elsewhere
    assert edits == []
    assert line.text() == "9974••••••••0012"


def test_a_decided_claim_is_read_only(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    seat = make_seat(1, claim={"state": ClaimState.APPROVED}, decision_fate=Fate.SENDING)
    focus_view.show_seat(seat, now=NOW)
    line = enter(qtbot, focus_view, Field.FULL_NAME)
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(field(focus_view, Field.ACCOUNT_ACTIVE), Qt.Key.Key_Left)
    assert edits == []
    assert not any(button.isVisible() for button in focus_view.bar.buttons.values())


def test_answers_are_chosen_with_the_arrows(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.ACCOUNT_ACTIVE: ""}), now=NOW)
    choice = field(focus_view, Field.ACCOUNT_ACTIVE)
    assert isinstance(choice, Choice)
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    qtbot.keyClick(choice, Qt.Key.Key_End)
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    assert [edit[3] for edit in edits] == ["yes", "no"]
    assert choice.accessibleName() == "Still active? No"


def test_the_cause_is_chosen_by_hand_only(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.show_seat(make_seat(2, {Field.CAUSE: Cause.RESIGNED}), now=NOW)
    assert edits == []
    cause = field(focus_view, Field.CAUSE)
    assert isinstance(cause, ListField)
    assert cause.currentText() == "Resigned"
    qtbot.keyClick(cause, Qt.Key.Key_Down)
    assert edits == [(2, id_of(make_seat(2)), Field.CAUSE, Cause.LAID_OFF)]


def test_the_documents_of_the_cause_are_asked_for(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    assert document_key(DocumentKind.LAYOFF_PROOF) in [choice.key for choice in focus_view.documents.fields]
    focus_view.show_seat(make_seat(1, {Field.CAUSE: Cause.RESIGNED}, version="v2"), now=NOW)
    assert document_key(DocumentKind.LAYOFF_PROOF) not in [choice.key for choice in focus_view.documents.fields]
    focus_view.show_seat(make_seat(1, {Field.CAUSE: ""}, version="v3"), now=NOW)
    assert focus_view.documents.fields == []


def test_a_warning_is_accepted_with_a_reason(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    known = {"full_name": "Muhammad Risky Pratama"}
    focus_view.show_seat(make_seat(1, master=known), now=NOW)
    key = acceptance_key(CheckSlot.MATCH)
    assert field(focus_view, key).isVisible()
    qtbot.keyClicks(enter(qtbot, focus_view, key), "s")
    assert edits == [(1, id_of(make_seat(1)), key, "s")]
    focus_view.show_seat(make_seat(2), now=NOW)
    assert not field(focus_view, key).isVisible()


def test_what_the_centre_has_instead_stands_under_the_field(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, master={"full_name": "Muhammad Risky Pratama"}), now=NOW)
    assert focus_view.form.note_of(Field.FULL_NAME) == "Centre's record: Risky"


def test_the_form_tells_the_law_the_first_day_and_every_finding(focus_view: FocusView, make_seat: MakeSeat) -> None:
    def facts() -> dict[str, str]:
        return {fact.accessibleName(): fact.text() for fact in focus_view.form.findChildren(Fact)}

    focus_view.show_seat(make_seat(1), now=NOW)
    assert facts()["Judged by"] == "Permenaker 4/2022"
    assert facts()["May be claimed from"] == "02-10-2025, 42 days past"
    found = focus_view.form.findChildren(Judgements)[0]
    assert not found.isVisible()
    focus_view.show_seat(make_seat(1, {Field.CAUSE_DATE: "05-11-2025", Field.OTHER_KPJ: "17110000001"}), now=NOW)
    assert facts()["May be claimed from"] == "05-12-2025, in 22 days"
    assert found.isVisible()
    assert found.accessibleName().split("; ")[0] == "From 05-12-2025"
    focus_view.show_seat(make_seat(1, {Field.CAUSE: ""}), now=NOW)
    assert facts()["May be claimed from"] == "–"


def test_a_fault_is_said_when_the_field_is_left_and_not_while_typing(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    line = enter(qtbot, focus_view, Field.NIK)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert focus_view.form.note_of(Field.NIK) == ""
    focus_view.run(Action.BACK)
    assert focus_view.form.note_of(Field.NIK) == "A NIK has 16 digits"


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


def test_the_heirs_fields_stand_on_the_form_of_a_death_only(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    assert not field(focus_view, Field.HEIR_NAME).isVisible()
    focus_view.show_seat(make_seat(1, {Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: "anak"}, version="v2"), now=NOW)
    assert field(focus_view, Field.HEIR_NAME).isVisible()
    relation = field(focus_view, Field.HEIR_RELATION)
    assert isinstance(relation, ListField)
    assert relation.currentText() == "Child"
