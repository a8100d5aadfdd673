"""The wall: every booth in its fixed place, each picture beside its form."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.talk_view import TalkView

from . import talk_words, theme
from .booth_cell import BoothCell
from .seat import Seat
from .video_view import VideoTile

_COLUMNS = {1: 1}
_RING = 3


def grid(booths: int) -> tuple[int, int]:
    """Columns and rows for so many booths: 1 stands alone, the others two abreast."""
    columns = _COLUMNS.get(booths, 2)
    return columns, -(-booths // columns)


def side(booth: int, booths: int) -> float:
    """Where a booth stands on the wall, from -1 (left) to 1 (right)."""
    columns, _ = grid(booths)
    return 0.0 if columns == 1 else 2.0 * ((booth - 1) % columns) / (columns - 1) - 1.0


class WallView(QWidget):
    """Shows all seats; booth n keeps its place whatever happens in the others."""

    booth_chosen = Signal(int)
    booth_opened = Signal(int)

    def __init__(self, *, booths: int, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = tuple(BoothCell(n, today=today, parent=self) for n in range(1, booths + 1))
        self._selected = 1
        for cell in self.cells:
            cell.selected.connect(self.booth_chosen)
            cell.opened.connect(self.booth_opened)

    @property
    def tiles(self) -> dict[int, VideoTile]:
        """The picture of each booth, by its number."""
        return {cell.number: cell.tile for cell in self.cells}

    def show_seats(self, seats: Sequence[Seat], selected: int, *, now: float, next_ticket: str = "") -> None:
        """Show every booth; the ring is drawn around the selected one."""
        if selected != self._selected:
            self._selected = selected
            self.update()
        for cell, seat in zip(self.cells, seats, strict=True):
            cell.show_seat(seat, now=now, next_ticket=next_ticket)

    def show_talk(self, view: TalkView) -> None:
        """Show on each picture what holds for its booth, and who speaks there."""
        for cell in self.cells:
            cell.tile.set_notes(*talk_words.notes(view, cell.number))
            late = talk_words.late(view.of(cell.number))
            cell.tile.setToolTip(late)
            cell.setAccessibleDescription(late)

    def show_time(self, now: float) -> None:
        """Repaint the running times."""
        for cell in self.cells:
            cell.show_time(now)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a window of 1366 x 728 with eight booths."""
        return QSize(900, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out evenly."""
        self.place()

    def place(self) -> None:
        """Put every cell where the present density wants it."""
        density = theme.current().density
        columns, rows = grid(len(self.cells))
        across = (self.width() - 2 * density.margin - (columns - 1) * density.column_gap) / columns
        down = (self.height() - (rows + 1) * density.row_gap) / rows
        for index, cell in enumerate(self.cells):
            column, row = index % columns, index // columns
            x = density.margin + column * (across + density.column_gap)
            y = density.row_gap + row * (down + density.row_gap)
            cell.setGeometry(round(x), round(y), round(x + across) - round(x), round(y + down) - round(y))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the ring around the selected cell."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.palette.app))
        cell = self.cells[self._selected - 1]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.palette.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(cell.geometry()).adjusted(-_RING, -_RING, _RING, _RING), 11, 11)
        painter.end()
