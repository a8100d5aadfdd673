"""A button that shows its icon, its word and its key."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState

from . import paint, theme

RING = 3
"""Pixels around the frame that are kept for the ring of the focus."""
_GAP = 7.0
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Kind(StrEnum):
    """What a button is for, which is how it looks."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    PLAIN = "plain"


_STATES = {Kind.APPROVE: WorkState.READY, Kind.RETURN: WorkState.NEED, Kind.REJECT: WorkState.LOST}


class KeyButton(QPushButton):
    """Painted by hand: locked it is dashed, with the focus it wears a ring."""

    def __init__(self, kind: Kind, icon: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._icon_name = icon
        self._key = key
        self.small = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def name(self, text: str) -> None:
        """Write the button's word."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(f"{text} {self._key}".strip())
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for icon, word and key, and for the ring around them."""
        tall = 28 if self.small else 40
        if theme.current().density is theme.ROOMY and not self.small:
            tall = 44
        return QSize(round(self._wide()) + 2 * RING, tall + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """As the size hint: nothing on a button is ever cut off."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button; with Ctrl it is the dialog's, or the default button would take it."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look as before."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, line, icon, word and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        frame = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        ground, line, ink = self._colours()
        painter.setBrush(QColor(ground))
        pen = QPen(QColor(line), 1)
        if not self.isEnabled():
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 5, 5)
        self._draw_words(painter, frame, ink, filled=self.kind is Kind.APPROVE and self.isEnabled())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.palette.focus), 2))
            painter.drawRoundedRect(frame.adjusted(-2.5, -2.5, 2.5, 2.5), 7, 7)
        painter.end()

    def _colours(self) -> tuple[str, str, str]:
        look = theme.current()
        palette = look.palette
        if not self.isEnabled():
            return look.state(WorkState.SOLO).tint, palette.line2, palette.ink3
        hot = self.underMouse() or self.isDown()
        if self.kind is Kind.PLAIN:
            return (palette.sunken if hot else palette.surface), palette.line2, palette.ink
        colours = look.state(_STATES[self.kind])
        if self.kind is Kind.APPROVE:
            ground = QColor(colours.solid).darker(125).name() if hot else colours.solid
            return ground, ground, colours.on
        return (colours.tint if hot else palette.surface), colours.solid, colours.text

    def _draw_words(self, painter: QPainter, frame: QRectF, ink: str, *, filled: bool) -> None:
        palette = theme.current().palette
        x = frame.x() + (frame.width() - self._wide() + 2 * self._pad()) / 2
        middle = frame.center().y()
        if self._icon:
            x += paint.icon(painter, x, middle, self._icon, ink, self._icon_size()) + _GAP
        x += paint.text(painter, QRectF(x, frame.y(), 400, frame.height()), self.text(), self._font(), ink)
        if self._key:
            cap = QRectF(round(x + _GAP) + 0.5, round(middle - 9) + 0.5, self._cap() - 1, 17)
            line = ink if filled else palette.line
            fill = None if filled else palette.sunken
            if filled:
                painter.save()
                painter.setOpacity(0.45)
                paint.rounded(painter, cap, 4, fill, line)
                painter.restore()
            else:
                paint.rounded(painter, cap, 4, fill, line)
            key_ink = ink if filled else palette.ink3 if not self.isEnabled() else palette.ink2
            paint.text(painter, cap, self._key, theme.font(11, 600), key_ink, paint.CENTRE)

    def _wide(self) -> float:
        icon = self._icon_size() + _GAP if self._icon else 0
        return (
            2 * self._pad() + icon + paint.width(self.text(), self._font()) + (self._cap() + _GAP if self._key else 0)
        )

    @property
    def _icon(self) -> str:
        """Only where there is room for it."""
        return self._icon_name if theme.current().density is theme.ROOMY else ""

    def _cap(self) -> float:
        return max(18.0, round(paint.width(self._key, theme.font(11, 600))) + 11)

    def _pad(self) -> float:
        return 8.0 if self.small or theme.current().density is not theme.ROOMY else 13.0

    def _icon_size(self) -> int:
        return 14 if self.small else 17

    def _font(self) -> QFont:
        density = theme.current().density
        return theme.font(density.body if self.small else density.body + 1, 600)
