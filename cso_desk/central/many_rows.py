"""Writes many rows of several tables in one statement on PostgreSQL, whose text is the same for any number of rows.

A statement a row costs the service as much as all the rules do, one a table is sent and waited for six times, and one
of hundreds of parameters is spelled anew for each number of rows. SQLite gets a statement a row: it is in this process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, insert, update
from sqlalchemy.dialects.postgresql.base import PGDialect

from cso_desk.central.database import spelled

Row = Mapping[str, Any]

_DIALECT = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has no types for it


@dataclass(frozen=True, slots=True)
class _Part:
    """What is done to one table; without `where` the rows are new."""

    table: Table
    names: tuple[str, ...]
    where: tuple[tuple[str, str], ...] = ()


class Writes:
    """Rows to be written together; none of them is seen before all are."""

    def __init__(self) -> None:
        self._parts: list[tuple[_Part, Sequence[Row]]] = []

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """New rows, that all name the same columns."""
        if rows:
            self._parts.append((_Part(table, tuple(rows[0])), rows))

    def update(self, table: Table, rows: Sequence[Row], **where: str) -> None:
        """Rows whose columns are set where those of `where` are as the row has them under that name.

        All rows have the same names; what is no column of the table, or stands in `where` under its own name, is not
        set. A table is updated once in a transaction's writes, and no row of it twice.
        """
        if rows:
            self._parts.append((_Part(table, tuple(rows[0]), tuple(where.items())), rows))

    def run(self, connection: Connection) -> bool:
        """Write; False where a row that was to be updated was not there as told, and then others may be written."""
        wanted = sum(len(rows) for part, rows in self._parts if part.where)
        if not self._parts:
            return True
        if connection.dialect.name != "postgresql":
            return sum(_run_each(connection, part, rows) for part, rows in self._parts) == wanted
        statement = _statement(tuple(part for part, _rows in self._parts))
        told = {f"rows{place}": spelled(rows) for place, (_part, rows) in enumerate(self._parts)}
        return int(connection.exec_driver_sql(statement, told).scalar_one()) == wanted


def _run_each(connection: Connection, part: _Part, rows: Sequence[Row]) -> int:
    """How many rows were updated."""
    if not part.where:
        connection.execute(insert(part.table), [dict(row) for row in rows])
        return 0
    told = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    return connection.execute(_updated_one(part), told).rowcount


@cache
def _updated_one(part: _Part) -> Update:
    this = (part.table.c[column] == bindparam(f"new_{name}") for column, name in part.where)
    return update(part.table).where(*this).values({name: bindparam(f"new_{name}") for name in _changing(part)})


@cache
def _statement(parts: tuple[_Part, ...]) -> str:
    """One statement of PostgreSQL that does all parts and tells how many rows it updated."""
    written = ", ".join(f"part{place} AS ({_sql(part, f'rows{place}')})" for place, part in enumerate(parts))
    updated = (f"(SELECT count(*) FROM part{place})" for place, part in enumerate(parts) if part.where)
    return f"WITH {written} SELECT {' + '.join(updated) or '0'}"


def _sql(part: _Part, rows: str) -> str:
    name = part.table.name
    if not part.where:
        columns = ", ".join(f'"{column}"' for column in part.names)
        return f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM {_told(part, rows)}'
    changes = ", ".join(f'"{column}" = new."{column}"' for column in _changing(part))
    this = " AND ".join(f'"{name}"."{column}" = new."{told}"' for column, told in part.where)
    return f'UPDATE "{name}" SET {changes} FROM {_told(part, rows)} WHERE {this} RETURNING 1'


def _changing(part: _Part) -> list[str]:
    return [name for name in part.names if name in part.table.c and (name, name) not in part.where]


def _told(part: _Part, rows: str) -> str:
    """The rows as a table `new`: each name with the type of its column."""
    columns = {name: name for name in part.names if name in part.table.c} | {name: col for col, name in part.where}
    types = (f'"{name}" {part.table.c[column].type.compile(dialect=_DIALECT)}' for name, column in columns.items())
    return f"json_to_recordset(CAST(%({rows})s AS json)) AS new ({', '.join(types)})"
