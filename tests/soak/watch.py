"""Looks over everybody's shoulder: what must hold is looked at after every push, every turn and every view.

The numbers are those of the invariants: I1 one decision a stage, I2 two officers, I5 nothing is lost, I6 one effect,
I7 the sealed bytes, I8 the lease, I9 the chain, I10 one history, I11 what is shown is what is there, I12 sent means
receipted, I14 by its author alone, I18 its own branch alone. (I3 and I4 are about payments, which nobody makes here.)
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from cso_desk import wire
from cso_desk.central.schema import op_result
from cso_desk.desk.model import DeskView, Fate
from cso_desk.desk.witness import BAD_CHECKPOINT, NOT_AS_SIGNED
from cso_desk.wire import Entry, Kind, Position, chain
from cso_desk.wire.claim_wire import claim_from_wire
from cso_desk.wire.credentials import SignedIn
from tests.soak.service import Told

if TYPE_CHECKING:
    from tests.soak.station import Station
    from tests.soak.world import World

_LEASED = (Kind.EDIT, Kind.DECIDE, Kind.HAND_OVER)


class Violated(AssertionError):
    """An invariant does not hold; it begins with its number."""


def require(holds: object, invariant: str) -> None:
    """Raise Violated unless it holds."""
    if not holds:
        raise Violated(invariant)


@dataclass(slots=True)
class _Standing:
    """How a claim stands after the last entry about it."""

    version: int = 0
    lease: str | None = None
    last_op: str | None = None
    decided: set[tuple[int, int]] = field(default_factory=set)


class Watch:
    """What was ever sent, shown and written, as nobody in the country knows it."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.grown = 0
        self.sent_ops: dict[str, dict[str, Any]] = {}
        self._sessions: dict[str, str] = {}
        self.ops: set[str] = set()
        self._claims: dict[str, _Standing] = {}
        self.logs: dict[int, list[Entry]] = {}
        self._seen: dict[tuple[int, int, int], str] = {}
        self._forked: set[int] = set()

    # what desks send and are shown

    def signed_in(self, signed: SignedIn) -> None:
        """Somebody has really signed in."""
        self._sessions[str(signed.session)] = signed.officer

    def sent(self, station: "Station", body: bytes) -> None:
        """A push leaves a desk; an op always has the same bytes."""
        for op in json.loads(body)["ops"]:
            told = {key: value for key, value in op.items() if key not in wire.ENVELOPE}
            known = self.sent_ops.setdefault(op["op_id"], told)
            require(known == told, f"I7: op {op['op_id']} leaves {station.name} with other bytes")
            signed = self._sessions.get(op["session"])
            require(signed == op["user"], f"I14: op {op['op_id']} of {op['user']} leaves in a session of {signed}")

    def shown(self, station: "Station", path: str, told: Told) -> None:
        """The centre tells a desk something."""
        if told.status != 200 or not path.startswith(("/v1/feed", "/v1/push")):
            return
        message = json.loads(told.body)
        for entry in (message["feed"] if path == "/v1/push" else message)["entries"]:
            branch = self._world.branch_of.get(UUID(entry["entity"]), station.officer.branch)
            require(branch == station.officer.branch, f"I18: {station.name} is told of a claim of branch {branch}")

    def viewed(self, station: "Station", view: DeskView) -> None:
        """An officer sees something; what is said to be sent has its receipt."""
        for seat in view.booths:
            if seat is not None and seat.decision_fate is Fate.SENT:
                require(seat.receipt is not None and seat.receipt.n > 0, f"I12: {station.name} shows no receipt")

    def turned(self, station: "Station") -> None:
        """A desk has followed the log so far."""
        at = station.store.position(station.officer)
        is_doubted = station.status.cause in (NOT_AS_SIGNED, BAD_CHECKPOINT)
        require(not is_doubted or at.epoch in self._forked, f"I10: {station.name} doubts what the centre signed")
        if at.after.n == 0 or at.epoch in self._forked:
            return
        place = (at.epoch, station.officer.branch, at.after.n)
        known = self._seen.setdefault(place, at.after.hash)
        require(known == at.after.hash, f"I10: {station.name} holds another entry at {place}")
        if at.epoch == self._world.epoch:
            log = self.logs.get(station.officer.branch, [])
            held = log[at.after.n - 1].hash if at.after.n <= len(log) else None
            require(held == at.after.hash, f"I10: {station.name} is at {place}, which the centre does not have")

    def started(self, station: "Station") -> None:
        """A machine is on again: its rows are those of the log as far as it says that it has followed it."""
        at = station.store.position(station.officer)
        log = self.logs.get(station.officer.branch, [])[: at.after.n]
        if not log or at.epoch != self._world.epoch or log[-1].hash != at.after.hash:
            return
        rows = station.store.claims()
        for entity, data in {entry.entity: entry.data for entry in log if entry.data is not None}.items():
            name = f"{station.name} has followed the log to {at.after.n}"
            require(rows.get(entity) == claim_from_wire(data), f"I11: {name} without claim {entity}")

    # what the centre writes

    def restored(self, *, forked: bool) -> None:
        """The centre has another past; with `forked` in the same epoch, which only a forgetful operator can do."""
        self.ops, self._claims, self.logs = set(), {}, {}
        if forked:
            self._forked.add(self._world.epoch)
        self.look()

    def look(self) -> None:
        """Read what was written since the last look, and judge it."""
        self.grown += 1
        heads = {branch: len(self.logs.setdefault(branch, [])) for branch in self._world.branches}
        for branch, entries in self._world.service.store.entries(heads, 100_000).items():
            log = self.logs[branch]
            at = Position(n=log[-1].n, hash=log[-1].hash) if log else Position()
            try:
                chain.verify(branch, at, entries)
            except (chain.FeedGap, chain.ChainBroken) as broken:
                raise Violated(f"I9: the log of branch {branch} breaks at {broken}") from None
            for entry in entries:
                self._judge(entry, branch)
                log.append(entry)

    def _judge(self, entry: Entry, branch: int) -> None:
        claim = self._claims.setdefault(str(entry.entity), _Standing())
        self._world.count(f"{entry.body.get('op_kind', entry.kind)} {entry.body.get('code', 'applied')}")
        op_id = entry.body.get("op_id")
        if op_id is not None:
            require(op_id not in self.ops, f"I6: op {op_id} has a second entry")
            require(entry.body.get("code") != "fault", f"I15: op {op_id} was put aside for a fault of our own")
            self.ops.add(op_id)
            author = self._sessions.get(entry.body["session"])
            require(author == entry.body["user"], f"I14: op {op_id} is taken for one of {entry.body['user']}")
        if entry.data is None:
            return
        require(self._world.branch_of[entry.entity] == branch, f"I18: entry {entry.n} is of another branch")
        op = None if op_id is None else self.sent_ops.get(op_id)
        if op is not None:
            self._judge_op(op, claim, entry)
            if entry.kind not in wire.BESIDE:
                claim.last_op = op_id
        claim.lease, claim.version = entry.body["lease"], entry.rv

    def _judge_op(self, op: dict[str, Any], claim: _Standing, entry: Entry) -> None:
        """What was applied stood on what it says that it stood on."""
        name = f"{op['kind']} {op['op_id']}"
        told = (op["kind"], op["claim"], op["user"])
        require(told == (entry.kind, str(entry.entity), entry.body["user"]), f"I7: {name} was applied otherwise")
        stage = op["body"].get("stage") if op["kind"] == Kind.DECIDE else None
        if op["kind"] in _LEASED and stage != 2:
            require(op["lease"] == claim.lease, f"I8: {name} was applied without the lease")
        if stage is None or entry.data is None:
            return
        made = entry.data["decisions"]
        place = (entry.body["cycle"], stage)
        require(place not in claim.decided, f"I1: {name} is a second decision of stage {stage}")
        claim.decided.add(place)
        officers = [one["officer"] for one in made]
        require(len(officers) == len(set(officers)), f"I2: {name}: one officer decided twice")
        seen = op["base"]["row_version"] == claim.version or (op["after_op"] or "-") == claim.last_op
        require(seen, f"I8: {name} was applied to a version that the officer did not see")
        form = chain.form_hash(claim_from_wire(entry.data))
        require(form == op["body"]["form"], f"I8: {name} was applied to a form that the officer did not see")

    # at the end

    def judge_outbox(self, station: "Station", rows: Iterable[Any]) -> None:
        """Everything on a desk's disk has found its end at the centre, which is the end that the desk tells."""
        ours = {row["op_id"]: row for row in rows if row["state"] != "draft"}
        with self._world.service.engine.begin() as connection:
            asked = select(op_result).where(op_result.c.op_id.in_(ours))
            known = {row["op_id"]: row for row in connection.execute(asked).mappings()}
        log = self.logs.get(station.officer.branch, [])
        for op_id, row in ours.items():
            name = f"{row['kind']} {op_id} of {station.name}"
            require(op_id in known, f"I5: {name} ({row['state']}) is not at the centre")
            theirs = known[op_id]
            require(
                row["state"] == theirs["status"], f"I12: {name} is {row['state']} here and {theirs['status']} there"
            )
            receipt = (row["result"]["n"], row["result"]["entry_hash"])
            require(log[receipt[0] - 1].hash == receipt[1], f"I12: the receipt of {name} is of another entry")
            require(log[receipt[0] - 1].body["op_id"] == str(op_id), f"I12: the receipt of {name} is another's")
            digest = sha256(row["sealed"].encode()).hexdigest()
            require(digest == theirs["request_hash"], f"I7: {name} has other bytes at the centre")

    def judge_replica(self, station: "Station") -> None:
        """The rows on a desk's disk are the centre's, and so is what its officer sees."""
        rows = station.store.claims()
        for claim_id, branch in self._world.branch_of.items():
            theirs = self._world.service.store.claim(claim_id)
            if branch == station.officer.branch:
                require(rows.get(claim_id) == theirs, f"I11: {station.name} holds claim {claim_id} otherwise")
            else:
                require(claim_id not in rows, f"I18: {station.name} holds claim {claim_id} of branch {branch}")
        for seat in () if station.view is None else station.view.booths:
            if seat is not None:
                require(rows[seat.claim.id] == seat.claim, f"I11: {station.name} shows claim {seat.claim.id} otherwise")
