"""The sound of the desk in one piece: switch, hearing, leak monitor and recorded sentences, moved by one talk."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from cso_desk.worker import Loop

from .hearing import Hearing
from .leaks import Leak, LeakMonitor
from .messages import Lamp
from .peer import Sound
from .sound import Pcm, Samples
from .switch import Switch
from .talk import Talk
from .talk_view import TalkView, talk_view

logger = logging.getLogger(__name__)

CHECK_EVERY_S = 0.2


class Voices:
    """Takes every step of the talk in all that carries or watches sound; methods may be called from any thread.

    `on_leak` is called on the monitor's thread, and by then the talk is held: whatever is wrong, nobody hears more.
    """

    def __init__(self, booths: Iterable[int], *, on_leak: Callable[[Leak], None], hold: Samples | None = None) -> None:
        self._lock = threading.Lock()
        self._talk = Talk(frozenset(booths))
        self._since: float | None = None
        self._on_leak = on_leak
        self._switch = Switch(self._talk, hold=hold)
        self._hearing = Hearing(self._talk, since=time.monotonic())
        self._monitor = LeakMonitor(self._talk, on_leak=self._leaked)
        self._loop = Loop("leaks", self._check)
        self.sound = Sound(self._heard, self._outgoing)
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
        return self._monitor.leaks

    def start(self) -> None:
        """Begin to watch for leaks."""
        self._loop.start()

    def stop(self) -> None:
        """Hold everybody and stop watching."""
        self.change(Talk.hold)
        self._loop.stop()

    def change(self, step: Callable[[Talk], Talk]) -> bool:
        """Take a step of the talk, in force from the next 20 ms on; True where another booth is in talk than before."""
        with self._lock:
            before, self._talk = self._talk, step(self._talk)
            self._switch.apply(self._talk)
            self._monitor.apply(self._talk)
            if before.talking_to == self._talk.talking_to:
                return False
            self._since = time.monotonic() if self._talk.talking_to is not None else None
            return True

    def leave(self, booth: int) -> None:
        """Somebody has left a booth, or its line is cut: nothing of the conversation is left for whoever comes next."""
        self.change(lambda talk: talk.leave(booth))
        self._switch.stop((booth,))
        self._hearing.forget(booth)

    def microphone(self, pcm: Pcm) -> None:
        """The next 20 ms of the officer."""
        self._hearing.officer(pcm, now=time.monotonic())
        self._monitor.officer(pcm)
        self._switch.officer(pcm)

    def loudspeaker(self) -> Pcm:
        """The next 20 ms for the officer."""
        return self._switch.loudspeaker()

    def play(self, samples: Samples, booths: Iterable[int]) -> None:
        """Play a recorded sentence in booths."""
        self._switch.play(samples, booths)

    def stop_playing(self, booths: Iterable[int]) -> None:
        """End what is played in booths."""
        self._switch.stop(booths)

    def ring(self, samples: Samples) -> None:
        """Play something to the officer alone."""
        self._switch.ring(samples)

    def view(self) -> TalkView:
        """What the window shows of it now."""
        heard = self._hearing.heard(now=time.monotonic())
        return talk_view(self._talk, heard, since=self._since, playing=self._switch.playing())

    def officer_hears(self, booth: int) -> bool:
        """Whether the officer hears a booth now, loud or quietly."""
        return self._talk.lamp(booth) in (Lamp.TALK, Lamp.LISTENED)

    def _heard(self, booth: int, pcm: Pcm) -> None:
        self._hearing.booth(booth, pcm, now=time.monotonic())
        self._monitor.heard(booth, pcm)
        self._switch.heard(booth, pcm)

    def _outgoing(self, booth: int) -> Pcm:
        pcm = self._switch.outgoing(booth)
        self._monitor.sent(booth, pcm)
        return pcm

    def _check(self, loop: Loop) -> None:
        self._monitor.check()
        loop.rest(CHECK_EVERY_S)

    def _leaked(self, leak: Leak) -> None:
        logger.critical("sound of %d reached booth %d (likeness %.2f)", leak.source, leak.booth, leak.likeness)
        self.change(Talk.hold)
        self._on_leak(leak)
