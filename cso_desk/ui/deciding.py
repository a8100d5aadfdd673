"""The decision dialog of the focus view: whether it may open, what it asks, and that there is but one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cso_desk.claims.model import Verdict
from cso_desk.desk.model import Fate, Order

from .decision_dialog import DecisionDialog
from .seat import Seat


class Deciding:
    """Opens the last look before a decision and follows the seat under it; `on_order` is told what was decided."""

    def __init__(self, parent: QWidget, *, cool_down_s: float, on_order: Callable[[Order], None]) -> None:
        """`cool_down_s`: seconds after a switch of booth in which an approval asks a control question."""
        self.dialog: DecisionDialog | None = None
        self._parent, self._cool_down_s, self._on_order = parent, cool_down_s, on_order

    def open(self, seat: Seat, verdict: Verdict, *, saving: bool, apart: str, now: float) -> bool:
        """Ask; False where there is nothing to decide. `apart` as the dialog has it."""
        if self.dialog is not None or seat.held is None or seat.assessment is None:
            return False
        if not seat.held.claim.is_open or seat.held.decision_fate is Fate.REFUSED:
            return False
        approves = verdict is Verdict.APPROVE
        moved_s = self._moved_s(seat, now) if approves else None
        dialog = DecisionDialog(seat, verdict, moved_s=moved_s, apart=apart if approves else "", parent=self._parent)
        dialog.ordered.connect(self._on_order)
        dialog.finished.connect(self._done)
        self.dialog = dialog
        dialog.show_seat(seat, saving=saving)
        dialog.open()
        return True

    def show_seat(self, seat: Seat, *, saving: bool) -> None:
        """Follow the seat."""
        if self.dialog is not None:
            self.dialog.show_seat(seat, saving=saving)

    def close(self) -> None:
        """Let no dialog outlive the view."""
        if self.dialog is not None:
            self.dialog.reject()

    def _moved_s(self, seat: Seat, now: float) -> float | None:
        """Seconds since the officer came to this booth, None when that is long enough ago."""
        if seat.selected_since is None:
            return None
        seconds = now - seat.selected_since
        return seconds if seconds < self._cool_down_s else None

    def _done(self) -> None:
        self._parent.window().activateWindow()  # not every platform gives the keys back by itself
        self.dialog = None
