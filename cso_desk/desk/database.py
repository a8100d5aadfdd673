"""Opens the desk's encrypted database: sound, with the right key, at the newest schema, or not at all."""

import hashlib
import hmac
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from cso_desk.migrate import NewerSchema, newest, revision, upgrade

from .errors import DiskFull, NewerStore, StoreDamaged, StoreError, WrongKey

MIGRATIONS = Path(__file__).parent / "migrations"
MAX_BYTES = 8 << 30
PAGE_BYTES = 4096

_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)
_BUSY_S = 5


def open_database(path: Path, key: bytes, *, max_bytes: int = MAX_BYTES, migrations: Path = MIGRATIONS) -> Engine:
    """The engine of one connection on the desk's file, which grows to at most `max_bytes`.

    Raises WrongKey and NewerStore, which leave the file as it is, StoreDamaged after setting the file aside, DiskFull.
    """
    mark = path.with_suffix(".keyid")
    _require_key(mark, key)
    existed = path.exists() and path.stat().st_size > 0
    engine = _engine(path, key, max_bytes)
    try:
        if existed:
            with engine.connect() as connection:
                _require_sound(connection)
        _bring_up_to_date(engine, path, key, migrations)
    except Exception as error:
        engine.dispose()
        fault = as_store_error(error)
        if isinstance(fault, StoreDamaged):
            raise StoreDamaged(set_aside(path)) from error
        raise (fault or error) from error
    mark.write_text(_key_mark(key))
    return engine


def connect(path: Path, key: bytes) -> Any:
    """A bare connection with the key given and nothing else set."""
    connection = sqlcipher.connect(str(path), timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def as_store_error(error: BaseException) -> StoreError | None:
    """What a fault of the database means for the desk; None where it is a fault of ours."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, NewerSchema):
        return NewerStore(str(error))
    cause = getattr(error, "orig", None) or error
    if not isinstance(cause, sqlcipher.DatabaseError) or isinstance(cause, sqlcipher.IntegrityError):
        return None
    said = str(cause)
    if "full" in said:
        return DiskFull(said)
    if any(words in said for words in ("malformed", "not a database", "hmac")):
        return StoreDamaged()
    return StoreError(said)


def set_aside(path: Path) -> Path:
    """Rename a database file, with its log, to a name that tells when; returns the new name."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for tail in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + tail).rename(kept.with_name(kept.name + tail))
    return kept


def _engine(path: Path, key: bytes, max_bytes: int) -> Engine:
    def creator() -> Any:
        connection = connect(path, key)
        try:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            connection.execute(f"PRAGMA max_page_count={max_bytes // PAGE_BYTES}")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=creator, module=sqlcipher, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _require_key(mark: Path, key: bytes) -> None:
    if mark.exists() and not hmac.compare_digest(mark.read_text(), _key_mark(key)):
        raise WrongKey(mark)


def _key_mark(key: bytes) -> str:
    """A fingerprint of the key, by which a wrong key is told from a damaged file; the key is random, not guessable."""
    return hashlib.sha256(b"cso-desk key mark" + key).hexdigest()


def _require_sound(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
        raise StoreDamaged
    if connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
        raise StoreDamaged


def _bring_up_to_date(engine: Engine, path: Path, key: bytes, migrations: Path) -> None:
    with engine.begin() as connection:
        at = revision(connection)
    if at == newest(migrations):
        return
    if at is not None:
        _copy(engine, path.with_name(f"{path.stem}.before-{newest(migrations)}{path.suffix}"), key)
    with engine.begin() as connection:
        upgrade(connection, migrations)


def _copy(engine: Engine, target: Path, key: bytes) -> None:
    """A sound copy under the same key, by SQLite's own backup."""
    target.unlink(missing_ok=True)
    with closing(connect(target, key)) as copy:
        raw: Any = engine.raw_connection()
        raw.driver_connection.backup(copy)
