from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.central.store import CentralStore
from tests.contract.doubles import NOW, OFFICER, Table, exchange, waiting_claims


@pytest.fixture
def central(tmp_path: Path) -> Iterator[CentralStore]:
    """A centre with a dozen claims that wait, spoken with in process."""
    store = CentralStore(f"sqlite:///{tmp_path / 'centre.db'}", now=lambda: NOW)
    store.add_claims(waiting_claims(12))
    yield store
    store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "desk.db"


@pytest.fixture
def sit_down(path: Path) -> Iterator[Callable[[], Table]]:
    tables: list[Table] = []

    def sit() -> Table:
        tables.append(Table(path, OFFICER))
        return tables[-1]

    yield sit
    for table in tables:
        table.close()


@pytest.fixture
def table(sit_down: Callable[[], Table], central: CentralStore) -> Table:
    """A desk that has the centre's claims."""
    table = sit_down()
    exchange(table, central)
    return table
