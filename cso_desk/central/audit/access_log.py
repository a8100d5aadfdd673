"""The log of who read whose personal data: only added to, and chained, so that a row that is gone is missed.

A note waits in memory for at most a second before it is written, with all that came since, in one transaction: the
chain is one for the whole country, and one transaction a read would let every search wait for every other one
(measured on PostgreSQL: 0.7 ms of the chain's head a read, against 0.03 ms in batches). A clean stop writes what
waits; a crash loses the last second. What must not be lost at all, an export, is written by `write` before it is
answered.
"""

import hashlib
import logging
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, Text, cast, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from cso_desk.central.guard import Caller
from cso_desk.central.schema import access, access_head
from cso_desk.wire import GENESIS
from cso_desk.wire.chain import canonical
from cso_desk.worker import Loop

log = logging.getLogger(__name__)

_FLUSH_S = 1.0
_MOST_WAITING = 1000
_IDS_A_ROW = 500
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Access:
    """One read: who, where, when, what, of which ids, and of how many records in all."""

    at: datetime
    officer: str
    desk: str
    branch: int
    what: str
    ids: tuple[str, ...]
    count: int


class AccessLog:
    """Notes reads off the path of the request; `start` it before the first note, `stop` it after the last."""

    def __init__(self, engine: Engine, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now
        self._waiting: list[Access] = []
        self._noting = threading.Lock()
        self._flushing = threading.Lock()
        self._loop = Loop("access log", self._turn)

    def start(self) -> None:
        """Begin to write each second."""
        self._loop.start()

    def stop(self) -> None:
        """Write what waits, end and join; raises SQLAlchemyError where it could not be written."""
        self._loop.stop()
        self.flush()

    def note(self, caller: Caller, what: str, ids: Collection[UUID | str], count: int | None = None) -> None:
        """Note that the caller was given records; `what` is a code, `count` their number where ids do not tell it.

        While the database takes nothing, notes wait; at a thousand this raises SQLAlchemyError, so that nobody reads
        what is not noted.
        """
        noted = self._accesses(caller, what, ids, count)
        with self._noting:
            self._waiting.extend(noted)
            full = len(self._waiting) >= _MOST_WAITING
        if full:
            self.flush()

    def write(self, caller: Caller, what: str, ids: Collection[UUID | str], count: int | None = None) -> None:
        """The same, written when this returns; raises SQLAlchemyError."""
        noted = self._accesses(caller, what, ids, count)
        with self._engine.begin() as connection:
            _append(connection, noted)

    def flush(self) -> None:
        """Write what waits; it goes on waiting where that fails, which raises SQLAlchemyError."""
        with self._flushing:
            with self._noting:
                taken, self._waiting = self._waiting, []
            if not taken:
                return
            try:
                with self._engine.begin() as connection:
                    _append(connection, taken)
            except BaseException:
                with self._noting:
                    self._waiting[:0] = taken
                raise

    def _turn(self, loop: Loop) -> None:
        loop.rest(_FLUSH_S)
        try:
            self.flush()
        except SQLAlchemyError:
            log.exception("the access log could not be written; it is tried again")

    def _accesses(self, caller: Caller, what: str, ids: Collection[UUID | str], count: int | None) -> list[Access]:
        told = [str(one) for one in ids]
        total = len(told) if count is None else count
        parts = [tuple(told[start : start + _IDS_A_ROW]) for start in range(0, len(told), _IDS_A_ROW)] or [()]
        at = self._now().astimezone(UTC)
        return [Access(at, caller.officer, caller.desk, caller.branch, what, part, total) for part in parts]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reads are asked for; None is any."""

    officer: str | None = None
    entity: str | None = None
    since: datetime | None = None


def reads(engine: Engine, asked: Asked) -> Iterator[tuple[int, Access]]:
    """The reads that were asked for, with their numbers, the oldest first."""
    wanted = select(access).order_by(access.c.n).limit(_ROWS_AT_ONCE)
    if asked.officer is not None:
        wanted = wanted.where(access.c.officer == asked.officer)
    if asked.since is not None:
        wanted = wanted.where(access.c.at >= asked.since)
    if asked.entity is not None:
        wanted = wanted.where(cast(access.c.ids, Text).contains(f'"{asked.entity}"', autoescape=True))
    after = 0
    while True:
        with engine.execution_options(reading=True).begin() as connection:
            rows = connection.execute(wanted.where(access.c.n > after)).all()
        for row in rows:
            yield row.n, access_from(row)
        if len(rows) < _ROWS_AT_ONCE:
            return
        after = rows[-1].n


def access_from(row: Row[tuple[object, ...]]) -> Access:
    """A read as its row has it."""
    told = row._mapping
    return Access(row.at, row.officer, row.desk, row.branch, row.what, tuple(row.ids), told["count"])


def access_hash(previous: str, n: int, told: Access) -> str:
    """What the hash of a row has to be, from what it tells and the hash before it."""
    document = {
        "n": n,
        "at": told.at.astimezone(UTC).isoformat(),
        "officer": told.officer,
        "desk": told.desk,
        "branch": told.branch,
        "what": told.what,
        "ids": list(told.ids),
        "count": told.count,
    }
    return hashlib.sha256(previous.encode() + canonical(document)).hexdigest()


def _append(connection: Connection, noted: Sequence[Access]) -> None:
    """Put reads at the end of the chain; writers take turns at its head."""
    n, head = _head(connection)
    rows = []
    for one in noted:
        n, head = n + 1, access_hash(head, n + 1, one)
        told = {"at": one.at, "officer": one.officer, "desk": one.desk, "branch": one.branch, "what": one.what}
        rows.append({**told, "n": n, "hash": head, "ids": list(one.ids), "count": one.count})
    connection.execute(insert(access), rows)
    connection.execute(update(access_head).values(n=n, hash=head))


def _head(connection: Connection) -> tuple[int, str]:
    held = select(access_head.c.n, access_head.c.hash).with_for_update()
    row = connection.execute(held).one_or_none()
    if row is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(access_head).values(id=1, n=0, hash=GENESIS))
        except IntegrityError:
            log.debug("another worker wrote the first head")
        row = connection.execute(held).one()
    return row.n, row.hash
