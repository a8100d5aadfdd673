"""The wall on a second screen: stands it in a window of its own and takes it back."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from .keys import Keyboard
from .wall_view import WallView
from .wall_window import WallWindow


class SecondScreen(QObject):
    """Holds at most one window apart; the keys act in it as in the officer's own."""

    parted = Signal()
    """The wall stands in a window of its own."""
    returned = Signal()
    """The wall is to be taken in again: it has no window."""

    def __init__(self, wall: WallView, keyboard: Keyboard, owner: QWidget) -> None:
        super().__init__(owner)
        self._wall, self._keyboard, self._owner = wall, keyboard, owner
        self._window: WallWindow | None = None

    @property
    def has_wall(self) -> bool:
        """True while the wall stands apart."""
        return self._window is not None

    def toggle(self) -> None:
        """Stand the wall on the second screen, where there is one, or take it back."""
        if self._window is None:
            self._part()
        else:
            self._take_back()

    def stop(self) -> None:
        """Close the window with the wall in it: the officer's own is closing."""
        if self._window is not None:
            self._window.closed.disconnect(self._take_back)
            self._window.close()

    def _part(self) -> None:
        window = WallWindow(self._owner, self._wall)
        window.closed.connect(self._take_back)
        self._window = window
        self._keyboard.watch(window)
        own = self._owner.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not own), own)
        window.setGeometry(other.availableGeometry())
        self._wall.show()
        window.show()
        self.parted.emit()

    @Slot()
    def _take_back(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            self._keyboard.forget(window)
            self.returned.emit()
            window.deleteLater()
