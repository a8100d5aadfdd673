"""Compares the logs with the checkpoints that were signed over them, and these with their copies outside."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select, tuple_

from cso_desk.central.audit.access_log import access_from, access_hash
from cso_desk.central.audit.audit_chain import PAGE, Seen
from cso_desk.central.audit.audit_faults import Fault, Flaw
from cso_desk.central.audit.checkpoints import copy_from
from cso_desk.central.audit.witness import Copy, WitnessDamaged, WitnessFolder
from cso_desk.central.schema import access, access_head, branch_log, centre, checkpoint
from cso_desk.central.schema import epoch as epoch_table
from cso_desk.wire.checkpoints import ACCESS_LOG, Head, NotProven, merkle_root, verify_signature

_HEADS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Outside:
    """What an auditor brings along: the folder of copies, and the public key (hexadecimal) that has to have signed."""

    witness: WitnessFolder | None = None
    public_key: str = ""


def checkpoint_faults(
    engine: Engine, outside: Outside, branches: Collection[int] | None, seen: Seen
) -> Iterator[Fault]:
    """Checkpoints that are missing or forged, and logs that no longer hold what was signed (the first of each)."""
    comparing = _Comparing(engine, outside, branches)
    for copy in _checkpoints(engine):
        seen.checkpoints += 1
        if isinstance(copy, Fault):
            yield copy
        else:
            yield from comparing.of_table(copy)
    if outside.witness is not None:
        try:
            for copy in outside.witness.all():
                yield from comparing.of_folder(copy)
        except WitnessDamaged as damaged:
            yield Fault(Flaw.WITNESS_DAMAGED, about=str(damaged))


def access_faults(engine: Engine, seen: Seen) -> Iterator[Fault]:
    """The first row of the access log that breaks its chain, or that its head does not bear out."""
    with engine.execution_options(reading=True).begin() as connection:
        head = connection.execute(select(access_head.c.n, access_head.c.hash)).one_or_none()
    n, hash = 0, ""
    until = head.n if head is not None else 0
    while True:
        asked = select(access).where(access.c.n > n, access.c.n <= until).order_by(access.c.n).limit(PAGE)
        with engine.execution_options(reading=True).begin() as connection:
            rows = connection.execute(asked).all()
        for row in rows:
            seen.reads += 1
            if row.n != n + 1:
                yield Fault(Flaw.GAP, ACCESS_LOG, n + 1)
                return
            if row.hash != access_hash(hash, row.n, access_from(row)):
                yield Fault(Flaw.HASH, ACCESS_LOG, row.n)
                return
            n, hash = row.n, row.hash
        if len(rows) < PAGE:
            break
    if head is not None and n < head.n:
        yield Fault(Flaw.CUT, ACCESS_LOG, n)
    elif head is not None and hash != head.hash:
        yield Fault(Flaw.HEAD, ACCESS_LOG, n)
    yield from _beyond(engine)


class _Comparing:
    """Goes through checkpoints in their order; a log that differs once is told of once."""

    def __init__(self, engine: Engine, outside: Outside, branches: Collection[int] | None) -> None:
        self._engine = engine
        self._outside = outside
        self._branches = branches
        self._last: dict[int, Head] = {}
        self._differing: set[int] = set()
        self._next = 1
        with engine.execution_options(reading=True).begin() as connection:
            self._epoch: int = connection.scalars(select(centre.c.epoch)).one()
            begun = connection.execute(select(epoch_table).order_by(epoch_table.c.epoch)).all()
        self._kept = {row.epoch: {branch: n for branch, n, _ in row.heads} for row in begun}

    def of_table(self, copy: Copy) -> Iterator[Fault]:
        signed = copy.checkpoint
        for number in range(self._next, signed.id):
            yield Fault(Flaw.CHECKPOINT_MISSING, about=str(number))
        self._next = signed.id + 1
        if not self._is_sound(copy):
            yield Fault(Flaw.CHECKPOINT_FORGED, about=str(signed.id))
            return
        yield from self._compare_heads(copy)

    def of_folder(self, copy: Copy) -> Iterator[Fault]:
        signed = copy.checkpoint
        if not self._is_sound(copy):
            yield Fault(Flaw.CHECKPOINT_FORGED, about=str(signed.id))
            return
        with self._engine.execution_options(reading=True).begin() as connection:
            row = connection.execute(select(checkpoint).where(checkpoint.c.id == signed.id)).one_or_none()
        if signed.epoch == self._epoch and row is None:
            yield Fault(Flaw.CHECKPOINT_MISSING, about=str(signed.id))
        elif row is not None and row.epoch == signed.epoch and row.signature != signed.signature:
            yield Fault(Flaw.CHECKPOINT_DIFFERS, about=str(signed.id))
        yield from self._compare_heads(copy)

    def _is_sound(self, copy: Copy) -> bool:
        signed = copy.checkpoint
        try:
            verify_signature(self._outside.public_key or signed.key_id, signed)
        except NotProven:
            return False
        return (merkle_root(copy.heads), len(copy.heads)) == (signed.root, signed.size)

    def _compare_heads(self, copy: Copy) -> Iterator[Fault]:
        heads = [head for head in copy.heads if self._is_asked(head, copy.checkpoint.epoch)]
        self._last.update((head.branch, head) for head in heads)
        with self._engine.execution_options(reading=True).begin() as connection:
            held = _hashes(connection, heads)
        for head in heads:
            if held.get((head.branch, head.n)) != head.hash:
                self._differing.add(head.branch)
                yield Fault(Flaw.NOT_AS_SIGNED, head.branch, head.n, str(copy.checkpoint.id))

    def _is_asked(self, head: Head, epoch: int) -> bool:
        """Not twice the same; and what a restore lost, as two people confirmed, is not missed any more."""
        if head.n == 0 or head.branch in self._differing or self._last.get(head.branch) == head:
            return False
        if self._branches is not None and head.branch not in self._branches:
            return False
        later = [heads.get(head.branch, 0) for number, heads in self._kept.items() if number > epoch]
        return head.n <= min(later, default=head.n)


def _checkpoints(engine: Engine) -> Iterator[Copy | Fault]:
    after = 0
    while True:
        asked = select(checkpoint).where(checkpoint.c.id > after).order_by(checkpoint.c.id).limit(1)
        with engine.execution_options(reading=True).begin() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None:
            return
        after = row.id
        try:
            copy: Copy | Fault = copy_from(row)
        except (ValueError, TypeError):
            copy = Fault(Flaw.CHECKPOINT_FORGED, about=str(row.id))
        yield copy


def _hashes(connection: Connection, heads: Sequence[Head]) -> dict[tuple[int, int], str]:
    held: dict[tuple[int, int], str] = {}
    for start in range(0, len(heads), _HEADS_AT_ONCE):
        places = [(head.branch, head.n) for head in heads[start : start + _HEADS_AT_ONCE]]
        asked = select(branch_log.c.branch, branch_log.c.n, branch_log.c.hash)
        asked = asked.where(tuple_(branch_log.c.branch, branch_log.c.n).in_(places))
        held |= {(row.branch, row.n): row.hash for row in connection.execute(asked)}
    reads = [head.n for head in heads if head.branch == ACCESS_LOG]
    if reads:
        asked_reads = select(access.c.n, access.c.hash).where(access.c.n.in_(reads))
        held |= {(ACCESS_LOG, row.n): row.hash for row in connection.execute(asked_reads)}
    return held


def _beyond(engine: Engine) -> Iterator[Fault]:
    head = select(access_head.c.n).scalar_subquery()
    last = select(func.max(access.c.n)).scalar_subquery()
    with engine.execution_options(reading=True).begin() as connection:
        row = connection.execute(select(head.label("head"), last.label("last"))).one()
    if row.last is not None and row.last > (row.head or 0):
        yield Fault(Flaw.BEYOND, ACCESS_LOG, row.head or 0)
