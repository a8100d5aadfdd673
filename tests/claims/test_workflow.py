from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cso_desk.claims.checks import assess
from cso_desk.claims.errors import (
    HeldByAnother,
    NoteNeeded,
    NotOpen,
    NotReady,
    ReasonNeeded,
    TooLong,
    UnknownField,
    UnknownReason,
    Unwritable,
    WrongBooth,
)
from cso_desk.claims.form import Answer, CheckSlot, Field, acceptance_key
from cso_desk.claims.model import Claim, ClaimState, Decision, Verdict
from cso_desk.claims.table_files import packaged
from cso_desk.claims.tables import Ladder
from cso_desk.claims.workflow import SecondWord, apply_decision, check_out, decide, edit, needs_second, reasons_for

from .conftest import TODAY, MakeClaim

NOW = datetime(2025, 11, 13, 2, 42, tzinfo=UTC)


def ladder_with(**limits: Any) -> Ladder:
    """The packaged ladder with other limits."""
    ladder = packaged().ladder
    return replace(ladder, limits=(replace(ladder.limits[0], **limits),))


def decided(claim: Claim, verdict: Verdict, on: date = TODAY, **given: Any) -> Decision:
    asked: dict[str, Any] = {"reason": "", "note": "", "officer": "u-417", "id": UUID(int=7), "now": NOW, **given}
    return decide(claim, assess(claim, on=on), verdict, **asked)


def test_an_approval_names_the_gross_amount_the_officer_and_the_moment(make_claim: MakeClaim) -> None:
    decision = decided(make_claim(), Verdict.APPROVE, booth=1)
    assert decision == Decision(
        id=UUID(int=7),
        claim_id=UUID(int=412),
        stage=1,
        verdict=Verdict.APPROVE,
        reason="",
        note="",
        officer="u-417",
        amount=73_456_789,
        decided_at=NOW,
        booth=1,
    )


def test_an_approval_is_refused_while_a_check_is_open_and_names_it(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.FACE_MATCHES: "", Field.ACCOUNT_ACTIVE: ""})
    with pytest.raises(NotReady) as refused:
        decided(claim, Verdict.APPROVE)
    assert refused.value.facts["missing"] == ["face", "account"]


def test_a_warning_may_be_approved_once_it_is_accepted_with_a_reason(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.FULL_NAME: "Muhammad Risky Pratama"})
    with pytest.raises(NotReady):
        decided(claim, Verdict.APPROVE)
    accepted = edit(claim, acceptance_key(CheckSlot.MATCH), "KTP menulis Risky")
    assert decided(accepted, Verdict.APPROVE).verdict is Verdict.APPROVE


def test_a_failure_is_not_approved_even_with_an_acceptance(make_claim: MakeClaim) -> None:
    claim = make_claim({acceptance_key(CheckSlot.FACE): "mirip", Field.FACE_MATCHES: Answer.NO})
    with pytest.raises(NotReady):
        decided(claim, Verdict.APPROVE)


@pytest.mark.parametrize("verdict", [Verdict.RETURN, Verdict.REJECT, Verdict.REFER])
def test_every_other_verdict_needs_a_reason_and_a_note_of_its_own(make_claim: MakeClaim, verdict: Verdict) -> None:
    claim = make_claim({Field.FACE_MATCHES: ""})
    offered = reasons_for(verdict, TODAY)
    assert offered
    with pytest.raises(ReasonNeeded):
        decided(claim, verdict, note="bawa paklaring")
    for reason in offered:
        with pytest.raises(NoteNeeded):
            decided(claim, verdict, reason=reason.code, note="  ")
        decision = decided(claim, verdict, reason=reason.code, note=" bawa paklaring ")
        assert (decision.amount, decision.note) == (0, "bawa paklaring")
    for reason in set(packaged().reasons) - set(offered):
        with pytest.raises(UnknownReason):
            decided(claim, verdict, reason=reason.code, note="bawa paklaring")


def test_an_approval_takes_no_reason(make_claim: MakeClaim) -> None:
    assert reasons_for(Verdict.APPROVE, TODAY) == ()
    with pytest.raises(UnknownReason):
        decided(make_claim(), Verdict.APPROVE, reason="R01", note="x")


def test_a_decision_cannot_land_on_the_claim_of_another_booth(make_claim: MakeClaim) -> None:
    for booth in (2, 4):
        with pytest.raises(WrongBooth) as refused:
            decided(make_claim(booth=3), Verdict.APPROVE, booth=booth)
        assert refused.value.facts == {"booth": booth, "claim_booth": 3}


@pytest.mark.parametrize(
    ("verdict", "reason", "state"),
    [
        (Verdict.RETURN, "R01", ClaimState.RETURNED),
        (Verdict.REJECT, "R13", ClaimState.REJECTED),
        (Verdict.REFER, "P02", ClaimState.REFERRED),
    ],
)
def test_each_verdict_leads_to_its_state(
    make_claim: MakeClaim, verdict: Verdict, reason: str, state: ClaimState
) -> None:
    claim = make_claim()
    decision = decided(claim, verdict, reason=reason, note="bawa KTP asli")
    after = apply_decision(claim, decision, ladder=ladder_with(second_from=1))
    assert (after.state, after.decision, after.booth, after.row_version) == (state, decision, 1, 3)


