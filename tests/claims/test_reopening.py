"""A decided claim is opened again: by whom, from which state, and what becomes of its decisions."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from cso_desk.claims.checks import assess
from cso_desk.claims.errors import EmptyNote, NotAllowed, NotOpen, TooLong, Unwritable
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Decision, Reopening, Verdict
from cso_desk.claims.tables import Role
from cso_desk.claims.transitions import Action
from cso_desk.claims.workflow import apply_decision, decide, decide_second, edit, may_reopen, move, reopen

from .conftest import TODAY, MakeClaim

NOW = datetime(2025, 11, 13, 2, 42, tzinfo=UTC)
FIRST, OTHER = "u-417", "u-002"
ID = UUID(int=7)


def word(claim: Claim, officer: str = FIRST, **given: Any) -> Decision:
    told: dict[str, Any] = {"verdict": Verdict.APPROVE, "reason": "", "note": "", **given}
    return decide(claim, assess(claim, on=TODAY), told.pop("verdict"), officer=officer, id=UUID(int=1), now=NOW, **told)


def opened(claim: Claim, role: Role, officer: str = FIRST, why: str = "salah rekening", **more: Any) -> Claim:
    return reopen(claim, role=role, officer=officer, why=why, id=ID, now=NOW, **more)


@pytest.fixture
def waiting(make_claim: MakeClaim) -> Claim:
    """Large enough to wait for a second word."""
    claim = make_claim()
    return apply_decision(claim, word(claim))


def test_its_decisions_are_set_aside_with_who_opened_it_why_and_when(waiting: Claim) -> None:
    assert waiting.state is ClaimState.AWAITING_SECOND
    again = opened(waiting, Role.SUPERVISOR, OTHER)
    assert (again.state, again.desk, again.booth) == (ClaimState.WAITING, None, None)
    assert again.decisions == ()
    assert again.decision is None
    assert again.reopenings == (Reopening(ID, OTHER, "salah rekening", NOW, waiting.decisions),)
    assert replace(again, state=waiting.state, desk=waiting.desk, booth=waiting.booth, decisions=waiting.decisions) == (
        replace(waiting, reopenings=again.reopenings)
    )


def test_a_decided_form_is_locked_and_one_that_was_opened_again_is_changed_and_decided_anew(waiting: Claim) -> None:
    with pytest.raises(NotOpen):
        edit(waiting, Field.ACCOUNT_NUMBER, "9988776655")
    again = edit(opened(waiting, Role.OFFICER, desk="114-1", booth=3), Field.PHONE, "081200000009")
    assert (again.state, again.desk, again.booth) == (ClaimState.IN_BOOTH, "114-1", 3)
    twice = apply_decision(again, word(again, officer=OTHER))
    assert [one.officer for one in twice.decisions] == [OTHER]
    assert [one.officer for one in twice.reopenings[0].decisions] == [FIRST]
    thrice = opened(twice, Role.SUPERVISOR, why="lagi")
    assert [one.why for one in thrice.reopenings] == ["salah rekening", "lagi"]


def test_who_set_his_own_word_aside_may_give_the_second_one_to_another_officers(waiting: Claim) -> None:
    again = opened(waiting, Role.SUPERVISOR, FIRST)
    twice = apply_decision(again, word(again, officer=OTHER))
    assessment = assess(twice, on=TODAY)
    given: dict[str, Any] = {"role": Role.SUPERVISOR, "reason": "", "note": "", "id": UUID(int=2), "now": NOW}
    assert decide_second(twice, assessment, Verdict.APPROVE, officer=FIRST, **given).officer == FIRST


@pytest.mark.parametrize("state", [ClaimState.AWAITING_SECOND, ClaimState.REFERRED])
def test_an_officer_takes_back_only_the_own_word(waiting: Claim, state: ClaimState) -> None:
    standing = replace(waiting, state=state)
    assert may_reopen(standing, role=Role.OFFICER, officer="".join(FIRST))
    for above in (Role.SUPERVISOR, Role.HEAD):
        assert may_reopen(standing, role=above, officer=OTHER)
    for other in (OTHER, "u-999"):
        assert not may_reopen(standing, role=Role.OFFICER, officer=other)
    assert not may_reopen(replace(standing, decisions=()), role=Role.OFFICER, officer=FIRST)
    with pytest.raises(NotAllowed) as refused:
        opened(standing, Role.OFFICER, OTHER)
    assert refused.value.facts == {"state": str(state), "action": "reopen", "role": "officer"}


# Who may open what again, whoever decided it.
@pytest.mark.parametrize(
    ("state", "roles"),
    [
        (ClaimState.RETURNED, {Role.OFFICER, Role.SUPERVISOR, Role.HEAD}),
        (ClaimState.APPROVED, {Role.SUPERVISOR, Role.HEAD}),
        (ClaimState.REJECTED, {Role.SUPERVISOR, Role.HEAD}),
        (ClaimState.SETTLED, set()),
        (ClaimState.PAYING, set()),
        (ClaimState.PAID, set()),
        (ClaimState.WAITING, set()),
        (ClaimState.IN_BOOTH, set()),
        (ClaimState.CANCELLED, set()),
    ],
)
def test_each_role_opens_again_what_the_table_says(waiting: Claim, state: ClaimState, roles: set[Role]) -> None:
    standing = replace(waiting, state=state)
    assert {role for role in Role if may_reopen(standing, role=role, officer=OTHER)} == roles


@pytest.mark.parametrize(
    ("why", "error"), [("", EmptyNote), ("  \n", EmptyNote), ("x" * 501, TooLong), ("a\0b", Unwritable)]
)
def test_it_needs_a_reason_that_can_be_kept(waiting: Claim, why: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        opened(waiting, Role.SUPERVISOR, why=why)


def test_nothing_is_opened_again_by_a_mere_move(waiting: Claim) -> None:
    with pytest.raises(NotAllowed):
        move(waiting, Action.REOPEN, Role.SUPERVISOR)
