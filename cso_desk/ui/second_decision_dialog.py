"""The last look before a second word: whose claim it is, the amounts, who gave the first word, a reason where due."""

from uuid import UUID

from PySide6.QtWidgets import QLabel, QWidget

from cso_desk.claims.checks import Assessment
from cso_desk.claims.model import Verdict
from cso_desk.desk.model import AwaitingSecond, Order

from . import second_words, theme
from .confirm_dialog import ConfirmDialog
from .language import translate
from .money import money_of

_SIDE = 16


class SecondDecisionDialog(ConfirmDialog):
    """Asks to confirm a second word; closes itself when the claim waits no more, or, before an approval, changes."""

    def __init__(self, one: AwaitingSecond, assessment: Assessment, verdict: Verdict, *, parent: QWidget) -> None:
        money = money_of(one.claim, assessment)
        super().__init__(verdict, one.claim, money, on=assessment.on, booth=None, parent=parent)
        self._one = one
        self._up = True
        self._insert(_first(one))
        self._check()

    @property
    def claim_id(self) -> UUID:
        """The claim it is about."""
        return self._one.claim.id

    def follow(self, one: AwaitingSecond | None, *, line_is_up: bool) -> None:
        """Follow the claim; None where it waits no more."""
        if one is None or one.claim.id != self._one.claim.id or one.is_under_way:
            self.reject()
            return
        if self._verdict is Verdict.APPROVE and one.version != self._one.version:
            self.reject()
            return
        self._one, self._up = one, line_is_up
        self._check()

    def _lacks(self) -> str:
        if not self._up:
            return translate("Second", "The line is down")
        return super()._lacks()

    def _order(self) -> Order | None:
        return self._order_for(self._one.claim, self._one.version, booth=0)


def _first(one: AwaitingSecond) -> QWidget:
    first = one.claim.decision
    said = "" if first is None else f"{second_words.decided(first.verdict)} {second_words.by(first.officer)}"
    label = QLabel(f"{one.claim.number} · {said}" if said else one.claim.number)
    label.setProperty("kind", "note")
    label.setFont(theme.font(theme.current().density.body))
    label.setWordWrap(True)
    label.setContentsMargins(_SIDE, 0, _SIDE, 8)
    return label
