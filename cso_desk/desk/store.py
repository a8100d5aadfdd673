"""The desk's store: the centre's rows, and the outbox, the only table that an officer's hand writes."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from cso_desk.wire import BESIDE, Hello, Kept, Kind, Page, Position, Result, Snapshot
from cso_desk.wire.blob_wire import Mime
from cso_desk.wire.chain import ChainBroken, FeedGap

from . import attached, exchange, renaming
from .attached import AttachmentQueue
from .attachments import Attached
from .database import MAX_BYTES, as_store_error, open_database
from .errors import NobodySits
from .exchange import Counts, Outgoing
from .ids import uuid7
from .kept_checkpoints import KeptCheckpoints
from .lock import ProfileLock
from .model import Officer, Tally, Waiting
from .rows import draft_row, moment, stamp, work_row
from .schema import incarnation, outbox, replica_claim
from .seats import Seats, cursor_n, pending
from .sightings import Sightings
from .signer import Signer
from .survey import Survey, look_around
from .work import Desk, NewWork, Place, Queued, Sitting, Typed, Work, WorkState


@dataclass(frozen=True, slots=True)
class Glance:
    """All that the window shows, as the store has it; booth n stands at index n - 1."""

    sittings: tuple[Sitting | None, ...]
    waiting: tuple[Waiting, ...]
    today: Tally
    refused: tuple[Work, ...]


class DeskStore:
    """The encrypted database of one profile; one method is one transaction, from any thread, one at a time.

    Making it raises ProfileBusy, WrongKey, NewerStore, StoreDamaged (the file has been set aside) and DiskFull;
    every method raises StoreError where the disk or the file fails, and nothing is changed then.
    """

    def __init__(self, path: Path, key: bytes, *, max_bytes: int = MAX_BYTES) -> None:
        self._lock = threading.RLock()
        self._in_flight: frozenset[UUID] = frozenset()
        self._signer: Signer | None = None
        self.attachments = AttachmentQueue(self._transaction)
        self.sightings = Sightings(self._transaction, key)
        self.checkpoints = KeptCheckpoints(self._transaction)
        self._profile = ProfileLock(path.with_suffix(".lock"))
        try:
            self._engine = open_database(path, key, max_bytes=max_bytes)
            with self._transaction() as connection:
                if connection.scalar(select(incarnation.c.inc)) is None:
                    connection.execute(insert(incarnation).values(id=1, inc=uuid7(), last_seq=0))
        except BaseException:
            self._profile.release()
            raise

    def close(self) -> None:
        """Let go of the file and of the profile."""
        with self._lock:
            self._engine.dispose()
            self._profile.release()

    def sign_as(self, signer: Signer | None) -> None:
        """From now on prove what this officer writes, and has written here; None while nobody is signed in."""
        with self._lock:
            self._signer = signer

    def glance(self, officer: Officer, *, booths: int, since: datetime) -> Glance:
        """What the window shows: booths, queues, the decisions since a time, refusals to be read."""
        with self._transaction() as connection:
            seats = Seats(connection, officer, self._in_flight)
            return Glance(
                sittings=tuple(seats.sitting(booth) for booth in range(1, booths + 1)),
                waiting=seats.waiting(),
                today=seats.tally(since),
                refused=seats.unread_refusals(),
            )

    def survey(self, officer: Officer) -> Survey:
        """What lies beside that: work on its way, kept claims, and what only a supervisor acts on."""
        with self._transaction() as connection:
            return look_around(connection, officer, self._in_flight)

    def claim(self, officer: Officer, claim_id: UUID) -> Queued | None:
        """A claim with this desk's work on it, wherever it is; None where it is not known."""
        with self._transaction() as connection:
            return Seats(connection, officer, self._in_flight).claim(claim_id)

    def work(self, officer: Officer, booth: int, act: Callable[[Place], NewWork | Typed | None]) -> bool:
        """Let `act` look at a booth, and keep what it wants done; False where it wants nothing.

        What `act` raises leaves the store as it was.
        """
        with self._transaction() as connection:
            wanted = act(Seats(connection, officer, self._in_flight).place(booth))
            if isinstance(wanted, Typed):
                _type(connection, officer.branch, wanted, self._signer)
            if isinstance(wanted, NewWork):
                _add(connection, officer.branch, wanted, self._signer)
            return wanted is not None

    def add(self, officer: Officer, work: NewWork) -> None:
        """Keep work on a claim, wherever it is; nothing is looked at before."""
        with self._transaction() as connection:
            _add(connection, officer.branch, work, self._signer)

    def arrange(self, officer: Officer, act: Callable[[Desk], Sequence[NewWork]]) -> bool:
        """As `work`, for the claims that wait: `act` looks at those of the desk and may want several things."""
        with self._transaction() as connection:
            wanted = act(Seats(connection, officer, self._in_flight).desk())
            for new in wanted:
                _add(connection, officer.branch, new, self._signer)
            return bool(wanted)

    def work_on(self, officer: Officer, claim_id: UUID, act: Callable[[Queued | None], NewWork | None]) -> bool:
        """As `work`, for a claim wherever it is: `act` looks at it with this desk's work; None where it is unknown."""
        with self._transaction() as connection:
            wanted = act(Seats(connection, officer, self._in_flight).claim(claim_id))
            if wanted is not None:
                _add(connection, officer.branch, wanted, self._signer)
            return wanted is not None

    def acknowledge(self, op_id: UUID, at: datetime) -> None:
        """Note that the officer has read that an op was refused."""
        with self._transaction() as connection:
            unread = outbox.c.acknowledged_at.is_(None)
            connection.execute(update(outbox).where(outbox.c.op_id == op_id, unread).values(acknowledged_at=stamp(at)))

    def counts(self, officer: Officer) -> Counts:
        """How much work is unanswered, unsure or refused."""
        with self._transaction() as connection:
            refused = len(Seats(connection, officer, self._in_flight).unread_refusals())
            return exchange.count(connection, self._in_flight, refused)

    def hello(self, now: datetime, *, version: str, rules: str) -> Hello:
        """What this desk says of itself when it comes back to the line."""
        with self._transaction() as connection:
            return exchange.hello(connection, now, version=version, rules=rules)

    def position(self, officer: Officer) -> exchange.Verified:
        """Up to where the feed was verified."""
        with self._transaction() as connection:
            return exchange.position(connection, officer.branch)

    def take_out(self, officer: Officer, now: datetime) -> Outgoing:
        """The next push; its ops count as offered from now on, and as in flight until an answer or the lack of one."""
        with self._lock:
            with self._transaction() as connection:
                outgoing = exchange.take_out(connection, officer.branch, now, self._signer)
            self._in_flight = frozenset(outgoing.op_ids)
        return outgoing

    def take_back(self, outgoing: Outgoing) -> None:
        """Note that the ops of a push that are still unanswered were certainly not taken."""
        with self._lock:
            self._in_flight = frozenset()
            with self._transaction() as connection:
                exchange.take_back(connection, outgoing)

    def prove_anew(self, op_id: object) -> None:
        """Note that the centre does not know by which session an op, named by its id, was proven.

        That one and all that the same session proved wait for the next session of their officer.
        """
        with self._transaction() as connection:
            exchange.unprove(connection, str(op_id))

    def rename(self, op_id: object, held: object) -> bool:
        """Take the centre's word that it holds other bytes under an op's id; whether that gave the op another id."""
        with self._transaction() as connection:
            return renaming.rename(connection, str(op_id), str(held))

    def no_answer(self) -> None:
        """Note that nobody knows whether the push in flight arrived."""
        self._in_flight = frozenset()

    def settle(self, officer: Officer, epoch: int, results: Sequence[Result], page: Page | None, now: datetime) -> int:
        """Take the centre's word, results and feed in one transaction; returns how much of it was news.

        Results are kept even where the page raises FeedGap or ChainBroken. A word from another epoch is no word.
        """
        fault: FeedGap | ChainBroken | None = None
        with self._transaction() as connection:
            if exchange.position(connection, officer.branch).epoch != epoch:
                return 0
            self._in_flight -= {result.op_id for result in results}
            news = exchange.take_results(connection, results, now)
            try:
                news += exchange.take_entries(connection, officer.branch, page.entries if page else (), now)
            except (FeedGap, ChainBroken) as broken:
                fault = broken
        if fault is not None:
            raise fault
        return news

    def start_over(self, officer: Officer, epoch: int) -> None:
        """Begin a new incarnation: the replica is read anew and everything is offered again under its own id."""
        with self._transaction() as connection:
            self._in_flight = frozenset()
            exchange.start_over(connection, officer.branch, epoch)

    def unasked(self) -> list[UUID]:
        """The ops that an earlier incarnation may have had the answer to."""
        with self._transaction() as connection:
            return exchange.unasked(connection)

    def asked(self, op_ids: Sequence[UUID], known: Sequence[Result], now: datetime) -> None:
        """Take the centre's word on ops it was asked after: those it does not know are to be sent again."""
        with self._transaction() as connection:
            exchange.take_results(connection, known, now)
            exchange.asked(connection, op_ids)

    def load(self, officer: Officer, head: Snapshot, kept: Iterable[Kept]) -> bool:
        """Take up a snapshot in many short transactions; the feed is followed from there once all of it is in.

        False where the desk has meanwhile begun another history. What comes out of `kept` broken is raised; the
        snapshot is then asked for again.
        """
        first, rest = True, iter(kept)
        while True:
            chunk = list(islice(rest, _LOADED_AT_ONCE))
            with self._transaction() as connection:
                if exchange.position(connection, officer.branch) != exchange.Verified(head.epoch, Position()):
                    return False
                if first:
                    exchange.begin_snapshot(connection)
                exchange.take_snapshot(connection, chunk)
                if len(chunk) < _LOADED_AT_ONCE:
                    exchange.end_snapshot(connection, officer.branch, head.at)
                    return True
            first = False

    def adopt(self, rows: Sequence[dict[str, Any]]) -> None:
        """Take in rows of another outbox, as they were read from it, to be offered again in their order."""
        if rows:
            with self._transaction() as connection:
                connection.execute(insert(outbox), [{**row, "seq": None} for row in rows])
                for row in rows:
                    _expect_upload(connection, row)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock:
            try:
                with self._engine.begin() as connection:
                    yield connection
            except Exception as error:
                raise (as_store_error(error) or error) from error


