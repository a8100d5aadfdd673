from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.claims.checks import Outcome, assess
from cso_desk.claims.dates import format_date
from cso_desk.claims.eligibility import Severity, judge
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import Answer, Cause, CheckSlot, Field, Relation, acceptance_key
from cso_desk.claims.model import Claim, PriorPayment, Segment

from .checked import FAIL, OPEN, PASS, WARN, check, said
from .conftest import TODAY, MakeClaim, faultless_claim

ELIGIBILITY = list(CheckSlot).index(CheckSlot.ELIGIBILITY)


def found(claim: Any, on: date = TODAY) -> list[tuple[Severity, Finding]]:
    return [(judgement.severity, judgement.finding) for judgement in judge(claim, on).judgements]


def test_the_end_of_a_contract_waited_a_month_under_the_old_law_and_waits_no_more(make_claim: MakeClaim) -> None:
    for ended, on, finding in (
        (date(2022, 4, 1), date(2022, 4, 27), Finding.WAITING_UNTIL),
        (date(2022, 4, 1), date(2022, 4, 28), Finding.INACTIVE),
        (date(2020, 5, 20), date(2020, 6, 20), Finding.WAITED),
    ):
        form = {Field.CAUSE: Cause.CONTRACT_ENDED, Field.CAUSE_DATE: format_date(ended)}
        claim = make_claim(form, master={"inactive_since": ended})
        assert judge(claim, on).gravest.finding is finding


def test_a_day_before_the_first_law_is_a_finding_and_nothing_is_reckoned(make_claim: MakeClaim) -> None:
    for day in (date(1970, 1, 1), date(2015, 8, 31)):
        assessment = assess(make_claim(), on=day)
        check = assessment.checks[ELIGIBILITY]
        assert (check.outcome, check.finding, check.facts) == (Outcome.FAIL, Finding.NO_LAW, {"day": day})
        assert assessment.withholding.lines == ()


def test_a_doubtful_rule_needs_a_reason(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.CAUSE: Cause.LEFT_INDONESIA_CITIZEN})
    assert found(claim) == [
        (Severity.NEEDS_REASON, Finding.RULE_IN_DOUBT),
        (Severity.INFORMATION, Finding.INACTIVE),
    ]
    assert found(claim, date(2022, 4, 27))[0][0] is Severity.BLOCKS  # still a member on that day
    accepted = make_claim({Field.CAUSE: Cause.LEFT_INDONESIA_CITIZEN, acceptance_key(CheckSlot.ELIGIBILITY): "sesuai"})
    check = assess(accepted, on=TODAY).checks[ELIGIBILITY]
    assert (check.outcome, check.accepted) == (Outcome.WARN, "sesuai")


@pytest.mark.parametrize("cause", Cause)
def test_who_works_elsewhere_may_not_claim_for_having_stopped(make_claim: MakeClaim, cause: Cause) -> None:
    stopped = cause in (Cause.RESIGNED, Cause.LAID_OFF, Cause.CONTRACT_ENDED, Cause.OWN_ACCOUNT_STOPPED)
    for answer, told in {Answer.NO: stopped, Answer.YES: False, Answer.UNASKED: False}.items():
        claim = make_claim({Field.CAUSE: cause, Field.NOT_WORKING: answer})
        assert ((Severity.BLOCKS, Finding.WORKS_ELSEWHERE) in found(claim)) is told


@pytest.mark.parametrize("years", [56, 57, 75])
def test_who_is_56_or_older_may_claim_whether_working_or_not(make_claim: MakeClaim, years: int) -> None:
    born = date(TODAY.year - years, TODAY.month, TODAY.day)
    claim = make_claim({Field.CAUSE: Cause.PENSION_AGE}, master={"birth_date": born, "inactive_since": None})
    assert found(claim) == [(Severity.INFORMATION, Finding.AGE)]


@pytest.mark.parametrize("cause", [Cause.DISABLED, Cause.DIED])
def test_the_disabled_and_heirs_wait_for_no_report_of_the_employer(make_claim: MakeClaim, cause: Cause) -> None:
    form = {Field.CAUSE: cause, Field.HEIR_RELATION: Relation.SPOUSE}
    claim = make_claim(form, master={"inactive_since": None})
    assert found(claim) == [(Severity.INFORMATION, Finding.NO_WAIT)]


def test_of_several_parts_taken_before_the_newest_is_told(make_claim: MakeClaim) -> None:
    prior = tuple(PriorPayment(1_000_000, date(year, 6, 15)) for year in (2020, 2022))
    master = {"prior_payments": prior, "member_since": date(2010, 1, 1)}
    told = judge(make_claim({Field.CAUSE: Cause.PARTIAL_10}, master=master), TODAY).gravest
    assert (told.finding, told.facts) == (Finding.PARTIAL_BEFORE, {"day": date(2022, 6, 15)})


