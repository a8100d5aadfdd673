from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cso_desk.claims.checks import assess
from cso_desk.claims.errors import (
    AmountChanged,
    NotAllowed,
    NotOpen,
    NotReady,
    OverLimit,
    ReasonNeeded,
    SameOfficer,
    UnknownReason,
)
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Decision, Verdict
from cso_desk.claims.table_files import packaged
from cso_desk.claims.tables import Calendar, Role
from cso_desk.claims.transitions import TRANSITIONS, Action, allowed, next_state
from cso_desk.claims.workdays import is_working_day, pay_by, working_days_after
from cso_desk.claims.workflow import apply_decision, decide, decide_second, move

from .conftest import TODAY, MakeClaim

NOW = datetime(2025, 11, 13, 2, 42, tzinfo=UTC)
FIRST_OFFICER, SECOND_OFFICER = "u-417", "u-002"


def first(claim: Claim, verdict: Verdict, **given: str) -> Claim:
    asked: dict[str, Any] = {"reason": "", "note": "", **given}
    decision = decide(claim, assess(claim, on=TODAY), verdict, officer=FIRST_OFFICER, id=UUID(int=1), now=NOW, **asked)
    return apply_decision(claim, decision)


def second(claim: Claim, verdict: Verdict = Verdict.APPROVE, **given: Any) -> Decision:
    asked: dict[str, Any] = {"role": Role.SUPERVISOR, "reason": "", "note": "", "officer": SECOND_OFFICER, **given}
    return decide_second(claim, assess(claim, on=TODAY), verdict, id=UUID(int=2), now=NOW, **asked)


# What each role may do in each state, as read from the table: the officer's day at a glance.
@pytest.mark.parametrize(
    ("state", "role", "actions"),
    [
        (ClaimState.DRAFT, Role.PARTICIPANT, {"file", "cancel"}),
        (ClaimState.DRAFT, Role.OFFICER, set()),
        (ClaimState.WAITING, Role.OFFICER, {"call", "seat", "postpone", "approve", "return", "reject", "refer"}),
        (ClaimState.IN_BOOTH, Role.OFFICER, {"put_back", "postpone", "approve", "return", "reject", "refer"}),
        (ClaimState.IN_BOOTH, Role.FINANCE, set()),
        (ClaimState.AWAITING_SECOND, Role.OFFICER, {"reopen"}),
        (ClaimState.AWAITING_SECOND, Role.SUPERVISOR, {"approve", "return", "reject", "reopen"}),
        (ClaimState.REFERRED, Role.HEAD, {"approve", "return", "reject", "reopen"}),
        (ClaimState.APPROVED, Role.FINANCE, {"settle"}),
        (ClaimState.APPROVED, Role.OFFICER, set()),
        (ClaimState.PAYING, Role.FINANCE, {"confirm", "fail"}),
        (ClaimState.PAID, Role.HEAD, set()),
        (ClaimState.CANCELLED, Role.PARTICIPANT, set()),
    ],
)
def test_each_role_may_do_in_each_state_what_the_table_says(state: ClaimState, role: Role, actions: set[str]) -> None:
    assert set(allowed(state, role)) == actions


def test_every_state_is_reached_and_only_the_last_ones_are_left_by_nobody() -> None:
    reached = {row.to for row in TRANSITIONS} | {ClaimState.DRAFT, ClaimState.AWAITING_SECOND}
    assert reached == set(ClaimState)
    ends = {state for state in ClaimState if not any(state in row.states for row in TRANSITIONS)}
    assert ends == {ClaimState.PAID, ClaimState.CANCELLED}


def test_no_row_contradicts_another() -> None:
    for state in ClaimState:
        for role in Role:
            actions = allowed(state, role)
            assert len(actions) == len(set(actions))


def test_a_claim_goes_from_the_draft_to_the_money() -> None:
    state = ClaimState.DRAFT
    for action, role in (
        (Action.FILE, Role.PARTICIPANT),
        (Action.ARRIVE, Role.OFFICER),
        (Action.CALL, Role.OFFICER),
        (Action.SEAT, Role.OFFICER),
        (Action.APPROVE, Role.OFFICER),
        (Action.SETTLE, Role.FINANCE),
        (Action.PAY, Role.FINANCE),
        (Action.FAIL, Role.FINANCE),
        (Action.PAY, Role.FINANCE),
        (Action.CONFIRM, Role.FINANCE),
    ):
        state = next_state(state, action, role)
    assert state is ClaimState.PAID


