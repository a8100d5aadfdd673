"""A desk and six booths in which everybody sends a tone of their own, so that Goertzel tells who is heard where."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cso_desk.booth.sound import RATE, SAMPLES, Pcm
from cso_desk.booth.talk import Talk

OFFICER_HZ = 1000
BOOTH_HZ = {1: 450, 2: 550, 3: 650, 4: 750, 5: 850, 6: 1150}
"""Multiples of 50 Hz: in a frame of 20 ms they are strangers to each other, and every frame is like the one before."""
LOUD = 8000.0

_ALL_HZ = (OFFICER_HZ, *BOOTH_HZ.values())
_angles = 2 * np.pi * np.outer(np.arange(SAMPLES) / RATE, _ALL_HZ)
_GOERTZEL = np.hstack([np.cos(_angles), np.sin(_angles)]) * 2 / SAMPLES / LOUD


class Sound(Protocol):
    """What carries sound between officer and booths."""

    def apply(self, talk: Talk) -> None: ...
    def officer(self, pcm: Pcm) -> None: ...
    def heard(self, booth: int, pcm: Pcm) -> None: ...
    def outgoing(self, booth: int) -> Pcm: ...
    def loudspeaker(self) -> Pcm: ...


@cache
def tone(hertz: int, loud: float = LOUD) -> Pcm:
    """One frame of a tone, which the next one continues."""
    made = np.round(loud * np.sin(2 * np.pi * hertz * np.arange(SAMPLES) / RATE)).astype(np.int16)
    made.flags.writeable = False
    return made


def strengths(frames: NDArray[np.int16]) -> NDArray[np.float64]:
    """How strong the officer's and each booth's tone is in each row: 1 is as it was sent."""
    parts = frames.astype(np.float64) @ _GOERTZEL
    return np.hypot(parts[:, : len(_ALL_HZ)], parts[:, len(_ALL_HZ) :])


def strength(frame: Pcm, hertz: int) -> float:
    """How strong one tone is in one frame."""
    return float(strengths(frame[None, :])[0][_ALL_HZ.index(hertz)])


def say_a_frame(sound: Sound) -> None:
    """Everybody sends the next frame of their tone."""
    sound.officer(tone(OFFICER_HZ))
    for booth, hertz in BOOTH_HZ.items():
        sound.heard(booth, tone(hertz))


def run(
    sound: Sound, talks: Iterator[Talk], frames: Callable[[], int]
) -> Iterator[tuple[Talk, int, NDArray[np.int16]]]:
    """Go through the talks, each for some frames; tell the talk, its age in frames, and what every booth was sent."""
    for talk in talks:
        sound.apply(talk)
        for age in range(frames()):
            say_a_frame(sound)
            sound.loudspeaker()
            yield talk, age, np.stack([sound.outgoing(booth).copy() for booth in BOOTH_HZ])
