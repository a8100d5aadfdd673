"""The picture of a document with a frame round each field that was read; wheel and drag look closer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from . import paint, theme
from .drawn_still import DrawnStill

_SAME, _APART, _OTHERWISE = "#1E9E4A", "#C8321E", "#5C6976"
_COVER = "#13283B"
_HIDDEN = (0.25, 0.75)
"""Of a number of sixteen digits the eight in the middle are hidden."""
_PAD = 8.0
_CLOSEST = 8.0
_NOTCH = 120.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A frame round a field: its corners in pixels of the file, clockwise from the upper left of the text.

    `agrees` is None where sides differ and that only informs. `covered`: its middle is hidden, as that of a masked
    number is in the rows.
    """

    key: str
    corners: tuple[tuple[float, float], ...]
    agrees: bool | None
    chosen: bool = False
    covered: bool = False


class StillView(QWidget):
    """Draws one picture whole; looked at closer, the point under the pointer stays where it is."""

    chosen = Signal(str)
    """The key of the field on which one pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._still: DrawnStill | None = None
        self._marks: tuple[Mark, ...] = ()
        self._words = ""
        self._closer = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._drag: QPointF | None = None

    @property
    def closer(self) -> float:
        """How many times larger than whole the picture is shown."""
        return self._closer

    def show_still(self, still: DrawnStill | None, marks: Sequence[Mark], words: str) -> None:
        """Show a picture with its marks, or `words` where there is none; another picture is shown whole."""
        if still is not self._still:
            self._closer, self._centre = 1.0, QPointF(0.5, 0.5)
        if (still, tuple(marks), words) == (self._still, self._marks, self._words):
            return
        self._still, self._marks, self._words = still, tuple(marks), words
        self.setAccessibleName(words)
        self.update()

    def look_whole(self) -> None:
        """Show all of the picture again."""
        self._closer, self._centre = 1.0, QPointF(0.5, 0.5)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer, or less close."""
        if self._still is None:
            return
        area = self._area()
        at = event.position()
        share = QPointF((at.x() - area.x()) / area.width(), (at.y() - area.y()) / area.height())
        self._closer = min(max(self._closer * 1.25 ** (event.angleDelta().y() / _NOTCH), 1.0), _CLOSEST)
        wide, tall = area.width() / area.height(), 1.0
        after = self._size(wide / tall)
        self._centre = QPointF(
            share.x() + (self.width() / 2 - at.x()) / after[0], share.y() + (self.height() / 2 - at.y()) / after[1]
        )
        self._stay_inside()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture, or choose the field under the pointer."""
        self._drag = event.position()
        for mark in self._marks:
            if self._polygon(mark).containsPoint(event.position(), Qt.FillRule.OddEvenFill):
                self.chosen.emit(mark.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture along."""
        if self._drag is None or self._still is None:
            return
        area, moved = self._area(), event.position() - self._drag
        self._drag = event.position()
        self._centre -= QPointF(moved.x() / area.width(), moved.y() / area.height())
        self._stay_inside()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay within the picture."""
        self._stay_inside()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, picture and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        paint.rounded(painter, QRectF(self.rect()), 5, look.palette.video)
        if self._still is None:
            room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
            painter.setFont(theme.font(look.density.value))
            painter.setPen(QColor(look.palette.videoink2))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._area(), self._still.image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for mark in sorted(self._marks, key=lambda one: one.chosen):
            if mark.covered:
                self._cover(painter, self._polygon(mark))
            colour = _OTHERWISE if mark.agrees is None else _SAME if mark.agrees else _APART
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour), 2.5 if mark.chosen else 1.5))
            painter.drawPolygon(self._polygon(mark))
        painter.end()

    @staticmethod
    def _cover(painter: QPainter, corners: QPolygonF) -> None:
        """Hide the middle of a number."""
        first, second, third, fourth = (corners.at(place) for place in range(4))
        start, end = _HIDDEN
        hidden = QPolygonF([
            first + (second - first) * start,
            first + (second - first) * end,
            fourth + (third - fourth) * end,
            fourth + (third - fourth) * start,
        ])  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_COVER))
        painter.drawPolygon(hidden)

    def _polygon(self, mark: Mark) -> QPolygonF:
        assert self._still is not None
        area = self._area()
        wide, tall = self._still.pixels
        return QPolygonF([
            QPointF(area.x() + x / wide * area.width(), area.y() + y / tall * area.height()) for x, y in mark.corners
        ])  # fmt: skip

    def _size(self, ratio: float) -> tuple[float, float]:
        room = max(self.width() - 2 * _PAD, 1.0), max(self.height() - 2 * _PAD, 1.0)
        wide = min(room[0], room[1] * ratio)
        return wide * self._closer, wide / ratio * self._closer

    def _area(self) -> QRectF:
        """Where the whole picture lies, in pixels of the widget; some of it outside when one looks closer."""
        assert self._still is not None
        wide, tall = self._size(self._still.image.width() / max(self._still.image.height(), 1))
        left = self.width() / 2 - self._centre.x() * wide
        top = self.height() / 2 - self._centre.y() * tall
        return QRectF(left, top, wide, tall)

    def _stay_inside(self) -> None:
        """Let no edge of the picture come further in than it must."""
        if self._still is None:
            return
        wide, tall = self._size(self._still.image.width() / max(self._still.image.height(), 1))
        halves = [min(room / 2 / side, 0.5) for room, side in ((self.width(), wide), (self.height(), tall))]
        self._centre = QPointF(
            min(max(self._centre.x(), halves[0]), 1 - halves[0]), min(max(self._centre.y(), halves[1]), 1 - halves[1])
        )
        self.update()
