"""Drawing for synthetic participants: outlines written as in SVG, filled with anti-aliased, see-through colour."""

import itertools
import re
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from .picture import Image

Colour = tuple[int, int, int]
Points = NDArray[np.float64]

_CURVE_STEPS = np.linspace(0, 1, 13)[1:, None]
_SUBPIXEL_BITS = 4
_WORD = re.compile(r"([MmLlHhVvCcSsQqZz])|(-?(?:\d+\.?\d*|\.\d+))")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4}


def colour(hex_rgb: str) -> Colour:
    """`#RRGGBB` as blue, green, red."""
    return int(hex_rgb[5:7], 16), int(hex_rgb[3:5], 16), int(hex_rgb[1:3], 16)


def mixed(under: Colour, over: Colour, share: float) -> Colour:
    """`over` laid on `under`, `share` of it opaque."""
    blue, green, red = (round(a + (b - a) * share) for a, b in zip(under, over, strict=True))
    return blue, green, red


def outlines(path: str) -> list[Points]:
    """The outlines of an SVG path as polygons; a curve becomes twelve straight pieces."""
    shapes: list[list[Points]] = []
    at = control = np.zeros(2)
    for letter, numbers in _commands(path):
        kind = letter.lower()
        origin = at if letter.islower() else np.zeros(2)
        if kind == "z":
            shapes[-1].append(shapes[-1][0])
            at = control = shapes[-1][0][0]
            continue
        if kind == "m":
            at = control = origin + numbers
            shapes.append([at[None]])
            continue
        if kind == "h":
            corners = np.array([[origin[0] + numbers[0], at[1]]])
        elif kind == "v":
            corners = np.array([[at[0], origin[1] + numbers[0]]])
        else:
            corners = origin + numbers.reshape(-1, 2)
        if kind == "s":
            corners = np.vstack([2 * at - control, corners])
        shapes[-1].append(_curve(np.vstack([at, corners])) if kind in "csq" else corners)
        control = corners[-2] if kind in "cs" else corners[-1]
        at = corners[-1]
    return [np.concatenate(shape) for shape in shapes]


def ellipse(x: float, y: float, radius_x: float, radius_y: float) -> list[Points]:
    """An ellipse as one polygon."""
    turn = np.linspace(0, 2 * np.pi, 33)[:-1]
    return [np.stack([x + radius_x * np.cos(turn), y + radius_y * np.sin(turn)], 1)]


def fill(image: Image, shapes: list[Points], ink: Colour, opacity: float = 1.0) -> None:
    """Fill `shapes`, in pixels of the BGRA `image`, which becomes as opaque there as the ink."""
    left, top, right, bottom = _box(image, shapes, 2)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(mask, _fixed(shapes, left, top), 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    _blend(image[top:bottom, left:right], mask, ink, opacity)


def line(image: Image, shapes: list[Points], ink: Colour, width: float, opacity: float = 1.0) -> None:
    """Draw `shapes` as open lines of `width` pixels."""
    left, top, right, bottom = _box(image, shapes, round(width) + 2)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    cv2.polylines(mask, _fixed(shapes, left, top), False, 255, max(round(width), 1), cv2.LINE_AA, _SUBPIXEL_BITS)
    _blend(image[top:bottom, left:right], mask, ink, opacity)


def shade(image: Image, shapes: list[Points], strength: float) -> None:
    """Light from the left: darken `shapes` from their middle on towards the right, by up to `strength`."""
    left, top, right, bottom = _box(image, shapes, 2)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(mask, _fixed(shapes, left, top), 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    ramp = np.clip(np.linspace(-1, 1, right - left), 0, 1)[None, :, None].astype(np.float32)
    region = image[top:bottom, left:right, :3]
    region[:] = region * (1 - strength * ramp * mask[:, :, None] / np.float32(255))


def lay(under: Image, over: Image) -> None:
    """Lay the BGRA picture `over` on `under`, which has the same size and is opaque."""
    share = over[:, :, 3:].astype(np.float32) / 255
    under[:, :, :3] = (under[:, :, :3] * (1 - share) + over[:, :, :3] * share + 0.5).astype(np.uint8)


def _commands(path: str) -> Iterator[tuple[str, Points]]:
    letter, numbers = "", list[float]()
    for found in _WORD.finditer(path):
        if found[1]:
            letter, numbers = found[1], []
            if letter in "zZ":
                yield letter, np.zeros(0)
            continue
        numbers.append(float(found[2]))
        if len(numbers) == _ARGUMENTS[letter.lower()]:
            yield letter, np.array(numbers)
            numbers = []


def _curve(corners: Points) -> Points:
    """The Bezier curve over three or four corners (de Casteljau), without its first point."""
    points = [np.repeat(corner[None], len(_CURVE_STEPS), 0) for corner in corners]
    while len(points) > 1:
        points = [a + (b - a) * _CURVE_STEPS for a, b in itertools.pairwise(points)]
    return points[0]


def _box(image: Image, shapes: list[Points], margin: int) -> tuple[int, int, int, int]:
    points = np.concatenate(shapes)
    height, width = image.shape[:2]
    left, top = np.clip(np.floor(points.min(0)) - margin, 0, (width, height)).astype(int)
    right, bottom = np.clip(np.ceil(points.max(0)) + margin, 0, (width, height)).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _fixed(shapes: list[Points], left: int, top: int) -> list[NDArray[np.int32]]:
    return [((shape - (left, top)) * 2**_SUBPIXEL_BITS).round().astype(np.int32) for shape in shapes]


def _blend(region: Image, mask: NDArray[np.uint8], ink: Colour, opacity: float) -> None:
    share = mask[:, :, None].astype(np.float32) * (opacity / 255)
    old = region[:, :, 3:].astype(np.float32) / 255
    new = share + old * (1 - share)
    inked = np.array(ink, np.float32) * share + region[:, :, :3] * old * (1 - share)
    region[:, :, :3] = (inked / np.maximum(new, 1e-6) + 0.5).astype(np.uint8)
    region[:, :, 3:] = (new * 255 + 0.5).astype(np.uint8)
