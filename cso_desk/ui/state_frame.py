"""How a booth's work state shows as a frame: its width, its line and whether its header is filled."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cso_desk.booth.attention import WorkState

from . import paint, theme, words
from .seat import Seat

BORDER = {
    WorkState.TALK: 4,
    WorkState.NEED: 3,
    WorkState.READY: 2,
    WorkState.LOST: 2,
    WorkState.SCAN: 1,
    WorkState.SOLO: 1,
    WorkState.CLOSED: 1,
}
"""The width of the frame, in pixels."""

FILLED = (WorkState.TALK, WorkState.NEED)
TINTED = (WorkState.READY, WorkState.SCAN, WorkState.LOST)
_DASHES = (3.5, 2.5)


def draw_frame(painter: QPainter, rect: QRectF, state: WorkState, *, empty: bool, radius: float) -> None:
    """Draw a booth's frame just inside `rect`; lost and empty booths are dashed."""
    look = theme.current()
    wide = BORDER[state]
    quiet = state in (WorkState.SOLO, WorkState.CLOSED)
    pen = QPen(QColor(look.palette.line if quiet else look.state(state).solid), wide)
    if empty:
        pen.setColor(QColor(look.palette.line2))
    if empty or state is WorkState.LOST:
        pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = wide / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def header_colours(state: WorkState) -> tuple[str, str, str]:
    """Ground, strong ink and quiet ink of a booth's header."""
    look = theme.current()
    colours = look.state(state)
    if state in FILLED:
        return colours.solid, colours.on, colours.on
    if state in TINTED:
        return colours.tint, colours.text, colours.text
    return look.palette.sunken, colours.text, look.palette.ink2


def draw_times(painter: QPainter, seat: Seat, room: QRectF, on: str, *, now: float) -> float:
    """Draw, at the right end of a header, how long its state has held and how long the person has sat there.

    `on` is the ink of a filled header, "" for a quiet one. Returns where the room that is left ends.
    """
    right = room.right()
    if seat.held is None:
        return right
    look = theme.current()
    density, palette = look.density, look.palette
    small, bold = theme.font(density.value), theme.font(density.timer, 600)
    total = words.in_booth(seat, now)
    right -= paint.text(painter, _until(room, right), total, small, on or palette.ink3, paint.RIGHT) + 11
    if seat.attention.state is WorkState.CLOSED:
        return right
    painter.fillRect(QRectF(round(right), room.center().y() - 9, 1, 18), QColor(on or palette.line))
    right -= 11
    timer = words.running_in(seat.attention, now)
    right -= paint.text(painter, _until(room, right), timer, bold, on or palette.ink, paint.RIGHT) + 6
    label = words.timer_label(seat.attention.state)
    beside = _until(room, right).translated(0, 1)
    right -= paint.text(painter, beside, label, small, on or palette.ink3, paint.RIGHT)
    return right - 10


def _until(room: QRectF, right: float) -> QRectF:
    return QRectF(room.x(), room.y(), right - room.x(), room.height())
