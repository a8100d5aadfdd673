"""May this claim be made, and from which day: findings by the law of the day it was filed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from .dates import OLDEST_DAY, add_months, age, full_months, parse_date
from .findings import Finding
from .form import Answer, Cause, Field, Form
from .identity import InvalidNik, Nik
from .jobs import history
from .laws import law_day, law_of
from .model import Claim, Segment
from .tables import CauseRule, Condition, Law, Rules
from .tax import since_full_payment

_MONTHS = 12
_KPJ = re.compile(r"\d{11}", re.ASCII)


class Severity(StrEnum):
    """How much a finding weighs: it blocks, something is not known yet, it needs a reason, or it only informs."""

    BLOCKS = "blocks"
    UNKNOWN = "unknown"
    NEEDS_REASON = "needs_reason"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing that was found about a claim, with its facts."""

    severity: Severity
    finding: Finding
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All that was found, the gravest first; and the first day for the claim, where a day decides."""

    judgements: tuple[Judgement, ...]
    first_day: date | None = None

    @property
    def gravest(self) -> Judgement:
        """The finding that decides."""
        return self.judgements[0]


def judge(claim: Claim, on: date, rules: Rules | None = None) -> Eligibility:
    """Judge whether the claim may be made on a day, by the law it was filed under; there is always a finding."""
    law = law_of(claim, on, rules)
    found = tuple(_all(claim, on, law))
    weights = list(Severity)
    ordered = sorted(found, key=lambda judgement: weights.index(judgement.severity))
    return Eligibility(tuple(ordered), _first_day(claim, law))


def gross_amount(claim: Claim, law: Law | None) -> int:
    """Tell what the claim pays before tax, in whole rupiah, rounded down; never negative."""
    share = 100 if law is None or claim.form.cause is None else law.rule(claim.form.cause).share
    return max(claim.master.balance, 0) * share // 100


def _all(claim: Claim, on: date, law: Law | None) -> Iterator[Judgement]:
    cause = claim.form.cause
    if law is None:
        yield Judgement(Severity.BLOCKS, Finding.NO_LAW, {"day": law_day(claim, on)})
        return
    if cause is None:
        yield Judgement(Severity.UNKNOWN, Finding.NO_CAUSE)
        return
    rule = law.rule(cause)
    yield from _money(claim, on, law)
    yield from _answered(claim, rule)
    if rule.condition is Condition.AGE:
        yield _of_age(claim, on, law)
    elif rule.condition is Condition.MEMBER_YEARS:
        yield _long_enough(claim, on, law)
    elif rule.condition is Condition.INACTIVE:
        yield from _inactive(claim, on, law, rule)
    else:
        yield Judgement(Severity.INFORMATION, Finding.NO_WAIT)
    yield from _doubts(claim, law, rule)


def _money(claim: Claim, on: date, law: Law) -> Iterator[Judgement]:
    ahead = next((payment for payment in claim.master.prior_payments if payment.paid_on > on), None)
    if ahead is not None:
        yield Judgement(Severity.BLOCKS, Finding.PRIOR_AHEAD, {"day": ahead.paid_on})
    if gross_amount(claim, law) == 0:
        yield Judgement(Severity.BLOCKS, Finding.NO_BALANCE)


def _answered(claim: Claim, rule: CauseRule) -> Iterator[Judgement]:
    """What the participant said in the interview that stands against the cause; a question not asked yet is no word."""
    if rule.not_working and claim.form.answer(Field.NOT_WORKING) is Answer.NO:
        yield Judgement(Severity.BLOCKS, Finding.WORKS_ELSEWHERE)
    if rule.undisputed and claim.form.answer(Field.UNDISPUTED) is Answer.NO:
        yield Judgement(Severity.NEEDS_REASON, Finding.DISPUTED)


def _of_age(claim: Claim, on: date, law: Law) -> Judgement:
    years = age(claim.master.birth_date, on)
    if years < law.pension_age:
        day = add_months(claim.master.birth_date, law.pension_age * _MONTHS)
        return Judgement(Severity.BLOCKS, Finding.TOO_YOUNG, {"age": years, "day": day})
    return Judgement(Severity.INFORMATION, Finding.AGE, {"age": years})


def _long_enough(claim: Claim, on: date, law: Law) -> Judgement:
    before = since_full_payment(claim.master.prior_payments)
    if before:
        return Judgement(Severity.BLOCKS, Finding.PARTIAL_BEFORE, {"day": before[-1].paid_on})
    until = claim.master.inactive_since
    months = full_months(claim.master.member_since, on if until is None else min(until, on))
    facts: dict[str, Any] = {"years": months // _MONTHS, "months": months % _MONTHS}
    if months < law.partial_years * _MONTHS:
        facts["day"] = add_months(claim.master.member_since, law.partial_years * _MONTHS)
        facts |= _told(claim, on, law)
        return Judgement(Severity.BLOCKS, Finding.MEMBER_TOO_SHORT, facts)
    return Judgement(Severity.INFORMATION, Finding.MEMBER_FOR, facts)


def _told(claim: Claim, on: date, law: Law) -> dict[str, int]:
    """What the form tells of the years, where that is enough: then cards wait to be merged (*amalgamasi*)."""
    months = history(claim, on).months
    if months < law.partial_years * _MONTHS:
        return {}
    return {"told_years": months // _MONTHS, "told_months": months % _MONTHS}


def _inactive(claim: Claim, on: date, law: Law, rule: CauseRule) -> Iterator[Judgement]:
    since = claim.master.inactive_since
    if since is None or since > on:
        yield Judgement(Severity.BLOCKS, Finding.STILL_ACTIVE)
        return
    if rule.waiting_months:
        yield from _waited(claim, on, law, rule)
    else:
        yield Judgement(Severity.INFORMATION, Finding.INACTIVE, {"day": since})


def _waited(claim: Claim, on: date, law: Law, rule: CauseRule) -> Iterator[Judgement]:
    text = claim.form.text(Field.CAUSE_DATE)
    if not text.strip():
        yield Judgement(Severity.UNKNOWN, Finding.NO_CAUSE_DATE)
        return
    left = parse_date(text)
    if left is None or left < OLDEST_DAY:
        yield Judgement(Severity.BLOCKS, Finding.BAD_DATE, {"field": Field.CAUSE_DATE, "text": text})
        return
    if left > on:
        yield Judgement(Severity.BLOCKS, Finding.CAUSE_DATE_AHEAD, {"day": left})
        return
    first = add_months(left, rule.waiting_months)
    if on < first:
        yield Judgement(Severity.BLOCKS, Finding.WAITING_UNTIL, {"day": first, "days": (first - on).days})
    else:
        yield Judgement(Severity.INFORMATION, Finding.WAITED, {"day": first, "days": (on - first).days})
    yield from _dates_fit(claim, left, law)


def _dates_fit(claim: Claim, left: date, law: Law) -> Iterator[Judgement]:
    """The leaving date of the letter beside the employer's report and the first day of work."""
    reported = claim.master.inactive_since
    if reported is not None and abs((reported - left).days) > law.dates_apart_days:
        yield Judgement(Severity.NEEDS_REASON, Finding.DATES_APART, {"day": left, "reported": reported})
    began = parse_date(claim.form.text(Field.EMPLOYED_FROM))
    if began is not None and began > left:
        yield Judgement(Severity.NEEDS_REASON, Finding.DATES_REVERSED, {"day": left, "began": began})


