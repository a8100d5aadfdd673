"""Perceptual fingerprints of papers: two pictures of one paper are near, those of two people's papers are far apart.

All cards of a kind share their layout: a hash of the whole card told 14 drawn people's identity cards no further apart
(2 to 9 of 64 bits) than two pictures of one card. Therefore the paper is cut into eight strips, each about a line of
print, and what tells people apart decides: the strips that differ most.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from .picture import Image

BITS = 64
NEAR = 8
"""Up to this distance two pictures are taken for one paper. Drawn papers of one kind and typeface, easy and medium: two
pictures of one are 5 apart in the median and 7 (an identity card) to 11 at the ninetieth percentile; two people
are 9 and more apart, in the median 23; bank books and family cards, which share most of their print, 5 and more."""

_STRIPS = 8
_OVERLAP = 0.3
_WIDTH = 360
_MARGIN = 11
_SPECTRUM = (64, 32)
_FROM, _TO = 2, 10
_PRINTED = 0.04
_STEP = 0.3
_BLOCK = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The fingerprint of a paper: a hash of 64 bits for each strip from above, None for a strip without print."""

    strips: tuple[int | None, ...]

    def distance(self, other: "Fingerprint") -> int:
        """From 0 to 64: how many bits of a strip differ, in the mean of the half that differs most.

        The worst strip is left out (a reflection, a finger). 64 where fewer than two strips of both are printed.
        """
        pairs = zip(self.strips, other.strips, strict=False)
        apart = sorted((one ^ two).bit_count() for one, two in pairs if one is not None and two is not None)
        if len(apart) < 2:
            return BITS
        upper = apart[len(apart) // 2 : -1] or apart[-1:]
        return round(sum(upper) / len(upper))

    def is_near(self, other: "Fingerprint") -> bool:
        """Whether both are most probably pictures of one paper."""
        return self.distance(other) <= NEAR

    def __str__(self) -> str:
        """As text that `from_text` reads: sixteen hexadecimal digits a strip, "-" for one without print."""
        return ".".join("-" if strip is None else f"{strip:016x}" for strip in self.strips)

    @classmethod
    def from_text(cls, text: str) -> "Fingerprint":
        """What `str` wrote. Raises ValueError."""
        return cls(tuple(None if word == "-" else int(word, 16) for word in text.split(".")))


def fingerprint(flat: Image) -> Fingerprint:
    """The fingerprint of a paper seen from straight above, upright, BGR or grey: what `rectified` gives."""
    grey = flat if flat.ndim == 2 else cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    height = max(round(_WIDTH * grey.shape[0] / grey.shape[1]), 2 * _STRIPS)
    small = np.asarray(cv2.resize(grey, (_WIDTH, height), interpolation=cv2.INTER_AREA), np.uint8)
    low, high = np.percentile(small[height // 25 : -height // 25, _MARGIN:-_MARGIN], (5, 90))
    steps = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, _BLOCK) > max(_STEP * (high - low), 4)
    strips: list[int | None] = []
    for index in range(_STRIPS):
        top = max(index / _STRIPS - _OVERLAP / 2 / _STRIPS, 0.02)
        bottom = min((index + 1) / _STRIPS + _OVERLAP / 2 / _STRIPS, 0.98)
        rows = slice(int(top * height), int(bottom * height))
        printed = float(steps[rows, _MARGIN:-_MARGIN].mean()) > _PRINTED
        strips.append(perceptual_hash(small[rows, _MARGIN:-_MARGIN]) if printed else None)
    return Fingerprint(tuple(strips))


def perceptual_hash(grey: Image) -> int:
    """64 bits of a grey picture: which of its middle-low frequencies lie above their median (pHash, Zauner 2010)."""
    small = cv2.resize(grey, _SPECTRUM, interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[_FROM:_TO, _FROM:_TO].ravel()
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")
