"""A small button in a coloured header: its word and its key in the header's own ink."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from . import paint, theme

_PAD, _GAP = 8.0, 6.0


class HeaderButton(QAbstractButton):
    """Pressed with the pointer, or from anywhere with its key; Tab passes it by."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self._ink = theme.current().palette.ink
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def name(self, text: str) -> None:
        """Write the button's word."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(f"{text} {self._key}")
            self.update()

    def take(self, ink: str) -> None:
        """Take on the ink of the header."""
        if ink != self._ink:
            self._ink = ink
            self.update()

    def sizeHint(self) -> QSize:
        """Room for word and key."""
        tall = theme.current().density.header - 6
        return QSize(round(paint.width(self.text(), self._font()) + _GAP + self._cap() + 2 * _PAD), min(tall, 28))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look as before."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a hairline around word and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line = QColor(self._ink)
        line.setAlphaF(1.0 if self.underMouse() else 0.45)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 5, 5)
        room = QRectF(_PAD, 0, self.width(), self.height())
        x = _PAD + paint.text(painter, room, self.text(), self._font(), self._ink) + _GAP
        cap = QRectF(x, 0, self._cap(), self.height())
        paint.text(painter, cap, self._key, theme.font(11, 600), self._ink, paint.CENTRE)
        painter.end()

    def _cap(self) -> float:
        return paint.width(self._key, theme.font(11, 600)) + 2

    @staticmethod
    def _font() -> QFont:
        return theme.font(theme.current().density.check)
