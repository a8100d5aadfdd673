"""What one booth's camera has seen of papers lately: follows a paper from frame to frame and says when it is taken."""

from dataclasses import dataclass

import numpy as np

from .capture import BestFrames, Blocked, Taken
from .fingerprint import Fingerprint
from .frame import Frame
from .picture import Image
from .quad import Quad
from .quality import Fault, Limits, Quality
from .seeing import See, see

NEEDED = 10
"""So many good frames in a row take a picture by themselves."""

GONE_S = 1.2
"""A paper that is not seen for so long is gone: the next one is another, even if it is the same."""

_SEARCH_EVERY = 5
_ANOTHER = 14


@dataclass(frozen=True, slots=True)
class Progress:
    """What a booth's camera sees of a paper at this moment.

    `good` of `needed` frames in a row were good; `faults` are those of the newest frame, SHOW where no paper is seen;
    `corners` are the paper's in shares of the picture's width and height; `taken` says that this paper was taken.
    """

    booth: int
    good: int = 0
    needed: int = NEEDED
    faults: tuple[Fault, ...] = (Fault.SHOW,)
    corners: tuple[tuple[float, float], ...] = ()
    quality: Quality | None = None
    taken: bool = False

    @property
    def code(self) -> str:
        """What the booth's page tells the participant: a fault's name, `hold` or `taken`."""
        if self.taken:
            return "taken"
        return self.faults[0].value if self.faults else "hold"

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1."""
        return 1.0 if self.taken else self.good / self.needed


class Scan:
    """The papers before one camera; used by one thread."""

    def __init__(self, booth: int, camera: str, limits: Limits, see: See = see) -> None:
        """`see` looks at a picture: in this process, or in another one (`Eyes`)."""
        self._booth = booth
        self._camera = camera
        self._limits = limits
        self._see = see
        self._ring = BestFrames()
        self._quad: Quad | None = None
        self._seen_at = 0.0
        self._good = 0
        self._followed = 0
        self._taken = False
        self._print: Fingerprint | None = None
        self._last: Quality | None = None
        self._faults: tuple[Fault, ...] = (Fault.SHOW,)

    def look(self, frame: Frame) -> tuple[Progress, Taken | None]:
        """What is seen in the next frame, and the picture that it completes. Raises Blind, and nothing has changed."""
        at = frame.captured_at
        follow = self._followed < _SEARCH_EVERY
        seen = self._see(frame.image, self._limits, before=self._quad, ago_s=at - self._seen_at, follow=follow)
        if seen is None:
            self._good = self._followed = 0
            self._quad = None
            self._faults = (Fault.SHOW,)
            self._last = None
            if at - self._seen_at > GONE_S:
                self._forget()
            return Progress(self._booth, taken=self._taken), None
        self._followed = self._followed + 1 if seen.followed else 0
        self._quad, self._seen_at = seen.quad, at
        self._last, self._faults = seen.quality, seen.faults
        if seen.print is None:
            self._good = 0
            return self._progress(frame.image), None
        taken = Taken(self._booth, frame.image, seen.quad, seen.quality, at, self._camera)
        return self._good_one(taken, seen.print)

    def take(self, now: float) -> Taken | Blocked:
        """The best picture of the last ten seconds, or why there is none."""
        best = self._ring.best(now)
        if best is None:
            return Blocked(self._booth, self._faults, self._last)
        self._done()
        return best

    def _good_one(self, taken: Taken, print_: Fingerprint) -> tuple[Progress, Taken | None]:
        if self._print is not None and self._print.distance(print_) > _ANOTHER:
            self._good, self._taken = 0, False  # another paper came without a gap
            self._ring.clear()
        self._print = print_
        self._ring.add(taken)
        self._good = min(self._good + 1, NEEDED)
        done = None
        if self._good == NEEDED and not self._taken:
            done = self._ring.best(taken.at)
            self._done()
        return self._progress(taken.image), done

    def _done(self) -> None:
        self._taken = True
        self._ring.clear()

    def _forget(self) -> None:
        """The paper is gone; what was good of it stays in the ring until it is too old."""
        self._taken = False
        self._print = None

    def _progress(self, image: Image) -> Progress:
        height, width = image.shape[:2]
        shares = (self._quad if self._quad is not None else np.zeros((0, 2))) / (width, height)
        corners = tuple((float(x), float(y)) for x, y in shares)
        return Progress(self._booth, self._good, NEEDED, self._faults, corners, self._last, self._taken)
