"""How long to wait before asking again."""

import random
import time
from collections.abc import Callable


class Pace:
    """Full jitter between a floor and a doubling ceiling, in seconds; reset only by a success.

    What the centre asks for (Retry-After) is the least that is waited.
    """

    def __init__(
        self,
        *,
        floor_s: float = 0.2,
        base_s: float = 1.0,
        cap_s: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._floor_s = floor_s
        self._base_s = base_s
        self._cap_s = cap_s
        self._clock = clock
        self._failures = 0
        self._not_before = 0.0

    @property
    def left_s(self) -> float:
        """How long to wait still."""
        return max(0.0, self._not_before - self._clock())

    def failed(self, least_s: float = 0.0) -> None:
        """Wait longer than the last time."""
        ceiling = min(self._cap_s, self._base_s * 2.0 ** min(self._failures, 20))
        self._failures += 1
        self.hold(max(least_s, random.uniform(self._floor_s, max(self._floor_s, ceiling))))

    def hold(self, seconds: float) -> None:
        """Wait this long, without holding it against anybody."""
        self._not_before = self._clock() + seconds

    def succeeded(self) -> None:
        """Begin anew."""
        self._failures = 0
        self._not_before = 0.0
