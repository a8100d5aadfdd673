"""A card with a title: a framed header above a body that scrolls when it must."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from . import paint, theme

_RADIUS = 6.0
_HEADER = (32, 26)


def header_height() -> int:
    """The height of a card's header in the present density, in pixels."""
    return _HEADER[theme.current().density is not theme.ROOMY]


class Card(QWidget):
    """Draws its frame, icon, title and remark; rows are added to `rows`."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._title = ""
        self._remark = ""
        self._kept_free = 0
        self._body = QWidget()
        self._body.setObjectName("cardBody")
        self.rows = QVBoxLayout(self._body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._body)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.restyle()

    def show_title(self, title: str, remark: str) -> None:
        """Write the header."""
        if (title, remark) != (self._title, self._remark):
            self._title, self._remark = title, remark
            self.setAccessibleName(f"{title} {remark}".strip())
            self.update(0, 0, self.width(), header_height())

    def keep_free(self, right: int) -> None:
        """Leave so many pixels at the right end of the header to what stands there."""
        if right != self._kept_free:
            self._kept_free = right
            self.update(0, 0, self.width(), header_height())

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._outer.setContentsMargins(1, header_height(), 1, 2)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame and header."""
        look = theme.current()
        palette, density = look.palette, look.density
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.rounded(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, palette.surface)
        header = QRectF(0, 0, self.width(), header_height())
        painter.fillRect(QRectF(0, header.height() - 1, self.width(), 1), QColor(palette.line))
        x = 10.0 + paint.icon(painter, 10, header.center().y(), self._icon, palette.ink3, 16) + 7
        title = theme.font(density.body + 0.5, 600)
        x += paint.text(painter, header.adjusted(x, 0, -10, 0), self._title, title, palette.ink) + 10
        remark = theme.font(density.value)
        room = header.adjusted(x, 0, -12 - self._kept_free, 0)
        paint.text(painter, room, self._remark, remark, palette.ink3, paint.RIGHT)
        paint.rounded(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, None, palette.line)
        painter.end()
