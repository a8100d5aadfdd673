"""A sheet to print on: measured in millimetres, so that a paper can be drawn at any size."""

import functools
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from cso_desk.paths import resource
from cso_desk.video.brush import Colour
from cso_desk.video.picture import Image

_MM_PER_INCH = 25.4
_INK: Colour = (40, 32, 28)


def _bundled(name: str) -> Path:
    return resource("fonts") / f"{name}.ttf"


@dataclass(frozen=True, slots=True)
class Typeface:
    """The fonts that a paper is set in; those that come with the program unless others are named."""

    plain: Path = field(default_factory=lambda: _bundled("OpenSans-Regular"))
    bold: Path = field(default_factory=lambda: _bundled("OpenSans-SemiBold"))
    digits: Path = field(default_factory=lambda: _bundled("NotoSansMono-SemiBold"))


class Sheet:
    """A paper under print; all places and heights in millimetres from its upper left corner."""

    def __init__(self, ground: Image, width_mm: float) -> None:
        """`ground` is BGR and becomes `width_mm` wide."""
        self.width_mm = width_mm
        self._per_mm: float = ground.shape[1] / width_mm
        self._picture = Pil.fromarray(cv2.cvtColor(ground, cv2.COLOR_BGR2RGB))
        self._pen = ImageDraw.Draw(self._picture)

    def text(
        self, at: tuple[float, float], words: str, font: Path, em: float, *, ink: Colour = _INK, anchor: str = "ls"
    ) -> None:
        """Write `words` in letters of `em` millimetres; `at` is their base line, on the left unless `anchor` (as
        Pillow's) says otherwise."""
        place = at[0] * self._per_mm, at[1] * self._per_mm
        self._pen.text(place, words, fill=ink[::-1], font=_font(font, em * self._per_mm), anchor=anchor)

    def length(self, words: str, font: Path, em: float) -> float:
        """How wide `words` become, in millimetres."""
        return float(_font(font, em * self._per_mm).getlength(words)) / self._per_mm

    def fitting(self, words: str, font: Path, em: float, width: float) -> float:
        """The largest height of letters up to `em` at which `words` take no more than `width` millimetres."""
        return em * min(width / self.length(words, font, em), 1.0)

    def wrapped(self, words: str, font: Path, em: float, width: float) -> list[str]:
        """`words` in lines of at most `width` millimetres; a single word is never broken."""
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.length(longer, font, em) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def rule(self, start: tuple[float, float], end: tuple[float, float], thick: float, ink: Colour = _INK) -> None:
        """Draw a straight line `thick` millimetres thick."""
        ends = [(x * self._per_mm, y * self._per_mm) for x, y in (start, end)]
        self._pen.line(ends, fill=ink[::-1], width=max(round(thick * self._per_mm), 1))

    def block(self, box: tuple[float, float, float, float], ink: Colour, round_mm: float = 0.0) -> None:
        """Fill a box of (left, top, right, bottom)."""
        self._pen.rounded_rectangle([side * self._per_mm for side in box], round_mm * self._per_mm, fill=ink[::-1])

    def stroke(self, points: list[tuple[float, float]], thick: float, ink: Colour) -> None:
        """Draw a line through `points`, as of a pen."""
        path = [(x * self._per_mm, y * self._per_mm) for x, y in points]
        self._pen.line(path, fill=ink[::-1], width=max(round(thick * self._per_mm), 1), joint="curve")

    def paste(self, picture: Image, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Lay a BGR picture into a box of (left, top, right, bottom); the pixels it takes, as (x, y, width, height)."""
        left, top, right, bottom = (round(side * self._per_mm) for side in box)
        fitted = cv2.resize(picture, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
        self._picture.paste(Pil.fromarray(cv2.cvtColor(fitted, cv2.COLOR_BGR2RGB)), (left, top))
        return left, top, right - left, bottom - top

    @property
    def image(self) -> Image:
        """What was drawn so far, BGR."""
        return np.asarray(cv2.cvtColor(np.asarray(self._picture), cv2.COLOR_RGB2BGR), np.uint8)


def pixels(size_mm: tuple[float, float], dpi: float) -> tuple[int, int]:
    """Width and height in pixels of a paper at `dpi` dots an inch."""
    return round(size_mm[0] * dpi / _MM_PER_INCH), round(size_mm[1] * dpi / _MM_PER_INCH)


@functools.lru_cache(maxsize=256)
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
