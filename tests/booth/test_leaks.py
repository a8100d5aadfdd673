"""The proof that nobody hears what is not meant for them, and that a switch that is broken is found out."""

import random
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from cso_desk.booth.exchange import Exchange
from cso_desk.booth.leaks import OFFICER, WINDOW, Leak, LeakMonitor
from cso_desk.booth.prompts import Prompts
from cso_desk.booth.sound import SAMPLES, Pcm
from cso_desk.booth.switch import Switch
from cso_desk.booth.talk import Talk, nobody
from cso_desk.paths import resource

from .tones import BOOTH_HZ, OFFICER_HZ, run, say_a_frame, strengths, tone

BOOTHS = len(BOOTH_HZ)
NOT_A_TRACE = 0.06
"""What the edge of a sound that is cut off holds of any tone, at the most."""


def random_talks(switches: int, seed: int) -> Iterator[Talk]:
    """What an officer in a great hurry might do."""
    dice = random.Random(seed)
    talk = nobody(BOOTHS)
    for _ in range(switches):
        booth = dice.randint(1, BOOTHS)
        some = frozenset(dice.sample(range(1, BOOTHS + 1), dice.randint(1, BOOTHS)))
        talk = dice.choice(
            [
                *(talk.take(booth), talk.take(booth), talk.push(booth), talk.release(), talk.hold()),
                *(talk.listen(booth), talk.announce(some), talk.mute(), talk.leave(booth)),
            ]
        )
        yield talk


def traces(switch: Switch, switches: int, *, seed: int = 1) -> tuple[int, list[Leak]]:
    """How many frames held what was not meant for their booth, by Goertzel, and what the monitor found."""
    dice = random.Random(seed)
    found: list[Leak] = []
    exchange = Exchange(switch, nobody(BOOTHS), on_leak=found.append)
    count = 0
    for talk, age, frames in run(exchange, random_talks(switches, seed), lambda: dice.randint(1, 3)):
        if age == 0:
            exchange.monitor.check()
        heard = strengths(frames)
        for row, booth in enumerate(BOOTH_HZ):
            others = np.delete(heard[row, 1:], row).max()
            officers = 0.0 if booth in talk.hearers else heard[row, 0]
            silent = booth in talk.hearers or age == 0 or not frames[row].any()
            count += max(others, officers) > NOT_A_TRACE or not silent
    return count, found


def test_over_thousands_of_switches_no_booth_gets_a_trace_of_what_is_not_meant_for_it() -> None:
    assert traces(Switch(nobody(BOOTHS)), 2500) == (0, [])


class OpenToAll(Switch):
    """Its gate is gone: whoever is spoken to, all hear it."""

    def apply(self, talk: Talk) -> None:
        super().apply(talk.announce() if talk.hearers else talk)


class BoothToBooth(Switch):
    """What one booth says goes on to the one that is in talk."""

    def heard(self, booth: int, pcm: Pcm) -> None:
        super().heard(booth, pcm)
        for other in self._talk.hearers - {booth}:
            self._out[other].lane.put(pcm)


class OneFrameLate(Switch):
    """Closes the way to a booth a little too late."""

    late: Talk | None = None

    def apply(self, talk: Talk) -> None:
        if self.late is None:
            super().apply(talk)
        self.late = talk
        self.frames = 3

    def loudspeaker(self) -> Pcm:
        self.frames -= 1
        if self.frames == 0 and self.late is not None:
            super().apply(self.late)
        return super().loudspeaker()


@pytest.mark.parametrize("broken", [OpenToAll, BoothToBooth, OneFrameLate])
def test_a_broken_switch_is_found_by_its_sound_and_by_the_monitor(broken: type[Switch]) -> None:
    count, found = traces(broken(nobody(BOOTHS)), 100)
    assert count > 0
    assert found


class QuietMurmur(Switch):
    """Mixes a quiet copy of booth 2 into what booth 1 is sent."""

    murmur: Pcm = np.zeros(960, np.int16)

    def heard(self, booth: int, pcm: Pcm) -> None:
        super().heard(booth, pcm)
        if booth == 2:
            self.murmur = pcm // 8

    def outgoing(self, booth: int) -> Pcm:
        frame = super().outgoing(booth).copy()
        return frame + self.murmur if booth == 1 else frame


@pytest.mark.parametrize("talk", [nobody(BOOTHS).take(1), nobody(BOOTHS).take(3)])
def test_a_murmur_of_another_booth_is_found_under_the_officers_voice_and_without_it(talk: Talk) -> None:
    found = leaks_of(QuietMurmur(talk), talk, seconds=1)
    assert {(leak.booth, leak.source) for leak in found} == {(1, 2)}


