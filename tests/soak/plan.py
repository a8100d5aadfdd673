"""What people do in a simulated country, and what befalls them: one thing after the other, as the seed has it."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from cso_desk import wire
from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.claims.tables import Role
from cso_desk.desk.attachments import Attached
from cso_desk.desk.model import BoothClaim, Order
from cso_desk.desk.view import version
from cso_desk.wire import chain
from cso_desk.wire.blob_wire import Mime
from cso_desk.wire.credentials import op_proof
from tests.soak.country import officer_at
from tests.soak.network import FAIR, PUSH, some_weather
from tests.soak.service import Call
from tests.soak.station import BOOTHS, Station
from tests.soak.watch import require
from tests.soak.world import World

_VERDICTS = (
    *[(Verdict.APPROVE, "", "")] * 5,
    (Verdict.RETURN, "R01", "catatan"),
    (Verdict.REJECT, "R13", "catatan"),
    (Verdict.REFER, "P01", "catatan"),
)
_FIELDS = (Field.PHONE, Field.ADDRESS, Field.EMAIL)
_TEXTS = ("", "0812", "081200000000", "Jl. Contoh 1")
_LEASE_S = wire.LEASE_S + 60


Act = Callable[[Station], None]
"""What happens at a station, or to it, or to the centre."""


class Plan:
    """A country's working day, made up as it goes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.chance
        self._backups: list[Any] = []
        chance = world.chance
        for station in world.stations:
            station.weather = chance.choice((FAIR, some_weather(chance)))
            station.drift = chance.choice((1.0, 1.0, 0.999, 1.01))
            station.ahead_s = chance.choice((0.0, 0.0, 3.0, -400.0, 7_200.0, -90_000.0))
        acts: tuple[tuple[float, Sequence[Act]], ...] = (
            (14, (self._serve,)),
            (10, (self._call, self._write, self._read)),
            (8, (self._decide, self._second)),
            (4, (self._note, self._keep)),
            (2, (self._attach, self._hand_over, self._revoke, self._give_back, self._reopen)),
        )
        fates: tuple[tuple[float, Sequence[Act]], ...] = (
            (8, (self._start,)),
            (6, (self._sign_in, self._mend_link, self._cut_link, self._kill)),
            (3, (self._look,)),
            (2, (self._step_clock, self._pass_lease, self._back_up, self._operate, self._sign)),
            (1, (self._relieve, self._fail, self._demote, self._end_session, self._outage)),
            (1, (self._keep_image, self._roll_back, self._restore, self._forge, self._pry)),
            (0.4, (self._clone, self._forget, self._restart, self._dismiss)),
        )
        self._of_officers = frozenset(act for _, those in acts for act in those)
        self._acts, self._fates = self._weighted(acts), self._weighted(fates)

    def run(self, steps: int) -> None:
        """Let so many things happen."""
        for _ in range(steps):
            self._world.timeline.run(self._chance.expovariate(1 / self._chance.choice((0.3, 4.0, 20.0))))
            kinds, weights = self._acts if self._chance.random() < 0.72 else self._fates
            act = self._chance.choices(kinds, weights)[0]
            station = self._chance.choice(self._world.stations)
            self._world.count(act.__name__.strip("_"))
            if act in self._of_officers:
                if station.is_on:
                    self._world.note(station, act.__name__.strip("_"))
                    station.do(partial(act, station))
            else:
                act(station)

    def _weighted(self, kinds: Sequence[tuple[float, Sequence[Act]]]) -> tuple[list[Act], list[float]]:
        """The kinds of things with how often they happen, some of them not at all in this run."""
        all_kinds = [(act, weight) for weight, those in kinds for act in those]
        weights = [weight * self._chance.choice((0, 1, 1, 2)) for _, weight in all_kinds]
        return [act for act, _ in all_kinds], weights

    # what officers do

    def _call(self, station: Station) -> None:
        station.desk.call_next(self._chance.randint(1, BOOTHS))

    def _write(self, station: Station) -> None:
        if seat := self._seat(station):
            booth = station.view.booths.index(seat) + 1 if station.view else 1
            station.desk.edit(booth, seat.claim.id, self._chance.choice(_FIELDS), self._chance.choice(_TEXTS))

    def _decide(self, station: Station) -> None:
        if seat := self._seat(station):
            booth = station.view.booths.index(seat) + 1 if station.view else 1
            station.desk.decide(Order(booth, seat.claim.id, seat.version, *self._chance.choice(_VERDICTS)))

    def _serve(self, station: Station) -> None:
        """Call, write and decide, as fast as the keys go."""
        self._call(station)
        self._write(station)
        self._decide(station)

    def _note(self, station: Station) -> None:
        station.desk.note(self._some_claim(station), f"catatan {self._world.timeline.t:.0f}")

    def _attach(self, station: Station) -> None:
        digest = sha256(str(self._chance.randint(1, 5)).encode()).hexdigest()
        booth = self._chance.randint(1, BOOTHS)
        station.desk.attach(self._some_claim(station), booth, Attached(digest, 1000, Mime.JPEG), "ktp")

    def _keep(self, station: Station) -> None:
        station.desk.keep(self._chance.randint(1, 4))

    def _give_back(self, station: Station) -> None:
        station.desk.give_back()

    def _hand_over(self, station: Station) -> None:
        if seat := self._seat(station):
            booth = station.view.booths.index(seat) + 1 if station.view else 1
            desks = (None, officer_at(station.officer.branch, self._chance.randint(1, 3)).desk)
            station.desk.hand_over(booth, seat.claim.id, self._chance.choice(desks))

    def _second(self, station: Station) -> None:
        """Give the second word; who is no supervisor tries it too."""
        waiting = {
            claim.id: claim
            for claim in station.store.claims().values()
            if claim.state in (ClaimState.AWAITING_SECOND, ClaimState.REFERRED)
        }
        if waiting:
            words = self._chance.choice(_VERDICTS[:-1])
            claim = waiting[self._chance.choice(sorted(waiting))]
            station.desk.decide_second(Order(0, claim.id, version(claim), *words))

    def _revoke(self, station: Station) -> None:
        station.desk.revoke(self._some_claim(station), "dipindahkan")

    def _reopen(self, station: Station) -> None:
        """Open a decided claim again, where it sits in a booth or anywhere; who may not tries it too."""
        decided = sorted(claim.id for claim in station.store.claims().values() if claim.decision is not None)
        seat = self._seat(station)
        if seat is not None and self._chance.random() < 0.5:
            booth = station.view.booths.index(seat) + 1 if station.view else 1
            station.desk.reopen(seat.claim.id, "diperbaiki", booth)
        elif decided:
            station.desk.reopen(self._chance.choice(decided), "diperbaiki")

    def _read(self, station: Station) -> None:
        for refusal in station.view.refusals if station.view else ():
            assert refusal.op_id is not None
            station.desk.acknowledge(refusal.op_id)

    # what befalls a station

    def _cut_link(self, station: Station) -> None:
        self._world.note(station, "link down")
        station.has_link = False

    def _mend_link(self, station: Station) -> None:
        station.has_link = True

    def _kill(self, station: Station) -> None:
        station.dies_in = self._chance.randint(1, 12)

    def _start(self, _station: Station) -> None:
        for station in self._world.stations:
            if not station.is_on:
                self._world.note(station, "is switched on")
                station.do(station.switch_on)

    def _step_clock(self, station: Station) -> None:
        station.ahead_s += self._chance.choice((-86_400.0, -3_600.0, -5.0, 5.0, 3_600.0, 86_400.0))

    def _pass_lease(self, _station: Station) -> None:
        """The centre's clock goes ahead past every lease: what was held may be taken over."""
        self._world.note(None, "leases run out")
        self._world.service.ahead_s += _LEASE_S

    def _clone(self, station: Station) -> None:
        """Copy a disk on which nobody is writing: a draft that grows on two disks is two ops under one id."""
        if station.is_on and not any(row["state"] == "draft" for row in station.store.look()):
            self._world.note(station, "CLONED")
            self._world.clone(station)

    def _keep_image(self, station: Station) -> None:
        if station.is_on:
            station.keep_image()

    def _roll_back(self, station: Station) -> None:
        if station.is_on and station.image is not None and not station.unsent:
            self._world.roll_back(station)

    def _sign_in(self, station: Station) -> None:
        if station.signed is None:
            station.sign_in()

    def _relieve(self, station: Station) -> None:
        branch, desk = station.officer.branch, int(station.officer.desk[-1])
        other = officer_at(branch, desk, 0 if station.officer.id.endswith("9") else 9)
        self._world.note(station, f"{other.id} sits down")
        station.relieve(other, Role.OFFICER)

    def _end_session(self, station: Station) -> None:
        caller = station.access.caller()
        if caller is not None and self._world.service.is_up:
            self._world.note(station, "session ended")
            self._world.service.centre.accounts.sign_out(caller)

    # what befalls the centre

    def _back_up(self, _station: Station) -> None:
        self._backups.append(self._world.service.back_up())

    def _restore(self, _station: Station) -> None:
        if self._backups:
            self._world.restore(self._chance.choice(self._backups), forgotten=False)

    def _forget(self, _station: Station) -> None:
        if self._backups:
            self._world.restore(self._chance.choice(self._backups), forgotten=True)

    def _operate(self, _station: Station) -> None:
        """The operator looks at the alarms."""
        if self._world.is_alarmed:
            self._world.bump()

    def _sign(self, _station: Station) -> None:
        if self._world.service.is_up:
            self._world.service.witness()

    def _restart(self, _station: Station) -> None:
        self._world.note(None, "restarts")
        self._world.service.restart()

    def _outage(self, _station: Station) -> None:
        self._world.service.is_up = not self._world.service.is_up
        self._world.note(None, "is up" if self._world.service.is_up else "is down")

    def _fail(self, _station: Station) -> None:
        self._world.service.failing_commits = self._chance.randint(1, 3)

    def _look(self, _station: Station) -> None:
        self._world.service.look()

    def _demote(self, station: Station) -> None:
        role = self._chance.choice((Role.OFFICER, Role.SUPERVISOR, Role.HEAD, Role.FINANCE))
        self._world.note(station, f"{station.officer.id} is {role}")
        self._administer(lambda officers: officers.set_role(station.officer.id, role, branch=None))

    def _dismiss(self, station: Station) -> None:
        is_active = self._chance.random() < 0.4
        self._world.note(station, f"{station.officer.id} is {'let in' if is_active else 'dismissed'}")
        self._administer(lambda officers: officers.set_active(station.officer.id, is_active))

    def _administer(self, act: Callable[[Any], None]) -> None:
        act(self._world.service.centre.accounts.officers)

    # what nobody should

    def _forge(self, station: Station) -> None:
        """The officer's own desk hands in an op once more, with other bytes and a good proof."""
        world = self._world
        mine = [op for op in world.watch.sent_ops.values() if op["user"] == station.officer.id]
        mine = [op for op in mine if op["op_id"] in world.watch.ops]
        if station.signed is None or not mine or world.lost_past or not world.service.is_up:
            return
        op = {**self._chance.choice(mine), "captured": {"wall": "never"}}
        proof = op_proof(station.signed.secret, chain.request_hash(op))
        op |= {"seq": 1, "session": str(station.signed.session), "proof": proof}
        told = {"desk": station.officer.desk, "inc": str(world.new_id()), "branch": station.officer.branch}
        told |= {"epoch": world.epoch, "after": {"n": 0, "hash": ""}, "ops": [op]}
        heads = {branch: len(log) for branch, log in world.watch.logs.items()}
        answer = world.ask(Call("POST", PUSH, station.signed.access, None, json.dumps(told).encode()))[0]
        require(answer.status in (401, 422, 503), f"I7: an op with other bytes is answered with {answer.status}")
        require(heads == {branch: len(log) for branch, log in world.watch.logs.items()}, "I7: it has an effect")

    def _pry(self, station: Station) -> None:
        """A desk asks for what is none of its business."""
        world = self._world
        if station.signed is not None and world.service.is_up:
            for path in ("feed", "snapshot"):
                other = 114 + 115 - station.officer.branch
                params = {"epoch": world.epoch} if path == "feed" else None
                told = world.ask(Call("GET", f"/v1/{path}/{other}", station.signed.access, params))[0]
                require(told.status in (401, 404), f"I18: {path} of another branch is answered with {told.status}")

    def _seat(self, station: Station) -> BoothClaim | None:
        seats = [seat for seat in station.view.booths if seat is not None] if station.view else []
        return self._chance.choice(seats) if seats else None

    def _some_claim(self, station: Station) -> Any:
        claims = [one for one, branch in self._world.branch_of.items() if branch == station.officer.branch]
        return self._chance.choice(claims)
