"""Jitter buffers that give out at once what is whole, and do not wait long for what is lost."""

import time
from collections.abc import Callable

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket

CAPACITY = 512
STUCK_S = 0.3
SOUND_CAPACITY = 16
MOST_HELD_BACK = 3
"""Packets of sound that may wait for one that comes late: 60 ms."""


class _Buffer(JitterBuffer):
    """aiortc's, which keeps the order and its bounds."""

    def _at(self, count: int) -> RtpPacket | None:
        return None if self._origin is None else self._packets[(self._origin + count) % self._capacity]


class PromptJitterBuffer(_Buffer):
    """Stands in place of aiortc's buffer for video, which waits for the next picture to know that one is whole.

    That costs 66 ms at 15 pictures a second; but the last packet of a picture is marked (RFC 7741, 4.1). And where a
    packet is lost for good it waits for 512 more; this one gives up after 0.3 s, and calls `on_gap`.
    """

    def __init__(self, on_gap: Callable[[], None], *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(capacity=CAPACITY, is_video=True)
        self._on_gap, self._clock = on_gap, clock
        self._stuck_since: float | None = None

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        """Take a packet; returns whether a whole picture has to be asked for, and the picture that is complete now."""
        wants_whole, frame = super().add(packet)
        first = self._at(0)
        if frame is not None or (first is not None and first.timestamp == packet.timestamp):
            self._stuck_since = None
        elif self._stuck_since is None:
            self._stuck_since = self._clock()
        elif self._clock() - self._stuck_since > STUCK_S:
            self._stuck_since = None
            self._skip()
            self._on_gap()
            wants_whole = True
        return wants_whole, frame

    def _skip(self) -> None:
        """Give up the picture that is not whole, and all before the next beginning of one."""
        gap = next(count for count in range(self._capacity) if self._at(count) is None)
        for count in range(gap + 1, self._capacity):
            if (packet := self._at(count)) is not None and packet.marker:
                self.remove(count + 1)
                return
        self.remove(self._capacity)
        self._origin = None

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        packets: list[RtpPacket] = []
        for count in range(self._capacity):
            packet = self._at(count)
            if packet is None or (packets and packet.timestamp != packets[0].timestamp):
                return None
            packets.append(packet)
            if packet.marker:
                self.remove(len(packets))
                data = b"".join(each._data for each in packets)  # type: ignore[attr-defined] # aiortc lays it there
                return JitterFrame(data=data, timestamp=packets[0].timestamp)
        return None


class PromptSoundBuffer(_Buffer):
    """Stands in place of aiortc's buffer for sound, which only ever gets later.

    That holds four packets back, for nothing where a lane evens out the sound behind it; and it gives out one for one
    that comes, so that after the first loss all sound is 320 ms late for good. This one puts packets in order, and
    leaves out what does not come.
    """

    def __init__(self) -> None:
        super().__init__(capacity=SOUND_CAPACITY)

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        waiting = [(count, packet) for count in range(self._capacity) if (packet := self._at(count)) is not None]
        if not waiting or (waiting[0][0] > 0 and len(waiting) <= MOST_HELD_BACK):
            return None
        count, packet = waiting[max(len(waiting) - MOST_HELD_BACK - 1, 0)]
        self.remove(count + 1)
        return JitterFrame(data=packet._data, timestamp=packet.timestamp)  # type: ignore[attr-defined] # as above
