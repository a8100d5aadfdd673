"""What the tests of the supervisor's dialog start from: claims that wait for a second word or are at other desks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Decision, Verdict
from cso_desk.claims.tables import Role
from cso_desk.desk.model import AwaitingSecond, Fate, HeldElsewhere, Officer, Piece, Stand
from cso_desk.wire import Kind
from tests.claim_values import claim_with

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
FIRST = "u-1"
BOSS = Officer("u-9", "Hendra Gunawan", "9900009", "114-1", 114, "Cabang Contoh", "Meja 1", Role.SUPERVISOR)
AMOUNT = 61_402_985
_RETURNS = 1_402_985


def claim(number: int, *, amount: int = AMOUNT, first: str = FIRST, referred: bool = False, **changes: Any) -> Claim:
    """A faultless claim of `amount` rupiah that an officer has approved, or referred, some minutes ago."""
    name = f"Peserta {number}"
    made = claim_with(
        {Field.FULL_NAME: name, Field.ACCOUNT_HOLDER: name},
        master={"full_name": name, "contributions": amount - _RETURNS, "returns": _RETURNS},
        id=UUID(int=number),
        number=f"KJ-2511-{number:04}",
    )
    decision = Decision(
        id=UUID(int=900 + number),
        claim_id=made.id,
        stage=1,
        verdict=Verdict.REFER if referred else Verdict.APPROVE,
        reason="P01" if referred else "",
        note="Mohon dilihat lagi" if referred else "",
        officer=first,
        amount=0 if referred else amount,
        decided_at=NOW - timedelta(minutes=5),
        booth=1,
    )
    state = ClaimState.REFERRED if referred else ClaimState.AWAITING_SECOND
    return replace(made, state=state, decisions=(decision,), **changes)


def waiting(number: int, *, fate: Fate = Fate.NONE, version: str = "v1", **changes: Any) -> AwaitingSecond:
    """A claim that waits for a second word."""
    verdict = None if fate is Fate.NONE else Verdict.APPROVE
    return AwaitingSecond(claim(number, **changes), version, fate, verdict)


def held(
    number: int, *, desk: str = "114-2", booth: int | None = 1, minutes: float | None = 40, fate: Fate = Fate.NONE
) -> HeldElsewhere:
    """A claim at another desk, lent for so many minutes more."""
    made = claim_with({Field.FULL_NAME: f"Peserta {number}"}, id=UUID(int=number), number=f"KJ-2511-{number:04}")
    state = ClaimState.WAITING if booth is None else ClaimState.IN_BOOTH
    until = None if minutes is None else NOW + timedelta(minutes=minutes)
    return HeldElsewhere(replace(made, desk=desk, booth=booth, state=state), until, fate)


def refused(code: str, kind: Kind = Kind.DECIDE, **facts: Any) -> Piece:
    """A second word, or a wish to take a claim back, that the centre refused."""
    verdict = Verdict.APPROVE if kind is Kind.DECIDE else None
    return Piece(UUID(int=5), kind, Stand.REFUSED, BOSS.id, NOW, verdict=verdict, code=code, facts=facts)
