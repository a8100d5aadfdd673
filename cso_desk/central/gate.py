"""Keeps the service from taking on more than it can do: who comes too many is asked to come again, never kept long."""

import asyncio
import random
from types import TracebackType

from cso_desk.central.errors import CallRefused


class Gate:
    """At most `slots` at work and `queue` waiting, of one kind of call; the others get 429 with a time to come again.

    The times are spread, so that those who were sent away do not come back at once together.
    """

    def __init__(self, slots: int, queue: int, *, spread_s: float = 5.0) -> None:
        self._slots = asyncio.Semaphore(slots)
        self._room = slots + queue
        self._inside = 0
        self._spread_s = spread_s

    @property
    def load(self) -> float:
        """How full it is, from 0 to 1."""
        return self._inside / self._room

    def require_room(self) -> None:
        """Raise CallRefused (429) for whom `async with` would, before anything is done for it."""
        if self._inside >= self._room:
            raise CallRefused(429, "BUSY", after_s=round(random.uniform(1.0, 1.0 + self._spread_s), 1))

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
        self._inside -= 1
        self._slots.release()
