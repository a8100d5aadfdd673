"""How alike two sounds are, whatever their loudness and the delay between them."""

import numpy as np
from numpy.typing import NDArray

from .sound import SAMPLES, Pcm

Sound = NDArray[np.float32]
"""Sound at 8 kHz, its slope instead of its height: so speech of two people differs most."""

THIN = 6
PIECE = SAMPLES // THIN
"""Samples of a frame at 8 kHz."""

QUIET = 8.0
"""The slope, root mean square, below which nothing could be understood."""

_SIZE = 8192
_MEAN = np.full(THIN, 1 / THIN, np.float32)
_DENT = 1e-9


class Thinner:
    """Makes the slope at 8 kHz of one stream, frame by frame."""

    def __init__(self) -> None:
        self._last = np.float32(0)

    def take(self, pcm: Pcm) -> Sound:
        """The slope of the next frame, `PIECE` long."""
        heights = pcm.astype(np.float32).reshape(PIECE, THIN) @ _MEAN
        slope = heights.copy()
        slope[1:] -= heights[:-1]
        slope[0] -= self._last
        self._last = heights[-1]
        return slope


def is_loud(frames: Sound) -> bool:
    """True where there is something in some frames (one a row) that could be understood."""
    count = int((np.abs(frames).max(axis=1) > 0).sum())
    return count > 0 and float((frames * frames).sum()) >= count * PIECE * QUIET * QUIET


def likeness(sound: Sound, memory: Sound) -> Sound:
    """How alike a sound is to a longer one, for each place where it could have come from: 1 is the same.

    The normalised cross-correlation; where the sound is zero nothing is compared, and what is too quiet to be
    understood is like nothing. Together they have at most 8,192 samples.
    """
    sound_at, memory_at = np.fft.rfft(sound, _SIZE), np.fft.rfft(memory, _SIZE)
    mask = (sound != 0).astype(np.float32)
    places = slice(0, len(memory) - len(sound) + 1)
    together = np.fft.irfft(memory_at * np.conj(sound_at), _SIZE)[places]
    power = np.fft.irfft(np.fft.rfft(memory * memory, _SIZE) * np.conj(np.fft.rfft(mask, _SIZE)), _SIZE)[places]
    least = float(mask.sum()) * QUIET * QUIET / 4
    alike = np.abs(together) / np.sqrt(np.maximum(power, least) * max(float(sound @ sound), _DENT))
    return alike.astype(np.float32)


def without(frame: Sound, memory: Sound) -> Sound:
    """A frame, less the stretch of a memory that explains most of it."""
    place = int(np.argmax(likeness(frame, memory)))
    stretch = memory[place : place + len(frame)]
    share = float(stretch @ frame) / max(float(stretch @ stretch), _DENT)
    return frame - np.float32(share) * stretch
