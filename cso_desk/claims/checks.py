"""What the wall's checklist says of a claim, and why a claim may not be approved yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from .digits import InvalidNumber
from .documents import required_documents, substitutes
from .eligibility import Eligibility, Severity, gross_amount, judge
from .findings import Finding
from .form import (
    ANSWER_FIELDS,
    Answer,
    Cause,
    CheckSlot,
    DocumentKind,
    DocumentStatus,
    Field,
    acceptance_key,
    covers_key,
)
from .laws import law_of
from .matching import COMPARED, differences, letter_facts, slight_finding
from .model import Claim
from .names import NameComparison, compare
from .numbers import find_bank, parse_account
from .table_files import in_force
from .tables import Banks, Law, Question, Rules
from .tax import TaxKind, Withholding, since_full_payment, withhold

_Told = tuple[Finding, Mapping[str, Any]]


class Outcome(StrEnum):
    """What one check says: a warning asks the officer for a reason, a failure stands in the way of approval."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: its outcome, the code of what was found, and the facts to say it with.

    `accepted` is the reason given for what a warning found. `covers` has a digest of each thing found: a reason that
    was not given for all of them does not count, and `outdated` says so.
    """

    slot: CheckSlot
    outcome: Outcome
    finding: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    accepted: str = ""
    covers: str = ""
    outdated: bool = False

    @property
    def blocks(self) -> bool:
        """True while this check stands in the way of an approval."""
        if self.outcome is Outcome.WARN:
            return not self.accepted
        return self.outcome is not Outcome.PASS


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that the rules say of one claim on one day: eight checks in their fixed order, and the money.

    `eligibility` has every finding about whether the claim may be made, of which its check tells the gravest alone.
    """

    on: date
    checks: tuple[Check, ...]
    gross: int
    withholding: Withholding
    eligibility: Eligibility

    @property
    def missing(self) -> tuple[Check, ...]:
        """The checks that stand in the way of an approval."""
        return tuple(check for check in self.checks if check.blocks)

    @property
    def ready(self) -> bool:
        """True when nothing stands in the way of an approval."""
        return not self.missing


def assess(claim: Claim, *, on: date, rules: Rules | None = None) -> Assessment:
    """Judge a claim as it stands on the day `on`, by the law it was filed under; never an automatic refusal.

    Nothing an officer or a participant may have typed makes it fail: faulty texts are findings. The tables are those
    in force by default.
    """
    rules = rules or in_force()
    law = law_of(claim, on, rules)
    gross = gross_amount(claim, law)
    eligibility = judge(claim, on, rules)
    asked = rules.interview.for_claim(claim, on)
    return Assessment(
        on=on,
        checks=(
            _identity_card(claim, asked),
            _face(claim),
            _civil_registry(claim),
            _match(claim, asked),
            _eligibility(claim, eligibility),
            _duplicate(claim),
            _documents(claim, law),
            _account(claim, rules.banks),
        ),
        gross=gross,
        withholding=_withholding(claim, gross, on, rules) if law is not None else _untaxed(gross),
        eligibility=eligibility,
    )


def _withholding(claim: Claim, gross: int, on: date, rules: Rules) -> Withholding:
    """The tax by the day of payment, without prior payments that cannot be, which are a finding."""
    prior = [paid for paid in claim.master.prior_payments if paid.paid_on <= on and paid.gross >= 0]
    return withhold(
        gross,
        paid_on=on,
        prior=prior,
        has_npwp=claim.master.has_npwp,
        balance=claim.master.balance if claim.form.cause in (Cause.PARTIAL_10, Cause.PARTIAL_30) else None,
        tables=rules.tax,
    )


def _untaxed(gross: int) -> Withholding:
    """Where no law holds on the day of filing, which is a finding, no tax is reckoned."""
    return Withholding(gross, 0, gross, TaxKind.FINAL, ())


