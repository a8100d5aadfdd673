"""What is seen of a paper in one picture of a camera: where it is, how well, and which one it is."""

from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np

from .finding import find, refined
from .fingerprint import Fingerprint, fingerprint
from .picture import Image
from .quad import Quad, near, rectified
from .quality import Fault, Limits, Quality, judge, measure

_SMALL = 360


class Blind(Exception):
    """A picture could not be looked at; the next one may be."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A paper in a picture: its corners in pixels, what was measured, and what is wrong with it.

    `followed` where it was near its former place, so that it was not looked for elsewhere; `print` is the fingerprint
    of a paper with which nothing is wrong.
    """

    quad: Quad
    quality: Quality
    faults: tuple[Fault, ...] = ()
    followed: bool = False
    print: Fingerprint | None = None

    def as_json(self) -> dict[str, Any]:
        """As a value that JSON can hold, exactly."""
        return {
            "quad": self.quad.tolist(),
            "quality": asdict(self.quality),
            "faults": self.faults,
            "followed": self.followed,
            "print": None if self.print is None else str(self.print),
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Seen":
        """What `as_json` told."""
        return cls(
            np.array(told["quad"], np.float32),
            Quality(**told["quality"]),
            tuple(map(Fault, told["faults"])),
            told["followed"],
            None if told["print"] is None else Fingerprint.from_text(told["print"]),
        )


class See(Protocol):
    """A way to look at pictures: `see` itself, or a process that does."""

    def __call__(self, image: Image, limits: Limits, *, before: Quad | None, ago_s: float, follow: bool) -> Seen | None:
        """As `see`. Raises Blind."""


def see(image: Image, limits: Limits, *, before: Quad | None, ago_s: float, follow: bool) -> Seen | None:
    """The paper in a BGR or BGRA `image`, None where there is none.

    `before` is where it was `ago_s` seconds ago; there it is looked for first if `follow`, and from there it moved.
    """
    quad = refined(image, before) if follow and before is not None else None
    followed = quad is not None
    if quad is None:
        quad = find(image)
    if quad is None:
        return None
    motion = near(quad, before) / ago_s if before is not None and ago_s > 0 else 0.0
    quality = measure(image, quad, motion=motion)
    faults = judge(quality, limits)
    print_ = None if faults else fingerprint(rectified(image, quad, longest=_SMALL))
    return Seen(quad, quality, faults, followed, print_)
