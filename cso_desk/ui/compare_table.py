"""The rows of a comparison: document, form, record and copy side by side, with the letters that differ marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Outcome
from cso_desk.claims.form import DocumentKind
from cso_desk.documents.compare import Cell, Row

from . import compare_words, paint, theme
from .language import translate

_HEAD = (24, 19)
_ROW = (33, 23)
_LABEL = (104, 84)
_RESULT = (168, 132)
_SHARE = 38.0
_LEAST_PX = 10.0
_LOUD = (Outcome.WARN, Outcome.FAIL)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table shows: the rows of a document, whether masked numbers are open, and which fields are proven."""

    document: DocumentKind
    rows: tuple[Row, ...] = ()
    revealed: bool = False
    proven: frozenset[str] = frozenset()


class CompareTable(QWidget):
    """Painted rows; the arrow keys and a click choose one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown(DocumentKind.ID_CARD)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def row(self) -> Row | None:
        """The row that is chosen."""
        return next((row for row in self._shown.rows if row.key == self._key), None)

    def show_rows(self, shown: Shown) -> None:
        """Show other rows; the chosen one stays, or else the first that needs the officer is."""
        if shown == self._shown:
            return
        other = shown.document is not self._shown.document
        self._shown = shown
        if self.row is None or other:
            self._key = _first(shown.rows)
        self._say()
        self.updateGeometry()
        self.update()

    def choose(self, key: str) -> None:
        """Make a row the chosen one."""
        if key != self._key and any(row.key == key for row in self._shown.rows):
            self._key = key
            self._say()
            self.update()
            self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        """A heading and a line for each row."""
        dense = _dense()
        return QSize(600, _HEAD[dense] + len(self._shown.rows) * _ROW[dense] + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose; everything else goes on its way."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        rows = self._shown.rows
        if step is None or not rows:
            super().keyPressEvent(event)
            return
        at = next((place for place, row in enumerate(rows) if row.key == self._key), 0)
        self.choose(rows[min(max(at + step, 0), len(rows) - 1)].key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the pointer."""
        dense = _dense()
        at = int((event.position().y() - _HEAD[dense]) // self._tall())
        if event.position().y() >= _HEAD[dense] and at < len(self._shown.rows):
            self.choose(self._shown.rows[at].key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heading and rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter)
        top = float(_HEAD[_dense()])
        for row in self._shown.rows:
            self._draw_row(painter, QRectF(0, top, self.width(), self._tall()), row)
            top += self._tall()
        painter.end()

    @property
    def _sides(self) -> list[str]:
        has_copy = any(row.copy.text for row in self._shown.rows)
        has_master = any(row.master.text for row in self._shown.rows)
        return ["document", "form", *(["master"] if has_master else []), *(["copy"] if has_copy else [])]

    def _columns(self) -> tuple[dict[str, tuple[float, float]], float]:
        """Left end and width of each side, and where the results begin."""
        dense = _dense()
        sides = self._sides
        right = self.width() - _RESULT[dense]
        wide = (right - _LABEL[dense] - _SHARE) / len(sides)
        columns, x = {}, float(_LABEL[dense])
        for side in sides:
            own = wide + (_SHARE if side == "document" else 0)
            columns[side] = (x, own)
            x += own
        return columns, right

    def _tall(self) -> float:
        """The height of a row: less than it would like where there is little room."""
        room = self.height() - _HEAD[_dense()]
        return min(_ROW[_dense()], room / max(len(self._shown.rows), 1))

    def _draw_head(self, painter: QPainter) -> None:
        look = theme.current()
        font = theme.font(look.density.value)
        columns, right = self._columns()
        tall = _HEAD[_dense()]
        for side, (x, wide) in columns.items():
            words = compare_words.column(side, self._shown.document)
            paint.text(painter, QRectF(x, 0, wide - 8, tall), words, font, look.palette.ink3)
        words = translate("Compare", "Result")
        paint.text(painter, QRectF(right, 0, self.width() - right, tall), words, font, look.palette.ink3)

    def _draw_row(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        look = theme.current()
        palette, density = look.palette, look.density
        outcome = compare_words.OUTCOMES[row.severity]
        loud, chosen = outcome in _LOUD, row.key == self._key
        if loud:
            painter.fillRect(rect, QColor(look.state(_TINTS[outcome]).tint))
        painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), QColor(palette.line))
        if chosen:
            bar = palette.focus if self.hasFocus() else palette.line2
            painter.fillRect(QRectF(0, rect.y() + 1, 3, rect.height() - 1), QColor(bar))
        name = theme.font(density.check, 600 if loud or chosen else 400)
        room = QRectF(10, rect.y(), _LABEL[_dense()] - 14, rect.height())
        paint.text(painter, room, compare_words.label(row.key), name, palette.ink if loud else palette.ink2)
        columns, right = self._columns()
        for side, (x, wide) in columns.items():
            share = _SHARE if side == "document" else 0
            self._draw_cell(painter, QRectF(x, rect.y(), wide - share - 8, rect.height()), row, side)
        self._draw_share(painter, rect, row, columns["document"])
        self._draw_result(painter, QRectF(right, rect.y(), self.width() - right, rect.height()), row, outcome)

    def _draw_share(self, painter: QPainter, rect: QRectF, row: Row, column: tuple[float, float]) -> None:
        """How sure the reading is; an unsure one stands out."""
        if row.read is None:
            return
        look = theme.current()
        percent = f"{round(row.read.confidence * 100)} %"
        font = theme.font(look.density.label, 400 if row.is_sure else 600)
        room = QRectF(column[0] + column[1] - _SHARE - 8, rect.y(), _SHARE, rect.height())
        paint.text(painter, room, percent, font, look.palette.ink3 if row.is_sure else look.palette.warn, paint.RIGHT)

    def _draw_result(self, painter: QPainter, rect: QRectF, row: Row, outcome: Outcome) -> None:
        look = theme.current()
        palette = look.palette
        ink = {Outcome.WARN: palette.warn, Outcome.FAIL: palette.fail}.get(outcome, palette.ink2)
        size = 14 if not _dense() else 12
        x = rect.x() + row_mark(painter, rect.x(), rect.center().y(), compare_words.outcome(row), size) + 7
        font = theme.font(look.density.check, 600 if outcome in _LOUD else 400)
        proven = row.key in self._shown.proven
        room = QRectF(x, rect.y(), rect.right() - x - (20 if proven else 4), rect.height())
        paint.text(painter, room, compare_words.result(row), font, ink)
        if proven:
            paint.icon(painter, rect.right() - 18, rect.center().y(), "camera", palette.passed, 13)

    def _draw_cell(self, painter: QPainter, rect: QRectF, row: Row, side: str) -> None:
        cell: Cell = {"document": row.document, "form": row.form, "master": row.master, "copy": row.copy}[side]
        text = compare_words.shown(row, cell, revealed=self._shown.revealed)
        palette = theme.current().palette
        if not text:
            paint.text(painter, rect, "–", theme.mono(theme.current().density.check), palette.ink3)
            return
        font, start = _fitted(text, cell, rect.width())
        sign = paint.width("0", font)
        shown = text[start:]
        agrees = side == "document" or cell.agrees
        painter.setFont(font)
        for place, letter in enumerate(shown):
            at = QRectF(rect.x() + place * sign, rect.y(), sign, rect.height())
            if at.right() > rect.right() + 1:
                break
            marked = any(left <= place + start < end for left, end in cell.marks)
            ink = palette.ink
            if marked:
                box = QRectF(at.x() - 1, at.center().y() - font.pixelSize() * 0.72, sign + 2, font.pixelSize() * 1.44)
                ink = self._draw_mark(painter, box, agrees=agrees)
            painter.setPen(QColor(ink))
            painter.drawText(QPointF(at.x(), at.center().y() + font.pixelSize() * 0.36), letter)

    @staticmethod
    def _draw_mark(painter: QPainter, box: QRectF, *, agrees: bool) -> str:
        """Frame a letter that another side has otherwise, fill one that is not the document's; returns its ink."""
        look = theme.current()
        if agrees:
            painter.setPen(QPen(QColor(look.palette.passed), 1.5))
            painter.setBrush(QColor(look.palette.surface))
            painter.drawRoundedRect(box, 3, 3)
            return look.palette.ink
        colours = look.state(WorkState.LOST)
        paint.rounded(painter, box, 3, colours.solid)
        return colours.on

    def _say(self) -> None:
        row = self.row
        self.setAccessibleName("" if row is None else compare_words.sentence(row, self._shown.document))


