from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.desk.model import Officer
from tests.centres import RealCentre, real_centre, served
from tests.contract.doubles import NOW, OFFICER, BadLine, Table, waiting_claims


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RealCentre]:
    """A centre with a dozen claims that wait."""
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(12))
        yield centre


@pytest.fixture
def central(centre: RealCentre) -> CentralStore:
    return centre.store


@pytest.fixture
def url(centre: RealCentre) -> Iterator[str]:
    with served(centre) as url:
        yield url


@pytest.fixture
def line(url: str) -> BadLine:
    return BadLine(url)


@pytest.fixture
def line_url(line: BadLine) -> Iterator[str]:
    with line.open() as line_url:
        yield line_url


@pytest.fixture
def sit_down(tmp_path: Path, centre: RealCentre) -> Iterator[Callable[..., Table]]:
    """Opens desks with their officers signed in, each on its own profile unless it is told one, and closes them."""
    tables: list[Table] = []

    def sit(officer: Officer = OFFICER, *, profile: str = "") -> Table:
        table = Table(tmp_path / (profile or officer.desk) / "desk.db", officer)
        table.sign_in(centre.sign_in(officer))
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
