"""A list whose rows are painted: a heading with a remark, and lines below it, each with an icon or how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cso_desk.booth.attention import WorkState

from . import paint, theme

_SIDE = 14.0
_BAR = 90.0
_TALL = 4
_PART = Qt.ItemDataRole.UserRole
_MOVES = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a row: an icon, its text, a remark at the right end, and a share from 0 to 1 that is drawn as a bar.

    `state` gives icon and remark their colour.
    """

    icon: str
    text: str
    remark: str = ""
    share: float | None = None
    state: WorkState = WorkState.SOLO


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `key` is by what it is found again when the list changes.

    `figure` is a number at the right end of the heading; a row with which nothing can be done is `dim`.
    """

    key: UUID
    title: str
    about: str = ""
    remark: str = ""
    lines: tuple[Line, ...] = ()
    figure: str = ""
    dim: bool = False

    @property
    def sentence(self) -> str:
        """All of the row for a screen reader."""
        parts = [self.title, self.about, self.figure, self.remark]
        parts += [" ".join(text for text in (line.text, line.remark) if text) for line in self.lines]
        return ", ".join(part for part in parts if part)


class RowList(QListWidget):
    """Shows rows; the current one stays the current one while the list changes under it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, from the top."""
        return self._rows

    @property
    def chosen(self) -> UUID | None:
        """The key of the current row, None while there is none."""
        at = self.currentRow()
        return self._rows[at].key if 0 <= at < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, where one is in the list, and how far it is scrolled, stays."""
        if tuple(rows) == self._rows:
            return
        chosen, place = self.chosen, self.verticalScrollBar().value()
        keys = [row.key for row in rows]
        same = keys == [row.key for row in self._rows]
        self._rows = tuple(rows)
        if not same:
            self._make(chosen, keys)
        for index, row in enumerate(rows):
            item = self.item(index)
            item.setData(_PART, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.sentence)
            item.setSizeHint(QSize(0, _height(row)))
        self.verticalScrollBar().setValue(place)

    def restyle(self) -> None:
        """Take on the look that is in force."""
        for index, row in enumerate(self._rows):
            self.item(index).setSizeHint(QSize(0, _height(row)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move; letters and the other keys are the dialog's."""
        if event.key() in _MOVES:
            super().keyPressEvent(event)
            return
        event.ignore()

    def _make(self, chosen: UUID | None, keys: Sequence[UUID]) -> None:
        at = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for _ in keys:
            self.addItem(QListWidgetItem())
        self.blockSignals(False)
        if keys:
            place = keys.index(chosen) if chosen in keys else min(max(at, 0), len(keys) - 1)
            self.setCurrentRow(place)


class _Delegate(QStyledItemDelegate):
    """Paints the rows."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, heading and lines of one row."""
        row = index.data(_PART)
        if not isinstance(row, Row):
            return
        look = theme.current()
        palette, density = look.palette, look.density
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, QColor(look.state(WorkState.TALK).tint))
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), QColor(look.state(WorkState.TALK).solid))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line))
        inner = rect.adjusted(_SIDE, _TALL, -_SIDE, 0)
        head = QRectF(inner.x(), inner.y(), inner.width(), _line_height())
        small = theme.font(density.value)
        bold, ink = theme.font(density.body + 0.5, 600), palette.ink3 if row.dim else palette.ink
        taken = paint.text(painter, head, row.figure, bold, ink, paint.RIGHT) + 12 if row.figure else 0.0
        head_room = head.adjusted(0, 0, -taken, 0)
        taken += paint.text(painter, head_room, row.remark, small, palette.ink2, paint.RIGHT) if row.remark else 0.0
        room = head.adjusted(0, 0, -taken - 12, 0)
        x = paint.text(painter, room, row.title, bold, ink) + 12
        paint.text(painter, room.adjusted(x, 0, 0, 0), row.about, small, palette.ink2)
        for place, line in enumerate(row.lines, start=1):
            self._draw_line(painter, head.translated(0, place * _line_height()), line, dim=row.dim)
        painter.restore()

    @staticmethod
    def _draw_line(painter: QPainter, rect: QRectF, line: Line, *, dim: bool) -> None:
        look = theme.current()
        palette = look.palette
        colours = look.state(line.state)
        ink = colours.text
        x = paint.icon(painter, rect.x(), rect.center().y(), line.icon, ink, 14) + 8
        small, body = theme.font(look.density.value), theme.font(look.density.body)
        right = rect.right()
        if line.remark:
            wide = min(paint.width(line.remark, small), rect.width() * 0.55)
            remark = QRectF(right - wide, rect.y(), wide, rect.height())
            paint.text(painter, remark, line.remark, small, ink, paint.RIGHT)
            right -= wide + 12
        if line.share is not None:
            bar = QRectF(right - _BAR, rect.center().y() - 3, _BAR, 6)
            paint.rounded(painter, bar, 3, palette.sunken, palette.line2)
            paint.rounded(painter, QRectF(bar.x(), bar.y(), bar.width() * line.share, 6), 3, palette.ink2)
            right -= _BAR + 12
        paint.text(painter, QRectF(rect.x() + x, rect.y(), right - rect.x() - x, rect.height()), line.text, body,
                   palette.ink3 if dim else palette.ink)  # fmt: skip


def _line_height() -> int:
    return 23 if theme.current().density is theme.ROOMY else 20


def _height(row: Row) -> int:
    return (1 + len(row.lines)) * _line_height() + 2 * _TALL + 2
