"""One booth on the wall: its live picture beside its compact form, in one frame that says how the booth is."""

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from cso_desk.booth.attention import WorkState

from . import clash_words, paint, presence_words, state_frame, theme, words
from .claim_mini import ClaimMini
from .language import translate
from .seat import Seat
from .video_view import VideoTile

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
        self.tile.show_scan(seat.scan)
        clash = clash_words.note(seat.held.clashes if seat.held is not None else ())
        self.tile.show_warning(clash or presence_words.note(seat, now))
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
        self.update(0, 0, self.width(), self._header_height())

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
        if event.rect().bottom() >= self._header_height():
            paint.rounded(painter, QRectF(self.rect()), _RADIUS, look.palette.surface)
            if self._seat.held is None:
                self._draw_empty(painter)
        self._draw_header(painter, self._seat)
        state_frame.draw_frame(painter, QRectF(self.rect()), state, empty=self._seat.held is None, radius=_RADIUS)
        painter.end()

    def _draw_header(self, painter: QPainter, seat: Seat) -> None:
        look = theme.current()
        density, palette = look.density, look.palette
        state = seat.attention.state
        colours = look.state(state)
        filled = state in state_frame.FILLED
        ground, strong, quiet = state_frame.header_colours(state)
        header = QRectF(0, 0, self.width(), density.header)
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
        if words.STATE_ICONS[state]:
            x += paint.icon(painter, x, middle, words.STATE_ICONS[state], strong, 16) + 8
        room = header.adjusted(0, 0, -(14 if density is theme.ROOMY else 10), 0)
        right = state_frame.draw_times(painter, seat, room, strong if filled else "", now=self._now)
        word = QRectF(x, 0, right - x, header.height())
        x += paint.text(painter, word, words.state_of(seat), theme.caps(density.state), strong) + 10
        if right - x > 40:
            rest = QRectF(x, 0, right - x, header.height())
            paint.text(painter, rest, words.reason_of(seat, self._now), theme.font(density.body), quiet)

    def _draw_empty(self, painter: QPainter) -> None:
        look = theme.current()
        tile = self.tile.geometry()
        area = QRectF(tile.right() + 12, tile.top(), self.width() - tile.right() - 24, tile.height())
        middle = area.center().y()
        title = translate("Words", "Booth empty")
        font = theme.font(look.density.name, 600)
        paint.text(
            painter, QRectF(area.x(), middle - 40, area.width(), 24), title, font, look.palette.ink2, paint.CENTRE
        )
        who = words.who_waits(self._next_ticket)
        rect = QRectF(area.x(), middle - 14, area.width(), 22)
        paint.text(painter, rect, who, theme.font(look.density.body), look.palette.ink3, paint.CENTRE)
        if not self._next_ticket:
            return
        call, bold = translate("Words", "Call"), theme.font(look.density.body, 600)
        wide = paint.width(call, bold) + 8 + 20
        x = area.center().x() - wide / 2
        ink = look.state(WorkState.TALK).text
        x += paint.text(painter, QRectF(x, middle + 12, wide, 24), call, bold, ink) + 8
        palette = look.palette
        paint.key_cap(painter, x, middle + 24, "C", palette.ink, palette.line2, palette.surface)
