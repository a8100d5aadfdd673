"""All that a second word rests on: the first one, checks with reasons, the sums, the form, files and notes."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cso_desk.claims.checks import Assessment, Check, Outcome
from cso_desk.claims.dates import day_of
from cso_desk.claims.form import Cause, Field
from cso_desk.claims.model import Attachment, Claim, Decision, Note, Reopening, Verdict

from . import check_words, form_keys, form_words, needs_words, second_words, sync_words, theme, words
from .dialog_parts import MoneyRow
from .language import translate
from .money import money_of
from .person_words import Entry, Found
from .record_parts import entry, finding, heading, label, table
from .sums import Sums, sum_lines

_SIDE = 16
_FACTS = (
    *(Field.NIK, Field.KPJ, Field.BIRTH_DATE, Field.MOTHER_NAME, Field.EMPLOYER, Field.EMPLOYED_UNTIL),
    *(Field.CAUSE, Field.CAUSE_DATE, Field.NPWP, Field.BANK, Field.ACCOUNT_NUMBER, Field.ACCOUNT_HOLDER, Field.PHONE),
)
_HEIR = (Field.HEIR_NAME, Field.HEIR_RELATION, Field.HEIR_NIK)


class SecondPanel(QScrollArea):
    """Shows one claim to be read; the arrows leaf through it while one is in it, and nothing is changed here."""

    def __init__(self) -> None:
        super().__init__()
        self._claim: Claim | None = None
        self._assessment: Assessment | None = None
        self._whole = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    @property
    def texts(self) -> list[str]:
        """All that is said, from the top."""
        return [made.text().replace("\u200b", "") for made in self.findChildren(QLabel) if made.text()]

    @property
    def whole(self) -> bool:
        """True while numbers are shown with all their digits."""
        return self._whole

    def show_claim(self, claim: Claim | None, assessment: Assessment | None) -> None:
        """Show a claim as the rules judge it, or none; another one's numbers are masked again."""
        if (claim, assessment) == (self._claim, self._assessment):
            return
        same = claim is not None and self._claim is not None and claim.id == self._claim.id
        self._whole = self._whole and same
        self._claim, self._assessment = claim, assessment
        self._show(stay=same)

    def show_whole(self, *, whole: bool) -> None:
        """Show the numbers with all their digits, or mask them."""
        if whole != self._whole:
            self._whole = whole
            self._show(stay=True)

    def retranslate(self) -> None:
        """Say it in another language."""
        self._show(stay=True)

    def _show(self, *, stay: bool = False) -> None:
        place = self.verticalScrollBar().value() if stay else 0
        body = QWidget()
        body.setObjectName("cardBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 10, 0, 10)
        layout.setSpacing(4)
        if self._claim is not None and self._assessment is not None:
            self._fill(layout, self._claim, self._assessment)
        layout.addStretch(1)
        self.setWidget(body)
        self.setAccessibleName("" if self._claim is None else second_words.name(self._claim))
        self.verticalScrollBar().setValue(place)

    def _fill(self, layout: QVBoxLayout, claim: Claim, assessment: Assessment) -> None:
        head = _column()
        head.addWidget(label(second_words.name(claim), theme.current().density.title - 2, 600))
        about = f"{claim.number} · {words.cause(claim.form.cause)} · {second_words.why(claim)}"
        head.addWidget(label(about, theme.current().density.body, kind="note"))
        layout.addLayout(head)
        layout.addWidget(MoneyRow(money_of(claim, assessment)))
        left, right = _column(), _column()
        _section(left, translate("Second", "First decision"), map(_decision, claim.decisions), "")
        if claim.reopenings:
            _section(left, translate("Reopen", "Opened again before"), map(_reopening, claim.reopenings), "")
        _checks(left, assessment)
        _section(left, translate("Second", "Notes"), map(_note, claim.notes), translate("Sync", "No notes yet."))
        right.addWidget(heading(translate("Second", "Calculation")))
        sums = Sums()
        sums.show_lines(sum_lines(claim, assessment))
        right.addWidget(sums)
        right.addWidget(heading(translate("Second", "Form")))
        right.addLayout(table(_facts(claim, whole=self._whole)))
        _section(
            right,
            translate("Second", "Attachments"),
            map(_attachment, claim.attachments),
            translate("Second", "No attachments."),
        )
        columns = QHBoxLayout()
        columns.setSpacing(0)
        for column in (left, right):
            column.addStretch(1)
            columns.addLayout(column, 1)
        layout.addLayout(columns)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(_SIDE, 0, _SIDE, 0)
    column.setSpacing(6)
    return column


def _section(layout: QVBoxLayout, title: str, entries: Iterable[Entry], none: str) -> None:
    layout.addWidget(heading(title))
    made = [entry(one) for one in entries]
    for widget in made or [label(none, theme.current().density.value, kind="note")]:
        layout.addWidget(widget)


def _checks(layout: QVBoxLayout, assessment: Assessment) -> None:
    passed = sum(not check.blocks for check in assessment.checks)
    count = translate("Form", "%1 of %2 passed").replace("%1", str(passed))
    count = count.replace("%2", str(len(assessment.checks)))
    layout.addWidget(heading(f"{translate('Form', 'Checks')} · {count}"))
    for check in assessment.checks:
        layout.addWidget(finding(_check(check)))


def _check(check: Check) -> Found:
    """A check with what it found; a warning that was accepted stays a warning, with the reason below it."""
    text = f"{check_words.slot(check.slot)}: {form_words.finding(replace(check, accepted=''))}"
    accepted = check.accepted if check.outcome is Outcome.WARN else ""
    reason = translate("Form", "Reason to accept")
    return Found(check.outcome, text, f"{reason}: {accepted}" if accepted else "")


def _decision(one: Decision) -> Entry:
    amount = f"Rp {words.rupiah(one.amount)}" if one.verdict is Verdict.APPROVE else ""
    reason = f"{one.reason} {form_words.reason(one.reason, day_of(one.decided_at))}" if one.reason else ""
    note = translate("Sync", "Note: %1").replace("%1", one.note) if one.note else ""
    head = " · ".join(text for text in (second_words.by(one.officer), amount) if text)
    details = tuple(text for text in (head, reason, note) if text)
    return Entry(second_words.decided(one.verdict), second_words.moment(one.decided_at), details)


def _reopening(one: Reopening) -> Entry:
    officer = translate("Sync", "Officer %1").replace("%1", one.officer)
    aside = [f"{second_words.decided(made.verdict)} {second_words.by(made.officer)}" for made in one.decisions]
    return Entry(officer, second_words.moment(one.reopened_at), (one.why, *aside))


def _note(one: Note) -> Entry:
    officer = translate("Sync", "Officer %1").replace("%1", one.officer)
    return Entry(officer, second_words.moment(one.noted_at), (one.text,))


def _attachment(one: Attachment) -> Entry:
    officer = translate("Sync", "Officer %1").replace("%1", one.officer)
    late = translate("Second", "came after the decision") if one.late else ""
    details = " · ".join(text for text in (officer, sync_words.size(one.size), late) if text)
    return Entry(sync_words.document(one.document), second_words.moment(one.added_at), (details,))


def _facts(claim: Claim, *, whole: bool) -> list[tuple[str, str]]:
    """The form's main values with their labels; numbers are masked unless they are wanted whole."""
    keys = (*_FACTS, *_HEIR) if claim.form.cause is Cause.DIED else _FACTS
    show = form_keys.whole if whole else form_keys.shown
    facts = [(_label(key, claim), show(key, claim.form.text(key))) for key in keys]
    needed = needs_words.needed(claim.form)
    return [*facts, (needs_words.title(), needed)] if needed else facts


def _label(key: Field, claim: Claim) -> str:
    return form_words.cause_date(claim.form.cause) if key is Field.CAUSE_DATE else form_words.field(key)