def test_a_layoff_in_dispute_needs_a_reason(make_claim: MakeClaim) -> None:
    disputed = (Severity.NEEDS_REASON, Finding.DISPUTED)
    assert found(make_claim({Field.UNDISPUTED: Answer.NO}))[0] == disputed
    for answer in (Answer.YES, Answer.UNASKED):
        assert disputed not in found(make_claim({Field.UNDISPUTED: answer}))
    assert disputed not in found(make_claim({Field.CAUSE: Cause.RESIGNED, Field.UNDISPUTED: Answer.NO}))


def test_the_rules_of_a_migrant_worker_are_not_known_for_certain(make_claim: MakeClaim) -> None:
    known = {segment: found(make_claim(master={"segment": segment}))[0] for segment in Segment}
    assert known[Segment.MIGRANT] == (Severity.NEEDS_REASON, Finding.MIGRANT_RULES)
    assert known[Segment.WAGE_EARNER] == known[Segment.OWN_ACCOUNT] == (Severity.INFORMATION, Finding.WAITED)


def test_a_foreigners_tax_is_pointed_out(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.CAUSE: Cause.LEFT_INDONESIA_FOREIGNER})
    assert found(claim)[0] == (Severity.NEEDS_REASON, Finding.FOREIGN_TAX)
    for cause in set(Cause) - {Cause.LEFT_INDONESIA_FOREIGNER}:
        assert Finding.FOREIGN_TAX not in [finding for _, finding in found(make_claim({Field.CAUSE: cause}))]
    assert assess(claim, on=TODAY).checks[ELIGIBILITY].blocks


@pytest.mark.parametrize(
    ("relation", "closer"),
    [
        (Relation.SPOUSE, ()),
        (Relation.CHILD, (Relation.SPOUSE,)),
        (Relation.GRANDCHILD, (Relation.SPOUSE, Relation.CHILD)),
        (Relation.PARENT, (Relation.SPOUSE, Relation.CHILD)),
        (Relation.BY_WILL, tuple(relation for relation in Relation if relation is not Relation.BY_WILL)),
        ("", ()),
    ],
)
def test_an_heir_comes_after_those_who_are_closer(
    make_claim: MakeClaim, relation: str, closer: tuple[Relation, ...]
) -> None:
    claim = make_claim({Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: relation})
    told = [one.facts["closer"] for one in judge(claim, TODAY).judgements if one.finding is Finding.CLOSER_HEIRS]
    assert told == ([closer] if closer else [])


def test_a_claim_of_heirs_tells_who_they_are(make_claim: MakeClaim) -> None:
    form = {Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: Relation.SPOUSE, Field.HEIR_NAME: "Wulan Lestari"}
    heir = {**form, Field.ACCOUNT_HOLDER: "Wulan Lestari"}
    assert assess(make_claim(heir), on=TODAY).ready
    for empty, slot in ((Field.HEIR_RELATION, CheckSlot.ELIGIBILITY), (Field.HEIR_NAME, CheckSlot.ACCOUNT)):
        (check,) = assess(make_claim({**heir, empty: " "}), on=TODAY).missing
        told = (check.slot, check.outcome, check.finding, check.facts)
        assert told == (slot, Outcome.OPEN, Finding.INCOMPLETE, {"fields": (empty,)})


def test_the_nik_of_an_heir_is_one(make_claim: MakeClaim) -> None:
    for text, reason in (("9974015208910004", None), ("", None), ("3.17E+15", "spreadsheet"), ("9974", "length")):
        claim = make_claim({Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: Relation.SPOUSE, Field.HEIR_NIK: text})
        told = judge(claim, TODAY).gravest
        assert (told.finding is Finding.NIK_INVALID) is (reason is not None)
        assert told.facts.get("reason") == reason
        elsewhere = make_claim({Field.HEIR_NIK: text})
        assert judge(elsewhere, TODAY).gravest.finding is Finding.WAITED


def test_a_relation_that_is_none_needs_a_reason(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: "tetangga"})
    assert (Severity.NEEDS_REASON, Finding.RELATION_UNKNOWN) in found(claim)
    for cause in set(Cause) - {Cause.DIED}:  # where nobody died nobody inherits
        alive = make_claim({Field.CAUSE: cause, Field.HEIR_RELATION: "tetangga"})
        assert Finding.RELATION_UNKNOWN not in [finding for _, finding in found(alive)]


