"""The frame that binds picture, form and decision of one booth: its colour, its header, its running times."""

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPicture, QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.form import Field, Form

from . import keys, needs_words, paint, state_frame, theme, words
from .header_button import HeaderButton
from .keys import Action
from .language import translate
from .seat import Seat

EDGE = 4
"""Room for the widest frame, in pixels."""
_RADIUS = 10.0
_DASHES = [4.0, 3.0]
_ICON, _NEED = 17, 22
"""The width of a need's icon, and with its gap."""


class BoundFrame(QWidget):
    """Draws everything around the parts of the focus view; the parts are its children."""

    notes_wanted = Signal()
    hand_over_wanted = Signal()
    needs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat: Seat | None = None
        self._now = 0.0
        self._sunken = QRect()
        self._buttons_from = 0.0
        self.notes = HeaderButton(keys.key_of(Action.NOTES), self)
        self.hand_over = HeaderButton(keys.key_of(Action.HAND_OVER), self)
        self.needs = HeaderButton(keys.key_of(Action.NEEDS), self)
        self.notes.clicked.connect(self.notes_wanted)
        self.hand_over.clicked.connect(self.hand_over_wanted)
        self.needs.clicked.connect(self.needs_wanted)

    def show_seat(self, seat: Seat, *, now: float) -> None:
        """Show the booth as it is now."""
        before, self._seat, self._now = self._seat, seat, now
        if before is None or _frame(before) != _frame(seat):
            self.setAccessibleName(sentence(seat))
            self.update()
        elif sentence(before) != sentence(seat):
            self.setAccessibleName(sentence(seat))
            self._update_header()
        self._show_buttons(seat)

    def show_time(self, now: float) -> None:
        """Repaint the running times."""
        self._now = now
        self._update_header()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons of the header at its end."""
        if self._seat is not None:
            self._show_buttons(self._seat)

    def _show_buttons(self, seat: Seat) -> None:
        """Name the buttons of the header and place them before the running times, from right to left."""
        claim = None if seat.held is None else seat.held.claim
        count = 0 if claim is None else len(claim.notes) + len(claim.reopenings)
        some = translate("Form", "Notes %1").replace("%1", str(count))
        self.notes.name(some if count else translate("Form", "Note"))
        self.hand_over.name(translate("Form", "Hand over"))
        self.needs.name(needs_words.title())
        self.notes.setVisible(claim is not None)
        self.hand_over.setVisible(claim is not None and claim.is_open)
        self.needs.setVisible(claim is not None and claim.is_open)
        for button, action in (
            (self.notes, Action.NOTES),
            (self.hand_over, Action.HAND_OVER),
            (self.needs, Action.NEEDS),
        ):
            button.setToolTip(f"{keys.action_label(action)} ({keys.key_of(action)})")
        _, strong, _ = state_frame.header_colours(seat.attention.state)
        right = self._times_left(seat)
        for button in (self.hand_over, self.notes, self.needs):
            if not button.isHidden():
                button.take(strong)
                size = button.sizeHint()
                right -= size.width() + 6
                button.setGeometry(round(right), (self.header() + 2 - size.height()) // 2, size.width(), size.height())
        self._buttons_from = right

    def _times_left(self, seat: Seat) -> float:
        """Where the running times begin that stand at the end of the header."""
        scratch = QPicture()
        painter = QPainter(scratch)
        room = QRectF(0, 0, self.width() - 16, self.header())
        left = state_frame.draw_times(painter, seat, room, "", now=self._now)
        painter.end()
        return left

    def _update_header(self) -> None:
        """Repaint the header alone: painting the frame would paint every part within it."""
        self.update(0, 0, self.width(), self.header())

    def place(self, sunken: QRect) -> None:
        """Tell where the ground of the middle column is."""
        self._sunken = sunken
        self.update()

    @staticmethod
    def header() -> int:
        """The height of the header with the frame above it, in pixels."""
        return theme.current().density.header + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grounds, header and frame."""
        if self._seat is None:
            return
        look = theme.current()
        palette = look.palette
        state = self._seat.attention.state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.rounded(painter, QRectF(self.rect()), _RADIUS, palette.surface)
        painter.fillRect(self._sunken, QColor(palette.sunken))
        painter.fillRect(self._sunken.right() + 1, self._sunken.y(), 1, self._sunken.height(), QColor(palette.line))
        self._draw_header(painter, self._seat)
        if self._seat.held is None:
            self._draw_empty(painter)
        frame = QRectF(self.rect())
        state_frame.draw_frame(painter, frame, state, empty=self._seat.held is None, radius=_RADIUS)
        if self._seat.held is not None and self._seat.held.provisional:
            _draw_provisional(painter, frame)
        painter.end()

    def _draw_header(self, painter: QPainter, seat: Seat) -> None:
        look = theme.current()
        density = look.density
        state = seat.attention.state
        ground, strong, quiet = state_frame.header_colours(state)
        header = QRectF(0, 0, self.width(), self.header())
        painter.save()
        painter.setClipRect(header)
        paint.rounded(painter, QRectF(self.rect()), _RADIUS, ground)
        painter.restore()
        if state not in state_frame.FILLED:
            painter.fillRect(QRectF(0, header.height() - 1, self.width(), 1), QColor(look.palette.line))
        room = header.adjusted(0, 2, 0, 0)
        middle = room.center().y()
        colours = look.state(state)
        filled = state in state_frame.FILLED
        badge = (colours.on, colours.solid) if filled else (colours.solid, colours.on)
        x = 12.0 + paint.badge(painter, 12, middle, seat.number, *badge, density.badge) + 9
        provisional = seat.held is not None and seat.held.provisional
        icon = "clock" if provisional else words.STATE_ICONS[state]
        if icon:
            x += paint.icon(painter, x, middle, icon, strong, 17) + 8
        x += paint.text(painter, _from(room, x), words.state_of(seat), theme.caps(density.state), strong) + 14
        times = room.adjusted(0, 0, -16, 0)
        state_frame.draw_times(painter, seat, times, strong if filled else "", now=self._now)
        if seat.held is None:
            return
        right = self._buttons_from - 10
        name_ink = colours.on if filled else look.palette.ink
        bold = theme.font(density.name - 0.5, 600)
        least = len(needs_words.told(seat.held.claim.form)) * _NEED
        x += paint.text(painter, _from(room, x, right - least), name_of(seat), bold, name_ink) + 12
        x = _draw_needs(painter, seat.held.claim.form, _from(room, x, right), strong)
        lease = words.lease(seat.held, self._now)
        if lease and right - x > 60:
            x += paint.text(painter, _from(room, x, right), lease, theme.font(density.check, 600), quiet) + 12
        if right - x > 60:
            paint.text(painter, _from(room, x, right), about(seat), theme.font(density.check), quiet)

    def _draw_empty(self, painter: QPainter) -> None:
        look = theme.current()
        right = QRectF(self._sunken.right() + 2, self._sunken.y(), 0, self._sunken.height())
        right.setRight(self.width() - EDGE)
        middle = right.center().y()
        title = translate("Words", "Booth empty")
        font = theme.font(look.density.name, 600)
        paint.text(painter, QRectF(right.x(), middle - 30, right.width(), 26), title, font, look.palette.ink2,
                   paint.CENTRE)  # fmt: skip
        hint = translate("Form", "The form of the next participant stands here.")
        rect = QRectF(right.x(), middle, right.width(), 22)
        paint.text(painter, rect, hint, theme.font(look.density.body), look.palette.ink3, paint.CENTRE)


