"""What stands before a decoder, so that neither a slow moment of the desk nor a huge camera makes a queue."""

import queue
import time
from collections.abc import Callable
from typing import Any

MOST_WAITING = 12
"""So many pictures may wait, 0.4 s at 30 a second; then all of them are dropped, and a whole picture is asked for."""

MOST_PIXELS = 1920 * 1088
"""A larger picture is decoded only twice a second."""

THIN_EVERY_S = 0.5
_KEY_HEADER = 10
_START_CODE = b"\x9d\x01\x2a"


class DecodeQueue(queue.Queue[Any]):
    """Stands in place of aiortc's endless queue of encoded VP8 pictures; put by the loop, got by the decoder's thread.

    A decoder that misses a picture shows smears until the next whole one, so nothing is passed on until then.
    `ask_whole` is called for a whole picture, from the loop.
    """

    def __init__(self, ask_whole: Callable[[], None], *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._ask_whole = ask_whole
        self._clock = clock
        self._waits_for_whole = False
        self._asked_at = 0.0
        self._passed_at = 0.0
        self.size: tuple[int, int] | None = None
        self.dropped = 0

    @property
    def is_thinned(self) -> bool:
        """True while the pictures are too large to be decoded at their rate."""
        return self.size is not None and self.size[0] * self.size[1] > MOST_PIXELS

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Pass on the next picture, or drop it; None, which ends the decoder, empties the queue first."""
        if item is None:
            self._empty()
            super().put(None)
            return
        whole = whole_size(item[1].data)
        if whole is not None:
            self.size = whole
            self._waits_for_whole = False
        elif self.qsize() >= MOST_WAITING:
            self._empty()
            self._waits_for_whole = True
        if self._is_wanted(whole is not None):
            self._passed_at = self._clock()
            super().put(item)
        else:
            self.dropped += 1
            self._want_whole()

    def miss(self) -> None:
        """A picture is lost for good: nothing is passed on before the next whole one."""
        self._waits_for_whole = True

    def _is_wanted(self, is_whole: bool) -> bool:
        if self.is_thinned:
            return is_whole and self._clock() - self._passed_at >= THIN_EVERY_S and self.empty()
        return not self._waits_for_whole

    def _want_whole(self) -> None:
        now = self._clock()
        if now - self._asked_at >= THIN_EVERY_S:
            self._asked_at = now
            self._ask_whole()

    def _empty(self) -> None:
        while True:
            try:
                self.get_nowait()
            except queue.Empty:
                return
            self.dropped += 1


def whole_size(data: bytes) -> tuple[int, int] | None:
    """The size of a VP8 picture that stands for itself, None for one that needs those before it (RFC 6386, 9.1)."""
    if len(data) < _KEY_HEADER or data[0] & 1 or data[3:6] != _START_CODE:
        return None
    return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF
