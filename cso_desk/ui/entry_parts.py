"""The parts of the dialogs at the door: the band with the title, fields with labels, and what is said below them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState

from . import paint, theme
from .dialog_parts import draw_surface
from .key_button import RING, KeyButton, Kind

_SIDE = 16
_BAND = 46
_WIDE = 560
_FIELD = 34
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Band(QWidget):
    """What the dialog is for, and where one is."""

    def __init__(self, icon: str, title: str, place: str) -> None:
        super().__init__()
        self._icon, self._title, self._place = icon, title, place
        self.setFixedHeight(_BAND)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and title on a tint, the place at the right."""
        look = theme.current()
        colours = look.state(WorkState.TALK)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.tint))
        middle = self.height() / 2
        x = _SIDE + paint.icon(painter, _SIDE, middle, self._icon, colours.text, 20) + 10
        row = QRectF(self.rect()).adjusted(x, 0, -_SIDE, 0)
        x = paint.text(painter, row, self._title, theme.font(look.density.body + 1.5, 600), look.palette.ink)
        small = theme.font(look.density.value)
        paint.text(painter, row.adjusted(x + 16, 0, 0, 0), self._place, small, look.palette.ink2, paint.RIGHT)
        painter.end()


class Said(QWidget):
    """What is to be known or mended, hidden while there is nothing; a screen reader hears it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "ask")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel()
        self._text.setProperty("kind", "asked")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self._text)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Say something, or nothing."""
        self._text.setFont(theme.font(theme.current().density.body, 600))
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.setVisible(bool(text))


class EntryDialog(QDialog):
    """A dialog of band, fields, words and buttons; Enter does the main thing, a button's other keys that button."""

    def __init__(self, icon: str, title: str, place: str, parent: QWidget | None) -> None:
        flags = Qt.WindowType.Dialog
        if parent is not None:
            flags |= Qt.WindowType.FramelessWindowHint
        super().__init__(parent, flags)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._keys: list[tuple[Qt.Key, KeyButton]] = []
        self._fields: list[QLineEdit] = []
        self.said = Said()
        self.busy = QLabel()
        self.busy.setProperty("kind", "hint")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, _SIDE - RING)
        self._outer.setSpacing(0)
        self._outer.addWidget(Band(icon, title, place))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(_SIDE, 12, _SIDE, 8)
        self._body.setSpacing(4)
        self._outer.addLayout(self._body)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(_SIDE - RING, 4, _SIDE - RING, 0)
        self._row.setSpacing(8)
        self.setFixedWidth(_WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button of a key; a key held down acts once."""
        key = Qt.Key.Key_Return if event.key() in _ENTER else Qt.Key(event.key())
        focused = self.focusWidget()
        buttons = [button for its, button in self._keys if its == key]
        if key == Qt.Key.Key_Return and isinstance(focused, KeyButton):
            buttons = [focused]
        if not buttons and key != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        for button in buttons:
            if button.isVisible() and button.isEnabled() and not event.isAutoRepeat():
                button.click()
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    def fit(self) -> None:
        """Be as tall as what is shown needs."""
        self._outer.activate()
        self.adjustSize()

    def add_field(self, label: str, *, most: int, beside: KeyButton | None = None) -> QLineEdit:
        """A field of one line below its label."""
        field = QLineEdit()
        field.setMaxLength(most)
        field.setFont(theme.font(theme.current().density.body + 1))
        field.setFixedHeight(_FIELD)
        field.setAccessibleName(label)
        title = QLabel(label)
        title.setProperty("kind", "label")
        title.setFont(theme.font(theme.current().density.value))
        title.setBuddy(field)
        self._body.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(field, 1)
        if beside is not None:
            row.addWidget(beside)
        self._body.addLayout(row)
        self._body.addSpacing(4)
        self._fields.append(field)
        return field

    def add_words(self, text: str) -> QLabel:
        """A quiet sentence."""
        label = QLabel(text)
        label.setProperty("kind", "note")
        label.setFont(theme.font(theme.current().density.body))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._body.addWidget(label)
        self._body.addSpacing(4)
        return label

    def end_body(self) -> None:
        """Put what is said below the fields."""
        self.busy.setFont(theme.font(theme.current().density.value))
        self._body.addWidget(self.said)

    def button(self, name: str, key: Qt.Key, kind: Kind = Kind.PLAIN, icon: str = "") -> KeyButton:
        """A button with its key; of several with one key that can be pressed the first counts."""
        made = KeyButton(kind, icon, QKeySequence(key).toString().replace("Return", "Enter"))
        made.name(name)
        self._keys.append((key, made))
        return made

    def lay_out(self, left: tuple[KeyButton, ...], right: tuple[KeyButton, ...]) -> None:
        """Stand the buttons in a row, the main one last."""
        for one in left:
            self._row.addWidget(one)
        self._row.addStretch(1)
        self._row.addWidget(self.busy)
        for one in right:
            self._row.addWidget(one)
        self._outer.addLayout(self._row)

    def lock_fields(self, *, locked: bool) -> None:
        """Let nothing be changed while something is under way."""
        for field in self._fields:
            field.setEnabled(not locked)


def hide_signs(field: QLineEdit) -> None:
    """Let a field show none of what is written in it."""
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)


def toggle_signs(*fields: QLineEdit) -> None:
    """Show what is written in hidden fields, or hide it again."""
    hidden = fields[0].echoMode() == QLineEdit.EchoMode.Password
    for field in fields:
        field.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
