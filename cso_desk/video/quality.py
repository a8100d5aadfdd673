"""Measures how well a paper is seen in a picture."""

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .limits import Fault, Limits, Quality, judge
from .picture import Image
from .quad import Quad, pose, sides, width_of

__all__ = ["Fault", "Limits", "Quality", "judge", "measure"]

_FLAT_WIDTH = 240
_SATURATED, _SATURATED_IN_NOISE, _ABOVE_PAPER = 250, 243, 12
_LARGE = 600.0
_SOFTENED = 1.0
_BELL = 2.5066  # the width of a bell of deviation 1 with the same height and area
_PIXEL_DEVIATION = 0.45
_CONTRAST_LEAST = 12.0
_SKIN_LEAST, _SKIN_MOST = (0, 137, 83), (255, 177, 127)  # brightness, red, blue
_SKIN_STEP = 14
_BORDER = 2


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


def washed_level(brightness: float) -> float | None:
    """From which level on a paper of so bright a median is washed out in all colours; None where it is white itself.

    A sensor's noise is cut off at white, so what is washed out is a little darker in the mean the more noise there is.
    """
    if brightness >= _SATURATED - 3:
        return None
    return min(_SATURATED, max(_SATURATED_IN_NOISE, brightness + _ABOVE_PAPER))


def _flattened(image: Image, quad: Quad) -> Image:
    """The paper from above in BGR, small: its longer side is 240 pixels, and each the mean of those it stands for."""
    upper, right, lower, left = sides(quad)
    across, down = max(upper + lower, 2.0), max(right + left, 2.0)
    scale = _FLAT_WIDTH / max(across, down)
    size = max(round(across * scale), 8), max(round(down * scale), 8)
    part, corners = _shrunk(image, quad, 1 << max(round(-math.log2(2 * scale)), 0))
    target = np.array([(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])], np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(part, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat[:, :, :3], np.uint8)


def _shrunk(image: Image, quad: Quad, times: int) -> tuple[Image, Quad]:
    """What is around a paper, so many times smaller, and where the paper's corners are in it."""
    most = np.array(image.shape[1::-1]) // times
    first = np.clip(np.floor(quad.min(axis=0) / times).astype(int) - 1, 0, most - 1)
    last = np.clip(np.ceil(quad.max(axis=0) / times).astype(int) + 2, first + 1, most)
    (left, top), (right, bottom) = (first * times).tolist(), (last * times).tolist()
    around, size = image[top:bottom, left:right], (last - first).tolist()
    part = np.asarray(cv2.resize(around, size, interpolation=cv2.INTER_AREA), np.uint8)
    return part, ((quad + 0.5) / times - 0.5 - first).astype(np.float32)


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
    (steepest,) = _levels(steep[::2], mask[::2], 0.985)
    rise = steepest / 2  # Sobel sums to eight times the rise a pixel, and a quarter was kept
    low, high = _levels(smooth[::2], mask[::2], 0.02, 0.90)
    contrast = high - low
    if contrast < _CONTRAST_LEAST or rise <= 0:
        return 0.0
    deviation = contrast / (rise * _BELL)
    sharp = math.sqrt(max(deviation**2 - _SOFTENED**2, _PIXEL_DEVIATION**2))
    return width_of(quad) / (sharp * _BELL)


def _levels(grey: NDArray[Any], mask: Image, *shares: float) -> list[float]:
    """The grey levels below which these shares of the masked pixels lie."""
    counts = np.cumsum(cv2.calcHist([grey], [0], mask, [256], [0, 256])[:, 0])
    return [float(np.searchsorted(counts, share * counts[-1])) for share in shares]


def _glare(flat: Image, brightness: float) -> float:
    """The share that is white in all colours with nothing printed within a fortieth of the width around.

    A paper that is white all over is too bright, which is told by its brightness, and reflects nothing.
    """
    level = washed_level(brightness)
    if level is None:
        return 0.0
    blue, green, red = cv2.split(flat)
    _, white = cv2.threshold(cv2.min(cv2.min(blue, green), red), level - 1, 1, cv2.THRESH_BINARY)
    return cv2.countNonZero(cv2.morphologyEx(white, cv2.MORPH_OPEN, _AROUND)) / white.size


_AROUND = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))


def _fingers(flat: Image) -> float:
    """The share that has the colour of skin, unlike the paper's own, and hangs together with an edge."""
    tones = np.asarray(cv2.cvtColor(flat, cv2.COLOR_BGR2YCrCb), np.uint8)
    own = np.median(tones[::4, ::4], axis=(0, 1))
    unlike = cv2.absdiff(tones, np.array([*own, 0.0]))
    _, red, blue = cv2.split(unlike)
    _, other = cv2.threshold(cv2.add(red, blue), _SKIN_STEP, 255, cv2.THRESH_BINARY)
    skin = np.asarray(cv2.bitwise_and(cv2.inRange(tones, _SKIN_LEAST, _SKIN_MOST), other), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(skin, connectivity=4, ltype=cv2.CV_16U)
    edge = np.unique(np.concatenate([labels[1], labels[-2], labels[:, 1], labels[:, -2]]))
    area = sum(int(stats[label, cv2.CC_STAT_AREA]) for label in edge if 0 < label < count)
    return area / skin.size
