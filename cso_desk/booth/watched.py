"""The sound switch with the leak monitor at each of its mouths: what the booths' peers and the sound device hold."""

from collections.abc import Callable

from cso_desk.worker import Loop

from .leaks import WINDOW, Leak, LeakMonitor
from .sound import FRAME_S, Pcm
from .switch import Switch
from .talk import Talk


class WatchedSwitch:
    """Passes everything on to the switch and shows it to the monitor, which compares on a thread of its own."""

    def __init__(self, switch: Switch, talk: Talk, *, on_leak: Callable[[Leak], None]) -> None:
        self.switch = switch
        self.monitor = LeakMonitor(talk, on_leak=on_leak)
        self._loop = Loop("leaks", self._turn)

    def start(self) -> None:
        """Begin to compare."""
        self._loop.start()

    def stop(self) -> None:
        """Compare no more, and join the thread."""
        self._loop.stop()

    def apply(self, talk: Talk) -> None:
        """Let this be who hears whom, from the next frame on."""
        self.switch.apply(talk)
        self.monitor.apply(talk)

    def officer(self, pcm: Pcm) -> None:
        """The next frame of the officer's microphone."""
        self.monitor.officer(pcm)
        self.switch.officer(pcm)

    def outgoing(self, booth: int) -> Pcm:
        """The next frame for a booth, which goes to the encoder as it is."""
        pcm = self.switch.outgoing(booth)
        self.monitor.sent(booth, pcm)
        return pcm

    def heard(self, booth: int, pcm: Pcm) -> None:
        """The next frame of a booth's microphone."""
        self.monitor.heard(booth, pcm)
        self.switch.heard(booth, pcm)

    def loudspeaker(self) -> Pcm:
        """The next frame for the officer."""
        return self.switch.loudspeaker()

    def _turn(self, loop: Loop) -> None:
        self.monitor.check()
        loop.rest(WINDOW * FRAME_S / 2)
