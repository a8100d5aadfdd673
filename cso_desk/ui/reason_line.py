"""One line that asks for a reason before something is done, in place of a dialog."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cso_desk.claims.workflow import TEXT_LIMIT

from . import paint, theme
from .fields import field_height
from .key_button import KeyButton, Kind


class ReasonLine(QWidget):
    """Shows what is asked and takes a text; Enter gives it, Esc leaves it."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = ""
        self.text = QLineEdit(self)
        self.text.setMaxLength(TEXT_LIMIT)
        self.text.returnPressed.connect(self._give)
        self.text.textChanged.connect(self._follow)
        self.give = KeyButton(Kind.APPROVE, "", "Enter", self)
        self.leave = KeyButton(Kind.PLAIN, "", "Esc", self)
        for button in (self.give, self.leave):
            button.small = True
        self.give.clicked.connect(self._give)
        self.leave.clicked.connect(self.left)
        self.hide()

    def ask(self, question: str, verb: str, cancel: str) -> None:
        """Begin to ask."""
        self._question = question
        self.text.clear()
        self.text.setAccessibleName(question)
        self.give.name(verb)
        self.leave.name(cancel)
        self._follow("")
        self.show()
        self._place()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """One line with two buttons."""
        return QSize(400, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text the room that the buttons leave."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the question."""
        look = theme.current()
        painter = QPainter(self)
        room = QRectF(2, 0, self.text.x() - 8, self.height())
        paint.text(painter, room, self._question, theme.font(look.density.body, 600), look.palette.ink)
        painter.end()

    def _place(self) -> None:
        right = self.width()
        for button in (self.leave, self.give):
            size = button.sizeHint()
            right -= size.width() + 4
            button.setGeometry(right, (self.height() - size.height()) // 2, size.width(), size.height())
        font = theme.font(theme.current().density.body, 600)
        left = round(min(paint.width(self._question, font) + 14, self.width() * 0.45))
        tall = field_height()
        self.text.setGeometry(left, (self.height() - tall) // 2, max(right - left - 10, 40), tall)
        self.update()

    def _follow(self, text: str) -> None:
        self.give.setEnabled(bool(self.text.text().strip()))

    def _give(self) -> None:
        if self.text.text().strip():
            self.given.emit(self.text.text().strip())
