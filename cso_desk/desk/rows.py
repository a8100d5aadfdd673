"""Rows of the desk's tables made from values, and values made from rows."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from cso_desk.claims.model import Claim
from cso_desk.wire import Entry, Kept, Kind, Result, Status, chain
from cso_desk.wire.claim_wire import claim_from_json, claim_from_wire

from .work import NewWork, Typed, Work, WorkState

_STATE_OF = {
    Status.APPLIED: WorkState.APPLIED,
    Status.REJECTED: WorkState.REJECTED,
    Status.PARKED: WorkState.PARKED,
}


def stamp(at: datetime) -> str:
    """A time as text that sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def draft_row(typed: Typed, base: Mapping[str, Any]) -> dict[str, Any]:
    """A new draft that holds what was typed."""
    return {
        **base,
        "op_id": typed.op_id,
        "kind": str(Kind.EDIT),
        "claim_id": typed.claim_id,
        "booth": typed.booth,
        "body": {"fields": {key: list(pair) for key, pair in typed.fields.items()}},
        "officer": typed.officer,
        "captured_at": stamp(typed.at),
        "state": str(WorkState.DRAFT),
        "n": 0,
    }


def work_row(new: NewWork, base: Mapping[str, Any]) -> dict[str, Any]:
    """New work, still to be sealed."""
    return {
        **base,
        "op_id": new.op_id,
        "kind": str(new.kind),
        "claim_id": new.claim_id,
        "booth": new.booth,
        "body": dict(new.body),
        "officer": new.officer,
        "captured_at": stamp(new.at),
        "state": str(WorkState.DRAFT),
        "n": 0,
    }


def sealed_text(row: Mapping[str, Any]) -> str:
    """The bytes of an op, fixed for ever, without the envelope that they travel in."""
    op = {
        "op_id": str(row["op_id"]),
        "kind": row["kind"],
        "claim": str(row["claim_id"]),
        "user": row["officer"],
        "base": {"row_version": row["base_version"], "cycle": row["cycle"]},
        "lease": _text(row["lease"]),
        "after_op": _text(row["after_op"]),
        "body": row["body"],
        "captured": {"wall": row["captured_at"]},
    }
    return chain.canonical(op).decode()


def queued_text(sealed: str, seq: int, session: UUID, proof: str) -> str:
    """The bytes of an op in its envelope (`wire.ENVELOPE`), as they are sent."""
    return f'{sealed[:-1]},"seq":{seq},"session":"{session}","proof":"{proof}"}}'


def work_from(row: Row[Any], *, cursor_n: int, in_flight: frozenset[UUID]) -> Work:
    """A row of the outbox as a value."""
    state = WorkState(row.state)
    return Work(
        pos=row.pos,
        op_id=row.op_id,
        kind=row.kind,
        claim_id=row.claim_id,
        booth=row.booth,
        body=row.body,
        officer=row.officer,
        captured_at=moment(row.captured_at),
        state=state,
        pending=state in (WorkState.DRAFT, WorkState.QUEUED) or (state is WorkState.APPLIED and row.n > cursor_n),
        offered=state is WorkState.QUEUED and row.sent_at is not None,
        in_flight=row.op_id in in_flight,
        acknowledged=row.acknowledged_at is not None,
        result=None if row.result is None else Result.model_validate(row.result),
    )


def answer_columns(result: Result, at: datetime) -> dict[str, Any]:
    """What the centre's last word changes in a row of the outbox."""
    return {
        "state": str(_STATE_OF[result.status]),
        "n": result.n,
        "result": result.model_dump(mode="json"),
        "answered_at": stamp(at),
    }


def answer_in(entry: Entry) -> Result | None:
    """The result that an entry of the log is the proof of, None where it came from no op."""
    op_id = entry.body.get("op_id")
    if op_id is None:
        return None
    refused = entry.kind == Kind.REFUSED
    return Result(
        op_id=UUID(op_id),
        status=Status(entry.body["status"]) if refused else Status.APPLIED,
        n=entry.n,
        entry_hash=entry.hash,
        row_version=entry.rv,
        code=entry.body.get("code", ""),
        facts=entry.body.get("facts", {}),
    )


def replica_row(entry: Entry) -> dict[str, Any]:
    """The centre's row after an entry that holds a claim; raises ValueError where that is not understood."""
    assert entry.data is not None
    claim = claim_from_wire(entry.data)
    lease, until = entry.body.get("lease"), entry.body.get("lease_until")
    return _replica_row(
        claim,
        entry.data,
        cycle=entry.body.get("cycle", 1),
        lease=None if lease is None else UUID(lease),
        until=None if until is None else datetime.fromisoformat(until),
    )


def kept_row(kept: Kept) -> dict[str, Any]:
    """The centre's row as a snapshot tells it; raises ValueError where it is not understood."""
    claim = claim_from_wire(kept.claim)
    return _replica_row(claim, kept.claim, cycle=kept.cycle, lease=kept.lease, until=kept.lease_until)


def _replica_row(
    claim: Claim, data: dict[str, Any], *, cycle: int, lease: UUID | None, until: datetime | None
) -> dict[str, Any]:
    return {
        "claim_id": claim.id,
        "branch": claim.branch,
        "row_version": claim.row_version,
        "cycle": cycle,
        "lease": lease,
        "lease_until": None if until is None else stamp(until),
        "state": str(claim.state),
        "channel": str(claim.channel),
        "ticket": claim.ticket,
        "desk": claim.desk,
        "booth": claim.booth,
        "filed_at": stamp(claim.filed_at),
        "body": chain.canonical(data).decode(),
    }


def claim_of(row: Row[Any]) -> Claim:
    """The claim of a row of the replica."""
    return claim_from_json(row.body)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
