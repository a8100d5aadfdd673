"""What the tests of pictures stand on: films made on the spot, cameras that are stopped, and waiting for facts."""

import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
import pytest

from cso_desk.video.camera import Camera
from cso_desk.video.source import Source

Fact = Callable[[], bool]


class Film(Protocol):
    def __call__(
        self, name: str, *, size: tuple[int, int] = (320, 180), frames: int = 30, fps: int = 30, codec: str = "libx264"
    ) -> Path: ...


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Wait for a fact; fails when it does not become true."""

    def wait(fact: Fact, seconds: float = 15.0) -> None:
        pause = threading.Event()
        give_up = time.monotonic() + seconds
        while not fact():
            assert time.monotonic() < give_up, "what was awaited did not come"
            pause.wait(0.005)

    return wait


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Make a film whose picture grows brighter from frame to frame: frame n has the grey level 16 + 6 n (mod 200)."""
    folder = tmp_path_factory.mktemp("films")

    def make(
        name: str, *, size: tuple[int, int] = (320, 180), frames: int = 30, fps: int = 30, codec: str = "libx264"
    ) -> Path:
        path = folder / name
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=fps)
            stream.width, stream.height = size
            stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
            if codec == "libx264":
                stream.options = {"preset": "ultrafast", "tune": "zerolatency", "g": "10"}
            for number in range(frames):
                grey = np.full((size[1], size[0], 3), grey_of(number), np.uint8)
                frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, fps)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make


def grey_of(number: int) -> int:
    return 16 + 6 * number % 200


@pytest.fixture
def camera() -> Iterator[Callable[[Source | str], Camera]]:
    """Start cameras, and stop them after the test."""
    cameras: list[Camera] = []

    def start(source: Source | str) -> Camera:
        made = Camera(source, name=f"test {len(cameras)}")
        cameras.append(made)
        made.start()
        return made

    yield start
    for made in cameras:
        made.ask_to_stop()
    for made in cameras:
        made.stop()
