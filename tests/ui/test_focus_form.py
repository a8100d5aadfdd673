"""The form of the booth in focus: what may be written in it, and what it says under its fields."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Cause, CheckSlot, DocumentKind, Field, acceptance_key, document_key
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import Fate
from cso_desk.ui.choice import Choice
from cso_desk.ui.field_box import Fact
from cso_desk.ui.fields import ListField
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.judgements import Judgements
from cso_desk.ui.keys import Action
from tests.ui.conftest import NOW, MakeSeat
from tests.ui.focus_fields import Edit, enter, field, id_of, text_field


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


def test_the_heirs_fields_stand_on_the_form_of_a_death_only(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    assert not field(focus_view, Field.HEIR_NAME).isVisible()
    focus_view.show_seat(make_seat(1, {Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: "anak"}, version="v2"), now=NOW)
    assert field(focus_view, Field.HEIR_NAME).isVisible()
    relation = field(focus_view, Field.HEIR_RELATION)
    assert isinstance(relation, ListField)
    assert relation.currentText() == "Child"