def _identity_card(claim: Claim, asked: Sequence[Question]) -> Check:
    """What the officer saw of the card; one that is called an original must show the security features asked about."""
    found = {
        Answer.UNASKED: (Outcome.OPEN, Finding.NOT_SEEN),
        Answer.YES: (Outcome.PASS, Finding.ORIGINAL),
        Answer.NO: (Outcome.FAIL, Finding.NOT_ORIGINAL),
    }
    outcome, finding = found[claim.form.answer(Field.ID_CARD_ORIGINAL)]
    features = [one for one in asked if one.document is DocumentKind.ID_CARD]
    unfit = _labels(claim, features, Answer.NO)
    still = _labels(claim, (one for one in features if one.required), Answer.UNASKED)
    if outcome is Outcome.PASS and unfit:
        return Check(CheckSlot.ID_CARD, Outcome.FAIL, Finding.FEATURES_UNFIT, {"questions": unfit})
    if outcome is Outcome.PASS and still:
        return Check(CheckSlot.ID_CARD, Outcome.OPEN, Finding.FEATURES_OPEN, {"questions": still})
    return Check(CheckSlot.ID_CARD, outcome, finding)


def _face(claim: Claim) -> Check:
    found = {
        Answer.UNASKED: (Outcome.OPEN, Finding.NOT_SEEN),
        Answer.YES: (Outcome.PASS, Finding.FACE_MATCHES),
        Answer.NO: (Outcome.FAIL, Finding.FACE_DIFFERS),
    }
    return Check(CheckSlot.FACE, *found[claim.form.answer(Field.FACE_MATCHES)])


def _civil_registry(claim: Claim) -> Check:
    found = {
        None: (Outcome.OPEN, Finding.UNKNOWN),
        True: (Outcome.PASS, Finding.REGISTERED),
        False: (Outcome.FAIL, Finding.NOT_REGISTERED),
    }
    return Check(CheckSlot.CIVIL_REGISTRY, *found[claim.master.registry_match])


def _match(claim: Claim, asked: Sequence[Question]) -> Check:
    """The form and the answers of the interview beside what is known; a warning not accepted yet comes first."""
    slot = CheckSlot.MATCH
    found = tuple(differences(claim))
    grave = next((difference for difference in found if not difference.slight), None)
    if grave is not None:
        return Check(slot, Outcome.FAIL, grave.finding, _counted(grave.facts, len(found)))
    empty = _empty(claim, COMPARED)
    if empty:
        return Check(slot, Outcome.OPEN, Finding.INCOMPLETE, {"fields": empty})
    asked = [one for one in asked if one.document is not DocumentKind.ID_CARD]
    unfit = _labels(claim, asked, Answer.NO)
    warning: Check | None = None
    told: list[_Told] = [(difference.finding, difference.facts) for difference in found]
    if unfit:
        told.append((Finding.ANSWERS_UNFIT, {"questions": unfit}))
    if told:
        warning = _warning(claim, slot, told)
    still = _labels(claim, (question for question in asked if question.required), Answer.UNASKED)
    if still and not (warning and warning.blocks):
        return Check(slot, Outcome.OPEN, Finding.QUESTIONS_OPEN, {"questions": still})
    return warning or Check(slot, Outcome.PASS, Finding.SAME)


def _labels(claim: Claim, asked: Iterable[Question], answer: Answer) -> tuple[str, ...]:
    """The questions that have this answer; a field whose NO a rule judges is not told here."""
    judged = ANSWER_FIELDS if answer is Answer.NO else ()
    return tuple(one.label for one in asked if one.key not in judged and claim.form.answer(one.key) is answer)


OUTCOMES: Mapping[Severity, Outcome] = MappingProxyType(
    {
        Severity.BLOCKS: Outcome.FAIL,
        Severity.UNKNOWN: Outcome.OPEN,
        Severity.NEEDS_REASON: Outcome.WARN,
        Severity.INFORMATION: Outcome.PASS,
    }
)
"""What a finding about whether the claim may be made comes to in the checklist."""