@pytest.mark.parametrize("apart", [31, -31, 32, -32])
def test_a_leaving_date_far_from_the_employers_report_needs_a_reason(make_claim: MakeClaim, apart: int) -> None:
    left = date(2025, 9, 2)
    claim = make_claim(master={"inactive_since": left + timedelta(days=apart)})
    told = (Severity.NEEDS_REASON, Finding.DATES_APART) in found(claim)
    assert told is (abs(apart) > 31)


def test_work_that_began_after_it_ended_needs_a_reason(make_claim: MakeClaim) -> None:
    for began, told in (("01-04-2019", False), ("02-09-2025", False), ("03-09-2025", True), ("31-02-2025", False)):
        claim = make_claim({Field.EMPLOYED_FROM: began})
        assert ((Severity.NEEDS_REASON, Finding.DATES_REVERSED) in found(claim)) is told


@pytest.mark.parametrize(
    ("form", "known", "cards"),
    [
        ("", ("17110000001",), ("17110000001",)),
        ("17110000001 dan 18110000002", ("17110000001",), ("17110000001", "18110000002")),
        ("tidak ada", (), ()),
        ("19040012337", (), ()),
    ],
)
def test_other_cards_of_the_person_are_told(
    make_claim: MakeClaim, form: str, known: tuple[str, ...], cards: tuple[str, ...]
) -> None:
    claim = make_claim({Field.OTHER_KPJ: form}, master={"other_kpj": known})
    facts = [one.facts["cards"] for one in judge(claim, TODAY).judgements if one.finding is Finding.OTHER_CARDS]
    assert facts == ([cards] if cards else [])


def test_the_gravest_finding_stands_first(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.OTHER_KPJ: "17110000001"}, master={"inactive_since": None, "contributions": -99_000_000})
    severities = [severity for severity, _ in found(claim)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert severities[0] is Severity.BLOCKS
    assert {finding for _, finding in found(claim)} >= {Finding.NO_BALANCE, Finding.STILL_ACTIVE, Finding.OTHER_CARDS}


def test_a_cause_date_not_given_yet_is_unknown_and_not_a_refusal(make_claim: MakeClaim) -> None:
    assert found(make_claim({Field.CAUSE_DATE: ""}))[0] == (Severity.UNKNOWN, Finding.NO_CAUSE_DATE)
    assert found(make_claim({Field.CAUSE: ""})) == [(Severity.UNKNOWN, Finding.NO_CAUSE)]


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ({Field.CAUSE: Cause.LAID_OFF, Field.CAUSE_DATE: "31-01-2025"}, date(2025, 2, 28)),
        ({Field.CAUSE: Cause.CONTRACT_ENDED}, date(2025, 9, 2)),
        ({Field.CAUSE: Cause.PENSION_AGE}, date(2047, 8, 12)),
        ({Field.CAUSE: Cause.PARTIAL_10}, date(2029, 4, 1)),
        ({Field.CAUSE: Cause.DIED}, None),
        ({Field.CAUSE: ""}, None),
    ],
)
def test_the_first_day_for_the_claim_is_told(make_claim: MakeClaim, form: dict[str, str], first: date | None) -> None:
    assert judge(make_claim(form), TODAY).first_day == first


@given(left=st.dates(date(2015, 9, 1), date(2030, 1, 1)), after=st.integers(0, 90))
def test_who_left_may_claim_from_the_first_day_on_and_not_a_day_before(left: date, after: int) -> None:
    claim = faultless_claim()
    claim = replace(
        claim,
        form=claim.form.with_text(Field.CAUSE_DATE, format_date(left)),
        master=replace(claim.master, inactive_since=left),
    )
    on = left + timedelta(days=after)
    judged = judge(claim, on)
    assert judged.first_day is not None
    assert 28 <= (judged.first_day - left).days <= 31
    assert (judged.gravest.finding is Finding.WAITED) is (on >= judged.first_day)


@pytest.mark.parametrize(
    ("on", "expected", "facts"),
    [
        (date(2025, 9, 2), (FAIL, Finding.WAITING_UNTIL), {"day": date(2025, 10, 2), "days": 30}),
        (date(2025, 10, 1), (FAIL, Finding.WAITING_UNTIL), {"day": date(2025, 10, 2), "days": 1}),
        (date(2025, 10, 2), (PASS, Finding.WAITED), {"day": date(2025, 10, 2), "days": 0}),
        (date(2025, 11, 13), (PASS, Finding.WAITED), {"day": date(2025, 10, 2), "days": 42}),
    ],
)
@pytest.mark.parametrize("cause", [Cause.RESIGNED, Cause.LAID_OFF])
def test_a_month_must_pass_after_leaving(
    make_claim: MakeClaim, cause: Cause, on: date, expected: tuple[Outcome, str], facts: dict[str, Any]
) -> None:
    found = check(make_claim({Field.CAUSE: cause}), CheckSlot.ELIGIBILITY, on)
    assert (said(found), found.facts) == (expected, facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (OPEN, Finding.NO_CAUSE_DATE)),
        ("32-01-2025", (FAIL, Finding.BAD_DATE)),
        ("04-12-1977", (FAIL, Finding.BAD_DATE)),
        ("05-12-1977", (WARN, Finding.DATES_APART)),
        ("14-11-2025", (FAIL, Finding.CAUSE_DATE_AHEAD)),
        ("31-12-9999", (FAIL, Finding.CAUSE_DATE_AHEAD)),
    ],
)
def test_a_cause_date_that_cannot_be_is_found(make_claim: MakeClaim, text: str, expected: tuple[Outcome, str]) -> None:
    assert said(check(make_claim({Field.CAUSE_DATE: text}), CheckSlot.ELIGIBILITY)) == expected


