"""The telephone exchange of the desk: the sound switch, with the leak monitor and the ears at each of its mouths."""

import time
from collections.abc import Callable

from cso_desk.worker import Loop

from .hearing import Hearing
from .leaks import WINDOW, Leak, LeakMonitor
from .sound import FRAME_S, Ears, Pcm
from .switch import Switch
from .talk import Talk


class Exchange:
    """What the booths' peers and the sound device hold: passes everything on to the switch, and shows it to the others.

    `apply` may be called from any thread and takes effect with the next frame. Leaks are looked for on a thread
    `leaks`, and announced from it.
    """

    def __init__(self, switch: Switch, talk: Talk, *, on_leak: Callable[[Leak], None]) -> None:
        self.switch = switch
        self.monitor = LeakMonitor(talk, on_leak=on_leak)
        self.hearing = Hearing(talk, since=time.monotonic())
        self._loop = Loop("leaks", self._turn)

    def start(self) -> None:
        """Begin to look for leaks."""
        self._loop.start()

    def stop(self) -> None:
        """Look no more, and join the thread."""
        self._loop.stop()

    def apply(self, talk: Talk) -> None:
        """Let this be who hears whom, from the next frame on."""
        self.switch.apply(talk)
        self.monitor.apply(talk)

    def officer(self, pcm: Pcm) -> None:
        """The next frame of the officer's microphone."""
        self.hearing.officer(pcm, now=time.monotonic())
        self.monitor.officer(pcm)
        self.switch.officer(pcm)

    def outgoing(self, booth: int) -> Pcm:
        """The next frame for a booth, which goes to the encoder as it is."""
        pcm = self.switch.outgoing(booth)
        self.monitor.sent(booth, pcm)
        return pcm

    def heard(self, booth: int, pcm: Pcm) -> None:
        """The next frame of a booth's microphone."""
        self.hearing.booth(booth, pcm, now=time.monotonic())
        self.monitor.heard(booth, pcm)
        self.switch.heard(booth, pcm)

    def loudspeaker(self) -> Pcm:
        """The next frame for the officer."""
        return self.switch.loudspeaker()

    def both_ears(self) -> Ears:
        """The next frame for the officer, for two ears."""
        return self.switch.both_ears()

    def _turn(self, loop: Loop) -> None:
        self.monitor.check()
        loop.rest(WINDOW * FRAME_S / 2)
