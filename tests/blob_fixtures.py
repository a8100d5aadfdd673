"""A served centre of attachments for the tests of either side: a conftest imports what it wants of this."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cso_desk.central.blobs.blob_store import FileBlobs
from cso_desk.central.database import open_engine
from tests.blob_centre import BlobCentre, add_claims


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The centre's database, with one claim of each branch."""
    engine = open_engine(database_url)
    add_claims(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the centre keeps what arrives."""
    return tmp_path / "blobs"


@pytest.fixture
def centre(engine: Engine, folder: Path) -> BlobCentre:
    return BlobCentre(engine, FileBlobs(folder))


@pytest.fixture
def url(centre: BlobCentre) -> Iterator[str]:
    with centre.open() as url:
        yield url
