"""Recomputes a branch's chain from what its entries tell, and compares each entry with the tables written with it.

What is read is read in pages of short transactions: an audit of a long log holds nothing up.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, Text, cast, func, select

from cso_desk import wire
from cso_desk.central.audit.audit_faults import Fault, Flaw
from cso_desk.central.schema import branch_head, branch_log, decision, op_result
from cso_desk.wire import Entry, Kind, Status, chain

PAGE = 500
"""How many rows are held at once."""

_SAME = ("stage", "verdict", "amount")
_BEFORE_ALL = -(2**63)
_COLUMNS = (
    *(branch_log.c.n, branch_log.c.prev, branch_log.c.hash, branch_log.c.kind, branch_log.c.rv),
    *(branch_log.c.digest, branch_log.c.salt, branch_log.c.at),
    cast(branch_log.c.entity, Text).label("entity"),
    cast(branch_log.c.body, Text).label("body"),
    cast(branch_log.c.data, Text).label("data"),
)


class Place(NamedTuple):
    """Where the chain stands: the number and the recomputed hash of the last entry."""

    n: int
    hash: str


class _Page(NamedTuple):
    """Some rows of a log with the entries they are, None where they are none, and what was written with them."""

    entries: Sequence[tuple[Row[Any], Entry | None]]
    results: Mapping[str, Any]
    decisions: Mapping[str, Any]


@dataclass(slots=True)
class Seen:
    """What an audit has looked at so far."""

    branches: int = 0
    entries: int = 0
    erased: int = 0
    reads: int = 0
    checkpoints: int = 0


def branch_faults(engine: Engine, branch: int, since: int, seen: Seen) -> Iterator[Fault]:
    """The first entry that breaks a branch's chain after number `since`, and each that differs from the tables."""
    with engine.execution_options(reading=True).begin() as connection:
        head = connection.execute(select(branch_head).where(branch_head.c.branch == branch)).one_or_none()
        start = _start(connection, branch, since) if since else Place(0, wire.GENESIS)
    if head is None:
        yield Fault(Flaw.NO_HEAD, branch)
        return
    if start is None:
        if since <= head.n:
            yield Fault(Flaw.GAP, branch, since)
        return
    followed = _Chain(branch, start)
    for page in _pages(engine, branch, since, head.n):
        for row, entry in page.entries:
            seen.entries += 1
            yield from followed.follow(row, entry)
            if entry is not None:
                seen.erased += entry.data is None and entry.digest != ""
                yield from followed.compare_result(entry, page.results)
                yield from _compare_decision(branch, entry, page.decisions)
                yield from _compare_time(branch, row.at, entry)
    yield from followed.compare_head(head.n, head.hash)
    yield from _beyond(engine, branch, followed)


class _Chain:
    """Follows the entries; after the first that breaks it, the rest is taken as it stands and told nothing of."""

    def __init__(self, branch: int, start: Place) -> None:
        self._branch = branch
        self._at = start
        self.is_broken = False
        self._is_rewritten = False

    def follow(self, row: Row[Any], entry: Entry | None) -> Iterator[Fault]:
        at, self._at = self._at, Place(max(row.n, self._at.n), row.hash)
        if self.is_broken:
            return
        flaw, n = _flaw(self._branch, at, entry), row.n
        if entry is None:
            flaw = Flaw.UNREADABLE
        elif n > at.n + 1:
            flaw, n = Flaw.GAP, at.n + 1
        elif n <= at.n:
            flaw = Flaw.STRAY
        if flaw is not None:
            self.is_broken = True
            yield Fault(flaw, self._branch, n)

    def compare_result(self, entry: Entry, results: Mapping[str, Any]) -> Iterator[Fault]:
        """What the op was told when it was taken in is what the entry tells."""
        op_id = _op_id(entry)
        if op_id is None:
            return
        kept = results.get(op_id)
        if kept is None:
            yield Fault(Flaw.NO_RESULT, self._branch, entry.n, op_id)
            return
        status = entry.body.get("status") if entry.kind == Kind.REFUSED else Status.APPLIED
        told = kept.result if isinstance(kept.result, dict) else {}
        pairs = {"status": (kept.status, status), "n": (told.get("n"), entry.n)}
        if differing := _differing(pairs):
            yield Fault(Flaw.RESULT_DIFFERS, self._branch, entry.n, op_id, differing)
        elif told.get("entry_hash") != entry.hash and not (self.is_broken or self._is_rewritten):
            self._is_rewritten = True
            yield Fault(Flaw.REWRITTEN, self._branch, entry.n, op_id)

    def compare_head(self, n: int, hash: str) -> Iterator[Fault]:
        if self._at.n < n:
            yield Fault(Flaw.CUT, self._branch, self._at.n)
        elif self._at.hash != hash and not self.is_broken:
            yield Fault(Flaw.HEAD, self._branch, n)


def _flaw(branch: int, at: Place, entry: Entry | None) -> Flaw | None:
    if entry is None:
        return None
    try:
        if entry.prev != at.hash:
            return Flaw.PREVIOUS
        if entry.hash != chain.entry_hash(branch, entry):
            return Flaw.HASH
        if entry.data is not None and entry.digest != chain.data_digest(entry.salt, entry.data):
            return Flaw.DATA
    except (ValueError, RecursionError):  # what stands there cannot be spelled as it was hashed
        return Flaw.UNREADABLE
    return None


