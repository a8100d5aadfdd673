"""The dated tables the rules are judged by: conditions of the law, taxes, reasons, limits, and the interview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, StringConstraints
from pydantic import Field as Says

from .form import ANSWER_FIELDS, Cause, CheckSlot, DocumentKind, Field, Relation, interview_key
from .model import Claim, Verdict
from .periods import FirstDay, Period, holding, on_day

Rupiah = Annotated[int, Says(ge=0, strict=True)]
Percent = Annotated[int, Says(ge=0, le=100, strict=True)]
Count = Annotated[int, Says(ge=0, strict=True)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

_STRICT = ConfigDict(extra="forbid")


class Condition(StrEnum):
    """What must be true of a membership before a cause can be claimed."""

    NONE = "none"
    AGE = "age"
    INACTIVE = "inactive"
    MEMBER_YEARS = "member_years"


class Role(StrEnum):
    """Who acts on a claim, or may look at it."""

    PARTICIPANT = "participant"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    HEAD = "head"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class CauseRule:
    """What one cause asks for; `doubt` says what no source confirmed, and which default was taken.

    `minimum` are the papers the law names, `practice` those the branches ask for; `share` is the percent paid.
    `not_working` and `undisputed` say what the answers of the interview must not contradict.
    """

    __pydantic_config__ = _STRICT

    code: Cause
    condition: Condition
    minimum: tuple[DocumentKind, ...]
    practice: tuple[DocumentKind, ...]
    source: Text
    waiting_months: Count = 0
    share: Annotated[int, Says(ge=1, le=100, strict=True)] = 100
    tax_card_always: bool = False
    not_working: bool = False
    undisputed: bool = False
    doubt: str = ""
    doubt_needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Substitute:
    """What may stand in for a lost paper, with the officer's reason; empty `causes` means for every cause."""

    __pydantic_config__ = _STRICT

    document: DocumentKind
    accepted: tuple[Text, ...]
    source: Text
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """The conditions of a claim in one period; `heirs` in the order they are entitled, equal ones together.

    Heirs of a relation in `relation_proof` show a paper that proves it.
    """

    __pydantic_config__ = _STRICT

    name: Text
    source: Text
    first_day: FirstDay
    pension_age: Count
    partial_years: Count
    tax_card_above: Rupiah
    dates_apart_days: Count
    cause: tuple[CauseRule, ...]
    heirs: tuple[tuple[Relation, ...], ...]
    relation_proof: tuple[Relation, ...] = ()
    substitute: tuple[Substitute, ...] = ()
    until: date | None = None

    def rule(self, cause: Cause) -> CauseRule:
        """Find what one cause asks for; every law has a rule for every cause."""
        return next(rule for rule in self.cause if rule.code is cause)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A rate in percent and the amount up to which it holds; None where it holds without end."""

    __pydantic_config__ = _STRICT

    rate: Percent
    up_to: Rupiah | None = None


class Threshold(StrEnum):
    """What the brackets of the final tax are laid on: what is paid, or for a partial claim the whole balance."""

    PAYMENT = "payment"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class FinalTax:
    """A final tax on all that is paid within `years` calendar years."""

    __pydantic_config__ = _STRICT

    first_day: FirstDay
    years: Annotated[int, Says(ge=1, strict=True)]
    article: Text
    brackets: tuple[Bracket, ...]
    source: Text
    threshold_on: Threshold = Threshold.PAYMENT
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ProgressiveTax:
    """The rates of Article 17 on all that is paid in one year."""

    __pydantic_config__ = _STRICT

    first_day: FirstDay
    article: Text
    brackets: tuple[Bracket, ...]
    source: Text
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is added, in percent of the tax, where there is no NPWP and the tax is not final."""

    __pydantic_config__ = _STRICT

    first_day: FirstDay
    percent: Percent
    source: Text
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TaxTables:
    """All that the tax is reckoned with."""

    __pydantic_config__ = _STRICT

    final: tuple[FinalTax, ...]
    article_17: tuple[ProgressiveTax, ...]
    surcharge: tuple[Surcharge, ...]


@dataclass(frozen=True, slots=True)
class Reason(Period):
    """A coded reason of a decision: the verdicts it may serve, and whether words must go with it."""

    __pydantic_config__ = _STRICT

    code: Text
    verdicts: frozenset[Verdict]
    text: Text
    source: Text
    needs_note: bool = True


@dataclass(frozen=True, slots=True)
class Step(Period):
    """A role that may approve at a stage, up to a gross amount in rupiah; None where there is no limit."""

    __pydantic_config__ = _STRICT

    stage: Annotated[int, Says(ge=1, le=2, strict=True)]
    role: Role
    source: Text
    up_to: Rupiah | None = None


