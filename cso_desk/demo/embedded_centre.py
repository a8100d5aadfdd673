"""The demonstration's centre: a process of its own on loopback, on SQLite, with invented people waiting in it."""

import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from cso_desk.central.accounts.keys import CentreKeys
from cso_desk.central.centre import Centre, blob_store_at
from cso_desk.central.database import open_engine
from cso_desk.central.people.people_rows import Filed, count_words, write_people
from cso_desk.central.schema_version import prepare
from cso_desk.claims.dates import JAKARTA, day_of
from cso_desk.claims.model import Claim
from cso_desk.claims.tables import Role
from cso_desk.durable import write_whole
from cso_desk.worker import Worker

from .people import participants

BRANCH_NAME = "KC Contoh"
PEOPLE = 72
_START_S = 30.0
_STOP_S = 10.0


class CentreFailed(RuntimeError):
    """The centre did not start; the text says what it said."""


class EmbeddedCentre:
    """Serves the claims of one profile; the people of a day are filed once."""

    def __init__(self, folder: Path, *, branch: int, port: int = 0, people: int = PEOPLE) -> None:
        """`port` 0 takes a free one; `people` wait on the first start of a day."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._database = f"sqlite:///{folder / 'centre.db'}"
        self._blobs = folder / "blobs"
        self._branch, self._port, self._people = branch, port, people
        self._reader: Worker | None = None
        self._process: subprocess.Popen[str] | None = None
        self.secret = _kept_secret(folder / "secret")
        self.url = ""

    def start(self, *, now: datetime) -> None:
        """File the day's people and serve; `url` holds the address. Raises CentreFailed."""
        self._file_people(now)
        self._process = subprocess.Popen(
            [*_this_program(), "central", "--port", str(self._port), "--workers", "1", "--log", "quiet", "--leash"],
            env={
                **os.environ,
                "CSO_DESK_DATABASE": self._database,
                "CSO_DESK_BLOBS": str(self._blobs),
                "CSO_DESK_CENTRE_SECRET": self.secret,
            },
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

    def desk_code(self, name: str) -> str:
        """A one-time code by which a machine becomes the desk of that name."""
        with self._parts() as centre:
            _, code = centre.accounts.desks.add(self._branch, name)
            return code

    def officer_password(self, number: str, name: str, role: Role = Role.OFFICER) -> str:
        """A first password for an officer, who is made where there is none; it has to be changed at the sign-in."""
        password = new_password()
        with self._parts() as centre:
            officers = centre.accounts.officers
            if number in {known.officer for known in officers.all()}:
                officers.reset_password(number, password)
            else:
                officers.add(number, name, role, branch=self._branch, password=password)
        return password

    def _file_people(self, now: datetime) -> None:
        engine = open_engine(self._database)
        try:
            prepare(engine, lambda: now)  # the database may be that of an earlier demonstration
        finally:
            engine.dispose()
        today = day_of(now)
        seed = int(f"{today:%Y%m%d}")
        with self._parts(lambda: now) as centre:
            centre.accounts.officers.add_branch(self._branch, BRANCH_NAME)
            claims = participants(self._people, today=today, seed=seed, branch=self._branch, now=now)
            centre.store.add_claims(claims)
        self._file_records(claims, now)

    def _file_records(self, claims: Iterable[Claim], now: datetime) -> None:
        """File the master records of the people, so that a desk can find them."""
        records = {claim.master.kpj: Filed(claim.master, self._branch) for claim in claims}
        engine = open_engine(self._database)
        try:
            with engine.begin() as connection:
                write_people(connection, list(records.values()), now=now)
                count_words(connection)
        finally:
            engine.dispose()

    @contextmanager
    def _parts(self, now: Callable[[], datetime] = lambda: datetime.now(JAKARTA)) -> Iterator[Centre]:
        """The parts of the centre on its database, beside the process that serves it, as an administrator has them."""
        engine = open_engine(self._database)
        try:
            yield Centre(engine, CentreKeys(self.secret.encode()), blob_store_at(str(self._blobs)), now=now)
        finally:
            engine.dispose()


def new_password() -> str:
    """A password that nobody has to keep in mind."""
    return secrets.token_urlsafe(18)


def _kept_secret(file: Path) -> str:
    """The centre's secret, the same at every start: what was proven under it has to stay so."""
    if not file.exists():
        write_whole(file, secrets.token_urlsafe(36).encode())
    return file.read_text()


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