def test_what_the_table_does_not_allow_is_refused_with_its_facts() -> None:
    with pytest.raises(NotAllowed) as refused:
        next_state(ClaimState.PAID, Action.PAY, Role.FINANCE)
    assert refused.value.facts == {"state": "paid", "action": "pay", "role": "finance"}


def test_who_is_put_back_sits_in_no_booth(make_claim: MakeClaim) -> None:
    back = move(make_claim(), Action.PUT_BACK, Role.OFFICER)
    assert (back.state, back.desk, back.booth) == (ClaimState.WAITING, None, None)
    settled = move(make_claim(state=ClaimState.APPROVED), Action.SETTLE, Role.FINANCE)
    assert (settled.state, settled.booth) == (ClaimState.SETTLED, 1)


@pytest.mark.parametrize("action", [Action.SEAT, Action.APPROVE, Action.RETURN, Action.REJECT, Action.REFER])
def test_no_decision_is_made_by_a_mere_move(make_claim: MakeClaim, action: Action) -> None:
    with pytest.raises(NotAllowed):
        move(make_claim(state=ClaimState.WAITING), action, Role.OFFICER)


def test_a_large_claim_is_approved_by_two(make_claim: MakeClaim) -> None:
    waiting = first(make_claim(), Verdict.APPROVE)
    assert waiting.state is ClaimState.AWAITING_SECOND
    decision = second(waiting)
    assert (decision.stage, decision.amount, decision.officer) == (2, 73_456_789, SECOND_OFFICER)
    done = apply_decision(waiting, decision)
    assert (done.state, len(done.decisions)) == (ClaimState.APPROVED, 2)
    with pytest.raises(NotOpen):
        apply_decision(done, decision)


def test_who_verified_may_not_approve(make_claim: MakeClaim) -> None:
    waiting = first(make_claim(), Verdict.APPROVE)
    with pytest.raises(SameOfficer):
        second(waiting, officer="".join(FIRST_OFFICER))
    for other in ("u-002", "u-999"):
        assert second(waiting, officer=other).officer == other


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FINANCE, Role.PARTICIPANT])
def test_a_second_word_is_not_everybodys(make_claim: MakeClaim, role: Role) -> None:
    with pytest.raises(NotAllowed):
        second(first(make_claim(), Verdict.APPROVE), role=role)


def test_each_role_approves_up_to_its_limit(make_claim: MakeClaim) -> None:
    for contributions, role, fits in (
        (500_000_000, Role.SUPERVISOR, True),
        (500_000_001, Role.SUPERVISOR, False),
        (5_000_000_000, Role.HEAD, True),
    ):
        waiting = first(make_claim(master={"contributions": contributions, "returns": 0}), Verdict.APPROVE)
        if fits:
            assert second(waiting, role=role).amount == contributions
            continue
        with pytest.raises(OverLimit) as refused:
            second(waiting, role=role)
        assert refused.value.facts == {"amount": 500_000_001, "limit": 500_000_000, "role": "supervisor"}


def test_an_officer_approves_up_to_the_limit_of_the_first_step(make_claim: MakeClaim) -> None:
    known = packaged().ladder
    claim = make_claim()
    given: dict[str, Any] = {"reason": "", "note": "", "officer": FIRST_OFFICER, "id": UUID(int=1), "now": NOW}
    for limit, fits in ((73_456_789, True), (73_456_788, False)):
        steps = tuple(replace(step, up_to=limit) if step.stage == 1 else step for step in known.step)
        given["ladder"] = replace(known, step=steps)
        if fits:
            assert decide(claim, assess(claim, on=TODAY), Verdict.APPROVE, **given).amount == limit
            continue
        with pytest.raises(OverLimit) as refused:
            decide(claim, assess(claim, on=TODAY), Verdict.APPROVE, **given)
        assert refused.value.facts == {"amount": 73_456_789, "limit": limit, "role": "officer"}
        referred = {**given, "reason": "P01", "note": "di atas batas saya"}
        assert decide(claim, assess(claim, on=TODAY), Verdict.REFER, **referred).amount == 0


