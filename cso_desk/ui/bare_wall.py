"""Only the pictures: any number of cameras side by side, without claims."""

import math
import time
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.video.camera import Camera

from . import theme
from .video_view import VideoTile

_FRAME_MS = 16
_GAP = 6


class BareWall(QWidget):
    """Shows every camera in a grid; Esc closes it, F11 fills the screen."""

    closing = Signal()

    def __init__(self, cameras: Sequence[Camera]) -> None:
        super().__init__()
        self.setWindowTitle("CSO Desk")
        self.tiles = [VideoTile(self) for _ in cameras]
        self._first_at: dict[VideoTile, float] = {}
        for tile in self.tiles:
            tile.corners = "app"
        for tile, camera in zip(self.tiles, cameras, strict=True):
            tile.show_camera(camera)
            tile.setAccessibleName(camera.name)
        self._timer = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._draw_frames)
        self._timer.start()

    @Slot()
    def finish(self) -> None:
        """Close the wall."""
        self.close()

    def fps(self, tile: VideoTile) -> float:
        """Pictures a second painted on a tile since its first one."""
        now = time.monotonic()
        return tile.painted / max(now - self._first_at.get(tile, now), 1e-9)

    def sizeHint(self) -> QSize:
        """Room for six tiles of 640x360."""
        return QSize(1940, 740)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out in the grid that makes them largest."""
        columns = max(range(1, len(self.tiles) + 1), key=self._tile_width)
        rows = math.ceil(len(self.tiles) / columns)
        wide = int(self._tile_width(columns))
        tall = round(wide * 9 / 16)
        left = (self.width() - columns * wide - (columns - 1) * _GAP) // 2
        top = (self.height() - rows * tall - (rows - 1) * _GAP) // 2
        for index, tile in enumerate(self.tiles):
            column, row = index % columns, index // columns
            tile.setGeometry(left + column * (wide + _GAP), top + row * (tall + _GAP), wide, tall)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F11."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the wall is closing, then let the pictures go."""
        self.closing.emit()
        self._timer.stop()
        for tile in self.tiles:
            tile.show_camera(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground between the tiles."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.current().palette.app))
        painter.end()

    def _tile_width(self, columns: int) -> float:
        rows = math.ceil(len(self.tiles) / columns)
        across = (self.width() - (columns + 1) * _GAP) / columns
        down = (self.height() - (rows + 1) * _GAP) / rows
        return max(1.0, min(across, down * 16 / 9))

    @Slot()
    def _draw_frames(self) -> None:
        now = time.monotonic()
        for tile in self.tiles:
            tile.refresh(now)
            if tile.painted:
                self._first_at.setdefault(tile, now)
