"""A network loop, a small page, and a server at the door."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cso_desk.network import NetworkLoop

from .doors import Door


@pytest.fixture
def network() -> Iterator[NetworkLoop]:
    loop = NetworkLoop()
    loop.start()
    yield loop
    loop.stop()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    (folder / "parts").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Booth</title>")
    (folder / "parts" / "main.js").write_text("export const one = 1;")
    (folder / "notes.txt").write_text("not for browsers")
    (tmp_path / "secret.html").write_text("outside")
    return folder


@pytest.fixture
def door(tmp_path: Path, page: Path, network: NetworkLoop) -> Iterator[Door]:
    made = Door(tmp_path / "profile", page, network)
    made.start()
    yield made
    made.stop()