def leaks_of(switch: Switch, talk: Talk, *, seconds: int) -> list[Leak]:
    found: list[Leak] = []
    exchange = Exchange(switch, talk, on_leak=found.append)
    exchange.apply(talk)
    for frame in range(seconds * 50):
        say_a_frame(exchange)
        for booth in BOOTH_HZ:
            exchange.outgoing(booth)
        if frame % WINDOW == 0:
            exchange.monitor.check()
    assert exchange.monitor.checked > 0
    return found


def test_a_booth_that_comes_out_of_the_loudspeaker_into_the_microphone_is_told_apart() -> None:
    talk = nobody(2).take(1).listen(2)
    found: list[Leak] = []
    monitor = LeakMonitor(talk, on_leak=found.append)
    for frame in range(60):
        hiss = np.random.default_rng(frame).normal(0, 60, 960).astype(np.int16)
        monitor.heard(1, tone(450))
        monitor.heard(2, tone(550))
        spoken = tone(550, 900) + hiss
        monitor.officer(spoken)
        monitor.sent(1, spoken)
        monitor.check()
    assert found
    assert {(leak.booth, leak.source, leak.through_air) for leak in found} == {(1, 2, True)}


def test_the_officers_voice_in_a_held_booth_is_a_leak_and_in_the_one_in_talk_is_not() -> None:
    talk = nobody(2).take(1)
    found: list[Leak] = []
    monitor = LeakMonitor(talk, on_leak=found.append)
    for _ in range(30):
        monitor.officer(tone(OFFICER_HZ))
        for booth in (1, 2):
            monitor.sent(booth, tone(OFFICER_HZ))
        monitor.check()
    assert {(leak.booth, leak.source) for leak in found} == {(2, OFFICER)}
    assert monitor.leaks == len(found)


def test_the_exchange_looks_for_leaks_by_itself() -> None:
    talk = nobody(BOOTHS)
    found: list[Leak] = []
    exchange = Exchange(OpenToAll(talk), talk, on_leak=found.append)
    exchange.start()
    exchange.apply(talk.take(1))
    waits = threading.Event()
    while not found and not waits.wait(0.001):
        say_a_frame(exchange)
        for booth in BOOTH_HZ:
            exchange.outgoing(booth)
    exchange.stop()
    assert {leak.source for leak in found} == {OFFICER}
    assert 1 not in {leak.booth for leak in found}
    assert exchange.hearing.heard(now=time.monotonic()).officer.level > 0


def test_a_recording_that_is_played_in_two_booths_and_heard_again_in_one_microphone_is_no_leak() -> None:
    talk = nobody(2)
    sentence = Prompts(resource("prompts")).samples("hold", "id")
    found: list[Leak] = []
    monitor = LeakMonitor(talk, on_leak=found.append)
    frames = [sentence[at : at + SAMPLES] for at in range(0, len(sentence) - SAMPLES, SAMPLES)]
    for frame, before in zip(frames[3:], frames, strict=False):
        monitor.sent(1, frame)
        monitor.sent(2, frame)
        monitor.heard(2, before // 4)
        monitor.check()
    assert found == []
    assert monitor.checked > 20


def test_people_who_talk_at_the_same_time_are_not_taken_for_each_other() -> None:
    prompts = Prompts(resource("prompts"))
    halves = prompts.names[::2], prompts.names[1::2]
    officer, *others = (
        np.concatenate([prompts.samples(name, language) for name in half])
        for language in ("id", "en")
        for half in halves
    )
    switch = Switch(nobody(3))
    found: list[Leak] = []
    exchange = Exchange(switch, nobody(3), on_leak=found.append)
    for frame in range(1500):
        at = frame * SAMPLES
        if frame % 150 == 0:
            exchange.apply([nobody(3).take(1 + frame // 150 % 3), nobody(3).announce(), nobody(3)][frame // 150 % 3])
        if frame % 200 == 100:
            switch.play(prompts.samples("goodbye", "jv"), [1, 2])
        exchange.officer(officer[at : at + SAMPLES])
        for booth, voice in enumerate(others, start=1):
            exchange.heard(booth, voice[at : at + SAMPLES])
            exchange.outgoing(booth)
        if frame % WINDOW == 0:
            exchange.monitor.check()
    assert found == []


def test_a_murmur_of_speech_in_speech_is_found() -> None:
    prompts = Prompts(resource("prompts"))
    officer, other = prompts.samples("hold", "en"), prompts.samples("hold", "id")
    talk = nobody(2).take(1)
    found: list[Leak] = []
    monitor = LeakMonitor(talk, on_leak=found.append)
    for at in range(0, min(len(officer), len(other)) - SAMPLES, SAMPLES):
        monitor.officer(officer[at : at + SAMPLES])
        monitor.heard(2, other[at : at + SAMPLES])
        monitor.sent(1, officer[at : at + SAMPLES] + other[at : at + SAMPLES] // 4)
        monitor.check()
    assert {(leak.booth, leak.source) for leak in found} == {(1, 2)}
