"""The last look before a decision: number, name and amounts, a control question or a reason, and one way to confirm."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.model import Field, Verdict
from cso_desk.desk.model import Order

from . import form_words, keys, theme
from .control_question import KEYS, control_question
from .dialog_parts import Head, MoneyRow, NoteEdit, ReasonList, draw_surface
from .key_button import KeyButton, Kind
from .keys import Action
from .money import money_of
from .seat import Seat

translate = form_words.translate

_KINDS = {
    Verdict.APPROVE: (Kind.APPROVE, "check", WorkState.READY),
    Verdict.RETURN: (Kind.RETURN, "undo-2", WorkState.NEED),
    Verdict.REJECT: (Kind.REJECT, "x", WorkState.LOST),
    Verdict.REFER: (Kind.PLAIN, "arrow-up", WorkState.TALK),
}
_SIDE = 16
_WIDE = 624
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DecisionDialog(QDialog):
    """Asks to confirm a decision on the claim of one seat; closes itself when that claim changes under it."""

    ordered = Signal(object)
    """An Order."""

    def __init__(self, seat: Seat, verdict: Verdict, *, moved_s: float | None, parent: QWidget | None = None) -> None:
        """`moved_s`: seconds since the officer came to this booth, where that is so few that a question is asked."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        assert seat.held is not None
        assert seat.assessment is not None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seat = seat
        self._verdict = verdict
        self._saving = False
        self._answered = moved_s is None
        self._question = control_question(seat.held.claim)
        self.answers: dict[str, KeyButton] = {}
        kind, icon, self._state = _KINDS[verdict]
        claim = seat.held.claim
        name = claim.form.text(Field.FULL_NAME) or claim.master.full_name
        title = form_words.question(verdict, name)
        self.setWindowTitle(title)
        self.setAccessibleName(f"{translate('Form', 'Booth %1').replace('%1', str(seat.number))}: {title}")
        self.reasons = ReasonList(verdict)
        self.note = NoteEdit(form_words.note_label(verdict))
        self.cancel = KeyButton(Kind.PLAIN, "", "Esc")
        self.cancel.name(translate("Form", "Cancel"))
        self.cancel.setDefault(True)
        self.confirm = KeyButton(kind, icon, keys.key_of(Action.APPROVE))
        self.confirm.name(form_words.verb(verdict))
        self.missing = QLabel()
        self.missing.setProperty("kind", "hint")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, _SIDE - 3)
        self._layout.setSpacing(0)
        self._layout.addWidget(Head(seat.number, title, self._state))
        self._layout.addWidget(MoneyRow(money_of(claim, seat.assessment, bank=False)))
        if moved_s is not None:
            self._layout.addWidget(self._ask(moved_s))
        if verdict is not Verdict.APPROVE:
            self._add_reasons()
        self._layout.addLayout(self._buttons())
        self.setFixedWidth(_WIDE)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._confirm)
        self.reasons.itemSelectionChanged.connect(self._check)
        self.note.textChanged.connect(self._check)
        self._check()
        first = self.cancel if verdict is Verdict.APPROVE else self.reasons
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_seat(self, seat: Seat, *, saving: bool) -> None:
        """Follow the seat: close when it is another claim, or, before an approval, another form than was shown."""
        ours = self._seat.held
        assert ours is not None
        held = seat.held
        gone = seat.number != self._seat.number or held is None or held.claim.id != ours.claim.id
        if gone or held is None or not held.claim.is_open:
            self.reject()
            return
        other = held.version != ours.version or seat.assessment is None or not seat.assessment.ready
        if self._verdict is Verdict.APPROVE and other:
            self.reject()
            return
        self._seat, self._saving = seat, saving
        self._check()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms, Q W E answer the control question; digits do nothing."""
        key = Qt.Key(event.key())
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self._confirm()
            return
        name = event.text().upper()
        if name and name in self.answers:
            self.answers[name].click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    def _ask(self, moved_s: float) -> QWidget:
        row = QWidget()
        row.setProperty("kind", "ask")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 5, 9, 5)
        layout.setSpacing(0)
        text = translate("Form", "You came here %1 s ago. Which bank is this claim paid to?")
        label = QLabel(text.replace("%1", str(int(moved_s))))
        label.setProperty("kind", "asked")
        label.setFont(theme.font(theme.current().density.body, 600))
        label.setWordWrap(True)
        layout.addWidget(label, 1)
        for key, bank in zip(KEYS, self._question.options, strict=True):
            button = KeyButton(Kind.PLAIN, "", key)
            button.small = True
            button.name(bank)
            button.clicked.connect(self._answer(bank, button))
            self.answers[key] = button
            layout.addWidget(button)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(_SIDE - 1, 0, _SIDE - 1, 6)
        outer.addWidget(row)
        return holder

    def _answer(self, bank: str, button: KeyButton) -> Callable[[], None]:
        def answer() -> None:
            self._answered = self._answered or bank == self._question.answer
            wrong = bank != self._question.answer
            for other in self.answers.values():
                other.setEnabled(not self._answered and not (wrong and other is button) and other.isEnabled())
            self._check()

        return answer

    def _add_reasons(self) -> None:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(_SIDE, 0, _SIDE, 10)
        layout.setSpacing(4)
        for title, widget in (
            (translate("Form", "Reason"), self.reasons),
            (form_words.note_label(self._verdict), self.note),
        ):
            label = QLabel(title)
            label.setProperty("kind", "label")
            label.setFont(theme.font(theme.current().density.value))
            label.setBuddy(widget)
            layout.addWidget(label)
            layout.addWidget(widget)
            layout.addSpacing(6)
        self._layout.addWidget(holder)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE - 3, 4, _SIDE - 3, 0)
        row.setSpacing(8)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.missing)
        row.addWidget(self.confirm)
        return row

    def _lacks(self) -> str:
        """What is missing before the decision can be confirmed."""
        if not self._answered:
            wrong = any(not button.isEnabled() for button in self.answers.values())
            if wrong:
                return translate("Form", "Not this bank. Look at the form.")
            return translate("Form", "Answer the question first")
        if self._verdict is not Verdict.APPROVE:
            if self.reasons.code is None:
                return translate("Form", "Choose a reason")
            if self.reasons.needs_note and not self.note.toPlainText().strip():
                return translate("Form", "Write the note")
        return translate("Form", "Saving what you typed…") if self._saving else ""

    def _check(self) -> None:
        lacks = self._lacks()
        self.missing.setText(lacks)
        self.missing.setFont(theme.font(theme.current().density.value))
        self.confirm.setEnabled(not lacks)
        self.confirm.setAccessibleDescription(lacks)

    def _confirm(self) -> None:
        held = self._seat.held
        if self._lacks() or held is None or not self.isVisible():
            return
        order = Order(
            booth=self._seat.number,
            claim_id=held.claim.id,
            version=held.version,
            verdict=self._verdict,
            reason=self.reasons.code or "",
            note=self.note.toPlainText().strip(),
        )
        self.accept()
        self.ordered.emit(order)
