"""Keeps the service from taking on more than it can do: who comes too many is asked to come again, never kept long."""

import asyncio
import random
import time
from collections.abc import Callable
from types import TracebackType

from cso_desk.central.errors import CallRefused

_LEAST_WAIT_S, _MOST_WAIT_S = 1.0, 60.0
_FIRST_PACE_S = 0.01
_WEIGHT = 0.02  # of the newest of the pauses whose mean is the pace: those of a group leave in one moment


class Gate:
    """At most `slots` at work and `queue` waiting, of one kind of call; the others get 429 with a time to come again.

    The times follow one another as quickly as calls have left of late: thousands who come at once are each sent away
    once or twice, not again and again until there happens to be room.
    """

    def __init__(self, slots: int, queue: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._slots = asyncio.Semaphore(slots)
        self._at_work, self._room = slots, slots + queue
        self._inside = 0
        self._pace_s = _FIRST_PACE_S
        self._clock = clock
        self._left_at = clock()
        self._booked_until = self._left_at

    @property
    def load(self) -> float:
        """How full it is, from 0 to 1."""
        return self._inside / self._room

    def require_room(self) -> None:
        """Raise CallRefused (429) for whom `async with` would, before anything is done for it."""
        if self._inside >= self._room:
            raise CallRefused(429, "BUSY", after_s=round(self._book(), 1))

    def _book(self) -> float:
        """In how many seconds the next one who is sent away may come again."""
        now = self._clock()
        self._booked_until = max(self._booked_until, now + _LEAST_WAIT_S) + self._pace_s
        if self._booked_until > now + _MOST_WAIT_S:
            self._booked_until = now + _MOST_WAIT_S
            return random.uniform(_LEAST_WAIT_S, _MOST_WAIT_S)
        return (self._booked_until - now) * random.uniform(1.0, 1.2)

    async def __aenter__(self) -> None:
        """Wait for a slot; raises CallRefused (429)."""
        self.require_room()
        self._inside += 1
        try:
            await self._slots.acquire()
        except BaseException:
            self._inside -= 1
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next one in."""
        now = self._clock()
        if self._inside > self._at_work:  # some wait: else it was a pause, and says nothing of how quickly it goes
            self._pace_s += _WEIGHT * (now - self._left_at - self._pace_s)
        self._left_at = now
        self._inside -= 1
        self._slots.release()
