"""Draws a signature that was made with a finger: strokes from 0 to 1 become a small picture for the claim's file."""

import math
from collections.abc import Iterable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT = 640, 240
"""Of the picture, in pixels; the pad of the page has the same proportions."""

_Point = tuple[float, float]
_WHITE, _INK = 255, (43, 32, 20)
_THICKNESS = 4
_DOT = 2  # where the pen was set down; the radius
_SUBPIXEL_BITS = 4


def draw_signature(strokes: Iterable[Sequence[_Point]]) -> bytes:
    """A PNG of WIDTH x HEIGHT with dark lines on white; a stroke of one point is a dot.

    Points outside the pad are drawn at its edge. Raises ValueError where there is no stroke, or a point is no number.
    """
    picture: npt.NDArray[np.uint8] = np.full((HEIGHT, WIDTH, 3), _WHITE, np.uint8)
    drawn = 0
    for stroke in strokes:
        line = [_pixel(point) for point in stroke]
        if line:
            cv2.circle(picture, line[0], _DOT << _SUBPIXEL_BITS, _INK, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)
            cv2.polylines(picture, [np.array(line, np.int32)], False, _INK, _THICKNESS, cv2.LINE_AA, _SUBPIXEL_BITS)
            drawn += 1
    if not drawn:
        raise ValueError("a signature without a stroke")
    ok, png = cv2.imencode(".png", picture)
    if not ok:
        raise ValueError("the signature cannot be written as PNG")
    return bytes(png)


def _pixel(point: _Point) -> tuple[int, int]:
    """In sixteenths of a pixel, with room for the pen at the edge."""
    if not all(math.isfinite(value) for value in point):
        raise ValueError("a point that is no number")
    x, y = (min(max(value, 0.0), 1.0) for value in point)
    room, scale = _THICKNESS, 1 << _SUBPIXEL_BITS
    return (round((room + x * (WIDTH - 2 * room)) * scale), round((room + y * (HEIGHT - 2 * room)) * scale))
