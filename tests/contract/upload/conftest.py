from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.blob_fixtures import centre, engine, folder, url
from tests.contract.upload.desk import Desk

__all__ = ["centre", "engine", "folder", "url"]


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def sit(name: str = "D-1") -> Desk:
        desks.append(Desk(tmp_path / name, name))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(sit_down: Callable[..., Desk]) -> Desk:
    return sit_down()
