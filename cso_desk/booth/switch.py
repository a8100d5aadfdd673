"""The sound switch: carries the officer's voice to those who may hear it, theirs to the officer, and nothing else."""

import threading
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from .lane import Lane
from .messages import Lamp
from .sound import SAMPLES, SILENCE, Ears, Joint, Pcm, Samples, pan
from .talk import Talk

GUARD_FRAMES = 2
"""Frames of the microphone that a booth is not given after it was opened: what was said before, to somebody else, and
what the booth before still says out of the loudspeaker, is on its way for that long."""

Mix = NDArray[np.int32]
"""Room in which the sounds of one frame are added up."""

_NO_SIDES: Mapping[int, float] = MappingProxyType({})


class Switch:
    """Microphone and booths push, booths and loudspeaker pull, each from a thread of its own; nobody waits for another.

    What is put in is copied, what is given out is the caller's until the next call for the same listener. There is no
    way from a booth to a booth: what booths say ends in `loudspeaker` or `both_ears`, and what goes to them begins in
    `officer`, in `play`, or in `hold`.
    """

    def __init__(self, talk: Talk, *, hold: Samples | None = None, sides: Mapping[int, float] = _NO_SIDES) -> None:
        """`hold` is played again and again to those who are held; None is exact silence.

        `sides` is where each booth stands before the officer, from -1 (left) to 1 (right): see `pan`.
        """
        self._sides = sides
        self._lock = threading.Lock()
        self._talk = talk
        self._out = {booth: _Out(hold) for booth in sorted(talk.booths)}
        self._in = {booth: _In() for booth in sorted(talk.booths)}
        self._ring = _Recording(None)
        self._mix = np.zeros(SAMPLES, np.int32)
        self._loudspeaker = np.zeros(SAMPLES, np.int16)
        self._frame = np.zeros(SAMPLES, np.int16)
        self._around = np.zeros((SAMPLES, 2), np.float32)
        self._ears = np.zeros((SAMPLES, 2), np.int16)
        self.apply(talk)

    def apply(self, talk: Talk) -> None:
        """Let this be who hears whom, from the next frame on."""
        with self._lock:
            before, self._talk = self._talk, talk
            for booth, out in self._out.items():
                out.is_held = talk.lamp(booth) is Lamp.HELD
                if (booth in talk.hearers) != out.is_open:
                    out.open(booth in talk.hearers)
                if booth in talk.connected - before.connected:
                    out.recording = _Recording(None)
            for booth, way in self._in.items():
                way.hear(talk.gain(booth))

    def officer(self, pcm: Pcm) -> None:
        """The next frame of the officer's microphone."""
        with self._lock:
            for booth in self._talk.hearers:
                self._out[booth].put(pcm)

    def outgoing(self, booth: int) -> Pcm:
        """The next frame for a booth: the officer, a recording, both, what is played on hold, or exact zeros."""
        with self._lock:
            return self._out[booth].take(self._mix)

    def heard(self, booth: int, pcm: Pcm) -> None:
        """The next frame of a booth's microphone."""
        with self._lock:
            self._in[booth].put(pcm)

    def loudspeaker(self) -> Pcm:
        """The next frame for the officer: the booths that are heard, each as loud as it is heard, and what rings."""
        with self._lock:
            self._mix[:] = 0
            for way in self._in.values():
                if way.take(self._frame):
                    self._mix += self._frame
            if self._ring.take(self._frame):
                self._mix += self._frame
            _fit(self._mix, self._loudspeaker)
            return self._loudspeaker

    def both_ears(self) -> Ears:
        """The same for two ears, in place of `loudspeaker`: who is listened to comes from their side (A13)."""
        with self._lock:
            self._around[:] = 0
            for booth, way in self._in.items():
                if way.take(self._frame):
                    aside = self._talk.lamp(booth) is Lamp.LISTENED
                    way.add(self._frame, self._around, side=self._sides.get(booth, 0.0) if aside else 0.0)
            if self._ring.take(self._frame):
                self._around += self._frame[:, None]
            np.clip(self._around, -_LOUDEST, _LOUDEST, out=self._ears, casting="unsafe")
            return self._ears

    def play(self, samples: Samples, booths: Iterable[int]) -> None:
        """Play a recording in booths, from its beginning; what is played there ends."""
        with self._lock:
            for booth in booths:
                self._out[booth].recording = _Recording(samples)

    def stop(self, booths: Iterable[int]) -> None:
        """End what is played in booths."""
        with self._lock:
            for booth in booths:
                self._out[booth].recording = _Recording(None)

    def playing(self) -> frozenset[int]:
        """The booths in which a recording is played."""
        with self._lock:
            return frozenset(booth for booth, out in self._out.items() if not out.recording.is_over)

    def ring(self, samples: Samples) -> None:
        """Play something to the officer alone."""
        with self._lock:
            self._ring = _Recording(samples)

    def volume(self, booth: int, volume: float) -> None:
        """Hear a booth louder (above 1) or softer from now on, so that all sound alike."""
        with self._lock:
            self._in[booth].volume = volume

    def left_out(self) -> int:
        """How many frames nobody heard since the beginning, because two clocks did not agree."""
        with self._lock:
            lanes = [out.lane for out in self._out.values()] + [way.lane for way in self._in.values()]
            return sum(lane.left_out for lane in lanes)