def test_a_role_without_a_step_on_the_ladder_approves_nothing(make_claim: MakeClaim) -> None:
    ladder = packaged().ladder
    without = replace(ladder, step=tuple(step for step in ladder.step if step.role is not Role.HEAD))
    waiting = first(make_claim(), Verdict.APPROVE)
    with pytest.raises(NotAllowed):
        second(waiting, role=Role.HEAD, ladder=without)
    assert second(waiting, role=Role.SUPERVISOR, ladder=without).stage == 2
    of_head_alone = replace(ladder, step=tuple(step for step in ladder.step if step.role is Role.HEAD))
    with pytest.raises(NotAllowed) as refused:
        second(waiting, role=Role.SUPERVISOR, ladder=of_head_alone)
    assert refused.value.facts == {"state": "awaiting_second", "action": "approve", "role": "supervisor"}
    assert second(waiting, role=Role.HEAD, ladder=of_head_alone).stage == 2
    claim = make_claim()
    with pytest.raises(NotAllowed) as alone:
        decide(
            claim,
            assess(claim, on=TODAY),
            Verdict.APPROVE,
            reason="",
            note="",
            officer=FIRST_OFFICER,
            id=UUID(int=1),
            now=NOW,
            ladder=of_head_alone,
        )
    assert alone.value.facts == {"state": "in_booth", "action": "approve", "role": "officer"}


def test_a_claim_that_changed_since_the_first_word_is_not_approved(make_claim: MakeClaim) -> None:
    waiting = first(make_claim(), Verdict.APPROVE)
    for more in (1, -1):
        contributions = {"contributions": 58_910_400 + more}
        changed = make_claim(master=contributions, state=waiting.state, decisions=waiting.decisions)
        with pytest.raises(AmountChanged) as refused:
            second(changed)
        assert refused.value.facts == {"approved": 73_456_789, "amount": 73_456_789 + more}
    spoilt = make_claim({Field.FACE_MATCHES: "no"}, state=waiting.state, decisions=waiting.decisions)
    with pytest.raises(NotReady):
        second(spoilt)
    assert second(spoilt, Verdict.RETURN, reason="R01", note="bawa KTP asli").verdict is Verdict.RETURN


def test_a_referred_claim_is_decided_by_the_supervisor_with_a_reason(make_claim: MakeClaim) -> None:
    referred = first(make_claim(), Verdict.REFER, reason="P02", note="cap meragukan")
    assert apply_decision(referred, second(referred)).state is ClaimState.APPROVED
    with pytest.raises(ReasonNeeded):
        second(referred, Verdict.RETURN)
    returned = second(referred, Verdict.RETURN, reason="R07", note="bawa surat asli")
    assert returned.amount == 0
    assert apply_decision(referred, returned).state is ClaimState.RETURNED
    with pytest.raises(NotAllowed):
        second(referred, Verdict.REFER, reason="P05", note="lagi")
    with pytest.raises(UnknownReason):
        second(referred, Verdict.REJECT, reason="R01", note="x")


def test_nobody_gives_a_second_word_on_a_claim_that_waits_for_none(make_claim: MakeClaim) -> None:
    for state in (ClaimState.IN_BOOTH, ClaimState.APPROVED, ClaimState.AWAITING_SECOND):
        with pytest.raises(NotOpen):
            second(make_claim(state=state))


@pytest.mark.parametrize(
    ("gross", "complete", "due"),
    [
        (10_000_000, date(2025, 11, 13), date(2025, 11, 14)),
        (10_000_001, date(2025, 11, 13), date(2025, 11, 20)),
        (8_000_000, date(2025, 11, 14), date(2025, 11, 17)),  # over a weekend
        (8_000_000, date(2025, 12, 24), date(2025, 12, 29)),  # Christmas and its cuti bersama
        (8_000_000, date(2015, 8, 31), None),
    ],
)
def test_a_claim_is_paid_within_working_days(gross: int, complete: date, due: date | None) -> None:
    rules = packaged()
    assert pay_by(gross, complete, rules.ladder, rules.calendar) == due


def test_the_branchs_own_days_come_first() -> None:
    own = Calendar("a test", off=(date(2025, 11, 14),), work=(date(2025, 11, 15), date(2025, 12, 25)))
    assert not is_working_day(date(2025, 11, 14), own)
    assert is_working_day(date(2025, 11, 15), own)
    assert is_working_day(date(2025, 12, 25), own)
    assert working_days_after(date(2025, 11, 13), 1, own) == date(2025, 11, 15)
    assert working_days_after(date(2025, 11, 13), 0, own) == date(2025, 11, 13)
