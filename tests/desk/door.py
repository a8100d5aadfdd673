"""A desk's own door for the tests: a profile, a store and a vault beside a centre that is really served."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from argon2 import Parameters
from argon2.low_level import ARGON2_VERSION, Type

from cso_desk.claims.tables import Role
from cso_desk.desk.enrolment import KeptEnrolment, enrol
from cso_desk.desk.session import Session
from cso_desk.desk.store import DeskStore
from cso_desk.desk.vault import Vault
from tests.centres import RealCentre, served

KEY = bytes(range(32))
BRANCH = 114
NUMBER, NAME = "9900001", "Petugas Satu"
PASSWORD = "kuda hitam di sawah"
QUICK = Parameters(Type.ID, ARGON2_VERSION, 16, 32, 1, 8, 1)


@dataclass
class Clock:
    """The time that a test turns."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def furnish(centre: RealCentre) -> None:
    """A branch with two officers who have chosen their passwords."""
    centre.accounts.officers.add_branch(BRANCH, "Cabang Contoh")
    for number, name in ((NUMBER, NAME), ("9900002", "Petugas Dua")):
        centre.accounts.officers.add(number, name, Role.OFFICER, branch=BRANCH, password=PASSWORD)
        own_password(centre, number)


def own_password(centre: RealCentre, number: str) -> None:
    """What an administrator gave becomes the officer's own, without a desk."""
    from sqlalchemy import update

    from cso_desk.central.schema import officer

    with centre.engine.begin() as connection:
        connection.execute(update(officer).where(officer.c.officer == number).values(must_change=False))


def code(centre: RealCentre, name: str = "Meja 1") -> str:
    """A one-time code for a desk."""
    return centre.accounts.desks.add(BRANCH, name)[1]


@dataclass
class Service:
    """The centre's service, which a test switches off and on at one address."""

    centre: RealCentre
    port: int = 0
    url: str = ""
    _running: ExitStack = field(default_factory=ExitStack)

    def on(self) -> None:
        self.url = self._running.enter_context(served(self.centre, self.port))
        self.port = int(self.url.rpartition(":")[2])

    def off(self) -> None:
        self._running.close()


@dataclass
class Door:
    """A machine that was enrolled at a centre; `again` is the same machine after a restart."""

    folder: Path
    clock: Callable[[], datetime]
    ended: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.store = DeskStore(self.folder / "desk.db", KEY)
        self.kept = KeptEnrolment(self.folder, KEY)
        self.vault = Vault(self.folder, KEY, now=self.clock, cost=QUICK)
        enrolment = self.kept.read()
        if enrolment is not None:
            self.session = Session(enrolment, self.vault, self.store, now=self.clock, on_ended=self.ended.append)

    def enrol(self, url: str, one_time_code: str) -> None:
        inc = self.store.hello(self.clock(), version="", rules="").inc
        self.kept.keep(enrol(url, one_time_code, inc))
        self.again()

    def again(self) -> None:
        self.store.close()
        self.open()

    def close(self) -> None:
        self.store.close()
