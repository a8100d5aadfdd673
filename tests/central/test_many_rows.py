"""Rows that are written together are the rows that were meant, on every database."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import IntegrityError

from cso_desk.central.database import open_engine
from cso_desk.central.many_rows import Row, Writes
from cso_desk.central.schema import branch_head, branch_log, claim

AT = datetime(2026, 10, 1, 8, 12, 3, 120_007, tzinfo=timezone(timedelta(hours=7)))
TEXT = 'O\'Neil "Ñ" \\ 汉 🙂 %s :rows \u2028'
BODY = {"b": [1, 2.5, 1e22, -0.1, None, True], "a": {"text": TEXT}, "big": 2**53}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def a_claim(number: int, **other: Any) -> dict[str, Any]:
    row = {"claim_id": UUID(int=number), "branch": 1, "state": TEXT[:20], "cycle": 1, "row_version": number}
    row |= {"lease_id": UUID(int=99), "lease_until": AT, "desk": None, "last_op": None, "changed_at": AT, "body": BODY}
    return {**row, **other}


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    writes = Writes()
    writes.insert(table, rows)
    assert writes.run(connection)


def claims(engine: Engine) -> list[dict[str, Any]]:
    with engine.begin() as connection:
        return [dict(row) for row in connection.execute(select(claim).order_by(claim.c.claim_id)).mappings()]


def test_what_is_inserted_is_read_again(engine: Engine) -> None:
    rows = [a_claim(1), a_claim(2, lease_id=None, lease_until=None, desk=TEXT, body={})]
    with engine.begin() as connection:
        insert_rows(connection, claim, rows)
    assert claims(engine) == rows
    entry = {"branch": 1, "prev": "", "hash": "", "kind": "k", "entity": UUID(int=1), "rv": 1, "body": BODY}
    entry |= {"digest": "", "salt": "", "at": AT.astimezone(UTC)}
    with engine.begin() as connection:
        insert_rows(connection, branch_log, [{**entry, "n": n, "data": data} for n, data in ((1, BODY), (2, None))])
        read = connection.execute(select(branch_log.c.body, branch_log.c.data).order_by(branch_log.c.n)).all()
    assert [tuple(row) for row in read] == [(BODY, BODY), (BODY, None)]


@pytest.mark.parametrize(("seen", "is_right"), [(2, True), (7, False)])
def test_only_rows_that_are_as_told_are_changed_and_others_are_told_of(
    engine: Engine, seen: int, is_right: bool
) -> None:
    with engine.begin() as connection:
        insert_rows(connection, claim, [a_claim(number) for number in (1, 2, 3)])
        writes = Writes()
        changed = [a_claim(number, row_version=10, state="new", first=first) for number, first in ((1, 1), (2, seen))]
        writes.update(claim, changed, claim_id="claim_id", row_version="first")
        assert writes.run(connection) is is_right
    assert [(row["row_version"], row["state"]) for row in claims(engine)] == [
        (10, "new"),
        (10, "new") if is_right else (2, TEXT[:20]),
        (3, TEXT[:20]),
    ]


def test_rows_of_several_tables_are_written_together(engine: Engine) -> None:
    head = {"branch": 1, "n": 0, "hash": ""}
    with engine.begin() as connection:
        insert_rows(connection, branch_head, [head])
        writes = Writes()
        writes.insert(claim, [a_claim(1)])
        writes.insert(claim, [])
        writes.update(branch_head, [{**head, "n": 5}], branch="branch")
        assert writes.run(connection)
        assert connection.scalars(select(branch_head.c.n)).all() == [5]
        assert Writes().run(connection)
    assert claims(engine) == [a_claim(1)]


def test_a_row_that_breaks_a_rule_keeps_the_others_out(engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        insert_rows(connection, claim, [a_claim(1), a_claim(2), a_claim(1)])
    assert claims(engine) == []
