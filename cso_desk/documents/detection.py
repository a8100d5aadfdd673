"""From the detector's map of where text is to the quadrilaterals of lines (differentiable binarization, Liao 2020)."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Four corners in pixels, clockwise from the upper left of the text."""

_TEXT = 0.3  # a pixel of at least this is text
_LINE = 0.5  # a line's pixels are at least this in the mean
_GROWTH = 1.6  # the detector shrinks lines; this grows them back: area times this by length of the border
_LEAST_SIDE = 3.0  # pixels of the map


def quads(likely: NDArray[np.float32], size: tuple[int, int]) -> list[Quad]:
    """The lines in a (height, width) map of where text is likely, from the top, in pixels of an image of `size`."""
    text = cv2.dilate((likely > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(text, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    scale = np.array([size[0] / likely.shape[1], size[1] / likely.shape[0]])
    found = [_corners(rect) * scale for contour in contours if (rect := _line(likely, contour)) is not None]
    found.sort(key=lambda corners: float(corners[:, 1].mean()))
    return [_quad(corners) for corners in found]


def _line(likely: NDArray[np.float32], contour: Any) -> Any:
    """The grown rectangle round a contour, as OpenCV's centre, size and angle; None where it is no line."""
    centre, (width, height), angle = cv2.minAreaRect(contour)
    if min(width, height) < _LEAST_SIDE or _mean(likely, contour) < _LINE:
        return None
    growth = 2 * width * height * _GROWTH / (2 * (width + height))
    return centre, (width + growth, height + growth), angle


def _mean(likely: NDArray[np.float32], contour: Any) -> float:
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [contour - (x, y)], 1)
    return float(cv2.mean(likely[y : y + height, x : x + width], inside)[0])


def _corners(rect: Any) -> NDArray[np.float64]:
    """Clockwise from the upper left of a line that runs to the right, give or take 45 degrees."""
    corners = np.asarray(cv2.boxPoints(rect), np.float64)
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = corners[:2], corners[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([left[0], right[0], right[1], left[1]])


def _quad(corners: NDArray[np.float64]) -> Quad:
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    return first, second, third, fourth
