import pytest

from tests.blob_centre import Desk, token
from tests.blob_fixtures import centre, engine, folder, url

__all__ = ["centre", "engine", "folder", "url"]


@pytest.fixture
def desk(url: str) -> Desk:
    return Desk(url, token())