def _draw_provisional(painter: QPainter, frame: QRectF) -> None:
    """Lay a broken line over the frame: what was decided is not yet for good."""
    look = theme.current()
    painter.setPen(QPen(QColor(look.palette.surface), 3))
    painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
    pen = QPen(QColor(look.state(WorkState.READY).solid), 2)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)


def _draw_needs(painter: QPainter, form: Form, room: QRectF, ink: str) -> float:
    """Draw what the participant needs, by the icon alone where the words have no room; returns where it ends."""
    font = theme.font(theme.current().density.check, 600)
    told = needs_words.told(form)
    x = room.x()
    for place, (need, text) in enumerate(told):
        x += paint.icon(painter, x, room.center().y(), needs_words.ICONS[need], ink, _ICON) + _NEED - _ICON
        others = (len(told) - place - 1) * _NEED
        if x + QFontMetricsF(font).horizontalAdvance(text) + 8 + others < room.right():
            x += paint.text(painter, _from(room, x), text, font, ink) + 8
    return x + 4 if told else x


def name_of(seat: Seat) -> str:
    """The participant's name as it stands on the form."""
    assert seat.held is not None
    return seat.held.claim.form.text(Field.FULL_NAME) or seat.held.claim.master.full_name


def about(seat: Seat) -> str:
    """Cause, number of the claim, and to what everything in the frame is bound."""
    assert seat.held is not None
    claim = seat.held.claim
    text = translate("Form", "%1 · Agenda %2 · picture, form and decision are bound to booth %3")
    cause = words.cause(claim.form.cause)
    return text.replace("%1", cause).replace("%2", claim.number).replace("%3", str(seat.number))


def sentence(seat: Seat) -> str:
    """The header in one sentence for a screen reader."""
    booth = translate("Words", "Booth %1").replace("%1", str(seat.number))
    parts = [booth, words.state_of(seat).lower()]
    if seat.held is not None:
        parts += [name_of(seat), *(text for _, text in needs_words.told(seat.held.claim.form)), about(seat)]
    return ", ".join(parts)


def _from(room: QRectF, left: float, right: float | None = None) -> QRectF:
    return QRectF(left, room.y(), max((room.right() if right is None else right) - left, 0), room.height())


def _frame(seat: Seat) -> tuple[object, ...]:
    """What decides how the frame and the grounds look."""
    provisional = seat.held is not None and seat.held.provisional
    return (seat.number, seat.attention.state, seat.held is None, provisional)
