"""The leak monitor: looks at what is sent to each booth and finds in it what was not meant for it.

It knows nothing of the switch. It takes the microphones as they come, what leaves for a booth at the last point before
the encoder, and who may hear whom, and compares the sounds themselves, as one compares two recordings.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .likeness import PIECE, QUIET, Sound, Thinner, is_loud, likeness, without
from .sound import Pcm
from .talk import Talk

WINDOW = 10
"""Frames that are looked at together: 200 ms, and as often."""

OFFICER = 0
"""Stands for the officer where a booth is named."""

_KEPT = 40
"""Frames of a microphone that are remembered: 800 ms, so that a sound is found up to 600 ms after it was said."""
_PENDING = 5 * WINDOW
_GRACE = 1
"""Frames that may still leave by the rights of before: a change holds from the next frame on."""
_ALIKE = 0.75
_ALIKE_THROUGH_AIR = 0.55
"""How alike two sounds that are the same must be in three windows one after the other, and at the same delay; less is
asked where loudspeaker, room and microphone change a sound. Speech of two people reaches this now and then, but hardly
three times at the same delay."""
_WINDOWS = 3


@dataclass(frozen=True, slots=True)
class Leak:
    """Something reached a booth that was not meant for it.

    `source` is the booth where it was said, 0 for the officer; `likeness` runs to 1; `through_air` is True where the
    officer's microphone took it from the loudspeaker.
    """

    booth: int
    source: int
    likeness: float
    through_air: bool = False


class LeakMonitor:
    """Fed from the threads of sound, some microseconds a call; `check` compares, on a thread that may take its time.

    Nothing said in one booth may reach another, nothing said by the officer a booth that is held. A frame that is
    sample by sample one of another microphone is found at once; one changed or mixed, when it goes on for 600 ms.
    """

    def __init__(self, talk: Talk, *, on_leak: Callable[[Leak], None]) -> None:
        self.leaks = 0
        """How many were found."""
        self.checked = 0
        """How many windows of sound were compared."""
        self._on_leak = on_leak
        self._lock = threading.Lock()
        self._talk = talk
        self._said = {number: _Said() for number in (OFFICER, *sorted(talk.booths))}
        self._sent = {booth: _Sent() for booth in sorted(talk.booths)}
        self._suspected: dict[tuple[int, int, bool], tuple[int, int]] = {}

    def apply(self, talk: Talk) -> None:
        """Let this be who may hear whom, but for the one frame that is on its way."""
        with self._lock:
            before, self._talk = self._talk, talk
            for booth in before.hearers - talk.hearers:
                self._sent[booth].grace = _GRACE

    def officer(self, pcm: Pcm) -> None:
        """A frame of the officer's microphone."""
        with self._lock:
            self._said[OFFICER].put(pcm)

    def heard(self, booth: int, pcm: Pcm) -> None:
        """A frame of a booth's microphone."""
        with self._lock:
            self._said[booth].put(pcm)

    def sent(self, booth: int, pcm: Pcm) -> None:
        """A frame that leaves for a booth."""
        with self._lock:
            sent = self._sent[booth]
            print_ = hash(pcm.tobytes()) if pcm.any() else None
            hears = booth in self._talk.hearers
            exact = [number for number, said in self._said.items() if number != booth and print_ in said.prints]
            loud = [other for other in self._sent if other != booth and self._talk.gain(other)] if hears else []
            sent.keep(pcm, _Rights(hears, OFFICER in exact, tuple(loud)), [one for one in exact if one or not hears])

    def check(self) -> tuple[Leak, ...]:
        """Compare what was sent since the last time, in whole windows; tell what was found."""
        with self._lock:
            windows = {booth: window for booth, sent in self._sent.items() if (window := sent.window()) is not None}
            said = {number: one.memory() for number, one in self._said.items()} if windows else {}
            played = {booth: sent.memory() for booth, sent in self._sent.items()} if windows else {}
        lately = _Lately(said, played)
        found = tuple(leak for booth, window in windows.items() for leak in self._leaks(booth, window, lately))
        self.checked += len(windows)
        self.leaks += len(found)
        for leak in found:
            self._on_leak(leak)
        return found

    def _leaks(self, booth: int, window: "_Window", lately: "_Lately") -> Iterator[Leak]:
        exact = [Leak(booth, source, 1.0) for source in window.exact]
        yield from exact
        known = {leak.source for leak in exact}
        others = [other for other in lately.said if other not in (booth, OFFICER)]
        held = window.sound * ~window.hears[:, None]
        if is_loud(held):
            yield from self._alike(booth, held, [OFFICER, *others], lately, known)
        heard = window.sound * window.hears[:, None]
        rest = _more_than_officer(heard * ~window.is_officers[:, None], lately.said[OFFICER])
        if is_loud(rest):
            yield from self._alike(booth, rest, others, lately, known)
        if window.loud and is_loud(heard):
            yield from self._alike(booth, heard, window.loud, lately, known, through_air=True)

    def _alike(
        self,
        booth: int,
        frames: Sound,
        sources: Iterable[int],
        lately: "_Lately",
        known: set[int],
        *,
        through_air: bool = False,
    ) -> Iterator[Leak]:
        """What is alike in this window, and was at the same delay in those before."""
        limit = _ALIKE_THROUGH_AIR if through_air else _ALIKE
        sound = frames.reshape(-1)
        for source in sources:
            alike = likeness(sound, lately.said[source])
            suspicion = (booth, source, through_air)
            place, times = self._suspected.pop(suspicion, (-1, 0))
            best = int(np.argmax(alike))
            if alike[best] < limit or lately.was_played_to(source, sound, limit):
                continue
            goes_on = times > 0 and _at_delay(alike, place) >= limit
            self._suspected[suspicion] = (place, times + 1) if goes_on else (best, 1)
            if goes_on and times + 1 >= _WINDOWS and source not in known:
                yield Leak(booth, source, round(float(alike[best]), 3), through_air)


