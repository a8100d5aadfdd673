"""What the database itself refuses: tripwires on the history, and the rights of the roles."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from cso_desk.central.audit.grants import ONLY_ADDED_TO, grants
from cso_desk.central.database import open_engine
from cso_desk.central.schema import branch_head, decision, metadata
from cso_desk.claims.receipts import receipt_number
from cso_desk.cli import main
from cso_desk.wire import Position, chain
from tests.central.account_values import BRANCH, OFFICER
from tests.central.audit_values import (
    SECOND,
    Centre,
    centre_on,
    waiting_claim,
)
from tests.central.tampering import LAST
from tests.postgres import PostgresServer

pytest_plugins = ("tests.central.worked",)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE branch_log SET body = '{{}}' WHERE branch = {BRANCH} AND n = 1",
        f"UPDATE branch_log SET salt = '' WHERE branch = {BRANCH} AND n = 1",
        f"UPDATE branch_log SET data = 'null', salt = '', rv = 9 WHERE branch = {BRANCH} AND n = 1",
        f"UPDATE branch_log SET data = 'null', salt = '', at = '2025-01-01' WHERE branch = {BRANCH} AND n = 1",
        f"DELETE FROM branch_log WHERE branch = {BRANCH} AND n = {LAST}",
        f"UPDATE decision SET officer = '{OFFICER}' WHERE stage = 2",
    ],
)
def test_the_database_refuses_to_change_history(centre: Centre, statement: str) -> None:
    with pytest.raises(IntegrityError):
        centre.run(statement)
    assert centre.faults() == []


@pytest.mark.parametrize("erased", ["data = 'null', salt = ''", "data = NULL, salt = ''"])
def test_the_database_lets_personal_data_be_erased(centre: Centre, erased: str) -> None:
    centre.run(f"UPDATE branch_log SET {erased} WHERE branch = {BRANCH}")
    assert centre.seen().erased == LAST - 1  # a refusal has none
    assert chain.verify(BRANCH, Position(), centre.store.feed(BRANCH, 1, Position()).entries).n == LAST


def test_the_database_refuses_a_second_stage_by_the_officer_of_the_first(centre: Centre) -> None:
    with centre.engine.begin() as connection:
        first = dict(connection.execute(select(decision).where(decision.c.op_id == centre.decided[1])).mappings().one())
    op_id = uuid4()
    second = {**first, "op_id": op_id, "stage": 2, "receipt": receipt_number(op_id)}
    with pytest.raises(IntegrityError), centre.engine.begin() as connection:
        connection.execute(insert(decision).values(second))
    with centre.engine.begin() as connection:
        connection.execute(insert(decision).values({**second, "officer": SECOND}))


def test_postgresql_refuses_to_empty_the_log(worked_postgres_url: str) -> None:
    with centre_on(worked_postgres_url) as centre:
        for table in ("branch_log", "access", "checkpoint"):
            with pytest.raises(IntegrityError):
                centre.run(f"TRUNCATE {table}")


def test_the_service_works_with_the_rights_it_is_given_and_cannot_change_the_log(
    postgres: PostgresServer, worked_postgres_url: str
) -> None:
    role = f"service_{uuid4().hex[:8]}"
    postgres.execute(f"CREATE ROLE {role} LOGIN")
    engine = open_engine(worked_postgres_url)
    with engine.begin() as connection:
        for statement in grants(role, read_only=False):
            connection.execute(text(statement))
    engine.dispose()
    with centre_on(worked_postgres_url.replace("postgres@", f"{role}@")) as centre:
        centre.store.add_claims([waiting_claim(UUID(int=90))])
        lease = centre.sender(desk="Meja 3").call(UUID(int=90))
        assert lease != centre.sender(desk="Meja 4").call(UUID(int=90))
        assert centre.seen().entries == LAST + 2 + 3
        for table in ONLY_ADDED_TO:
            for statement in (f"DELETE FROM {table.name}", f"TRUNCATE {table.name}"):
                with pytest.raises(DBAPIError, match="permission denied"):
                    centre.run(statement)
        with pytest.raises(DBAPIError, match="permission denied"):
            centre.run("UPDATE branch_log SET data = NULL, salt = ''")
        with pytest.raises(DBAPIError, match="must be owner"):
            centre.run("ALTER TABLE branch_log DISABLE TRIGGER USER")


def test_a_role_that_only_reads_can_audit_and_nothing_else(postgres: PostgresServer, worked_postgres_url: str) -> None:
    role = f'odd "{uuid4().hex[:8]}"'
    quoted = role.replace('"', '""')
    postgres.execute(f'CREATE ROLE "{quoted}" LOGIN')
    with centre_on(worked_postgres_url) as centre:
        for statement in grants(role, read_only=True):
            centre.run(statement)
        with centre.engine.begin() as connection:
            connection.execute(text(f'SET LOCAL ROLE "{quoted}"'))
            for table in metadata.sorted_tables:
                connection.execute(select(table).limit(1))
            with pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(insert(branch_head).values(branch=1, n=0, hash=""))


def test_grants_are_printed_as_sql(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "grants", "--role", "service"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert 'GRANT SELECT, INSERT ON "branch_log" TO "service";' in lines
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON "claim" TO "service";' in lines
    assert all(line.endswith(";") for line in lines)
    assert main(["admin", "grants", "--role", " "]) == 2
