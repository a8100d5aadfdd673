"""The sound switch: what reaches whom, how late, how loud, and with what edges."""

import threading

import numpy as np
import pytest

from cso_desk.booth.lane import LONGEST, READY, Lane
from cso_desk.booth.sound import SAMPLES, Ears, Pcm, Samples, chime, pan
from cso_desk.booth.switch import GUARD_FRAMES, Switch
from cso_desk.booth.talk import LISTENING_GAIN, Talk, nobody

from .tones import BOOTH_HZ, OFFICER_HZ, say_a_frame, strength, tone

HELD = nobody(len(BOOTH_HZ))
SWITCHED_WITHIN = 7
"""Frames: 140 ms of the 150 that a switch may take, the microphone's and the network's own not reckoned."""


def flat(height: int) -> Pcm:
    return np.full(SAMPLES, height, np.int16)


def turn(switch: Switch, frames: int) -> list[dict[int, Pcm]]:
    """Everybody says a frame and is sent one, so many times."""
    sent = []
    for _ in range(frames):
        say_a_frame(switch)
        sent.append({booth: switch.outgoing(booth).copy() for booth in BOOTH_HZ})
    return sent


def test_a_booth_that_is_taken_hears_the_officer_and_the_one_before_nothing_from_the_next_frame_on() -> None:
    switch = Switch(HELD.take(1))
    assert strength(turn(switch, SWITCHED_WITHIN)[-1][1], OFFICER_HZ) == pytest.approx(1, abs=0.01)
    switch.apply(HELD.take(2))
    sent = turn(switch, SWITCHED_WITHIN)
    assert not any(frames[1].any() for frames in sent[1:])
    assert strength(sent[-1][2], OFFICER_HZ) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("side", [-1.0, -0.4, 0.0, 0.7, 1.0])
def test_a_sound_has_the_same_power_at_every_side_and_is_in_the_middle_as_it_is(side: float) -> None:
    left, right = pan(side)
    assert left**2 + right**2 == pytest.approx(2)
    assert (left, right) == pytest.approx(pan(-side)[::-1])
    assert left - right == pytest.approx(0) if side == 0 else (left > right) is (side < 0)


def test_who_is_listened_to_comes_from_their_side_and_who_is_in_talk_from_the_middle() -> None:
    switch = Switch(HELD.take(1).listen(2), sides={1: -1.0, 2: 1.0})
    for _ in range(SWITCHED_WITHIN):
        say_a_frame(switch)
        left, right = switch.both_ears().T.copy()
    assert strength(left, BOOTH_HZ[1]) == pytest.approx(1, abs=0.01)
    assert strength(right, BOOTH_HZ[1]) == pytest.approx(1, abs=0.01)
    assert strength(left, BOOTH_HZ[2]) == pytest.approx(0, abs=0.01)
    assert strength(right, BOOTH_HZ[2]) == pytest.approx(2**0.5 * LISTENING_GAIN, abs=0.01)


def test_who_is_taken_while_listened_to_moves_to_the_middle_without_a_click() -> None:
    switch = Switch(HELD.listen(2), sides={2: -1.0})

    def heard() -> Ears:
        switch.heard(2, flat(1000))
        return switch.both_ears().copy()

    for _ in range(SWITCHED_WITHIN):
        before = heard()
    assert before[-1].tolist() == pytest.approx([2**0.5 * 1000 * LISTENING_GAIN, 0], abs=2)
    switch.apply(HELD.take(2))
    after = [heard() for _ in range(SWITCHED_WITHIN)]
    steps = np.abs(np.diff(np.concatenate([before, *after]).astype(int), axis=0))
    assert steps.max() < 20
    assert after[-1][-1].tolist() == [1000, 1000]


def test_what_was_said_before_a_booth_was_taken_is_not_heard_in_it() -> None:
    switch = Switch(HELD)
    for _ in range(5):
        switch.officer(flat(9000))
    switch.apply(HELD.take(1))
    for _ in range(GUARD_FRAMES):
        switch.officer(flat(9000))
    for _ in range(LONGEST):
        switch.officer(flat(100))
        assert abs(switch.outgoing(1)).max() <= 100


def test_what_waits_when_a_booth_is_held_is_not_heard_when_it_is_taken_again() -> None:
    switch = Switch(HELD.take(1))
    for _ in range(LONGEST + GUARD_FRAMES):
        switch.officer(flat(9000))
    switch.apply(HELD)
    switch.apply(HELD.take(1))
    for _ in range(LONGEST):
        switch.officer(flat(100))
        assert abs(switch.outgoing(1)).max() <= 100


def test_a_voice_that_is_cut_off_and_one_that_begins_have_no_edge() -> None:
    peak_first = np.roll(tone(OFFICER_HZ), 12)
    switch = Switch(HELD.take(1))
    sent = []
    for talk in (HELD.take(1), HELD, HELD.take(1)):
        switch.apply(talk)
        for _ in range(8):
            switch.officer(peak_first)
            sent.append(switch.outgoing(1).copy())
    steps = np.abs(np.diff(np.concatenate([flat(0), *sent]).astype(int)))
    assert steps.max() < 1.3 * np.abs(np.diff(peak_first.astype(int))).max()


def test_the_officer_hears_the_booth_in_talk_in_full_the_one_listened_to_quietly_and_no_other() -> None:
    switch = Switch(HELD.take(1).listen(2))
    for _ in range(5):
        say_a_frame(switch)
        heard = switch.loudspeaker()
    strengths = {booth: strength(heard, hertz) for booth, hertz in BOOTH_HZ.items()}
    assert strengths[1] == pytest.approx(1, abs=0.01)
    assert strengths[2] == pytest.approx(LISTENING_GAIN, abs=0.01)
    assert max(strengths[booth] for booth in (3, 4, 5, 6)) < 0.001


