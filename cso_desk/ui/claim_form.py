"""The claim form: every field of the claim in its section, with what the rules and the centre's record say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Assessment
from cso_desk.claims.evidence import evidence_of
from cso_desk.claims.form import Answer, Cause, Field, Relation
from cso_desk.claims.laws import law_of
from cso_desk.claims.masks import mask_account, mask_kpj, mask_mother, mask_nik, mask_npwp
from cso_desk.claims.model import Claim

from . import form_words, words
from .choice import Choice, Option
from .drafts import Bound
from .field_box import Control, Fact, FieldBox
from .fields import ListField, TextField
from .form_notes import Note, Section, merge_note, notes, standing
from .form_section import FormSection
from .job_rows import JobRows
from .judgements import Judgements, judgement_lines
from .key_button import RING
from .keys import Action
from .language import translate
from .sums import Sums, sum_lines

_MASKS = {
    Field.NIK: mask_nik,
    Field.HEIR_NIK: mask_nik,
    Field.FAMILY_CARD: mask_nik,
    Field.NPWP: mask_npwp,
    Field.MOTHER_NAME: mask_mother,
    Field.KPJ: mask_kpj,
    Field.OTHER_KPJ: mask_kpj,
    Field.ACCOUNT_NUMBER: mask_account,
}
_LISTS = {
    Field.CAUSE: lambda: {str(cause): words.cause(cause) for cause in Cause},
    Field.HEIR_RELATION: lambda: {str(relation): form_words.relation(relation) for relation in Relation},
}
_QUESTIONS = (Field.ACCOUNT_ACTIVE, Field.RECORDING_CONSENT, Field.AMOUNT_AGREED)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the form shows at one moment; `claim` carries the officer's newest letters, `late` is not saved yet."""

    bound: Bound
    claim: Claim
    assessment: Assessment
    on: date
    late: frozenset[str]
    locked: bool


