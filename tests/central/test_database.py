"""The centre's databases, both kinds: how they are opened, how long they may take, and which schema they must have."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from prometheus_client import REGISTRY
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, TimeoutError

from cso_desk.central.database import LONG_JOB, Patience, open_engine
from cso_desk.central.schema import branch_head, centre, metadata
from cso_desk.central.schema_version import MIGRATIONS, OldSchema, prepare, require_schema
from cso_desk.central.service.faults import wait_for
from cso_desk.migrate import NewerSchema, newest
from tests.postgres import PostgresServer, postgres_server

NOW = datetime(2025, 11, 12, 3, 0, tzinfo=UTC)
SHORT = Patience(lock_s=0.2, statement_s=0.5, idle_s=0.5, pool_s=0.2)


@contextmanager
def opened(url: str, **more: Any) -> Iterator[Engine]:
    engine = open_engine(url, **more)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    with opened(postgres_url, patience=SHORT, connections=1) as engine:
        yield engine


def shown(engine: Engine, setting: str) -> str:
    with engine.begin() as connection:
        return str(connection.scalar(text(f"SHOW {setting}")))


def answered(error: BaseException) -> tuple[int, str]:
    wait = wait_for(error)
    assert wait is not None
    assert 1 <= wait.after_s <= 60
    return wait.http_status, wait.code


def in_use() -> float:
    return REGISTRY.get_sample_value("cso_desk_database_connections_in_use") or 0.0


def test_a_fresh_database_has_the_newest_schema_and_its_first_epoch(database_url: str) -> None:
    with opened(database_url) as engine, engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.scalars(select(centre.c.epoch)).all() == [1]


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_is_psycopgs(postgres_url: str, kind: str) -> None:
    with opened(postgres_url.replace("postgresql+psycopg", kind, 1)) as engine:
        assert shown(engine, "application_name") == "cso-desk centre"


def test_nobody_waits_long_and_what_is_committed_is_on_disk(postgres_url: str) -> None:
    with opened(postgres_url) as engine:
        told = {name: shown(engine, name) for name in ("lock_timeout", "statement_timeout", "synchronous_commit")}
        assert told == {"lock_timeout": "2s", "statement_timeout": "5s", "synchronous_commit": "on"}
        assert shown(engine, "idle_in_transaction_session_timeout") == "5s"
        assert shown(engine, "transaction_isolation") == "read committed"
    with opened(postgres_url, patience=LONG_JOB) as engine:
        assert shown(engine, "statement_timeout") == "0"


def test_what_the_url_says_besides_is_kept(postgres_url: str) -> None:
    more = "?application_name=importer&options=-c%20work_mem%3D7MB"
    with opened(postgres_url + more) as engine:
        told = [shown(engine, name) for name in ("application_name", "work_mem", "lock_timeout")]
    assert told == ["importer", "7MB", "2s"]


def test_who_reads_cannot_write_and_the_next_on_the_same_connection_can(engine: Engine) -> None:
    with (
        pytest.raises(DBAPIError, match="read-only"),
        engine.execution_options(reading=True).begin() as connection,
    ):
        connection.execute(insert(branch_head).values(branch=1, n=0, hash=""))
    with engine.begin() as connection:
        connection.execute(insert(branch_head).values(branch=1, n=0, hash=""))


def test_a_row_that_another_holds_is_not_waited_for_long(engine: Engine, postgres_url: str) -> None:
    locked = select(centre).with_for_update()
    with opened(postgres_url) as other, other.begin() as holder, engine.begin() as connection:
        holder.execute(locked)
        with pytest.raises(OperationalError) as caught:
            connection.execute(locked)
    assert answered(caught.value) == (429, "BUSY")


def test_a_statement_that_takes_too_long_is_ended(engine: Engine) -> None:
    with pytest.raises(OperationalError) as caught, engine.begin() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    assert answered(caught.value) == (429, "BUSY")


def test_more_callers_than_connections_are_asked_to_come_again(engine: Engine) -> None:
    assert engine.pool.timeout() == SHORT.pool_s  # type: ignore[attr-defined]  # a QueuePool has one
    before = in_use()
    with ExitStack() as held:
        for _ in range(3):
            held.enter_context(engine.connect())
        assert in_use() == before + 3
        with pytest.raises(TimeoutError) as caught:
            engine.connect()
    assert answered(caught.value) == (429, "BUSY")
    assert in_use() == before


def test_sqlite_that_another_writes_is_busy_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    with opened(url) as engine, opened(f"{url}?timeout=0.1") as other:
        with engine.begin() as writer:
            writer.execute(text("CREATE TABLE a (b)"))
            with pytest.raises(OperationalError) as caught, other.begin():
                pass
        assert answered(caught.value) == (429, "BUSY")


def test_an_error_does_not_show_what_the_statement_was_about(engine: Engine) -> None:
    row = {"branch": 9974011208910012 % 2**31, "n": 0, "hash": "Synthetic Person"}
    with pytest.raises(IntegrityError) as caught, engine.begin() as connection:
        connection.execute(insert(branch_head), [row, row])
    assert "Synthetic" not in str(caught.value)
    assert wait_for(caught.value) is None


@pytest.mark.parametrize("url", ["mysql://host/claims", "postgresql+asyncpg://host/claims", "gopher://host"])
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ArgumentError):
        open_engine(url)


def test_a_server_that_went_away_and_came_back_costs_no_call_after_a_rest() -> None:
    with postgres_server() as server, server.database() as url, opened(url) as engine:
        before = in_use()
        with engine.begin() as connection:
            connection.execute(text("SELECT 1"))
        server.stop()
        rest(engine)
        with pytest.raises(OperationalError) as caught, engine.begin() as connection:
            connection.execute(text("SELECT 1"))
        assert answered(caught.value) == (503, "NO_DATABASE")
        server.start()
        with engine.begin() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
        assert in_use() == before


def test_connections_that_were_cut_while_they_rested_are_noticed_before_they_are_used(
    engine: Engine, postgres: PostgresServer
) -> None:
    with engine.begin() as connection:
        mine = connection.scalar(text("SELECT pg_backend_pid()"))
    postgres.execute(f"SELECT pg_terminate_backend({mine})")
    rest(engine)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != mine


def rest(engine: Engine) -> None:
    """As if the engine's idle connections had lain for an hour."""
    with ExitStack() as held:
        idle = [held.enter_context(engine.connect()) for _ in range(engine.pool.checkedin())]  # type: ignore[attr-defined]
        records = [connection.connection._connection_record for connection in idle]
    for record in records:
        assert record is not None
        record.info["rested_since"] -= 3600.0


