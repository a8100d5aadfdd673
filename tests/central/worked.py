"""Databases of the centre in which something has happened already, made once a session and copied for each test.

A module that wants them says `pytest_plugins = ("tests.central.worked",)`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central.audit_values import centre_on, furnish
from tests.postgres import PostgresServer, prepared


@pytest.fixture(scope="session")
def _worked_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("worked") / "centre.db"
    prepared(f"sqlite:///{file}")
    _work(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def _worked_postgres(postgres: PostgresServer) -> PostgresServer:
    postgres.execute("CREATE DATABASE worked TEMPLATE ready")
    _work(postgres.url("worked"))
    return postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def worked_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the history of `Centre.work`: once of each kind."""
    if request.param == "postgresql":
        with request.getfixturevalue("_worked_postgres").database("worked") as url:
            yield url
        return
    file = tmp_path / "worked_url.db"
    shutil.copyfile(request.getfixturevalue("_worked_sqlite"), file)
    yield f"sqlite:///{file}"


@pytest.fixture
def worked_postgres_url(_worked_postgres: PostgresServer) -> Iterator[str]:
    """The same, of PostgreSQL alone."""
    with _worked_postgres.database("worked") as url:
        yield url


def _work(url: str) -> None:
    furnish(url)
    with centre_on(url) as centre:
        centre.work()
