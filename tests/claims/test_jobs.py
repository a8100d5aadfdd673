from datetime import date

import pytest

from cso_desk.claims.eligibility import Severity, judge
from cso_desk.claims.fields import faults
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import MAX_JOBS, Cause, Field, Form, Job, JobPart, is_form_key, job_key
from cso_desk.claims.jobs import History, history

from .conftest import TODAY, MakeClaim

Texts = dict[str, str]


def job(number: int, start: str = "", until: str = "", employer: str = "CV Contoh Kayu") -> Texts:
    """The texts of one earlier employment."""
    texts = (employer, start, until)
    return {job_key(number, part): text for part, text in zip(JobPart, texts, strict=True)}


def last(start: str, until: str) -> Texts:
    """The texts of the last employment."""
    return {Field.EMPLOYED_FROM: start, Field.EMPLOYED_UNTIL: until}


def test_twenty_employments_have_keys_and_no_more() -> None:
    keys = {job_key(number, part) for number in range(1, MAX_JOBS + 1) for part in JobPart}
    assert len(keys) == 60
    assert all(is_form_key(key) for key in keys)
    for wrong in ("job.0.from", "job.21.from", "job.01.from", "job.1.wage", "job.1", "job.1.from.x"):
        assert not is_form_key(wrong)


def test_a_form_lists_the_rows_in_which_anything_is_written_by_their_numbers() -> None:
    form = Form({**job(12, "01-01-2010"), **job(2, until="2011", employer=""), **job(3, " ", employer="  ")})
    assert form.jobs == (Job(2, "", "", "2011"), Job(12, "CV Contoh Kayu", "01-01-2010", ""))
    assert Form().jobs == ()


@pytest.mark.parametrize(
    ("texts", "key", "fault"),
    [
        (job(1, "31-02-2010"), "job.1.from", "bad_date"),
        (job(20, until="14-11-2025"), "job.20.until", "ahead"),
        (job(3, "04-12-1977"), "job.3.from", "too_old"),
        (job(2, "02-01-2010", "01-01-2010"), "job.2.until", "before_start"),
        (last("02-01-2010", "01-01-2010"), Field.EMPLOYED_UNTIL, "before_start"),
    ],
)
def test_every_row_says_what_is_wrong_with_it(texts: Texts, key: str, fault: str) -> None:
    assert faults(Form(texts), on=TODAY) == {key: fault}


def test_an_employer_may_have_digits_and_a_day_may_be_the_first_and_the_last() -> None:
    assert faults(Form(job(1, "01-01-2010", "01-01-2010", "PT 21 Contoh")), on=TODAY) == {}


def test_a_date_that_is_none_is_told_and_not_that_it_comes_too_early() -> None:
    assert faults(Form(job(1, "01-01-2010", "04-12-1977")), on=TODAY) == {"job.1.until": "too_old"}


@pytest.mark.parametrize(
    ("texts", "months"),
    [
        (job(1, "01-01-2010", "31-12-2010"), 12),
        (job(1, "01-01-2010", "29-12-2010"), 11),
        ({**job(1, "01-01-2010", "31-12-2010"), **job(2, "01-07-2010", "30-06-2011")}, 18),
        ({**job(1, "01-01-2010", "31-12-2010"), **job(2, "01-02-2010", "28-02-2010")}, 12),
        ({**job(1, "01-07-2010", "15-07-2010"), **job(2, "01-09-2010", "15-09-2010")}, 1),
        ({**job(1, "01-07-2010", "15-07-2010"), **job(2, "16-07-2010", "31-07-2010")}, 1),
        ({**job(2, "01-01-2012", "31-12-2012"), **job(1, "01-01-2014", "31-12-2014")}, 24),
        ({**job(1, "01-01-2010", "31-12-2010"), **last("01-07-2010", "31-12-2011")}, 24),
        (job(1, "01-01-2010"), 0),
        (job(1, until="01-01-2010"), 0),
        (job(1, "31-12-2010", "01-01-2010"), 0),
        (job(1, "01-01-1970", "31-12-2010"), 0),
        (job(1, "14-11-2025", "31-12-2025"), 0),
        (job(1, "14-10-2025", "31-12-2099"), 1),
        (last("02-08-2025", ""), 1),
    ],
)
def test_months_are_counted_once_whoever_was_worked_for(make_claim: MakeClaim, texts: Texts, months: int) -> None:
    claim = make_claim({Field.EMPLOYED_FROM: "", Field.EMPLOYED_UNTIL: "", **texts})
    assert history(claim, TODAY).months == months


def test_who_still_works_has_worked_to_this_day(make_claim: MakeClaim) -> None:
    claim = make_claim(last("14-11-2024", ""), master={"inactive_since": None})
    assert history(claim, TODAY).months == 12
    assert history(claim, date.max).months > 90_000


def test_the_last_employer_is_one_of_them(make_claim: MakeClaim) -> None:
    assert history(make_claim(job(4)), TODAY) == History(employers=2, months=0)
    assert history(make_claim({**job(4), Field.EMPLOYER: ""}), TODAY).employers == 1


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (job(1, "01-11-2013", "31-03-2019"), {"told_years": 11, "told_months": 10}),
        (job(1, "03-09-2015", "31-03-2019"), {"told_years": 10, "told_months": 0}),
        (job(1, "05-09-2015", "31-03-2019"), {}),
        ({}, {}),
    ],
)
@pytest.mark.parametrize("cause", [Cause.PARTIAL_10, Cause.PARTIAL_30])
def test_years_that_only_the_form_tells_still_block_and_are_told(
    make_claim: MakeClaim, cause: Cause, texts: Texts, told: dict[str, int]
) -> None:
    claim = make_claim({Field.CAUSE: cause, **last("01-04-2019", "02-09-2025"), **texts})
    found = judge(claim, TODAY).gravest
    assert (found.severity, found.finding) == (Severity.BLOCKS, Finding.MEMBER_TOO_SHORT)
    assert found.facts == {"years": 6, "months": 5, "day": date(2029, 4, 1), **told}


def test_a_record_of_ten_years_needs_no_history(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.CAUSE: Cause.PARTIAL_10}, master={"member_since": date(2013, 1, 1)})
    assert judge(claim, TODAY).gravest.finding is Finding.MEMBER_FOR
