"""What is asked for again and sent again when packets are lost: never so much that a full line gets fuller."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiortc.rtp import RtpPacket
from aiortc.utils import uint16_add, uint16_gt

from .jitter import STUCK_S

AGAIN_AFTER_S = 0.1
MOST_TIMES = 3
MOST_MISSING = 128
REPEATS_A_SECOND = 40.0
BURST = 20.0


@dataclass(slots=True)
class _Wait:
    """One packet that is missing."""

    since: float
    due: float
    times: int = 0


class Missing:
    """Stands in place of aiortc's NackGenerator, which with every loss asks anew for all that is missing.

    A line that loses because it is full got six times as much sent again as it carries. This one asks at once, then
    every 0.1 s, three times at the most, and not for what no picture waits for any more.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._newest: int | None = None
        self._waits: dict[int, _Wait] = {}
        self.missing: list[int] = []
        """What is to be asked for now."""

    def add(self, packet: RtpPacket) -> bool:
        """Take note of a packet; returns whether anything is to be asked for."""
        now, number = self._clock(), packet.sequence_number
        self._waits.pop(number, None)
        if self._newest is None or uint16_gt(number, self._newest):
            left_out = 0 if self._newest is None else uint16_add(number, -self._newest) - 1
            for back in range(min(left_out, MOST_MISSING), 0, -1):
                self._waits[uint16_add(number, -back)] = _Wait(since=now, due=now)
            self._newest = number
        self._waits = {
            number: wait
            for number, wait in self._waits.items()
            if wait.times < MOST_TIMES and now - wait.since <= STUCK_S
        }
        self.missing = [number for number, wait in self._waits.items() if wait.due <= now]
        for number in self.missing:
            self._waits[number].times += 1
            self._waits[number].due = now + AGAIN_AFTER_S
        return bool(self.missing)


class Repeats:
    """Sends again what a booth asks for, however often it asks: each packet at most three times with 0.1 s between,
    and of all of them no more than 40 a second."""

    def __init__(self, send: Callable[[int], Awaitable[None]], *, clock: Callable[[], float] = time.monotonic) -> None:
        """`send(sequence number)` sends one packet again."""
        self._send, self._clock = send, clock
        self._sent: dict[int, _Wait] = {}
        self._allowance, self._counted_at = BURST, clock()

    async def again(self, number: int) -> None:
        """The booth asks for a packet."""
        now = self._clock()
        if len(self._sent) > MOST_MISSING:  # the numbers come round again
            self._sent = {each: sent for each, sent in self._sent.items() if now - sent.since <= 1.0}
        sent = self._sent.setdefault(number, _Wait(since=now, due=now))
        self._allowance = min(self._allowance + (now - self._counted_at) * REPEATS_A_SECOND, BURST)
        self._counted_at = now
        if sent.times < MOST_TIMES and sent.due <= now and self._allowance >= 1:
            sent.times, sent.due = sent.times + 1, now + AGAIN_AFTER_S
            self._allowance -= 1
            await self._send(number)