_BESIDE = tuple(str(kind) for kind in BESIDE)

_LEASING = (str(Kind.CHECKOUT), str(Kind.KEEP), str(Kind.REOPEN))
_LOADED_AT_ONCE = 200


def _type(connection: Connection, branch: int, typed: Typed, signer: Signer | None) -> None:
    """Write into the claim's draft, which is one officer's alone; it is proven as it stands, for a kill may come."""
    draft = connection.execute(_draft_of(typed.claim_id)).mappings().one_or_none()
    if draft is not None and draft["officer"] != typed.officer:
        exchange.seal(connection, draft, signer)
        draft = None
    if draft is None:
        row = draft_row(typed, _base(connection, branch, typed.claim_id))
        connection.execute(insert(outbox).values({**row, **exchange.proof_of(row, signer)}))
        return
    fields = dict(draft["body"]["fields"])
    for key, (seen, text) in typed.fields.items():
        fields[key] = [fields[key][0] if key in fields else seen, text]
    row = {**draft, "body": {"fields": fields}}
    changed = {"body": row["body"], **exchange.proof_of(row, signer)}
    connection.execute(update(outbox).where(outbox.c.pos == draft["pos"]).values(changed))


def _add(connection: Connection, branch: int, new: NewWork, signer: Signer | None) -> None:
    """Seal the claim's draft, then queue the new work behind it."""
    draft = connection.execute(_draft_of(new.claim_id)).mappings().one_or_none()
    if draft is not None:
        exchange.seal(connection, draft, signer)
    base = _base(connection, branch, new.claim_id)
    if new.kind in _BESIDE:
        base["after_op"] = None
    row = work_row(new, base)
    connection.execute(insert(outbox).values(row))
    exchange.seal(connection, row, signer)
    _expect_upload(connection, row)


