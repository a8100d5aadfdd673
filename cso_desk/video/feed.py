"""What may honestly be said of a feed: live, stale or lost, told from the age of its newest picture, or covered."""

from dataclasses import dataclass
from enum import StrEnum

STALE_AFTER_S = 0.95
LOST_AFTER_S = 2.9
"""A little early: within one second, and three, after the last picture it stands on the screen, which is painted anew
so many times a second."""
COVERED = "covered"
"""The cause of a source whose camera is covered."""


class FeedState(StrEnum):
    """A feed's state; STALE and LOST are told from the age of the picture, never from a poll's result."""

    OFF = "off"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"
    COVERED = "covered"
    """The participant has covered the camera: no picture is sent, and none that was sent before is shown."""


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed at one moment: `age_s` is the newest picture's age in seconds (None before the first),
    `attempt` counts the tries to open it since it was last live, `cause` is a code such as "refused",
    `rested` is how much of the rest before the next try is over, from 0 to 1 (1 while trying)."""

    state: FeedState
    age_s: float | None = None
    attempt: int = 0
    cause: str = ""
    source_size: tuple[int, int] | None = None
    replaced: int = 0
    fps: float = 0.0
    rested: float = 1.0


def feed_state(age_s: float | None, connecting_s: float) -> FeedState:
    """The state of a feed whose newest picture is `age_s` old, or that has waited `connecting_s` for its first."""
    if age_s is None:
        return FeedState.CONNECTING if connecting_s < LOST_AFTER_S else FeedState.LOST
    if age_s <= STALE_AFTER_S:
        return FeedState.LIVE
    return FeedState.STALE if age_s <= LOST_AFTER_S else FeedState.LOST
