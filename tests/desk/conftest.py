from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.tables import Role
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, Table, exchange, waiting_claims

SUPERVISOR = replace(COLLEAGUE, id="u-9", name="Penyelia", role=Role.SUPERVISOR)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RealCentre]:
    """A centre with a dozen claims that wait, spoken with in process."""
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(12))
        yield centre


@pytest.fixture
def central(centre: RealCentre) -> CentralStore:
    return centre.store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "desk.db"


@pytest.fixture
def sit_down(path: Path, centre: RealCentre) -> Iterator[Callable[[], Table]]:
    tables: list[Table] = []
    signed_in = centre.sign_in(OFFICER)

    def sit() -> Table:
        table = Table(path, OFFICER)
        table.sign_in(signed_in)
        tables.append(table)
        return table

    yield sit
    for table in tables:
        table.close()


@pytest.fixture
def table(sit_down: Callable[[], Table], central: CentralStore) -> Table:
    """A desk that has the centre's claims."""
    table = sit_down()
    exchange(table, central)
    return table


@pytest.fixture
def above(tmp_path: Path, centre: RealCentre, central: CentralStore) -> Iterator[Table]:
    """A supervisor's desk of the same branch, that has the centre's claims."""
    table = Table(tmp_path / "above" / "desk.db", SUPERVISOR)
    table.sign_in(centre.sign_in(SUPERVISOR, Role.SUPERVISOR))
    exchange(table, central)
    yield table
    table.close()