def test_an_empty_postgresql_is_refused_until_it_is_upgraded(empty_postgres_url: str) -> None:
    with opened(empty_postgres_url) as engine:
        with pytest.raises(OldSchema) as caught:
            require_schema(engine, lambda: NOW)
        assert caught.value.at is None
        assert prepare(engine, lambda: NOW) == (None, newest(MIGRATIONS))
        require_schema(engine, lambda: NOW)


def test_an_empty_file_is_made_into_a_database_at_once(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'centre.db'}") as engine:
        require_schema(engine, lambda: NOW)
        with engine.begin() as connection:
            assert connection.scalar(select(centre.c.epoch)) == 1


def test_an_older_and_a_newer_schema_are_both_refused(database_url: str) -> None:
    with opened(database_url) as engine:
        for at, refusal in (("0001", OldSchema), ("from-the-future", NewerSchema)):
            with engine.begin() as connection:
                connection.execute(text(f"UPDATE alembic_version SET version_num = '{at}'"))
            with pytest.raises(refusal):
                require_schema(engine, lambda: NOW)
        with pytest.raises(NewerSchema):
            prepare(engine, lambda: NOW)


def _prepare(url: str, told: "multiprocessing.Queue[Any]", together: Callable[[], object]) -> None:
    engine = open_engine(url, patience=LONG_JOB)
    with engine.connect():
        together()
    told.put(prepare(engine, lambda: NOW))
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_processes_that_upgrade_at_the_same_moment_come_one_after_the_other(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}" if kind == "sqlite" else request.getfixturevalue("empty_postgres_url")
    spawn = multiprocessing.get_context("spawn")
    told, together = spawn.Queue(), spawn.Barrier(3)
    processes = [spawn.Process(target=_prepare, args=(url, told, together.wait)) for _ in range(3)]
    for process in processes:
        process.start()
    done = [told.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    told.close()
    told.join_thread()
    last = newest(MIGRATIONS)
    assert sorted(done, key=str) == sorted([(None, last), (last, last), (last, last)], key=str)
    with opened(url) as engine, engine.begin() as connection:
        assert connection.scalars(select(centre.c.epoch)).all() == [1]


def test_threads_of_one_process_that_read_and_write_do_not_spoil_each_others_transactions(engine: Engine) -> None:
    def write(branch: int) -> None:
        for _ in range(20):
            with engine.execution_options(reading=True).begin() as reading:
                reading.execute(select(branch_head))
            with engine.begin() as writing:
                writing.execute(branch_head.delete().where(branch_head.c.branch == branch))
                writing.execute(insert(branch_head).values(branch=branch, n=1, hash=""))

    threads = [threading.Thread(target=write, args=(branch,)) for branch in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.begin() as connection:
        assert connection.scalars(select(branch_head.c.branch).order_by(branch_head.c.branch)).all() == [0, 1, 2]
