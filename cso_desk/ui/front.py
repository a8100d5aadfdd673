"""What the officer has before them: the selected booth, the page in front, and the pictures that this wants."""

import time

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cso_desk.video.camera import Camera

from .focus_view import FocusView
from .keys import Page
from .pictures import Pictures
from .second_screen import SecondScreen
from .wall_view import WallView
from .window_frame import WindowFrame


class Front(QObject):
    """Turns from booth to booth and between wall and focus view; cameras follow to where they are seen."""

    turned = Signal()
    """Something else is before the officer, and is to be shown."""
    visited = Signal(int, int)
    """The officer turns to a booth, and away from another."""
    attended = Signal(object, object)
    """The booth in focus and the DocumentKind that is open in it; None for each where there is none."""

    def __init__(
        self,
        frame: WindowFrame,
        views: tuple[WallView, FocusView],
        pictures: Pictures,
        second_screen: SecondScreen,
        *,
        booths: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._frame, self._pictures, self._second_screen, self._booths = frame, pictures, second_screen, booths
        self._wall, self._focus = views
        self._selected = 1
        self._selected_since = time.monotonic()
        self._focus.papers.opened.connect(self._attend)
        second_screen.parted.connect(self._open_selected)
        second_screen.returned.connect(self._take_wall)

    @property
    def selected(self) -> int:
        """The booth that keys without a number are about."""
        return self._selected

    @property
    def selected_since(self) -> float:
        """When the officer turned to it, on the monotonic clock."""
        return self._selected_since

    @property
    def on_wall(self) -> bool:
        """True while the wall is in front, False while a booth is open."""
        return self._frame.page is Page.WALL

    @Slot(int)
    def select(self, booth: int) -> None:
        """Make a booth the selected one; nothing else moves."""
        if booth == self._selected or not 1 <= booth <= self._booths:
            return
        left, self._selected = self._selected, booth
        self._selected_since = time.monotonic()
        self.visited.emit(booth, left)
        self.turned.emit()
        self.attach()

    @Slot(int)
    def open_booth(self, booth: int) -> None:
        """Show a booth in the focus view."""
        self.select(booth)
        self._frame.turn(Page.FOCUS)
        self.turned.emit()
        self.attach()
        self._focus.setFocus()

    @Slot()
    def show_wall(self) -> None:
        """Go back to the wall; a desk with one booth, or with its wall elsewhere, stays where it is."""
        if self._booths == 1 or self._second_screen.has_wall:
            return
        self._frame.turn(Page.WALL)
        self.turned.emit()
        self.attach()
        self._wall.setFocus()

    def look_at_papers(self, booth: int, camera: Camera | None) -> None:
        """Show the camera of a booth that looks at papers beside its face; None where it has none of its own."""
        self._pictures.look_at_papers(booth, camera)
        self.attach()

    def attach(self) -> None:
        """Give every picture that can be seen its camera."""
        on_wall = self.on_wall
        self._pictures.attach(self._selected, on_wall=on_wall or self._second_screen.has_wall, on_focus=not on_wall)
        self._attend()

    def stop(self) -> None:
        """Let the pictures go: the window is closing."""
        self._pictures.stop()
        self._second_screen.stop()

    @Slot()
    def _attend(self) -> None:
        """Say which booth is in focus, and which document is open in it."""
        if self.on_wall:
            self.attended.emit(None, None)
        else:
            self.attended.emit(self._selected, self._focus.papers.open_kind)

    @Slot()
    def _open_selected(self) -> None:
        self.open_booth(self._selected)

    @Slot()
    def _take_wall(self) -> None:
        self._frame.take_wall()
        self.show_wall()
