"""May this claim be made, and from which day (Permenaker 4/2022, PP 60/2015)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .dates import add_months, age, full_months, parse_date
from .findings import Finding
from .model import Cause, Claim, Field
from .tax import since_full_payment

PENSION_AGE = 56  # years; the rising age (57, 58, 59...) is that of the pension programme, not of JHT
PARTIAL_YEARS = 10
WAITING_MONTHS = 1
OLDEST_DAY = date(1977, 12, 5)  # the day the first workers' insurance (PP 33/1977) began
PARTIAL_SHARE = {Cause.PARTIAL_10: 10, Cause.PARTIAL_30: 30}
"""The percent of the balance that a partial claim pays; every other cause pays all of it."""

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer for one claim on one day: may it be made (None: not known yet), what was found, with which facts."""

    allowed: bool | None
    finding: Finding
    facts: dict[str, Any] = field(default_factory=dict)


def gross_amount(claim: Claim) -> int:
    """Tell what the claim pays before tax, in whole rupiah, rounded down; never negative."""
    share = 100 if claim.form.cause is None else PARTIAL_SHARE.get(claim.form.cause, 100)
    return max(claim.master.balance, 0) * share // 100


def judge(claim: Claim, on: date) -> Eligibility:
    """Judge whether the claim may be made on a day; the first obstacle is told, or else why it may."""
    cause = claim.form.cause
    if cause is None:
        return Eligibility(None, Finding.NO_CAUSE)
    ahead = next((payment for payment in claim.master.prior_payments if payment.paid_on > on), None)
    if ahead is not None:
        return Eligibility(False, Finding.PRIOR_AHEAD, {"day": ahead.paid_on})
    if gross_amount(claim) == 0:
        return Eligibility(False, Finding.NO_BALANCE)
    return _JUDGES[cause](claim, on)


def _no_wait(claim: Claim, on: date) -> Eligibility:
    return Eligibility(True, Finding.NO_WAIT)


def _of_age(claim: Claim, on: date) -> Eligibility:
    birth = claim.master.birth_date
    years = age(birth, on)
    if years < PENSION_AGE:
        day = add_months(birth, PENSION_AGE * _MONTHS)
        return Eligibility(False, Finding.TOO_YOUNG, {"age": years, "day": day})
    return Eligibility(True, Finding.AGE, {"age": years})


def _inactive(claim: Claim, on: date) -> Eligibility:
    since = claim.master.inactive_since
    if since is None or since > on:
        return Eligibility(False, Finding.STILL_ACTIVE)
    return Eligibility(True, Finding.INACTIVE, {"day": since})


def _waited(claim: Claim, on: date) -> Eligibility:
    inactive = _inactive(claim, on)
    if not inactive.allowed:
        return inactive
    text = claim.form.text(Field.CAUSE_DATE)
    if not text.strip():
        return Eligibility(None, Finding.NO_CAUSE_DATE)
    left = parse_date(text)
    if left is None or left < OLDEST_DAY:
        return Eligibility(False, Finding.BAD_DATE, {"field": Field.CAUSE_DATE, "text": text})
    if left > on:
        return Eligibility(False, Finding.CAUSE_DATE_AHEAD, {"day": left})
    first = add_months(left, WAITING_MONTHS)
    if on < first:
        return Eligibility(False, Finding.WAITING_UNTIL, {"day": first, "days": (first - on).days})
    return Eligibility(True, Finding.WAITED, {"day": first, "days": (on - first).days})


def _partial(claim: Claim, on: date) -> Eligibility:
    before = since_full_payment(claim.master.prior_payments)
    if before:
        return Eligibility(False, Finding.PARTIAL_BEFORE, {"day": before[-1].paid_on})
    until = claim.master.inactive_since
    months = full_months(claim.master.member_since, on if until is None else min(until, on))
    facts: dict[str, Any] = {"years": months // _MONTHS, "months": months % _MONTHS}
    if months < PARTIAL_YEARS * _MONTHS:
        facts["day"] = add_months(claim.master.member_since, PARTIAL_YEARS * _MONTHS)
        return Eligibility(False, Finding.MEMBER_TOO_SHORT, facts)
    return Eligibility(True, Finding.MEMBER_FOR, facts)


_JUDGES: dict[Cause, Callable[[Claim, date], Eligibility]] = {
    Cause.PENSION_AGE: _of_age,
    Cause.PENSION_BY_AGREEMENT: _inactive,
    Cause.RESIGNED: _waited,
    Cause.LAID_OFF: _waited,
    Cause.CONTRACT_ENDED: _inactive,
    Cause.OWN_ACCOUNT_STOPPED: _inactive,
    Cause.LEFT_INDONESIA_FOREIGNER: _inactive,
    Cause.LEFT_INDONESIA_CITIZEN: _inactive,
    Cause.DISABLED: _no_wait,
    Cause.DIED: _no_wait,
    Cause.PARTIAL_10: _partial,
    Cause.PARTIAL_30: _partial,
}