def _expect_upload(connection: Connection, row: Mapping[str, Any]) -> None:
    """Let the bytes of a file that becomes a claim's travel too."""
    if row["kind"] == str(Kind.ATTACH):
        body = row["body"]
        what = Attached(body["sha256"], body["size"], Mime(body["mime"]))
        attached.add(connection, what, row["claim_id"], moment(row["captured_at"]))


def _draft_of(claim_id: UUID) -> Any:
    return select(outbox).where(outbox.c.claim_id == claim_id, outbox.c.state == str(WorkState.DRAFT))


def _base(connection: Connection, branch: int, claim_id: UUID) -> dict[str, Any]:
    """What new work on a claim stands on: the row as seen, the lease, and the desk's own work before it."""
    row = connection.execute(select(replica_claim).where(replica_claim.c.claim_id == claim_id)).one_or_none()
    if row is None:
        raise NobodySits
    is_pending = pending(cursor_n(connection, branch))
    before = connection.execute(
        select(outbox.c.op_id, outbox.c.lease, outbox.c.kind, outbox.c.cycle)
        .where(outbox.c.claim_id == claim_id, is_pending, outbox.c.kind.not_in(_BESIDE))
        .order_by(outbox.c.pos.desc())
        .limit(1)
    ).one_or_none()
    base = {"base_version": row.row_version, "cycle": row.cycle, "lease": row.lease, "after_op": None}
    if before is None:
        return base
    lease = before.op_id if before.kind in _LEASING else before.lease
    cycle = before.cycle + (before.kind == str(Kind.REOPEN))
    return {**base, "cycle": cycle, "lease": lease, "after_op": before.op_id}
