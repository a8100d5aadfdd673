"""What every last look before a decision has: title and amounts, a reason where one is due, one way to confirm."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, Verdict
from cso_desk.desk.model import Order

from . import form_words, keys, theme
from .dialog_parts import Head, MoneyRow, NoteEdit, ReasonList, button_row, draw_surface
from .key_button import RING, KeyButton, Kind
from .keys import Action
from .language import translate
from .money import Money

_KINDS = {
    Verdict.APPROVE: (Kind.APPROVE, "check", WorkState.READY),
    Verdict.RETURN: (Kind.RETURN, "undo-2", WorkState.NEED),
    Verdict.REJECT: (Kind.REJECT, "x", WorkState.LOST),
    Verdict.REFER: (Kind.PLAIN, "arrow-up", WorkState.TALK),
}
_SIDE = 16
_WIDE = 624
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BELOW_MONEY = 2


class ConfirmDialog(QDialog):
    """Asks to confirm one verdict on one claim; Ctrl+Enter confirms, Enter and Esc are safe."""

    ordered = Signal(object)
    """An Order."""

    def __init__(
        self,
        verdict: Verdict,
        claim: Claim,
        money: Money,
        *,
        on: date,
        booth: int | None,
        parent: QWidget | None = None,
    ) -> None:
        """`on`: the day whose reasons are offered; `booth`: where the claim sits, None where that does not matter."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._verdict = verdict
        kind, icon, state = _KINDS[verdict]
        title = form_words.question(verdict, claim.form.text(Field.FULL_NAME) or claim.master.full_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.reasons = ReasonList(verdict, on)
        self.note = NoteEdit(form_words.note_label(verdict))
        self.cancel = KeyButton(Kind.PLAIN, "", "Esc")
        self.cancel.name(translate("Form", "Cancel"))
        self.cancel.setDefault(True)
        self.confirm = KeyButton(kind, icon, keys.key_of(Action.APPROVE))
        self.confirm.name(form_words.verb(verdict))
        self.missing = QLabel()
        self.missing.setProperty("kind", "hint")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        self._layout.setSpacing(0)
        self._layout.addWidget(Head(booth, title, state))
        self._layout.addWidget(MoneyRow(money))
        if verdict is not Verdict.APPROVE:
            self._layout.addWidget(self._reason_part())
        else:
            for unused in (self.reasons, self.note):
                unused.setParent(self)  # or each would be a window of its own that nobody closes
                unused.hide()
        self._layout.addLayout(button_row([self.cancel], [self.missing, self.confirm]))
        self.setFixedWidth(_WIDE)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._confirm)
        self.reasons.itemSelectionChanged.connect(self._check)
        self.note.textChanged.connect(self._check)
        first = self.cancel if verdict is Verdict.APPROVE else self.reasons
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms; a key held down does nothing."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self._confirm()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    # what a dialog of a kind adds

    def _insert(self, widget: QWidget) -> None:
        """Put something below the amounts."""
        self._layout.insertWidget(_BELOW_MONEY, widget)

    def _lacks(self) -> str:
        """What is missing before the decision can be confirmed."""
        if self._verdict is Verdict.APPROVE:
            return ""
        if self.reasons.code is None:
            return translate("Form", "Choose a reason")
        if self.reasons.needs_note and not self.note.toPlainText().strip():
            return translate("Form", "Write the note")
        return ""

    def _order(self) -> Order | None:
        """What is decided, None where there is nothing to decide any more."""
        raise NotImplementedError

    def _order_for(self, claim: Claim, version: str, *, booth: int) -> Order:
        reason, note = self.reasons.code or "", self.note.toPlainText().strip()
        return Order(booth, claim.id, version, self._verdict, reason, note)

    def _check(self) -> None:
        lacks = self._lacks()
        self.missing.setText(lacks)
        self.missing.setFont(theme.font(theme.current().density.value))
        self.confirm.setEnabled(not lacks)
        self.confirm.setAccessibleDescription(lacks)

    def _confirm(self) -> None:
        order = self._order()
        if self._lacks() or order is None or not self.isVisible():
            return
        self.accept()
        self.ordered.emit(order)

    # how it is built

    def _reason_part(self) -> QWidget:
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
        return holder
