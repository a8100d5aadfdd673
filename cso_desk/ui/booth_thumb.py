"""Another booth beside the one in focus: its live picture, its state and its person, small but complete."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.form import Field

from . import paint, presence_words, state_frame, theme, words
from .language import translate
from .seat import Seat
from .video_view import VideoTile

_RADIUS = 8.0
_PAD = 6
_LINES = ((20, 18, 16), (17, 15, 14))
"""Heights of the lines under the picture: state, name, reason; roomy and dense."""


class BoothThumb(QWidget):
    """Shows one seat; a click chooses it."""

    chosen = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.tile = VideoTile(self)
        self._badge = _Badge(number, self)
        self._seat: Seat | None = None
        self._now = 0.0
        self._timer_below = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_seat(self, seat: Seat, *, now: float) -> None:
        """Show the booth as it is now."""
        changed = self._seat is None or replace(seat, scan=None) != replace(self._seat, scan=None)
        self._seat, self._now = seat, now
        self.tile.show_warning(presence_words.note(seat, now))
        if changed:
            self.setAccessibleName(words.spoken(seat, now))
            self._badge.show_state(seat.attention.state)
            self.update()

    def show_time(self, now: float) -> None:
        """Repaint the running time."""
        self._now = now
        self.update(0, int(self._state_line().y()), self.width(), self.height())

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._place()
        self._badge.update()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this booth."""
        self.chosen.emit(self.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture all the room above the lines."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw surface, lines and frame; the picture draws itself."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.rounded(painter, QRectF(self.rect()), _RADIUS, look.palette.surface)
        if self._seat is not None:
            self._draw_state(painter, self._seat)
            self._draw_person(painter, self._seat)
            empty = self._seat.held is None
            state_frame.draw_frame(
                painter, QRectF(self.rect()), self._seat.attention.state, empty=empty, radius=_RADIUS
            )
        painter.end()

    def _draw_state(self, painter: QPainter, seat: Seat) -> None:
        look = theme.current()
        roomy = look.density is theme.ROOMY
        state = seat.attention.state
        ink = look.state(state).text
        line = self._state_line()
        x, middle = line.x(), line.center().y()
        if words.STATE_ICONS[state]:
            x += paint.icon(painter, x, middle, words.STATE_ICONS[state], ink, 15 if roomy else 13) + 6
        timer = words.running_in(seat.attention, self._now) if state is not WorkState.CLOSED else ""
        word_font = theme.caps(look.density.value + 0.5 if roomy else 11)
        time_font = theme.font(look.density.check, 600)
        word = words.state_of(seat)
        wide = paint.width(word, word_font) + 6 + paint.width(timer, time_font)
        self._timer_below = x + wide > line.right()
        if not self._timer_below:
            right = line.right() - paint.text(painter, line, timer, time_font, look.palette.ink, paint.RIGHT)
            line = QRectF(x, line.y(), right - x - 4, line.height())
        else:
            line = QRectF(x, line.y(), line.right() - x, line.height())
        paint.text(painter, line, word, word_font, ink)

    def _draw_person(self, painter: QPainter, seat: Seat) -> None:
        look = theme.current()
        state, name, reason = _LINES[look.density is not theme.ROOMY]
        top = self._state_line().y() + state
        rect = QRectF(_PAD + 1, top, self.width() - 2 * _PAD - 2, name)
        person = translate("Words", "Booth empty")
        if seat.held is not None:
            form = seat.held.claim.form
            person = form.text(Field.FULL_NAME) or seat.held.claim.master.full_name
        paint.text(painter, rect, person, theme.font(look.density.body, 600), look.palette.ink)
        if seat.held is None:
            return
        rect = QRectF(rect.x(), top + name, rect.width(), reason)
        text, ink, weight = words.reason_of(seat, self._now), look.palette.ink2, 400
        if self._timer_below:
            text, ink, weight = words.running_in(seat.attention, self._now), look.palette.ink, 600
        paint.text(painter, rect, text, theme.font(look.density.value, weight), ink)

    def _state_line(self) -> QRectF:
        lines = _LINES[theme.current().density is not theme.ROOMY]
        top = self.height() - _PAD - sum(lines)
        return QRectF(_PAD + 1, top, self.width() - 2 * _PAD - 2, lines[0])

    def _place(self) -> None:
        tall = int(self._state_line().y()) - _PAD - 3
        self.tile.setGeometry(_PAD, _PAD, self.width() - 2 * _PAD, max(tall, 1))
        size = theme.current().density.badge
        self._badge.setGeometry(self.width() - _PAD - size - 6, _PAD + 6, size, size)
        self._badge.raise_()


class _Badge(QWidget):
    """The booth's number on its picture."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._state = WorkState.CLOSED
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_state(self, state: WorkState) -> None:
        """Take the state's colour."""
        if state is not self._state:
            self._state = state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        colours = theme.current().state(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.badge(painter, 0, self.height() / 2, self._number, colours.solid, colours.on, self.width())
        painter.end()
