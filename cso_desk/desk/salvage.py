"""Goes on after damage: a fresh store, with what can still be read of the old outbox."""

import logging
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.dialects import sqlite

from .database import connect
from .errors import StoreDamaged
from .schema import outbox
from .store import DeskStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store; `kept` is where the damaged file was set aside, and `salvaged` of `known` ops came over from it.

    `known` is None where not even their number could be read.
    """

    store: DeskStore
    kept: Path | None = None
    salvaged: int = 0
    known: int | None = 0


def open_store(path: Path, key: bytes) -> Opened:
    """Open a profile's store; a damaged one is set aside, and its ops are offered again from a fresh one.

    Raises what making a DeskStore raises, but for StoreDamaged. The centre knows by their ids the ops it has.
    """
    try:
        return Opened(DeskStore(path, key))
    except StoreDamaged as damaged:
        kept = damaged.kept
    rows, known = ([], None) if kept is None else _readable(kept, key)
    log.error("the store was damaged and set aside; %d of %s ops could be read", len(rows), known)
    store = DeskStore(path, key)
    store.adopt(rows)
    return Opened(store, kept, len(rows), known)


def _readable(kept: Path, key: bytes) -> tuple[list[dict[str, Any]], int | None]:
    """The rows of the outbox that lie on sound pages, one by one: a damaged page loses its own rows only."""
    with closing(connect(kept, key)) as connection:
        try:
            last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        except sqlcipher.DatabaseError:
            return [], None
        known = 0 if last is None else int(last[0])
        rows: list[dict[str, Any]] = []
        for pos in range(1, known + 1):
            with suppress(sqlcipher.DatabaseError):
                one = connection.execute("SELECT * FROM outbox WHERE pos = ?", (pos,))
                names = [told[0] for told in one.description]
                rows.extend(dict(zip(names, row, strict=True)) for row in one.fetchall())
    return [_row(row) for row in rows], known


_DIALECT = sqlite.dialect()


def _row(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A row as values; what an older desk did not write is None."""
    values = {}
    for column in outbox.columns:
        read = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        value = kept.get(column.name)
        values[column.name] = value if read is None else read(value)
    return values
