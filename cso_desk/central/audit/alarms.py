"""Stops the centre where desks show that its history is not the one they verified.

A desk that is ahead of a log, or holds another hash in it, proves by that that the centre was restored or tampered
with, or that the desk is mistaken or lying. So its bare word halts nobody but itself. What halts is

* a checkpoint that this centre signed in this epoch, with the proof of a head in it that the log does not have: no
  desk can forge one, so one is enough to stop the whole centre;
* the word of two desks of a branch: their branch stops. A branch is what two machines in one office can spoil anyway;
* three branches that stopped so: six desks in three offices do not err alike by chance, so the whole centre stops.

What halted stays so, for every worker, until two people begin a new epoch: a halt names the epoch it was set in.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from cso_desk.central.schema import alarm, branch_log, centre, checkpoint
from cso_desk.wire.checkpoints import Checkpoint, Head, NotProven, Proof, verify_checkpoint

log = logging.getLogger(__name__)

_HASH = re.compile("[0-9a-f]{64}", re.ASCII)

DESKS_THAT_HALT = 2
"""The word of so many desks of a branch stops the branch."""

BRANCHES_THAT_HALT = 3
"""So many stopped branches stop the centre."""


def is_halted(halted: Mapping[str, Any] | None, epoch: int, branch: int) -> bool:
    """Whether a branch is served nothing, by the columns `halted` and `epoch` of the table `centre`."""
    if not halted or halted["epoch"] != epoch:
        return False
    return bool(halted["whole"]) or branch in halted["branches"]


class HistoryWatch:
    """Hears what desks say of the centre's history."""

    def __init__(self, engine: Engine, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now

    def alarm(self, branch: int, n: int, hash: str, *, desk: str) -> bool:
        """A desk has verified an entry that the log does not have; returns whether its branch is halted from now on.

        The caller has compared the two: this only counts the word. Saying it again changes nothing.
        """
        with self._engine.begin() as connection:
            told = hash if _HASH.fullmatch(hash) else ""  # it is a desk's word: anything may stand there
            return self._take(connection, Head(branch=branch, n=n, hash=told), desk, proven=False)

    def prove(self, signed: Checkpoint, proof: Proof, *, desk: str) -> bool:
        """A desk hands in a checkpoint that it kept: whether that halts the centre; False where the log has the head.

        Raises NotProven where this centre did not sign it in this epoch.
        """
        with self._engine.begin() as connection:
            if connection.scalar(select(checkpoint.c.id).where(checkpoint.c.key_id == signed.key_id).limit(1)) is None:
                raise NotProven("it was signed with another key")
            head = verify_checkpoint(signed.key_id, signed, proof)
            if signed.epoch != connection.scalar(select(centre.c.epoch)):
                raise NotProven("it is of another epoch")
            at = select(branch_log.c.hash).where(branch_log.c.branch == head.branch, branch_log.c.n == head.n)
            if head.n == 0 or connection.scalar(at) == head.hash:
                return False
            return self._take(connection, head, desk, proven=True)

    def _take(self, connection: Connection, head: Head, desk: str, *, proven: bool) -> bool:
        row = connection.execute(select(centre.c.epoch, centre.c.halted).with_for_update()).one()
        mine = (alarm.c.epoch == row.epoch, alarm.c.branch == head.branch, alarm.c.desk == desk)
        known = connection.scalar(select(alarm.c.proven).where(*mine))
        if known is None:
            log.error("alarm: desk %s verified entry %d of branch %d otherwise", desk, head.n, head.branch)
            told = {"n": head.n, "hash": head.hash, "at": self._now(), "proven": proven}
            connection.execute(insert(alarm).values(epoch=row.epoch, branch=head.branch, desk=desk, **told))
        elif proven and not known:
            connection.execute(update(alarm).where(*mine).values(proven=True))
        halted = _halted(connection, row.epoch)
        if halted != row.halted:
            log.critical("alarm: halted for another history: %s", "the centre" if halted["whole"] else "a branch")
            connection.execute(update(centre).values(halted=halted))
        return is_halted(halted, row.epoch, head.branch)


def _halted(connection: Connection, epoch: int) -> dict[str, Any]:
    rows = connection.execute(select(alarm.c.branch, alarm.c.proven).where(alarm.c.epoch == epoch)).all()
    desks = Counter(row.branch for row in rows)
    branches = sorted(branch for branch, count in desks.items() if count >= DESKS_THAT_HALT)
    whole = any(row.proven for row in rows) or len(branches) >= BRANCHES_THAT_HALT
    return {"epoch": epoch, "whole": whole, "branches": branches}