def _doubts(claim: Claim, law: Law, rule: CauseRule) -> Iterator[Judgement]:
    if rule.doubt_needs_reason:
        yield Judgement(Severity.NEEDS_REASON, Finding.RULE_IN_DOUBT, {"source": rule.source})
    cards = {*claim.master.other_kpj, *_KPJ.findall(claim.form.text(Field.OTHER_KPJ))} - {claim.master.kpj}
    if cards:
        yield Judgement(Severity.NEEDS_REASON, Finding.OTHER_CARDS, {"cards": tuple(sorted(cards))})
    if claim.master.segment is Segment.MIGRANT:
        yield Judgement(Severity.NEEDS_REASON, Finding.MIGRANT_RULES)
    if rule.code is Cause.LEFT_INDONESIA_FOREIGNER:
        yield Judgement(Severity.NEEDS_REASON, Finding.FOREIGN_TAX)
    if rule.code is Cause.DIED:
        yield from _heir(claim.form, law)


def _heir(form: Form, law: Law) -> Iterator[Judgement]:
    """Whether the heir is known, and who stands before this heir."""
    if form.text(Field.HEIR_NIK).strip():
        yield from _heirs_nik(form.text(Field.HEIR_NIK))
    relation = form.text(Field.HEIR_RELATION).strip()
    if not relation:
        yield Judgement(Severity.UNKNOWN, Finding.INCOMPLETE, {"fields": (Field.HEIR_RELATION,)})
        return
    ranks = [place for place, equals in enumerate(law.heirs) if relation in equals]
    if not ranks:
        yield Judgement(Severity.NEEDS_REASON, Finding.RELATION_UNKNOWN, {"text": relation})
        return
    closer = tuple(other for equals in law.heirs[: ranks[0]] for other in equals)
    if closer:
        yield Judgement(Severity.NEEDS_REASON, Finding.CLOSER_HEIRS, {"closer": closer})


def _heirs_nik(text: str) -> Iterator[Judgement]:
    try:
        Nik.parse(text)
    except InvalidNik as invalid:
        yield Judgement(Severity.BLOCKS, Finding.NIK_INVALID, {"field": Field.HEIR_NIK, "reason": invalid.reason})


def _first_day(claim: Claim, law: Law | None) -> date | None:
    if law is None or claim.form.cause is None:
        return None
    rule = law.rule(claim.form.cause)
    if rule.condition is Condition.AGE:
        return add_months(claim.master.birth_date, law.pension_age * _MONTHS)
    if rule.condition is Condition.MEMBER_YEARS:
        return add_months(claim.master.member_since, law.partial_years * _MONTHS)
    left = parse_date(claim.form.text(Field.CAUSE_DATE))
    if rule.waiting_months and left is not None:
        return add_months(left, rule.waiting_months)
    return claim.master.inactive_since if rule.condition is Condition.INACTIVE else None