def _eligibility(claim: Claim, eligibility: Eligibility) -> Check:
    found = eligibility.gravest
    heavy = [one for one in eligibility.judgements if one.severity is not Severity.INFORMATION]
    if found.severity is Severity.NEEDS_REASON:
        return _warning(claim, CheckSlot.ELIGIBILITY, [(one.finding, one.facts) for one in heavy])
    facts = _counted(found.facts, len(heavy))
    return Check(CheckSlot.ELIGIBILITY, OUTCOMES[found.severity], found.finding, facts)


def _counted(facts: Mapping[str, Any], found: int) -> Mapping[str, Any]:
    """The facts of the one of several things found that is told, with how many more there are."""
    return {**facts, "more": found - 1} if found > 1 else facts


def _duplicate(claim: Claim) -> Check:
    if claim.duplicates:
        return Check(CheckSlot.DUPLICATE, Outcome.FAIL, Finding.FOUND, {"claims": claim.duplicates})
    return Check(CheckSlot.DUPLICATE, Outcome.PASS, Finding.NONE)


def _documents(claim: Claim, law: Law | None) -> Check:
    slot = CheckSlot.DOCUMENTS
    if law is None:
        return Check(slot, Outcome.OPEN, Finding.NO_LAW)
    needed = documents_of(claim, law)
    if not needed:
        return Check(slot, Outcome.OPEN, Finding.NO_CAUSE)
    kinds: dict[DocumentStatus, tuple[DocumentKind, ...]] = dict.fromkeys(DocumentStatus, ())
    for kind in needed:
        kinds[claim.form.document(kind)] += (kind,)
    lost = kinds[DocumentStatus.MISSING]
    accepted = tuple(code for kind in lost for code in substitutes(kind, claim.form.cause, law))
    counted: dict[str, Any] = {"seen": len(kinds[DocumentStatus.ORIGINAL]), "needed": len(needed)}
    replaceable = bool(lost) and all(substitutes(kind, claim.form.cause, law) for kind in lost)
    if replaceable and not kinds[DocumentStatus.UNREADABLE] and not kinds[DocumentStatus.NOT_SEEN]:
        facts = {**counted, "kinds": lost, "accepted": accepted}
        return _warning(claim, slot, [(Finding.SUBSTITUTE_NEEDED, facts)])
    for status, outcome, finding in (
        (DocumentStatus.UNREADABLE, Outcome.FAIL, Finding.UNREADABLE),
        (DocumentStatus.MISSING, Outcome.FAIL, Finding.MISSING),
        (DocumentStatus.NOT_SEEN, Outcome.OPEN, Finding.NOT_ALL_SEEN),
    ):
        if kinds[status]:
            return Check(slot, outcome, finding, {**counted, "kinds": kinds[status]})
    return Check(slot, Outcome.PASS, Finding.COMPLETE, counted)


def documents_of(claim: Claim, law: Law) -> tuple[DocumentKind, ...]:
    """List the papers this claim needs under a law; none while its cause is not known."""
    if claim.form.cause is None:
        return ()
    return required_documents(
        claim.form.cause,
        law,
        balance=claim.master.balance,
        channel=claim.channel,
        partial_before=bool(since_full_payment(claim.master.prior_payments)),
        has_npwp=claim.master.has_npwp,
        relation=claim.form.text(Field.HEIR_RELATION).strip(),
    )


_PAID_TO = (Field.BANK, Field.ACCOUNT_NUMBER, Field.ACCOUNT_HOLDER)
_PAID_TO_HEIR = (*_PAID_TO, Field.HEIR_NAME)


