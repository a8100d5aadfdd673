"""Which schema a database of the centre is at, and how it gets to the newest one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select

from cso_desk.central.schema import centre
from cso_desk.migrate import NewerSchema, newest, revision, steps_to, upgrade

MIGRATIONS = Path(__file__).parent / "migrations"

_UPGRADING = 0x43534F
"""The key of PostgreSQL's lock under which one process upgrades at a time; any number that nobody else takes."""


class OldSchema(Exception):
    """The database was written by an older program, or by none; `at` is its schema, None where it is empty."""

    def __init__(self, at: str | None) -> None:
        super().__init__(at)
        self.at = at


def require_schema(engine: Engine, now: Callable[[], datetime]) -> None:
    """Let nobody work on another schema than the code's: raises OldSchema and NewerSchema.

    An empty file of SQLite is made into a database at once: it is the one machine's and the demonstration's.
    """
    with engine.execution_options(reading=True).begin() as connection:
        at = revision(connection)
    if at is None and engine.dialect.name == "sqlite":
        prepare(engine, now)
    elif at != newest(MIGRATIONS):
        raise OldSchema(at) if at is None or at in steps_to(MIGRATIONS) else NewerSchema(at)


def prepare(engine: Engine, now: Callable[[], datetime]) -> tuple[str | None, str | None]:
    """Bring a database to the newest schema, whole or not at all; two at once come one after the other.

    Returns the schema it was at and the one it is at. Raises NewerSchema, and changes nothing then.
    """
    with engine.begin() as connection:
        _take_turns(connection)
        before = revision(connection)
        upgrade(connection, MIGRATIONS)
        if connection.scalar(select(centre.c.epoch)) is None:
            connection.execute(insert(centre).values(id=1, epoch=1, began_at=now()))
        return before, revision(connection)


def _take_turns(connection: Connection) -> None:
    """SQLite's writers take turns by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_UPGRADING)))
