from collections.abc import Iterator
from pathlib import Path

import pytest

from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.audit.witness import WitnessFolder
from tests.central.audit_values import Centre, centre_on


@pytest.fixture
def centre(worked_url: str) -> Iterator[Centre]:
    """A centre with a history, of `tests.central.worked`."""
    with centre_on(worked_url) as centre:
        yield centre


@pytest.fixture
def owned(centre: Centre) -> Centre:
    """In the hands of somebody who may drop triggers."""
    centre.drop_tripwires()
    return centre


@pytest.fixture
def folder(tmp_path: Path) -> WitnessFolder:
    """A witness that has seen nothing yet."""
    place = tmp_path / "witness"
    place.mkdir()
    return WitnessFolder(place)


@pytest.fixture
def checkpoints(centre: Centre, folder: WitnessFolder) -> Checkpoints:
    return Checkpoints(centre.engine, witness=folder, now=centre.house.now)
