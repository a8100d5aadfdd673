"""What is heard in a microphone: how loud, whether somebody speaks, whether it is dead, and whether it is noisy."""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .sound import FRAME_S, Pcm
from .talk import Talk

FLOOR_DB = -96.0
"""The level of exact silence; all levels are in decibels below the loudest possible."""

_SPEAKS_ABOVE_DB = 12.0
_STOPS_BELOW_DB = 7.0
"""How far above the noise a voice begins, and how near to it it ends."""
_LEAST_DB = -52.0
_BEGINS_AFTER = 4
_ENDS_AFTER = 30
"""Frames: 80 ms of a voice make somebody who speaks, 600 ms without one make somebody who does not."""
_RISE_DB = 0.04
_FALL_SHARE = 0.2
"""The noise is learnt slowly upwards (2 dB a second) and quickly downwards, so that no voice is taken for noise."""
_NOISE_AT_FIRST_DB = -60.0
_DEAD_DB = -85.0
_DEAD_AFTER_S = 3.0
_NOISY_DB = -38.0
_NOISY_AFTER = 150
_SHOWN_FROM_DB = -60.0


@dataclass(frozen=True, slots=True)
class Voice:
    """A microphone at one moment. `level` is from 0 to 1 for a meter, `noise_db` what it hears when nobody speaks."""

    level: float = 0.0
    speaks: bool = False
    noise_db: float = _NOISE_AT_FIRST_DB
    dead: bool = False
    """Nothing came, or exact silence only, for three seconds."""
    noisy: bool = False


class Ear:
    """Listens to one microphone, frame by frame; how long something lasts is counted in frames of 20 ms."""

    def __init__(self, *, since: float | None = None) -> None:
        """`since` when the microphone should have given something, None where it may still come."""
        self._level_db = self._peak_db = FLOOR_DB
        self._noise_db = _NOISE_AT_FIRST_DB
        self._speaks = False
        self._towards = self._silent = self._loud = 0
        self._newest_at = since

    def hear(self, pcm: Pcm, *, now: float) -> None:
        """Take the next frame in; `now` is on the monotonic clock."""
        self._newest_at = now
        self._level_db = level_db(pcm)
        self._peak_db = max(self._level_db, self._peak_db - 1.2)
        self._silent = self._silent + 1 if self._level_db < _DEAD_DB else 0
        self._learn_noise()
        self._follow_voice()

    def voice(self, *, now: float) -> Voice:
        """How the microphone is at `now`."""
        quiet_s = 0.0 if self._newest_at is None else now - self._newest_at
        dead = quiet_s >= _DEAD_AFTER_S or self._silent * FRAME_S >= _DEAD_AFTER_S
        gone = quiet_s >= _BEGINS_AFTER * FRAME_S * 3
        level = 0.0 if gone else round(min(max(1 - self._peak_db / _SHOWN_FROM_DB, 0.0), 1.0), 2)
        noisy = self._loud >= _NOISY_AFTER and not dead
        return Voice(level, self._speaks and not gone and not dead, round(self._noise_db, 1), dead, noisy)

    def _learn_noise(self) -> None:
        if self._level_db < _DEAD_DB:
            return
        if self._level_db < self._noise_db:
            self._noise_db += (self._level_db - self._noise_db) * _FALL_SHARE
        else:
            self._noise_db += min(_RISE_DB, self._level_db - self._noise_db)
        self._loud = self._loud + 1 if self._noise_db > _NOISY_DB else 0

    def _follow_voice(self) -> None:
        limit = self._noise_db + (_STOPS_BELOW_DB if self._speaks else _SPEAKS_ABOVE_DB)
        is_voice = self._level_db > max(limit, _LEAST_DB)
        self._towards = 0 if is_voice == self._speaks else self._towards + 1
        if self._towards >= (_ENDS_AFTER if self._speaks else _BEGINS_AFTER):
            self._speaks, self._towards = is_voice, 0


def level_db(pcm: Pcm) -> float:
    """How loud a frame is: its root mean square, less what is constant in it, in decibels below the loudest."""
    sound = pcm.astype(np.float32)
    sound -= sound.mean()
    power = float(sound @ sound) / (len(sound) * 32768.0**2)
    return max(10 * math.log10(power), FLOOR_DB) if power > 0 else FLOOR_DB


class Trouble(StrEnum):
    """What is amiss with the officer's own microphone."""

    MUTED_SPEECH = "muted_speech"
    """The officer speaks, with the microphone off, to a booth that is in talk."""
    NO_INPUT = "no_input"
    NOISY = "noisy"


@dataclass(frozen=True, slots=True)
class Heard:
    """All microphones at one moment."""

    officer: Voice
    booths: Mapping[int, Voice]


class Hearing:
    """Listens to the officer's microphone and to every booth's; fed from any thread, asked from any other."""

    def __init__(self, talk: Talk, *, since: float) -> None:
        """`since`: the monotonic time from which the officer's microphone is on; a booth's comes when it comes."""
        self._lock = threading.Lock()
        self._officer = Ear(since=since)
        self._booths = {booth: Ear() for booth in sorted(talk.booths)}

    def officer(self, pcm: Pcm, *, now: float) -> None:
        """A frame of the officer's microphone."""
        with self._lock:
            self._officer.hear(pcm, now=now)

    def booth(self, booth: int, pcm: Pcm, *, now: float) -> None:
        """A frame of a booth's microphone."""
        with self._lock:
            self._booths[booth].hear(pcm, now=now)

    def forget(self, booth: int) -> None:
        """Somebody else sits in a booth, or its microphone is another."""
        with self._lock:
            self._booths[booth] = Ear()

    def heard(self, *, now: float) -> Heard:
        """Every microphone at `now`."""
        with self._lock:
            booths = {booth: ear.voice(now=now) for booth, ear in self._booths.items()}
            return Heard(self._officer.voice(now=now), booths)


def warnings(talk: Talk, officer: Voice) -> tuple[Trouble, ...]:
    """What the officer must be told of the own microphone, the gravest first (A10)."""
    if officer.dead:
        return (Trouble.NO_INPUT,)
    found = []
    if talk.muted and talk.connected and officer.speaks:
        found.append(Trouble.MUTED_SPEECH)
    if officer.noisy:
        found.append(Trouble.NOISY)
    return tuple(found)
