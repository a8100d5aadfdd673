"""What one check of a claim found, as the tests ask for it."""

from datetime import date

from cso_desk.claims.checks import Check, Outcome, assess
from cso_desk.claims.form import CheckSlot
from cso_desk.claims.model import Claim

from .conftest import TODAY

PASS, WARN, FAIL, OPEN = Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.OPEN


def check(claim: Claim, slot: CheckSlot, on: date = TODAY) -> Check:
    checks = assess(claim, on=on).checks
    assert [found.slot for found in checks] == list(CheckSlot)
    return checks[list(CheckSlot).index(slot)]


def said(found: Check) -> tuple[Outcome, str]:
    return found.outcome, found.finding
