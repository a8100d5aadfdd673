"""One part of the claim form: a header with its mark and remark, and the fields in two columns."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from cso_desk.claims.checks import Outcome

from . import paint, theme
from .form_notes import Standing

_HEADER = (28, 24)
_SIDE = (14, 10)
_ROW_GAP = (5, 4)
_COLUMN_GAP = (16, 10)
_BOTTOM = (8, 7)
_TOP = 2


class FormSection(QWidget):
    """Draws its header; its fields are added to `grid`, which begins `outset` pixels before the header."""

    def __init__(self, outset: int = 0) -> None:
        super().__init__()
        self._outset = outset
        self._title = ""
        self._standing = Standing(Outcome.OPEN)
        self.grid = QGridLayout(self)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def name(self, title: str) -> None:
        """Write the title."""
        self._title = title
        self.update()

    def show_standing(self, standing: Standing) -> None:
        """Show how the section stands."""
        if standing != self._standing:
            self._standing = standing
            self.setAccessibleName(f"{self._title}: {standing.remark}")
            self.update()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        at = theme.current().density is not theme.ROOMY
        self.grid.setContentsMargins(_SIDE[at] - self._outset, _TOP + _HEADER[at], _SIDE[at], _BOTTOM[at])
        self.grid.setHorizontalSpacing(_COLUMN_GAP[at])
        self.grid.setVerticalSpacing(_ROW_GAP[at])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the header and the line below the section."""
        look = theme.current()
        palette, density = look.palette, look.density
        at = density is not theme.ROOMY
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        header = QRectF(_SIDE[at], _TOP, self.width() - 2 * _SIDE[at], _HEADER[at])
        middle = header.center().y()
        x = header.x() + paint.check_mark(painter, header.x(), middle, self._standing.outcome, 14) + 8
        title = theme.font(density.body + 0.5, 600)
        x += paint.text(painter, header.adjusted(x - header.x(), 0, 0, 0), self._title, title, palette.ink) + 12
        rect = QRectF(x, header.y(), header.right() - x, header.height())
        loud = self._standing.outcome in (Outcome.WARN, Outcome.FAIL)
        ink = {Outcome.WARN: palette.warn, Outcome.FAIL: palette.fail}.get(self._standing.outcome, palette.ink3)
        font = theme.font(density.value, 600 if loud else 400)
        paint.text(painter, rect, self._standing.remark, font, ink, paint.RIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(palette.line))
        painter.end()
