"""The portrait on a card beside the live face, at one size, for the officer's eyes: nothing here judges them."""

import time

from PySide6.QtCore import QRect, QRectF, QTimer, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cso_desk.video.camera import Camera

from . import paint, theme
from .drawn_still import DrawnStill
from .language import translate
from .video_view import VideoTile

_FPS = 10.0
_EVERY_MS = 50
_GAP = 8
_LABEL = 15
_RATIO = 4 / 3
_LIVE = 1.3  # how much of the live picture's height the frame around the face leaves out, as a factor
_HEAD = 0.5  # where a seated person's face is, from the top of the picture
PORTRAIT = (0.735, 0.28, 0.235, 0.5)
"""Where an identity card has its portrait: left, top, width and height as shares of the card."""


class FacePair(QWidget):
    """Two pictures side by side; the live one moves only while it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._still: DrawnStill | None = None
        self._portrait = QImage()
        self._window = QWidget(self)  # what is seen of the live picture
        self.live = VideoTile(self._window)
        self.live.limit_fps(_FPS)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._draw_live)

    @property
    def portrait(self) -> QImage:
        """What was cut out of the card."""
        return self._portrait

    def show_still(self, still: DrawnStill | None) -> None:
        """Show the portrait of this card."""
        if still is self._still:
            return
        self._still = still
        self._portrait = QImage() if still is None else _cut(still.image)
        self.update()

    def show_camera(self, camera: Camera | None) -> None:
        """Show the face before this camera."""
        self.live.show_camera(camera)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give both the same size; of the live picture the middle is seen."""
        wide, tall = self._size()
        self._window.setGeometry(wide + _GAP, 0, wide, tall)
        whole = round(tall * _LIVE)
        across = round(whole * 16 / 9)
        self.live.setGeometry(QRect((wide - across) // 2, round(tall / 2 - whole * _HEAD), across, whole))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to move."""
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still."""
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the portrait and what both are."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide, tall = self._size()
        box = QRectF(0, 0, wide, tall)
        painter.fillRect(box, look.colour("video"))
        if not self._portrait.isNull():
            fit = min(wide / self._portrait.width(), tall / self._portrait.height())
            size = self._portrait.width() * fit, self._portrait.height() * fit
            painter.drawImage(QRectF((wide - size[0]) / 2, (tall - size[1]) / 2, *size), self._portrait)
        small = theme.font(look.density.label)
        for x, words in ((0, translate("Compare", "on the card")), (wide + _GAP, translate("Compare", "live"))):
            paint.text(painter, QRectF(x, tall, wide, _LABEL), words, small, look.palette.ink3)
        painter.end()

    def _size(self) -> tuple[int, int]:
        wide = (self.width() - _GAP) // 2
        tall = min(self.height() - _LABEL, round(wide * _RATIO))
        return max(min(wide, round(tall / _RATIO)), 1), max(tall, 1)

    @Slot()
    def _draw_live(self) -> None:
        if self.live.isVisible():
            self.live.refresh(time.monotonic())


def _cut(image: QImage) -> QImage:
    left, top, wide, tall = PORTRAIT
    width, height = image.width(), image.height()
    return image.copy(round(left * width), round(top * height), round(wide * width), round(tall * height))
