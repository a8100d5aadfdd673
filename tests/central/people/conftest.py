from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from cso_desk.central.database import open_engine
from cso_desk.central.people.people import People
from tests.central.people_tables import NOW, Read


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def reads() -> list[Read]:
    return []


@pytest.fixture
def people(engine: Engine, reads: list[Read]) -> People:
    return People(engine, now=lambda: NOW, on_read=lambda by, what, ids: reads.append((by.officer, what, list(ids))))