def row_mark(painter: QPainter, x: float, middle: float, outcome: Outcome | None, size: float) -> float:
    """Draw the mark of a row, an "i" where it only informs; returns its width."""
    if outcome is None:
        return paint.icon(painter, x, middle, "info", theme.current().palette.ink2, round(size))
    return paint.check_mark(painter, x, middle, outcome, size)


def _fitted(text: str, cell: Cell, room: float) -> tuple[QFont, int]:
    """A font in which a text fits; where none does, the text begins so late that its first mark is seen."""
    px = theme.current().density.body
    while px > _LEAST_PX and len(text) * paint.width("0", theme.mono(px)) > room:
        px -= 1
    font = theme.mono(px)
    signs = max(int(room // paint.width("0", font)), 1)
    if len(text) <= signs or not cell.marks:
        return font, 0
    return font, max(0, min(cell.marks[0][0] - signs // 2, len(text) - signs))


def _first(rows: Sequence[Row]) -> str:
    """The row that needs the officer most."""
    loud = [row for row in rows if compare_words.OUTCOMES[row.severity] in _LOUD]
    unread = [row for row in rows if row.fix is not None]
    return next((row.key for row in (*loud, *unread, *rows)), "")


_TINTS = {Outcome.WARN: WorkState.NEED, Outcome.FAIL: WorkState.LOST}


def _dense() -> bool:
    return theme.current().density is not theme.ROOMY
