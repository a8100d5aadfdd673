"""Opens the dialogs about the desk's own work, one at a time, and keeps them as the desk is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from cso_desk.desk.attaching import Answered
from cso_desk.desk.model import DeskView, LineState, Officer, Refusal, SyncStatus
from cso_desk.desk.people import Told

from .attach_dialog import AttachDialog, first_folder
from .hand_over_dialog import HandOverDialog
from .note_dialog import NoteDialog
from .pack_dialog import PackDialog
from .people_dialog import PeopleDialog
from .queue_dialog import QueueDialog, QueuePage
from .seat import Seat


class DeskDialogs(QObject):
    """The dialogs of one window: the queue with its conflicts, the kept claims, handing over, notes, people, files."""

    hurried = Signal()
    acknowledged = Signal(object)
    edited = Signal(int, object, str, str)
    booth_wanted = Signal(int)
    gave_back = Signal()
    handed_over = Signal(int, object, object)
    noted = Signal(object, str)
    people_asked = Signal(object)
    """What is wanted of the centre about participants: a Search, an Opening, or None."""
    file_asked = Signal(object)
    """What is to be done with a file: a Look or a Wish."""
    refused = Signal(object)
    """A Refusal that no dialog shows."""

    def __init__(self, officer: Officer, *, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._officer, self._now, self._window = officer, now, parent
        self._dialog: QDialog | None = None
        self._booth = 0
        self._folder = first_folder()
        self._line = SyncStatus(LineState.OFFLINE)

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

    @Slot(object, object)
    def open_attach(self, seat: Seat, files: Sequence[Path]) -> None:
        """Attach a file to the claim in a seat: the first of those that are named, or one that is chosen."""
        if self._dialog is not None:
            return
        if seat.held is None:
            self.refused.emit(Refusal("nobody_here", None, seat.number))
            return
        dialog = AttachDialog(seat, on=self._now().date(), folder=self._folder, parent=self._window)
        dialog.asked.connect(self.file_asked)
        self._open(dialog, seat.number)
        if files:
            dialog.look_at(files)
        else:
            dialog.choose()

    @Slot(object)
    def show_file(self, told: Answered) -> None:
        """Show what came of a file; that one was not kept is also told when nobody asks any more."""
        if isinstance(self._dialog, AttachDialog) and self._dialog.show_told(told):
            return
        if told.refusal is not None and told.refusal.claim_id is not None:
            self.refused.emit(told.refusal)

    @Slot()
    def open_people(self) -> None:
        """Find participants at the centre."""
        if self._dialog is None:
            dialog = PeopleDialog(self._line, officer=self._officer, parent=self._window)
            dialog.asked.connect(self.people_asked)
            self._open(dialog)

    @Slot(object)
    def show_people(self, told: Told) -> None:
        """Show what the centre told of participants."""
        if isinstance(self._dialog, PeopleDialog):
            self._dialog.show_told(told)

    def follow(self, seats: Sequence[Seat], view: DeskView, line: SyncStatus) -> None:
        """Show what has become of it since."""
        dialog, self._line = self._dialog, line
        if isinstance(dialog, QueueDialog):
            dialog.show_desk(view)
            dialog.show_line(line)
        elif isinstance(dialog, NoteDialog):
            dialog.show_seat(seats[self._booth - 1], view)
        elif isinstance(dialog, HandOverDialog | AttachDialog):
            dialog.show_seat(seats[self._booth - 1])
        elif isinstance(dialog, PeopleDialog):
            dialog.show_line(line)

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
        if isinstance(self._dialog, PeopleDialog):
            self.people_asked.emit(None)
        if isinstance(self._dialog, AttachDialog):
            self._folder = self._dialog.folder
        self._dialog = None
        self._window.activateWindow()  # not every platform gives the keys back by itself
