"""What a supervisor acts on: claims that wait for a second word, and claims that other desks hold."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, or_, select

from cso_desk.claims import workflow
from cso_desk.claims.checks import Assessment
from cso_desk.claims.errors import ClaimError, ReasonNeeded
from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.wire import Kind

from .model import Officer
from .rows import claim_of, moment, work_from
from .schema import outbox, replica_claim
from .seats import cursor_n, pending
from .work import Lent, Queued, Work, WorkState

MOST = 200
"""The most claims that are told of either kind: those that were filed first."""

_SECOND = (str(ClaimState.AWAITING_SECOND), str(ClaimState.REFERRED))
_OPEN = (str(ClaimState.WAITING), str(ClaimState.IN_BOOTH))
_REFUSED = (str(WorkState.REJECTED), str(WorkState.PARKED))
_KINDS = (str(Kind.DECIDE), str(Kind.REVOKE), str(Kind.REOPEN))
_STAGE = 2


def awaiting(connection: Connection, officer: Officer, in_flight: frozenset[UUID]) -> tuple[Queued, ...]:
    """The branch's claims that wait for a second word, with what was done to them here and does not show yet."""
    rows = _first_filed(connection, officer, _SECOND)
    works = _works(connection, officer, in_flight, [row.claim_id for row in rows])
    return tuple(Queued(claim_of(row), tuple(filter(_is_here, works.get(row.claim_id, [])))) for row in rows)


def elsewhere(connection: Connection, officer: Officer, in_flight: frozenset[UUID]) -> tuple[Lent, ...]:
    """The branch's open claims that other desks hold, with the wishes to take them back."""
    desk = replica_claim.c.desk
    rows = _first_filed(connection, officer, _OPEN, desk.is_not(None), desk != officer.desk)
    works = _works(connection, officer, in_flight, [row.claim_id for row in rows])
    return tuple(
        Lent(
            claim_of(row),
            tuple(work for work in works.get(row.claim_id, []) if work.kind == Kind.REVOKE),
            None if row.lease_until is None else moment(row.lease_until),
        )
        for row in rows
    )


def is_second(work: Work) -> bool:
    """True for a second officer's word on a claim."""
    return work.kind == Kind.DECIDE and work.body.get("stage") == _STAGE


def _is_here(work: Work) -> bool:
    """True for what is done where second words are given."""
    return is_second(work) or (work.kind == Kind.REOPEN and not work.booth)


def hindrance(claim: Claim, assessment: Assessment, verdict: Verdict, officer: Officer) -> ClaimError | None:
    """Why this officer cannot give this second word on a claim; None where only its reason may still be missing."""
    try:
        workflow.decide_second(
            claim,
            assessment,
            verdict,
            role=officer.role,
            reason="",
            note="",
            officer=officer.id,
            id=claim.id,
            now=claim.filed_at,
        )
    except ReasonNeeded:
        return None
    except ClaimError as error:
        return error
    return None


def _first_filed(
    connection: Connection, officer: Officer, states: Collection[str], *more: Any
) -> Sequence[Row[tuple[Any, ...]]]:
    return connection.execute(
        select(replica_claim)
        .where(replica_claim.c.branch == officer.branch, replica_claim.c.state.in_(states), *more)
        .order_by(replica_claim.c.filed_at, replica_claim.c.ticket)
        .limit(MOST)
    ).all()


def _works(
    connection: Connection, officer: Officer, in_flight: frozenset[UUID], claim_ids: Collection[UUID]
) -> dict[UUID, list[Work]]:
    """What was decided or taken back here and does not show in the centre's rows yet, or was refused and not read."""
    if not claim_ids:
        return {}
    n = cursor_n(connection, officer.branch)
    unread = and_(outbox.c.state.in_(_REFUSED), outbox.c.acknowledged_at.is_(None))
    rows = connection.execute(
        select(outbox)
        .where(outbox.c.claim_id.in_(claim_ids), outbox.c.kind.in_(_KINDS))
        .where(or_(pending(n), unread))
        .order_by(outbox.c.pos)
    )
    found: dict[UUID, list[Work]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(work_from(row, cursor_n=n, in_flight=in_flight))
    return found
