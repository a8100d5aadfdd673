"""An officer's work as the outbox keeps it, and how it lies over the centre's rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from cso_desk.claims import workflow
from cso_desk.claims.errors import ClaimError
from cso_desk.claims.model import Attachment, Claim, Decision, Note, Proposal, Verdict
from cso_desk.claims.tables import Role
from cso_desk.wire import Kind, Result


class WorkState(StrEnum):
    """Where a piece of work stands: DRAFT may still grow, QUEUED has its final bytes, the others are answers."""

    DRAFT = "draft"
    QUEUED = "queued"
    APPLIED = "applied"
    REJECTED = "rejected"
    PARKED = "parked"

    @property
    def is_refused(self) -> bool:
        """True where the centre has answered, and has not done it."""
        return self in (WorkState.REJECTED, WorkState.PARKED)


@dataclass(frozen=True, slots=True)
class NewWork:
    """A command as the officer gave it, before the store gives it its place."""

    op_id: UUID
    kind: Kind
    claim_id: UUID
    booth: int
    body: Mapping[str, Any]
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Typed:
    """Fields as the officer left them: what stood there, and what does now, by form key.

    They join the claim's draft, or begin one under `op_id`.
    """

    op_id: UUID
    claim_id: UUID
    booth: int
    fields: Mapping[str, tuple[str, str]]
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """One row of the outbox; `pending` says that the centre's row, as the desk has it, does not show it yet.

    `offered` says that it was sent and that no answer is known, `in_flight` that the answer is being waited for.
    """

    pos: int
    op_id: UUID
    kind: str
    claim_id: UUID
    booth: int
    body: Mapping[str, Any]
    officer: str
    captured_at: datetime
    state: WorkState
    pending: bool
    offered: bool
    in_flight: bool
    acknowledged: bool
    result: Result | None

    @property
    def is_unread_refusal(self) -> bool:
        """True while the officer has to be told that this was not taken."""
        return self.state.is_refused and not self.acknowledged


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the store knows of the claim in a booth: the centre's row and this desk's work since it was called.

    `called_at` is None where another store of this desk called it.
    """

    booth: int
    row: Claim
    works: tuple[Work, ...]
    called_at: datetime | None
    lease_until: datetime | None = None

    @property
    def is_leased(self) -> bool:
        """True where the centre has said that this desk holds the claim, or keeps it."""
        return self.lease_until is not None

    @property
    def has_unread_refusal(self) -> bool:
        """True while work on this claim was refused and the officer has not read it."""
        return any(work.is_unread_refusal for work in self.works)


@dataclass(frozen=True, slots=True)
class Place:
    """A booth with who sits there and who comes next."""

    booth: int
    sitting: Sitting | None
    next_waiting: UUID | None
    next_kept: UUID | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The claims that sit in no booth, in the order of the queue: those kept for this desk, and the first of those that
    are free to be kept, as many as one desk may keep."""

    kept: tuple[UUID, ...]
    free: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Queued:
    """A claim as the centre last told it, with this desk's work on it, the oldest first."""

    claim: Claim
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Lent:
    """An open claim that another desk holds until a time by the centre's clock, with this desk's work on it."""

    claim: Claim
    works: tuple[Work, ...]
    lease_until: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A waiting claim that this desk keeps for itself, until a time by the centre's clock."""

    id: UUID
    ticket: str
    until: datetime | None


def lay_over(row: Claim, works: Iterable[Work], *, desk: str) -> Claim:
    """The claim as it will be once the pending work has arrived; the first work that no longer fits ends it."""
    for work in works:
        if not work.pending:
            continue
        try:
            row = _done(row, work, desk)
        except ClaimError:
            break
    return row


def _done(claim: Claim, work: Work, desk: str) -> Claim:
    if work.kind == Kind.CHECKOUT:
        return workflow.check_out(claim, desk=desk, booth=work.booth)
    if work.kind == Kind.EDIT:
        for key, (_seen, text) in work.body["fields"].items():
            claim = workflow.edit(claim, key, text)
        return claim
    if work.kind == Kind.KEEP:
        return workflow.keep(claim, desk=desk)
    if work.kind in (Kind.HAND_OVER, Kind.REVOKE):
        return workflow.hand_over(claim, desk=work.body.get("desk"))
    if work.kind == Kind.NOTE:
        return workflow.add_note(claim, Note(work.op_id, work.officer, work.body["text"], work.captured_at))
    if work.kind == Kind.ATTACH:
        return workflow.attach(claim, _attachment(work))
    if work.kind == Kind.PROPOSE:
        return workflow.propose(claim, _proposal(work))
    if work.kind == Kind.REVEAL:
        return claim
    if work.kind == Kind.REOPEN:
        return _reopened(claim, work, desk)
    return workflow.apply_decision(claim, _decision(work))


def _reopened(claim: Claim, work: Work, desk: str) -> Claim:
    """Whether its officer may do that was asked when it was written, and is the centre's to say."""
    return workflow.reopen(
        claim,
        role=Role.SUPERVISOR,
        officer=work.officer,
        why=work.body["why"],
        id=work.op_id,
        now=work.captured_at,
        desk=desk,
        booth=work.body["booth"],
    )


def _attachment(work: Work) -> Attachment:
    body = work.body
    taken_at = body.get("taken_at")
    return Attachment(
        body["sha256"],
        body["size"],
        body["mime"],
        body.get("document", ""),
        work.officer,
        work.captured_at,
        booth=body.get("booth"),
        camera=body.get("camera", ""),
        taken_at=None if taken_at is None else datetime.fromisoformat(taken_at),
    )


def _proposal(work: Work) -> Proposal:
    body = work.body
    told = (body["field"], body["old"], body["new"], body["proof"], body["reason"])
    return Proposal(work.op_id, work.officer, *told, work.captured_at)


def _decision(work: Work) -> Decision:
    return Decision(
        id=work.op_id,
        claim_id=work.claim_id,
        stage=work.body["stage"],
        verdict=Verdict(work.body["verdict"]),
        reason=work.body["reason"],
        note=work.body["note"],
        officer=work.officer,
        amount=work.body["amount"],
        decided_at=work.captured_at,
        booth=work.booth,
    )
