"""To whom the officer said to be late: until when, for as long as no word is spoken with that booth."""

import math
from collections.abc import Iterable, Mapping


class Lateness:
    """Used by one thread; `now` is monotonic, in seconds."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}

    def tell(self, booths: Iterable[int], minutes: int, *, now: float) -> None:
        """Say to booths that it takes so many minutes from now; 0 takes back what was said."""
        for booth in booths:
            if minutes:
                self._until[booth] = now + 60.0 * minutes
            else:
                self.end(booth)

    def end(self, booth: int) -> None:
        """Nothing is said to this booth any more."""
        self._until.pop(booth, None)

    def end_all(self) -> None:
        """Nothing is said to any booth any more."""
        self._until.clear()

    def left(self, *, now: float) -> Mapping[int, int]:
        """In how many minutes the officer means to be there, by booth; 0 where that time is over."""
        return {booth: max(math.ceil((until - now) / 60.0), 0) for booth, until in self._until.items()}
