"""The demonstration's centre: a process of its own on loopback, on SQLite, with invented people waiting in it."""

import os
import secrets
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import IO

from cso_desk.central.store import CentralStore
from cso_desk.worker import Worker

from .people import participants

PEOPLE = 72
_START_S = 30.0
_STOP_S = 10.0


class CentreFailed(RuntimeError):
    """The centre did not start; the text says what it said."""


class EmbeddedCentre:
    """Serves the claims of one profile; the people of a day are filed once."""

    def __init__(self, folder: Path, *, branch: int, port: int = 0) -> None:
        """`port` 0 takes a free one."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._database = f"sqlite:///{folder / 'centre.db'}"
        self._branch, self._port = branch, port
        self._reader: Worker | None = None
        self._process: subprocess.Popen[str] | None = None
        self.token = secrets.token_urlsafe(24)
        self.url = ""

    def start(self, *, now: datetime) -> None:
        """File the day's people and serve; `url` holds the address. Raises CentreFailed."""
        self._file_people(now)
        self._process = subprocess.Popen(
            [*_this_program(), "central", "--database", self._database, "--port", str(self._port), "--leash"],
            env={**os.environ, "CSO_DESK_CENTRE_TOKEN": self.token},
            stdin=subprocess.PIPE,  # closes with this process, however it ends, and the centre with it
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = Worker("centre output")
        self._reader.start()
        said: list[str] = []
        ready = threading.Event()
        out = self._process.stdout
        assert out is not None
        self._reader.do(lambda: _read(out, said, ready))
        if not ready.wait(_START_S) or not said or "http://" not in said[0]:
            self.stop()
            raise CentreFailed(f"the centre did not start: {' '.join(said) or 'it said nothing'}")
        self.url = said[0].split()[-1]

    def stop(self) -> None:
        """Stop serving; harmless when it does not."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def _file_people(self, now: datetime) -> None:
        store = CentralStore(self._database)
        try:
            today = now.date()
            seed = int(f"{today:%Y%m%d}")
            store.add_claims(participants(PEOPLE, today=today, seed=seed, branch=self._branch, now=now))
        finally:
            store.close()


def _read(out: IO[str], said: list[str], ready: threading.Event) -> None:
    with out:
        for line in out:
            said.append(line.strip())
            ready.set()
    ready.set()


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "cso_desk"]