def test_a_booth_that_is_too_loud_is_heard_softer() -> None:
    switch = Switch(HELD.take(1))
    switch.volume(1, 0.5)
    for _ in range(5):
        say_a_frame(switch)
        heard = switch.loudspeaker()
    assert strength(heard, BOOTH_HZ[1]) == pytest.approx(0.5, abs=0.01)


def test_an_announcement_is_heard_by_those_it_is_meant_for() -> None:
    switch = Switch(HELD.announce(frozenset({2, 5})))
    last = turn(switch, 8)[-1]
    assert [booth for booth, frame in last.items() if frame.any()] == [2, 5]
    assert not switch.loudspeaker().any()


def test_with_the_microphone_off_every_booth_is_sent_exact_zeros() -> None:
    switch = Switch(HELD.take(1).mute())
    assert not any(frame.any() for frames in turn(switch, 5) for frame in frames.values())


def test_a_recording_is_played_to_its_end_where_it_is_meant_to_be() -> None:
    switch = Switch(HELD)
    switch.play(np.full(SAMPLES * 2 + 10, 3000, np.int16), [3])
    assert switch.playing() == {3}
    heard = [switch.outgoing(3).copy() for _ in range(5)]
    assert [bool(frame.any()) for frame in heard] == [True, True, True, False, False]
    assert not switch.outgoing(4).any()
    assert switch.playing() == frozenset()


def test_taking_a_booth_ends_the_recording_in_it() -> None:
    switch = Switch(HELD)
    switch.play(np.full(SAMPLES * 50, 3000, np.int16), [1, 2])
    switch.apply(HELD.take(1))
    assert switch.playing() == {2}


def test_a_recording_and_the_officer_are_heard_together_without_a_crackle() -> None:
    switch = Switch(HELD.take(1))
    turn(switch, 4)
    switch.play(np.full(SAMPLES * 9, 30_000, np.int16), [1])
    frame = turn(switch, 2)[-1][1]
    assert frame.max() == 32_767
    assert frame.min() > 0


def test_those_on_hold_hear_what_is_played_on_hold_again_and_again_and_those_spoken_to_do_not() -> None:
    music = np.full(SAMPLES * 3, 500, np.int16)
    switch = Switch(HELD, hold=music)
    assert all(switch.outgoing(1)[-1] == 500 for _ in range(10))
    switch.apply(HELD.listen(1))
    switch.outgoing(1)
    assert not switch.outgoing(1).any()
    switch.apply(HELD.announce(frozenset({1})).mute())
    assert not switch.outgoing(1).any()


def test_what_rings_is_heard_by_the_officer_alone() -> None:
    switch = Switch(HELD)
    switch.ring(chime())
    assert switch.loudspeaker().any()
    assert not any(switch.outgoing(booth).any() for booth in BOOTH_HZ)


def wait_in(lane: Lane, puts_per_take: float, frames: int) -> list[int]:
    """How many frames wait after each one that was taken, while one clock is faster than the other."""
    into, due, waiting = np.zeros(SAMPLES, np.int16), 0.0, []
    for _ in range(frames):
        due += puts_per_take
        while due >= 1:
            lane.put(flat(1))
            due -= 1
        lane.take(into)
        waiting.append(lane.waiting)
    return waiting


@pytest.mark.parametrize("puts_per_take", [0.98, 1.0, 1.02, 1.5])
def test_two_clocks_that_do_not_agree_never_make_the_delay_grow(puts_per_take: float) -> None:
    waiting = wait_in(Lane(), puts_per_take, 2000)
    assert max(waiting) <= LONGEST
    if puts_per_take <= 1.02:
        assert max(waiting[500:]) <= READY + 2


def test_after_a_burst_the_delay_goes_back_to_what_it_has_to_be() -> None:
    lane = Lane()
    for _ in range(LONGEST):
        lane.put(flat(1))
    assert wait_in(lane, 1.0, 500)[-1] <= READY
    assert lane.left_out > 0


def test_the_newest_frames_win_when_nobody_takes_them() -> None:
    lane, into = Lane(), flat(0)
    for height in range(1, 100):
        lane.put(flat(height))
    taken = []
    while lane.take(into):
        taken.append(int(into[0]))
    assert taken[-1] == 99
    assert taken[0] >= 99 - LONGEST
    assert lane.left_out == 99 - len(taken)


def test_frames_may_come_and_go_on_threads_of_their_own_while_the_talk_changes() -> None:
    switch = Switch(HELD)
    talks: list[Talk] = [HELD.take(1), HELD, HELD.take(2).listen(1), HELD.announce(), HELD.mute()]
    samples: Samples = np.full(SAMPLES * 3, 700, np.int16)

    def push() -> None:
        for _ in range(300):
            say_a_frame(switch)

    def pull(booth: int) -> None:
        for _ in range(300):
            assert switch.outgoing(booth).shape == (SAMPLES,)
            assert switch.loudspeaker().shape == (SAMPLES,)

    threads = [threading.Thread(target=push), *(threading.Thread(target=pull, args=(booth,)) for booth in (1, 2))]
    for thread in threads:
        thread.start()
    for turn_ in range(300):
        switch.apply(talks[turn_ % len(talks)])
        switch.play(samples, [2])
    for thread in threads:
        thread.join()
    switch.apply(HELD)
    switch.stop([2])
    switch.outgoing(1), switch.outgoing(2)
    assert not switch.outgoing(1).any()
    assert not switch.outgoing(2).any()
