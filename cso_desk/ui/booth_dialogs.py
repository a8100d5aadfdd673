"""The dialogs about the booths themselves: setting them up, and showing something on the screen of one."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from cso_desk.booth.door import DoorState, Doorway
from cso_desk.booth.showing import ShownThing
from cso_desk.desk.model import Refusal

from .booth_dialog import BoothDialog
from .seat import Seat
from .show_dialog import ShowDialog


class BoothDialogs(QObject):
    """One of them is open at a time; at a desk whose booths are cameras alone there is none of them."""

    show_wanted = Signal(object)
    """A Wish: something is to be shown in a booth."""
    code_wanted = Signal(int)
    """A new code for a booth."""
    unpaired = Signal(int)
    """A booth is to have no browser any more."""
    refused = Signal(object)
    """A Refusal that no dialog shows."""

    def __init__(self, place: str, *, now: Callable[[], datetime], parent: QWidget) -> None:
        """`place` is where the desk stands, as dialogs say it."""
        super().__init__(parent)
        self._place, self._now, self._window = place, now, parent
        self._doorway: Doorway | None = None
        self._shown: Callable[[int], ShownThing] = lambda booth: ShownThing.NOTHING
        self._seats: Sequence[Seat] = ()
        self._dialog: QDialog | None = None
        self._booth = 0

    @property
    def dialog(self) -> QDialog | None:
        """The open dialog, None while there is none."""
        return self._dialog

    def use(self, shown: Callable[[int], ShownThing]) -> None:
        """From now on booths talk; `shown` tells what is on the screen of one."""
        self._shown = shown

    @Slot(object)
    def show_doorway(self, doorway: Doorway) -> None:
        """Take note of how the booths are set up."""
        self._doorway = doorway
        if isinstance(self._dialog, BoothDialog):
            self._dialog.show_doorway(doorway)

    @Slot()
    def open_set_up(self) -> None:
        """Show how every booth is set up."""
        if self._dialog is None and self._doorway is not None:
            dialog = BoothDialog(self._doorway, self._place, now=self._now, parent=self._window)
            dialog.code_wanted.connect(self.code_wanted)
            dialog.unpaired.connect(self.unpaired)
            self._open(dialog)

    @Slot(int)
    def open_show(self, booth: int) -> None:
        """Ask what is to be shown in a booth; one without a page that is there can show nothing."""
        if self._dialog is not None or self._doorway is None:
            return
        door = next((door for door in self._doorway.doors if door.booth == booth), None)
        if door is None or door.state is not DoorState.CONNECTED:
            self.refused.emit(Refusal("booth_not_there", None, booth))
            return
        dialog = ShowDialog(self._seats[booth - 1], self._shown(booth), parent=self._window)
        dialog.wanted.connect(self.show_wanted)
        self._open(dialog, booth)

    def follow(self, seats: Sequence[Seat]) -> None:
        """Show who sits where now."""
        self._seats = seats
        if isinstance(self._dialog, ShowDialog):
            self._dialog.show_seat(seats[self._booth - 1])

    def show_time(self) -> None:
        """Show how long booths have been as they are, and codes are good."""
        if isinstance(self._dialog, BoothDialog) and self._doorway is not None:
            self._dialog.show_doorway(self._doorway)

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
