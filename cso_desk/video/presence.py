"""Whether somebody sits before a camera, told from movement alone: a person always moves a little, a chair never."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

SEEN_AT = (96, 54)
"""The size of the pictures that are looked at: enough for a head that turns, and nobody can be recognised in it."""

EVERY_S = 1.0
"""How often one is looked at."""

LEFT_AFTER_S = 20.0
"""What stands in for a setting that is not given."""

Grey = NDArray[np.uint8]

_BLOCK = 6
_STILL_SHARE = 25
"""Percent of the picture that is taken to be background: how much it flickers is the camera's own noise."""
_TIMES_NOISE = 3.0
_LEAST = 1.5
"""Grey levels that count as movement where a camera has no noise at all."""
_LEAST_BLOCKS = 2
_GAP_S = 3.0


class Presence(StrEnum):
    """What may be said of a chair."""

    UNKNOWN = "unknown"
    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Sat:
    """Whether somebody sits there, and since when on the clock of the pictures."""

    presence: Presence
    since: float


def moved(before: Grey, after: Grey) -> bool:
    """Whether something moved between two pictures of one size, beyond the camera's noise and a change of the light.

    The upper and the lower edge are left out: there cameras write the time.
    """
    change = after.astype(np.float32) - before
    change -= np.median(change)  # the light changed for all of it
    rows, columns = change.shape[0] // _BLOCK, change.shape[1] // _BLOCK
    energy = cv2.resize(np.abs(change), (columns, rows), interpolation=cv2.INTER_AREA)[1:-1]  # a clock runs at an edge
    noise = float(np.percentile(energy, _STILL_SHARE))
    return int(np.count_nonzero(energy > max(_LEAST, _TIMES_NOISE * noise))) >= _LEAST_BLOCKS


class PresenceSensor:
    """Tells of one chair whether somebody sits there; knows only the pictures that it is shown, no clock.

    `HERE` at the first movement; `AWAY`, since the last one, after `left_after_s` of live pictures without any. What
    comes after a gap, and a picture that is the same to the dot as the one before, proves nothing.
    """

    def __init__(self, left_after_s: float = LEFT_AFTER_S) -> None:
        self._left_after_s = left_after_s
        self._before: tuple[Grey, float] | None = None
        self._quiet_s = 0.0
        self.sat = Sat(Presence.UNKNOWN, 0.0)

    def look(self, picture: Grey, at: float) -> Sat:
        """Take in a picture fitted into `SEEN_AT` that was taken at `at`, in seconds; the newest word comes back."""
        before, self._before = self._before, (picture, at)
        if before is None:
            return self.sat
        passed_s = at - before[1]
        if not 0.0 < passed_s <= _GAP_S or before[0].shape != picture.shape:
            self._quiet_s = 0.0  # nobody knows what happened meanwhile
        elif np.array_equal(before[0], picture):
            pass  # it stands still as no camera does
        elif moved(before[0], picture):
            self._quiet_s = 0.0
            if self.sat.presence is not Presence.HERE:
                self.sat = Sat(Presence.HERE, at)
        else:
            self._quiet_s += passed_s
            if self._quiet_s >= self._left_after_s and self.sat.presence is not Presence.AWAY:
                self.sat = Sat(Presence.AWAY, at - self._quiet_s)
        return self.sat
