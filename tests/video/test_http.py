"""Streams over HTTP, served by a small server that behaves as badly as it is told to."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np
import pytest

from cso_desk.video import camera as camera_module
from cso_desk.video import live
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState

from .conftest import Film

Start = Callable[[object], Camera]
Until = Callable[..., None]
Behaviour = Callable[["Stand"], None]


class Stand(ThreadingHTTPServer):
    """A server whose streams end when the test does."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.over = threading.Event()
        self.requests = 0
        self.sent = 0
        self.answers = True
        self.status = 200
        self.behaviour: Callable[[_Handler], None] = lambda handler: None

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/live"


class _Handler(BaseHTTPRequestHandler):
    server: Stand

    def do_GET(self) -> None:
        self.server.requests += 1
        self.close_connection = True
        if self.server.answers:
            self.send_response(self.server.status)
            self.end_headers()
        try:
            self.server.behaviour(self)
        except OSError:
            return  # the desk has hung up

    def send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.server.sent += len(data)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def stand() -> Iterator[Stand]:
    server = Stand()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="stand")
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _quick_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "FIRST_REST_S", 0.02)


def in_real_time(handler: _Handler, data: bytes, seconds: float) -> None:
    """Send `data` evenly over `seconds`."""
    pieces = 60
    step = len(data) // pieces + 1
    for start in range(0, len(data), step):
        handler.send(data[start : start + step])
        if handler.server.over.wait(seconds / pieces):
            return


def test_a_live_stream_is_shown_as_it_comes(stand: Stand, film: Film, camera: Start, until: Until) -> None:
    data = film("live.ts", frames=240).read_bytes()
    stand.behaviour = lambda handler: in_real_time(handler, data, 8)
    made = camera(stand.uri)
    viewer = made.view((320, 180))
    until(lambda: viewer.mailbox.take() is not None)
    until(lambda: made._sequence > 30)
    assert made.status().state is FeedState.LIVE


