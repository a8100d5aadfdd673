"""How good a booth's line and picture are, each direction by itself, with the reason where they are not."""

from dataclasses import dataclass, field

LOSES_PERCENT = 3.0
SLOW_RTT_MS = 300.0
SLOW_JITTER_MS = 60.0
FEW_FPS = 0.5


@dataclass(frozen=True, slots=True)
class Way:
    """One direction: what is lost of it in percent, its jitter and the way there and back in ms, the pictures a second,
    their size, and kbit/s. None is what nobody has measured.

    `reason` is a code: good, unknown, line_loses, line_slow, saves, booth_busy, desk_busy, too_large, no_picture.
    """

    reason: str = "unknown"
    lost_percent: float | None = None
    jitter_ms: float | None = None
    rtt_ms: float | None = None
    fps: float | None = None
    size: tuple[int, int] | None = None
    kbps: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """A booth at one moment: `inward` is what the desk gets of it, `outward` what it gets of the desk.

    `at` is the monotonic time in seconds at which it was measured.
    """

    booth: int
    at: float
    inward: Way = field(default_factory=Way)
    outward: Way = field(default_factory=Way)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured of the way in during the last second, and what the page said of its own end.

    `dropped` counts the pictures that the desk could not decode in time.
    """

    lost_percent: float
    jitter_ms: float
    rtt_ms: float | None
    fps: float
    size: tuple[int, int] | None
    kbps: float
    dropped: int = 0
    is_thinned: bool = False
    limited_by: str = "none"


def inward(facts: Facts) -> Way:
    """The way in, with the first reason that explains what is seen."""
    return Way(_reason(facts), facts.lost_percent, facts.jitter_ms, facts.rtt_ms, facts.fps, facts.size, facts.kbps)


def outward(
    *, lost_percent: float | None, rtt_ms: float | None, fps: float | None, kbps: float | None, saves: bool = False
) -> Way:
    """The way out, as the booth tells it; `saves` where only a small picture is sent, for the line is too narrow."""
    if saves:
        reason = "saves"
    elif lost_percent is not None and lost_percent >= LOSES_PERCENT:
        reason = "line_loses"
    elif rtt_ms is not None and rtt_ms >= SLOW_RTT_MS:
        reason = "line_slow"
    elif fps is not None and fps < FEW_FPS:
        reason = "no_picture"
    else:
        reason = "unknown" if lost_percent is None and rtt_ms is None and fps is None else "good"
    return Way(reason, lost_percent, None, rtt_ms, fps, None, kbps)


def _reason(facts: Facts) -> str:
    if facts.is_thinned:
        return "too_large"
    if facts.dropped:
        return "desk_busy"
    if facts.lost_percent >= LOSES_PERCENT:
        return "line_loses"
    slow = facts.jitter_ms >= SLOW_JITTER_MS or (facts.rtt_ms is not None and facts.rtt_ms >= SLOW_RTT_MS)
    if slow or facts.limited_by == "bandwidth":
        return "line_slow"
    if facts.limited_by == "cpu":
        return "booth_busy"
    return "no_picture" if facts.fps < FEW_FPS else "good"
