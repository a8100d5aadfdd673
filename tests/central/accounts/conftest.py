from collections.abc import Iterator

import pytest

from tests.central.account_values import House, opened


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    yield from opened(database_url)
