"""The supervisor's dialog on a screen, as the tests show it a desk and press its keys."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.model import Claim, Verdict
from cso_desk.desk.model import AwaitingSecond, DeskView, HeldElsewhere, Order, Unsettled
from cso_desk.ui.second_dialog import SecondDialog
from tests.ui.second_values import BOSS, NOW

NO = Qt.KeyboardModifier.NoModifier


def judge(one: Claim, day: date) -> Assessment:
    return assess(one, on=day)


class Desk:
    """The dialog over a window, and what it announced."""

    def __init__(self, qtbot: QtBot, parent: QWidget) -> None:
        self.view = DeskView(booths=())
        self.dialog = SecondDialog(self.view, officer=BOSS, judge=judge, now=lambda: NOW, parent=parent)
        self.orders: list[Order] = []
        self.taken: list[tuple[UUID, str]] = []
        self.read: list[UUID] = []
        self.dialog.given.connect(self.orders.append)
        self.dialog.revoked.connect(lambda claim_id, why: self.taken.append((claim_id, why)))
        self.dialog.acknowledged.connect(self.read.append)
        with qtbot.waitExposed(self.dialog):
            self.dialog.open()

    def show(
        self,
        *second: AwaitingSecond,
        elsewhere: Sequence[HeldElsewhere] = (),
        unsettled: Sequence[Unsettled] = (),
        up: bool = True,
    ) -> None:
        self.view = DeskView(
            booths=(), second=second, elsewhere=tuple(elsewhere), unsettled=tuple(unsettled), line_is_up=up
        )
        self.dialog.show_desk(self.view)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO, text: str = "") -> None:
        """Press a key where the focus is in the topmost dialog."""
        asked = self.dialog.page.dialog
        on: QDialog = self.dialog if asked is None else asked
        QCoreApplication.sendEvent(on.focusWidget() or on, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))

    @property
    def hint(self) -> str:
        return self.dialog.page.hint.text()

    @property
    def can(self) -> set[Verdict]:
        return {verdict for verdict, button in self.dialog.second.verdicts.items() if button.isEnabled()}
