"""Opens the centre's database: PostgreSQL, or SQLite for one machine."""

import json
import os
import time
from dataclasses import dataclass
from typing import Any

import sqlcipher3.dbapi2
from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import QueuePool

from cso_desk.central.service import metrics

_BUSY_S = 10
_CONNECT_S = 2
_EXTRA_CONNECTIONS = 2
_RESTED_S = 1.0
_ENCODING = "UTF8"
_POSTGRESQL = "postgresql+psycopg"
_POSTGRESQL_SHORT = frozenset(("postgres", "postgresql"))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long PostgreSQL may take, in seconds (0: for ever), before a transaction is given up.

    `lock_s` and `statement_s` for one of either, `idle_s` between two statements, `pool_s` until a connection is free.
    """

    lock_s: float = 2.0
    statement_s: float = 5.0
    idle_s: float = 5.0
    pool_s: float = 2.0


CALL = Patience()
"""Of a call that somebody waits for."""

LONG_JOB = Patience(lock_s=60.0, statement_s=0.0, idle_s=0.0, pool_s=60.0)
"""Of an import, a verification, an upgrade."""


class WrongEncoding(Exception):
    """The database of PostgreSQL keeps texts in `encoding`, which does not take every name."""

    def __init__(self, encoding: str) -> None:
        super().__init__(encoding)
        self.encoding = encoding


def open_engine(database_url: str, *, patience: Patience = CALL, connections: int = 0) -> Engine:
    """The engine of a database URL; `postgresql://` and `postgres://` are psycopg's too.

    On PostgreSQL it keeps `connections` open, two a core where that is 0, and two more at a rush. A transaction begun
    with `execution_options(reading=True)` writes nothing. SQLite is that of sqlcipher3, without a key: the system's
    own may be one of those that can corrupt a WAL (3.7.0 to 3.51.2). Raises ArgumentError for any other kind of
    database; an error never shows what a statement was about. The first connection raises WrongEncoding where a
    PostgreSQL does not keep its texts in UTF-8.
    """
    url = make_url(database_url)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _server(url, patience, connections)
    metrics.watch_pool(engine)
    return engine


def _server(url: URL, patience: Patience, connections: int) -> Engine:
    if url.drivername in _POSTGRESQL_SHORT:
        url = url.set(drivername=_POSTGRESQL)
    if url.drivername != _POSTGRESQL:
        raise ArgumentError(f"no database of kind {url.drivername} is known here")
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_size=connections or 2 * (os.cpu_count() or 1),
        max_overflow=_EXTRA_CONNECTIONS,
        pool_timeout=patience.pool_s,
        hide_parameters=True,
        json_serializer=spelled,
        connect_args=_manners(url, patience),
    )
    event.listen(engine, "connect", _require_encoding)
    event.listen(engine, "begin", _begin_on_postgresql)
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", _look_at_the_rested)
    return engine


def spelled(document: Any) -> str:
    """A JSON document as it is kept; several times as quick as the standard library, which alone spells every text."""
    try:
        return to_json(document).decode()
    except PydanticSerializationError:
        return json.dumps(document)


def _manners(url: URL, patience: Patience) -> dict[str, Any]:
    times = {
        "lock_timeout": patience.lock_s,
        "statement_timeout": patience.statement_s,
        "idle_in_transaction_session_timeout": patience.idle_s,
    }
    ours = " ".join(f"-c {name}={round(seconds * 1000)}" for name, seconds in times.items())
    theirs = url.query.get("options", "")
    told = _unless_said(url, application_name="cso-desk centre", connect_timeout=_CONNECT_S)
    options = f"{ours} {theirs if isinstance(theirs, str) else ' '.join(theirs)}".strip()
    return {**told, "client_encoding": _ENCODING, "options": options}


def _unless_said(url: URL, **manners: Any) -> dict[str, Any]:
    return {name: value for name, value in manners.items() if name not in url.query}


def _require_encoding(connection: Any, _record: object) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != _ENCODING:
        raise WrongEncoding(encoding)


def _begin_on_postgresql(connection: Connection) -> None:
    """Goes with the BEGIN that psycopg sends anyway."""
    held = connection.connection.dbapi_connection
    assert held is not None
    held.read_only = True if connection.get_execution_options().get("reading", False) else None


def _note_rest(_connection: Any, record: Any) -> None:
    record.info["rested_since"] = time.monotonic()


def _look_at_the_rested(connection: Any, record: Any, _proxy: object) -> None:
    """A connection that has lain idle may have been cut meanwhile: it is asked before it is trusted."""
    from psycopg import Error

    now = time.monotonic()
    if now - record.info.get("rested_since", now) < _RESTED_S:
        return
    try:
        connection.autocommit = True
        connection.execute("")
        connection.autocommit = False
    except Error as cut:
        raise InvalidatePoolError from cut


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        hide_parameters=True,
        json_serializer=spelled,
        connect_args={**_unless_said(url, timeout=_BUSY_S), "check_same_thread": False},
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
