"""The last look before a decision: it is bound to one claim at one version, and nothing is approved by accident."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import CheckSlot, Field
from cso_desk.claims.model import Verdict
from cso_desk.desk.model import Order
from cso_desk.ui.control_question import control_question
from cso_desk.ui.decision_dialog import DecisionDialog
from cso_desk.ui.dialog_parts import MoneyRow
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from cso_desk.ui.seat import Seat

NOW = 1000.0
LONG_AGO = 0.0
CONTROL = Qt.KeyboardModifier.ControlModifier
MakeSeat = Callable[..., Seat]


@pytest.fixture
def orders(focus_view: FocusView) -> list[Order]:
    """Every decision that the view announces."""
    heard: list[Order] = []
    focus_view.ordered.connect(heard.append)
    return heard


def opened(qtbot: QtBot, view: FocusView, action: Action) -> DecisionDialog:
    """Press the key of a decision and wait for its dialog."""
    assert view.run(action)
    dialog = view.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def closed(view: FocusView) -> bool:
    """True when no dialog is open."""
    return view.dialog is None


def test_an_approval_carries_booth_claim_and_version_as_they_were_on_the_screen(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]
) -> None:
    focus_view.show_seat(make_seat(2, version="seen", selected_since=LONG_AGO), now=NOW)
    dialog = opened(qtbot, focus_view, Action.APPROVE)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert orders == [Order(2, UUID(int=1002), "seen", Verdict.APPROVE)]
    assert closed(focus_view)


def test_ctrl_enter_confirms_wherever_the_focus_is_also_on_the_cancelling_button(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]
) -> None:
    focus_view.show_seat(make_seat(2, selected_since=LONG_AGO), now=NOW)
    dialog = opened(qtbot, focus_view, Action.APPROVE)
    assert dialog.focusWidget() is dialog.cancel
    qtbot.keyClick(dialog.cancel, Qt.Key.Key_Return, CONTROL)
    assert [order.verdict for order in orders] == [Verdict.APPROVE]


def test_nothing_of_the_dialog_is_a_window_of_its_own(focus_view: FocusView, make_seat: MakeSeat, qtbot: QtBot) -> None:
    focus_view.show_seat(make_seat(1, selected_since=LONG_AGO), now=NOW)
    for action in (Action.APPROVE, Action.REJECT):
        dialog = opened(qtbot, focus_view, action)
        assert (dialog.reasons.window(), dialog.note.window()) == (dialog, dialog)
        assert dialog.reasons.isVisible() == dialog.note.isVisible() == (action is Action.REJECT)
        dialog.reject()


def test_enter_and_esc_are_safe(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = opened(qtbot, focus_view, Action.APPROVE)
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert closed(focus_view), dialog
    assert orders == []


def test_after_a_switch_of_booth_the_bank_is_asked_for(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]
) -> None:
    seat = make_seat(1, selected_since=NOW - 4)
    focus_view.show_seat(seat, now=NOW)
    dialog = opened(qtbot, focus_view, Action.APPROVE)
    assert seat.held is not None
    question = control_question(seat.held.claim)
    right = question.options.index("BRI")
    keys = (Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_E)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.keyClick(dialog, keys[(right + 1) % 3])
    assert dialog.missing.text() == "Not this bank. Look at the form."
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert orders == []
    qtbot.keyClick(dialog, keys[right])
    assert dialog.confirm.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [order.verdict for order in orders] == [Verdict.APPROVE]


def test_the_dialog_does_not_tell_the_bank_it_asks_for(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, selected_since=NOW - 4), now=NOW)
    dialog = opened(qtbot, focus_view, Action.APPROVE)
    amounts = dialog.findChild(MoneyRow)
    assert isinstance(amounts, MoneyRow)
    assert amounts.accessibleName() == "Gross 10,456,789, Tax 0, Paid out Rp 10,456,789"
    dialog.reject()


def test_eight_seconds_later_nothing_is_asked(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, selected_since=NOW - 8), now=NOW)
    dialog = opened(qtbot, focus_view, Action.APPROVE)
    assert dialog.answers == {}
    assert dialog.confirm.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("number", range(1, 9))
def test_the_right_bank_is_always_among_three_different_ones(make_seat: MakeSeat, number: int) -> None:
    for bank in ("BRI", "Bank Rakyat Indonesia", "mandiri", "Bank Nagari"):
        held = make_seat(number, {Field.BANK: bank}).held
        assert held is not None
        question = control_question(held.claim)
        assert question.answer == bank
        assert question.options.count(bank) == 1
        assert len(set(question.options)) == 3
        assert bank == "BRI" or "BRI" not in question.options or "Rakyat" not in bank


def test_nothing_can_be_approved_while_a_check_is_open(focus_view: FocusView, make_seat: MakeSeat) -> None:
    seat = make_seat(1, {Field.FACE_MATCHES: ""})
    assert seat.assessment is not None
    assert [check.slot for check in seat.assessment.missing] == [CheckSlot.FACE]
    focus_view.show_seat(seat, now=NOW)
    assert focus_view.run(Action.APPROVE) is False
    assert closed(focus_view)


def test_nothing_can_be_approved_while_letters_are_on_their_way(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    phone = next(field for field in focus_view.form.fields if field.key == Field.PHONE)
    phone.setFocus()
    qtbot.keyClick(phone, Qt.Key.Key_End)
    qtbot.keyClicks(phone, "1")
    assert focus_view.bar.notice == "Saving what you typed…"
    assert focus_view.run(Action.APPROVE) is False
    typed = make_seat(1, {Field.PHONE: "081200000011"}, version="v2")
    focus_view.show_seat(typed, now=NOW)
    assert focus_view.run(Action.APPROVE) is True
    assert focus_view.dialog is not None
    focus_view.dialog.reject()


def test_an_approval_dialog_closes_when_the_form_changes_under_it(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    dialog = opened(qtbot, focus_view, Action.APPROVE)
    focus_view.show_seat(make_seat(1), now=NOW)
    assert focus_view.dialog is dialog
    focus_view.show_seat(make_seat(1, {Field.PHONE: "0812"}, version="v2"), now=NOW)
    assert closed(focus_view)
    assert orders == []


@pytest.mark.parametrize("action", [Action.APPROVE, Action.RETURN, Action.REJECT, Action.REFER])
def test_every_dialog_closes_when_another_claim_comes_under_it(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order], action: Action
) -> None:
    moved = make_seat(2, claim={"id": UUID(int=1001)})
    for other in (moved, make_seat(2), make_seat(1, claim={"id": UUID(int=9)}), make_seat(1, empty=True)):
        focus_view.show_seat(make_seat(1), now=NOW)
        opened(qtbot, focus_view, action)
        focus_view.show_seat(other, now=NOW)
        assert closed(focus_view)
    assert orders == []


def test_a_return_needs_a_reason_and_a_note(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]
) -> None:
    focus_view.show_seat(make_seat(1, {Field.FACE_MATCHES: ""}, version="seen"), now=NOW)
    dialog = opened(qtbot, focus_view, Action.RETURN)
    assert dialog.missing.text() == "Choose a reason"
    qtbot.keyClicks(dialog.reasons, "3")  # digits choose nothing
    assert dialog.reasons.code is None
    qtbot.keyClick(dialog.reasons, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.reasons, Qt.Key.Key_Down)
    chosen = dialog.reasons.code
    assert chosen is not None
    assert dialog.missing.text() == "Write the note"
    qtbot.keyClick(dialog.reasons, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.note.hasFocus)
    qtbot.keyClicks(dialog.note, "Bawa KK asli 2")
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return, CONTROL)
    assert orders == [Order(1, UUID(int=1001), "seen", Verdict.RETURN, chosen, "Bawa KK asli 2")]


def test_a_note_outlives_a_change_of_the_form_and_carries_the_version_then_shown(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, orders: list[Order]
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    dialog = opened(qtbot, focus_view, Action.REJECT)
    dialog.reasons.setCurrentRow(0)
    qtbot.keyClicks(dialog.note, "Masih bekerja")
    focus_view.show_seat(make_seat(1, version="v2"), now=NOW)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [(order.version, order.note) for order in orders] == [("v2", "Masih bekerja")]


def test_a_note_holds_no_more_than_the_rules_allow(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    dialog = opened(qtbot, focus_view, Action.REFER)
    dialog.note.setPlainText("x" * 700)
    assert len(dialog.note.toPlainText()) == 500
    dialog.reject()


def test_only_one_dialog_is_open(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    dialog = opened(qtbot, focus_view, Action.REJECT)
    assert focus_view.run(Action.APPROVE) is False
    assert focus_view.dialog is dialog
    focus_view.hide()
    assert closed(focus_view)
