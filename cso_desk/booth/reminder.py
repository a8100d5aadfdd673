"""The reminder that somebody is still on hold: a soft chime for the officer."""

from .messages import Lamp
from .talk import Talk

REMIND_EVERY_S = 60.0


class HoldReminder:
    """Remembers since when each booth that was in talk is on hold, and says when it is time to ring (A5)."""

    def __init__(self, *, every_s: float = REMIND_EVERY_S) -> None:
        self.muted = False
        """True while nothing rings; who is on hold is remembered all the same."""
        self._every_s = every_s
        self._talk: Talk | None = None
        self._held: dict[int, float] = {}
        self._rung_at: float | None = None

    @property
    def held_since(self) -> dict[int, float]:
        """Since when, on the monotonic clock, each booth that was in talk before is on hold."""
        return dict(self._held)

    def forget(self, booth: int) -> None:
        """The participant has left: nobody is on hold there."""
        self._held.pop(booth, None)

    def follow(self, talk: Talk, *, now: float) -> bool:
        """Take note of how the talk is at `now`; True when it is time to ring, which is not while one talks."""
        before, self._talk = self._talk, talk
        for booth in talk.booths:
            if before is not None and before.lamp(booth) is Lamp.TALK and talk.lamp(booth) is not Lamp.TALK:
                self._held.setdefault(booth, now)
            elif talk.lamp(booth) is Lamp.TALK:
                self._held.pop(booth, None)
        if self.muted or talk.connected or not self._held:
            return False
        since = min(self._held.values())
        if now - max(since, since if self._rung_at is None else self._rung_at) < self._every_s:
            return False
        self._rung_at = now
        return True
