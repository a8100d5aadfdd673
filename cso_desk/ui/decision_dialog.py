"""The last look before a decision: number, name and amounts, a control question or a reason, and one way to confirm."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cso_desk.claims.model import Verdict
from cso_desk.desk.model import Order

from . import theme
from .confirm_dialog import ConfirmDialog
from .control_question import KEYS, control_question
from .key_button import KeyButton, Kind
from .language import translate
from .money import money_of
from .seat import Seat

_SIDE = 16


class DecisionDialog(ConfirmDialog):
    """Asks to confirm a decision on the claim of one seat; closes itself when that claim changes under it."""

    def __init__(
        self,
        seat: Seat,
        verdict: Verdict,
        *,
        moved_s: float | None,
        apart: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`moved_s`: seconds since the officer came to this booth, where that is so few that a question is asked;
        `apart`: that the officer does not talk with this booth, where that is why it is asked, else "".
        """
        assert seat.held is not None
        assert seat.assessment is not None
        claim = seat.held.claim
        money = money_of(claim, seat.assessment, bank=False)
        super().__init__(verdict, claim, money, on=seat.assessment.on, booth=seat.number, parent=parent)
        booth = translate("Form", "Booth %1").replace("%1", str(seat.number))
        self.setAccessibleName(f"{booth}: {self.windowTitle()}")
        self._seat = seat
        self._saving = False
        self._answered = moved_s is None and not apart
        self._question = control_question(claim)
        self.answers: dict[str, KeyButton] = {}
        if not self._answered:
            self._insert(self._ask(_why(moved_s, apart)))
        self._check()

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
        """Q W E answer the control question; digits do nothing."""
        name = event.text().upper()
        if name and name in self.answers:
            self.answers[name].click()
            return
        super().keyPressEvent(event)

    def _ask(self, why: str) -> QWidget:
        row = QWidget()
        row.setProperty("kind", "ask")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 5, 9, 5)
        layout.setSpacing(0)
        label = QLabel(why)
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

    def _lacks(self) -> str:
        """What is missing before the decision can be confirmed."""
        if not self._answered:
            wrong = any(not button.isEnabled() for button in self.answers.values())
            if wrong:
                return translate("Form", "Not this bank. Look at the form.")
            return translate("Form", "Answer the question first")
        return super()._lacks() or (translate("Form", "Saving what you typed…") if self._saving else "")

    def _order(self) -> Order | None:
        held = self._seat.held
        return None if held is None else self._order_for(held.claim, held.version, booth=self._seat.number)


def _why(moved_s: float | None, apart: str) -> str:
    """The question, and why it is asked."""
    if moved_s is None:
        return translate("Form", "%1 Which bank is this claim paid to?").replace("%1", apart)
    text = translate("Form", "You came here %1 s ago. Which bank is this claim paid to?")
    return text.replace("%1", str(int(moved_s)))
