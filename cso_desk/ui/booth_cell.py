"""One booth on the wall: its live picture beside its compact form, in one frame that says how the booth is."""

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from cso_desk.booth.attention import WorkState

from . import paint, theme, words
from .claim_mini import ClaimMini
from .seat import Seat
from .video_view import VideoTile

_BORDER = {
    WorkState.TALK: 4,
    WorkState.NEED: 3,
    WorkState.READY: 2,
    WorkState.LOST: 2,
    WorkState.SCAN: 1,
    WorkState.SOLO: 1,
    WorkState.CLOSED: 1,
}
_FILLED = (WorkState.TALK, WorkState.NEED)
_TINTED = (WorkState.READY, WorkState.SCAN, WorkState.LOST)
_RADIUS = 9.0
_PICTURE_SHARE = 0.62
_LEAST_FORM = (475, 354)
"""Room for the money and the longest check beside the picture, roomy and dense."""


class BoothCell(QFrame):
    """Shows one seat; a click selects it, a double click opens it."""

    selected = Signal(int)
    opened = Signal(int)

    def __init__(self, number: int, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.tile = VideoTile(self)
        self.mini = ClaimMini(today=today, parent=self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._seat: Seat | None = None
        self._next_ticket = ""
        self._told: tuple[object, ...] = ()
        self._now = time.monotonic()

    def show_seat(self, seat: Seat, *, now: float, next_ticket: str = "") -> None:
        """Show the booth as it is now; `next_ticket` is who could be called into it."""
        self._now = now
        before, self._seat = self._seat, seat
        self.mini.show_seat(seat)
        if before is None or (before.held is None) != (seat.held is None):
            self._place()
        told = (words.spoken(seat, now), next_ticket, seat.attention.state, seat.held is None)
        if told != self._told:
            self._told, self._next_ticket = told, next_ticket
            self.setAccessibleName(told[0])
            self.update()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._place()
        self.update()
        self.mini.restyle()

    def show_time(self, now: float) -> None:
        """Repaint the running times of the header."""
        self._now = now
        self.update(0, 0, self.width(), self._header_height() + 1)

    def _header_height(self) -> int:
        return theme.current().density.header

    def _place(self) -> None:
        density = theme.current().density
        occupied = self._seat is not None and self._seat.held is not None
        self.mini.setVisible(occupied)
        pad = density.padding
        body = QRect(pad, density.header + pad, self.width() - 2 * pad, self.height() - density.header - 2 * pad)
        roomy = density is theme.ROOMY
        widest = min(round(body.width() * _PICTURE_SHARE), body.width() - _LEAST_FORM[not roomy])
        tall = min(body.height(), round(widest * 9 / 16))
        wide = round(tall * 16 / 9)
        self.tile.setGeometry(body.x(), body.y() + (body.height() - tall) // 2, wide, tall)
        left = body.x() + wide + (14 if roomy else 10)
        right = body.right() - (6 if roomy else 4)
        self.mini.setGeometry(left, body.y(), right - left, body.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give spare room to the picture first."""
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.update()
            self.mini.restyle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the booth."""
        self.selected.emit(self.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the booth."""
        self.opened.emit(self.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw surface, header and frame; picture and form draw themselves."""
        if self._seat is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self._seat.attention.state
        look = theme.current()
        paint.rounded(painter, QRectF(self.rect()), _RADIUS, look.palette.surface)
        self._draw_header(painter, self._seat)
        if self._seat.held is None:
            self._draw_empty(painter)
        self._draw_frame(painter, state)
        painter.end()

    def _draw_frame(self, painter: QPainter, state: WorkState) -> None:
        look = theme.current()
        wide = _BORDER[state]
        quiet = state in (WorkState.SOLO, WorkState.CLOSED)
        pen = QPen(QColor(look.palette.line if quiet else look.state(state).solid), wide)
        empty = self._seat is not None and self._seat.held is None
        if state is WorkState.LOST or empty:
            pen.setDashPattern([3.5, 2.5])
            pen.setColor(QColor(look.palette.line2 if empty else look.state(state).solid))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)

    def _draw_header(self, painter: QPainter, seat: Seat) -> None:
        look = theme.current()
        density, palette = look.density, look.palette
        state = seat.attention.state
        colours = look.state(state)
        filled = state in _FILLED
        header = QRectF(0, 0, self.width(), density.header)
        ground = colours.solid if filled else colours.tint if state in _TINTED else palette.sunken
        painter.save()
        painter.setClipRect(header)
        paint.rounded(painter, QRectF(self.rect()), _RADIUS, ground)
        painter.restore()
        if not filled:
            painter.fillRect(QRectF(0, density.header - 1, self.width(), 1), QColor(palette.line))
        middle = header.center().y()
        x = 10.0 if density is theme.ROOMY else 7.0
        badge = (colours.on, colours.solid) if filled else (colours.solid, colours.on)
        x += paint.badge(painter, x, middle, self.number, *badge, density.badge) + 9
        strong = colours.on if filled else colours.text
        if words.STATE_ICONS[state]:
            x += paint.icon(painter, x, middle, words.STATE_ICONS[state], strong, 16) + 8
        right = self._draw_times(painter, seat, header, strong if filled else "")
        word_font = theme.caps(density.state)
        room = QRectF(x, 0, right - x, header.height())
        x += paint.text(painter, room, words.state_of(seat), word_font, strong) + 10
        quiet = colours.on if filled else colours.text if state in _TINTED else palette.ink2
        if right - x > 40:
            rect = QRectF(x, 0, right - x, header.height())
            paint.text(painter, rect, words.reason_of(seat, self._now), theme.font(density.body), quiet)

    def _draw_times(self, painter: QPainter, seat: Seat, header: QRectF, on: str) -> float:
        if seat.held is None:
            return header.right() - 12
        look = theme.current()
        density, palette = look.density, look.palette
        right = header.right() - (14 if density is theme.ROOMY else 10)
        total = words.in_booth(seat, self._now)
        font = theme.font(density.value)
        right -= paint.text(painter, header.adjusted(0, 0, right - header.right(), 0), total, font, on or palette.ink3,
                            paint.RIGHT)  # fmt: skip
        right -= 11
        painter.fillRect(QRectF(round(right), header.center().y() - 9, 1, 18), QColor(on or palette.line))
        right -= 11
        if seat.attention.state is WorkState.CLOSED:
            return right
        timer = words.running_in(seat.attention, self._now)
        bold = theme.font(density.timer, 600)
        rect = header.adjusted(0, 0, right - header.right(), 0)
        right -= paint.text(painter, rect, timer, bold, on or palette.ink, paint.RIGHT) + 6
        label = words.timer_label(seat.attention.state)
        rect = header.adjusted(0, 1, right - header.right(), 1)
        right -= paint.text(painter, rect, label, theme.font(density.value), on or palette.ink3, paint.RIGHT)
        return right - 10

    def _draw_empty(self, painter: QPainter) -> None:
        look = theme.current()
        tile = self.tile.geometry()
        area = QRectF(tile.right() + 12, tile.top(), self.width() - tile.right() - 24, tile.height())
        middle = area.center().y()
        title = words.translate("Words", "Booth empty")
        font = theme.font(look.density.name, 600)
        paint.text(
            painter, QRectF(area.x(), middle - 40, area.width(), 24), title, font, look.palette.ink2, paint.CENTRE
        )
        who = words.who_waits(self._next_ticket)
        rect = QRectF(area.x(), middle - 14, area.width(), 22)
        paint.text(painter, rect, who, theme.font(look.density.body), look.palette.ink3, paint.CENTRE)
        if not self._next_ticket:
            return
        call, bold = words.translate("Words", "Call"), theme.font(look.density.body, 600)
        wide = paint.width(call, bold) + 8 + 20
        x = area.center().x() - wide / 2
        ink = look.state(WorkState.TALK).text
        x += paint.text(painter, QRectF(x, middle + 12, wide, 24), call, bold, ink) + 8
        palette = look.palette
        paint.key_cap(painter, x, middle + 24, "C", palette.ink, palette.line2, palette.surface)
