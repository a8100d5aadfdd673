"""A field with its label above and what is to be said of it below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cso_desk.claims.checks import Outcome
from cso_desk.claims.evidence import Evidence

from . import theme
from .choice import Choice
from .fields import ListField, TextField, field_height
from .form_notes import Note
from .proof_mark import ProofMark

Control = TextField | ListField | Choice


def set_tone(widget: QWidget, tone: str) -> None:
    """Let the style sheet see another tone: "", "warn" or "fail"."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Fact(QLineEdit):
    """A text that the centre knows and nobody writes here."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_fact(self, text: str) -> None:
        """Show the text from its beginning."""
        self.setText(text)
        self.setToolTip(text)
        self.setCursorPosition(0)


class FieldBox(QWidget):
    """Label, control and note; the note does not change while one types, so that nothing moves under the hand."""

    def __init__(self, control: Control | Fact) -> None:
        super().__init__()
        self.control = control
        self._note: Note | None = None
        self._late = ""
        self.label = QLabel()
        self.label.setProperty("kind", "label")
        self.label.setBuddy(control)
        self.note = QLabel()
        self.note.setProperty("kind", "note")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setMinimumWidth(1)  # a long note is cut, and told whole by its tip: it never widens the form
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.label, control, self.note):
            layout.addWidget(widget)
        layout.addStretch(1)
        if isinstance(control, TextField):
            control.focused.connect(self._say)
        self.proof = ProofMark("" if isinstance(control, Fact) else control.key, self)
        self.restyle()

    def name(self, text: str) -> None:
        """Write the label."""
        self.label.setText(text)
        if not isinstance(self.control, Choice):
            self.control.setAccessibleName(text)

    def show_proof(self, proof: Evidence | None) -> None:
        """Say by what the text is proven."""
        self.proof.show_proof(proof)
        self._place_proof()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the proof at the end of the label's line."""
        self._place_proof()

    def _place_proof(self) -> None:
        size = self.proof.sizeHint()
        self.proof.setGeometry(self.width() - size.width() - 1, 0, size.width(), size.height())

    def show_note(self, note: Note | None, late: str = "") -> None:
        """Say what is wrong with the text, and, with `late`, that it is not saved yet."""
        if (note, late) == (self._note, self._late):
            return
        self._note, self._late = note, late
        if not self._inside() or late:
            self._say()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        density = theme.current().density
        if isinstance(self.control, Fact):
            self.control.setFont(theme.font(density.body))
            self.control.setFixedHeight(field_height())
        else:
            self.control.restyle()
        for label in (self.label, self.note):
            label.setFont(theme.font(density.label))
        self.label.setFixedHeight(round(density.label) + 4)

    def _inside(self) -> bool:
        return isinstance(self.control, TextField) and self.control.inside

    def _say(self) -> None:
        note = self._note
        text = self._late
        outcome = Outcome.WARN
        if not text and note is not None:
            text = note.within if self._inside() and note.within else note.text
            outcome = note.outcome
        self.note.setText(text)
        self.note.setToolTip(text)
        self.note.setVisible(bool(text))
        tone = {Outcome.WARN: "warn", Outcome.FAIL: "fail"}.get(outcome, "") if text else ""
        set_tone(self.note, tone)
        if isinstance(self.control, QLineEdit):
            set_tone(self.control, tone)
        if not isinstance(self.control, Choice):
            self.control.setAccessibleDescription(text)