@dataclass(frozen=True, slots=True)
class Limits(Period):
    """How much is approved without the line, and when two must approve: from an amount on, where the first accepted a
    warning of one of the checks `second_if_accepted`, and for `second_sample` percent of all others.
    """

    __pydantic_config__ = _STRICT

    second_from: Rupiah
    offline_up_to: Rupiah
    source: Text
    second_if_accepted: frozenset[CheckSlot] = frozenset()
    second_sample: Percent = 0


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """In how many working days a complete claim is to be paid; a small one sooner."""

    __pydantic_config__ = _STRICT

    first_day: FirstDay
    working_days: Count
    small_up_to: Rupiah
    small_working_days: Count
    source: Text
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who may approve how much, within which limits, and when it is to be paid."""

    __pydantic_config__ = _STRICT

    limits: tuple[Limits, ...]
    step: tuple[Step, ...]
    payment: tuple[PaymentTerm, ...]

    def limits_on(self, day: date) -> Limits:
        """Find the limits of a day; every day has them."""
        return holding(self.limits, day)[0]

    def step_on(self, day: date, stage: int, role: Role) -> Step | None:
        """Find up to how much a role may approve at a stage on a day; None where it may not at all."""
        return next((one for one in holding(self.step, day) if (one.stage, one.role) == (stage, role)), None)


PLACEHOLDERS = ("petugas", "cabang", "bank", "rekening", "saldo", "pajak", "dibayar")
"""What the text of a question may name in braces."""


@dataclass(frozen=True, slots=True)
class Question(Period):
    """One question of the interview; empty `causes` means that it is asked for every cause.

    `label` names it in a list, `required` says that no claim is approved without its answer. One with a `document` is
    about a security feature of that document, which the officer's eyes answer; of those some are asked: see `Features`.
    """

    __pydantic_config__ = _STRICT

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
    label: Text
    text: Text
    required: bool = False
    field: Field | None = None
    causes: tuple[Cause, ...] = ()
    document: DocumentKind | None = None
    source: Text | None = None

    @property
    def key(self) -> str:
        """The form key under which the answer is kept."""
        return self.field if self.field in ANSWER_FIELDS else interview_key(self.code)


@dataclass(frozen=True, slots=True)
class Features(Period):
    """How many of a document's security features are asked of a claim; none where `asked` is 0, or for these causes."""

    __pydantic_config__ = _STRICT

    document: DocumentKind
    asked: Count
    not_for: tuple[Cause, ...] = ()
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """The questions in the order they are asked; `source` is that of every entry which names none of its own."""

    __pydantic_config__ = _STRICT

    source: Text
    question: tuple[Question, ...]
    features: tuple[Features, ...] = ()

    def for_claim(self, claim: Claim, on: date) -> tuple[Question, ...]:
        """List what is asked of a claim on a day; while its cause is not known what is asked for every one.

        Which security features are asked cannot be foreseen, and stays the same for a claim.
        """
        questions = holding(self.question, on)
        cause, chosen = claim.form.cause, self._features(claim, questions, on)
        asked = (one for one in questions if one.document is None or one in chosen)
        return tuple(one for one in asked if not one.causes or cause in one.causes)

    def _features(self, claim: Claim, questions: Sequence[Question], on: date) -> list[Question]:
        chosen: list[Question] = []
        for one in holding(self.features, on):
            if claim.form.cause not in one.not_for:
                known = [question for question in questions if question.document is one.document]
                chosen += sorted(known, key=partial(_lot, claim.id))[: one.asked]
        return chosen


def _lot(claim: UUID, question: Question) -> bytes:
    """What a question draws for a claim: as good as random, and always the same."""
    return sha256(claim.bytes + question.code.encode()).digest()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and days worked that the public calendar does not know."""

    __pydantic_config__ = _STRICT

    source: Text
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RetiredRegion:
    """A regency whose code in old NIKs is no longer given out; the province is that of the time."""

    __pydantic_config__ = _STRICT

    code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    regency: Text
    province: Text


@dataclass(frozen=True, slots=True)
class Regions:
    """What the list of present regions does not know."""

    __pydantic_config__ = _STRICT

    source: Text
    retired: tuple[RetiredRegion, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank, its clearing code, and how many digits its accounts usually have."""

    __pydantic_config__ = _STRICT

    name: Text
    code: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    digits: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Banks:
    """The banks that are paid to most."""

    __pydantic_config__ = _STRICT

    source: Text
    bank: tuple[Bank, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables together."""

    laws: tuple[Law, ...]
    tax: TaxTables
    reasons: tuple[Reason, ...]
    ladder: Ladder
    interview: Interview
    calendar: Calendar
    regions: Regions
    banks: Banks

    def reasons_on(self, day: date) -> tuple[Reason, ...]:
        """List the reasons of a day, in the order they are offered."""
        return holding(self.reasons, day)

    def law_on(self, day: date) -> Law | None:
        """Find the law that holds on a day; None before the first."""
        return on_day(self.laws, day)
