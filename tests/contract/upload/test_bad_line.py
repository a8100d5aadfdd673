"""Attachments over a line that cuts, spoils or answers what nobody understands."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cso_desk.desk.attached import AttachmentState
from cso_desk.wire.blob_wire import LEAST_CHUNK_BYTES
from tests.blob_centre import photo
from tests.contract.upload.desk import CHUNKS, SIZE, Desk, whole


@dataclass
class Wire:
    """A TCP line to a port that is spoiled: cut after so many bytes of a connection, or with one byte changed once."""

    port: int
    cut_after: int = 0
    flip_at: int = 0
    cuts: int = 0
    _ends: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator[str]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            accepting = threading.Thread(target=self._accept, args=(listener,))
            accepting.start()
            try:
                yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            finally:
                with suppress(OSError):
                    listener.shutdown(socket.SHUT_RDWR)
                self._cut(*self._ends)
                for thread in (accepting, *self._threads):
                    thread.join()
                for end in self._ends:
                    end.close()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
                self._ends += [near, far]
                for pump in (self._up, self._down):
                    self._threads.append(threading.Thread(target=pump, args=(near, far)))
                    self._threads[-1].start()

    def _up(self, near: socket.socket, far: socket.socket) -> None:
        passed = 0
        with suppress(OSError):
            while part := bytearray(near.recv(4096)):
                if self.flip_at and passed <= self.flip_at < passed + len(part):
                    part[self.flip_at - passed] ^= 0xFF
                    self.flip_at = 0
                passed += len(part)
                if self.cut_after and passed > self.cut_after:
                    self.cuts += 1
                    break
                far.sendall(part)
        self._cut(near, far)

    def _down(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while part := far.recv(4096):
                near.sendall(part)
        self._cut(near, far)

    @staticmethod
    def _cut(*ends: socket.socket) -> None:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_a_line_that_never_carries_a_whole_chunk_is_sent_smaller_ones(desk: Desk, url: str, folder: Path) -> None:
    wire = Wire(int(url.rsplit(":", 1)[1]), cut_after=LEAST_CHUNK_BYTES * 3)
    sha = desk.add(photo(SIZE))
    with wire.open() as line:
        desk.connect(line)
        desk.until_stored(sha)
        desk.disconnect()
    assert wire.cuts > CHUNKS
    assert whole(folder, sha) == photo(SIZE)


@pytest.mark.parametrize("flip_at", [2_000, 200_000, 400_000, 699_000])
def test_a_byte_that_was_changed_on_the_way_is_found_and_sent_again(
    desk: Desk, url: str, folder: Path, flip_at: int
) -> None:
    wire = Wire(int(url.rsplit(":", 1)[1]), flip_at=flip_at)
    sha = desk.add(photo(SIZE))
    with wire.open() as line:
        desk.connect(line)
        desk.until_stored(sha)
        desk.disconnect()
    assert wire.flip_at == 0
    assert desk.of(sha).tries == 1
    assert whole(folder, sha) == photo(SIZE)


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (200, b"<html>welcome to the hotel</html>", "bad_answer"),
        (200, b'{"sha256": "x", "size": 1, "stored": false, "offset": 999999999}', "bad_answer"),
        (201, b'{"sha256": "x", "size": 1, "stored": false, "offset": -1}', "bad_answer"),
        (409, b'{"code": "OFFSET", "facts": {"offset": "far"}}', "offset"),
        (500, b"Internal Server Error", "http_500"),
        (413, b"<html>the proxy says no</html>", "http_413"),
        (401, b'{"code": "UNAUTHORISED"}', "unauthorised"),
        (302, b"", "http_302"),
    ],
)
def test_a_strange_answer_is_no_receipt_and_no_refusal(desk: Desk, status: int, body: bytes, cause: str) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    sha = desk.add(photo(SIZE))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            desk.connect(f"http://127.0.0.1:{server.server_address[1]}")
            desk.until(lambda: desk.of(sha).last_error == cause)
            desk.disconnect()
        finally:
            server.shutdown()
            thread.join()
    assert desk.state(sha) is AttachmentState.WAITING