class ClaimForm(QScrollArea):
    """Shows one claim's form; every change by hand is told with the booth and the claim it was made in."""

    edited = Signal(object, str, str)
    proof_wanted = Signal(str, object)
    """The form key of a field, and the Evidence that proves it."""
    arranged = Signal()
    """Other fields are shown than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, FieldBox] = {}
        self._status = FieldBox(Fact())
        self._prior = FieldBox(Fact())
        self._first_day = FieldBox(Fact())
        self._law = FieldBox(Fact())
        self._judgements = Judgements()
        self._sums = Sums()
        self.jobs = JobRows()
        self.jobs.edited.connect(self.edited)
        self.jobs.arranged.connect(self._settle)
        self.jobs.reached.connect(self.ensureWidgetVisible)
        self._sections = {section: FormSection(RING if section is Section.HISTORY else 0) for section in Section}
        self._page: Page | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setObjectName("formBody")
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for section in self._sections.values():
            layout.addWidget(section)
        layout.addStretch(1)
        self.setWidget(self._body)
        self._fill()
        self.retranslate()

    @property
    def fields(self) -> list[Control]:
        """What can be filled in, in reading order."""
        before, after = self._around_jobs()
        return [*before, *self.jobs.fields, *after]

    @property
    def stops(self) -> list[QWidget]:
        """What Tab reaches, in reading order: the fields, and the buttons between them."""
        before, after = self._around_jobs()
        return [*before, *self.jobs.stops, *after]

    def note_of(self, key: str) -> str:
        """What stands under one field."""
        box = self._boxes.get(key)
        return box.note.text() if box is not None else self.jobs.note_of(key)

    def run(self, action: Action) -> bool:
        """Add or remove an earlier employment; False where that cannot be done here."""
        return self.jobs.remove_entered() if action is Action.REMOVE_JOB else self.jobs.add_row()

    def show_page(self, page: Page) -> None:
        """Show a claim's form."""
        if page == self._page:
            return
        self._page = page
        found = notes(page.claim, page.assessment, on=page.on)
        self._sections[Section.HEIR].setVisible(page.claim.form.cause is Cause.DIED)
        for key, box in self._boxes.items():
            self._show_field(page, key, box, found)
        self.jobs.show_jobs(page.bound, page.claim.form, found, late=page.late, locked=page.locked)
        self.jobs.warn(merge_note(page.assessment))
        self._show_facts(page)
        self._judgements.show_lines(judgement_lines(page.assessment))
        self._sums.show_lines(sum_lines(page.claim, page.assessment))
        for section, widget in self._sections.items():
            widget.show_standing(standing(section, page.claim, page.assessment, found, on=page.on))
        self._boxes[Field.CAUSE_DATE].name(form_words.cause_date(page.claim.form.cause))

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        titles = {
            Section.IDENTITY: translate("Form", "Identity"),
            Section.MEMBERSHIP: translate("Form", "Membership"),
            Section.HISTORY: translate("Form", "History of work"),
            Section.CAUSE: translate("Form", "Cause of claim and eligibility"),
            Section.HEIR: translate("Form", "Heir"),
            Section.ACCOUNT: translate("Form", "Account to pay to"),
            Section.SUM: translate("Form", "Reckoning"),
            Section.CONSENT: translate("Form", "Consent"),
        }
        for section, title in titles.items():
            self._sections[section].name(title)
        for key, box in self._boxes.items():
            box.name(form_words.field(key))
            if isinstance(box.control, Choice):
                box.control.name(form_words.field(key), _answers())
            elif isinstance(box.control, ListField):
                box.control.retranslate()
        self.jobs.retranslate()
        self._status.name(translate("Form", "Status"))
        self._prior.name(translate("Form", "Earlier claims"))
        self._first_day.name(translate("Form", "May be claimed from"))
        self._law.name(translate("Form", "Judged by"))
        self._page = None

    def restyle(self) -> None:
        """Take on the look that is in force."""
        for box in (*self._boxes.values(), self._status, self._prior, self._first_day, self._law):
            box.restyle()
        self.jobs.restyle()
        for section in self._sections.values():
            section.restyle()
        self._sums.updateGeometry()
        self._judgements.updateGeometry()

    def _fill(self) -> None:
        box = self._box
        identity = self._sections[Section.IDENTITY].grid
        self._row(identity, 0, box(Field.FULL_NAME), box(Field.BIRTH_DATE))
        self._row(identity, 1, box(Field.NIK), box(Field.MOTHER_NAME))
        self._row(identity, 2, box(Field.PHONE), box(Field.FAMILY_CARD))
        self._row(identity, 3, box(Field.ADDRESS), box(Field.EMAIL))
        self._row(identity, 4, box(Field.BIRTH_PLACE), box(Field.NPWP))
        membership = self._sections[Section.MEMBERSHIP].grid
        self._row(membership, 0, box(Field.KPJ), self._status)
        self._row(membership, 1, box(Field.EMPLOYER), box(Field.OTHER_KPJ))
        worked = QGridLayout()
        worked.setHorizontalSpacing(6)
        worked.setVerticalSpacing(2)
        for column, key in enumerate((Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL)):
            worked.addWidget(box(key), 0, column)
            worked.setColumnStretch(column, 1)
            worked.addWidget(self._boxes[key].note, column + 1, 0, 1, 2)
        worked.setRowStretch(worked.rowCount(), 1)
        membership.addLayout(worked, 2, 0)
        membership.addWidget(self._prior, 2, 1)
        self._sections[Section.HISTORY].grid.addWidget(self.jobs, 0, 0, 1, 2)
        cause = self._sections[Section.CAUSE].grid
        self._row(cause, 0, box(Field.CAUSE), box(Field.CAUSE_DATE))
        self._row(cause, 1, self._law, self._first_day)
        cause.addWidget(self._judgements, 2, 0, 1, 2)
        heir = self._sections[Section.HEIR].grid
        self._row(heir, 0, box(Field.HEIR_NAME), box(Field.HEIR_RELATION))
        heir.addWidget(box(Field.HEIR_NIK), 1, 0)
        account = self._sections[Section.ACCOUNT].grid
        self._row(account, 0, box(Field.BANK), box(Field.ACCOUNT_NUMBER))
        self._row(account, 1, box(Field.ACCOUNT_HOLDER), box(Field.ACCOUNT_ACTIVE))
        self._sections[Section.SUM].grid.addWidget(self._sums, 0, 0, 1, 2)
        consent = self._sections[Section.CONSENT].grid
        self._row(consent, 0, box(Field.RECORDING_CONSENT), box(Field.AMOUNT_AGREED))

    def _around_jobs(self) -> tuple[list[Control], list[Control]]:
        """The fields before the history of work, and those after it."""
        controls = [box.control for box in self._boxes.values() if not isinstance(box.control, Fact)]
        place = list(self._boxes).index(Field.EMPLOYED_UNTIL) + 1
        return controls[:place], controls[place:]

    def _settle(self) -> None:
        """Give every section its place at once, so that one can scroll to it."""
        inner = reversed(self.jobs.findChildren(QLayout))
        for layout in (*inner, self._sections[Section.HISTORY].grid, self._body.layout()):
            assert layout is not None
            layout.invalidate()
            layout.activate()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self.arranged.emit()

    @staticmethod
    def _row(grid: QGridLayout, row: int, left: QWidget, right: QWidget) -> None:
        grid.addWidget(left, row, 0)
        grid.addWidget(right, row, 1)

    def _box(self, key: Field) -> FieldBox:
        control = self._control(key)
        control.edited.connect(self.edited)
        box = FieldBox(control)
        box.proof.wanted.connect(lambda proof: self.proof_wanted.emit(key, proof))
        self._boxes[key] = box
        return box

    @staticmethod
    def _control(key: Field) -> Control:
        if key in _LISTS:
            return ListField(key, _LISTS[key])
        if key in _QUESTIONS:
            return Choice(key, _answers())
        return TextField(key, mask=_MASKS.get(key), mono=key is Field.PHONE)

    @staticmethod
    def _show_field(page: Page, key: str, box: FieldBox, found: Mapping[str, Note]) -> None:
        assert not isinstance(box.control, Fact)
        box.control.show_text(page.bound, page.claim.form.text(key), locked=page.locked)
        late = translate("Form", "Not saved on this desk yet") if key in page.late else ""
        box.show_note(found.get(key), late)
        box.show_proof(evidence_of(page.claim.form, Field(key)))

    def _show_facts(self, page: Page) -> None:
        claim, first_day = page.claim, "–"
        if claim.form.cause is not None:
            first_day = form_words.first_day(page.assessment.eligibility.first_day, page.on)
        law = law_of(claim, page.on)
        since = claim.master.inactive_since
        status = translate("Form", "Still active")
        if since is not None:
            status = translate("Form", "Inactive since %1").replace("%1", words.day(since))
        prior = claim.master.prior_payments
        before = translate("Form", "None")
        if prior:
            before = f"{words.rupiah(prior[-1].gross)}, {words.day(prior[-1].paid_on)}"
        facts = {
            self._status: status,
            self._prior: before,
            self._first_day: first_day,
            self._law: "–" if law is None else law.name,
        }
        for box, text in facts.items():
            assert isinstance(box.control, Fact)
            box.control.show_fact(text)


def _answers() -> tuple[Option, ...]:
    return (
        Option(Answer.UNASKED, translate("Form", "Not asked yet"), translate("Form", "Not yet")),
        Option(Answer.YES, translate("Form", "Yes"), state=WorkState.READY),
        Option(Answer.NO, translate("Form", "No"), state=WorkState.LOST),
    )
