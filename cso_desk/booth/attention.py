"""Who needs the officer: the work state of each booth, and the order in which the officer is needed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LOST_BECOMES_NEED_S = 30.0


class WorkState(StrEnum):
    """What a booth is about at this moment."""

    TALK = "talk"
    NEED = "need"
    READY = "ready"
    SCAN = "scan"
    SOLO = "solo"
    LOST = "lost"
    CLOSED = "closed"


class Activity(StrEnum):
    """What the participant does, as the booth itself tells."""

    SOLO = "solo"
    SCANNING = "scanning"
    CALLING = "calling"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class BoothSignal:
    """What a booth tells of its participant: `step` is a code such as "form" or "id_card", `since` the monotonic time
    at which it began, `left_s` an estimate of how long it takes from then, in seconds, `document` the kind of paper
    that is shown."""

    booth: int
    activity: Activity
    step: str
    since: float
    left_s: float | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class BoothFacts:
    """What is known of one booth: whether a claim is open or decided in it, whether it could be approved,
    since when (monotonic seconds) each of that holds, and how long its picture has been lost."""

    booth: int
    occupied: bool
    decided: bool
    ready: bool
    ready_since: float
    lost_for_s: float | None
    signal: BoothSignal | None
    talk_since: float | None = None
    """Since when the officer and this booth hear each other, None while they do not."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One booth's work state, the code of its reason, and the monotonic time since which it holds."""

    booth: int
    state: WorkState
    reason: str
    since: float
    left_s: float | None = None


def attention(facts: BoothFacts, *, now: float) -> Attention:
    """The work state of one booth. A voice that is open is always said, but for a lost picture, which wins while a
    claim is open; after 30 s that needs the floor staff."""
    signal = facts.signal
    is_open = facts.occupied and not facts.decided
    if facts.talk_since is not None and not (is_open and facts.lost_for_s is not None):
        return Attention(facts.booth, WorkState.TALK, "talk", facts.talk_since)
    if not facts.occupied:
        return Attention(facts.booth, WorkState.CLOSED, "empty", facts.ready_since)
    if facts.decided:
        return Attention(facts.booth, WorkState.CLOSED, "decided", facts.ready_since)
    if facts.lost_for_s is not None:
        since = now - facts.lost_for_s
        if facts.lost_for_s < LOST_BECOMES_NEED_S:
            return Attention(facts.booth, WorkState.LOST, "reconnecting", since)
        return Attention(facts.booth, WorkState.NEED, "send_floor_staff", since + LOST_BECOMES_NEED_S)
    if facts.ready:
        return Attention(facts.booth, WorkState.READY, "all_passed", facts.ready_since)
    if signal is None:
        return Attention(facts.booth, WorkState.NEED, "verify", facts.ready_since)
    if signal.activity is Activity.SCANNING:
        return Attention(facts.booth, WorkState.SCAN, signal.step, signal.since, _left_s(signal, now))
    if signal.activity is Activity.SOLO:
        return Attention(facts.booth, WorkState.SOLO, signal.step, signal.since, _left_s(signal, now))
    return Attention(facts.booth, WorkState.NEED, signal.step, signal.since)


def _left_s(signal: BoothSignal, now: float) -> float | None:
    """What is left in whole seconds, so that what is shown changes once a second at the most."""
    return None if signal.left_s is None else float(max(0, math.ceil(signal.left_s - (now - signal.since))))


_ORDER = (WorkState.NEED, WorkState.READY, WorkState.SCAN, WorkState.SOLO, WorkState.LOST)


def rank(booths: Sequence[Attention], *, now: float) -> tuple[Attention, ...]:
    """The booths in the order in which the officer is needed; empty booths and the one in talk are left out.

    By state (need, ready, scanning, alone, lost); within need and ready the longest wait first, within
    scanning and alone the one that is done soonest.
    """

    def key(booth: Attention) -> tuple[int, float, int]:
        if booth.state in (WorkState.SCAN, WorkState.SOLO):
            return (
                _ORDER.index(booth.state),
                booth.left_s if booth.left_s is not None else _LONG_S,
                booth.booth,
            )
        return (_ORDER.index(booth.state), booth.since - now, booth.booth)

    return tuple(sorted((booth for booth in booths if booth.state in _ORDER), key=key))


_LONG_S = 1e9
