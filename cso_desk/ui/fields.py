"""The fields of the form: each knows the booth and claim whose text it shows, and tells every change with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cso_desk.claims.workflow import TEXT_LIMIT

from . import form_words, paint, theme
from .drafts import Bound

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_CHEVRON = 14
_HEIGHT = (26, 24)
_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.OtherFocusReason, *_STAYS)


def field_height() -> int:
    """The height of a field in the present density, in pixels."""
    return _HEIGHT[theme.current().density is not theme.ROOMY]


@dataclass(frozen=True, slots=True)
class Caret:
    """Where one was in a text: the caret and the selection around it."""

    at: int = 0
    start: int = -1
    length: int = 0


class TextField(QLineEdit):
    """A line of text; a masked one shows all of its text only while one is in it."""

    edited = Signal(object, str, str)
    """Bound, form key, text: at every change by hand."""
    focused = Signal()
    """The field was entered or left."""

    def __init__(self, key: str, *, mask: Callable[[str], str] | None = None, mono: bool = False) -> None:
        super().__init__()
        self.key = key
        self._mask = mask
        self._mono = mono or mask is not None
        self._bound: Bound | None = None
        self._text = ""
        self._inside = False
        self._composing = False
        self._caret = Caret()
        self.setMaxLength(TEXT_LIMIT)
        self.setAcceptDrops(False)  # a drop would write into the mask
        self.textEdited.connect(self._edit)
        self.returnPressed.connect(self.focusNextChild)
        self.restyle()

    @property
    def inside(self) -> bool:
        """True while one is in the field, a menu over it included."""
        return self._inside

    @property
    def plain(self) -> str:
        """The text without its mask."""
        return self._text

    def show_text(self, bound: Bound | None, text: str, *, locked: bool) -> None:
        """Show the text of a claim; where nothing changed the caret and what is being composed stay as they are."""
        changed = bound != self._bound
        if changed:
            self._bound, self._caret, self._composing = bound, Caret(), False
            self.setText("")  # so that nothing can be undone into another claim
        if locked != self.isReadOnly():
            self.setReadOnly(locked)
            changed = True
        if not changed and (text == self._text or self._composing):
            return
        self._text = text
        self._display()

    def caret(self) -> Caret:
        """Where one is, or was, in the text."""
        if not self._inside:
            return self._caret
        return Caret(self.cursorPosition(), self.selectionStart(), self.selectionLength())

    def enter(self, caret: Caret) -> None:
        """Go back into the field, to where one was."""
        self._caret = caret
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Take on the look that is in force."""
        density = theme.current().density
        self.setFont((theme.mono if self._mono else theme.font)(density.body))
        self.setFixedHeight(field_height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the whole text, and go back to the place where one was."""
        self._inside = True
        self._display()
        super().focusInEvent(event)
        if event.reason() in _COMES_BACK:
            self.setCursorPosition(self._caret.at)
            if self._caret.length:
                self.setSelection(self._caret.start, self._caret.length)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide what is masked; a menu over the field does not count as leaving."""
        self._caret = self.caret()
        super().focusOutEvent(event)
        if event.reason() in _STAYS:
            return
        self._inside = False
        self._composing = False
        self._display()
        self.focused.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know that a letter is half typed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def _display(self) -> None:
        masked = self._mask is not None and (self.isReadOnly() or not self._inside)
        shown = self._mask(self._text) if self._mask is not None and masked else self._text
        if shown == self.text():
            return
        caret = self.cursorPosition() if self._inside else 0
        self.setText(shown)
        self.setCursorPosition(min(caret, len(shown)))

    def _edit(self, text: str) -> None:
        if self._mask is not None and not self._inside:
            self._display()  # nobody writes into a mask
            return
        self._text = text
        if self._bound is not None:
            self.edited.emit(self._bound, self.key, text)


class ListField(QComboBox):
    """A text that is one of a list, such as the cause of the claim."""

    edited = Signal(object, str, str)

    def __init__(self, key: str, words_of: Callable[[], Mapping[str, str]]) -> None:
        """`words_of` gives the words of every text in the language in force, in their order."""
        super().__init__()
        self.key = key
        self._words_of = words_of
        self._bound: Bound | None = None
        self._text = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._choose)
        self.restyle()
        self.retranslate()

    def show_text(self, bound: Bound | None, text: str, *, locked: bool) -> None:
        """Show the text of a claim; nothing is chosen where it is none of the list."""
        if bound != self._bound:
            self._bound = bound
            self.hidePopup()
        self._text = text
        self.setEnabled(not locked)
        index = self.findData(text) if text else -1
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def caret(self) -> Caret:
        """There is no caret in a list."""
        return Caret()

    def enter(self, caret: Caret) -> None:
        """Go back into the field."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Take on the look that is in force."""
        density = theme.current().density
        self.setFont(theme.font(density.body))
        self.setFixedHeight(field_height())

    def retranslate(self) -> None:
        """Write the list in the language in force."""
        with QSignalBlocker(self):
            self.clear()
            for text, word in self._words_of().items():
                self.addItem(word, text)
            self.setCurrentIndex(self.findData(self._text) if self._text else -1)
        self.setPlaceholderText(form_words.not_chosen())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the form over the field must not change the claim."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chevron in the ink of the look."""
        super().paintEvent(event)
        painter = QPainter(self)
        ink = theme.current().palette.ink2
        paint.icon(painter, self.width() - _CHEVRON - 6, self.height() / 2, "chevron-down", ink, _CHEVRON)
        painter.end()

    def _choose(self, index: int) -> None:
        text = str(self.itemData(index))
        if text == self._text or self._bound is None:
            return
        self._text = text
        self.edited.emit(self._bound, self.key, text)


def is_field(widget: QWidget | None) -> bool:
    """True for a widget one can be in, and leave with Esc."""
    return widget is not None and hasattr(widget, "show_text")
