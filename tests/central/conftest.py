from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cso_desk.central.store import CentralStore
from tests.central.sender import Sender
from tests.centres import RealCentre, real_centre, served
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, waiting_claims


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[RealCentre]:
    """A centre with three claims that wait, once on each kind of database."""
    with real_centre(database_url, tmp_path, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(3))
        yield centre


@dataclass(frozen=True, slots=True)
class Standing:
    """A centre that is served for a whole module, for calls that have no effect."""

    centre: RealCentre
    url: str
    sender: Sender


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    folder = tmp_path_factory.mktemp("standing")
    with real_centre(f"sqlite:///{folder / 'centre.db'}", folder, lambda: NOW) as centre, served(centre) as url:
        centre.store.add_claims(waiting_claims(3))
        yield Standing(centre, url, Sender(centre.sign_in(OFFICER)))


@pytest.fixture
def central(centre: RealCentre) -> CentralStore:
    return centre.store


@pytest.fixture
def url(centre: RealCentre) -> Iterator[str]:
    with served(centre) as url:
        yield url


@pytest.fixture
def sender(centre: RealCentre) -> Sender:
    return Sender(centre.sign_in(OFFICER))


@pytest.fixture
def colleague(centre: RealCentre) -> Sender:
    """Another officer at another desk of the branch."""
    return Sender(centre.sign_in(COLLEAGUE), desk=COLLEAGUE.desk)
