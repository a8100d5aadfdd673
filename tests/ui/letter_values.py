"""What the tests of letters start from: an officer, a moment, and claims in booths, decided or not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.model import Claim, ClaimState, Decision, Verdict
from cso_desk.desk.model import BoothClaim, Officer
from cso_desk.ui.letter import Letter, letter_of
from tests.claim_values import claim_with

NOW = datetime(2025, 11, 13, 10, 0, tzinfo=timezone(timedelta(hours=7), "WIB"))
OFFICER = Officer("u-1", "Petugas Satu", "9900001", "D-1", 1, "Kantor Cabang Contoh")
DECISION_ID = UUID("0199c0de-0000-7000-8abc-def012345678")
RICH = {"contributions": 60_000_000, "returns": 13_456_789}

_STATES = {
    Verdict.APPROVE: ClaimState.APPROVED,
    Verdict.RETURN: ClaimState.RETURNED,
    Verdict.REJECT: ClaimState.REJECTED,
    Verdict.REFER: ClaimState.REFERRED,
}


def judged(claim: Claim, on: date) -> Assessment:
    """The rules as the program applies them."""
    return assess(claim, on=on)


def held_with(form: dict[str, str] | None = None, *, master: dict[str, Any] | None = None, **held: Any) -> BoothClaim:
    """An open claim in a booth, faultless but for what is asked."""
    claim = claim_with(form, master=master)
    return replace(BoothClaim(claim, version="v1", called_at=claim.filed_at), **held)


def decided(
    held: BoothClaim,
    verdict: Verdict,
    reason: str = "",
    note: str = "",
    *,
    state: ClaimState | None = None,
    **more: Any,
) -> BoothClaim:
    """The claim decided at 09.30 WIB, with the fate and receipt that are asked for."""
    decision = Decision(
        id=DECISION_ID,
        claim_id=held.claim.id,
        stage=1,
        verdict=verdict,
        reason=reason,
        note=note,
        officer="u-1",
        amount=assess(held.claim, on=NOW.date()).gross if verdict is Verdict.APPROVE else 0,
        decided_at=datetime(2025, 11, 13, 2, 30, tzinfo=UTC),
        booth=1,
    )
    claim = replace(held.claim, state=state or _STATES[verdict], decisions=(decision,))
    return replace(held, claim=claim, **more)


def letter(held: BoothClaim) -> Letter:
    """The paper of a claim as it stands."""
    return letter_of(held, judged, OFFICER, NOW)


def told(value: Letter) -> str:
    """Everything that the paper says, line by line."""
    lines = [value.title, value.number, value.provisional]
    lines += [f"{row.label}: {row.text}" for row in value.rows]
    lines += value.opening
    for part in value.parts:
        lines += [part.title, *part.sentences]
        lines += [f"{item.what}. {item.do}" for item in part.items]
        lines += [f"{row.label} = {row.amount}" for row in part.sums]
        lines += [part.remark]
    return "\n".join(filter(None, [*lines, *value.closing, value.stated, value.officer]))
