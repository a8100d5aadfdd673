"""Two words above a pane, of which one is chosen: with a click, or with F6 from what can be walked through."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState

from . import keys, paint, theme
from .keys import Action

_PAD = 14.0


class PaneTabs(QWidget):
    """Painted; `chosen` tells True for the first word."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ("", "")
        self._first = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def name(self, first: str, second: str) -> None:
        """Write the words."""
        self._words = (first, second)
        self.setAccessibleName(f"{first}, {second}")
        self.update()

    def choose(self, first: bool) -> None:
        """Show which is chosen."""
        if first != self._first:
            self._first = first
            self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, 28)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the word under the pointer."""
        for place, rect in enumerate(self._rects()):
            if rect.contains(event.position()):
                self.chosen.emit(place == 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both words, the chosen one with a line below it, and the key."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rects = self._rects()
        for place, rect in enumerate(rects):
            holds = (place == 0) is self._first
            font = theme.font(look.density.body, 600 if holds else 400)
            ink = look.palette.ink if holds else look.palette.ink2
            paint.text(painter, rect, self._words[place], font, ink, paint.CENTRE)
            if holds:
                line = QRectF(rect.x() + 6, rect.bottom() - 4, rect.width() - 12, 2.5)
                painter.fillRect(line, QColor(look.state(WorkState.TALK).solid))
        palette = look.palette
        x = rects[-1].right() + 6
        paint.key_cap(painter, x, self.height() / 2, keys.key_of(Action.PANE), palette.ink2, palette.line2,
                      palette.surface)  # fmt: skip
        painter.end()

    def _rects(self) -> list[QRectF]:
        font = theme.font(theme.current().density.body, 600)
        rects, x = [], 0.0
        for word in self._words:
            wide = paint.width(word, font) + 2 * _PAD
            rects.append(QRectF(x, 0, wide, self.height()))
            x += wide
        return rects
