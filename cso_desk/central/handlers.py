"""What each kind of op does to a claim: the same rules as at the desk, run again, and never a desk's word for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cso_desk import wire
from cso_desk.claims import workflow
from cso_desk.claims.checks import assess
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.errors import ClaimError, NotAllowed
from cso_desk.claims.model import Attachment, Claim, ClaimState, Decision, Note, Proposal
from cso_desk.claims.tables import Role
from cso_desk.wire import Kind, Op, Status, chain

_LEASE = timedelta(seconds=wire.LEASE_S)
_DAY_ENDS = time(19)  # the end of the business day, 17:00, and two hours
_AFTER_HOURS = timedelta(hours=2)


class Dependency(ClaimError):
    """The op that had to be applied before was not; facts: `after_op`."""

    code = "dependency"


class StaleLease(ClaimError):
    """The claim is no longer leased to this desk."""

    code = "stale_lease"


class StaleVersion(ClaimError):
    """Somebody else changed the claim since; facts: `seen`."""

    code = "stale_version"


class FieldChanged(ClaimError):
    """Another text stands in the field than the officer saw; facts: `key`."""

    code = "field_changed"


class FormDiffers(ClaimError):
    """The form at the centre is not the one that was decided."""

    code = "form_differs"


class AmountDiffers(ClaimError):
    """The centre reckons another amount than the officer was shown; facts: `shown`, `amount` (rupiah)."""

    code = "amount_differs"


class PackFull(ClaimError):
    """The desk keeps as many waiting claims as it may; facts: `limit`."""

    code = "pack_full"


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with what only the centre knows of it; `lease` is the op by which a desk holds it.

    After `lease_until` another desk may take it over; until one does, the lease goes on to count.
    """

    claim: Claim
    cycle: int = 1
    lease: UUID | None = None
    lease_until: datetime | None = None
    last_op: UUID | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an op is judged by besides the claim: who sent it, what became of the op before it, and when.

    `kept`: how many waiting claims the desk keeps for itself already.
    """

    desk: str
    role: Role
    before: Status | None
    now: datetime
    kept: int = 0

    @property
    def day(self) -> date:
        """The day it is where the rules are made."""
        return self.now.astimezone(JAKARTA).date()


def carry_out(op: Op, held: Held, around: Circumstances) -> Held:
    """The claim after the op; raises ClaimError where it is refused, ValueError where its body is not understood."""
    if op.after_op is not None and around.before is not Status.APPLIED:
        raise Dependency(after_op=str(op.after_op))
    changed = HANDLERS[op.kind](op, held, around)
    if op.kind in wire.BESIDE:
        return changed
    return replace(changed, claim=replace(changed.claim, row_version=held.claim.row_version + 1), last_op=op.op_id)


def other_side(claim: Claim) -> dict[str, Any]:
    """What a refused officer may know of how the claim stands: codes and ids, no personal data."""
    facts: dict[str, Any] = {
        "state": str(claim.state),
        "desk": claim.desk,
        "booth": claim.booth,
        "row_version": claim.row_version,
    }
    if claim.decision is None:
        return facts
    decided_at = claim.decision.decided_at.isoformat()
    return {
        **facts,
        "officer": claim.decision.officer,
        "verdict": str(claim.decision.verdict),
        "decided_at": decided_at,
    }


def _check_out(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.CheckoutBody.model_validate(op.body)
    claim = workflow.check_out(held.claim, desk=around.desk, booth=body.booth, lapsed=_lapsed(held, around))
    return replace(held, claim=claim, lease=op.op_id, lease_until=around.now + _LEASE)


def _keep(op: Op, held: Held, around: Circumstances) -> Held:
    wire.KeepBody.model_validate(op.body)
    claim = workflow.keep(held.claim, desk=around.desk, lapsed=_lapsed(held, around))
    if held.claim.desk != around.desk and around.kept >= wire.PACK:
        raise PackFull(limit=wire.PACK)
    return replace(held, claim=claim, lease=op.op_id, lease_until=_end_of_day(around.now))


def _edit(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.EditBody.model_validate(op.body)
    _require_lease(op, held, around)
    claim = held.claim
    for key, (seen, text) in body.fields.items():
        claim = workflow.edit(claim, key, text)
        if held.claim.form.text(key) not in (seen, text):
            raise FieldChanged(key=key)
    return _renewed(replace(held, claim=claim), around)


def _attach(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.AttachBody.model_validate(op.body)
    attachment = Attachment(
        body.sha256,
        body.size,
        body.mime,
        body.document,
        op.user,
        around.now,
        booth=body.booth,
        camera=body.camera,
        taken_at=body.taken_at,
    )
    return replace(held, claim=workflow.attach(held.claim, attachment))


def _note(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.NoteBody.model_validate(op.body)
    return replace(held, claim=workflow.add_note(held.claim, Note(op.op_id, op.user, body.text, around.now)))


def _propose(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.ProposeBody.model_validate(op.body)
    proposal = Proposal(op.op_id, op.user, body.field, body.old, body.new, body.proof, body.reason, around.now)
    return replace(held, claim=workflow.propose(held.claim, proposal))


def _reveal(op: Op, held: Held, around: Circumstances) -> Held:
    """Nothing changes: the entry of the log, with who, what and when, is all of it."""
    wire.RevealBody.model_validate(op.body)
    return held


def _decide(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.DecideBody.model_validate(op.body)
    decision = _first(op, body, held, around) if body.stage == 1 else _second(op, body, held, around)
    _require_version(op, held)
    if body.form != chain.form_hash(held.claim):
        raise FormDiffers
    if body.amount != decision.amount:
        raise AmountDiffers(shown=body.amount, amount=decision.amount)
    decided = replace(held, claim=workflow.apply_decision(held.claim, decision))
    return _renewed(decided, around) if body.stage == 1 else decided


def _first(op: Op, body: wire.DecideBody, held: Held, around: Circumstances) -> Decision:
    _require_lease(op, held, around)
    return workflow.decide(
        held.claim,
        assess(held.claim, on=around.day),
        body.verdict,
        reason=body.reason,
        note=body.note,
        officer=op.user,
        id=op.op_id,
        now=around.now,
        booth=body.booth,
    )


def _second(op: Op, body: wire.DecideBody, held: Held, around: Circumstances) -> Decision:
    return workflow.decide_second(
        held.claim,
        assess(held.claim, on=around.day),
        body.verdict,
        role=around.role,
        reason=body.reason,
        note=body.note,
        officer=op.user,
        id=op.op_id,
        now=around.now,
    )


def _hand_over(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.HandOverBody.model_validate(op.body)
    _require_lease(op, held, around)
    claim = workflow.hand_over(held.claim, desk=body.desk)
    if body.desk is None:
        return replace(held, claim=claim, lease=None, lease_until=None)
    return replace(held, claim=claim, lease=op.op_id, lease_until=_end_of_day(around.now))


def _revoke(op: Op, held: Held, around: Circumstances) -> Held:
    wire.RevokeBody.model_validate(op.body)
    return replace(held, claim=workflow.hand_over(held.claim, desk=None), lease=None, lease_until=None)


def _reopen(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.ReopenBody.model_validate(op.body)
    claim = workflow.reopen(
        held.claim,
        role=around.role,
        officer=op.user,
        why=body.why,
        id=op.op_id,
        now=around.now,
        desk=around.desk,
        booth=body.booth,
    )
    _require_version(op, held)
    reopened = replace(held, claim=claim, cycle=held.cycle + 1, lease=None, lease_until=None)
    if body.booth is None:
        return reopened
    return replace(reopened, lease=op.op_id, lease_until=around.now + _LEASE)


HANDLERS: Mapping[str, Callable[[Op, Held, Circumstances], Held]] = MappingProxyType(
    {
        Kind.CHECKOUT: _check_out,
        Kind.KEEP: _keep,
        Kind.EDIT: _edit,
        Kind.ATTACH: _attach,
        Kind.NOTE: _note,
        Kind.PROPOSE: _propose,
        Kind.REVEAL: _reveal,
        Kind.DECIDE: _decide,
        Kind.HAND_OVER: _hand_over,
        Kind.REVOKE: _revoke,
        Kind.REOPEN: _reopen,
    }
)
"""Every kind of op that a desk may send."""

_DESK = frozenset((Role.OFFICER, Role.SUPERVISOR, Role.HEAD))
_ABOVE = frozenset((Role.SUPERVISOR, Role.HEAD))


def may(role: Role, op: Op) -> bool:
    """Whether a role may send such an op at all; what it may do with the claim the rules say."""
    if op.kind == Kind.REVOKE or (op.kind == Kind.DECIDE and op.body.get("stage") == 2):
        return role in _ABOVE
    return role in _DESK


def not_allowed(role: Role, op: Op, claim: Claim) -> NotAllowed:
    """The refusal of who may not send such an op."""
    return NotAllowed(state=str(claim.state), action=op.kind, role=str(role))


def is_kept(held: Held, desk: str) -> bool:
    """True where a desk keeps this waiting claim for itself."""
    return held.claim.state is ClaimState.WAITING and held.claim.desk == desk


def _lapsed(held: Held, around: Circumstances) -> bool:
    return held.lease_until is not None and held.lease_until < around.now


def _renewed(held: Held, around: Circumstances) -> Held:
    return replace(held, lease_until=max(held.lease_until or around.now, around.now + _LEASE))


def _end_of_day(now: datetime) -> datetime:
    """When an offline pack ends: two hours after the business day, or from now where that is over."""
    today = now.astimezone(JAKARTA).date()
    return max(datetime.combine(today, _DAY_ENDS, JAKARTA), now + _AFTER_HOURS)


def _require_lease(op: Op, held: Held, around: Circumstances) -> None:
    if op.lease is None or op.lease != held.lease or held.claim.desk != around.desk:
        raise StaleLease


def _require_version(op: Op, held: Held) -> None:
    """Nobody else changed the claim: it stands as the desk saw it, or as the desk's own op before left it."""
    if op.after_op is not None:
        unchanged = held.last_op == op.after_op
    else:
        unchanged = held.claim.row_version == op.base.row_version
    if not unchanged or op.base.cycle != held.cycle:
        raise StaleVersion(seen=op.base.row_version)
