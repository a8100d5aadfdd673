"""Attachments, their desk and their centre killed at every step."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import Request
from sqlalchemy import Engine

from cso_desk.desk.attached import AttachmentState
from tests.blob_centre import BlobCentre, counts, files_in, photo
from tests.contract.upload.desk import CHUNKS, SIZE, Desk, whole


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
