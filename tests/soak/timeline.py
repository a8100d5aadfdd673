"""The one order of everything that happens in a simulated country, and its time."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.soak.fibres import Fibre

START = datetime(2025, 11, 13, 1, 0, tzinfo=UTC)
"""When every run begins by the true time: eight in the morning in Jakarta."""

_MOST_TURNS, _WITHIN_S = 120, 10.0


class HotLoop(AssertionError):
    """A loop turns faster than its back-off allows."""


class Timeline:
    """What is to happen when; `fibre` is the one that runs now. Time passes only between two happenings."""

    def __init__(self) -> None:
        self.t = 0.0
        self.fibre: Fibre | None = None
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def true_time(self) -> datetime:
        """The time that nobody in the country knows."""
        return START + timedelta(seconds=self.t)

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Let something happen later."""
        heapq.heappush(self._due, (self.t + max(0.0, seconds), next(self._order), act))

    def run(self, seconds: float) -> None:
        """Let so much time pass, with all that is due in it."""
        until = self.t + seconds
        while self._due and self._due[0][0] <= until:
            self.t, _, act = heapq.heappop(self._due)
            act()
        self.t = until

    def sleep(self, seconds: float) -> None:
        """From inside a fibre: come back after so long."""
        fibre = self.fibre
        assert fibre is not None
        ticket = fibre.ticket + 1
        self.after(seconds, lambda: self._resume_if(fibre, ticket))
        fibre.suspend()

    def rest(self, seconds: float) -> None:
        """From inside a fibre: come back after so long, or as soon as it is woken."""
        fibre = self.fibre
        assert fibre is not None
        if fibre.woken:
            fibre.woken, seconds = False, 0.0
        fibre.resting = True
        try:
            self.sleep(seconds)
        finally:
            fibre.resting = fibre.woken = False

    def wake(self, fibre: Fibre) -> None:
        """End its rest, or the next one where it does not rest."""
        fibre.woken = True
        if fibre.resting:
            ticket = fibre.ticket
            self.after(0.0, lambda: self._resume_if(fibre, ticket))

    def start(self, fibre: Fibre) -> None:
        """Begin its first turn at once."""
        self.after(0.0, lambda: self._resume_if(fibre, 0))

    def resume(self, fibre: Fibre) -> None:
        """Let a fibre run."""
        before, self.fibre = self.fibre, fibre
        try:
            fibre.resume()
        finally:
            self.fibre = before

    def _resume_if(self, fibre: Fibre, ticket: int) -> None:
        if not fibre.ended and fibre.ticket == ticket:
            self.resume(fibre)


class Floor:
    """Watches that a loop does not turn too fast."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._turns: deque[float] = deque(maxlen=_MOST_TURNS)

    def turned(self, t: float) -> None:
        """Count a turn; raises HotLoop."""
        self._turns.append(t)
        if len(self._turns) == _MOST_TURNS and t - self._turns[0] < _WITHIN_S:
            raise HotLoop(f"I15: {self._name} made {_MOST_TURNS} turns in {t - self._turns[0]:.1f} s")
