"""Speech-like sound of simulated participants: syllables on a tone that tells one booth from another."""

import math

import numpy as np
from numpy.typing import NDArray

from cso_desk.booth.sound import FRAME_S, RATE, SAMPLES, SILENCE, Pcm

TONES_HZ = {1: 450, 2: 550, 3: 650, 4: 750, 5: 850, 6: 1150, 7: 1250, 8: 1350}
"""Each simulated booth's tone: multiples of 50 Hz, so that in 20 ms each is a stranger to the others."""

_LOUDNESS = 9000
_SYLLABLES_A_SECOND = 4.2
_PAUSE_EVERY_S = 2.6
_PAUSE_S = 0.5
_BREATH_EVERY_S = 2.0
_BREATH = np.random.default_rng(0).normal(0.0, 33.0, SAMPLES).astype(np.int16)
"""60 dB below the loudest: a room with somebody in it, where exact silence would be a microphone that is broken."""


class Voice:
    """The sound of one booth, piece by piece; hardly more than silent while `speaks` is False."""

    def __init__(self, booth: int) -> None:
        self._step = 2 * math.pi * TONES_HZ[booth] / RATE
        self._number = 0
        self.speaks = True

    def next(self) -> Pcm:
        """The next 20 ms."""
        number, self._number = self._number, self._number + 1
        if not self.speaks:
            return SILENCE if number % round(_BREATH_EVERY_S / FRAME_S) else _BREATH
        at = number * SAMPLES + np.arange(SAMPLES)
        sound: Pcm = (_LOUDNESS * _syllables(at / RATE) * np.sin(self._step * at)).astype(np.int16)
        return sound


def _syllables(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """How loud a speaker is at these times, from 0 to 1: syllables, and now and then a breath."""
    loud = np.sin(math.pi * _SYLLABLES_A_SECOND * seconds) ** 2
    return np.where(seconds % _PAUSE_EVERY_S < _PAUSE_EVERY_S - _PAUSE_S, loud, 0.0)
