"""The page of the claims that wait for a second word: the list, the chosen claim, and the three verdicts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QKeyCombination, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cso_desk.claims.checks import Assessment
from cso_desk.claims.dates import day_of
from cso_desk.claims.model import Verdict
from cso_desk.desk.model import AwaitingSecond, DeskView, Fate, Officer
from cso_desk.desk.second import hindrance

from . import form_words, keys, second_rows, second_words
from .key_button import KeyButton, Kind
from .keys import Action
from .language import translate
from .letter import Judge
from .record_parts import note
from .reopen_dialog import ReopenDialog
from .row_list import RowList
from .second_decision_dialog import SecondDecisionDialog
from .second_panel import SecondPanel

_SIDE = 16
_SHARES = (2, 3)
_CTRL = Qt.KeyboardModifier.ControlModifier
_BUTTONS = {
    Verdict.REJECT: (Kind.REJECT, "x", Action.REJECT, QKeyCombination(_CTRL, Qt.Key.Key_T)),
    Verdict.RETURN: (Kind.RETURN, "undo-2", Action.RETURN, QKeyCombination(_CTRL, Qt.Key.Key_K)),
    Verdict.APPROVE: (Kind.APPROVE, "check", Action.APPROVE, QKeyCombination(_CTRL, Qt.Key.Key_Return)),
}


class SecondPage(QWidget):
    """Shows why each waits and what it rests on; what this officer verified alone is another's to decide."""

    ordered = Signal(object)
    """An Order of the second stage."""
    reopened = Signal(object, str, object)
    """Claim id, why, None: it goes to the queue."""

    def __init__(self, officer: Officer, *, judge: Judge, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._officer, self._judge, self._now = officer, judge, now
        self._view = DeskView(booths=())
        self._judged: dict[UUID, tuple[str, date, Assessment]] = {}
        self._dialog: SecondDecisionDialog | ReopenDialog | None = None
        self.summary = note()
        self.list = RowList("")
        self.panel = SecondPanel()
        self.hint = note()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.whole = KeyButton(Kind.PLAIN, "eye", "F4")
        self.reopen = KeyButton(Kind.PLAIN, "lock-open", keys.key_of(Action.REOPEN))
        self.verdicts = {
            verdict: KeyButton(kind, icon, keys.key_of(action)) for verdict, (kind, icon, action, _) in _BUTTONS.items()
        }
        self.whole.clicked.connect(self._toggle_whole)
        self.reopen.clicked.connect(self._ask_why)
        for verdict, button in self.verdicts.items():
            button.clicked.connect(self._decide(verdict))
        self.list.currentRowChanged.connect(self._choose)
        self._lay_out()
        self.retranslate()

    @property
    def buttons(self) -> list[KeyButton]:
        """The page's buttons, from left to right."""
        return [self.whole, self.reopen, *self.verdicts.values()]

    @property
    def keys(self) -> Mapping[QKeyCombination, KeyButton]:
        """The buttons by their keys."""
        own = {combination: self.verdicts[verdict] for verdict, (*_, combination) in _BUTTONS.items()}
        return {**own, QKeyCombination(Qt.Key.Key_F4): self.whole, QKeyCombination(_CTRL, Qt.Key.Key_R): self.reopen}

    @property
    def dialog(self) -> SecondDecisionDialog | ReopenDialog | None:
        """The open last look, or the question why a claim is opened again; None while there is neither."""
        return self._dialog

    @property
    def chosen(self) -> AwaitingSecond | None:
        """The claim that is shown, None while none waits."""
        return next((one for one in self._view.second if one.claim.id == self.list.chosen), None)

    def show_desk(self, view: DeskView) -> None:
        """Follow what the desk announces."""
        self._view, now = view, self._now()
        oldest = view.second[0].since if view.second else None
        self.summary.setText(second_words.summary(len(view.second), oldest, self._officer, now))
        self.list.show_rows([second_rows.waiting(one, self._amount(one), self._officer, now) for one in view.second])
        self.list.setVisible(bool(view.second))
        self.panel.setVisible(bool(view.second))
        if self._dialog is not None:
            shown = self._dialog.claim_id
            one = next((one for one in view.second if one.claim.id == shown), None)
            if isinstance(self._dialog, ReopenDialog):
                self._dialog.follow(may=one is not None and not one.is_under_way, line_is_up=view.line_is_up)
            else:
                self._dialog.follow(one, line_is_up=view.line_is_up)
        self._choose()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.list.setAccessibleName(translate("Second", "Claims that wait for a second approval"))
        for verdict, button in self.verdicts.items():
            button.name(form_words.verb(verdict))
        self.reopen.name(translate("Reopen", "Open again"))
        self.panel.retranslate()
        self.show_desk(self._view)

    # what is shown

    def _amount(self, one: AwaitingSecond) -> int:
        """What was approved first; where nothing was, what the claim would pay."""
        first = one.claim.decision
        return first.amount if first is not None and first.amount else self._assess(one).gross

    def _assess(self, one: AwaitingSecond) -> Assessment:
        today = day_of(self._now())
        known = self._judged.get(one.claim.id)
        if known is None or known[:2] != (one.version, today):
            known = (one.version, today, self._judge(one.claim, today))
            self._judged[one.claim.id] = known
        return known[2]

    def _choose(self) -> None:
        one = self.chosen
        assessment = None if one is None else self._assess(one)
        self.panel.show_claim(None if one is None else one.claim, assessment)
        masked, whole = translate("People", "Mask the numbers"), translate("People", "Show the numbers")
        self.whole.name(masked if self.panel.whole else whole)
        self.whole.setEnabled(one is not None)
        hint = ""
        for verdict, button in self.verdicts.items():
            hinders = self._hinders(one, assessment, verdict)
            button.setEnabled(one is not None and not hinders)
            button.setAccessibleDescription(hinders)
            hint = hinders or hint
        closed = self._closes(one)
        self.reopen.setEnabled(one is not None and not closed)
        self.reopen.setAccessibleDescription(closed)
        self.hint.setText(hint)

    def _hinders(self, one: AwaitingSecond | None, assessment: Assessment | None, verdict: Verdict) -> str:
        """Why a verdict cannot be given on a claim now; nothing where it can."""
        if one is None or assessment is None:
            return ""
        if one.is_under_way:
            return second_words.under_way(one)
        error = hindrance(one.claim, assessment, verdict, self._officer)
        if error is not None:
            return second_words.hindrance(error, assessment)
        return self._closes(one)

    def _closes(self, one: AwaitingSecond | None) -> str:
        """Why nothing at all can be done with a claim now; nothing where something can."""
        if one is None:
            return ""
        if one.is_under_way:
            return second_words.under_way(one)
        if one.fate is Fate.REFUSED:
            return translate("Second", "Read first what the centre said (X).")
        return "" if self._view.line_is_up else second_words.offline()

    # what the officer does

    def _toggle_whole(self) -> None:
        self.panel.show_whole(whole=not self.panel.whole)
        self._choose()

    def _decide(self, verdict: Verdict) -> Callable[[], None]:
        def decide() -> None:
            one = self.chosen
            if self._dialog is not None or one is None or self._hinders(one, self._assess(one), verdict):
                return
            dialog = SecondDecisionDialog(one, self._assess(one), verdict, parent=self.window())
            dialog.ordered.connect(self.ordered)
            dialog.finished.connect(self._decided)
            self._dialog = dialog
            dialog.open()

        return decide

    def _ask_why(self) -> None:
        one = self.chosen
        if self._dialog is not None or one is None or self._closes(one):
            return
        dialog = ReopenDialog(one.claim.id, second_words.name(one.claim), one.claim.number, None, parent=self.window())
        dialog.reopened.connect(self.reopened)
        dialog.finished.connect(self._decided)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _decided(self) -> None:
        self._dialog = None
        self.window().activateWindow()  # not every platform gives the keys back by itself

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 6)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list, _SHARES[0])
        row.addWidget(self.panel, _SHARES[1])
        layout.addLayout(row, 1)
        layout.addWidget(self.hint)
