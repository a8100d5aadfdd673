"""What each participant is told of the desk: who is served, the place in line, how long, what the officer perceives.

Nothing of another booth but its number is ever in it (X11): a status is made of the booth's own facts, the number of
the booth in talk, and counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .attention import Attention, WorkState
from .messages import Lamp, Status


@dataclass(frozen=True, slots=True)
class BoothTalk:
    """What is true of the conversation with one booth; `sees` and `hears` are the officer's, at this moment."""

    booth: int
    lamp: Lamp
    sees: bool
    hears: bool
    called: bool = False
    recording: bool = False
    ticket: str = ""
    late_min: int | None = None
    """In how many minutes the officer said to be there, None where nothing was said."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the last conversations took, in seconds, newest last; estimates are made of what was measured alone."""

    talks_s: tuple[float, ...] = ()

    def after(self, seconds: float) -> "Pace":
        """One more conversation was measured."""
        return Pace((*self.talks_s, seconds)[-_REMEMBERED:])

    @property
    def usual_s(self) -> float | None:
        """How long a conversation usually takes; None while too few were measured."""
        return median(self.talks_s) if len(self.talks_s) >= _ENOUGH else None


def statuses(
    booths: Iterable[BoothTalk], order: Sequence[Attention], pace: Pace, *, talk_for_s: float = 0.0, clock: str = ""
) -> Mapping[int, Status]:
    """Each booth's own status, by booth.

    `order` is who needs the officer next (`attention.rank`), `talk_for_s` how long the conversation of now lasts.
    """
    booths = tuple(booths)
    serving = next((talk.booth for talk in booths if talk.lamp is Lamp.TALK), None)
    queue = [one for one in order if one.booth != serving and one.state is not WorkState.LOST]
    return {talk.booth: _status(talk, serving, queue, pace, talk_for_s=talk_for_s, clock=clock) for talk in booths}


def _status(
    talk: BoothTalk, serving: int | None, queue: Sequence[Attention], pace: Pace, *, talk_for_s: float, clock: str
) -> Status:
    place = next((place for place, one in enumerate(queue) if one.booth == talk.booth), None)
    late_min = talk.late_min
    if talk.lamp is Lamp.TALK:
        place = late_min = None
    return Status(
        lamp=talk.lamp,
        officer_sees=talk.sees,
        officer_hears=talk.hears,
        serving=serving,
        place=place,
        wait_s=None if place is None else _wait_s(queue[place], place, serving, pace, talk_for_s, late_min),
        late_min=late_min,
        called=talk.called,
        recording=talk.recording,
        clock=clock,
        ticket=talk.ticket,
    )


def _wait_s(
    own: Attention, place: int, serving: int | None, pace: Pace, talk_for_s: float, late_min: int | None
) -> float | None:
    """What is left of the conversation of now and the whole of those before; not less than one is still busy alone, or
    the officer is late."""
    usual = pace.usual_s
    late_s = 60.0 * late_min if late_min else None
    if usual is None:
        return late_s
    now = max(usual - talk_for_s, usual * _LEAST_LEFT) if serving is not None else 0.0
    return max(now + place * usual, own.left_s or 0.0, late_s or 0.0)


_REMEMBERED = 20
_ENOUGH = 3
_LEAST_LEFT = 0.1  # one that lasts longer than usual ends soon, but not now
