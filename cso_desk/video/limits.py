"""What is wrong with a picture of a paper: measured values, and the limits that they must keep."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why a picture of a paper is not taken.

    Those up to `FINGERS` are what the booth's page can tell (`Guidance.code`); the rest are about stills and files.
    """

    SHOW = "show"
    """No paper is seen."""
    CLOSER = "closer"
    """It is too small, in the picture or in pixels."""
    FARTHER = "farther"
    """A part of it is outside of the picture."""
    STILL = "still"
    """It is blurred or moves."""
    LESS_LIGHT = "less_light"
    """It reflects, or is too bright."""
    MORE_LIGHT = "more_light"
    """It is too dark."""
    FLAT = "flat"
    """It leans too far."""
    FINGERS = "fingers"
    """Fingers cover a part of it."""
    BLANK = "blank"
    """There is a paper, or only a paper, and nothing is printed on it."""
    SEVERAL = "several"
    """More than one paper is seen."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured of a paper in a picture.

    `sharpness`: how many dots side by side could be told apart across the paper's width (its width by the width of a
    blurred edge). `glare`: share of the paper, 0 to 1, that is washed out to white with no print left. `coverage`:
    the paper's longer side by the frame's width (by its height if the paper stands upright). `tilt_deg`: how far it
    leans out of the picture's plane. `brightness`: the median grey level of the paper, 0 to 255. `fingers`: share of
    the paper that something of the colour of skin covers from an edge on. `width_px`: its longer side in pixels.
    `cut`: whether a corner is outside of the picture. `motion`: how far a corner moved since the frame before, in
    shares of the paper's width a second; 0 where there was no frame before.
    """

    sharpness: float
    glare: float
    coverage: float
    tilt_deg: float
    brightness: float
    fingers: float
    width_px: float
    cut: bool = False
    motion: float = 0.0

    @property
    def worth(self) -> float:
        """Orders pictures of one paper: the better one is worth more."""
        kept = (1 - min(4 * self.glare, 0.9)) * (1 - min(6 * self.fingers, 0.9))
        return self.sharpness * kept * (0.5 if self.cut else 1.0) * (1 - min(self.tilt_deg / 90, 0.9))


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a picture begins to be too bad to be taken; the units are those of `Quality`.

    `grid` and `colour` refuse nothing: above the one and below the other a copy is suspected (`copies.Traces`).

    A drawn card at half of a 720p picture has a sharpness of 260 and more with good focus, 150 and more where it can
    still be read well, and under 100 where it moved or is out of focus.
    """

    sharpness: float = 140.0
    glare: float = 0.03
    coverage: float = 0.40
    tilt_deg: float = 35.0
    darkest: float = 50.0
    brightest: float = 252.0
    fingers: float = 0.02
    width_px: float = 420.0
    motion: float = 0.6
    grid: float = 16.0
    colour: float = 0.08


def judge(quality: Quality, limits: Limits) -> tuple[Fault, ...]:
    """What is wrong with a picture, what matters most first; nothing for one that may be taken."""
    checks = (
        (quality.cut, Fault.FARTHER),
        (quality.coverage < limits.coverage or quality.width_px < limits.width_px, Fault.CLOSER),
        (quality.brightness < limits.darkest, Fault.MORE_LIGHT),
        (quality.glare > limits.glare or quality.brightness > limits.brightest, Fault.LESS_LIGHT),
        (quality.fingers > limits.fingers, Fault.FINGERS),
        (quality.tilt_deg > limits.tilt_deg, Fault.FLAT),
        (quality.motion > limits.motion or quality.sharpness < limits.sharpness, Fault.STILL),
    )
    return tuple(fault for wrong, fault in checks if wrong)
