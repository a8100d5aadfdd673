"""Who comes too many is sent away with a time at which there will be room."""

import asyncio

import pytest

from cso_desk.central.errors import CallRefused
from cso_desk.central.gate import Gate


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def sent_away(gate: Gate) -> float:
    with pytest.raises(CallRefused) as refused:
        gate.require_room()
    assert (refused.value.http_status, refused.value.code) == (429, "BUSY")
    return float(refused.value.facts["after_s"])


class Full:
    """A gate of so many slots at work, and one that waits."""

    def __init__(self, slots: int, clock: Clock) -> None:
        self.gate, self._slots, self._clock = Gate(slots, 1, clock=clock), slots, clock

    async def fill(self) -> None:
        for _ in range(self._slots):
            await self.gate.__aenter__()
        await self._wait()

    async def leave_each(self, seconds: float, times: int) -> None:
        """One after the other leaves, the one that waits takes its place, and the next one waits."""
        for _ in range(times):
            self._clock.now += seconds
            await self.gate.__aexit__(None, None, None)
            await self._waiting
            await self._wait()

    async def _wait(self) -> None:
        self._waiting = asyncio.ensure_future(self.gate.__aenter__())
        await asyncio.sleep(0)
        assert self.gate.load == 1


def test_who_is_sent_away_comes_again_as_quickly_as_others_leave() -> None:
    async def played() -> None:
        clock = Clock()
        full = Full(4, clock)
        await full.fill()
        await full.leave_each(0.2, 400)
        told = [sent_away(full.gate) for _ in range(100)]
        assert told[0] == pytest.approx(1.32, rel=0.1)
        assert told[49] == pytest.approx(12.1, rel=0.1)
        assert told[99] == pytest.approx(23.1, rel=0.1)
        clock.now += 30  # they came and went
        assert sent_away(full.gate) == pytest.approx(1.32, rel=0.1)

    asyncio.run(played())


def test_nobody_is_sent_away_for_longer_than_a_minute() -> None:
    async def played() -> None:
        full = Full(1, Clock())
        await full.fill()
        await full.leave_each(2.0, 400)
        told = [sent_away(full.gate) for _ in range(300)]
        assert min(told) >= 1
        assert max(told) <= 72
        late = told[100:]
        assert min(late) < 20 < 40 < max(late)  # spread over the minute, not all at its end

    asyncio.run(played())


def test_a_pause_is_not_taken_for_the_pace() -> None:
    async def played() -> None:
        clock = Clock()
        full = Full(1, clock)
        for _ in range(50):
            await full.gate.__aenter__()
            clock.now += 60
            await full.gate.__aexit__(None, None, None)
        await full.fill()
        assert [sent_away(full.gate) for _ in range(20)][-1] < 1.5

    asyncio.run(played())
