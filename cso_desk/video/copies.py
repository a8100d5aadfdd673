"""Signs that a picture shows a copy of a paper instead of the paper: a screen's grid, or print without colour.

They are for the officer's eyes, and never a reason to refuse a picture by itself. A screen is seen where the camera can
tell its pixels apart, or where they beat with its own (moire): a picture that is blurred, or of a very dense screen,
shows nothing. A copy in colour cannot be told from an original at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from .limits import Limits
from .paper import Paper
from .picture import Image

COLOURED = (Paper.KTP, Paper.KPJ, Paper.NPWP)
"""Cards that are never printed in black and white; letters and, since 2020, family cards may be."""


class Copy(StrEnum):
    """What a picture may show instead of the paper itself."""

    SCREEN = "screen"
    PHOTOCOPY = "photocopy"


@dataclass(frozen=True, slots=True)
class Traces:
    """What was measured of a flat paper.

    `grid`: by how many decibels the strongest regular pattern stands out of its surroundings, print and noise.
    `colour`: how much the colours of the paper's parts differ, as the logarithm of the ratio of two channels; the
    colour of the light, which is everywhere, does not count.
    """

    grid: float
    colour: float


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: what the picture may show, the value measured, and the limit of the settings that it passed."""

    copy: Copy
    value: float
    limit: float


def traces(flat: Image) -> Traces:
    """Measure a BGR picture that a paper fills, upright or not."""
    height, width = flat.shape[:2]
    inner = flat[round(_EDGE * height) : round((1 - _EDGE) * height), round(_EDGE * width) : round((1 - _EDGE) * width)]
    return Traces(grid=_grid(inner), colour=_colour(inner))


def signs(measured: Traces, limits: Limits, paper: Paper) -> tuple[Sign, ...]:
    """What the measures of a `paper` say by the limits of the settings."""
    told = []
    if measured.grid > limits.grid:
        told.append(Sign(Copy.SCREEN, measured.grid, limits.grid))
    if measured.colour < limits.colour and paper in COLOURED:
        told.append(Sign(Copy.PHOTOCOPY, measured.colour, limits.colour))
    return tuple(told)


_EDGE = 0.08  # of the paper: fingers, and what lies behind it
_TILE = 128
_LEAST_TILES = 3
_WINDOW = np.outer(np.hanning(_TILE), np.hanning(_TILE)).astype(np.float32)
_WAVES = np.hypot(np.fft.fftshift(np.fft.fftfreq(_TILE))[:, None], np.fft.rfftfreq(_TILE)[None])
_SHORTER = (0.12, 0.06)  # waves to a pixel: what is longer may be lines of print; print has no colour of its own
_AROUND = 17
_DECIBELS = float(10 / np.log(10))


def _grid(inner: Image) -> float:
    """The strongest peak that most tiles of the paper share, in brightness, or between green and the other colours."""
    blue, green, red = cv2.split(inner.astype(np.float32))
    channels = ((blue + 2 * green + red) / 4, (blue + red) / 2 - green)
    return max(_peak(np.asarray(one, np.float32), least) for one, least in zip(channels, _SHORTER, strict=True))


def _peak(channel: NDArray[np.float32], least: float) -> float:
    """Decibels of the highest peak above what is around it in the spectrum; 0 where the paper is too small."""
    powers = list(_powers(channel - cv2.GaussianBlur(channel, (0, 0), _SMOOTH)))
    if len(powers) < _LEAST_TILES:
        return 0.0
    level = np.fft.fftshift(np.median(np.log(powers), axis=0), axes=0)
    low, span = float(level.min()), max(float(np.ptp(level)), 1e-6)
    steps = np.asarray((level - low) * (255 / span), np.uint8)
    around = cv2.medianBlur(steps, _AROUND).astype(np.float64) * (span / 255) + low
    return _DECIBELS * float((level - around)[least < _WAVES].max())


_SMOOTH = 6.0


def _powers(channel: NDArray[np.float32]) -> Iterator[NDArray[np.float64]]:
    """The spectra of tiles that overlap by half."""
    height, width = channel.shape
    for top in range(0, height - _TILE + 1, _TILE // 2):
        for left in range(0, width - _TILE + 1, _TILE // 2):
            tile = channel[top : top + _TILE, left : left + _TILE] * _WINDOW
            yield np.abs(np.fft.rfft2(tile)) ** 2 + _FLOOR


_FLOOR = 600.0  # noise of half a grey level: a drawing without any has none to stand out of
_SMALL = (160, 100)
_DARK, _LIGHT = 25, 245
_SPREAD = (4, 96)  # per cent
_LEAST_SEEN = 0.75


def _colour(inner: Image) -> float:
    """The spread of the ratios of two channels over the parts that are neither dark nor washed out.

    1 where those are less than three quarters: what reflects or lies in the dark may be what has colour.
    """
    small = cv2.GaussianBlur(cv2.resize(inner, _SMALL, interpolation=cv2.INTER_AREA).astype(np.float32), (0, 0), 1.5)
    brightest = small.max(axis=2)
    seen = (brightest > _DARK) & (brightest < _LIGHT)
    if np.count_nonzero(seen) < _LEAST_SEEN * seen.size:
        return 1.0
    blue, green, red = np.log(np.maximum(small[seen], 4.0)).T
    spreads = [np.ptp(np.percentile(one - green, _SPREAD)) for one in (blue, red)]
    return float(max(spreads))
