"""One machine at an officer's place: a real store on a real file, the real desk and the real engine of its sync."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select

from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.claims.model import Claim
from cso_desk.claims.tables import Role
from cso_desk.desk import database
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.client import LineDown
from cso_desk.desk.contact import Contact
from cso_desk.desk.engine import Engine
from cso_desk.desk.model import DeskView, LineState, Officer, Refusal, SyncStatus
from cso_desk.desk.pace import Pace
from cso_desk.desk.reach import Reach
from cso_desk.desk.rows import claim_of
from cso_desk.desk.schema import outbox, replica_claim
from cso_desk.desk.store import DeskStore
from cso_desk.wire.credentials import SignedIn
from cso_desk.worker import InlineWorker
from tests.centres import signer_of
from tests.soak.fibres import Fibre, Killed
from tests.soak.network import FAIR, SimLine, Weather
from tests.soak.timeline import START, Floor

if TYPE_CHECKING:
    from tests.soak.world import World

KEY = bytes(range(32))
BOOTHS = 3
POLL_S = 60.0
WITNESS_S = 120.0
_LEAST_REST_S = 0.001


class MortalStore(DeskStore):
    """A store whose machine may die before or after each commit, and that does nothing any more once it has."""

    def __init__(self, path: Path, tempt_fate: Callable[[str], None]) -> None:
        self._tempt_fate = tempt_fate
        super().__init__(path, KEY)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self._tempt_fate("")
        with super()._transaction() as connection:
            yield connection
            self._tempt_fate("before a commit")
        self._tempt_fate("after a commit")

    def look(self) -> list[Any]:
        """The outbox as it is on the disk; nobody dies of looking."""
        with self._lock, self._engine.begin() as connection:
            return list(connection.execute(select(outbox).order_by(outbox.c.pos)).mappings())

    def claims(self) -> dict[UUID, Claim]:
        """The centre's claims as they are on the disk."""
        with self._lock, self._engine.begin() as connection:
            return {row.claim_id: claim_of(row) for row in connection.execute(select(replica_claim))}

    def copy(self, target: Path) -> None:
        """A sound copy of the whole file."""
        database._copy(self._engine, target, KEY)


class SimAccess:
    """The tokens of whoever is signed in at a station, over the same bad line as everything else."""

    def __init__(self, world: "World", station: "Station") -> None:
        self._world = world
        self._station = station
        self._token = ""

    def begin(self, token: str) -> None:
        """From now on call with this token; "" where nobody is signed in."""
        self._token = token

    def token(self) -> str:
        """The token of the next call."""
        if not self._token:
            raise LineDown("signed_out", delivered=False)
        return self._token

    def caller(self) -> Caller | None:
        """Who is signed in, as the centre knows it."""
        station = self._station
        if station.signed is None:
            return None
        officer = station.officer
        return Caller(officer.id, station.role, officer.branch, officer.desk, station.signed.session)

    def renew(self, _refused: str) -> bool:
        """Another token of the same session."""
        station = self._station
        if not station.has_link or not self._world.service.is_up:
            raise LineDown("unreachable", delivered=False)
        if station.signed is None:
            return False
        try:
            self._token = self._world.service.renew(station.officer, station.signed).access
        except CallRefused as refused:
            self._world.note(station, f"is signed out: {refused.code}")
            station.sign_out()
            return False
        return True


