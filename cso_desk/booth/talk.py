"""Who hears whom: one officer, several booths, and one of them in two-way talk at the most."""

from dataclasses import dataclass, field, replace

from .messages import Lamp

FULL_GAIN = 1.0
LISTENING_GAIN = 0.2
"""How loud the officer hears a booth in talk, and one that is only listened to (14 dB below)."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The whole conversation at one moment; every method returns the next moment and leaves this one as it is.

    Booths hear the officer or nobody: there is no way from a booth to a booth. A booth that is not one of `booths`
    changes nothing.
    """

    booths: frozenset[int]
    talking_to: int | None = None
    """The booth in two-way talk."""
    pushing: bool = False
    """True while the talk lasts only as long as a key is held down."""
    announcing_to: frozenset[int] = field(default=frozenset())
    """The booths that hear an announcement; while there are any, the officer hears none of them."""
    listening_to: int | None = None
    """The held booth that the officer hears quietly, without being heard in it."""
    muted: bool = False
    """True while the officer's microphone is off for everybody, whatever else holds."""

    # what the officer does

    def take(self, booth: int) -> "Talk":
        """Talk with a booth; in the same instant all others are held and hear nothing (A1)."""
        return self if booth not in self.booths else self._talk_with(booth, pushing=False)

    def hold(self) -> "Talk":
        """Hold everybody; what was listened to is still heard (A3)."""
        return replace(self, talking_to=None, pushing=False, announcing_to=frozenset())

    def toggle(self, booth: int) -> "Talk":
        """Hold the booth in latched talk, else take it."""
        latched = self.talking_to == booth and not self.pushing
        return self.hold() if latched else self.take(booth)

    def push(self, booth: int) -> "Talk":
        """Talk with a booth for as long as a key is down (A7); a booth already in talk stays as it is."""
        if booth not in self.booths or (self.talking_to == booth and not self.announcing_to):
            return self
        return self._talk_with(booth, pushing=True)

    def release(self) -> "Talk":
        """The key was let go, or the window lost it: hold, unless the talk was latched."""
        return self.hold() if self.pushing else self

    def announce(self, booths: frozenset[int] | None = None) -> "Talk":
        """Speak to all booths, or to those chosen, and hear none (A8); the talk before it is over."""
        to = self.booths if booths is None else booths & self.booths
        return replace(self, talking_to=None, pushing=False, announcing_to=to) if to else self

    def listen(self, booth: int) -> "Talk":
        """Hear a held booth quietly (A12); the same booth again ends it."""
        if booth not in self.booths or booth == self.talking_to:
            return self
        return replace(self, listening_to=None if booth == self.listening_to else booth)

    def mute(self) -> "Talk":
        """Switch the officer's microphone off, or on again."""
        return replace(self, muted=not self.muted)

    def leave(self, booth: int) -> "Talk":
        """Somebody left a booth: whoever comes next is held, and is not listened to."""
        after = self.hold() if booth == self.talking_to else self
        listening_to = None if booth == self.listening_to else self.listening_to
        return replace(after, announcing_to=after.announcing_to - {booth}, listening_to=listening_to)

    # what follows from it

    @property
    def connected(self) -> frozenset[int]:
        """The booths that the officer speaks to, with the microphone on or off."""
        if self.announcing_to:
            return self.announcing_to
        return frozenset() if self.talking_to is None else frozenset((self.talking_to,))

    @property
    def hearers(self) -> frozenset[int]:
        """The booths in which the officer is heard."""
        return frozenset() if self.muted else self.connected

    def gain(self, booth: int) -> float:
        """How loud the officer hears a booth: 0 is not at all."""
        if self.announcing_to:
            return 0.0
        if booth == self.talking_to:
            return FULL_GAIN
        return LISTENING_GAIN if booth == self.listening_to else 0.0

    def lamp(self, booth: int) -> Lamp:
        """What is true of the conversation of one booth, as its participant is told."""
        if booth in self.announcing_to:
            return Lamp.ANNOUNCED
        if self.gain(booth) == 0.0:
            return Lamp.HELD
        return Lamp.TALK if booth == self.talking_to else Lamp.LISTENED

    def _talk_with(self, booth: int, *, pushing: bool) -> "Talk":
        listening_to = None if booth == self.listening_to else self.listening_to
        return replace(self, talking_to=booth, pushing=pushing, announcing_to=frozenset(), listening_to=listening_to)


def nobody(booths: int) -> Talk:
    """The talk of a desk with so many booths in which all are held."""
    return Talk(frozenset(range(1, booths + 1)))
