"""Who sits in which booth, who waits, and what was refused, read from the desk's tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, or_, select

from cso_desk.claims.model import Channel, ClaimState, Verdict
from cso_desk.wire import BESIDE, PACK, Kind

from .model import Officer, Tally, Waiting
from .rows import claim_of, moment, stamp, work_from
from .schema import cursor, outbox, replica_claim
from .work import Desk, Place, Queued, Sitting, Work, WorkState

_BESIDE = tuple(str(kind) for kind in BESIDE)
_REFUSED = (str(WorkState.REJECTED), str(WorkState.PARKED))


def cursor_n(connection: Connection, branch: int) -> int:
    """How far the branch's feed was followed."""
    return connection.scalar(select(cursor.c.n).where(cursor.c.branch == branch)) or 0


def pending(branch_n: int) -> ColumnElement[bool]:
    """Work that the centre's rows, as far as the feed was followed, do not show yet."""
    unanswered = outbox.c.state.in_((str(WorkState.DRAFT), str(WorkState.QUEUED)))
    return or_(unanswered, and_(outbox.c.state == str(WorkState.APPLIED), outbox.c.n > branch_n))


class Seats:
    """One look at the tables, inside one transaction."""

    def __init__(self, connection: Connection, officer: Officer, in_flight: frozenset[UUID]) -> None:
        self._connection = connection
        self._officer = officer
        self._in_flight = in_flight
        self._n = cursor_n(connection, officer.branch)

    def place(self, booth: int) -> Place:
        """A booth with who sits there and who comes next."""
        sitting = self.sitting(booth)
        row = self._left_behind(booth, sitting) or self._first_waiting(Channel.BOOTH)
        kept = self._first_waiting(Channel.BOOTH, kept=True)
        return Place(booth, sitting, None if row is None else row.claim_id, None if kept is None else kept.claim_id)

    def desk(self) -> Desk:
        """The waiting claims that this desk keeps, and the first of those that it might."""
        return Desk(self.kept(), self._in_turn(replica_claim.c.desk.is_(None), most=PACK))

    def kept(self) -> tuple[UUID, ...]:
        """The waiting claims that this desk keeps, in the order of the queue."""
        return self._in_turn(replica_claim.c.desk == self._officer.desk)

    def _in_turn(self, whose: ColumnElement[bool], most: int | None = None) -> tuple[UUID, ...]:
        waiting = select(replica_claim.c.claim_id).where(
            self._is_waiting(), whose, replica_claim.c.channel == str(Channel.BOOTH)
        )
        return tuple(self._connection.scalars(waiting.order_by(*_IN_TURN).limit(most)))

    def queue(self) -> tuple[Queued, ...]:
        """The claims with unanswered or unread work, by the age of the oldest of it."""
        unread = and_(outbox.c.state.in_(_REFUSED), outbox.c.acknowledged_at.is_(None))
        rows = self._connection.execute(
            select(outbox).where(or_(outbox.c.state.in_(_UNANSWERED), unread)).order_by(outbox.c.pos)
        ).all()
        works: dict[UUID, list[Work]] = {}
        for work in self._made(rows):
            works.setdefault(work.claim_id, []).append(work)
        claims = self._connection.execute(select(replica_claim).where(replica_claim.c.claim_id.in_(works)))
        of = {row.claim_id: claim_of(row) for row in claims}
        return tuple(Queued(of[claim_id], tuple(own)) for claim_id, own in works.items() if claim_id in of)

    def claim(self, claim_id: UUID) -> Queued | None:
        """A claim with all of this desk's work on it, None where it is not known."""
        row = self._connection.execute(select(replica_claim).where(replica_claim.c.claim_id == claim_id)).first()
        return None if row is None else Queued(claim_of(row), self._works(claim_id))

    def sitting(self, booth: int) -> Sitting | None:
        """Who sits in a booth: whom this desk called last, or whom the centre says sits there."""
        called = self._called(booth)
        if called is not None:
            return called
        row = self._connection.execute(
            select(replica_claim).where(
                replica_claim.c.desk == self._officer.desk,
                replica_claim.c.booth == booth,
                replica_claim.c.state == str(ClaimState.IN_BOOTH),
                replica_claim.c.claim_id.not_in(self._leaving()),
            )
        ).first()
        return None if row is None else Sitting(booth, claim_of(row), (), None, self._leased(row))

    def waiting(self) -> tuple[Waiting, ...]:
        """The queues of all channels."""
        counted = self._connection.execute(
            select(replica_claim.c.channel, func.count(), func.min(replica_claim.c.filed_at))
            .where(self._is_waiting())
            .group_by(replica_claim.c.channel)
        )
        queues = {Channel(channel): (count, oldest) for channel, count, oldest in counted}
        return tuple(
            Waiting(channel, queues[channel][0], moment(queues[channel][1]), self._next_ticket(channel))
            if channel in queues
            else Waiting(channel, 0)
            for channel in Channel
        )

    def tally(self, since: datetime) -> Tally:
        """This desk's decisions since a time, those refused left out."""
        verdict, applied = outbox.c.body["verdict"].as_string(), str(WorkState.APPLIED)
        counted = self._connection.execute(
            select(verdict.label("verdict"), func.count(), func.count(case((outbox.c.state == applied, 1))))
            .where(outbox.c.kind == str(Kind.DECIDE), outbox.c.captured_at >= stamp(since))
            .where(outbox.c.state.not_in(_REFUSED))
            .group_by(verdict)
        ).all()
        of = {row.verdict: int(row[1]) for row in counted}
        return Tally(
            approved=of.get(Verdict.APPROVE, 0),
            returned=of.get(Verdict.RETURN, 0),
            rejected=of.get(Verdict.REJECT, 0),
            referred=of.get(Verdict.REFER, 0),
            receipted=sum(int(row[2]) for row in counted),
        )

    def unread_refusals(self) -> tuple[Work, ...]:
        """Refused work that the officer has to read; of edits that fell with another work, that other one is told."""
        rows = self._connection.execute(
            select(outbox)
            .where(outbox.c.state.in_(_REFUSED), outbox.c.acknowledged_at.is_(None))
            .order_by(outbox.c.pos)
        )
        works = self._made(rows.all())
        return tuple(work for work in works if not _fell_with_another(work))

    def _called(self, booth: int) -> Sitting | None:
        """Whom this desk worked with last in a booth, while there is anything to show of it."""
        seated = and_(outbox.c.booth == booth, outbox.c.kind.not_in(_BESIDE))  # a late picture seats nobody again
        at_booth = select(outbox.c.claim_id).where(seated).order_by(outbox.c.pos.desc()).limit(1)
        row = self._connection.execute(
            select(replica_claim).where(replica_claim.c.claim_id == at_booth.scalar_subquery())
        ).first()
        if row is None:
            return None
        works = self._works(row.claim_id)
        calls = [work for work in works if work.kind == Kind.CHECKOUT]
        call = calls[-1] if calls else None
        if call is not None:
            works = works[works.index(call) :]
        if call is not None and call.state.is_refused and call.acknowledged:
            return None
        called_at = None if call is None else call.captured_at
        sitting = Sitting(booth, claim_of(row), works, called_at, self._leased(row))
        if works and works[-1].kind == Kind.HAND_OVER and not works[-1].state.is_refused:
            return None
        taken_away = row.state in _OPEN and row.desk != self._officer.desk
        if taken_away and not sitting.has_unread_refusal and not any(work.pending for work in works):
            return None
        return sitting

    def _left_behind(self, booth: int, sitting: Sitting | None) -> Any:
        """A claim that left the booth as decided and whose decision was then refused: it is called again first."""
        busy = select(outbox.c.claim_id).where(pending(self._n))
        in_booth = and_(
            replica_claim.c.desk == self._officer.desk,
            replica_claim.c.booth == booth,
            replica_claim.c.state == str(ClaimState.IN_BOOTH),
            replica_claim.c.claim_id.not_in(busy),
        )
        if sitting is not None:
            in_booth = and_(in_booth, replica_claim.c.claim_id != sitting.row.id)
        return self._connection.execute(select(replica_claim.c.claim_id).where(in_booth).limit(1)).first()

    def _works(self, claim_id: UUID) -> tuple[Work, ...]:
        rows = self._connection.execute(select(outbox).where(outbox.c.claim_id == claim_id).order_by(outbox.c.pos))
        return self._made(rows.all())

    def _made(self, rows: Sequence[Row[Any]]) -> tuple[Work, ...]:
        return tuple(work_from(row, cursor_n=self._n, in_flight=self._in_flight) for row in rows)

    def _leaving(self) -> Any:
        """The claims that were handed over here; the centre's rows do not show it yet."""
        return select(outbox.c.claim_id).where(outbox.c.kind == str(Kind.HAND_OVER), pending(self._n))

    def _leased(self, row: Any) -> datetime | None:
        """Until when the centre lets this desk have a claim; None where it does not."""
        if row.desk != self._officer.desk or row.lease is None or row.lease_until is None:
            return None
        return moment(row.lease_until)

    def _is_waiting(self) -> ColumnElement[bool]:
        """Waits, and for nobody else: called by nobody here, kept by no other desk."""
        called = select(outbox.c.claim_id).where(outbox.c.kind == str(Kind.CHECKOUT), pending(self._n))
        desk = replica_claim.c.desk
        return and_(
            or_(desk.is_(None), desk == self._officer.desk),
            replica_claim.c.claim_id.not_in(self._leaving()),
            replica_claim.c.branch == self._officer.branch,
            replica_claim.c.state == str(ClaimState.WAITING),
            replica_claim.c.claim_id.not_in(called),
        )

    def _first_waiting(self, channel: Channel, *, kept: bool = False) -> Any:
        first = (
            select(replica_claim.c.claim_id, replica_claim.c.ticket)
            .where(self._is_waiting(), replica_claim.c.channel == str(channel))
            .order_by(*_IN_TURN)
            .limit(1)
        )
        if kept:
            first = first.where(replica_claim.c.desk == self._officer.desk)
        return self._connection.execute(first).first()

    def _next_ticket(self, channel: Channel) -> str:
        row = self._first_waiting(channel)
        return "" if row is None else str(row.ticket)


_OPEN = (str(ClaimState.WAITING), str(ClaimState.IN_BOOTH))
_IN_TURN = (replica_claim.c.filed_at, replica_claim.c.ticket)
_UNANSWERED = (str(WorkState.DRAFT), str(WorkState.QUEUED))


def _fell_with_another(work: Work) -> bool:
    return work.kind == Kind.EDIT and work.result is not None and work.result.code == "dependency"
