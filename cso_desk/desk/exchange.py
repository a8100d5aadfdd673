"""What the outbox gives to the line and takes from it, inside one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cso_desk import wire
from cso_desk.wire import Entry, Kind, Position, Result, Status

from .ids import uuid7
from .rows import answer_columns, answer_in, queued_text, replica_row, sealed_text, stamp
from .schema import cursor, incarnation, outbox, replica_claim
from .work import WorkState

CHECKOUT = str(Kind.CHECKOUT)

SEAL_AFTER = timedelta(seconds=2)
"""How long a draft may grow before it is sent."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The place in the centre's history, and in its branch's log, up to which the desk has followed."""

    epoch: int
    after: Position


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One push: whose it is, what the desk has verified, the ops' bytes, and which of them are offered first now."""

    inc: UUID
    verified: Verified
    ops: tuple[str, ...]
    op_ids: tuple[UUID, ...]
    first_offered: tuple[UUID, ...]
    has_drafts: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of the desk's work is unanswered, of that how much was sent, and how many refusals are unread."""

    queued: int
    unsure: int
    refused: int


def position(connection: Connection, branch: int) -> Verified:
    """Up to where the branch's feed was verified; epoch 0 where none is known yet."""
    row = connection.execute(select(cursor).where(cursor.c.branch == branch)).first()
    return Verified(0, Position()) if row is None else Verified(row.epoch, Position(n=row.n, hash=row.hash))


def seal(connection: Connection, row: dict[str, Any]) -> None:
    """Fix the bytes of a draft and give it the next place in the queue."""
    connection.execute(update(incarnation).values(last_seq=incarnation.c.last_seq + 1))
    seq = connection.scalars(select(incarnation.c.last_seq)).one()
    connection.execute(
        update(outbox)
        .where(outbox.c.op_id == row["op_id"])
        .values(seq=seq, sealed=sealed_text(row), state=str(WorkState.QUEUED))
    )


def take_out(connection: Connection, branch: int, now: datetime) -> Outgoing:
    """Seal the drafts that are old enough, and take the first unanswered ops, marked as offered before they go."""
    ripe = or_(outbox.c.captured_at <= stamp(now - SEAL_AFTER), outbox.c.captured_at > stamp(now))
    drafts = select(outbox).where(outbox.c.state == str(WorkState.DRAFT)).order_by(outbox.c.pos)
    for row in connection.execute(drafts.where(ripe)).mappings().all():
        seal(connection, dict(row))
    rows = connection.execute(
        select(outbox.c.op_id, outbox.c.seq, outbox.c.sealed, outbox.c.sent_at)
        .where(outbox.c.state == str(WorkState.QUEUED))
        .order_by(outbox.c.seq)
        .limit(wire.MAX_OPS)
    ).all()
    texts = wire.bounded([queued_text(row.sealed, row.seq) for row in rows])
    rows = rows[: len(texts)]
    first = tuple(row.op_id for row in rows if row.sent_at is None)
    connection.execute(update(outbox).where(outbox.c.op_id.in_(first)).values(sent_at=stamp(now)))
    return Outgoing(
        inc=connection.scalars(select(incarnation.c.inc)).one(),
        verified=position(connection, branch),
        ops=tuple(texts),
        op_ids=tuple(row.op_id for row in rows),
        first_offered=first,
        has_drafts=connection.execute(drafts.limit(1)).first() is not None,
    )


def take_back(connection: Connection, outgoing: Outgoing) -> None:
    """Note that what a push offered for the first time, and is still unanswered, was certainly not taken."""
    queued = outbox.c.state == str(WorkState.QUEUED)
    connection.execute(update(outbox).where(outbox.c.op_id.in_(outgoing.first_offered), queued).values(sent_at=None))


def take_results(connection: Connection, results: Iterable[Result], now: datetime) -> int:
    """Put the centre's last words to their ops; returns how many were news."""
    news = 0
    for result in results:
        if result.status is Status.RETRY:
            continue
        news += connection.execute(
            update(outbox)
            .where(outbox.c.op_id == result.op_id, outbox.c.state == str(WorkState.QUEUED))
            .values(answer_columns(result, now))
        ).rowcount
    return news


def take_entries(connection: Connection, branch: int, entries: Sequence[Entry], now: datetime) -> int:
    """Follow the feed: the centre's rows, the proof of our own ops, and the cursor; returns how many were news.

    Raises FeedGap and ChainBroken, ValueError where a claim is not understood; then nothing is to be kept.
    """
    after = position(connection, branch).after
    new = [entry for entry in entries if entry.n > after.n]
    if not new:
        return 0
    end = wire.verify(branch, after, new)
    take_results(connection, _answers(connection, new), now)
    latest = {entry.entity: entry for entry in new if entry.data is not None}
    if latest:
        _put(connection, [replica_row(entry) for entry in latest.values()])
    connection.execute(update(cursor).where(cursor.c.branch == branch).values(n=end.n, hash=end.hash))
    return len(new)


def start_over(connection: Connection, branch: int, epoch: int) -> None:
    """Begin a new incarnation in an epoch: the replica is read anew, and all that was ever done is offered again.

    Ops keep their ids and bytes, so that the centre knows those it has.
    """
    connection.execute(delete(replica_claim))
    connection.execute(delete(cursor))
    connection.execute(insert(cursor).values(branch=branch, epoch=epoch, n=0, hash=wire.GENESIS))
    sent = select(outbox.c.op_id).where(outbox.c.state != str(WorkState.DRAFT)).order_by(outbox.c.seq, outbox.c.pos)
    op_ids = connection.scalars(sent).all()
    connection.execute(update(incarnation).values(inc=uuid7(), last_seq=len(op_ids)))
    if op_ids:
        again = update(outbox).where(outbox.c.op_id == bindparam("id"))
        again = again.values(seq=bindparam("place"), state=str(WorkState.QUEUED), sent_at=None, n=0)
        connection.execute(again, [{"id": op_id, "place": place} for place, op_id in enumerate(op_ids, 1)])


def count(connection: Connection, in_flight: frozenset[UUID], refused: int) -> Counts:
    """How the desk's work stands."""
    unanswered = outbox.c.state.in_((str(WorkState.DRAFT), str(WorkState.QUEUED)))
    offered = select(func.count()).where(
        outbox.c.state == str(WorkState.QUEUED), outbox.c.sent_at.is_not(None), outbox.c.op_id.not_in(in_flight)
    )
    return Counts(
        queued=connection.scalar(select(func.count()).select_from(outbox).where(unanswered)) or 0,
        unsure=connection.scalar(offered) or 0,
        refused=refused,
    )


def _answers(connection: Connection, entries: Iterable[Entry]) -> list[Result]:
    answers = {answer.op_id: answer for entry in entries if (answer := answer_in(entry)) is not None}
    if not answers:
        return []
    waiting = select(outbox.c.op_id).where(outbox.c.state == str(WorkState.QUEUED), outbox.c.op_id.in_(answers))
    return [answers[op_id] for op_id in connection.scalars(waiting)]


def _put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    put = upsert(replica_claim)
    changes = {column.name: column for column in put.excluded if column.name != "claim_id"}
    connection.execute(put.on_conflict_do_update(index_elements=["claim_id"], set_=changes), rows)
