"""What the outbox gives to the line and takes from it, inside one transaction."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cso_desk import wire
from cso_desk.migrate import revision
from cso_desk.wire import Entry, Hello, Kept, Kind, Position, Result, Status, chain

from . import attached, kept_checkpoints, renaming
from .ids import uuid7
from .rows import answer_columns, answer_in, kept_row, moment, queued_text, replica_row, sealed_text, stamp
from .schema import cursor, incarnation, outbox, replica_claim
from .signer import Signer
from .work import WorkState

log = logging.getLogger(__name__)

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
    """One push: whose it is, what the desk has verified, the ops' bytes, and which of them are offered first now.

    `unproven` is the officer who has to sign in before anything more can be sent.
    """

    inc: UUID
    verified: Verified
    ops: tuple[str, ...]
    op_ids: tuple[UUID, ...]
    first_offered: tuple[UUID, ...]
    has_drafts: bool
    unproven: str = ""


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


def seal(connection: Connection, row: Mapping[Any, Any], signer: Signer | None) -> None:
    """Fix the bytes of a draft, with the proof of its officer where that one is signed in, and queue it."""
    values = {"sealed": sealed_text(row), "state": str(WorkState.QUEUED), **proof_of(row, signer)}
    connection.execute(update(outbox).where(outbox.c.op_id == row["op_id"]).values(values))


def proof_of(row: Mapping[Any, Any], signer: Signer | None) -> dict[str, Any]:
    """What proves the bytes that a draft would have now; nothing new where its officer is not signed in."""
    if signer is None or signer.officer != row["officer"]:
        return {}
    return {"session": signer.session, "proof": signer.proof(sealed_text(row))}


def take_out(connection: Connection, branch: int, now: datetime, signer: Signer | None) -> Outgoing:
    """Seal the drafts that are old enough, and take the first unanswered ops, marked as offered before they go.

    An op gets its place in the incarnation's sequence when it is offered there first.
    """
    ripe = or_(outbox.c.captured_at <= stamp(now - SEAL_AFTER), outbox.c.captured_at > stamp(now))
    drafts = select(outbox).where(outbox.c.state == str(WorkState.DRAFT)).order_by(outbox.c.pos)
    for draft in connection.execute(drafts.where(ripe)).mappings().all():
        seal(connection, draft, signer)
    queued = (
        connection.execute(
            select(outbox).where(outbox.c.state == str(WorkState.QUEUED)).order_by(*_AS_OFFERED).limit(wire.MAX_OPS)
        )
        .mappings()
        .all()
    )
    inc = connection.execute(select(incarnation)).one()
    ready, unproven = _proven(queued, signer)
    last, texts = inc.last_seq, []
    for row in ready:
        last, seq = (last + 1, last + 1) if row["seq"] is None else (last, row["seq"])
        row["seq"] = seq
        texts.append(queued_text(row["sealed"], seq, row["session"], row["proof"]))
    texts = list(wire.bounded(texts))
    rows = ready[: len(texts)]
    _offer(connection, rows, now, last=inc.last_seq)
    return Outgoing(
        inc=inc.inc,
        verified=position(connection, branch),
        ops=tuple(texts),
        op_ids=tuple(row["op_id"] for row in rows),
        first_offered=tuple(row["op_id"] for row in rows if row["sent_at"] is None),
        has_drafts=connection.execute(drafts.limit(1)).first() is not None,
        unproven=unproven,
    )


_AS_OFFERED = (outbox.c.seq.is_(None), outbox.c.seq, outbox.c.pos)
"""What has its place in the sequence goes first: a draft stands before what was offered while it still grew."""


def _proven(rows: Iterable[Mapping[Any, Any]], signer: Signer | None) -> tuple[list[dict[str, Any]], str]:
    """The rows up to the first that nobody can prove now, and whose that one is."""
    ready: list[dict[str, Any]] = []
    for row in rows:
        if row["session"] is None and (signer is None or signer.officer != row["officer"]):
            return ready, str(row["officer"])
        own = {} if row["session"] is not None or signer is None else _signed(row, signer)
        ready.append({**row, **own})
    return ready, ""


def _signed(row: Mapping[Any, Any], signer: Signer) -> dict[str, Any]:
    return {"session": signer.session, "proof": signer.proof(row["sealed"])}


def _offer(connection: Connection, rows: Sequence[Mapping[str, Any]], now: datetime, *, last: int) -> None:
    """Keep what the rows are offered as, before they go."""
    new = [row for row in rows if row["sent_at"] is None]
    if not new:
        return
    offered = update(outbox).where(outbox.c.op_id == bindparam("id"))
    offered = offered.values(
        seq=bindparam("place"), session=bindparam("by"), proof=bindparam("proven"), sent_at=stamp(now)
    )
    connection.execute(
        offered,
        [{"id": row["op_id"], "place": row["seq"], "by": row["session"], "proven": row["proof"]} for row in new],
    )
    connection.execute(update(incarnation).values(last_seq=max(last, *(row["seq"] for row in rows))))


def take_back(connection: Connection, outgoing: Outgoing) -> None:
    """Note that what a push offered for the first time, and is still unanswered, was certainly not taken."""
    queued = outbox.c.state == str(WorkState.QUEUED)
    connection.execute(update(outbox).where(outbox.c.op_id.in_(outgoing.first_offered), queued).values(sent_at=None))


def unprove(connection: Connection, named: str) -> None:
    """Take the proof off all unanswered ops that the session of this one proved: the centre does not know it."""
    queued = outbox.c.state == str(WorkState.QUEUED)
    proven = select(outbox.c.op_id, outbox.c.session).where(queued, outbox.c.session.is_not(None))
    sessions = {str(row.op_id): row.session for row in connection.execute(proven)}
    if named in sessions:
        log.warning("the session that proved op %s is unknown: its officer has to prove it anew", named)
        of_session = update(outbox).where(queued, outbox.c.session == sessions[named])
        connection.execute(of_session.values(session=None, proof=None))


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
    end = chain.verify(branch, after, new)
    take_results(connection, _answers(connection, new), now)
    latest = {entry.entity: entry for entry in new if entry.data is not None}
    if latest:
        _put(connection, [replica_row(entry) for entry in latest.values()])
    connection.execute(update(cursor).where(cursor.c.branch == branch).values(n=end.n, hash=end.hash))
    kept_checkpoints.follow(connection, new)
    return len(new)


def start_over(connection: Connection, branch: int, epoch: int) -> None:
    """Begin a new incarnation in an epoch: the replica is read anew, and all that was ever done is offered again.

    Ops keep their ids and bytes, so that the centre knows those it has.
    """
    connection.execute(delete(replica_claim))
    connection.execute(delete(cursor))
    connection.execute(insert(cursor).values(branch=branch, epoch=epoch, n=0, hash=wire.GENESIS))
    connection.execute(update(incarnation).values(inc=uuid7(), last_seq=0))
    again = update(outbox).where(outbox.c.state != str(WorkState.DRAFT))
    connection.execute(again.values(seq=None, state=str(WorkState.QUEUED), sent_at=None, n=0))
    attached.offer_again(connection)
    kept_checkpoints.start_over(connection)


def unasked(connection: Connection) -> list[UUID]:
    """The ops of which an earlier incarnation may have had the answer: the centre is asked before they are sent."""
    queued = outbox.c.state == str(WorkState.QUEUED)
    earlier = select(outbox.c.op_id).where(queued, outbox.c.seq.is_(None), outbox.c.answered_at.is_not(None))
    return list(connection.scalars(earlier.order_by(outbox.c.pos)))


def asked(connection: Connection, op_ids: Sequence[UUID]) -> None:
    """Note that the centre was asked after these ops and does not know those still queued."""
    queued = outbox.c.state == str(WorkState.QUEUED)
    connection.execute(update(outbox).where(outbox.c.op_id.in_(op_ids), queued).values(answered_at=None))


def begin_snapshot(connection: Connection) -> None:
    """Let go of all rows of the centre: a snapshot is about to tell them anew."""
    connection.execute(delete(replica_claim))


def take_snapshot(connection: Connection, kept: Iterable[Kept]) -> None:
    """Take rows of the centre in as a snapshot tells them."""
    rows = [kept_row(one) for one in kept]
    if rows:
        _put(connection, rows)


def end_snapshot(connection: Connection, branch: int, at: Position) -> None:
    """Go on following the feed from where the snapshot stands."""
    connection.execute(update(cursor).where(cursor.c.branch == branch).values(n=at.n, hash=at.hash))
    kept_checkpoints.jump(connection, at)


def hello(connection: Connection, now: datetime, *, version: str, rules: str) -> Hello:
    """What the desk says of itself: how much waits here, and since when."""
    unanswered = outbox.c.state.in_((str(WorkState.DRAFT), str(WorkState.QUEUED)))
    waiting = select(func.count(), func.min(outbox.c.captured_at)).where(unanswered)
    queued, oldest = connection.execute(waiting).one()
    age_s = 0.0 if oldest is None else max(0.0, (now - moment(oldest)).total_seconds())
    inc = connection.scalars(select(incarnation.c.inc)).one()
    schema = revision(connection) or ""
    return Hello(version=version, schema_version=schema, rules=rules, wall=now, inc=inc, queued=queued, oldest_s=age_s)


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


def _answers(connection: Connection, entries: Sequence[Entry]) -> list[Result]:
    """What the log proves of the ops that wait here; an op that is another's under the same id gets another id."""
    answers = {answer.op_id: answer for entry in entries if (answer := answer_in(entry)) is not None}
    if not answers:
        return []
    waiting = select(outbox.c.op_id).where(outbox.c.state == str(WorkState.QUEUED), outbox.c.op_id.in_(answers))
    held = {entry.body.get("op_id"): entry.body.get("request_hash") for entry in entries}
    ours = []
    for op_id in connection.scalars(waiting.order_by(outbox.c.pos)).all():
        told = held[str(op_id)]
        if told is None or not renaming.rename(connection, str(op_id), told):
            ours.append(answers[op_id])
    return ours


def _put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    put = upsert(replica_claim)
    changes = {column.name: column for column in put.excluded if column.name != "claim_id"}
    connection.execute(put.on_conflict_do_update(index_elements=["claim_id"], set_=changes), rows)
