"""Opens the dialogs about the desk's own work, one at a time, and keeps them as the desk is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from cso_desk.claims.dates import day_of
from cso_desk.claims.form import Field
from cso_desk.claims.model import Channel
from cso_desk.claims.workflow import may_reopen
from cso_desk.desk.attaching import Answered
from cso_desk.desk.model import BoothClaim, DeskView, Fate, LineState, Officer, Refusal, SyncStatus
from cso_desk.desk.people import Told

from .attach_dialog import AttachDialog, first_folder
from .hand_over_dialog import HandOverDialog
from .keys import Action
from .letter import Judge
from .needs_dialog import NeedsDialog
from .note_dialog import NoteDialog
from .pack_dialog import PackDialog
from .people_dialog import PeopleDialog
from .queue_dialog import QueueDialog, QueuePage
from .reopen_dialog import ReopenDialog
from .seat import Seat
from .second_dialog import SecondDialog


class DeskDialogs(QObject):
    """The dialogs of one window, of which one is open: queue, kept claims, handing over, notes, needs, people, files.

    Whoever may give a second word has one more for that, and for taking claims back from other desks.
    """

    hurried = Signal()
    """What waits is to be sent now."""
    acknowledged = Signal(object)
    edited = Signal(int, object, str, str)
    booth_wanted = Signal(int)
    kept = Signal(int)
    """So many waiting claims are to be kept for offline work."""
    gave_back = Signal()
    handed_over = Signal(int, object, object)
    """Booth, claim id, the desk's name or None for the queue."""
    noted = Signal(object, str)
    """Claim id, text."""
    second_given = Signal(object)
    """An Order of the second stage."""
    revoked = Signal(object, str)
    """Claim id, why it is taken from the desk that holds it."""
    reopened = Signal(object, str, object)
    """Claim id, why it is opened again, and the booth where it sits, None for the queue."""
    people_asked = Signal(object)
    """What is wanted of the centre about participants: a Search, an Opening, or None."""
    file_asked = Signal(object)
    """What is to be done with a file: a Look or a Wish."""
    refused = Signal(object)
    """A Refusal that no dialog shows."""

    def __init__(
        self, officer: Officer, *, pack: int, judge: Judge, now: Callable[[], datetime], parent: QWidget
    ) -> None:
        """`pack` is how many waiting claims are kept for offline work."""
        super().__init__(parent)
        self._officer, self._pack, self._judge, self._now, self._window = officer, pack, judge, now, parent
        self._dialog: QDialog | None = None
        self._booth = 0
        self._folder = first_folder()
        self._seats: Sequence[Seat] = ()
        self._view = DeskView(booths=())
        self._line = SyncStatus(LineState.OFFLINE)

    @property
    def dialog(self) -> QDialog | None:
        """The open dialog, None while there is none."""
        return self._dialog

    def run(self, action: Action, booth: int) -> bool:
        """Do what a key asks for, about a booth where it is about one; False when it is nothing for a dialog."""
        match action:
            case Action.QUEUE:
                self.open_queue()
            case Action.KEEP:
                self.keep_claims()
            case Action.HAND_OVER:
                self.open_hand_over(booth)
            case Action.REOPEN:
                self.open_reopen(booth)
            case Action.NOTES:
                self.open_notes(booth)
            case Action.NEEDS:
                self.open_needs(booth)
            case Action.PEOPLE:
                self.open_people()
            case Action.SECOND:
                self.open_second()
            case _:
                return False
        return True

    @Slot()
    def open_queue(self) -> None:
        """Show what waits to be sent; first of all what the centre refused, where it refused anything."""
        if self._dialog is not None:
            return
        page = QueuePage.CONFLICTS if self._view.refusals else QueuePage.OUTBOX
        dialog = QueueDialog(
            self._view, self._line, officer=self._officer, now=self._now, page=page, parent=self._window
        )
        dialog.hurried.connect(self.hurried)
        dialog.acknowledged.connect(self.acknowledged)
        dialog.edited.connect(self.edited)
        dialog.booth_wanted.connect(self.booth_wanted)
        self._open(dialog)

    @Slot()
    def keep_claims(self) -> None:
        """Keep waiting claims for offline work; where some are kept already, ask whether to give them back."""
        view = self._view
        if view.pack.kept:
            self._ask_back()
        elif not any(waiting.count for waiting in view.waiting if waiting.channel is Channel.BOOTH):
            self.refused.emit(Refusal("nobody_waits", None, None))
        elif not view.pack.asked:
            self.kept.emit(self._pack)

    def open_hand_over(self, booth: int) -> None:
        """Ask to whom the open claim in a booth goes."""
        seat = self._seats[booth - 1]
        if seat.held is None or not seat.held.claim.is_open:
            code = "nobody_here" if seat.held is None else "not_open"
            self.refused.emit(Refusal(code, None, booth))
        elif self._dialog is None:
            view = self._view
            dialog = HandOverDialog(
                seat, view.desks, own=self._officer.desk, line_is_up=view.line_is_up, parent=self._window
            )
            dialog.handed_over.connect(self.handed_over)
            self._open(dialog, booth)

    def open_reopen(self, booth: int) -> None:
        """Ask why the decided claim in a booth is opened again."""
        held = self._seats[booth - 1].held
        if held is None or not self._may_reopen(held) or held.decision_fate is Fate.REFUSED:
            self.refused.emit(Refusal(_why_not(held), None, booth))
        elif self._dialog is None:
            name = held.claim.form.text(Field.FULL_NAME) or held.claim.master.full_name
            dialog = ReopenDialog(held.claim.id, name, held.claim.number, booth, parent=self._window)
            dialog.reopened.connect(self.reopened)
            self._open(dialog, booth)

    def open_notes(self, booth: int) -> None:
        """Show the notes of the claim in a booth."""
        seat = self._seats[booth - 1]
        if seat.held is None:
            self.refused.emit(Refusal("nobody_here", None, booth))
        elif self._dialog is None:
            dialog = NoteDialog(seat, self._view, parent=self._window)
            dialog.noted.connect(self.noted)
            self._open(dialog, booth)

    def open_needs(self, booth: int) -> None:
        """Ask what the participant in a booth needs there."""
        seat = self._seats[booth - 1]
        if seat.held is None or not seat.held.claim.is_open:
            self.refused.emit(Refusal("nobody_here" if seat.held is None else "not_open", None, booth))
        elif self._dialog is None:
            dialog = NeedsDialog(seat, parent=self._window)
            dialog.edited.connect(self.edited)
            self._open(dialog, booth)

    @Slot(object, object)
    def open_attach(self, seat: Seat, files: Sequence[Path]) -> None:
        """Attach a file to the claim in a seat: the first of those that are named, or one that is chosen."""
        if self._dialog is not None:
            return
        if seat.held is None:
            self.refused.emit(Refusal("nobody_here", None, seat.number))
            return
        dialog = AttachDialog(seat, on=day_of(self._now()), folder=self._folder, parent=self._window)
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
            dialog.reopened.connect(self.reopened)
            self._open(dialog)

    @Slot()
    def open_second(self) -> None:
        """Show what waits for a supervisor, to whoever may act on it."""
        if not self._officer.is_above:
            self.refused.emit(Refusal("above_only", None, None))
        elif self._dialog is None:
            dialog = SecondDialog(
                self._view, officer=self._officer, judge=self._judge, now=self._now, parent=self._window
            )
            dialog.given.connect(self.second_given)
            dialog.revoked.connect(self.revoked)
            dialog.reopened.connect(self.reopened)
            dialog.acknowledged.connect(self.acknowledged)
            self._open(dialog)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what the desk did not do where a dialog is open that says so; False where none is."""
        if not isinstance(self._dialog, SecondDialog) or refusal.booth is not None:
            return False
        self._dialog.show_refusal(refusal)
        return True

    @Slot(object)
    def show_people(self, told: Told) -> None:
        """Show what the centre told of participants."""
        if isinstance(self._dialog, PeopleDialog):
            self._dialog.show_told(told)

    def follow(self, seats: Sequence[Seat], view: DeskView, line: SyncStatus) -> None:
        """Show what has become of it since."""
        self._seats, self._view, self._line = seats, view, line
        dialog = self._dialog
        if isinstance(dialog, QueueDialog):
            dialog.show_desk(view)
            dialog.show_line(line)
        elif isinstance(dialog, NoteDialog):
            dialog.show_seat(seats[self._booth - 1], view)
        elif isinstance(dialog, HandOverDialog | NeedsDialog | AttachDialog):
            dialog.show_seat(seats[self._booth - 1])
        elif isinstance(dialog, ReopenDialog):
            held = seats[self._booth - 1].held
            same = held is not None and held.claim.id == dialog.claim_id
            dialog.follow(may=same and self._may_reopen(held), line_is_up=view.line_is_up)
        elif isinstance(dialog, PeopleDialog):
            dialog.show_line(line)
        elif isinstance(dialog, SecondDialog):
            dialog.show_desk(view)

    def stop(self) -> None:
        """Close what is open."""
        if self._dialog is not None:
            self._dialog.reject()

    def _may_reopen(self, held: BoothClaim | None) -> bool:
        if held is None:
            return False
        return may_reopen(held.claim, role=self._officer.role, officer=self._officer.id)

    def _ask_back(self) -> None:
        if self._dialog is None:
            dialog = PackDialog(self._view, self._officer.place, parent=self._window)
            dialog.gave_back.connect(self.gave_back)
            self._open(dialog)

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


def _why_not(held: BoothClaim | None) -> str:
    """Why the claim in a booth is not opened again."""
    if held is None:
        return "nobody_here"
    if held.decision_fate is Fate.REFUSED:
        return "unread_refusal"
    return "not_decided" if held.claim.is_open else "not_allowed"
