"""Whether the line to a booth carries the officer's whole picture, or only a small one beside the sound."""

LOST_PERCENT = 15.0
RTT_MS = 800.0
BAD_S = 1.0
"""So long the line loses that much, or takes that long, before less is sent."""

FIRST_REST_S = 20.0
LONGEST_REST_S = 320.0
PROVEN_S = 60.0


class Thrift:
    """Watches one line: what loses much, or is late, because it is full, is spared, and tried again by itself.

    The first time after 20 s; where that was too soon, twice as long is waited each time.
    """

    def __init__(self) -> None:
        self.saves = False
        """True while only the small picture is sent."""
        self._bad_since: float | None = None
        self._changed_at = 0.0
        self._rest_s = FIRST_REST_S

    def follow(self, *, lost_percent: float | None, rtt_ms: float | None, now: float) -> bool:
        """Take in what was measured of the way out; True where something else is to be sent from now on."""
        bad = (lost_percent or 0.0) >= LOST_PERCENT or (rtt_ms or 0.0) >= RTT_MS
        if not bad:
            self._bad_since = None
        elif self._bad_since is None:
            self._bad_since = now
        if self.saves:
            return not bad and now - self._changed_at >= self._rest_s and self._change(now)
        if self._bad_since is None or now - self._bad_since < BAD_S:
            return False
        too_soon = self._changed_at and now - self._changed_at < PROVEN_S
        self._rest_s = min(self._rest_s * 2, LONGEST_REST_S) if too_soon else FIRST_REST_S
        return self._change(now)

    def try_now(self) -> None:
        """Save no more, until the line is seen to be full again."""
        self.saves, self._bad_since, self._changed_at = False, None, 0.0

    def _change(self, now: float) -> bool:
        self.saves, self._changed_at, self._bad_since = not self.saves, now, None
        return True
