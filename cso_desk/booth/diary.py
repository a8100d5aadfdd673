"""What happened in each booth, so that an officer who comes back to one knows what went on while they were away."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

KEPT = 50
"""How many events of one booth are kept; the oldest go."""

_SAME_AGAIN_S = 20.0


class Happening(StrEnum):
    """What may happen in a booth."""

    ARRIVED = "arrived"
    CONSENTED = "consented"
    CONSENT_TAKEN_BACK = "consent_taken_back"
    STEP_DONE = "step_done"
    STUCK = "stuck"
    CALLED = "called"
    SPOKE = "spoke"
    CONFIRMED = "confirmed"
    FIELDS_WRONG = "fields_wrong"
    SIGNED = "signed"
    DOCUMENT_TAKEN = "document_taken"
    DOCUMENT_BLOCKED = "document_blocked"
    DIFFERS = "differs"
    CUT = "cut"
    BACK = "back"
    DEVICE_FAILED = "device_failed"
    LEFT_CHAIR = "left_chair"
    BACK_IN_CHAIR = "back_in_chair"
    COVERED = "covered"
    UNCOVERED = "uncovered"


LOUD = frozenset(
    (
        *(Happening.STUCK, Happening.CALLED, Happening.FIELDS_WRONG, Happening.DOCUMENT_BLOCKED, Happening.DIFFERS),
        *(Happening.CUT, Happening.DEVICE_FAILED, Happening.CONSENT_TAKEN_BACK, Happening.LEFT_CHAIR),
    )
)
"""What an officer should look at."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `about` says of what, as a code: a step, a kind of document, a form key, a device."""

    what: Happening
    at: datetime
    about: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_loud(self) -> bool:
        """True for what an officer should look at."""
        return self.what in LOUD


@dataclass(frozen=True, slots=True)
class Resume:
    """What went on in a booth while the officer was away: since when, and its events, the newest last."""

    since: datetime
    events: tuple[Event, ...]


class Diary:
    """The events of every booth since its participant sat down; used by one thread."""

    def __init__(self) -> None:
        self._events: dict[int, deque[Event]] = {}
        self._left_at: dict[int, datetime] = {}

    def note(self, booth: int, event: Event) -> None:
        """Write down what happened. The same again within 20 seconds stands there once, with the newer time."""
        events = self._events.setdefault(booth, deque(maxlen=KEPT))
        if events and _is_same_again(events[-1], event):
            events.pop()
        events.append(event)

    def leave(self, booth: int, now: datetime) -> None:
        """The officer turns to another booth."""
        self._left_at[booth] = now

    def clear(self, booth: int) -> None:
        """Another participant sits down, or nobody."""
        self._events.pop(booth, None)
        self._left_at.pop(booth, None)

    def events(self, booth: int) -> tuple[Event, ...]:
        """Everything that is kept of a booth, the newest last."""
        return tuple(self._events.get(booth, ()))

    def resume(self, booth: int) -> Resume | None:
        """What happened since the officer left this booth; None where they were never here, or nothing did."""
        left = self._left_at.get(booth)
        if left is None:
            return None
        events = tuple(event for event in self.events(booth) if event.at >= left)
        return Resume(left, events) if events else None


def _is_same_again(before: Event, event: Event) -> bool:
    same = (before.what, before.about, before.facts) == (event.what, event.about, event.facts)
    return same and (event.at - before.at).total_seconds() <= _SAME_AGAIN_S
