"""Completes the desk's view with what the outbox, the lent claims, the attachments and the line tell."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, func, select

from cso_desk.claims.model import Claim
from cso_desk.wire import Kind

from . import attached
from .attached import Attachment, AttachmentState
from .model import BoothClaim, DeskView, Fate, Officer, Pack, Parcel, Unsettled
from .reach import Reach
from .rows import claim_of, moment
from .schema import attachment, outbox, replica_claim
from .store import DeskStore
from .view import piece, with_line
from .work import Desk, NewWork, Queued

LEASE_MARGIN = timedelta(seconds=60)
"""So long before a lease ends no decision is begun any more while the line is down."""

_MOST_CLAIMS = 100
_UNANSWERED = (Fate.SENDING, Fate.UNSURE)
_UNDER_WAY = (str(AttachmentState.WAITING), str(AttachmentState.REFUSED), str(AttachmentState.LOST))


class WholeView:
    """Stands between the desk and what shows its view; told a view, it tells the whole one, on the same thread.

    It remembers which decisions were given while the line was down: those stay provisional until they are answered.
    """

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        reach: Reach,
        on_change: Callable[[DeskView], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._officer = officer
        self._reach = reach
        self._on_change = on_change
        self._clock = clock
        self._given_offline: set[UUID] = set()

    def tell(self, view: DeskView) -> None:
        """Complete a view and pass it on; raises StoreError."""
        queue = self._store.queue(self._officer)
        desk = self._desk()
        with self._store._transaction() as connection:
            parcels = _parcels(connection)
            whole = replace(
                view,
                pack=_pack(connection, desk, queue),
                unsettled=_unsettled(queue, parcels),
                answered_at=_answered_at(connection),
                clock_ahead_s=self._reach.offset_s,
                desks=_desks(connection, self._officer),
            )
        self._on_change(self._on_line(whole))

    def _desk(self) -> Desk:
        seen: list[Desk] = []

        def look(desk: Desk) -> list[NewWork]:
            seen.append(desk)
            return []

        self._store.add(self._officer, look)
        return seen[0]

    def _on_line(self, view: DeskView) -> DeskView:
        view = with_line(view, is_up=self._reach.is_up)
        return replace(view, booths=tuple(None if held is None else self._booth(held) for held in view.booths))

    def _booth(self, held: BoothClaim) -> BoothClaim:
        decision = held.claim.decision
        given_offline = decision is not None and decision.id in self._given_offline
        if decision is not None and held.provisional:
            self._given_offline.add(decision.id)
        provisional = held.provisional or (given_offline and held.decision_fate in _UNANSWERED)
        return replace(held, provisional=provisional, lease_ends=self._ends(held.lease_until))

    def _ends(self, until: datetime | None) -> float | None:
        if until is None:
            return None
        left = until - LEASE_MARGIN - self._reach.now()
        return float(round(self._clock() + left.total_seconds()))


def _pack(connection: Connection, desk: Desk, queue: Sequence[Queued]) -> Pack:
    works = [work for queued in queue for work in queued.works if work.pending]
    leaving = {work.claim_id for work in works if work.kind == Kind.HAND_OVER}
    asked = {work.claim_id for work in works if work.kind == Kind.KEEP} - set(desk.kept)
    kept = [claim_id for claim_id in desk.kept if claim_id not in leaving]
    rows = connection.execute(
        select(replica_claim.c.claim_id, replica_claim.c.ticket, replica_claim.c.lease_until).where(
            replica_claim.c.claim_id.in_(kept)
        )
    ).all()
    until = min((row.lease_until for row in rows if row.lease_until is not None), default=None)
    tickets = {row.claim_id: str(row.ticket) for row in rows}
    return Pack(
        kept=len(kept),
        asked=len(asked),
        until=None if until is None else moment(until),
        next_ticket=tickets[kept[0]] if kept else "",
    )


def _unsettled(
    queue: Sequence[Queued], parcels: Iterable[tuple[Claim, tuple[Attachment, ...]]]
) -> tuple[Unsettled, ...]:
    whole = {queued.claim.id: Unsettled(queued.claim, tuple(piece(work) for work in queued.works)) for queued in queue}
    named = {
        work.body["sha256"]: work.body["document"]
        for queued in queue
        for work in queued.works
        if work.kind == Kind.ATTACH
    }
    for claim, files in parcels:
        named |= {one.sha256: one.document for one in claim.attachments}
        known = whole.get(claim.id, Unsettled(claim))
        whole[claim.id] = replace(known, parcels=tuple(_parcel(one, named.get(one.sha256, "")) for one in files))
    return tuple(sorted(whole.values(), key=lambda one: one.oldest_at))


def _parcels(connection: Connection) -> list[tuple[Claim, tuple[Attachment, ...]]]:
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
    return [(claim, _under_way(attached.of_claim(connection, claim.id))) for claim in claims]


def _under_way(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    return tuple(one for one in files if str(one.state) in _UNDER_WAY)


def _parcel(one: Attachment, document: str) -> Parcel:
    return Parcel(
        document=document,
        size=one.size,
        sent=one.offset,
        tries=one.tries,
        cause=one.last_error,
        at=one.added_at,
        is_stuck=one.state is not AttachmentState.WAITING,
    )


def _answered_at(connection: Connection) -> datetime | None:
    last = connection.scalar(select(func.max(outbox.c.answered_at)))
    return None if last is None else moment(last)


def _desks(connection: Connection, officer: Officer) -> tuple[str, ...]:
    desk = replica_claim.c.desk
    known = connection.scalars(select(desk).where(desk.is_not(None), desk != officer.desk).distinct().order_by(desk))
    return tuple(str(name) for name in known)
