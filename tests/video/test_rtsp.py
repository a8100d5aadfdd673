"""Real RTSP cameras, served by GStreamer in a process of their own."""

import signal
from collections.abc import Callable, Iterator

import psutil
import pytest

from cso_desk.video import camera as camera_module
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.live import RtspSource
from cso_desk.video.stream import Stream

from .rtsp_camera import Server

Start = Callable[[object], Camera]
Until = Callable[..., None]


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    made.start()
    yield made
    made.kill()


@pytest.fixture(autouse=True)
def _quick_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "FIRST_REST_S", 0.1)
    monkeypatch.setattr(camera_module, "LONGEST_REST_S", 0.3)


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_a_camera_that_is_killed_is_lost_and_comes_back_by_itself(
    server: Server, camera: Start, until: Until, transport: str
) -> None:
    made = camera(f"{server.uri}?transport={transport}")
    viewer = made.view((320, 180))
    until(lambda: viewer.mailbox.take() is not None)
    assert made.status().source_size == (320, 180)
    assert bool(psutil.Process().net_connections("udp")) is (transport == "udp")
    server.kill()
    until(lambda: made.status().state is FeedState.LOST)
    until(lambda: made.status().cause == "refused")
    assert made.status().attempt >= 1
    server.start(640, 360)
    until(lambda: made.status().state is FeedState.LIVE)
    assert made.status().source_size == (640, 360)
    assert made.status().attempt == 0


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_a_camera_that_freezes_is_stale_then_lost_and_live_when_it_thaws(
    server: Server, camera: Start, until: Until, transport: str
) -> None:
    made = camera(f"{server.uri}?transport={transport}")
    until(lambda: made.status().state is FeedState.LIVE)
    server.send(signal.SIGSTOP)
    until(lambda: made.status().state is FeedState.STALE)
    until(lambda: made.status().state is FeedState.LOST)
    until(lambda: made.status().cause == "silent")
    server.send(signal.SIGCONT)
    until(lambda: made.status().state is FeedState.LIVE)


def test_a_camera_that_freezes_for_a_moment_is_not_called_anew(server: Server, camera: Start, until: Until) -> None:
    made = camera(server.uri)
    until(lambda: made.status().state is FeedState.LIVE)
    session = _session(made)
    server.send(signal.SIGSTOP)
    until(lambda: (made.status().age_s or 0) > 2)
    server.send(signal.SIGCONT)
    until(lambda: made.status().state is FeedState.LIVE)
    assert _session(made) is session


def test_a_frozen_camera_can_be_stopped(server: Server, camera: Start, until: Until) -> None:
    made = camera(server.uri)
    until(lambda: made.status().state is FeedState.LIVE)
    server.send(signal.SIGSTOP)
    until(lambda: made.status().state is FeedState.STALE)
    made.stop()
    assert made.status().state is FeedState.OFF


def test_a_path_that_the_camera_does_not_have_is_absent(server: Server, camera: Start, until: Until) -> None:
    made = camera(server.uri.replace("/booth", "/nothing"))
    until(lambda: made.status().cause == "absent")


def test_a_port_where_nobody_listens_refuses(camera: Start, until: Until) -> None:
    made = camera(Server().uri)
    until(lambda: made.status().cause == "refused")


def _session(camera: Camera) -> Stream | None:
    assert isinstance(camera._source, RtspSource)
    return camera._source._stream
