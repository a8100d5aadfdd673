"""What is said of a microphone: that somebody speaks, that it is dead, that it is noisy; and the reminder of a hold."""

from collections.abc import Iterable

import av
import numpy as np
import pytest

from cso_desk.booth.hearing import FLOOR_DB, Ear, Hearing, Trouble, Voice, level_db, warnings
from cso_desk.booth.opus import SoundEncoder
from cso_desk.booth.reminder import HoldReminder
from cso_desk.booth.simulation import voice as simulation_voice
from cso_desk.booth.sound import FRAME_S, RATE, SAMPLES, SILENCE, Pcm
from cso_desk.booth.talk import nobody

from .tones import tone

_dice = np.random.default_rng(1)


def noise(db: float) -> Pcm:
    return np.round(_dice.normal(0, 32768 * 10 ** (db / 20), SAMPLES)).astype(np.int16)


def after(ear: Ear, frames: Iterable[Pcm]) -> Voice:
    now = 0.0
    for frame in frames:
        now += FRAME_S
        ear.hear(frame, now=now)
    return ear.voice(now=now)


def test_levels_are_in_decibels_below_the_loudest() -> None:
    assert level_db(tone(1000, 32767.0)) == pytest.approx(-3.01, abs=0.01)
    assert level_db(SILENCE) == FLOOR_DB
    assert level_db(np.full(SAMPLES, 9000, np.int16)) == FLOOR_DB


def test_a_voice_is_told_from_the_noise_around_it_and_outlasts_its_pauses() -> None:
    ear = Ear()
    assert not after(ear, [noise(-50) for _ in range(500)]).speaks
    assert after(ear, [noise(-25) for _ in range(5)]).speaks
    assert after(ear, [noise(-50) for _ in range(15)]).speaks
    assert not after(ear, [noise(-50) for _ in range(20)]).speaks


def test_a_knock_is_no_voice() -> None:
    ear = Ear()
    after(ear, [noise(-60) for _ in range(100)])
    assert not after(ear, [noise(-15), noise(-15), noise(-60), noise(-60)]).speaks


def test_a_fan_is_noise_after_a_while_and_a_noisy_microphone_is_called_so() -> None:
    ear = Ear()
    assert not after(ear, [noise(-30) for _ in range(1500)]).speaks
    voice = ear.voice(now=30.0)
    assert voice.noisy
    assert not after(Ear(), [noise(-55) for _ in range(1500)]).noisy


def test_a_voice_does_not_make_a_microphone_noisy() -> None:
    sentence = [noise(-20)] * 40 + [noise(-58)] * 15
    assert not after(Ear(), sentence * 30).noisy


def test_a_microphone_that_gives_only_silence_or_nothing_is_dead_after_three_seconds() -> None:
    ear = Ear(since=0.0)
    assert not ear.voice(now=2.9).dead
    assert ear.voice(now=3.0).dead
    assert not after(ear, [SILENCE] * 149).dead
    assert after(ear, [SILENCE] * 150).dead
    assert not after(ear, [noise(-60)] * 2).dead
    assert Ear().voice(now=1e6) == Voice()


def test_a_simulated_participant_who_says_nothing_has_a_microphone_that_is_quiet_and_not_dead() -> None:
    participant, encoder = simulation_voice.Voice(1), SoundEncoder()
    participant.speaks = False
    decoder = av.CodecContext.create("libopus", "r")
    decoder.format, decoder.layout, decoder.sample_rate = "s16", "mono", RATE
    ear = Ear(since=0.0)
    for number in range(round(60 / FRAME_S)):
        packet = encoder.packet(participant.next())
        for frame in () if packet is None else decoder.decode(packet):
            ear.hear(frame.to_ndarray().reshape(-1), now=number * FRAME_S)
        said = ear.voice(now=number * FRAME_S)
        assert not said.dead
        assert not said.speaks


def test_what_is_no_longer_heard_is_not_shown_as_a_voice() -> None:
    ear = Ear()
    assert after(ear, [noise(-20)] * 10).level > 0.5
    gone = ear.voice(now=10 * FRAME_S + 1.0)
    assert not gone.speaks
    assert gone.level == 0.0


def test_each_microphone_is_heard_by_itself() -> None:
    hearing = Hearing(nobody(2), since=0.0)
    for frame in range(20):
        hearing.officer(noise(-60), now=frame * FRAME_S)
        hearing.booth(2, noise(-20), now=frame * FRAME_S)
    heard = hearing.heard(now=0.4)
    assert heard.booths[2].speaks
    assert not heard.officer.speaks
    hearing.forget(2)
    assert hearing.heard(now=0.4).booths == {1: Voice(), 2: Voice()}


def test_an_officer_who_speaks_while_muted_is_told_only_when_somebody_should_hear_it() -> None:
    talk = nobody(2).take(1)
    speaking = Voice(0.5, speaks=True)
    assert warnings(talk, speaking) == ()
    assert warnings(talk.mute(), speaking) == (Trouble.MUTED_SPEECH,)
    assert warnings(talk.mute().hold(), speaking) == ()
    assert warnings(talk.mute(), Voice()) == ()
    assert warnings(talk, Voice(dead=True, noisy=True)) == (Trouble.NO_INPUT,)
    assert warnings(talk, Voice(noisy=True)) == (Trouble.NOISY,)


def test_the_officer_is_reminded_of_those_on_hold_once_a_minute_and_not_while_talking() -> None:
    reminder = HoldReminder(every_s=60)
    talk = nobody(3)
    assert not reminder.follow(talk, now=0)
    assert not reminder.follow(talk.take(1), now=10)
    assert not reminder.follow(talk, now=20)
    assert reminder.held_since == {1: 20}
    assert [now for now in range(21, 220) if reminder.follow(talk, now=now)] == [80, 140, 200]
    assert not reminder.follow(talk.take(2), now=300)
    assert reminder.follow(talk, now=301)
    assert not reminder.follow(talk.take(1), now=302)
    assert reminder.held_since == {2: 301}
    reminder.forget(2)
    assert not any(reminder.follow(talk.take(1), now=now) for now in range(303, 500))


def test_a_muted_reminder_still_knows_who_is_on_hold() -> None:
    reminder = HoldReminder(every_s=60)
    reminder.muted = True
    reminder.follow(nobody(1).take(1), now=0)
    assert not any(reminder.follow(nobody(1), now=now) for now in range(1, 200))
    assert reminder.held_since == {1: 1}
