"""What sound is here: 20 ms of one channel at 48 kHz, and how two pieces that do not continue each other are joined."""

import math

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second."""

SAMPLES = 960
"""Samples in a frame of 20 ms."""

FRAME_S = SAMPLES / RATE

Pcm = NDArray[np.int16]
"""A frame: shape (960,), one channel. Whoever is given one must not keep it, unless told so."""

Ears = NDArray[np.int16]
"""A frame for both ears: shape (960, 2), left and right."""

Samples = NDArray[np.int16]
"""Sound of any length, one channel at 48 kHz."""

SILENCE: Pcm = np.zeros(SAMPLES, np.int16)
SILENCE.flags.writeable = False

_RAMP = 192
_UP = (0.5 - 0.5 * np.cos(np.pi * (np.arange(_RAMP) + 0.5) / _RAMP)).astype(np.float32)
_DOWN = _UP[::-1].copy()
"""4 ms of a raised cosine."""


class Joint:
    """Joins the frames of one listener where they do not continue each other, so that no edge clicks.

    What is faded out is only the height of the last sample that was sent, held still: not one further sample of the
    sound that is over.
    """

    def __init__(self) -> None:
        self._last = 0

    def pass_on(self, frame: Pcm, *, continues: bool) -> None:
        """Make the beginning of `frame` fit what was passed on before, in place; its end is remembered."""
        if not continues and (self._last or frame[0]):
            frame[:_RAMP] = frame[:_RAMP] * _UP + self._last * _DOWN
        self._last = int(frame[-1])


def pan(side: float) -> tuple[float, float]:
    """How loud one hears left and right what stands at a side, from -1 (left) to 1 (right).

    The power is the same everywhere; in the middle each ear hears the sound as it is.
    """
    angle = (side + 1.0) * math.pi / 4
    return math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)


def chime() -> Samples:
    """Two soft notes, a third of a second: somebody is still on hold."""
    notes = [_note(659.25), _note(523.25)]
    return np.concatenate(notes)


def _note(hertz: float) -> Samples:
    count = SAMPLES * 9
    time_s = np.arange(count) / RATE
    swell = np.minimum(time_s / 0.008, 1.0) * np.exp(-time_s / 0.06)
    return (2400 * swell * np.sin(2 * np.pi * hertz * time_s)).astype(np.int16)
