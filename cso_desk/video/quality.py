"""How well a paper is seen: measured values of a picture, the limits they must keep, and what is wrong with it."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .picture import Image
from .quad import Quad, pose, sides, width_of

_FLAT_WIDTH = 240
_SATURATED = 250
_LARGE = 600.0
_SOFTENED = 1.0
_BELL = 2.5066  # the width of a bell of deviation 1 with the same height and area
_PIXEL_DEVIATION = 0.45
_CONTRAST_LEAST = 12.0
_SKIN_RED = (136, 178)
_SKIN_BLUE = (82, 128)
_SKIN_STEP = 14
_BORDER = 2


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
    """Where a picture begins to be too bad to be taken; the units are those of `Quality`."""

    sharpness: float = 140.0
    glare: float = 0.03
    coverage: float = 0.40
    tilt_deg: float = 35.0
    darkest: float = 50.0
    brightest: float = 252.0
    fingers: float = 0.02
    width_px: float = 420.0
    motion: float = 0.6


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


def measure(image: Image, quad: Quad, *, motion: float = 0.0) -> Quality:
    """Measure the paper within `quad` of a BGR or BGRA `image`."""
    height, width = image.shape[:2]
    flat = _flattened(image, quad)
    grey = np.asarray(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), np.uint8)
    brightness = float(np.sort(grey[::4, ::4], axis=None)[grey[::4, ::4].size // 2])
    return Quality(
        sharpness=_sharpness(image, quad),
        glare=_glare(flat, brightness),
        coverage=_coverage(quad, (width, height)),
        tilt_deg=pose(quad, (width, height)).tilt_deg,
        brightness=brightness,
        fingers=_fingers(flat),
        width_px=width_of(quad),
        cut=bool((quad < -_BORDER).any() or (quad > (width - 1 + _BORDER, height - 1 + _BORDER)).any()),
        motion=motion,
    )


def _flattened(image: Image, quad: Quad) -> Image:
    """The paper from above, small: its longer side is 240 pixels."""
    upper, right, lower, left = sides(quad)
    across, down = max(upper + lower, 2.0), max(right + left, 2.0)
    scale = _FLAT_WIDTH / max(across, down)
    size = max(round(across * scale), 8), max(round(down * scale), 8)
    corners = np.array([(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])], np.float32)
    twice = cv2.getPerspectiveTransform(quad.astype(np.float32), corners * 2 - 0.5)
    doubled = 2 * size[0], 2 * size[1]
    large = cv2.warpPerspective(image, twice, doubled, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(large[:, :, :3], size, interpolation=cv2.INTER_AREA), np.uint8)


def _coverage(quad: Quad, size: tuple[int, int]) -> float:
    upper, right, lower, left = sides(quad)
    if upper + lower >= right + left:
        return float((upper + lower) / 2 / size[0])
    return float((right + left) / 2 / size[1])


def _sharpness(image: Image, quad: Quad) -> float:
    """The paper's width by the width of its steepest edges.

    An edge of print that a lens blurs by a bell of deviation s rises by contrast / (s * 2.5) a pixel at its steepest.
    The steepest hundredth of the paper's midst stands for its edges, the span of its grey levels for their contrast;
    a light blur before keeps noise from being taken for edges and is taken off again.
    """
    middle = quad.mean(axis=0)
    inner = middle + (quad - middle) * (0.8 if width_of(quad) < _LARGE else 0.6)
    left, top = np.clip(inner.min(axis=0), 0, None).astype(int)
    right, bottom = np.ceil(inner.max(axis=0)).astype(int)
    part = image[top:bottom, left:right]
    if min(part.shape[:2]) < 16:
        return 0.0
    grey = cv2.cvtColor(part, cv2.COLOR_BGRA2GRAY if part.shape[2] == 4 else cv2.COLOR_BGR2GRAY)
    smooth = cv2.GaussianBlur(grey, (5, 5), _SOFTENED)
    mask = np.zeros(grey.shape, np.uint8)
    cv2.fillConvexPoly(mask, (inner - (left, top)).round().astype(np.int32), 255)
    across, down = cv2.Sobel(smooth, cv2.CV_16S, 1, 0), cv2.Sobel(smooth, cv2.CV_16S, 0, 1)
    steep = cv2.max(cv2.convertScaleAbs(across, alpha=0.25), cv2.convertScaleAbs(down, alpha=0.25))
    rise = _level(steep, mask, 0.985) / 2  # Sobel sums to eight times the rise a pixel, and a quarter was kept
    low, high = _level(smooth, mask, 0.02), _level(smooth, mask, 0.90)
    contrast = high - low
    if contrast < _CONTRAST_LEAST or rise <= 0:
        return 0.0
    deviation = contrast / (rise * _BELL)
    sharp = math.sqrt(max(deviation**2 - _SOFTENED**2, _PIXEL_DEVIATION**2))
    return width_of(quad) / (sharp * _BELL)


def _level(grey: NDArray[Any], mask: Image, share: float) -> float:
    """The grey level below which `share` of the masked pixels lie."""
    counts = np.cumsum(cv2.calcHist([grey], [0], mask, [256], [0, 256])[:, 0])
    return float(np.searchsorted(counts, share * counts[-1]))


def _glare(flat: Image, brightness: float) -> float:
    """The share that is white in all colours with nothing printed within a fortieth of the width around.

    A paper that is white all over is too bright, which is told by its brightness, and reflects nothing.
    """
    if brightness >= _SATURATED - 3:
        return 0.0
    blue, green, red = cv2.split(flat)
    _, white = cv2.threshold(cv2.min(cv2.min(blue, green), red), _SATURATED - 1, 1, cv2.THRESH_BINARY)
    return cv2.countNonZero(cv2.morphologyEx(white, cv2.MORPH_OPEN, _AROUND)) / white.size


_AROUND = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))


def _fingers(flat: Image) -> float:
    """The share that has the colour of skin, unlike the paper's own, and hangs together with an edge."""
    tones = cv2.cvtColor(flat, cv2.COLOR_BGR2YCrCb)
    red, blue = tones[:, :, 1].astype(np.int16), tones[:, :, 2].astype(np.int16)
    own_red, own_blue = np.median(red[::4, ::4]), np.median(blue[::4, ::4])
    skin = (red > _SKIN_RED[0]) & (red < _SKIN_RED[1]) & (blue > _SKIN_BLUE[0]) & (blue < _SKIN_BLUE[1])
    skin &= (np.abs(red - own_red) + np.abs(blue - own_blue)) > _SKIN_STEP
    count, labels, stats, _ = cv2.connectedComponentsWithStats(skin.astype(np.uint8), connectivity=4)
    edge = np.unique(np.concatenate([labels[1], labels[-2], labels[:, 1], labels[:, -2]]))
    area = sum(int(stats[label, cv2.CC_STAT_AREA]) for label in edge if 0 < label < count)
    return area / skin.size
