"""The booth's line on its picture: a word for each direction, and on demand what was measured, with the reason."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.quality import Quality, Way

from . import paint, quality_words, theme
from .language import translate

_TALL = 26
_LINE = 19
_PAD = 9.0
_GAP = 12.0
_WIDE = 372
_RADIUS = 5.0


class QualityPill(QWidget):
    """Stands in a corner of the stage; a click, or `toggle`, opens and closes the figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._quality: Quality | None = None
        self._is_open = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said below the two words while the figures are open."""
        if self._quality is None or not self._is_open:
            return ()
        return (
            *_lines("\N{DOWNWARDS ARROW}", translate("Quality", "from the booth"), self._quality.inward),
            *_lines("\N{UPWARDS ARROW}", translate("Quality", "to the booth"), self._quality.outward),
        )

    def show_quality(self, quality: Quality | None) -> None:
        """Show how the line is, None where nothing is measured."""
        if quality == self._quality:
            return
        self._quality = quality
        self.setVisible(quality is not None)
        self._say()

    def toggle(self) -> None:
        """Open the figures, or close them."""
        self._is_open = not self._is_open
        self._say()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self._say()

    def place(self, right: int, top: int) -> None:
        """Stand with the upper right corner there."""
        size = self.sizeHint()
        self.setGeometry(right - size.width(), top, size.width(), size.height())

    def sizeHint(self) -> QSize:
        """Room for the words, and for the figures while they are open."""
        head = 2 * _PAD + sum(paint.width(text, self._font(way)) for text, way in self._heads()) + _GAP
        small = theme.font(theme.current().density.value)
        lines = (2 * _PAD + paint.width(line, small) for line in self.lines)
        wide = max((head, _WIDE if self._is_open else 0, *lines))
        return QSize(math.ceil(wide), _TALL + (len(self.lines) * _LINE + 6 if self.lines else 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the figures, or close them."""
        self.toggle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the two words and the figures."""
        palette = theme.current().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.rounded(painter, QRectF(self.rect()), _RADIUS, palette.overlay)
        x = _PAD
        for text, way in self._heads():
            ink = palette.videoink if way.reason in quality_words.GOOD else palette.lostink
            x += paint.text(painter, QRectF(x, 0, self.width(), _TALL), text, self._font(way), ink) + _GAP
        small = theme.font(theme.current().density.value)
        for index, line in enumerate(self.lines):
            room = QRectF(_PAD, _TALL + index * _LINE, self.width() - 2 * _PAD, _LINE)
            paint.text(painter, room, line, small, palette.videoink)
        painter.end()

    def _heads(self) -> list[tuple[str, Way]]:
        if self._quality is None:
            return []
        ways = (("\N{UPWARDS ARROW}", self._quality.outward), ("\N{DOWNWARDS ARROW}", self._quality.inward))
        return [(f"{arrow} {quality_words.short(way)}", way) for arrow, way in ways]

    @staticmethod
    def _font(way: Way) -> QFont:
        return theme.font(12, 400 if way.reason in quality_words.GOOD else 600)

    def _say(self) -> None:
        self.setAccessibleName(". ".join((*(text for text, _ in self._heads()), *self.lines)))
        right, top = self.geometry().right() + 1, self.y()
        self.place(right, top)
        self.update()


def _lines(arrow: str, name: str, way: Way) -> list[str]:
    figures = quality_words.figures(way)
    lines = [f"{arrow} {name}: {figures[0]}", *figures[1:]] if figures else [f"{arrow} {name}"]
    return [*lines, why] if (why := quality_words.why(way)) else lines
