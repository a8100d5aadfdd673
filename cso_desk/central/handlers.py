"""What each kind of op does to a claim: the same rules as at the desk, run again, and never a desk's word for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cso_desk import wire
from cso_desk.claims import workflow
from cso_desk.claims.checks import assess
from cso_desk.claims.errors import ClaimError
from cso_desk.claims.model import Claim
from cso_desk.wire import Kind, Op, Status


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


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with what only the centre knows of it; `lease` is the checkout that is current."""

    claim: Claim
    cycle: int = 1
    lease: UUID | None = None
    last_op: UUID | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an op is judged by besides the claim: who sent it, what became of the op before it, and when."""

    desk: str
    before: Status | None
    now: datetime


def carry_out(op: Op, held: Held, around: Circumstances) -> Held:
    """The claim after the op; raises ClaimError where it is refused, ValueError where its body is not understood."""
    if op.after_op is not None and around.before is not Status.APPLIED:
        raise Dependency(after_op=str(op.after_op))
    changed = HANDLERS[op.kind](op, held, around)
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
    claim = workflow.check_out(held.claim, desk=around.desk, booth=body.booth)
    return replace(held, claim=claim, lease=op.op_id)


def _edit(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.EditBody.model_validate(op.body)
    _require_lease(op, held, around)
    claim = held.claim
    for key, (seen, text) in body.fields.items():
        claim = workflow.edit(claim, key, text)
        if held.claim.form.text(key) not in (seen, text):
            raise FieldChanged(key=key)
    return replace(held, claim=claim)


def _decide(op: Op, held: Held, around: Circumstances) -> Held:
    body = wire.DecideBody.model_validate(op.body)
    _require_lease(op, held, around)
    decision = workflow.decide(
        held.claim,
        assess(held.claim, on=around.now.date()),
        body.verdict,
        reason=body.reason,
        note=body.note,
        officer=op.user,
        id=op.op_id,
        now=around.now,
        booth=body.booth,
    )
    _require_version(op, held)
    if body.form != wire.form_hash(held.claim):
        raise FormDiffers
    if body.amount != decision.amount:
        raise AmountDiffers(shown=body.amount, amount=decision.amount)
    return replace(held, claim=workflow.apply_decision(held.claim, decision))


HANDLERS: Mapping[str, Callable[[Op, Held, Circumstances], Held]] = MappingProxyType(
    {Kind.CHECKOUT: _check_out, Kind.EDIT: _edit, Kind.DECIDE: _decide}
)
"""Every kind of op that a desk may send."""


def _require_lease(op: Op, held: Held, around: Circumstances) -> None:
    if op.lease is None or op.lease != held.lease or held.claim.desk != around.desk:
        raise StaleLease


def _require_version(op: Op, held: Held) -> None:
    """Nobody else changed the claim: it stands as the desk saw it, or as the desk's own op before left it."""
    if op.after_op is not None:
        unchanged = held.last_op == op.after_op
    else:
        unchanged = (held.claim.row_version, held.cycle) == (op.base.row_version, op.base.cycle)
    if not unchanged:
        raise StaleVersion(seen=op.base.row_version)