def test_jpegs_one_after_the_other_are_a_stream(stand: Stand, camera: Start, until: Until) -> None:
    jpeg = cv2.imencode(".jpg", np.full((180, 320, 3), 90, np.uint8))[1].tobytes()

    def behave(handler: _Handler) -> None:
        while not handler.server.over.wait(0.02):
            handler.send(b"--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(jpeg), jpeg))

    stand.behaviour = behave
    made = camera(stand.uri)
    until(lambda: made._sequence > 10)
    assert made.status().source_size == (320, 180)
    assert made.status().state is FeedState.LIVE


def test_a_stream_that_stops_without_closing_becomes_stale_then_lost_and_is_called_again(
    stand: Stand, film: Film, camera: Start, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "SILENT_AFTER_S", 3.5)
    data = film("stops.ts", frames=60).read_bytes()

    def behave(handler: _Handler) -> None:
        if handler.server.requests == 2:  # the second call is answered and nothing is sent
            handler.server.over.wait()
        in_real_time(handler, data, 2)
        handler.server.over.wait()

    stand.behaviour = behave
    made = camera(stand.uri)
    for state in (FeedState.LIVE, FeedState.STALE, FeedState.LOST):
        until(lambda state=state: made.status().state is state)
    until(lambda: made.status().cause == "silent")
    assert made.status().age_s is not None
    until(lambda: stand.requests >= 3)
    until(lambda: made.status().state is FeedState.LIVE)


def test_a_camera_whose_stream_is_silent_stops_at_once(
    stand: Stand, film: Film, camera: Start, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "SILENT_AFTER_S", 3600.0)
    data = film("silent.ts", frames=60).read_bytes()

    def behave(handler: _Handler) -> None:
        handler.send(data)
        handler.server.over.wait()

    stand.behaviour = behave
    made = camera(stand.uri)
    until(lambda: made.status().state is FeedState.STALE)
    made.stop()
    assert made.status().state is FeedState.OFF


def test_a_stream_that_ends_is_called_again(stand: Stand, film: Film, camera: Start, until: Until) -> None:
    data = film("ends.ts", frames=10).read_bytes()
    stand.behaviour = lambda handler: handler.send(data)
    made = camera(stand.uri)
    until(lambda: stand.requests >= 3)
    until(lambda: made.status().cause in ("", "ended"))


@pytest.mark.parametrize(
    "data", [b"<html>not a camera</html>" * 4000, bytes(n * 7919 % 251 for n in range(200_000)), b""], ids=len
)
def test_what_is_no_picture_is_called_rubbish(stand: Stand, camera: Start, until: Until, data: bytes) -> None:
    stand.behaviour = lambda handler: handler.send(data)
    made = camera(stand.uri)
    until(lambda: made.status().attempt >= 2)
    assert made.status().cause == "rubbish"


def test_endless_rubbish_does_not_grow_without_bound(stand: Stand, camera: Start, until: Until) -> None:
    noise = bytes(n * 7919 % 251 for n in range(65_536))

    def behave(handler: _Handler) -> None:
        while not handler.server.over.is_set():
            handler.send(noise)

    stand.behaviour = behave
    made = camera(stand.uri)
    until(lambda: made.status().cause == "rubbish")
    assert stand.sent < 50_000_000 * max(stand.requests, 1)


@pytest.mark.parametrize(("status", "cause"), [(401, "denied"), (403, "denied"), (404, "absent"), (500, "refused")])
def test_what_the_server_answers_is_told(stand: Stand, camera: Start, until: Until, status: int, cause: str) -> None:
    stand.status = status
    made = camera(stand.uri)
    until(lambda: made.status().cause == cause)


def test_a_port_where_nobody_listens_refuses(stand: Stand, camera: Start, until: Until) -> None:
    made = camera("http://127.0.0.1:1/live")
    until(lambda: made.status().cause == "refused")


def test_a_flood_is_read_no_faster_than_a_camera_could_send(
    stand: Stand, film: Film, camera: Start, until: Until
) -> None:
    data = film("flood.ts", frames=300).read_bytes()

    def behave(handler: _Handler) -> None:
        while not handler.server.over.is_set():
            handler.send(data)

    stand.behaviour = behave
    began = time.monotonic()
    made = camera(stand.uri)
    until(lambda: made._sequence > live.FLOOD_RESERVE + 50)
    elapsed = time.monotonic() - began
    assert made._sequence <= live.FLOOD_RESERVE + live.FLOOD_PER_S * elapsed + 1
    assert made.status().state is FeedState.LIVE


def drip(handler: _Handler, start: bytes, drop: bytes) -> None:
    """Send `start`, then `drop` again and again, far more often than anybody's patience ends."""
    handler.send(start)
    while not handler.server.over.wait(0.02):
        handler.send(drop)


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
DRIPS = [
    (b"", b"H"),
    (HEAD + b"X-A: ", b"b"),
    (CHUNKED, b"0"),
    (b"HTTP/1.1 302 Found\r\nLocation: /other\r\n\r\n", b"b"),
]
DRIP_NAMES = ["status", "header", "size of a chunk", "body of a redirect"]


@pytest.mark.parametrize(("start", "drop"), DRIPS, ids=DRIP_NAMES)
def test_a_camera_whose_answer_drips_for_ever_stops_at_once(
    stand: Stand, camera: Start, until: Until, monkeypatch: pytest.MonkeyPatch, start: bytes, drop: bytes
) -> None:
    monkeypatch.setattr(live, "OPEN_TIMEOUT_S", 3600.0)
    monkeypatch.setattr(live, "SILENT_AFTER_S", 3600.0)
    stand.answers = False
    stand.behaviour = lambda handler: drip(handler, start, drop)
    made = camera(stand.uri)
    until(lambda: stand.sent > len(start) + 3)
    made.stop()
    assert made.status().state is FeedState.OFF
    assert stand.requests == 1


@pytest.mark.parametrize(("start", "drop"), DRIPS, ids=DRIP_NAMES)
def test_an_answer_that_drips_for_ever_is_silence_and_called_again(
    stand: Stand, camera: Start, until: Until, monkeypatch: pytest.MonkeyPatch, start: bytes, drop: bytes
) -> None:
    monkeypatch.setattr(live, "OPEN_TIMEOUT_S", 0.4)
    monkeypatch.setattr(live, "SILENT_AFTER_S", 0.4)
    stand.answers = False
    stand.behaviour = lambda handler: drip(handler, start, drop)
    made = camera(stand.uri)
    until(lambda: stand.requests >= 2)
    assert made.status().cause == "silent"


def test_a_handshake_that_is_never_answered_is_broken_off(
    camera: Start, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "OPEN_TIMEOUT_S", 3600.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = camera(f"https://127.0.0.1:{server.getsockname()[1]}/live")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(1)  # the desk has begun the handshake
            made.stop()
    assert made.status().state is FeedState.OFF


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        HEAD + b"X-A: " + b"b" * 70_000 + b"\r\n\r\n",
        HEAD + b"X-A: b\r\n" * 200 + b"\r\n",
        CHUNKED + b"no number\r\n",
        CHUNKED + b"ff\r\nhalf of it",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:port/\r\n\r\n",
    ],
    ids=[
        "another protocol",
        "long header",
        "many headers",
        "chunk of no size",
        "chunk cut short",
        "redirect to no port",
    ],
)
def test_an_answer_that_is_no_http_is_rubbish_and_called_again_later(
    stand: Stand, camera: Start, until: Until, answer: bytes
) -> None:
    stand.answers = False
    stand.behaviour = lambda handler: handler.send(answer)
    made = camera(stand.uri)
    until(lambda: made.status().attempt >= 3)
    assert made.status().cause == "rubbish"


def test_a_redirect_to_another_kind_of_address_is_not_followed(stand: Stand, camera: Start, until: Until) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        port = elsewhere.getsockname()[1]
        stand.answers = False
        stand.behaviour = lambda handler: handler.send(
            b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1:%d/x\r\n\r\n" % port
        )
        made = camera(stand.uri)
        until(lambda: made.status().attempt >= 2)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_a_redirect_is_followed(stand: Stand, film: Film, camera: Start, until: Until) -> None:
    data = film("moved.ts", frames=240).read_bytes()

    def behave(handler: _Handler) -> None:
        if handler.path == "/live":
            handler.send(b"HTTP/1.1 302 Found\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n")
            return
        handler.send(HEAD + b"\r\n")
        in_real_time(handler, data, 8)

    stand.answers = False
    stand.behaviour = behave
    made = camera(stand.uri)
    until(lambda: made.status().state is FeedState.LIVE)