class _Out:
    """The way to one booth."""

    def __init__(self, hold: Samples | None) -> None:
        self.is_open = False
        self.is_held = True
        self.recording = _Recording(None)
        self.lane = Lane()
        self._hold = _Recording(hold, again=True)
        self._guard = 0
        self._joint = Joint()
        self._sources: tuple[object, ...] = ()
        self._part = np.zeros(SAMPLES, np.int16)
        self._frame = np.zeros(SAMPLES, np.int16)

    def open(self, is_open: bool) -> None:
        self.is_open = is_open
        self.lane.clear()
        self._guard = GUARD_FRAMES

    def put(self, pcm: Pcm) -> None:
        if self._guard:
            self._guard -= 1
        else:
            self.lane.put(pcm)

    def take(self, mix: Mix) -> Pcm:
        mix[:] = 0
        sources: list[object] = []
        whole = True
        if self.is_open and self.lane.take(self._part):
            mix += self._part
            sources.append(self.lane)
            whole = self.lane.whole()
        if self.recording.take(self._part):
            mix += self._part
            sources.append(self.recording)
        elif self.is_held and self._hold.take(self._part):
            mix += self._part
            sources.append(self._hold)
        _fit(mix, self._frame)
        self._joint.pass_on(self._frame, continues=whole and self._sources == tuple(sources))
        self._sources = tuple(sources)
        return self._frame


class _In:
    """The way from one booth."""

    def __init__(self) -> None:
        self.lane = Lane()
        self.volume = 1.0
        self._gain = self._gain_before = 0.0
        self._flowed = False
        self._joint = Joint()
        self._side = 0.0

    def hear(self, gain: float) -> None:
        if gain and not self._gain:
            self.lane.clear()
        self._gain = gain

    def put(self, pcm: Pcm) -> None:
        if self._gain:
            self.lane.put(pcm)

    def take(self, frame: Pcm) -> bool:
        flows = self._gain > 0 and self.lane.take(frame)
        gain = self._gain * self.volume if flows else 0.0
        if not flows and not self._flowed:
            return False
        if flows and gain != 1.0:
            np.clip(frame * gain, -_LOUDEST, _LOUDEST, out=frame, casting="unsafe")
        elif not flows:
            frame[:] = SILENCE
        continues = flows and self.lane.whole() and gain == self._gain_before
        self._joint.pass_on(frame, continues=continues)
        self._gain_before, self._flowed = gain, flows
        return True

    def add(self, frame: Pcm, around: NDArray[np.float32], *, side: float) -> None:
        """Add a frame at its side; from one side to another it moves within the frame, so that nothing clicks."""
        gains = np.linspace(pan(self._side), pan(side), SAMPLES, dtype=np.float32)
        around += frame[:, None] * gains
        self._side = side


class _Recording:
    """Sound that is played from its beginning to its end, or again and again."""

    def __init__(self, samples: Samples | None, *, again: bool = False) -> None:
        self._samples = samples if samples is not None and len(samples) else None
        self._again = again
        self._at = 0

    @property
    def is_over(self) -> bool:
        return self._samples is None

    def take(self, into: Pcm) -> bool:
        if self._samples is None:
            return False
        piece = self._samples[self._at : self._at + SAMPLES]
        into[: len(piece)] = piece
        into[len(piece) :] = 0
        self._at += SAMPLES
        if self._at >= len(self._samples):
            self._at = 0
            self._samples = self._samples if self._again else None
        return True


_LOUDEST = 32_767


def _fit(mix: Mix, into: Pcm) -> None:
    """What is too loud for 16 bits is as loud as they allow."""
    np.clip(mix, -_LOUDEST, _LOUDEST, out=into, casting="unsafe")
