"""The line between a desk and the centre, with everything that a line can do to what it carries.

What TLS guards is not damaged here: a byte that is flipped under TLS breaks the call, as `broken` does. What is
damaged all the same, as by a proxy that sees through it, is what has a guard of its own: the sealed bytes of an op, and
the entries of the feed.
"""

import json
import zlib
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from cso_desk.desk.client import Answer, LineDown, Patience
from cso_desk.wire import chain
from tests.soak.service import Call, Told

if TYPE_CHECKING:
    from tests.soak.station import Station
    from tests.soak.world import World

DEADLINE_S = 40.0
_SILENCE_S = 35.0  # after which a line that carries nothing is given up, however patient the call
_UNAUTHORISED = 401
_NOTHING_NEW = 204
_OK = 200
PUSH = "/v1/push"


@dataclass(frozen=True, slots=True)
class Weather:
    """How likely each fault is, for one call."""

    lost: float = 0.0
    half_open: float = 0.0
    unanswered: float = 0.0
    twice: float = 0.0
    cut: float = 0.0
    damaged: float = 0.0
    busy: float = 0.0
    slow_s: float = 0.05


FAIR = Weather()


def some_weather(chance: Random) -> Weather:
    """What the line of one desk is like in one run."""
    faults = ("lost", "half_open", "unanswered", "twice", "cut", "damaged", "busy")
    rates = {fault: chance.choice((0.0, 0.02, 0.1, 0.2)) for fault in faults}
    return replace(FAIR, **rates, slow_s=chance.choice((0.02, 0.3, 3.0)))


class SimLine:
    """Stands where a `Line` stands, in the country's time; called from inside a fibre only."""

    def __init__(self, world: "World", station: "Station") -> None:
        self._world = world
        self._station = station
        self._timeline = world.timeline
        self._chance = world.chance

    def call(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        params: Any = None,
        patience: Patience | None = None,
    ) -> Answer:
        """Ask the centre; raises LineDown, as `Line.call` does."""
        deadline_s = DEADLINE_S if patience is None else patience.deadline_s
        self._station.tempt_fate("before a call")
        if path == PUSH:
            self._world.watch.sent(self._station, body or b"")
        token = self._station.access.token()
        answer = self._once(Call(method, path, token, params, body or b""), deadline_s)
        if answer.status == _UNAUTHORISED and self._station.access.renew(token):
            token = self._station.access.token()
            answer = self._once(Call(method, path, token, params, body or b""), deadline_s)
        self._station.tempt_fate("after a call")
        return answer

    def renew(self) -> bool:
        """Another token, as `Line.renew`."""
        return self._station.access.renew(self._station.access.token())

    def _once(self, call: Call, deadline_s: float) -> Answer:
        weather, world, path = self._station.weather, self._world, call.path
        self._wait(weather.slow_s)
        if not self._station.has_link or not world.service.is_up:
            raise LineDown("unreachable", delivered=False)
        if self._happens(weather.half_open):
            world.note(self._station, f"{path}: half open")
            self._timeline.sleep(min(deadline_s, _SILENCE_S))
            raise LineDown("timeout", delivered=True)
        if self._happens(weather.lost):
            world.note(self._station, f"{path}: lost on its way")
            raise LineDown("broken", delivered=True)
        if self._happens(weather.busy):
            return Answer(self._chance.choice((429, 500, 502, 503)), b"<html>", self._chance.choice((0.0, 2.0)))
        if call.method == "POST" and self._happens(weather.twice):
            self._timeline.after(self._chance.choice((0.0, 1.0, 60.0, 600.0)), lambda: world.late(call))
        told = self._answered(replace(call, body=self._worn(call, weather)))
        if not self._station.has_link or self._happens(weather.unanswered):
            world.note(self._station, f"{path}: {told.status} was lost on its way back")
            if self._happens(0.3):
                self._timeline.sleep(min(deadline_s, _SILENCE_S))
                raise LineDown("timeout", delivered=True)
            raise LineDown("broken", delivered=True)
        self._wait(weather.slow_s)
        return self._brought(path, told, weather)

    def _answered(self, call: Call) -> Told:
        """The centre's answer; of a poll, when there is one, or when it has been held for so long."""
        world, timeline = self._world, self._timeline
        if call.path == PUSH and self._happens(0.5):
            if (answer := world.ask_in_company(call)) is None:
                raise LineDown("broken", delivered=True)
            return answer
        until = timeline.t
        if call.params and "wait" in call.params:
            until += float(call.params["wait"])
            call = replace(call, params={**call.params, "wait": 0})
        while True:
            told, seen = world.ask(call)[0], world.watch.grown
            if told.status != _NOTHING_NEW:
                return told
            while world.watch.grown == seen:
                if (left_s := until - timeline.t) <= 0:
                    return told
                timeline.sleep(min(left_s, 5.0))
                if not self._station.has_link or not world.service.is_up:
                    raise LineDown("broken", delivered=True)

    def _worn(self, call: Call, weather: Weather) -> bytes:
        """What arrives of a body."""
        body = call.body
        if body and self._happens(weather.cut / 2):
            return body[: self._chance.randrange(len(body))]
        if call.path == PUSH and self._happens(weather.damaged):
            return self._damaged_push(body)
        return body

    def _brought(self, path: str, told: Told, weather: Weather) -> Answer:
        body = told.body
        if told.headers.get("content-encoding") == "gzip":
            body = zlib.decompress(body, wbits=31)
        if told.status == _OK and body and self._happens(weather.cut):
            self._world.note(self._station, f"{path}: the answer was cut")
            body = self._cut(body)
        elif told.status == _OK and self._happens(weather.damaged):
            body = self._damaged_feed(path, body)
        after_s = told.headers.get("retry-after", "")
        self._world.watch.shown(self._station, path, told)
        return Answer(told.status, body, float(after_s) if after_s.isdecimal() else 0.0)

    def _cut(self, body: bytes) -> bytes:
        """A part of an answer: up to anywhere, or up to the end of one of its lines."""
        ends = [place for place, sign in enumerate(body) if sign == ord("\n")]
        if len(ends) > 1 and self._happens(0.5):
            return body[: self._chance.choice(ends[:-1]) + 1]
        return body[: self._chance.randrange(len(body))]

    def _damaged_push(self, body: bytes) -> bytes:
        """A push in which one of the ops tells something else under its seal."""
        message = json.loads(body)
        if message["ops"]:
            op = self._chance.choice(message["ops"])
            key = self._chance.choice(("claim", "user", "kind", "body", "base"))
            op[key] = {"booth": 9} if key == "body" else {"row_version": 1} if key == "base" else "x" + op[key][1:]
            self._world.note(self._station, f"a push arrives damaged: {key}")
        return chain.canonical(message)

    def _damaged_feed(self, path: str, body: bytes) -> bytes:
        """A page in which one of the entries was changed."""
        if not path.startswith(("/v1/feed", PUSH)):
            return body
        message = json.loads(body)
        page = message["feed"] if path == PUSH else message
        if page["entries"]:
            entry = self._chance.choice(page["entries"])
            if entry["data"] and self._happens(0.5):
                entry["data"]["ticket"] = "B-66666"
            else:
                entry["body"]["by"] = "me"
            self._world.note(self._station, f"a page arrives damaged at {entry['n']}")
        return json.dumps(message).encode()

    def _wait(self, most_s: float) -> None:
        self._timeline.sleep(self._chance.uniform(0.001, most_s))

    def _happens(self, likely: float) -> bool:
        return self._chance.random() < likely
