"""The one gap-free, hash-chained log of each branch: written last in every transaction, read by its desks."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_

from cso_desk import wire
from cso_desk.central.among import among
from cso_desk.central.audit.alarms import is_halted
from cso_desk.central.errors import CallRefused
from cso_desk.central.many_rows import Writes
from cso_desk.central.rows import entry_from
from cso_desk.central.schema import branch_head, branch_log, centre
from cso_desk.wire import Entry, Page, Position, chain

log = logging.getLogger(__name__)

_HALTED_S = 60.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a desk has verified of its branch's log."""

    branch: int
    epoch: int
    after: Position


@dataclass(frozen=True, slots=True)
class Held:
    """What the centre has of it: its epoch, what is halted, the log's length, and the hash at the desk's place."""

    epoch: int
    halted: Mapping[str, Any] | None
    head: int
    hash: str | None = None


def append(connection: Connection, branch: int, drafts: Sequence[Entry], now: datetime) -> list[Entry]:
    """Put entries at the end of a branch's log and return them in their places; the last act of a transaction."""
    writes = Writes()
    placed = place_all(connection, writes, {branch: drafts}, now)[branch]
    writes.run(connection)
    return placed


def place_all(
    connection: Connection, writes: Writes, drafts: Mapping[int, Sequence[Entry]], now: datetime
) -> dict[int, list[Entry]]:
    """Give entries their places at the ends of the branches' logs; to be written as the last act of the transaction.

    The heads are locked from here on, in the order of the branches, until the transaction ends: no log has gaps.
    """
    heads = {row.branch: (row.n, row.hash) for row in connection.execute(_HEADS, {"branches": list(drafts)})}
    new = [{"branch": branch, "n": 0, "hash": wire.GENESIS} for branch in drafts if branch not in heads]
    if new:
        connection.execute(insert(branch_head), new)
    placed: dict[int, list[Entry]] = {}
    rows, moved = [], []
    for branch, some in drafts.items():
        n, head = heads.get(branch, (0, wire.GENESIS))
        placed[branch] = []
        for draft in some:
            body = {**draft.body, "at": now.isoformat()}
            entry = draft.model_copy(update={"n": n + 1, "prev": head, "body": body})
            n, head = n + 1, chain.entry_hash(branch, entry)
            entry = entry.model_copy(update={"hash": head})
            placed[branch].append(entry)
            rows.append({**{name: getattr(entry, name) for name in _COLUMNS}, "branch": branch, "at": now})
        moved.append({"branch": branch, "n": n, "hash": head})
    writes.insert(branch_log, rows)
    writes.update(branch_head, moved, branch="branch")
    return placed


def epoch(connection: Connection) -> int:
    """The count of the centre's histories."""
    return int(connection.scalars(select(func.max(centre.c.epoch))).one())


def require_witness(connection: Connection, branch: int, told_epoch: int, after: Position) -> int:
    """Compare what a desk has verified with the log and return the log's length; raises CallRefused."""
    ours = connection.execute(_WITNESS, {"branch": branch, "n": after.n}).one()
    return _compare(Held(ours.epoch, ours.halted, ours.head or 0, ours.hash), branch, told_epoch, after)


def compare_all(connection: Connection, told: Sequence[Told]) -> list[CallRefused | None]:
    """As `require_witness`, for what several desks have verified: one statement where all are up to date."""
    found = connection.execute(_WITNESSES, {"branches": list({one.branch for one in told})}).all()
    heads = {row.branch: Held(row.epoch, row.halted, row.head) for row in found}
    hashes = {(row.branch, row.head): row.hash for row in found}
    behind = {(one.branch, one.after.n) for one in told if one.branch in heads and one.after.n} - hashes.keys()
    if behind:
        for row in connection.execute(_HASHES, {"places": list(behind)}):
            hashes[row.branch, row.n] = row.hash
    refused: list[CallRefused | None] = []
    for one in told:
        try:
            held = heads.get(one.branch)
            if held is None:  # a branch of which nothing was ever written
                require_witness(connection, one.branch, one.epoch, one.after)
            else:
                hash = hashes.get((one.branch, one.after.n))
                _compare(replace(held, hash=hash), one.branch, one.epoch, one.after)
        except CallRefused as why:
            refused.append(why)
        else:
            refused.append(None)
    return refused


def _compare(ours: Held, branch: int, told_epoch: int, after: Position) -> int:
    if told_epoch > ours.epoch:
        log.error("alarm: a desk of branch %d knows epoch %d, which has not been here", branch, told_epoch)
        raise CallRefused(503, "HISTORY_DIFFERS", epoch=ours.epoch, after_s=_HALTED_S)
    if told_epoch != ours.epoch:
        raise CallRefused(409, "EPOCH", epoch=ours.epoch)
    if is_halted(ours.halted, ours.epoch, branch):
        raise CallRefused(503, "HALTED", after_s=_HALTED_S)
    head = ours.head
    if after.n and ours.hash != after.hash:
        log.error("alarm: a desk has verified entry %d of branch %d otherwise than we hold it", after.n, branch)
        raise CallRefused(503, "HISTORY_DIFFERS", head=head, after_s=_HALTED_S)
    return head


def page(connection: Connection, branch: int, told_epoch: int, after: Position) -> Page:
    """The entries after a position; raises CallRefused where desk and centre tell two histories."""
    head = require_witness(connection, branch, told_epoch, after)
    if after.n == head:
        return Page(epoch=told_epoch, head=head)
    rows = connection.execute(_AFTER, {"branch": branch, "n": after.n})
    return Page(epoch=told_epoch, entries=[entry_from(row) for row in rows.mappings()], head=head)


_COLUMNS = tuple(Entry.model_fields)
_HEADS = (
    select(branch_head.c.branch, branch_head.c.n, branch_head.c.hash)
    .where(among(branch_head.c.branch, "branches"))
    .order_by(branch_head.c.branch)
    .with_for_update()
)
_HEAD = select(branch_head.c.n).where(branch_head.c.branch == bindparam("branch"))
_HASH = select(branch_log.c.hash).where(branch_log.c.branch == bindparam("branch"), branch_log.c.n == bindparam("n"))
_AFTER = (
    select(branch_log)
    .where(branch_log.c.branch == bindparam("branch"), branch_log.c.n > bindparam("n"))
    .order_by(branch_log.c.n)
    .limit(wire.MAX_PAGE)
)
_WITNESSES = select(
    select(centre.c.epoch).scalar_subquery().label("epoch"),
    select(centre.c.halted).scalar_subquery().label("halted"),
    branch_head.c.branch,
    branch_head.c.n.label("head"),
    branch_head.c.hash,
).where(among(branch_head.c.branch, "branches"))
_HASHES = select(branch_log.c.branch, branch_log.c.n, branch_log.c.hash).where(
    tuple_(branch_log.c.branch, branch_log.c.n).in_(bindparam("places", expanding=True))
)
_WITNESS = select(
    select(centre.c.epoch).scalar_subquery().label("epoch"),
    select(centre.c.halted).scalar_subquery().label("halted"),
    _HEAD.scalar_subquery().label("head"),
    _HASH.scalar_subquery().label("hash"),
)
