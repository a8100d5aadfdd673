from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cso_desk.claims.checks import Assessment, Outcome, assess
from cso_desk.claims.dates import add_months, parse_date
from cso_desk.claims.eligibility import judge
from cso_desk.claims.fields import faults
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import FORM_KEYS, Answer, Cause, CheckSlot, Field, acceptance_key
from cso_desk.claims.identity import Nik
from cso_desk.claims.laws import filed_on, law_of
from cso_desk.claims.model import Channel, Claim, ClaimState, Verdict
from cso_desk.claims.table_files import packaged
from cso_desk.claims.tax import TaxKind
from cso_desk.claims.workflow import edit, reasons_for
from cso_desk.demo.people import participants, truth_of
from cso_desk.demo.stories import STORIES, story_of

TODAY = date(2025, 11, 13)
SLOTS = list(CheckSlot)


def interviewed(claim: Claim, on: date) -> tuple[Claim, Assessment]:
    """The claim after an officer wrote down what is true, and accepted with a reason what only warns."""
    truth = truth_of(claim)
    for key, text in truth.entries.items():
        claim = edit(claim, key, text)
    for check in assess(claim, on=on).checks:
        if check.outcome is Outcome.WARN:
            claim = edit(claim, acceptance_key(check.slot), truth.acceptance)
    return claim, assess(claim, on=on)


def claims_by_story(today: date = TODAY) -> Iterator[Claim]:
    yield from participants(len(STORIES), today=today)


def test_the_same_seed_and_day_make_the_same_people_and_more_people_change_nobody() -> None:
    assert participants(60, today=TODAY) == participants(90, today=TODAY)[:60]
    assert participants(20, today=TODAY, seed=2) != participants(20, today=TODAY)


def test_a_claim_keeps_its_id_from_day_to_day() -> None:
    ids = [claim.id for claim in participants(30, today=TODAY)]
    assert ids == [claim.id for claim in participants(30, today=date(2026, 3, 1))]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "today", [TODAY, date(2020, 6, 20), date(2026, 1, 1), date(2026, 3, 31), date(2028, 2, 29), date(2026, 6, 14)]
)
def test_everybody_can_be_decided_as_the_story_says(today: date) -> None:
    for claim in participants(150, today=today):
        truth = truth_of(claim)
        _, assessment = interviewed(claim, today)
        if truth.verdict is Verdict.APPROVE:
            assert assessment.missing == (), claim.number
        else:
            assert truth.reason in [reason.code for reason in reasons_for(truth.verdict, today)], claim.number
            assert truth.note, claim.number


def test_the_people_cover_every_cause_channel_verdict_reason_tax_and_failing_check() -> None:
    claims = list(claims_by_story())
    truths = [truth_of(claim) for claim in claims]
    assert {claim.form.cause for claim in claims} == set(Cause)
    assert {claim.channel for claim in claims} == set(Channel)
    assert {truth.verdict for truth in truths} == set(Verdict)
    assert {truth.reason for truth in truths} >= {f"R{n:02}" for n in range(1, 16)}
    judged = [interviewed(claim, TODAY)[1] for claim in claims]
    assert {assessment.withholding.kind for assessment in judged} == set(TaxKind)
    assert any(assessment.withholding.tax > 0 for assessment in judged)
    failing = {check.slot for assessment in judged for check in assessment.checks if check.outcome is Outcome.FAIL}
    assert failing == set(CheckSlot)
    assert {law.name for claim in claims if (law := law_of(claim, TODAY))} == {law.name for law in packaged().laws}


def test_nobody_exists_and_nobody_shares_a_number() -> None:
    claims = participants(400, today=TODAY)
    for claim in claims:
        assert claim.master.nik.startswith("99")
        assert Nik.parse(claim.master.nik).birth_date(TODAY) == claim.master.birth_date
        assert claim.form.text(Field.NIK).startswith(("99", "9.9"))
        assert claim.form.text(Field.PHONE).startswith("0812-0000-")
        assert len(claim.master.kpj) == 11
    for numbers in ([claim.master.nik for claim in claims], [claim.master.kpj for claim in claims]):
        assert len(set(numbers)) == len(numbers)
    assert len({(claim.number, claim.ticket) for claim in claims}) == len(claims)


