"""Lets nobody serve from a database that was taken back: it is compared with what was witnessed outside of it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, null, select, text, tuple_, update
from sqlalchemy.exc import IntegrityError, NotSupportedError, ProgrammingError

from cso_desk.central.audit.checkpoints import heads_of
from cso_desk.central.audit.witness import Copy, WitnessFolder
from cso_desk.central.schema import access, branch_log, centre, server
from cso_desk.central.schema import epoch as epoch_table
from cso_desk.wire.checkpoints import ACCESS_LOG

log = logging.getLogger(__name__)

_WHAT_TO_DO = (
    "Serve nothing from it. Reconcile the payments, then let two administrators begin a new epoch: "
    "cso-desk admin epoch --reason WHY --by NUMBER --by NUMBER."
)
_WHAT_TO_DO_ELSEWHERE = (
    "If it was restored, let two administrators begin a new epoch: cso-desk admin epoch --reason WHY --by NUMBER "
    "--by NUMBER. If a standby took over and has lost nothing, let them say so: cso-desk admin takeover, likewise."
)


class Restored(Exception):
    """The database is not the one that was witnessed; its text says what is wrong and what to do."""


class NotConfirmed(Exception):
    """Two administrators have to stand behind this, and do not; its text says what is missing."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What two administrators have confirmed, and why."""

    reason: str
    by: tuple[str, str]


def confirm(reason: str, by: Sequence[str], is_administrator: Callable[[str], bool]) -> Confirmed:
    """The confirmation of two; `is_administrator` asks each number in its way. Raises NotConfirmed."""
    first, second = (by[0].strip(), by[1].strip()) if len(by) == 2 else ("", "")
    if not first or not second or first.casefold() == second.casefold():
        raise NotConfirmed("Two different administrators have to confirm this: give --by NUMBER twice.")
    if not reason.strip():
        raise NotConfirmed("Say in --reason why, for those who read it later.")
    for number in (first, second):
        if not is_administrator(number):
            raise NotConfirmed(f"{number} is no administrator here, or the password was wrong.")
    return Confirmed(reason.strip(), (first, second))


def require_no_restore(engine: Engine, witness: WitnessFolder | None, *, now: Callable[[], datetime]) -> None:
    """Compare the database with the newest checkpoint in the folder and with the server that was recorded.

    Raises Restored, WitnessDamaged, and OSError where the folder cannot be read. The first start records the server.
    """
    newest = None if witness is None else witness.newest()
    with engine.execution_options(reading=True).begin() as connection:
        if newest is not None:
            _require_heads(connection, newest)
        recorded = _recorded(connection)
    found = identity(engine)
    if found is None:
        return
    if recorded is None:
        _record_first(engine, found, now())
    elif found != recorded:
        which = "another server" if found[0] != recorded[0] else "another timeline of its server"
        raise Restored(f"The database is on {which} than was recorded. {_WHAT_TO_DO_ELSEWHERE}")


def begin_epoch(engine: Engine, confirmed: Confirmed, witness: WitnessFolder | None, *, now: datetime) -> int:
    """Begin a new history, of a number that was never used, as two administrators confirmed; returns its number.

    Desks then offer again all that they have kept. What was halted is served again.
    """
    newest = None if witness is None else witness.newest()
    found = identity(engine)
    with engine.begin() as connection:
        ours: int = connection.scalars(select(centre.c.epoch).with_for_update()).one()
        number = 1 + max(ours, 0 if newest is None else newest.checkpoint.epoch)
        connection.execute(update(centre).values(epoch=number, began_at=now, halted=null()))
        heads = [[head.branch, head.n, head.hash] for head in heads_of(connection)]
        by1, by2 = confirmed.by
        told = {"reason": confirmed.reason, "by1": by1, "by2": by2}
        connection.execute(insert(epoch_table).values(epoch=number, began_at=now, heads=heads, **told))
        if found is not None:
            _record(connection, found, now, confirmed)
    log.warning("epoch %d began", number)
    return number


def take_over(engine: Engine, confirmed: Confirmed, witness: WitnessFolder | None, *, now: datetime) -> None:
    """Record that this server took over and has lost nothing, as two administrators confirmed: no new epoch.

    Raises Restored where it has lost what was witnessed.
    """
    newest = None if witness is None else witness.newest()
    found = identity(engine)
    with engine.begin() as connection:
        if newest is not None:
            _require_heads(connection, newest)
        if found is not None:
            _record(connection, found, now, confirmed)


def identity(engine: Engine) -> tuple[str, int] | None:
    """The system identifier and timeline of a PostgreSQL that writes; None where the database tells none."""
    if engine.dialect.name != "postgresql":
        return None
    asked = "SELECT CAST(system_identifier AS text), pg_walfile_name(pg_current_wal_lsn()) FROM pg_control_system()"
    try:
        with engine.execution_options(reading=True).begin() as connection:
            system_id, file = connection.execute(text(asked)).one()
    except (ProgrammingError, NotSupportedError):
        log.warning("the database does not tell which server it is on; only its heads are guarded")
        return None
    return system_id, int(file[:8], 16)


def _require_heads(connection: Connection, newest: Copy) -> None:
    ours = connection.scalars(select(centre.c.epoch)).one()
    witnessed = newest.checkpoint
    if witnessed.epoch > ours:
        raise Restored(f"The database is of epoch {ours}, and {witnessed.epoch} has begun. {_WHAT_TO_DO}")
    if witnessed.epoch < ours:
        return
    missing = _first_missing(connection, newest)
    if missing is not None:
        where = "The access log" if missing == ACCESS_LOG else f"The log of branch {missing}"
        raise Restored(
            f"{where} does not have the entry that checkpoint {witnessed.id} witnessed: this database was restored "
            f"from a backup, or changed. {_WHAT_TO_DO}"
        )


def _first_missing(connection: Connection, newest: Copy) -> int | None:
    """The first branch whose log does not hold what was witnessed."""
    heads = [head for head in newest.heads if head.n]
    at = [(head.branch, head.n) for head in heads]
    asked = select(branch_log.c.branch, branch_log.c.hash).where(tuple_(branch_log.c.branch, branch_log.c.n).in_(at))
    held = {row.branch: row.hash for row in connection.execute(asked)}
    for head in heads:
        if head.branch == ACCESS_LOG:
            held[ACCESS_LOG] = connection.scalar(select(access.c.hash).where(access.c.n == head.n))
        if held.get(head.branch) != head.hash:
            return head.branch
    return None


def _recorded(connection: Connection) -> tuple[str, int] | None:
    newest = select(server.c.system_id, server.c.timeline).order_by(server.c.id.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return None if row is None else (row.system_id, row.timeline)


def _record_first(engine: Engine, found: tuple[str, int], now: datetime) -> None:
    try:
        with engine.begin() as connection:
            _record(connection, found, now, Confirmed("first start", ("", "")))
    except IntegrityError:
        log.debug("another worker recorded the server")


def _record(connection: Connection, found: tuple[str, int], now: datetime, confirmed: Confirmed) -> None:
    number = (connection.scalar(select(func.max(server.c.id))) or 0) + 1
    system_id, timeline = found
    by1, by2 = confirmed.by
    told = {"recorded_at": now.astimezone(UTC), "reason": confirmed.reason, "by1": by1, "by2": by2}
    connection.execute(insert(server).values(id=number, system_id=system_id, timeline=timeline, **told))
