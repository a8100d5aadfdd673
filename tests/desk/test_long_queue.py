"""What an officer does costs the same however many claims wait: the queue is looked through in its index alone."""

from typing import Any

import pytest
from sqlalchemy import event

from cso_desk.wire import Kind
from tests.contract.doubles import Table


@pytest.fixture
def plans(table: Table) -> list[str]:
    """How the database goes about each statement from now on, a line for each table that it looks at."""
    engine = table.store._engine
    told: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            told.extend(str(row[3]) for row in cursor.fetchall())

    event.listen(engine, "before_cursor_execute", explain)
    return told


def test_the_queue_is_counted_and_called_from_without_a_look_at_its_claims(table: Table, plans: list[str]) -> None:
    table.seat(1)
    table.write("0812", 1)
    table.desk.note(table.booth(1).claim.id, "Menunggu surat")
    table.desk.keep(2)
    table.store.survey(table.officer)
    queue = [plan for plan in plans if "replica_queue" in plan]
    assert queue
    assert all("COVERING INDEX" in plan for plan in queue), queue
    assert not [plan for plan in plans if plan.startswith("SCAN replica_claim") and "COVERING" not in plan]


def test_a_note_looks_at_no_claim_that_waits(table: Table, plans: list[str]) -> None:
    held = table.seat(1)
    plans.clear()
    table.store.add(table.officer, table.desk._new(Kind.NOTE, held.claim.id, 0, {"text": "Sudah"}))
    assert not [plan for plan in plans if "replica_queue" in plan]
