"""Simulated booths: participants who come, do the steps that one does alone, show their card and call the officer."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from cso_desk.worker import Loop

from .attention import Activity, BoothSignal


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits down in a booth: what the picture must look like and what the card must say."""

    claim_id: UUID
    name: str
    nik: str


@dataclass(frozen=True, slots=True)
class Stage:
    """How a booth's picture is told what its participant does: callables that never wait."""

    sit: Callable[[Person | None], None]
    hold_card: Callable[[bool], None]
    speak: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a participant: how long it takes in seconds (None: until the claim is decided)."""

    code: str
    activity: Activity
    seconds: float | None
    card: bool = False
    speaks: bool = False


def script(person: Person) -> tuple[Step, ...]:
    """What this participant does, always the same for the same claim."""
    dice = random.Random(person.claim_id.int)
    steps = [
        Step("consent", Activity.SOLO, dice.uniform(4, 10)),
        Step("history", Activity.SOLO, dice.uniform(6, 40)),
        Step("find_papers", Activity.SOLO, dice.uniform(4, 15)),
        Step("id_card", Activity.SCANNING, dice.uniform(8, 14), card=True),
    ]
    if dice.random() < _SHARE_WHO_CALL:
        steps.insert(dice.randrange(1, 4), Step("called", Activity.CALLING, dice.uniform(8, 20), speaks=True))
    steps.append(Step("finished", Activity.WAITING, None, speaks=dice.random() < _SHARE_WHO_SPEAK))
    return tuple(steps)


class SimulatedBooths:
    """Plays a participant in each booth on one thread of its own and announces what each does.

    `speed` divides every span of time. `seat` may be called from any thread and never waits.
    """

    def __init__(
        self, stages: Mapping[int, Stage], *, on_signal: Callable[[BoothSignal], None], speed: float = 1.0
    ) -> None:
        self._plays = {booth: _Play(booth, stage, on_signal, speed) for booth, stage in stages.items()}
        self._wanted: dict[int, Person | None] = {}
        self._lock = threading.Lock()
        self._loop = Loop("booths", self._turn)

    def start(self) -> None:
        """Let the plays begin."""
        self._loop.start()

    def stop(self) -> None:
        """End the plays and join the thread."""
        self._loop.stop()

    def seat(self, booth: int, person: Person | None) -> None:
        """Say who sits in a booth now; the one who sits there already goes on."""
        with self._lock:
            self._wanted[booth] = person
        self._loop.wake()

    def _turn(self, loop: Loop) -> None:
        with self._lock:
            wanted, self._wanted = self._wanted, {}
        now = time.monotonic()
        for booth, person in wanted.items():
            self._plays[booth].seat(person, now)
        ends = [end for play in self._plays.values() if (end := play.turn(now)) is not None]
        loop.rest(max(0.0, min(ends) - now) if ends else _IDLE_S)


class _Play:
    """The play in one booth."""

    def __init__(self, booth: int, stage: Stage, on_signal: Callable[[BoothSignal], None], speed: float) -> None:
        self._booth, self._stage, self._on_signal, self._speed = booth, stage, on_signal, speed
        self._person: Person | None = None
        self._steps: list[Step] = []
        self._ends_at: float | None = None

    def seat(self, person: Person | None, now: float) -> None:
        if person == self._person:
            return
        self._person = person
        self._stage.sit(person)
        self._stage.hold_card(False)
        self._stage.speak(False)
        self._steps = list(script(person)) if person is not None else []
        self._ends_at = now if self._steps else None

    def turn(self, now: float) -> float | None:
        """Go on to the next step when it is time; returns when to look again, None if only a change of seat matters."""
        while self._ends_at is not None and now >= self._ends_at and self._steps:
            self._begin(self._steps.pop(0), now)
        return self._ends_at

    def _begin(self, step: Step, now: float) -> None:
        self._stage.hold_card(step.card)
        self._stage.speak(step.speaks)
        seconds = None if step.seconds is None else step.seconds / self._speed
        self._ends_at = None if seconds is None else now + seconds
        self._on_signal(BoothSignal(self._booth, step.activity, step.code, now, seconds))


_SHARE_WHO_CALL = 0.3
_SHARE_WHO_SPEAK = 0.5
_IDLE_S = 60.0
