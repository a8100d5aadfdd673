"""One simulated country: its time, its centre, its stations, and what befalls them."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import func, select

from cso_desk.central.audit.audit import verify_log
from cso_desk.central.branch_log import epoch as epoch_of
from cso_desk.central.schema import alarm
from cso_desk.desk.model import LineState, Officer
from tests.soak.country import BRANCHES, Blank, claims_of, new_ids, officer_at, officer_named, role_of
from tests.soak.network import FAIR, PUSH
from tests.soak.service import Call, Service, Told
from tests.soak.station import Station
from tests.soak.timeline import Timeline
from tests.soak.watch import Watch, require

_COMPANY_S, _LOOK_S = 1.0, 0.2
_SLICE_S = 20.0
_SLICES_TO_HEAL = 90  # half an hour: a token outlives by a quarter of one the session that a restore has lost


class World:
    """A country that runs under one seed; `trace` tells what happened in it."""

    def __init__(self, chance: Random, blank: Blank, folder: Path, tell: Callable[[str], object] | None = None) -> None:
        self.chance = chance
        self._tell = tell
        self.trace: list[str] = []
        self.timeline = Timeline()
        self.branches = BRANCHES[: chance.choice((1, 1, 2))]
        self.branch_of: Mapping[UUID, int] = {one.id: branch for branch in BRANCHES for one in claims_of(branch)}
        self._ids = Random(chance.random())
        self._folder = folder
        self._blank = blank
        self.service = Service(blank.centre, folder, self.timeline)
        self.watch = Watch(self)
        self.epoch = 1
        self.lost_past = False
        self.stations: list[Station] = []
        self._arrived: list[tuple[Call, list[Told | None]]] = []
        self.counts: dict[str, int] = {}
        self.watch.look()
        for branch in self.branches:
            for desk in range(1, 4 if branch == BRANCHES[0] else 3):
                self._place(officer_at(branch, desk), desk)

    def close(self) -> None:
        """Switch everything off."""
        for station in self.stations:
            station.switch_off()
        self.service.close()

    def new_id(self) -> UUID:
        """An id for an op."""
        return new_ids(self._ids)

    def note(self, station: Station | None, what: str) -> None:
        """Put a line into the trace."""
        line = f"{self.timeline.t:10.2f}  {'centre' if station is None else station.name:9} {what}"
        self.trace.append(line)
        if self._tell is not None:
            self._tell(line)

    def count(self, what: str) -> None:
        """Count what happened."""
        self.counts[what] = self.counts.get(what, 0) + 1

    # what the lines carry

    def ask(self, *calls: Call) -> list[Told]:
        """The centre's answers to calls that come at the same time."""
        answers = self.service.call(*calls)
        for call, told in zip(calls, answers, strict=True):
            self.count(f"{call.path.split('/')[2]} {told.status}")
        if any(call.path == PUSH for call in calls):
            self.watch.look()
        return answers

    def ask_in_company(self, call: Call) -> Told | None:
        """From inside a fibre: as `ask`, together with whoever comes within a second; None where the centre went."""
        slot: list[Told | None] = []
        self._arrive(call, slot)
        while not slot:
            self.timeline.sleep(_LOOK_S)
        return slot[0]

    def late(self, call: Call) -> None:
        """A copy of a call arrives once more, and nobody hears the answer."""
        if call.path == PUSH and self.chance.random() < 0.5:
            self._arrive(call, [])
        elif self.service.is_up:
            self.note(None, f"{call.path} came again: {self.ask(call)[0].status}")

    def _arrive(self, call: Call, slot: list[Told | None]) -> None:
        if not self._arrived:
            self.timeline.after(_COMPANY_S, self._open_door)
        self._arrived.append((call, slot))

    def _open_door(self) -> None:
        arrived, self._arrived = self._arrived, []
        self.count(f"{len(arrived)} pushes together")
        answers: Sequence[Told | None] = [None] * len(arrived)
        if self.service.is_up:
            answers = self.ask(*(call for call, _slot in arrived))
        for (_call, slot), told in zip(arrived, answers, strict=True):
            slot.append(told)

    # what befalls the centre

    def restore(self, backup: Path, *, forgotten: bool) -> None:
        """Put an older database in place; an operator who forgets begins no new epoch."""
        self.note(None, f"RESTORED{' and no epoch begun' if forgotten else ''}")
        self.service.restore(backup)
        self.epoch = self.service.store.epoch
        if forgotten:
            self.lost_past = True
            self.watch.restored(forked=True)
        else:
            self.bump()

    def bump(self) -> None:
        """Begin an epoch."""
        self.epoch = self.service.begin_epoch()
        self.lost_past = False
        self.note(None, f"epoch {self.epoch}")
        self.watch.restored(forked=False)

    @property
    def is_alarmed(self) -> bool:
        """True where a desk has shown that it holds another history, or an officer calls to say so."""
        if any(station.status.cause == "epoch_behind" for station in self.stations):
            return True
        with self.service.engine.begin() as connection:
            mine = alarm.c.epoch == epoch_of(connection)
            return bool(connection.scalar(select(func.count()).select_from(alarm).where(mine)))

    # what befalls the stations

    def clone(self, station: Station) -> Station:
        """Start a copy of a disk in another machine: two desks that take each other for themselves."""
        path = self._path(f"{station.name}-copy{len(self.stations)}")
        station.store.copy(path)
        twin = Station(self, f"{station.name}*", path, station.officer, station.role)
        twin.weather, twin.ahead_s = station.weather, station.ahead_s
        twin.sign_in()
        twin.switch_on()
        self.stations.append(twin)
        return twin

    def roll_back(self, station: Station) -> None:
        """Put an older image of a disk in place; nothing that was only there is lost by that."""
        self.note(station, "ROLLED BACK")
        at = station.store.position(station.officer)
        had = {str(op_id) for op_id in station.roll_back()}
        if at.epoch == self.epoch and not self.lost_past:
            require(had <= self.watch.ops, f"I5: {station.name} had told that it has nothing unsent")

    # the end

    def heal(self) -> None:
        """End all faults, and give everybody the time to come to rest."""
        self.note(None, "everything heals")
        service = self.service
        service.is_up, service.failing_commits = True, 0
        for station in self.stations:
            station.weather, station.has_link, station.dies_in = FAIR, True, 0
        self.timeline.run(0.0)
        for station in self.stations:
            if not station.is_on:
                station.switch_on()
        self._let_in()
        for _ in range(_SLICES_TO_HEAL):
            service.look()
            self.timeline.run(_SLICE_S)
            if self.lost_past and self.is_alarmed:
                self.bump()
            for station in self.stations:
                if station.status.cause == "chain_break":
                    station.switch_off()
                    station.switch_on()
                self._seat_an_author(station)
            if not self._restless():
                break
        else:
            require(False, f"I15: {', '.join(self._restless())}")

    def judge(self) -> None:
        """All that must hold when everybody has come to rest."""
        self.watch.look()
        for station in self.stations:
            self.watch.judge_outbox(station, station.store.look())
            self.watch.judge_replica(station)
        faults = list(verify_log(self.service.engine))
        require(not faults, f"the audit finds {faults[:3]}")

    def _restless(self) -> list[str]:
        """The stations with work unsent, or that say that the line is down, and what they say of it."""
        restless = []
        for station in self.stations:
            at = station.store.position(station.officer)
            head = len(self.watch.logs[station.officer.branch])
            is_told_otherwise = station.signed is not None and station.status.state in (
                LineState.OFFLINE,
                LineState.UNSURE,
            )
            if station.unsent or is_told_otherwise or (at.epoch, at.after.n) != (self.epoch, head):
                restless.append(
                    f"{station.name} has {len(station.unsent)} unsent at {at.epoch}.{at.after.n} of {self.epoch}.{head}"
                    f" and says {station.status.cause}"
                )
        return restless

    def _let_in(self) -> None:
        """Everybody may work again, as what the desk's own officer is."""
        officers = self.service.centre.accounts.officers
        for branch in self.branches:
            for desk in (1, 2, 3):
                one = officer_at(branch, desk)
                officers.set_active(one.id, True)
                officers.set_role(one.id, role_of(desk), branch=branch)
            officers.set_active(officer_at(branch, 1, 9).id, True)

    def _seat_an_author(self, station: Station) -> None:
        """Let the officer sign in whose work waits first."""
        waiting = [row["officer"] for row in station.store.look() if row["state"] in ("draft", "queued")]
        if waiting and waiting[0] != station.officer.id:
            station.relieve(officer_named(waiting[0], station.officer), station.role)
        elif station.signed is None:
            station.sign_in()

    def _place(self, officer: Officer, desk: int) -> None:
        path = self._path(officer.desk)
        shutil.copyfile(self._blank.desk, path)
        station = Station(self, officer.desk, path, officer, role_of(desk))
        station.sign_in()
        station.switch_on()
        self.stations.append(station)

    def _path(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir()
        return folder / "desk.db"