def _account(claim: Claim, banks: Banks) -> Check:
    slot, form = CheckSlot.ACCOUNT, claim.form
    number = form.text(Field.ACCOUNT_NUMBER)
    if number.strip() and not _is_account(number):
        return Check(slot, Outcome.FAIL, Finding.BAD_NUMBER, {"text": number})
    holder = _holder(claim)
    slight = None if holder is None or holder.same else slight_finding(holder)
    if holder is not None and not holder.same and slight is None:
        return Check(slot, Outcome.FAIL, Finding.HOLDER_DIFFERS, letter_facts(Field.ACCOUNT_HOLDER, holder))
    active = form.answer(Field.ACCOUNT_ACTIVE)
    if active is Answer.NO:
        return Check(slot, Outcome.FAIL, Finding.NOT_ACTIVE)
    empty = _empty(claim, _PAID_TO_HEIR if form.cause is Cause.DIED else _PAID_TO)
    if empty:
        return Check(slot, Outcome.OPEN, Finding.INCOMPLETE, {"fields": empty})
    if active is Answer.UNASKED:
        return Check(slot, Outcome.OPEN, Finding.NOT_ASKED)
    if holder is not None and slight is not None:
        return _warning(claim, slot, [(slight, letter_facts(Field.ACCOUNT_HOLDER, holder))])
    bank = find_bank(form.text(Field.BANK), banks)
    digits = len(parse_account(number))
    if bank is not None and digits not in bank.digits:
        facts = {"bank": bank.name, "digits": digits, "usual": bank.digits}
        return _warning(claim, slot, [(Finding.UNUSUAL_LENGTH, facts)])
    agreed = form.answer(Field.AMOUNT_AGREED)
    if agreed is Answer.UNASKED:
        return Check(slot, Outcome.OPEN, Finding.AMOUNT_NOT_READ)
    if agreed is Answer.NO:
        return Check(slot, Outcome.FAIL, Finding.AMOUNT_NOT_AGREED)
    if form.cause is Cause.DIED:
        return Check(slot, Outcome.PASS, Finding.HEIR_ACTIVE, {"holder": form.text(Field.ACCOUNT_HOLDER).strip()})
    return Check(slot, Outcome.PASS, Finding.OWN_ACTIVE)


def _is_account(text: str) -> bool:
    try:
        parse_account(text)
    except InvalidNumber:
        return False
    return True


def _holder(claim: Claim) -> NameComparison | None:
    """The account's holder beside the participant as written on the form or in the master record, the nearer of both.

    An heir is paid on the heir's own account. None where there is nothing to compare yet.
    """
    holder = claim.form.text(Field.ACCOUNT_HOLDER)
    heir = claim.form.text(Field.HEIR_NAME)
    names = (claim.form.text(Field.FULL_NAME), claim.master.full_name)
    if claim.form.cause is Cause.DIED:
        names = (heir, heir)
    if not holder.strip() or not any(name.strip() for name in names):
        return None
    return min(
        (compare(holder, name) for name in dict.fromkeys(names)),
        key=lambda compared: (not compared.usual, compared.letters),
    )


def _empty(claim: Claim, keys: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(key for key in keys if not claim.form.text(key).strip())


def _warning(claim: Claim, slot: CheckSlot, told: Sequence[_Told]) -> Check:
    """The first of the things found, and whether the officer's reason was given for all of them.

    A reason without what it covers is taken as it stands: it is older than this rule.
    """
    finding, facts = told[0]
    covers = [_digest(one, known) for one, known in told]
    reason, kept = claim.form.text(acceptance_key(slot)).strip(), claim.form.text(covers_key(slot)).split()
    outdated = bool(reason and kept) and not set(covers) <= set(kept)
    accepted = "" if outdated else reason
    return Check(slot, Outcome.WARN, finding, _counted(facts, len(told)), accepted, " ".join(covers), outdated)


def _digest(finding: Finding, facts: Mapping[str, Any]) -> str:
    return sha256(repr((str(finding), sorted(facts.items()))).encode()).hexdigest()[:8]
