"""How the desk stands with the centre: whether the line is up, and what time it is there."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta


def _wall_clock() -> datetime:
    return datetime.now().astimezone()


class Reach:
    """Written by the sync, read by the claims thread. Until the first answer the line counts as `up` says."""

    def __init__(
        self,
        *,
        up: bool = True,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _wall_clock,
    ) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._wall = wall
        self._is_up = up
        self._told: tuple[datetime, float] | None = None

    @property
    def is_up(self) -> bool:
        """True while the last exchange brought a good answer."""
        with self._lock:
            return self._is_up

    def up(self, server_time: datetime | None = None) -> None:
        """Note a good answer, and the centre's time where it told that."""
        with self._lock:
            self._is_up = True
            if server_time is not None:
                self._told = (server_time, self._clock())

    def down(self) -> None:
        """Note that no good answer came."""
        with self._lock:
            self._is_up = False

    def now(self) -> datetime:
        """The centre's time by the monotonic clock since it was last told; this machine's where it never was."""
        with self._lock:
            if self._told is None:
                return self._wall()
            server_time, at = self._told
            return server_time + timedelta(seconds=self._clock() - at)

    @property
    def offset_s(self) -> float | None:
        """By how many seconds this machine's clock is ahead of the centre's; None where that is not known."""
        if self._told is None:
            return None
        return (self._wall() - self.now()).total_seconds()
