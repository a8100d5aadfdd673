"""Pictures of papers that may be kept, and those of the last seconds that are the best."""

import itertools
from dataclasses import dataclass

from .picture import Image
from .quad import Quad, rectified
from .quality import Fault, Quality

REACH_S = 10.0
"""How far `BestFrames` reaches back, in seconds."""

KEPT = 4
"""How many whole pictures are held, three at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A picture of a paper that is good enough to be kept.

    `image` is the whole picture at the camera's own size, BGR or BGRA and read-only; `at` is the monotonic clock in
    seconds when it was taken; `camera` the camera's name, "" for a file.
    """

    booth: int
    image: Image
    quad: Quad
    quality: Quality
    at: float
    camera: str = ""

    def flat(self) -> Image:
        """The paper from straight above, BGR; as the participant holds it, perhaps upside down."""
        return rectified(self.image, self.quad)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Nothing is taken, and why: what matters most comes first."""

    booth: int
    faults: tuple[Fault, ...]
    quality: Quality | None = None


class BestFrames:
    """The best pictures of the last ten seconds: no more than a few are held, the best one always.

    A picture that a newer one surpasses is let go at once, so what is left grows worse from old to new; of too many
    the one is let go whose successor is nearly as good.
    """

    def __init__(self, *, kept: int = KEPT, reach_s: float = REACH_S) -> None:
        self._kept = kept
        self._reach_s = reach_s
        self._frames: list[Taken] = []

    def add(self, taken: Taken) -> None:
        """Lay a picture in; they come in the order in which they were taken."""
        worth = taken.quality.worth
        self._frames = [frame for frame in self._since(taken.at) if frame.quality.worth > worth]
        self._frames.append(taken)
        if len(self._frames) > self._kept:
            worths = [frame.quality.worth for frame in self._frames]
            losses = [older - newer for older, newer in itertools.pairwise(worths)]
            del self._frames[1 + losses[1:].index(min(losses[1:]))]

    def best(self, now: float) -> Taken | None:
        """The best picture that is no older than ten seconds."""
        self._frames = self._since(now)
        return self._frames[0] if self._frames else None

    def clear(self) -> None:
        """Forget all."""
        self._frames = []

    def __len__(self) -> int:
        return len(self._frames)

    def _since(self, now: float) -> list[Taken]:
        return [frame for frame in self._frames if now - frame.at <= self._reach_s]