@pytest.mark.parametrize(
    ("second_from", "state"),
    [(73_456_790, ClaimState.APPROVED), (73_456_789, ClaimState.AWAITING_SECOND), (1, ClaimState.AWAITING_SECOND)],
)
def test_an_approval_from_the_limit_on_waits_for_a_second_officer(
    make_claim: MakeClaim, second_from: int, state: ClaimState
) -> None:
    claim, ladder = make_claim(), ladder_with(second_from=second_from)
    assert apply_decision(claim, decided(claim, Verdict.APPROVE), ladder=ladder).state is state


def test_a_warning_that_was_accepted_can_call_for_a_second_officer(make_claim: MakeClaim) -> None:
    ladder = ladder_with(second_if_accepted=frozenset((CheckSlot.ELIGIBILITY, CheckSlot.DOCUMENTS)))
    small = {"contributions": 8_000_000, "returns": 0}
    for slot, reason, word in (
        (CheckSlot.DOCUMENTS, "slip gaji", SecondWord.ACCEPTED),
        (CheckSlot.ELIGIBILITY, "sesuai surat", SecondWord.ACCEPTED),
        (CheckSlot.ELIGIBILITY, "  ", None),
        (CheckSlot.MATCH, "KTP: Rizky", None),
    ):
        claim = make_claim({acceptance_key(slot): reason}, master=small)
        assert needs_second(claim, 8_000_000, on=TODAY, ladder=ladder) is word
        state = ClaimState.APPROVED if word is None else ClaimState.AWAITING_SECOND
        assert apply_decision(claim, decided(claim, Verdict.APPROVE), ladder=ladder).state is state
        returned = decided(claim, Verdict.RETURN, reason="R01", note="bawa paklaring")
        assert apply_decision(claim, returned, ladder=ladder).state is ClaimState.RETURNED
        assert needs_second(claim, 8_000_000, on=TODAY) is None  # the default
        assert needs_second(claim, 50_000_000, on=TODAY, ladder=ladder) is SecondWord.AMOUNT


def test_a_sample_of_the_small_claims_is_looked_at_twice(make_claim: MakeClaim) -> None:
    claims = [make_claim(id=UUID(int=number)) for number in range(1, 1001)]

    def drawn(percent: int) -> set[UUID]:
        ladder = ladder_with(second_sample=percent)
        words = {claim.id: needs_second(claim, 8_000_000, on=TODAY, ladder=ladder) for claim in claims}
        assert set(words.values()) <= {None, SecondWord.SAMPLE}
        return {id for id, word in words.items() if word is not None}

    few, more = drawn(5), drawn(30)
    assert (len(drawn(0)), len(few), len(more), len(drawn(100))) == (0, 56, 320, 1000)
    assert few < more


def test_a_decided_claim_is_neither_decided_nor_edited_nor_called_again(make_claim: MakeClaim) -> None:
    claim = make_claim()
    decision = decided(claim, Verdict.APPROVE)
    done = apply_decision(claim, decision)
    for again in (
        lambda: decided(done, Verdict.APPROVE),
        lambda: apply_decision(done, decision),
        lambda: edit(done, Field.PHONE, "0812-0000-0001"),
        lambda: check_out(done, desk="desk-3", booth=1),
    ):
        with pytest.raises(NotOpen) as refused:
            again()
        assert refused.value.facts == {"state": "awaiting_second"}


def test_a_waiting_claim_goes_into_a_booth_and_a_second_desk_is_told_where_it_is(make_claim: MakeClaim) -> None:
    waiting = make_claim(state=ClaimState.WAITING, desk=None, booth=None)
    held = check_out(waiting, desk="desk-3", booth=4)
    assert (held.state, held.desk, held.booth) == (ClaimState.IN_BOOTH, "desk-3", 4)
    assert check_out(held, desk="desk-3", booth=4) == held
    for desk, booth in (("desk-4", 4), ("desk-2", 4), ("desk-3", 5), ("desk-3", 3)):
        with pytest.raises(HeldByAnother) as refused:
            check_out(held, desk=desk, booth=booth)
        assert refused.value.facts == {"desk": "desk-3", "booth": 4}


def test_an_edit_changes_one_field_and_keeps_half_typed_texts(make_claim: MakeClaim) -> None:
    claim = make_claim()
    edited = edit(claim, Field.NIK, "99740")
    assert edited.form.text(Field.NIK) == "99740"
    assert {**edited.form.values, Field.NIK: ""} == {**claim.form.values, Field.NIK: ""}
    assert edited.row_version == claim.row_version


def test_an_edit_refuses_what_no_form_can_hold(make_claim: MakeClaim) -> None:
    claim = make_claim()
    with pytest.raises(UnknownField):
        edit(claim, "gaji", "1")
    assert edit(claim, Field.ADDRESS, "a" * 500).form.text(Field.ADDRESS) == "a" * 500
    with pytest.raises(TooLong) as too_long:
        edit(claim, Field.ADDRESS, "a" * 501)
    assert too_long.value.facts == {"key": "address", "length": 501, "limit": 500}
    assert edit(claim, Field.ADDRESS, "Jl. Satu\n\tRT 2").form.text(Field.ADDRESS) == "Jl. Satu\n\tRT 2"
    for bad in ("ab\0", "ab\ud800"):
        with pytest.raises(Unwritable) as unwritable:
            edit(claim, Field.ADDRESS, bad)
        assert unwritable.value.facts == {"key": "address", "position": 2}


def test_a_note_is_limited_like_a_field(make_claim: MakeClaim) -> None:
    with pytest.raises(TooLong):
        decided(make_claim(), Verdict.RETURN, reason="R01", note="a" * 501)
