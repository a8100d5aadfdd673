"""Numbers are looked at again, closer and by themselves: two looks that agree are worth more than one that is sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cso_desk.video.picture import Image

from .decoding import numbers
from .detection import Quad
from .fields import Found
from .grammar import Said
from .ocr import ALPHABET, Ocr

Candidates = list[tuple[str, float]]
"""Numbers and how likely each is by the least sure look, the likeliest first."""

_LOOKS = ((0.05, -0.12), (0.2, 0.2))  # how much the box is let out along the line and across, in heights of the line
_UNSEEN = 1e-6


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a kind of document: the key of its field, how many digits it may have, what may stand between."""

    key: str
    counts: Sequence[int]
    marks: str = ""

    @property
    def may_be_shorter(self) -> bool:
        """Whether a part of it may count as a whole one."""
        return len(self.counts) > 1


def candidates(ocr: Ocr, image: Image, found: Found, number: Number) -> Candidates:
    """What the number in a field may be, by looks at its place alone."""
    seen = [ocr.probabilities(image, _let_out(found.box, *out)) for out in _LOOKS]
    looks = [dict(numbers(one, ALPHABET, marks=number.marks)) for one in seen]
    told = {digits for look in looks for digits in look if len(digits) in number.counts}
    rated = [(digits, min(look.get(digits, _UNSEEN) for look in looks)) for digits in told]
    return sorted(rated, key=lambda one: (-one[1], one[0]))


def said(found: Found, told: Candidates) -> Said | None:
    """The likeliest number, and what had been read at first where that was something else; None where there is none."""
    if not told:
        return None
    digits, likely = told[0]
    read = "".join(part.text for part in found.parts).replace(" ", "")
    first = found.said.text if found.said else read
    return Said(digits, likely, _printed_otherwise(read, first, digits))


def _printed_otherwise(read: str, first: str, digits: str) -> str | None:
    """What had been read, unless it was the number itself with marks between its digits."""
    bare = "".join(sign for sign in read if sign.isalnum())
    return None if digits in (bare, first) and bare.isdecimal() else read


def _let_out(quad: Quad, along: float, across: float) -> Quad:
    corners = np.asarray(quad)
    right = (corners[1] - corners[0] + corners[2] - corners[3]) / 2
    down = (corners[3] - corners[0] + corners[2] - corners[1]) / 2
    out = right / max(float(np.linalg.norm(right)), 1.0) * float(np.linalg.norm(down)) * along
    more = down * across / 2
    grown = corners + np.array([-out - more, out - more, out + more, -out + more])
    first, second, third, fourth = ((float(x), float(y)) for x, y in grown)
    return first, second, third, fourth
