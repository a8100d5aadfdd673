"""The checkpoints a desk keeps, each held against the entries that the desk itself has verified."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cso_desk.wire import Entry, Position
from cso_desk.wire.checkpoints import Checkpoint, Head, Proof, Witnessed

from .schema import cursor, kept_checkpoint, trail

MOST_KEPT = 1000
"""So many of the newest checkpoints are kept: six weeks of hours."""

_TRAIL = 10_000
"""So many of the newest verified entries are remembered: more than a branch writes in a day."""


class Standing(StrEnum):
    """What the desk's own history says to a checkpoint: OPEN until the desk has come so far.

    UNSEEN: its entry is older than what the desk remembers.
    """

    OPEN = "open"
    AGREES = "agrees"
    DIFFERS = "differs"
    UNSEEN = "unseen"


class KeptCheckpoints:
    """The centre's signatures under the desk's branch; one method is one transaction of the desk's store."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction

    def newest(self) -> tuple[int, str]:
        """The number of the newest checkpoint that is kept, and the key it was signed with; 0 and "" for none."""
        with self._transaction() as connection:
            newest = select(kept_checkpoint.c.id, kept_checkpoint.c.key_id).order_by(*_NEWEST).limit(1)
            row = connection.execute(newest).one_or_none()
            return (0, "") if row is None else (row.id, row.key_id)

    def keep(self, verified: Iterable[tuple[Head, Witnessed]]) -> None:
        """Keep checkpoints whose signature and proof were verified; those beyond MOST_KEPT go, the oldest first."""
        rows = [
            {
                "epoch": one.checkpoint.epoch,
                "id": one.checkpoint.id,
                "n": head.n,
                "hash": head.hash,
                "key_id": one.checkpoint.key_id,
                "told": one.model_dump_json(),
                "state": str(Standing.OPEN),
            }
            for head, one in verified
        ]
        if not rows:
            return
        with self._transaction() as connection:
            connection.execute(upsert(kept_checkpoint).on_conflict_do_nothing(), rows)
            last = select(kept_checkpoint.c.epoch, kept_checkpoint.c.id).order_by(*_NEWEST).offset(MOST_KEPT - 1)
            oldest = connection.execute(last.limit(1)).one_or_none()
            if oldest is not None:
                older = (kept_checkpoint.c.epoch < oldest.epoch) | (
                    (kept_checkpoint.c.epoch == oldest.epoch) & (kept_checkpoint.c.id < oldest.id)
                )
                connection.execute(delete(kept_checkpoint).where(older))

    def compare(self) -> tuple[Witnessed | None, bool]:
        """Hold what is open against what was verified: the first that differs, and whether any is still open."""
        with self._transaction() as connection:
            at = connection.execute(select(cursor.c.epoch, cursor.c.n)).one_or_none()
            if at is None:
                return None, False
            mine = kept_checkpoint.c.epoch == at.epoch
            is_open = kept_checkpoint.c.state == str(Standing.OPEN)
            reached = select(kept_checkpoint.c.id, kept_checkpoint.c.n, kept_checkpoint.c.hash)
            for row in connection.execute(reached.where(mine, is_open, kept_checkpoint.c.n <= at.n)).all():
                state = _standing(connection, row.n, row.hash)
                this = update(kept_checkpoint).where(mine, kept_checkpoint.c.id == row.id)
                connection.execute(this.values(state=str(state)))
            differs = mine & (kept_checkpoint.c.state == str(Standing.DIFFERS))
            told = select(kept_checkpoint.c.told).where(differs).order_by(kept_checkpoint.c.id).limit(1)
            text = connection.scalar(told)
            left = connection.scalar(select(func.count()).select_from(kept_checkpoint).where(mine, is_open))
            return None if text is None else Witnessed.model_validate_json(text), bool(left)

    def evidence(self) -> tuple[Checkpoint, Proof] | None:
        """The newest checkpoint of the desk's epoch that proves an entry; None where there is none."""
        with self._transaction() as connection:
            epoch = select(cursor.c.epoch).scalar_subquery()
            mine = select(kept_checkpoint.c.told).where(kept_checkpoint.c.epoch == epoch, kept_checkpoint.c.n > 0)
            text = connection.scalar(mine.order_by(*_NEWEST).limit(1))
        if text is None:
            return None
        told = Witnessed.model_validate_json(text)
        return None if told.proof is None else (told.checkpoint, told.proof)


def follow(connection: Connection, entries: Sequence[Entry]) -> None:
    """Remember entries that were verified, and forget those that are too old."""
    put = upsert(trail)
    put = put.on_conflict_do_update(index_elements=["n"], set_={"hash": put.excluded.hash})
    connection.execute(put, [{"n": entry.n, "hash": entry.hash} for entry in entries])
    connection.execute(delete(trail).where(trail.c.n <= entries[-1].n - _TRAIL))


def jump(connection: Connection, at: Position) -> None:
    """Remember the one place at which a snapshot stands."""
    put = upsert(trail).values(n=at.n, hash=at.hash)
    connection.execute(put.on_conflict_do_update(index_elements=["n"], set_={"hash": at.hash}))


def start_over(connection: Connection) -> None:
    """Forget what was verified, for it is verified anew, and hold every checkpoint against that again."""
    connection.execute(delete(trail))
    connection.execute(update(kept_checkpoint).values(state=str(Standing.OPEN)))


def _standing(connection: Connection, n: int, hash: str) -> Standing:
    if n == 0:
        return Standing.AGREES
    ours = connection.scalar(select(trail.c.hash).where(trail.c.n == n))
    if ours is None:
        return Standing.UNSEEN
    return Standing.AGREES if ours == hash else Standing.DIFFERS


_NEWEST = (kept_checkpoint.c.epoch.desc(), kept_checkpoint.c.id.desc())