@pytest.mark.parametrize("cause", [Cause.RESIGNED, Cause.LAID_OFF, Cause.CONTRACT_ENDED, Cause.OWN_ACCOUNT_STOPPED])
@pytest.mark.parametrize("inactive_since", [None, date(2025, 11, 14)])
def test_an_active_membership_stands_in_the_way_of_those_who_left(
    make_claim: MakeClaim, cause: Cause, inactive_since: date | None
) -> None:
    claim = make_claim({Field.CAUSE: cause}, master={"inactive_since": inactive_since})
    assert said(check(claim, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.STILL_ACTIVE)


def test_the_pension_age_of_jht_is_fifty_six_even_at_work(make_claim: MakeClaim) -> None:
    form = {Field.CAUSE: Cause.PENSION_AGE}
    ages = {date(1969, 11, 13): (PASS, Finding.AGE), date(1969, 11, 14): (FAIL, Finding.TOO_YOUNG)}
    for born, expected in ages.items():
        claim = make_claim(form, master={"birth_date": born, "inactive_since": None})
        assert said(check(claim, CheckSlot.ELIGIBILITY)) == expected
    assert check(claim, CheckSlot.ELIGIBILITY).facts == {"age": 55, "day": date(2025, 11, 14)}


@pytest.mark.parametrize(("cause", "gross"), [(Cause.PARTIAL_10, 7_345_678), (Cause.PARTIAL_30, 22_037_036)])
def test_a_part_is_paid_once_after_ten_years_of_membership(make_claim: MakeClaim, cause: Cause, gross: int) -> None:
    def partial(since: date, **master: Any) -> Claim:
        return make_claim({Field.CAUSE: cause}, master={"member_since": since, "inactive_since": None, **master})

    assert assess(partial(date(2014, 7, 13)), on=TODAY).gross == gross
    old = check(partial(date(2014, 7, 13)), CheckSlot.ELIGIBILITY)
    assert (said(old), old.facts) == ((PASS, Finding.MEMBER_FOR), {"years": 11, "months": 4})
    young = check(partial(date(2015, 11, 14)), CheckSlot.ELIGIBILITY)
    assert (said(young), young.facts) == (
        (FAIL, Finding.MEMBER_TOO_SHORT),
        {"years": 9, "months": 11, "day": date(2025, 11, 14)},
    )
    assert said(check(partial(date(2015, 11, 13)), CheckSlot.ELIGIBILITY)) == (PASS, Finding.MEMBER_FOR)
    left = partial(date(2014, 7, 13), inactive_since=date(2020, 1, 1))
    assert said(check(left, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.MEMBER_TOO_SHORT)
    before = partial(date(2014, 7, 13), prior_payments=(PriorPayment(1, date(2025, 2, 1)),))
    assert said(check(before, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.PARTIAL_BEFORE)
    full = partial(date(2014, 7, 13), prior_payments=(PriorPayment(1, date(2012, 2, 1), partial=False),))
    assert said(check(full, CheckSlot.ELIGIBILITY)) == (PASS, Finding.MEMBER_FOR)


def test_a_payment_from_the_future_and_an_empty_account_are_findings(make_claim: MakeClaim) -> None:
    ahead = make_claim(master={"prior_payments": (PriorPayment(1, date(2025, 11, 14)),)})
    assert said(check(ahead, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.PRIOR_AHEAD)
    today = make_claim(master={"prior_payments": (PriorPayment(1, TODAY),)})
    assert said(check(today, CheckSlot.ELIGIBILITY)) == (PASS, Finding.WAITED)
    for contributions in (0, -5):
        poor = make_claim(master={"contributions": contributions, "returns": 0})
        assert said(check(poor, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.NO_BALANCE)
        assert assess(poor, on=TODAY).gross == 0
