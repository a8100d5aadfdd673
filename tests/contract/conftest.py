from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.desk.model import Officer
from tests.contract.doubles import NOW, OFFICER, BadLine, Table, served, waiting_claims


@pytest.fixture
def central(tmp_path: Path) -> Iterator[CentralStore]:
    """A centre with a dozen claims that wait."""
    store = CentralStore(f"sqlite:///{tmp_path / 'centre.db'}", now=lambda: NOW)
    store.add_claims(waiting_claims(12))
    yield store
    store.close()


@pytest.fixture
def url(central: CentralStore) -> Iterator[str]:
    with served(central) as url:
        yield url


@pytest.fixture
def line(url: str) -> BadLine:
    return BadLine(url)


@pytest.fixture
def line_url(line: BadLine) -> Iterator[str]:
    with line.open() as line_url:
        yield line_url


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[Callable[..., Table]]:
    """Opens desks, each on its own profile unless it is told one, and closes them."""
    tables: list[Table] = []

    def sit(officer: Officer = OFFICER, *, profile: str = "") -> Table:
        table = Table(tmp_path / (profile or officer.desk) / "desk.db", officer)
        tables.append(table)
        return table

    yield sit
    for table in tables:
        table.close()


@pytest.fixture
def table(sit_down: Callable[..., Table], url: str) -> Table:
    """A desk that has the centre's claims and stands in contact."""
    table = sit_down()
    table.connect(url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    return table
