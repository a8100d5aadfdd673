"""One look at what lies beside the booths: what is on its way, what is kept, and what only a supervisor acts on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from cso_desk.claims.model import Claim

from . import attached, second
from .attached import Attachment, AttachmentState
from .model import Officer
from .rows import claim_of, moment
from .schema import attachment, outbox, replica_claim
from .seats import Seats
from .work import Kept, Lent, Queued

_MOST_CLAIMS = 100
_UNDER_WAY = (str(AttachmentState.WAITING), str(AttachmentState.REFUSED), str(AttachmentState.LOST))


@dataclass(frozen=True, slots=True)
class Survey:
    """What the window shows beside the booths and the queues, as the store has it.

    `kept` are this desk's waiting claims in the order of the queue; `parcels` the claims with attachments on their way,
    `answered_at` when the centre last answered, `desks` the other desks that are known of. `second` and `elsewhere`
    are read for whoever may act on them.
    """

    queue: tuple[Queued, ...]
    kept: tuple[Kept, ...]
    parcels: tuple[tuple[Claim, tuple[Attachment, ...]], ...]
    answered_at: datetime | None
    desks: tuple[str, ...]
    second: tuple[Queued, ...] = ()
    elsewhere: tuple[Lent, ...] = ()


def look_around(connection: Connection, officer: Officer, in_flight: frozenset[UUID]) -> Survey:
    """Read all of it, inside one transaction."""
    seats = Seats(connection, officer, in_flight)
    return Survey(
        queue=seats.queue(),
        kept=_kept(connection, seats.kept()),
        parcels=_parcels(connection),
        answered_at=_answered_at(connection),
        desks=_desks(connection, officer),
        second=second.awaiting(connection, officer, in_flight) if officer.is_above else (),
        elsewhere=second.elsewhere(connection, officer, in_flight) if officer.is_above else (),
    )


def _kept(connection: Connection, claim_ids: Iterable[UUID]) -> tuple[Kept, ...]:
    wanted = tuple(claim_ids)
    columns = (replica_claim.c.claim_id, replica_claim.c.ticket, replica_claim.c.lease_until)
    rows = connection.execute(select(*columns).where(replica_claim.c.claim_id.in_(wanted)))
    found = {
        row.claim_id: Kept(row.claim_id, row.ticket, None if row.lease_until is None else moment(row.lease_until))
        for row in rows
    }
    return tuple(found[claim_id] for claim_id in wanted)


def _parcels(connection: Connection) -> tuple[tuple[Claim, tuple[Attachment, ...]], ...]:
    """The claims with attachments on their way, the oldest first."""
    waiting = (
        select(attachment.c.claim_id)
        .where(attachment.c.state.in_(_UNDER_WAY))
        .group_by(attachment.c.claim_id)
        .order_by(func.min(attachment.c.added_at))
        .limit(_MOST_CLAIMS)
    )
    rows = connection.execute(select(replica_claim).where(replica_claim.c.claim_id.in_(waiting)))
    claims = [claim_of(row) for row in rows]
    return tuple((claim, _under_way(attached.of_claim(connection, claim.id))) for claim in claims)


def _under_way(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    return tuple(one for one in files if str(one.state) in _UNDER_WAY)


def _answered_at(connection: Connection) -> datetime | None:
    last = connection.scalar(select(func.max(outbox.c.answered_at)))
    return None if last is None else moment(last)


def _desks(connection: Connection, officer: Officer) -> tuple[str, ...]:
    desk = replica_claim.c.desk
    known = connection.scalars(select(desk).where(desk.is_not(None), desk != officer.desk).distinct().order_by(desk))
    return tuple(str(name) for name in known)