def _pages(engine: Engine, branch: int, since: int, head: int) -> Iterator[_Page]:
    after = since or _BEFORE_ALL
    asked = select(*_COLUMNS).where(branch_log.c.branch == branch, branch_log.c.n <= head)
    while True:
        with engine.execution_options(reading=True).begin() as connection:
            rows = connection.execute(asked.where(branch_log.c.n > after).order_by(branch_log.c.n).limit(PAGE)).all()
            entries = [(row, _read(row)) for row in rows]
            ops = list(_ops_in(entry for _, entry in entries))
            results = select(op_result.c.op_id, op_result.c.status, op_result.c.result)
            kept = connection.execute(results.where(op_result.c.op_id.in_(ops))).all() if ops else ()
            made = connection.execute(select(decision).where(decision.c.op_id.in_(ops))).all() if ops else ()
        yield _Page(entries, {str(row.op_id): row for row in kept}, {str(row.op_id): row for row in made})
        if len(rows) < PAGE:
            return
        after = rows[-1].n


def _start(connection: Connection, branch: int, since: int) -> Place | None:
    """Where an audit of the newer part begins: the entry there is taken at its word. None where there is none."""
    asked = select(branch_log.c.hash).where(branch_log.c.branch == branch, branch_log.c.n == since)
    hash = connection.scalar(asked)
    return None if hash is None else Place(since, hash)


def _beyond(engine: Engine, branch: int, chain: _Chain) -> Iterator[Fault]:
    """One statement, so that what is being added meanwhile is seen with its head."""
    head = select(branch_head.c.n).where(branch_head.c.branch == branch).scalar_subquery()
    last = select(func.max(branch_log.c.n)).where(branch_log.c.branch == branch).scalar_subquery()
    with engine.execution_options(reading=True).begin() as connection:
        row = connection.execute(select(head.label("head"), last.label("last"))).one()
    if row.last is not None and row.last > (row.head or 0) and not chain.is_broken:
        yield Fault(Flaw.BEYOND, branch, row.head or 0)


def _compare_time(branch: int, written: datetime, entry: Entry) -> Iterator[Fault]:
    """The time in the row is the one that was hashed; entries of older centres tell none."""
    told = entry.body.get("at")
    if told is not None and not _is_same_time(written, told):
        yield Fault(Flaw.TIME, branch, entry.n)


def _compare_decision(branch: int, entry: Entry, decisions: Mapping[str, Any]) -> Iterator[Fault]:
    """A decision in the table is the one that its entry tells; where the data are erased, as far as the body tells."""
    op_id = _op_id(entry)
    if op_id is None or entry.kind == Kind.REFUSED:
        return
    row, told = decisions.get(op_id), _decision_in(entry, op_id)
    if row is None:
        if told or entry.kind == Kind.DECIDE:
            yield Fault(Flaw.DECISION_UNWRITTEN, branch, entry.n, op_id)
        return
    pairs: dict[str, tuple[Any, Any]] = {
        "claim_id": (str(row.claim_id), str(entry.entity)),
        "cycle": (row.cycle, entry.body.get("cycle", row.cycle)),
        "officer": (row.officer, entry.body.get("user")),
    }
    for source in (_kept_in(entry), told):
        if source is not None:
            pairs |= {name: (getattr(row, name), source.get(name)) for name in _SAME if name not in _differing(pairs)}
    if told is not None:
        pairs["decided_at"] = (True, _is_same_time(row.decided_at, told.get("decided_at")))
    elif entry.data is not None:
        pairs["op_id"] = (op_id, None)
    if differing := _differing(pairs):
        yield Fault(Flaw.DECISION_DIFFERS, branch, entry.n, op_id, differing)


def _decision_in(entry: Entry, op_id: str) -> dict[str, Any] | None:
    made = (entry.data or {}).get("decisions")
    found = [one for one in made if isinstance(one, dict) and one.get("id") == op_id] if isinstance(made, list) else []
    return found[0] if found else None


def _kept_in(entry: Entry) -> dict[str, Any] | None:
    """What the body tells of a decision for ever; entries of older centres tell nothing."""
    told = entry.body.get("decision")
    return told if isinstance(told, dict) else None


def _is_same_time(written: datetime, told: Any) -> bool:
    """SQLite's table does not know whose time of day it holds."""
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return False
    return written == (at if written.tzinfo is not None else at.replace(tzinfo=None))


def _differing(pairs: Mapping[str, tuple[Any, Any]]) -> tuple[str, ...]:
    return tuple(name for name, (one, other) in pairs.items() if one != other)


def _read(row: Row[Any]) -> Entry | None:
    """The entry that stands in a row, None where that is none."""
    try:
        body, data = json.loads(row.body), None if row.data is None else json.loads(row.data)
        entity = UUID(row.entity)
    except (ValueError, RecursionError, TypeError):
        return None
    if not isinstance(body, dict) or not isinstance(data, dict | None):
        return None
    return Entry.model_construct(
        n=row.n,
        prev=row.prev,
        hash=row.hash,
        kind=row.kind,
        entity=entity,
        rv=row.rv,
        body=body,
        digest=row.digest,
        salt=row.salt,
        data=data,
    )


def _op_id(entry: Entry) -> str | None:
    op_id = entry.body.get("op_id")
    return op_id if isinstance(op_id, str) else None


def _ops_in(entries: Iterable[Entry | None]) -> Iterator[UUID]:
    """The ops that entries name; what is no id has no result, and is told so."""
    for entry in entries:
        if entry is not None and (op_id := _op_id(entry)) is not None:
            with suppress(ValueError):
                yield UUID(op_id)
