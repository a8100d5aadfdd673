"""The real centre of a simulated country: its routes are called in process, its database is copied and put back."""

import asyncio
import functools
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import fastapi.dependencies.models
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.keys import CentreKeys
from cso_desk.central.audit.restore_guard import Confirmed, begin_epoch
from cso_desk.central.audit.witness import WitnessFolder
from cso_desk.central.blobs.blob_store import FileBlobs
from cso_desk.central.centre import Centre, Choices
from cso_desk.central.database import open_engine
from cso_desk.desk.model import Officer
from cso_desk.wire.credentials import AccessToken, SignedIn, TokenRequest
from tests.centres import QUICK, SECRET
from tests.soak.timeline import START, Timeline


@dataclass(frozen=True, slots=True)
class Call:
    """What a desk asks of the centre."""

    method: str
    path: str
    token: str
    params: Mapping[str, Any] | None = None
    body: bytes = b""

    @property
    def scope(self) -> dict[str, Any]:
        """The call as ASGI has it."""
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "root_path": "",
            "query_string": urlencode(self.params or {}).encode(),
            "headers": [
                (b"authorization", f"Bearer {self.token}".encode()),
                (b"content-type", b"application/json"),
                (b"cso-api", b"1"),
            ],
            "client": ("127.0.0.1", 1),
            "server": ("centre", 80),
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What the centre answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Service:
    """The centre and what its operators do; `ahead_s` is how far its clock is ahead of the true time."""

    def __init__(self, blank: Path, folder: Path, timeline: Timeline) -> None:
        self._folder = folder
        self._timeline = timeline
        self._loop = asyncio.new_event_loop()
        self._key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        self._database = folder / "centre.db"
        self._backups = 0
        self.ahead_s = 0.0
        self.is_up = True
        self.failing_commits = 0
        self._is_asked = False
        self.restores = 0
        (folder / "witness").mkdir()
        shutil.copyfile(blank, self._database)
        self.engine = self._opened()
        self.restart()
        self.witness()

    def now(self) -> datetime:
        """The centre's time, which may be wrong."""
        return START + timedelta(seconds=self._timeline.t + self.ahead_s)

    def restart(self) -> None:
        """A new process on the same database: all that was only in memory is gone."""
        self.engine.dispose()
        self.engine = self._opened()
        choices = Choices(passwords=QUICK, witness=self._folder / "witness")
        self.centre = Centre(
            self.engine, CentreKeys(SECRET), FileBlobs(self._folder / "blobs"), now=self.now, choices=choices
        )
        self.centre._tokens._look._clock = lambda: self._timeline.t
        self.store = self.centre.store
        self._app = self.centre.app()

    def close(self) -> None:
        """Let go of everything."""
        self.engine.dispose()
        self._loop.close()
        _forget_routes()

    def call(self, *calls: Call) -> list[Told]:
        """Calls that come at the same time, from their bytes to the bytes of their answers."""
        self._is_asked = all(call.method == "POST" for call in calls)
        try:
            return self._loop.run_until_complete(self._called_all(calls))
        finally:
            self._is_asked = False

    def look(self) -> None:
        """Let the service look at the heads of its logs, as it does twice a second."""
        self._loop.run_until_complete(self._app.state.feeds._look())

    def sign_in(self, officer: Officer) -> SignedIn:
        """Begin a session of an officer who is known; raises CallRefused."""
        return self.centre.accounts.sign_in_known(self._desk(officer), officer.id)

    def renew(self, officer: Officer, signed: SignedIn) -> AccessToken:
        """Another token of a session; raises CallRefused."""
        return self.centre.accounts.access(
            self._desk(officer), TokenRequest(session=signed.session, secret=signed.secret)
        )

    def back_up(self) -> Path:
        """A sound copy of the database as it is now."""
        self._backups += 1
        target = self._folder / f"backup-{self._backups}.db"
        with closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(target),))
        return target

    def restore(self, backup: Path) -> None:
        """Put a copy in the place of the database; no new epoch begins by that."""
        self.engine.dispose()
        for tail in ("", "-wal", "-shm"):
            self._database.with_name(self._database.name + tail).unlink(missing_ok=True)
        shutil.copyfile(backup, self._database)
        self.restores += 1
        self.restart()

    def begin_epoch(self) -> int:
        """What two administrators do after a restore; the number is witnessed at once."""
        witness = WitnessFolder(self._folder / "witness")
        number = begin_epoch(self.engine, Confirmed("a restore", ("9001", "9002")), witness, now=self.now())
        self.witness()
        return number

    def witness(self) -> None:
        """Sign the heads, and keep a copy outside."""
        self.centre.checkpoints.make(self._key)

    def _opened(self) -> Engine:
        engine = open_engine(f"sqlite:///{self._database}")
        event.listen(engine, "commit", self._commit)
        return engine

    def _commit(self, _connection: Connection) -> None:
        if self.failing_commits and self._is_asked:
            self.failing_commits -= 1
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    def _desk(self, officer: Officer) -> DeskCaller:
        return DeskCaller(officer.desk, officer.branch, officer.branch_name)

    async def _called_all(self, calls: Sequence[Call]) -> list[Told]:
        return await asyncio.gather(*(self._called(call.scope, call.body) for call in calls))

    async def _called(self, scope: dict[str, Any], body: bytes) -> Told:
        asked: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
        status, headers, told = 0, dict[str, str](), bytearray()

        async def receive() -> dict[str, Any]:
            if asked:
                return asked.pop()
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers.update({name.decode().lower(): value.decode() for name, value in message["headers"]})
            else:
                told.extend(message.get("body", b""))

        answer: Callable[..., Any] = self._app
        await answer(scope, receive, send)
        return Told(status, headers, bytes(told))


def _forget_routes() -> None:
    """FastAPI remembers the last thousands of routes, and through each the whole country that it was part of."""
    for remembered in vars(fastapi.dependencies.models).values():
        if isinstance(remembered, functools._lru_cache_wrapper):
            remembered.cache_clear()
