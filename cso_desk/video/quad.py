"""Quadrilaterals: the corners of a paper in a picture, and what they tell of how it is held."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .picture import Image, Size

Quad = NDArray[np.float32]
"""Four corners in pixels, (4, 2): upper left, upper right, lower right, lower left."""

FOCAL = 1.1
"""What is assumed of a lens: its focal length in frame widths, as of a webcam that sees 50 degrees."""

_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
_LONGEST_SIDE = 4096


@dataclass(frozen=True, slots=True)
class Pose:
    """How a paper is held, as a lens of focal length FOCAL would have seen it.

    `aspect` is the paper's own width by its height; `skew` the cosine between its sides, 0 for a true rectangle;
    `tilt_deg` how far it leans out of the picture's plane.
    """

    aspect: float
    skew: float
    tilt_deg: float


def pose(quad: Quad, size: Size) -> Pose:
    """The pose of a quad in a frame of `size` (Zhang, "Whiteboard scanning and image enhancement", 2003)."""
    turn = cv2.getPerspectiveTransform(_SQUARE, quad.astype(np.float32))
    focal, middle_x, middle_y = FOCAL * size[0], size[0] / 2, size[1] / 2
    (a, b), (d, e), (g, h) = turn[:, :2].tolist()
    x1, y1, z1 = (a - middle_x * g) / focal, (d - middle_y * g) / focal, g
    x2, y2, z2 = (b - middle_x * h) / focal, (e - middle_y * h) / focal, h
    wide, high = math.hypot(x1, y1, z1), math.hypot(x2, y2, z2)
    nx, ny, nz = y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2
    upright = abs(nz) / max(math.hypot(nx, ny, nz), 1e-12)
    skew = abs(x1 * x2 + y1 * y2 + z1 * z2) / max(wide * high, 1e-12)
    return Pose(wide / max(high, 1e-12), skew, math.degrees(math.acos(min(upright, 1.0))))


def sides(quad: Quad) -> NDArray[np.float64]:
    """The lengths in pixels of the upper, right, lower and left side."""
    first, second, third, fourth = quad.tolist()
    ways = ((first, second), (second, third), (third, fourth), (fourth, first))
    return np.array([math.dist(start, end) for start, end in ways])


def width_of(quad: Quad) -> float:
    """The mean length of the longer pair of sides, in pixels."""
    upper, right, lower, left = sides(quad)
    return float(max(upper + lower, right + left) / 2)


def ordered(corners: NDArray[np.floating]) -> Quad:
    """The corners turned so that the first is the upper left one of a paper that is held nearly upright, clockwise."""
    points = corners.tolist()
    middle_x, middle_y = sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4
    clockwise = sorted(points, key=lambda point: math.atan2(point[1] - middle_y, point[0] - middle_x))
    first = min(range(4), key=lambda place: sum(clockwise[place]))
    return np.array(clockwise[first:] + clockwise[:first], np.float32)


def near(one: Quad, other: Quad) -> float:
    """How far two quads are apart: the mean way of a corner, in shares of the width of `one`."""
    return float(np.linalg.norm(one - other, axis=1).mean()) / max(width_of(one), 1.0)


def rectified(image: Image, quad: Quad, *, aspect: float = 0.0, longest: int = _LONGEST_SIDE) -> Image:
    """The paper within `quad` seen from straight above, as large as it is in `image` up to `longest` pixels; BGR.

    `aspect` (width by height) is the paper's own where it is known, else it is told from the quad. The quad's first
    side is above: a card that is held upside down stays so, and `turned` turns it.
    """
    size = image.shape[1], image.shape[0]
    wide = aspect or pose(quad, size).aspect
    upper, right, lower, left = sides(quad)
    width, height = max(upper, lower), max(right, left)
    width, height = max(width, height * wide), max(height, width / wide)
    scale = min(longest / max(width, height), 1.0)
    out = max(round(width * scale), 1), max(round(height * scale), 1)
    turn = cv2.getPerspectiveTransform(quad.astype(np.float32), _SQUARE * np.array(out, np.float32) - 0.5)
    flat = cv2.warpPerspective(image, turn, out, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(flat[:, :, :3], np.uint8)


def turned(image: Image, quarters: int) -> Image:
    """`image` turned clockwise by `quarters` of a full turn."""
    return np.ascontiguousarray(np.rot90(image, -quarters))
