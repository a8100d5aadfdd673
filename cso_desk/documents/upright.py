"""Which way up a paper is, told by its lines: they run along, and read the right way round the recognizer is sure."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np

from cso_desk.video.picture import Image
from cso_desk.video.quad import Quad as Corners

from .detection import Point, Quad
from .layout import height, length, level
from .ocr import Line, Ocr

Span = tuple[float, float]
WHOLE: Span = (0.0, 1.0)
"""From where to where in its height a picture is looked at."""

_PROBED = 3
_SURE = 0.8  # in the mean; upside down the recognizer is less sure than this
_LONG = 3  # times longer than high: a line of which one can tell how it leans
_MARGIN = 1.0  # of a line's height, round all lines
_TALL = 1.5  # times higher than wide: a line that runs down


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """A picture turned upright by so many quarter turns to the right, and where lines are in it.

    `probed` has the lines that were read to tell which way is up.
    """

    image: Image
    turns: int
    quads: list[Quad]
    probed: Mapping[Quad, Line] = field(default_factory=dict)

    def read(self, ocr: Ocr, quads: list[Quad]) -> list[Line]:
        """What stands there; what was read already is not read again."""
        return [self.probed.get(quad) or ocr.read(self.image, quad) for quad in quads]

    def between(self, top: float, bottom: float) -> list[Quad]:
        """The lines whose middle is between two shares of the height."""
        high = self.image.shape[0]
        return [quad for quad in self.quads if top * high <= level(quad) < bottom * high]

    def back(self, quad: Quad) -> Quad:
        """A place of the upright picture in the picture as it was."""
        wide, high = self.image.shape[1], self.image.shape[0]
        for _ in range(self.turns):
            quad = _each(quad, _turning_back(wide))
            wide, high = high, wide
        return quad


def upright(ocr: Ocr, image: Image, *, longest: int, within: Span = WHOLE) -> Upright | None:
    """Find the lines of a picture and turn it so that they read; None where there are none.

    `within` says from where to where in its height lines will be read: those tell which way is up, and cost nothing.
    """
    turns, quads = 0, ocr.find(image, longest=longest)
    if sum(height(quad) > _TALL * length(quad) for quad in quads) * 2 > len(quads):
        turns, image = 1, np.ascontiguousarray(np.rot90(image, -1))
        quads = ocr.find(image, longest=longest)
    if not quads:
        return None
    there = _probed(ocr, Upright(image, turns, quads), within)
    if _sureness(there) >= _SURE:
        return there
    turned = Upright(np.ascontiguousarray(image[::-1, ::-1]), turns + 2, _turned_over(image, quads))
    over = _probed(ocr, turned, within)
    return over if _sureness(over) > _sureness(there) else there


def _probed(ocr: Ocr, there: Upright, within: Span) -> Upright:
    longest = sorted(there.between(*within) or there.quads, key=lambda quad: height(quad) - length(quad))[:_PROBED]
    return replace(there, probed={quad: ocr.read(there.image, quad) for quad in longest})


def _sureness(there: Upright) -> float:
    return sum(line.confidence for line in there.probed.values()) / len(there.probed)


def _turned_over(image: Image, quads: list[Quad]) -> list[Quad]:
    """The lines of a picture in the same picture turned by half, from the top; their corners swap places."""
    wide, high = image.shape[1], image.shape[0]
    turned = [_each(quad, lambda x, y: (wide - x, high - y)) for quad in quads]
    return sorted(((third, fourth, first, second) for first, second, third, fourth in turned), key=level)


def _turning_back(wide: float) -> Callable[[float, float], Point]:
    """From a picture that is `wide` to the one it was before a quarter turn to the right."""
    return lambda x, y: (y, wide - x)


def _each(quad: Quad, moved: Callable[[float, float], Point]) -> Quad:
    first, second, third, fourth = (moved(*corner) for corner in quad)
    return first, second, third, fourth


def lying(quads: Sequence[Quad]) -> Corners:
    """The corners of what the lines of a picture are printed on, where no paper's edges are seen: round all of them."""
    points = np.array([point for quad in quads for point in quad], np.float32)
    long = [quad for quad in quads if length(quad) > _LONG * height(quad)]
    lean = median(math.atan2(quad[1][1] - quad[0][1], quad[1][0] - quad[0][0]) for quad in long) if long else 0.0
    turn = np.array([(math.cos(lean), -math.sin(lean)), (math.sin(lean), math.cos(lean))], np.float32)
    straight = points @ turn
    margin = _MARGIN * median(height(quad) for quad in quads)
    left, top = straight.min(axis=0) - margin
    right, bottom = straight.max(axis=0) + margin
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    return np.asarray(corners @ turn.T, np.float32)
