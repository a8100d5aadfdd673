"""The sound of the desk in one piece: what a step of the talk does to all that carries or watches sound."""

from collections.abc import Iterator

import numpy as np
import pytest

from cso_desk.booth.leaks import Leak
from cso_desk.booth.sound import RATE, SAMPLES, Pcm
from cso_desk.booth.talk import Talk
from cso_desk.booth.voices import Voices


@pytest.fixture
def leaks() -> list[Leak]:
    return []


@pytest.fixture
def voices(leaks: list[Leak]) -> Iterator[Voices]:
    made = Voices((1, 2, 3), on_leak=leaks.append)
    yield made
    made.stop()


def tone(hertz: float, frame: int) -> Pcm:
    at = (np.arange(SAMPLES) + frame * SAMPLES) / RATE
    return (8000 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)


def spoken(voices: Voices, booth: int, frames: int = 20) -> int:
    """How loud the officer, who speaks all the while, is in a booth at the end."""
    heard = np.zeros(SAMPLES, np.int16)
    for frame in range(frames):
        voices.exchange.officer(tone(1000, frame))
        heard = voices.sound.outgoing(booth).copy()
    return int(np.abs(heard).max())


def test_the_officer_is_heard_where_the_talk_is_and_nowhere_else(voices: Voices) -> None:
    assert spoken(voices, 1) == 0
    assert voices.change(lambda talk: talk.take(1))
    assert voices.since is not None
    assert spoken(voices, 1) > 4000
    assert spoken(voices, 2) == 0


def test_a_booth_that_is_left_is_held_and_nothing_is_played_there_any_more(voices: Voices) -> None:
    voices.change(lambda talk: talk.take(2))
    voices.play(tone(300, 0), (2,))
    voices.leave(2)
    assert voices.talk.talking_to is None
    assert voices.since is None
    assert not voices.sound.outgoing(2).any()


def test_the_talk_of_now_goes_on_from_when_it_began(voices: Voices) -> None:
    voices.change(lambda talk: talk.take(1))
    since = voices.since
    assert not voices.change(lambda talk: talk.mute())
    assert voices.since == since


def test_a_leak_holds_everybody_before_anybody_is_told(voices: Voices, leaks: list[Leak]) -> None:
    talks: list[Talk] = []
    voices._on_leak = lambda leak: (leaks.append(leak), talks.append(voices.talk))
    voices.change(lambda talk: talk.take(1))
    for frame in range(20):
        said = tone(1000, frame)
        voices.exchange.officer(said)
        voices.sound.outgoing(1)
        voices.exchange.monitor.sent(2, said)
    voices.exchange.monitor.check()
    assert [(leak.booth, leak.source) for leak in leaks] == [(2, 0)]
    assert voices.leaks == 1
    assert talks[0].connected == frozenset()
