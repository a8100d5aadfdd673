"""The few frames of sound that are on their way from somebody who speaks to somebody who hears."""

import numpy as np

from .sound import SAMPLES, Pcm

LONGEST = 6
"""Frames that may wait: 120 ms; beyond that the oldest make room."""

READY = 2
"""Frames that must wait before they flow: 40 ms of unevenness are then not heard."""

_LOOK_AFTER = 50
"""Frames after which it is reckoned whether fewer could wait."""


class Lane:
    """A bounded buffer between two clocks that never agree: one puts frames, one takes them, each at its own pace.

    When too many wait for a whole second, one is left out, so that the delay goes back to what it has to be; when none
    is there, silence is taken until enough wait again. It is not locked: its owner does that.
    """

    def __init__(self) -> None:
        self.left_out = 0
        """Frames that nobody heard."""
        self._frames = np.zeros((LONGEST, SAMPLES), np.int16)
        self._first = self._count = 0
        self._flows = False
        self._broken = True
        self._taken, self._least = 0, LONGEST

    @property
    def waiting(self) -> int:
        """How many frames are there."""
        return self._count

    def put(self, frame: Pcm) -> None:
        """Take a frame in, by copy."""
        if self._count == LONGEST:
            self._leave_out(LONGEST - READY)
        self._frames[(self._first + self._count) % LONGEST] = frame
        self._count += 1

    def take(self, into: Pcm) -> bool:
        """Copy the next frame `into` a buffer; False, and nothing is copied, while there is silence."""
        if not self._flows:
            self._flows, self._broken = self._count >= READY, True
            self._taken, self._least = 0, LONGEST
        if not self._count or not self._flows:
            self._flows = False
            return False
        into[:] = self._frames[self._first]
        self._advance()
        self._catch_up()
        return True

    def whole(self) -> bool:
        """True when the frame taken last continued the one before it; asked once for each."""
        broken, self._broken = self._broken, False
        return not broken

    def clear(self) -> None:
        """Forget what is on its way."""
        self._count, self._flows, self._broken = 0, False, True

    def _catch_up(self) -> None:
        self._taken += 1
        self._least = min(self._least, self._count)
        if self._taken >= _LOOK_AFTER:
            if self._least >= READY:
                self._leave_out(1)
            self._taken, self._least = 0, LONGEST

    def _leave_out(self, frames: int) -> None:
        for _ in range(frames):
            self._advance()
        self.left_out += frames
        self._broken = True

    def _advance(self) -> None:
        self._first = (self._first + 1) % LONGEST
        self._count -= 1
