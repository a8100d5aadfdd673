"""A real centre for the tests, with its accounts, on a database of its own."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from argon2 import Parameters
from argon2.low_level import ARGON2_VERSION, Type
from sqlalchemy import Engine, delete

from cso_desk.central import schema
from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.keys import CentreKeys
from cso_desk.central.accounts.passwords import Passwords
from cso_desk.central.audit import restore_guard
from cso_desk.central.audit.restore_guard import Confirmed
from cso_desk.central.blobs.blob_store import FileBlobs
from cso_desk.central.centre import Centre, Choices
from cso_desk.central.database import open_engine
from cso_desk.central.schema_version import prepare
from cso_desk.central.service.serve import Server
from cso_desk.central.store import CentralStore
from cso_desk.claims.tables import Role
from cso_desk.desk.model import Officer
from cso_desk.desk.signer import Signer
from cso_desk.wire.credentials import EnrolRequest, SignedIn

SECRET = b"a secret of the centre for the tests only"
QUICK = Passwords(Parameters(Type.ID, ARGON2_VERSION, 16, 32, 1, 8, 1))
PATIENCE_S = 20.0


class RealCentre(Centre):
    """A centre whose officers need no password to be signed in, as after the organisation's own sign-in."""

    def __init__(self, engine: Engine, folder: Path, now: Callable[[], datetime]) -> None:
        _lay_down_schema(engine)
        prepare(engine, now)
        super().__init__(
            engine, CentreKeys(SECRET), FileBlobs(folder / "blobs"), now=now, choices=Choices(passwords=QUICK)
        )
        self.engine = engine
        self._desks: dict[str, str] = {}

    def desk_token(self, officer: Officer) -> str:
        """The token of an officer's desk, which is made and enrolled where it is not yet."""
        if officer.desk not in self._desks:
            self.accounts.officers.add_branch(officer.branch, officer.branch_name)
            while True:
                number, code = self.accounts.desks.add(officer.branch, f"Meja {len(self._desks) + 1}")
                asked = EnrolRequest(code=code, inc=uuid4(), machine="test", version="1")
                self._desks[number] = self.accounts.desks.enrol(asked, "127.0.0.1").token
                if number == officer.desk:
                    break
        return self._desks[officer.desk]

    def sign_in(self, officer: Officer, role: Role = Role.OFFICER) -> SignedIn:
        """A session of an officer at the officer's desk; both are made where they are not there yet."""
        self.desk_token(officer)
        if officer.id not in {known.officer for known in self.accounts.officers.all()}:
            self.accounts.officers.add(officer.id, officer.name, role, branch=officer.branch, password=None)
        return self.accounts.sign_in_known(DeskCaller(officer.desk, officer.branch, officer.branch_name), officer.id)


def _lay_down_schema(engine: Engine) -> None:
    """Begin a database that is a file with a copy of one that has the schema: all steps take a tenth of a second."""
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        Path(str(engine.url.database)).write_bytes(_with_schema())


@cache
def _with_schema() -> bytes:
    """A database at the newest schema in which no epoch has begun."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "centre.db"
        engine = open_engine(f"sqlite:///{file}")
        prepare(engine, lambda: datetime.now(UTC))
        with engine.begin() as connection:
            connection.execute(delete(schema.centre))
        engine.dispose()
        return file.read_bytes()


def signer_of(signed_in: SignedIn) -> Signer:
    """What proves the ops of a session."""
    return Signer(signed_in.officer, signed_in.session, signed_in.secret)


def begin_epoch(store: CentralStore) -> int:
    """What two administrators do after a restore; returns the number of the epoch."""
    return restore_guard.begin_epoch(store._engine, Confirmed("a restore", ("9001", "9002")), None, now=store.now())


@contextmanager
def real_centre(database_url: str, folder: Path, now: Callable[[], datetime]) -> Iterator[RealCentre]:
    """A centre on a database, which is made ready; closed at the end."""
    engine = open_engine(database_url)
    try:
        centre = RealCentre(engine, folder, now)
        centre.start()
        try:
            yield centre
        finally:
            centre.stop()
    finally:
        engine.dispose()


@contextmanager
def served(centre: Centre, port: int = 0) -> Iterator[str]:
    """A centre over real HTTP; yields its address."""
    listening = threading.Event()
    with socket.create_server(("127.0.0.1", port)) as listener:
        server = Server(centre.app())
        server.on_listening = listening.set
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert listening.wait(PATIENCE_S)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
