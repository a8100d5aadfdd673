"""A network loop, a small page, a server at the door, a desk and the street before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cso_desk.network import NetworkLoop
from cso_desk.video.camera import Camera

from .doors import Door
from .house import Desk, Street


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


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose booths' door is open; its page is of no matter."""
    made = Desk(tmp_path / "profile", {})
    made.start()
    yield made
    made.stop()


@pytest.fixture
def street() -> Iterator[Street]:
    """Where simulated booths come from."""
    made = Street()
    yield made
    made.stop()


@pytest.fixture
def cameras(desk: Desk) -> Iterator[dict[int, Camera]]:
    made = {booth: Camera(source, name=f"booth {booth}") for booth, source in desk.booths.sources.items()}
    for camera in made.values():
        camera.start()
    yield made
    for camera in made.values():
        camera.stop()
