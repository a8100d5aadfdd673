"""Opens the centre's database: PostgreSQL, or SQLite for one machine."""

from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

_BUSY_S = 10


def open_engine(database_url: str) -> Engine:
    """The engine of a database URL.

    SQLite is that of sqlcipher3, without a key: the system's own may be one of those that can corrupt a WAL
    (3.7.0 to 3.51.2).
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(
        url,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        connect_args={"timeout": _BUSY_S, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that reads first and writes later is refused when others write."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
