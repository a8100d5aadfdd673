from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cso_desk.claims.checks import assess
from cso_desk.claims.eligibility import judge
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import Cause, CheckSlot, Field
from cso_desk.claims.laws import filed_on, law_day, law_of
from cso_desk.claims.model import Claim, PriorPayment
from cso_desk.claims.table_files import packaged
from cso_desk.claims.tax import TaxKind

from .conftest import MakeClaim

BEFORE, AFTER = datetime(2022, 4, 27, 5, tzinfo=UTC), datetime(2022, 4, 28, 5, tzinfo=UTC)
DECIDED = date(2022, 4, 29)
DOCUMENTS = list(CheckSlot).index(CheckSlot.DOCUMENTS)


def contract_ended(make_claim: MakeClaim, filed_at: datetime, ended: date = date(2022, 4, 1)) -> Claim:
    """A claim whose cause waits a month under the law of 2015, and not at all under that of 2022."""
    form = {Field.CAUSE: Cause.CONTRACT_ENDED, Field.CAUSE_DATE: f"{ended:%d-%m-%Y}"}
    return make_claim(form, master={"inactive_since": ended}, filed_at=filed_at)


@pytest.mark.parametrize(
    ("filed_at", "law", "finding"),
    [(BEFORE, "Permenaker 19/2015", Finding.WAITING_UNTIL), (AFTER, "Permenaker 4/2022", Finding.INACTIVE)],
)
def test_a_claim_is_judged_by_the_law_under_which_it_was_filed(
    make_claim: MakeClaim, filed_at: datetime, law: str, finding: Finding
) -> None:
    claim = contract_ended(make_claim, filed_at)
    found = law_of(claim, DECIDED)
    assert found is not None
    assert found.name == law
    assert judge(claim, DECIDED).gravest.finding is finding


def test_the_papers_are_those_of_the_law_of_filing(make_claim: MakeClaim) -> None:
    old, new = packaged().laws
    rules = replace(packaged(), laws=(replace(old, tax_card_above=0), new))
    small = {"contributions": 900_000, "returns": 0}
    needed = [
        assess(make_claim(master=small, filed_at=filed_at), on=DECIDED, rules=rules).checks[DOCUMENTS].facts["needed"]
        for filed_at in (BEFORE, AFTER)
    ]
    assert needed[0] == needed[1] + 1


def test_waiting_is_counted_to_the_day_of_decision(make_claim: MakeClaim) -> None:
    claim = contract_ended(make_claim, BEFORE)
    told = [judge(claim, on).gravest.finding for on in (date(2022, 4, 30), date(2022, 5, 1))]
    assert told == [Finding.WAITING_UNTIL, Finding.WAITED]


def test_tax_is_that_of_the_day_of_payment(make_claim: MakeClaim) -> None:
    paid = {"prior_payments": (PriorPayment(10_000_000, date(2020, 6, 15)),)}
    claim = make_claim(master=paid, filed_at=datetime(2021, 12, 31, 5, tzinfo=UTC))
    assert [assess(claim, on=on).withholding.kind for on in (date(2021, 12, 31), date(2022, 1, 3))] == [
        TaxKind.FINAL,
        TaxKind.ARTICLE_17,
    ]


def test_the_day_of_filing_is_jakartas(make_claim: MakeClaim) -> None:
    for moment, day in (
        (datetime(2022, 4, 27, 16, 59, tzinfo=UTC), date(2022, 4, 27)),
        (datetime(2022, 4, 27, 17, 0, tzinfo=UTC), date(2022, 4, 28)),
    ):
        assert filed_on(make_claim(filed_at=moment)) == day


def test_a_claim_from_the_future_of_the_clock_is_judged_by_the_law_of_the_clock(make_claim: MakeClaim) -> None:
    claim = contract_ended(make_claim, AFTER + timedelta(days=30))
    assert law_day(claim, date(2022, 4, 27)) == date(2022, 4, 27)
    assert judge(claim, date(2022, 4, 27)).gravest.finding is Finding.WAITING_UNTIL


def test_no_law_of_the_day_of_filing_is_told_with_that_day(make_claim: MakeClaim) -> None:
    claim = make_claim(filed_at=datetime(2015, 8, 31, 5, tzinfo=UTC))
    found = judge(claim, DECIDED).gravest
    assert (found.finding, found.facts) == (Finding.NO_LAW, {"day": date(2015, 8, 31)})
    assert assess(claim, on=DECIDED).withholding.lines == ()
