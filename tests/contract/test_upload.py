import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import Request
from sqlalchemy import Engine

from cso_desk.central.blobs.blob_store import FileBlobs
from cso_desk.central.database import open_engine
from cso_desk.desk.attached import KEPT_FOR, Attachment, AttachmentState, offer_again
from cso_desk.desk.attachments import Attachments
from cso_desk.desk.client import FixedAccess
from cso_desk.desk.pace import Pace
from cso_desk.desk.store import DeskStore
from cso_desk.desk.sync import Centre
from cso_desk.desk.upload import Upload
from cso_desk.wire.blob_wire import CHUNK_BYTES, LEAST_CHUNK_BYTES, MAX_BLOB_BYTES, Mime
from tests.blob_centre import CLAIM, KEY, NOW, PATIENCE_S, BlobCentre, add_claims, counts, files_in, photo, token

SIZE = 700_000
CHUNKS = 3


class Desk:
    """A desk that has attachments and nothing else to do."""

    def __init__(self, profile: Path, name: str = "D-1") -> None:
        self.profile = profile
        self.name = name
        self.store = DeskStore(profile / "desk.db", KEY)
        self.attachments = Attachments(profile / "attachments", KEY)
        self.is_clear: Callable[[], bool] = lambda: True
        self.clock = NOW
        self.offsets: list[int] = []
        self.upload: Upload | None = None
        self._news = threading.Condition()

    def add(self, content: bytes, claim_id: UUID = CLAIM) -> str:
        """Attach a file to a claim; returns its hash."""
        attached = self.attachments.put(content, Mime.JPEG)
        self.clock += timedelta(seconds=1)
        self.store.attachments.add(attached, claim_id, self.clock)
        if self.upload is not None:
            self.upload.wake()
        return attached.sha256

    def connect(self, url: str, *, deadline_s: float = 10.0) -> None:
        self.upload = Upload(
            self.store,
            self.attachments,
            Centre(url, FixedAccess(token(self.name))),
            is_clear=lambda: self.is_clear(),
            on_change=self._changed,
            now=self._now,
            make_pace=lambda: Pace(floor_s=0.02, base_s=0.05, cap_s=0.2),
            deadline_s=deadline_s,
        )
        self.upload.start()

    def of(self, sha256: str, claim_id: UUID = CLAIM) -> Attachment:
        return next(kept for kept in self.store.attachments.of_claim(claim_id) if kept.sha256 == sha256)

    def state(self, sha256: str, claim_id: UUID = CLAIM) -> AttachmentState:
        return self.of(sha256, claim_id).state

    def until(self, fact: Callable[[], object]) -> None:
        with self._news:
            assert self._news.wait_for(fact, PATIENCE_S), self.store.attachments.of_claim(CLAIM)

    def until_stored(self, *shas: str) -> None:
        self.until(lambda: all(self.state(sha256) is AttachmentState.STORED for sha256 in shas))

    def disconnect(self) -> None:
        if self.upload is not None:
            self.upload.stop()
            self.upload = None

    def close(self) -> None:
        self.disconnect()
        self.store.close()

    def _now(self) -> datetime:
        return self.clock

    def _changed(self) -> None:
        with self._news:
            first = self.store.attachments.first()
            self.offsets.append(-1 if first is None else first.offset)
            self._news.notify_all()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    add_claims(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def centre(engine: Engine, folder: Path) -> BlobCentre:
    return BlobCentre(engine, FileBlobs(folder))


@pytest.fixture
def url(centre: BlobCentre) -> Iterator[str]:
    with centre.open() as url:
        yield url


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


def whole(folder: Path, sha256: str) -> bytes:
    return (folder / sha256[:2] / sha256[2:4] / sha256).read_bytes()


def test_attachments_reach_the_centre_one_after_the_other(desk: Desk, url: str, folder: Path, engine: Engine) -> None:
    first = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(first)
    second = desk.add(photo(SIZE, seed=1))
    largest = desk.add(photo(MAX_BLOB_BYTES, seed=2))
    desk.until_stored(second, largest)
    assert [hashlib.sha256(whole(folder, sha)).hexdigest() for sha in (first, largest)] == [first, largest]
    assert files_in(folder) == {first, second, largest}
    assert counts(engine) == (3, 0)
    assert (desk.of(first).offset, desk.of(first).last_error) == (SIZE, "")
    assert desk.attachments.read(first) == photo(SIZE)


def test_nothing_is_sent_while_decisions_wait_and_a_decision_goes_between_two_chunks(
    desk: Desk, url: str, centre: BlobCentre
) -> None:
    asked: list[str] = []
    centre.before = lambda request: asked.append(request.method)
    clear = threading.Event()
    looked: list[bool] = []

    def is_clear() -> bool:
        looked.append(clear.is_set())
        return looked[-1]

    desk.is_clear = is_clear
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    assert desk.upload is not None
    while len(looked) < 3:
        desk.upload.wake()
    assert asked == []

    def stop_after_two(request: Request) -> None:
        asked.append(request.method)
        if len(asked) == 3:
            clear.clear()

    centre.before = stop_after_two
    clear.set()
    desk.upload.wake()
    desk.until(lambda: desk.of(sha).offset == 2 * CHUNK_BYTES)
    seen = len(looked)
    while len(looked) < seen + 3:
        desk.upload.wake()
    assert asked == ["POST", "PATCH", "PATCH"]
    clear.set()
    desk.upload.wake()
    desk.until_stored(sha)
    assert asked == ["POST", "PATCH", "PATCH", "POST", "PATCH"]


def test_what_is_there_already_is_not_sent_again(desk: Desk, url: str, centre: BlobCentre) -> None:
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(sha)
    asked: list[str] = []
    centre.before = lambda request: asked.append(request.method)
    with desk.store._transaction() as connection:
        offer_again(connection)
    assert desk.upload is not None
    desk.upload.wake()
    desk.until_stored(sha)
    assert asked == ["POST"]


def test_two_desks_with_the_same_photograph_both_get_their_receipt(
    sit_down: Callable[..., Desk], url: str, folder: Path, engine: Engine
) -> None:
    desks = [sit_down(f"D-{number}") for number in range(3)]
    shas = {desk.add(photo(MAX_BLOB_BYTES // 2)) for desk in desks}
    for desk in desks:
        desk.connect(url)
    for desk in desks:
        desk.until_stored(*shas)
    assert files_in(folder) == shas
    assert counts(engine) == (1, 0)


def test_a_centre_that_went_away_is_asked_again_where_it_was_left(
    desk: Desk, centre: BlobCentre, folder: Path, engine: Engine
) -> None:
    sha = desk.add(photo(SIZE))
    here = threading.Event()
    desk.is_clear = lambda: desk.of(sha).offset < 2 * CHUNK_BYTES or here.is_set()
    with centre.open() as url:
        port = int(url.rsplit(":", 1)[1])
        desk.connect(url)
        desk.until(lambda: desk.of(sha).offset == 2 * CHUNK_BYTES)
    here.set()
    assert desk.upload is not None
    desk.upload.wake()
    desk.until(lambda: desk.of(sha).last_error in ("unreachable", "broken"))
    asked: list[tuple[str, str]] = []
    centre.before = lambda request: asked.append((request.method, request.headers.get("Upload-Offset", "")))
    with centre.open(port):
        desk.until_stored(sha)
    assert asked == [("POST", ""), ("PATCH", str(2 * CHUNK_BYTES))]
    assert desk.of(sha).tries == 0
    assert counts(engine) == (1, 0)


def test_a_centre_that_lost_its_partial_gets_it_again(desk: Desk, url: str, centre: BlobCentre, folder: Path) -> None:
    asked: list[str] = []

    def forget_once(request: Request) -> None:
        asked.append(request.method)
        if asked.count("PATCH") == 3 and len(asked) == 4:
            for file in (folder / "partial").iterdir():
                file.unlink()

    centre.before = forget_once
    sha = desk.add(photo(MAX_BLOB_BYTES // 4))
    desk.connect(url)
    desk.until_stored(sha)
    assert whole(folder, sha) == photo(MAX_BLOB_BYTES // 4)


def test_a_centre_that_forgot_the_whole_upload_begins_anew(
    desk: Desk, url: str, centre: BlobCentre, engine: Engine
) -> None:
    asked: list[str] = []

    def forget_once(request: Request) -> None:
        asked.append(request.method)
        if len(asked) == 3:
            assert centre.blobs.sweep(NOW + timedelta(days=8)) == 1

    centre.before = forget_once
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(sha)
    assert counts(engine) == (1, 0)


def test_what_the_centre_refuses_keeps_nothing_else_back_and_is_offered_at_the_next_start(
    desk: Desk, url: str, centre: BlobCentre
) -> None:
    unknown = uuid4()
    refused = desk.add(photo(SIZE), unknown)
    good = desk.add(photo(SIZE, seed=1))
    desk.connect(url)
    desk.until_stored(good)
    assert desk.state(refused, unknown) is AttachmentState.REFUSED
    assert desk.of(refused, unknown).last_error == "unknown_claim"
    assert desk.attachments.has(refused)
    desk.disconnect()
    asked: list[str] = []
    centre.before = lambda request: asked.append(request.method)
    desk.connect(url)
    desk.until(lambda: asked and desk.state(refused, unknown) is AttachmentState.REFUSED)


def test_a_file_that_is_damaged_or_gone_keeps_nothing_else_back(desk: Desk, url: str) -> None:
    damaged, gone, good = (desk.add(photo(SIZE, seed=seed)) for seed in range(3))
    os.truncate(desk.profile / "attachments" / damaged, 100)
    desk.attachments.delete(gone)
    desk.connect(url)
    desk.until_stored(good)
    assert {desk.state(sha) for sha in (damaged, gone)} == {AttachmentState.LOST}
    desk.add(photo(SIZE, seed=0))
    desk.until_stored(damaged)


def test_an_upload_that_always_fails_lets_the_others_by(desk: Desk, url: str, folder: Path) -> None:
    bad, good = photo(SIZE), photo(SIZE, seed=1)
    sha = hashlib.sha256(bad).hexdigest()
    folder.mkdir(exist_ok=True)
    (folder / sha[:2]).write_bytes(b"a file where a folder should be")
    assert desk.add(bad) == sha
    other = desk.add(good)
    assert other[:2] != sha[:2]
    desk.connect(url)
    desk.until_stored(other)
    assert desk.state(sha) is AttachmentState.WAITING
    desk.until(lambda: desk.of(sha).last_error == "store_down")
    (folder / sha[:2]).unlink()
    desk.until_stored(sha)


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


def test_stopping_waits_for_no_answer(desk: Desk, url: str, centre: BlobCentre) -> None:
    asked, release = threading.Event(), threading.Event()

    def hold(_request: Request) -> None:
        asked.set()
        release.wait(PATIENCE_S * 2)

    centre.before = hold
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    assert asked.wait(PATIENCE_S)
    stopping = threading.Thread(target=desk.disconnect)
    stopping.start()
    stopping.join(PATIENCE_S)
    stopped = not stopping.is_alive()
    release.set()
    stopping.join()
    assert stopped
    assert desk.of(sha).last_error == ""
    assert desk.state(sha) is AttachmentState.WAITING


def test_a_call_that_brings_nothing_is_cut_in_time(desk: Desk, url: str, centre: BlobCentre) -> None:
    release = threading.Event()
    centre.before = lambda _request: release.wait(PATIENCE_S * 2)
    sha = desk.add(photo(SIZE))
    desk.connect(url, deadline_s=0.2)
    desk.until(lambda: desk.of(sha).last_error == "timeout")
    release.set()
    desk.until_stored(sha)


def test_the_copy_goes_when_the_centre_has_had_it_for_seven_days(desk: Desk, url: str) -> None:
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(sha)
    assert desk.attachments.has(sha)
    desk.clock += KEPT_FOR
    assert desk.upload is not None
    desk.upload.wake()
    desk.until(lambda: desk.state(sha) is AttachmentState.RELEASED)
    assert not desk.attachments.has(sha)


class Mortals:
    """Desks or centres that live until they are killed, one after the other."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def live(self, dies_at: int) -> int:
        """Begin a life; returns its process."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{dies_at}\n")
        return int(self.heard("born"))

    def heard(self, word: str) -> str:
        """Wait for a word, and return what was said with it."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said, _, more = line.strip().partition(" ")
            if said == word:
                return more
        raise AssertionError(word)


@contextmanager
def mortals(role: str, *where: str) -> Iterator[Mortals]:
    command = [sys.executable, "-m", "tests.contract.mortal_upload", role, *where]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        yield Mortals(process)
        assert process.stdin is not None
        process.stdin.close()
    assert process.returncode == 0


def test_no_kill_of_the_desk_loses_or_spoils_an_attachment(
    tmp_path: Path, sit_down: Callable[..., Desk], url: str, centre: BlobCentre, folder: Path, engine: Engine
) -> None:
    """Killed before each look between two chunks, then in the midst of each call; every next life ends the upload."""
    shas = []
    deaths = []
    with mortals("desk", str(tmp_path / "D-1"), url) as lives:
        for between, midst in [(step, 0) for step in range(1, CHUNKS + 2)] + [(0, n) for n in range(1, CHUNKS + 2)]:
            desk = sit_down()
            shas.append(desk.add(photo(SIZE, seed=len(shas))))
            desk.close()
            child: list[int] = []
            centre.before = _killer(child, midst)
            child.append(lives.live(between))
            deaths.append(int(lives.heard("gone")))
            centre.before = lambda _request: None
            lives.live(0)
            assert lives.heard("gone") == "0"
            desk = sit_down()
            assert desk.state(shas[-1]) is AttachmentState.STORED
            desk.close()
            assert whole(folder, shas[-1]) == photo(SIZE, seed=len(shas) - 1)
    assert deaths == [-signal.SIGKILL] * len(shas)
    assert files_in(folder) == set(shas)
    assert counts(engine) == (len(shas), 0)


def _killer(child: list[int], at: int) -> Callable[[Request], None]:
    asked: list[str] = []
    known = threading.Event()

    def kill(request: Request) -> None:
        asked.append(request.method)
        if len(asked) == at:
            while not child:
                known.wait(0.01)
            os.kill(child[0], signal.SIGKILL)

    return kill


def test_no_kill_of_the_centre_loses_or_spoils_an_attachment(
    tmp_path: Path, desk: Desk, database_url: str, engine: Engine, folder: Path
) -> None:
    """Killed before each of its own steps on the disk, until a life comes to its end; the desk just goes on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    desk.connect(f"http://127.0.0.1:{port}")
    shas: list[str] = []
    with mortals("centre", database_url, str(folder), str(port)) as lives:
        for dies_at in range(1, 20):
            child = lives.live(dies_at)
            lives.heard("open")
            shas.append(desk.add(photo(SIZE, seed=dies_at)))
            desk.until(lambda: desk.of(shas[-1]).last_error or desk.state(shas[-1]) is AttachmentState.STORED)
            if desk.state(shas[-1]) is AttachmentState.STORED and not _is_gone(child):
                os.kill(child, signal.SIGKILL)
                lives.heard("gone")
                break
            assert lives.heard("gone") == str(-signal.SIGKILL)
            child = lives.live(0)
            lives.heard("open")
            desk.until_stored(shas[-1])
            os.kill(child, signal.SIGKILL)
            lives.heard("gone")
    assert len(shas) == 9  # a begin, three chunks, a rename and three folders; and one that lives
    for number, sha in enumerate(shas, 1):
        assert whole(folder, sha) == photo(SIZE, seed=number)
    assert files_in(folder) == set(shas)
    assert counts(engine) == (len(shas), 0)


def _is_gone(child: int) -> bool:
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return True
    return False
