"""The conversation's sound as the desk leads it: the talk of now, and the exchange that carries it out."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping

from .exchange import Exchange
from .leaks import Leak
from .peer import Sound
from .sound import Samples
from .switch import Switch
from .talk import Talk
from .talk_view import TalkView, talk_view

logger = logging.getLogger(__name__)


class Voices:
    """Takes every step of the talk in all that carries or watches sound; methods may be called from any thread.

    `on_leak` is called on the monitor's thread, and by then the talk is held: whatever is wrong, nobody hears more.
    """

    def __init__(
        self,
        booths: Iterable[int],
        *,
        on_leak: Callable[[Leak], None],
        hold: Samples | None = None,
        sides: Mapping[int, float] | None = None,
    ) -> None:
        """`hold` is played again and again to those who are held; None is silence. `sides` are those of `Switch`."""
        self._lock = threading.Lock()
        self._talk = Talk(frozenset(booths))
        self._since: float | None = None
        self._on_leak = on_leak
        self.exchange = Exchange(Switch(self._talk, hold=hold, sides=sides or {}), self._talk, on_leak=self._leaked)
        self.sound = Sound(self.exchange.heard, self.exchange.outgoing)
        """What the booths' connections are given."""

    @property
    def talk(self) -> Talk:
        """Who hears whom now."""
        return self._talk

    @property
    def since(self) -> float | None:
        """Since when, on the monotonic clock, the booth of now is in talk; None while none is."""
        return self._since

    @property
    def leaks(self) -> int:
        """How many leaks were found since the beginning; every one is one too many."""
        return self.exchange.monitor.leaks

    def start(self) -> None:
        """Begin to watch for leaks."""
        self.exchange.start()

    def stop(self) -> None:
        """Hold everybody and stop watching."""
        self.change(Talk.hold)
        self.exchange.stop()

    def change(self, step: Callable[[Talk], Talk]) -> bool:
        """Take a step of the talk, in force from the next 20 ms on; True where another booth is in talk than before."""
        with self._lock:
            before, self._talk = self._talk, step(self._talk)
            self.exchange.apply(self._talk)
            if before.talking_to == self._talk.talking_to:
                return False
            self._since = time.monotonic() if self._talk.talking_to is not None else None
            return True

    def leave(self, booth: int) -> None:
        """Somebody has left a booth, or its line is cut: nothing of the conversation is left for whoever comes next."""
        self.change(lambda talk: talk.leave(booth))
        self.stop_playing((booth,))
        self.exchange.hearing.forget(booth)

    def play(self, samples: Samples, booths: Iterable[int]) -> None:
        """Play a recorded sentence in booths."""
        self.exchange.switch.play(samples, booths)

    def stop_playing(self, booths: Iterable[int]) -> None:
        """End what is played in booths."""
        self.exchange.switch.stop(booths)

    def ring(self, samples: Samples) -> None:
        """Play something to the officer alone."""
        self.exchange.switch.ring(samples)

    def view(self) -> TalkView:
        """What the window shows of it now."""
        heard = self.exchange.hearing.heard(now=time.monotonic())
        return talk_view(self._talk, heard, since=self._since, playing=self.exchange.switch.playing())

    def _leaked(self, leak: Leak) -> None:
        logger.critical("sound of %d reached booth %d (likeness %.2f)", leak.source, leak.booth, leak.likeness)
        self.change(Talk.hold)
        self._on_leak(leak)
