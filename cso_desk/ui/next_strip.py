"""The strip of who needs the officer next."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState

from . import keys, paint, theme, words
from .bars import Bar
from .keys import Action
from .language import translate
from .seat import Seat


class NextStrip(Bar):
    """Who needs the officer next, in that order; a click selects the booth."""

    booth_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seats: tuple[Seat, ...] = ()
        self._occupied = (0, 0)
        self._calling = ""
        self._told: tuple[object, ...] = ()
        self._now = 0.0
        self._places: list[tuple[QRectF, int]] = []

    def show_next(self, seats: Sequence[Seat], occupied: int, booths: int, *, now: float) -> None:
        """Show the booths in the order in which the officer is needed."""
        said = [(seat.number, seat.attention.state, *words.strip(seat, now)) for seat in seats]
        if (said, occupied, booths) != self._told:
            self._told = (said, occupied, booths)
            self.update()
        self._seats, self._occupied, self._now = tuple(seats), (occupied, booths), now

    def show_calling(self, text: str) -> None:
        """Say what the call key does now, where that is not as usual."""
        if text != self._calling:
            self._calling = text
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the booth under the pointer."""
        for rect, number in self._places:
            if rect.contains(event.position()):
                self.booth_chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caption, then booth after booth while there is room."""
        look = theme.current()
        palette, density = look.palette, look.density
        roomy = density is theme.ROOMY
        painter = self.begin()
        painter.fillRect(self.rect(), QColor(palette.app))
        frame = QRectF(density.margin + 0.5, 0.5, self.width() - 2 * density.margin - 1, self.height() - 1)
        paint.rounded(painter, frame, 8, palette.surface, palette.line)
        middle = frame.center().y()
        body, bold = theme.font(density.body), theme.font(density.body, 600)
        x = frame.x() + (14 if roomy else 9)
        x += paint.text(painter, self._at(x), translate("Bars", "Next"), bold, palette.ink) + 8
        x += paint.key_cap(painter, x, middle, keys.key_of(Action.NEXT), palette.ink, palette.line2, palette.surface)
        x += 14 if roomy else 9
        painter.fillRect(QRectF(round(x), frame.y(), 1, frame.height()), QColor(palette.line))
        tail = translate("Bars", "%1 of %2 booths occupied")
        tail = tail.replace("%1", str(self._occupied[0])).replace("%2", str(self._occupied[1]))
        if self._calling:
            tail = f"{self._calling} · {tail}"
        small = theme.font(density.check)
        tail_wide = paint.width(tail, small) + 28
        paint.text(painter, frame.adjusted(0, 0, -14, 0), tail, small, palette.ink3, paint.RIGHT)
        self._places = []
        limit = frame.right() - tail_wide
        if not self._seats:
            text = translate("Bars", "No booth needs you. Press a number, then C, to call the next ticket.")
            paint.text(painter, QRectF(x + 14, 0, limit - x - 14, self.height()), text, body, palette.ink2)
        apart = False
        for index, (seat, word, remark) in enumerate(self._items(limit - x)):
            if apart:
                painter.fillRect(QRectF(round(x), middle - 10, 1, 20), QColor(palette.line))
            filled = index == 0 and seat.attention.state is WorkState.NEED
            x = self._draw_item(painter, seat, (word, remark), x, frame, filled=filled)
            apart = not filled
        painter.end()

    def _items(self, room: float) -> list[tuple[Seat, str, str]]:
        """The booths that there is room for; remarks give way before booths, the last one's first."""
        items = [(seat, *words.strip(seat, self._now)) for seat in self._seats]
        while items and sum(self._item_width(word, remark) for _, word, remark in items) > room:
            last = next((index for index in reversed(range(len(items))) if items[index][2]), None)
            if last is None:
                items.pop()
            else:
                items[last] = (*items[last][:2], "")
        return items

    @staticmethod
    def _item_width(word: str, remark: str) -> float:
        density = theme.current().density
        pad = 16 if density is theme.ROOMY else 9
        wide = 2 * pad + density.badge + 8 + 24 + paint.width(word, theme.font(density.body, 600))
        return wide + (8 + paint.width(remark, theme.font(density.body)) if remark else 0)

    def _draw_item(
        self, painter: QPainter, seat: Seat, said: tuple[str, str], x: float, frame: QRectF, *, filled: bool
    ) -> float:
        look = theme.current()
        word, remark = said
        state = seat.attention.state
        colours = look.state(state)
        wide = self._item_width(word, remark)
        if filled:
            painter.fillRect(QRectF(x + 1, frame.y(), wide, frame.height()), QColor(colours.solid))
        ink = colours.on if filled else colours.text
        pair = (colours.on, colours.solid) if filled else (colours.solid, colours.on)
        middle = frame.center().y()
        self._places.append((QRectF(x, 0, wide, self.height()), seat.number))
        left = x + (16 if look.density is theme.ROOMY else 9)
        left += paint.badge(painter, left, middle, seat.number, *pair, look.density.badge) + 8
        left += paint.icon(painter, left, middle, words.STATE_ICONS[state], ink, 16) + 8
        left += paint.text(painter, self._at(left), word, theme.font(look.density.body, 600), ink) + 8
        body = theme.font(look.density.body)
        paint.text(painter, self._at(left), remark, body, colours.on if filled else look.palette.ink2)
        return x + wide

    def _at(self, x: float) -> QRectF:
        return QRectF(x, 0, max(0.0, self.width() - x), self.height())
