"""The printed grounds of papers: fine waves that cross each other, as on papers of value."""

import functools

import cv2
import numpy as np

from cso_desk.video.brush import Colour
from cso_desk.video.picture import Image

_SUBPIXEL_BITS = 4


@functools.lru_cache(maxsize=16)
def waves(size: tuple[int, int], light: Colour, dark: Colour, opacity: float) -> Image:
    """A read-only BGR ground that fades from `light` a little towards `dark`, under waves of `dark`."""
    width, height = size
    fade = np.linspace(0, 0.18, width)[None, :, None]
    plain = np.array(light) * (1 - fade) + np.array(dark) * fade
    ground = np.repeat(plain, height, 0)
    lines = np.zeros((height, width), np.uint8)
    x = np.linspace(-0.05, 1.05, 60)
    pitch = height / 13
    for index in range(-6, 20):
        y = index * pitch + 0.16 * height * np.sin(2 * np.pi * (0.9 * x + index / 40)) - 0.1 * height * x
        _curve(lines, x * width, y)
        y = index * pitch + 0.10 * height * np.sin(2 * np.pi * (1.7 * x + 0.4 - index / 25)) + 0.1 * height * x
        _curve(lines, x * width, y)
    share = (lines / 255.0 * opacity)[:, :, None]
    image = (ground * (1 - share) + np.array(dark) * share + 0.5).astype(np.uint8)
    image.setflags(write=False)
    return image


@functools.lru_cache(maxsize=8)
def plain(size: tuple[int, int], colour: Colour) -> Image:
    """A read-only BGR ground of one colour."""
    image = np.full((size[1], size[0], 3), colour, np.uint8)
    image.setflags(write=False)
    return image


def _curve(image: Image, x: np.ndarray[tuple[int], np.dtype[np.float64]], y: object) -> None:
    points = (np.column_stack([x, np.asarray(y)]) * 2**_SUBPIXEL_BITS).round().astype(np.int32)
    cv2.polylines(image, [points], False, 255, 1, cv2.LINE_AA, _SUBPIXEL_BITS)