def test_what_an_officer_must_find_out_is_not_filled_in_yet() -> None:
    for claim in participants(120, today=TODAY):
        assert claim.state is ClaimState.WAITING
        assert set(claim.form.values) <= FORM_KEYS
        for asked in (Field.ID_CARD_ORIGINAL, Field.FACE_MATCHES, Field.ACCOUNT_ACTIVE):
            assert claim.form.answer(asked) is Answer.UNASKED
        assert not assess(claim, on=TODAY).ready


def test_the_first_six_make_the_picture_of_the_wall() -> None:
    first = [claim for claim in participants(40, today=TODAY) if claim.channel is Channel.BOOTH][:6]
    assert [claim.ticket for claim in first] == ["B-001", "B-002", "B-003", "B-004", "B-005", "B-006"]
    judged = [assess(claim, on=TODAY) for claim in first]
    assert [(assessment.gross, assessment.withholding.tax) for assessment in judged] == [
        (73_456_789, 1_172_839),
        (8_214_500, 0),
        (148_920_311, 4_946_015),
        (6_482_130, 0),
        (21_305_720, 0),
        (11_240_000, 0),
    ]
    match = judged[0].checks[SLOTS.index(CheckSlot.MATCH)]
    assert (match.outcome, match.facts["letters"]) == (Outcome.WARN, 1)
    assert (match.facts["form"], match.facts["master"]) == ("MUHAMMAD RIZKY PRATAMA", "MUHAMMAD RISKY PRATAMA")
    assert [truth_of(claim).verdict for claim in first] == [Verdict.APPROVE] * 6


def test_the_first_in_the_queue_has_waited_longest_and_nobody_comes_from_the_future() -> None:
    now = datetime(2025, 11, 13, 2, 0, tzinfo=UTC)
    filed = [claim.filed_at for claim in participants(300, today=TODAY, now=now) if filed_on(claim) == TODAY]
    assert len(filed) == 299
    assert filed == sorted(filed)
    assert len(set(filed)) == len(filed)
    assert timedelta(minutes=20) < now - filed[0] < timedelta(minutes=30)
    assert filed[-1] < now


def test_one_filed_under_the_older_law_and_is_judged_by_it() -> None:
    (old,) = (claim for claim in claims_by_story() if filed_on(claim).year == 2022)
    assert (old.number[:8], judge(old, TODAY).gravest.finding) == ("KJ-2204-", Finding.WAITED)
    assert (old.master.inactive_since or TODAY) < filed_on(old)
    assert all(filed_on(claim).year == 2020 for claim in claims_by_story(date(2020, 6, 20)))


def test_one_in_three_and_all_who_claim_a_part_wrote_employers_that_fit_their_membership() -> None:
    for claim in participants(150, today=TODAY):
        form, jobs = claim.form, claim.form.jobs
        part = form.cause in (Cause.PARTIAL_10, Cause.PARTIAL_30)
        number = int(claim.number.rpartition("-")[2])
        assert (1 <= len(jobs) <= 4) is (part or number % 3 == 0), claim.number
        assert faults(form, on=TODAY).keys() <= truth_of(claim).corrections.keys() | {
            Field.EMPLOYED_UNTIL,
            Field.CAUSE_DATE,
        }
        if not jobs:
            continue
        days = [parse_date(text) for job in jobs for text in (job.start, job.until)]
        assert None not in days
        assert sorted(map(str, days)) == [str(day) for day in days]
        began = parse_date(form.text(Field.EMPLOYED_FROM))
        assert days[-1] is not None
        assert began == days[-1] + timedelta(days=1)
        unmerged = story_of(number).unmerged_months
        assert days[0] == add_months(claim.master.member_since, -unmerged)


def test_one_of_them_must_merge_cards_before_claiming_a_part() -> None:
    told = [judge(claim, TODAY).gravest for claim in claims_by_story()]
    assert [found.facts["told_years"] for found in told if "told_years" in found.facts] == [12]


def test_the_truth_of_a_stranger_is_not_known() -> None:
    claim = participants(1, today=TODAY)[0]
    with pytest.raises(ValueError, match="not one of"):
        truth_of(replace(claim, master=replace(claim.master, nik="3174011208910012")))
    with pytest.raises(ValueError, match="not one of"):
        truth_of(replace(claim, number="KJ-2511-x"))
