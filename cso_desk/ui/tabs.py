"""The names of a dialog's pages side by side, of which one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState

from . import paint, theme

_PAD = 16.0
_CAP = 44.0


class Tabs(QWidget):
    """A click or the arrows choose a page; the key that goes on to the next one stands behind the last."""

    chosen = Signal(int)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._names: tuple[str, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(40)

    @property
    def at(self) -> int:
        """The page that is shown, from 0."""
        return self._at

    def name(self, names: Sequence[str]) -> None:
        """Write the names."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._say()

    def choose(self, index: int) -> None:
        """Show a page."""
        if index != self._at and 0 <= index < len(self._names):
            self._at = index
            self._say()
            self.chosen.emit(index)

    def next(self) -> None:
        """Go on to the next page, behind the last to the first."""
        self.choose((self._at + 1) % len(self._names))

    def sizeHint(self) -> QSize:
        """Room for all names."""
        return QSize(round(sum(self._widths()) + _CAP), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose; everything else goes on its way."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.choose(self._at + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the page under the pointer."""
        for index, rect in enumerate(self._rects()):
            if rect.contains(event.position()):
                self.choose(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names, a line below the one that is shown, and the ring of the focus."""
        look = theme.current()
        palette = look.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line))
        right = 0.0
        for index, (name, rect) in enumerate(zip(self._names, self._rects(), strict=True)):
            shown = index == self._at
            ink = look.state(WorkState.TALK).text if shown else palette.ink2
            paint.text(painter, rect, name, self._font(shown), ink, paint.CENTRE)
            if shown:
                line = QRectF(rect.x() + 6, rect.bottom() - 3, rect.width() - 12, 3)
                painter.fillRect(line, QColor(look.state(WorkState.TALK).solid))
            right = rect.right()
        middle = self.height() / 2
        paint.key_cap(painter, right + 8, middle, self._key, palette.ink, palette.line2, palette.surface)
        if self.hasFocus() and self._names:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(self._rects()[self._at].adjusted(3, 4, -3, -5), 5, 5)
        painter.end()

    def _rects(self) -> list[QRectF]:
        rects, x = [], 4.0
        for wide in self._widths():
            rects.append(QRectF(x, 0, wide, self.height()))
            x += wide
        return rects

    def _widths(self) -> list[float]:
        return [paint.width(name, self._font(True)) + 2 * _PAD for name in self._names]

    @staticmethod
    def _font(shown: bool) -> QFont:
        return theme.font(theme.current().density.body + 0.5, 600 if shown else 400)

    def _say(self) -> None:
        if self._names:
            self.setAccessibleName(self._names[self._at])
        self.update()
