"""What the window is told of the conversation: of each booth its lamp and its voice, of the officer the microphone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .hearing import Heard, Trouble, Voice, warnings
from .messages import Lamp
from .talk import Talk

_STEPS = 12
"""Steps of a level meter: a level changes what is shown only when it goes up or down a step."""


@dataclass(frozen=True, slots=True)
class BoothTalk:
    """One booth: what holds for it, whether its participant speaks, and what is amiss with its microphone."""

    lamp: Lamp = Lamp.HELD
    speaks: bool = False
    level: float = 0.0
    dead: bool = False
    noisy: bool = False
    since: float | None = None
    """Monotonic time since which it is in talk, None while it is not."""
    plays: bool = False
    """A recorded sentence is being played."""
    late_min: int | None = None
    """In how many minutes the officer said to be there, 0 when that time is over; None where nothing was said."""

    @property
    def wants_to_speak(self) -> bool:
        """The participant speaks, and is not heard."""
        return self.speaks and self.lamp in (Lamp.HELD, Lamp.ANNOUNCED)


@dataclass(frozen=True, slots=True)
class TalkView:
    """The whole conversation as the window shows it; two equal views look the same."""

    talk: Talk
    booths: Mapping[int, BoothTalk] = field(default_factory=dict)
    level: float = 0.0
    """The officer's own, from 0 to 1."""
    troubles: tuple[Trouble, ...] = ()

    def told_late(self, late: Mapping[int, int]) -> "TalkView":
        """The same with what was said to booths of being late, in minutes from now."""
        booths = {number: replace(booth, late_min=late.get(number)) for number, booth in self.booths.items()}
        return replace(self, booths=booths)

    def of(self, booth: int) -> BoothTalk:
        """One booth's part."""
        return self.booths.get(booth, BoothTalk())


def talk_view(
    talk: Talk, heard: Heard, *, since: float | None = None, playing: frozenset[int] = frozenset()
) -> TalkView:
    """What is to be shown; `since` is when the present talk began, `playing` where a recorded sentence is played."""
    booths = {
        booth: _booth(talk, booth, heard.booths.get(booth, Voice()), since, plays=booth in playing)
        for booth in sorted(talk.booths)
    }
    return TalkView(talk, booths, _step(heard.officer.level), warnings(talk, heard.officer))


def _booth(talk: Talk, booth: int, voice: Voice, since: float | None, *, plays: bool) -> BoothTalk:
    lamp = talk.lamp(booth)
    began = since if lamp is Lamp.TALK else None
    return BoothTalk(lamp, voice.speaks, _step(voice.level), voice.dead, voice.noisy, began, plays)


def _step(level: float) -> float:
    return round(level * _STEPS) / _STEPS
