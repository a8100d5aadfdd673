"""The parts of the dialogs: surface and head, the amounts, the list of reasons and the note, the buttons."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.model import Verdict
from cso_desk.claims.workflow import TEXT_LIMIT, reasons_for

from . import form_words, paint, theme
from .key_button import RING
from .language import translate
from .money import Money, draw_money

_SIDE = 16
_ROWS_SHOWN = 6
_ROW = 28
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def draw_surface(dialog: QWidget) -> None:
    """Draw the ground of a dialog without a window frame, and the line around it."""
    palette = theme.current().palette
    painter = QPainter(dialog)
    painter.fillRect(dialog.rect(), QColor(palette.surface))
    painter.setPen(QPen(QColor(palette.line2), 1))
    painter.drawRect(dialog.rect().adjusted(0, 0, -1, -1))
    painter.end()


class Head(QWidget):
    """The booth's number, where it is about one, and what is about to be decided."""

    def __init__(self, number: int | None, title: str, state: WorkState) -> None:
        super().__init__()
        self._number, self._title, self._state = number, title, state
        self.setFixedHeight(46)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw badge and title on the decision's tint."""
        look = theme.current()
        colours = look.state(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.tint))
        middle = self.height() / 2
        x = float(_SIDE)
        if self._number is not None:
            x += paint.badge(painter, x, middle, self._number, colours.solid, colours.on, 24) + 10
        rect = QRectF(x, 0, self.width() - x - _SIDE, self.height())
        paint.text(painter, rect, self._title, theme.font(look.density.body + 1.5, 600), look.palette.ink)
        painter.end()


class MoneyRow(QWidget):
    """Gross, tax and what is paid out."""

    def __init__(self, money: Money) -> None:
        super().__init__()
        self._money = money
        self.setAccessibleName(money.sentence)
        self.setFixedHeight(74)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the amounts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_money(painter, QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, 0), self._money)
        painter.end()


class ReasonList(QListWidget):
    """The coded reasons of a verdict on a day; letters and digits do nothing here, the arrows choose."""

    def __init__(self, verdict: Verdict, on: date) -> None:
        super().__init__()
        self._reasons = reasons_for(verdict, on)
        for reason in self._reasons:
            item = QListWidgetItem(f"{reason.code}   {form_words.reason(reason.code, on)}")
            item.setSizeHint(QSize(0, _ROW))
            self.addItem(item)
        self.setFont(theme.font(theme.current().density.body))
        self.setAccessibleName(translate("Form", "Reason"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = min(len(self._reasons), _ROWS_SHOWN)
        self.setFixedHeight(rows * _ROW + 4)

    @property
    def code(self) -> str | None:
        """The chosen reason, None while none is chosen."""
        chosen = self.selectedIndexes()
        return self._reasons[chosen[0].row()].code if chosen else None

    @property
    def needs_note(self) -> bool:
        """True when words must go with the chosen reason."""
        chosen = self.selectedIndexes()
        return bool(chosen) and self._reasons[chosen[0].row()].needs_note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the note."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextChild()
            return
        if event.key() in _ENTER:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """No letter jumps to a reason: the hand may still be writing."""


class NoteEdit(QPlainTextEdit):
    """Words for the participant or the supervisor, of 500 characters at most."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(theme.current().density.body))
        self.setFixedHeight(3 * _ROW)
        self.textChanged.connect(self._cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the dialog's."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _cut(self) -> None:
        text = self.toPlainText()
        if len(text) > TEXT_LIMIT:
            at = min(self.textCursor().position(), TEXT_LIMIT)
            self.setPlainText(text[:TEXT_LIMIT])
            cursor = self.textCursor()
            cursor.setPosition(at)
            self.setTextCursor(cursor)


def button_row(left: Iterable[QWidget], right: Iterable[QWidget]) -> QHBoxLayout:
    """The buttons at the foot of a dialog; what their rings of focus need stands out over the dialog's sides."""
    row = QHBoxLayout()
    row.setContentsMargins(_SIDE - RING, 4, _SIDE - RING, 0)
    row.setSpacing(8)
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return row
