"""Time of pictures: when a recording's are due, how old a stream's are, and how many a second are let through."""

MAX_STEP_S = 1.0
MAX_LATE_S = 0.5


class Pace:
    """When each picture of a recording is due on the monotonic clock, loop after loop, without a gap."""

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._time_s = 0.0
        self._due: float | None = None

    def due(self, time_s: float | None, now: float) -> float:
        """When the picture with the recording's own time `time_s` is due.

        A step back (the next loop) or a hole counts as one period; after a stall the clock is set anew, since
        hurrying through what was missed would show the past.
        """
        step = self._period_s if time_s is None else time_s - self._time_s
        if not 0 < step <= MAX_STEP_S:
            step = self._period_s
        if time_s is not None:
            self._time_s = time_s
        if self._due is None or now - (self._due + step) > MAX_LATE_S:
            self._due = now
        else:
            self._due += step
        return self._due


class LiveClock:
    """When a stream's pictures were taken, told from their timestamps and the quickest arrival so far.

    A picture that waited in a buffer on its way arrives with a fresh clock and an old timestamp; without this it
    would look live. The quickest arrival is forgotten slowly, so that two clocks may drift apart by 2 %.
    """

    DRIFT = 0.02
    MAX_BACKLOG_S = 10.0

    def __init__(self) -> None:
        self._offset: float | None = None
        self._heard_at = 0.0
        self._time_s = 0.0

    def captured_at(self, time_s: float | None, now: float) -> float:
        """When the picture with timestamp `time_s`, which arrives `now`, was taken; `now` if it has none."""
        if time_s is None:
            return now
        offset = now - time_s
        if self._offset is not None and time_s >= self._time_s:  # timestamps that step back begin anew
            quickest = self._offset + self.DRIFT * (now - self._heard_at)
            if quickest < offset < quickest + self.MAX_BACKLOG_S:
                offset = quickest
        self._offset, self._heard_at, self._time_s = offset, now, time_s
        return time_s + offset


class Budget:
    """A rate with a reserve: a stream may burst to reach its live edge, but not flood."""

    def __init__(self, per_s: float, reserve: int) -> None:
        self._per_s = per_s
        self._reserve = reserve
        self._left = float(reserve)
        self._at: float | None = None

    def wait_s(self, now: float) -> float:
        """Spend one; how many seconds to wait before the next one."""
        if self._at is not None:
            self._left = min(self._left + (now - self._at) * self._per_s, self._reserve)
        self._at = now
        self._left -= 1
        return max(-self._left / self._per_s, 0.0)
