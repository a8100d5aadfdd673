"""Whether a reflection lies in a line or at its ends, so that some of what is printed there may be gone."""

import cv2
import numpy as np

from cso_desk.video.picture import Image
from cso_desk.video.quality import washed_level

from .detection import Quad
from .layout import height, length

_BESIDE = 2.5  # of the line's height: print that fades away is not read so far from where nothing is left of it
_LEAST = 0.75  # of the line's height: the blanks between words are narrower
_SPARSE = 8  # of the picture's pixels one in so many each way tells how bright the paper is
_ROWS = 6  # pixels that the line's height is made: each the mean of some, so that noise is no print


def is_washed_out(image: Image, box: Quad) -> bool:
    """Whether within a line of an upright BGR picture, or right beside it, the paper is white with nothing on it."""
    level = washed_level(float(np.median(image[::_SPARSE, ::_SPARSE])))
    high = height(box)
    if level is None or high < 1:
        return False
    row = _row(image, box)
    white = (row.min(axis=(0, 2)) >= level).astype(np.uint8)
    width = max(round(_LEAST * _ROWS), 1)
    return bool(np.convolve(white, np.ones(width, int)).max() == width)


def _row(image: Image, box: Quad) -> Image:
    """The line with what is beside it, six pixels high."""
    corners = np.asarray(box, np.float32)
    out = (corners[1] - corners[0]) / max(length(box), 1.0) * height(box) * _BESIDE
    corners = corners + np.array([-out, out, out, -out], np.float32)
    high, wide = max(round(height(box)), _ROWS), max(round(length(box) + 2 * _BESIDE * height(box)), _ROWS)
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    line = cv2.warpPerspective(
        image, cv2.getPerspectiveTransform(corners, target), (wide, high), borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.resize(line, (max(round(wide * _ROWS / high), 1), _ROWS), interpolation=cv2.INTER_AREA))