class Station:
    """The machine, and who sits there. `dies_in` counts down the points at which it may die."""

    def __init__(self, world: "World", name: str, path: Path, officer: Officer, role: Role) -> None:
        self._world = world
        self.name = name
        self.path = path
        self.officer = officer
        self.role = role
        self.weather: Weather = FAIR
        self.has_link = True
        self.drift, self.ahead_s, self._booted_at = 1.0, 0.0, world.timeline.t
        self.access = SimAccess(world, self)
        self.signed: SignedIn | None = None
        self.dies_in = 0
        self.is_on, self._is_dead = False, False
        self.image: Path | None = None
        self.view: DeskView | None = None
        self.status = SyncStatus(LineState.OFFLINE)
        self.fibres: tuple[Fibre, ...] = ()

    # time

    def mono(self) -> float:
        """The machine's monotonic clock, which may run fast or slow."""
        return (self._world.timeline.t - self._booted_at) * self.drift

    def wall(self) -> datetime:
        """The machine's time of day, which may be anything."""
        return START + timedelta(seconds=self._world.timeline.t * self.drift + self.ahead_s)

    # power

    def switch_on(self) -> None:
        """Open the file as the program does when it starts, whoever is signed in.

        Every desk takes its officer for a supervisor: only the centre knows better.
        """
        self.is_on, self._is_dead, self.dies_in = True, False, 0
        self._booted_at = self._world.timeline.t
        self.store = MortalStore(self.path, self.tempt_fate)
        reach = Reach(clock=self.mono, wall=self.wall)
        self.desk = ClaimDesk(
            self.store,
            InlineWorker(),
            replace(self.officer, role=Role.SUPERVISOR),
            booths=BOOTHS,
            on_change=self._changed,
            on_refusal=self._refused,
            on_queued=self.wake,
            now=self.wall,
            new_id=self._world.new_id,
            reach=reach,
        )
        self.engine = Engine(
            self.store,
            self.officer,
            push_line=SimLine(self._world, self),
            feed_line=SimLine(self._world, self),
            contact=Contact(self.store, self.officer, self._told, self.wall, reach),
            on_settled=self.desk.load,
            on_again=self.wake,
            now=self.wall,
            make_pace=lambda: Pace(clock=self.mono),
            clock=self.mono,
            poll_s=POLL_S,
            witness_s=WITNESS_S,
        )
        if self.signed is not None:
            self.store.sign_as(signer_of(self.signed))
        self._world.watch.started(self)
        self.desk.load()
        self.fibres = (self._loop("push", self.engine.push), self._loop("feed", self.engine.feed))
        for fibre in self.fibres:
            self._world.timeline.start(fibre)

    def switch_off(self) -> None:
        """End at once, as a machine without power does."""
        if self.is_on:
            self.is_on, self._is_dead = False, True
            for fibre in self.fibres:
                fibre.kill()
            self.store.close()

    def tempt_fate(self, point: str) -> None:
        """Die here if it is time; raises Killed."""
        if self._is_dead:
            raise Killed
        if self.dies_in and point:
            self.dies_in -= 1
            if not self.dies_in:
                self._is_dead = True
                self._world.note(self, f"DIES {point}")
                self._world.timeline.after(0.0, self.switch_off)
                raise Killed

    def do(self, act: Callable[[], None]) -> None:
        """Something that the officer does; the machine may die of it."""
        try:
            act()
        except Killed:
            self.switch_off()

    # the line

    def wake(self) -> None:
        """There is something to send."""
        self._world.timeline.wake(self.fibres[0])

    def sign_in(self) -> None:
        """Sign in with the centre's word, if that can be had."""
        if not self.has_link or not self._world.service.is_up:
            return
        try:
            self.signed = self._world.service.sign_in(self.officer)
        except CallRefused as refused:
            self._world.note(self, f"may not sign in: {refused.code}")
            self.sign_out()
            return
        self._world.watch.signed_in(self.signed)
        self.access.begin(self.signed.access)
        if self.is_on:
            self.store.sign_as(signer_of(self.signed))
            self.engine.hurry()
            for fibre in self.fibres:
                self._world.timeline.wake(fibre)

    def sign_out(self) -> None:
        """Nobody is signed in here any more."""
        self.signed = None
        self.access.begin("")
        if self.is_on:
            self.store.sign_as(None)

    def relieve(self, officer: Officer, role: Role) -> None:
        """Another officer sits down here."""
        was_on = self.is_on
        self.switch_off()
        self.officer, self.role = officer, role
        self.sign_out()
        self.sign_in()
        if was_on:
            self.switch_on()

    # the disk

    @property
    def unsent(self) -> list[UUID]:
        """The ops on the disk that the centre has not answered, while the machine is on."""
        return [row["op_id"] for row in self.store.look() if row["state"] in ("draft", "queued")]

    def keep_image(self) -> None:
        """Copy the disk, while there is nothing unsent on it."""
        if not self.unsent:
            self.image = self.path.with_name("image.db")
            self.store.copy(self.image)

    def roll_back(self) -> list[UUID]:
        """Put the copy in the place of the disk, which has nothing unsent either; returns the ops it had."""
        assert self.image is not None
        had = [row["op_id"] for row in self.store.look()]
        self.switch_off()
        for tail in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self.image, self.path)
        self.switch_on()
        return had

    def _loop(self, name: str, turn: Callable[[], float]) -> Fibre:
        floor = Floor(f"{self.name} {name}")

        def turns() -> None:
            while True:
                rest_s = turn()
                floor.turned(self._world.timeline.t)
                self._world.watch.turned(self)
                self._world.timeline.rest(max(rest_s / self.drift, _LEAST_REST_S))

        return Fibre(f"{self.name} {name}", turns)

    def _changed(self, view: DeskView) -> None:
        self.view = view
        self._world.watch.viewed(self, view)

    def _refused(self, refusal: Refusal) -> None:
        self._world.count(f"refused at the desk: {refusal.code}")

    def _told(self, status: SyncStatus) -> None:
        if status.cause != self.status.cause:
            self._world.note(self, f"{status.state} {status.cause}")
        self.status = status