@dataclass(frozen=True, slots=True)
class _Lately:
    """What every microphone said of late, by booth and for the officer, and what was sent to every booth."""

    said: Mapping[int, Sound]
    sent: Mapping[int, Sound]

    def was_played_to(self, source: int, sound: Sound, limit: float) -> bool:
        """True for what a booth's microphone only gives back of what its own loudspeaker played: one recording in
        several booths, or an announcement, is nobody's secret."""
        return source in self.sent and float(likeness(sound, self.sent[source]).max()) >= limit


class _Memory:
    """The newest frames of one stream at 8 kHz."""

    def __init__(self) -> None:
        self._thin = Thinner()
        self._frames = np.zeros((_KEPT, PIECE), np.float32)
        self._at = 0

    def put(self, pcm: Pcm) -> Sound:
        """Take the next frame in; returns its slope."""
        slope = self._thin.take(pcm)
        self._frames[self._at] = slope
        self._at = (self._at + 1) % _KEPT
        return slope

    def memory(self) -> Sound:
        """All of them, the newest last."""
        return np.roll(self._frames, -self._at, axis=0).reshape(-1)


class _Said(_Memory):
    """What a microphone said of late."""

    def __init__(self) -> None:
        super().__init__()
        self.prints: deque[int] = deque(maxlen=_KEPT)
        """Of every frame that could be understood."""

    def put(self, pcm: Pcm) -> Sound:
        slope = super().put(pcm)
        if float(slope @ slope) >= PIECE * QUIET * QUIET:
            self.prints.append(hash(pcm.tobytes()))
        return slope


@dataclass(frozen=True, slots=True)
class _Rights:
    """Of one frame: whether the officer might be heard in it, and is, and which booths the loudspeaker gave out."""

    hears: bool
    is_officers: bool
    loud: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """Some frames that were sent to a booth, one a row, and those who were heard in it and might not be."""

    sound: Sound
    hears: NDArray[np.bool_]
    is_officers: NDArray[np.bool_]
    loud: tuple[int, ...]
    exact: tuple[int, ...]


class _Sent(_Memory):
    """What was sent to one booth, and what of it is not yet compared."""

    def __init__(self) -> None:
        super().__init__()
        self.grace = 0
        self._frames_due: deque[tuple[Sound, _Rights, tuple[int, ...]]] = deque(maxlen=_PENDING)

    def keep(self, pcm: Pcm, rights: _Rights, exact: list[int]) -> None:
        slope = self.put(pcm)
        if self.grace:
            self.grace -= 1
            slope, exact = (slope, exact) if rights.hears else (np.zeros(PIECE, np.float32), [])
        self._frames_due.append((slope, rights, tuple(exact)))

    def window(self) -> _Window | None:
        if len(self._frames_due) < WINDOW:
            return None
        slopes, rights, exact = zip(*(self._frames_due.popleft() for _ in range(WINDOW)), strict=True)
        return _Window(
            np.array(slopes),
            np.array([one.hears for one in rights]),
            np.array([one.is_officers for one in rights]),
            rights[-1].loud,
            tuple(sorted({source for sources in exact for source in sources})),
        )


def _more_than_officer(frames: Sound, officer: Sound) -> Sound:
    """The frames, less what of each is the officer's own voice."""
    rest = frames.copy()
    for row in np.flatnonzero(np.abs(frames).max(axis=1) > 0):
        rest[row] = without(frames[row], officer)
    return rest


def _at_delay(alike: Sound, place: int) -> float:
    """The greatest likeness at a place, or any number of whole frames from it: a buffer may have left some out."""
    same = [alike[(place + step) % PIECE :: PIECE].max() for step in (-1, 0, 1)]
    return float(max(same))
