"""The dialogs of one window: who may open which, and what each follows and tells."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.model import Verdict
from cso_desk.desk.model import DeskView, LineState, Order, Refusal, SyncStatus
from cso_desk.ui.desk_dialogs import DeskDialogs
from cso_desk.ui.second_dialog import SecondDialog
from tests.ui.second_desk import Desk, judge
from tests.ui.second_values import BOSS, NOW, waiting

SYNCED = SyncStatus(LineState.SYNCED, since=NOW)


def test_only_whoever_may_give_a_second_word_opens_it(qtbot: QtBot, parent: QWidget) -> None:
    officer = replace(BOSS, role=BOSS.role.OFFICER)
    dialogs = DeskDialogs(officer, pack=6, judge=judge, now=lambda: NOW, parent=parent)
    refusals: list[Refusal] = []
    dialogs.refused.connect(refusals.append)
    dialogs.open_second()
    assert dialogs.dialog is None
    assert [refusal.code for refusal in refusals] == ["above_only"]


def test_while_it_is_open_it_follows_the_desk_and_tells_what_was_not_done(qtbot: QtBot, parent: QWidget) -> None:
    dialogs = DeskDialogs(BOSS, pack=6, judge=judge, now=lambda: NOW, parent=parent)
    assert not dialogs.show_refusal(Refusal("online_only", UUID(int=1), None))
    dialogs.open_second()
    dialog = dialogs.dialog
    assert isinstance(dialog, SecondDialog)
    given: list[Order] = []
    dialogs.second_given.connect(given.append)
    dialogs.follow((), DeskView(booths=(), second=(waiting(1),)), SYNCED)
    assert [row.title for row in dialog.second.list.rows] == ["Peserta 1"]
    assert dialogs.show_refusal(Refusal("online_only", UUID(int=1), None))
    assert "line is down" in dialog.said.text
    assert not dialogs.show_refusal(Refusal("nobody_waits", None, 2))
    dialog.second.verdicts[Verdict.APPROVE].click()
    assert dialog.second.dialog is not None
    dialog.second.dialog.confirm.click()
    assert [order.claim_id for order in given] == [UUID(int=1)]
    dialogs.stop()
    assert dialogs.dialog is None


def test_closing_it_closes_what_is_asked_above_it(qtbot: QtBot, parent: QWidget) -> None:
    desk = Desk(qtbot, parent)
    desk.show(waiting(1))
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    asked = desk.dialog.second.dialog
    assert asked is not None
    desk.dialog.reject()
    assert not asked.isVisible()
    assert desk.orders == []


def test_what_is_chosen_stays_chosen_when_another_claim_comes_before_it(qtbot: QtBot, parent: QWidget) -> None:
    desk = Desk(qtbot, parent)
    desk.show(waiting(2))
    desk.show(waiting(1), waiting(2))
    assert desk.dialog.second.chosen == desk.view.second[1]
    desk.dialog.reject()
