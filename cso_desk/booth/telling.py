"""Tells the booths how they stand with the officer: who is served, who is next, how long it takes, who hears whom."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from .attention import Attention
from .lateness import Lateness
from .messages import Lamp
from .reception import Reception
from .status import BoothTalk, Pace, statuses
from .talk import Talk
from .voices import Voices


class Telling:
    """Makes every booth's status of the talk, of who sits there and of what the officer said; used by one thread."""

    def __init__(self, reception: Reception, voices: Voices, *, now: Callable[[], datetime]) -> None:
        """`now` is the time of day."""
        self._reception, self._voices, self._now = reception, voices, now
        self._pace = Pace()
        self._lateness = Lateness()
        self._attentions: Callable[[], tuple[Attention, ...]] = tuple
        self._serves = False

    def serve(self, attentions: Callable[[], tuple[Attention, ...]]) -> None:
        """An officer is at the desk; `attentions` tells who needs them next, in order."""
        self._attentions, self._serves = attentions, True

    def rest(self) -> None:
        """No officer is at the desk."""
        self._attentions, self._serves = tuple, False
        self._lateness.end_all()

    def talked(self, seconds: float) -> None:
        """A conversation took so long: the estimates are made of what was measured."""
        self._pace = self._pace.after(seconds)

    def late(self) -> Mapping[int, int]:
        """In how many minutes the officer said to be there, by booth."""
        return self._lateness.left(now=time.monotonic())

    def tell_late(self, booths: Iterable[int], minutes: int) -> None:
        """The officer is late for booths; 0 minutes takes it back."""
        self._lateness.tell(booths, minutes, now=time.monotonic())

    def end_late(self, booth: int) -> None:
        """Nothing holds any more of what was said to this booth of being late."""
        self._lateness.end(booth)

    def tell(self) -> None:
        """Tell every booth how things are."""
        talk, since, late = self._voices.talk, self._voices.since, self.late()
        booths = [self._booth_talk(number, talk, late.get(number)) for number in sorted(talk.booths)]
        talk_for_s = 0.0 if since is None else time.monotonic() - since
        told = statuses(booths, self._attentions(), self._pace, talk_for_s=talk_for_s, clock=f"{self._now():%H.%M} WIB")
        self._reception.tell(told)

    def _booth_talk(self, number: int, talk: Talk, late_min: int | None) -> BoothTalk:
        sitting, progress = self._reception.sitting(number), self._reception.progress(number)
        consented = self._reception.consented(number)
        return BoothTalk(
            booth=number,
            lamp=talk.lamp(number),
            sees=self._serves and consented and not self._reception.is_covered(number),
            hears=consented and talk.lamp(number) in (Lamp.TALK, Lamp.LISTENED),
            called=progress is not None and progress.called,
            ticket=sitting.ticket if sitting is not None else "",
            late_min=late_min,
        )
