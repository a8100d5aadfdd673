"""Writes many rows in one statement: on PostgreSQL as one JSON parameter, so that the text is the same for any number.

A statement a row costs the service as much as all the rules do, and one of hundreds of parameters is spelled anew for
each number of rows. SQLite gets a statement a row: it is in this process.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Connection, Table, TextClause, Update, bindparam, insert, text, update
from sqlalchemy.dialects.postgresql.base import PGDialect

Row = Mapping[str, Any]

_DIALECT = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has no types for it


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns."""
    if connection.dialect.name == "postgresql":
        connection.execute(_inserted(table, tuple(rows[0])), {"rows": rows})
    else:
        connection.execute(insert(table), [dict(row) for row in rows])


def update_rows(connection: Connection, table: Table, rows: Sequence[Row], **where: str) -> int:
    """Set each row's columns where those of `where` are as the row has them under that name; returns how many did.

    All rows have the same names; what is no column of the table, or stands in `where` under its own name, is not set.
    """
    names, places = tuple(rows[0]), tuple(where.items())
    if connection.dialect.name == "postgresql":
        return connection.execute(_updated(table, names, places), {"rows": rows}).rowcount
    told = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    return connection.execute(_updated_one(table, names, places), told).rowcount


@cache
def _inserted(table: Table, names: tuple[str, ...]) -> TextClause:
    columns = ", ".join(f'"{name}"' for name in names)
    new = _told(table, {name: name for name in names})
    return _statement(f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM {new}')


@cache
def _updated(table: Table, names: tuple[str, ...], where: tuple[tuple[str, str], ...]) -> TextClause:
    changes = ", ".join(f'"{name}" = new."{name}"' for name in _changing(table, names, where))
    this = " AND ".join(f'"{table.name}"."{column}" = new."{name}"' for column, name in where)
    new = _told(table, {name: name for name in names if name in table.c} | {name: column for column, name in where})
    return _statement(f'UPDATE "{table.name}" SET {changes} FROM {new} WHERE {this}')


@cache
def _updated_one(table: Table, names: tuple[str, ...], where: tuple[tuple[str, str], ...]) -> Update:
    this = (table.c[column] == bindparam(f"new_{name}") for column, name in where)
    return update(table).where(*this).values({n: bindparam(f"new_{n}") for n in _changing(table, names, where)})


def _changing(table: Table, names: tuple[str, ...], where: tuple[tuple[str, str], ...]) -> list[str]:
    return [name for name in names if name in table.c and (name, name) not in where]


def _told(table: Table, columns: Mapping[str, str]) -> str:
    """The rows as a table `new`: each name with the type of its column."""
    types = (f'"{name}" {table.c[column].type.compile(dialect=_DIALECT)}' for name, column in columns.items())
    return f"json_to_recordset(CAST(:rows AS json)) AS new ({', '.join(types)})"


def _statement(sql: str) -> TextClause:
    return text(sql).bindparams(bindparam("rows", type_=JSON))
