"""Makes what the window shows from what the store has: pure, no clock, no I/O."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.wire import Kind, chain
from cso_desk.wire.claim_wire import claim_to_wire

from .model import BoothClaim, DeskView, Fate, Piece, Receipt, Refusal, Stand
from .store import Glance
from .work import Sitting, Work, WorkState, lay_over

Overlay = Callable[[Sitting], Claim]

_VERSION_CHARACTERS = 12
_BESIDE_THE_FORM = ("row_version", "notes", "attachments", "proposals")


def overlay(desk: str) -> Overlay:
    """How a claim in a booth of this desk is shown: the centre's row with the pending work over it."""
    return lambda sitting: lay_over(sitting.row, sitting.works, desk=desk)


def desk_view(glance: Glance, claim_of: Overlay) -> DeskView:
    """All that the window shows."""
    return DeskView(
        booths=tuple(None if sitting is None else _booth_claim(sitting, claim_of) for sitting in glance.sittings),
        waiting=glance.waiting,
        today=glance.today,
        refusals=tuple(_refusal(work) for work in glance.refused),
    )


def with_line(view: DeskView, *, is_up: bool) -> DeskView:
    """The same view while the line is up or down: what was decided and never sent while it is down is provisional."""
    booths = tuple(None if held is None else _on_line(held, is_up=is_up) for held in view.booths)
    return replace(view, booths=booths, line_is_up=is_up)


def piece(work: Work) -> Piece:
    """A row of the outbox as the window shows it."""
    body, result = work.body, work.result
    verdict = body.get("verdict")
    return Piece(
        op_id=work.op_id,
        kind=work.kind,
        stand=_stand(work),
        officer=work.officer,
        at=work.captured_at,
        booth=work.booth,
        fields={key: (seen, text) for key, (seen, text) in body.get("fields", {}).items()},
        verdict=None if verdict is None else Verdict(verdict),
        reason=body.get("reason", ""),
        text=body.get("text") or body.get("why") or body.get("note") or "",
        document=body.get("document", ""),
        desk=body.get("desk"),
        code="" if result is None else result.code,
        facts={} if result is None else result.facts,
    )


def version(claim: Claim) -> str:
    """The name of a claim as it is shown: it changes with its form and its facts, not with the centre's counting.

    What is added beside the form (`wire.BESIDE`) leaves it as it is: a picture that is taken, or a note, while an
    officer decides takes nothing of what the decision rests on.
    """
    shown = {key: told for key, told in claim_to_wire(claim).items() if key not in _BESIDE_THE_FORM}
    return hashlib.sha256(chain.canonical(shown)).hexdigest()[:_VERSION_CHARACTERS]


def newest(works: Iterable[Work]) -> Work | None:
    """The last work that still means something: a refusal that was read does not."""
    kept = [work for work in works if not (work.state.is_refused and work.acknowledged)]
    return kept[-1] if kept else None


def fate_of(work: Work | None) -> Fate:
    """What became of a piece of work; NONE where there is none."""
    if work is None:
        return Fate.NONE
    if work.state is WorkState.DRAFT:
        return Fate.DRAFT
    if work.state is WorkState.APPLIED:
        return Fate.SENT
    if work.state.is_refused:
        return Fate.REFUSED
    return Fate.UNSURE if work.offered and not work.in_flight else Fate.SENDING


def _booth_claim(sitting: Sitting, claim_of: Overlay) -> BoothClaim | None:
    """The claim in a booth; None where it went back to those that wait, and there is nothing more to be read of it."""
    claim = claim_of(sitting)
    if claim.state is ClaimState.WAITING and not sitting.has_unread_refusal:
        return None
    last, decision = newest(sitting.works), newest(w for w in _since_open(sitting.works) if w.kind == Kind.DECIDE)
    result = decision.result if decision is not None and fate_of(decision) is Fate.SENT else None
    return BoothClaim(
        claim=claim,
        version=version(claim),
        called_at=sitting.called_at or claim.filed_at,
        fate=fate_of(last),
        decision_fate=fate_of(decision),
        receipt=None if result is None else Receipt(result.n, result.entry_hash),
        refusal=_refusal(decision) if decision is not None and decision.is_unread_refusal else None,
        undelivered=decision is not None and _stand(decision) in (Stand.WRITING, Stand.KEPT),
        lease_until=sitting.lease_until,
    )


def _since_open(works: Sequence[Work]) -> Sequence[Work]:
    """The work since the claim was last opened again: what was decided before that counts no more."""
    opened = [place for place, one in enumerate(works) if one.kind == Kind.REOPEN and not one.state.is_refused]
    return works[opened[-1] :] if opened else works


def _on_line(held: BoothClaim, *, is_up: bool) -> BoothClaim:
    provisional = held.provisional or (held.undelivered and not is_up)
    return replace(held, provisional=provisional, line_is_up=is_up)


def _stand(work: Work) -> Stand:
    if work.state is WorkState.DRAFT:
        return Stand.WRITING
    if work.state.is_refused:
        return Stand.PARKED if work.state is WorkState.PARKED else Stand.REFUSED
    if work.in_flight:
        return Stand.SENDING
    return Stand.UNSURE if work.offered else Stand.KEPT


def _refusal(work: Work) -> Refusal:
    result = work.result
    return Refusal(
        code="" if result is None else result.code,
        claim_id=work.claim_id,
        booth=work.booth,
        op_id=work.op_id,
        facts={} if result is None else result.facts,
    )
