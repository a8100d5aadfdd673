"""Opens the dialogs about the desk's own work, one at a time, and keeps them as the desk is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from cso_desk.desk.model import DeskView, Officer, SyncStatus

from .hand_over_dialog import HandOverDialog
from .note_dialog import NoteDialog
from .pack_dialog import PackDialog
from .queue_dialog import QueueDialog, QueuePage
from .seat import Seat


class DeskDialogs(QObject):
    """The dialogs of one window: the queue with its conflicts, the kept claims, handing over, notes."""

    hurried = Signal()
    acknowledged = Signal(object)
    edited = Signal(int, object, str, str)
    booth_wanted = Signal(int)
    gave_back = Signal()
    handed_over = Signal(int, object, object)
    noted = Signal(object, str)

    def __init__(self, officer: Officer, *, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._officer, self._now, self._window = officer, now, parent
        self._dialog: QDialog | None = None
        self._booth = 0

    @property
    def dialog(self) -> QDialog | None:
        """The open dialog, None while there is none."""
        return self._dialog

    def open_queue(self, view: DeskView, line: SyncStatus, page: QueuePage) -> None:
        """Show what waits to be sent, or what was refused."""
        if self._dialog is not None:
            return
        dialog = QueueDialog(view, line, officer=self._officer, now=self._now, page=page, parent=self._window)
        dialog.hurried.connect(self.hurried)
        dialog.acknowledged.connect(self.acknowledged)
        dialog.edited.connect(self.edited)
        dialog.booth_wanted.connect(self.booth_wanted)
        self._open(dialog)

    def ask_back(self, view: DeskView) -> None:
        """Ask whether the kept claims go back to the queue."""
        if self._dialog is None:
            dialog = PackDialog(view, self._officer.place, parent=self._window)
            dialog.gave_back.connect(self.gave_back)
            self._open(dialog)

    def open_hand_over(self, seat: Seat, view: DeskView) -> None:
        """Ask to whom the claim in a seat goes."""
        if self._dialog is None:
            dialog = HandOverDialog(
                seat, view.desks, own=self._officer.desk, line_is_up=view.line_is_up, parent=self._window
            )
            dialog.handed_over.connect(self.handed_over)
            self._open(dialog, seat.number)

    def open_notes(self, seat: Seat, view: DeskView) -> None:
        """Show the notes of the claim in a seat."""
        if self._dialog is None:
            dialog = NoteDialog(seat, view, parent=self._window)
            dialog.noted.connect(self.noted)
            self._open(dialog, seat.number)

    def follow(self, seats: Sequence[Seat], view: DeskView, line: SyncStatus) -> None:
        """Show what has become of it since."""
        dialog = self._dialog
        if isinstance(dialog, QueueDialog):
            dialog.show_desk(view)
            dialog.show_line(line)
        elif isinstance(dialog, NoteDialog):
            dialog.show_seat(seats[self._booth - 1], view)
        elif isinstance(dialog, HandOverDialog):
            dialog.show_seat(seats[self._booth - 1])

    def stop(self) -> None:
        """Close what is open."""
        if self._dialog is not None:
            self._dialog.reject()

    def _open(self, dialog: QDialog, booth: int = 0) -> None:
        dialog.finished.connect(self._closed)
        self._dialog, self._booth = dialog, booth
        dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
        self._window.activateWindow()  # not every platform gives the keys back by itself
