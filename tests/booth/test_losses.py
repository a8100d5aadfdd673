"""What is done about packets that are lost, without a line: order, asking again, sending again, sending less."""

import asyncio
from collections.abc import Iterable, Iterator

import av
import numpy as np
import pytest
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtp import RtpPacket

from cso_desk.booth.jitter import MOST_HELD_BACK, PromptSoundBuffer
from cso_desk.booth.opus import SoundEncoder
from cso_desk.booth.quality import outward
from cso_desk.booth.repairs import AGAIN_AFTER_S, BURST, MOST_TIMES, Missing, Repeats
from cso_desk.booth.sound import SAMPLES
from cso_desk.booth.sound_decoder import SoundDecoder
from cso_desk.booth.thrift import BAD_S, FIRST_REST_S, LONGEST_REST_S, PROVEN_S, Thrift


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def sound(number: int) -> RtpPacket:
    made = RtpPacket(sequence_number=number % 65536, timestamp=number * 960)
    made._data = b"%d" % number  # type: ignore[attr-defined] # as aiortc does
    return made


def given(*numbers: int) -> Iterator[list[int]]:
    """What comes out of a buffer with each packet that goes in."""
    buffer = PromptSoundBuffer()
    for number in numbers:
        _, frame = buffer.add(sound(number))
        yield [] if frame is None else [int(frame.data)]


def test_sound_is_given_out_with_its_own_packet() -> None:
    assert list(given(*range(65530, 65545))) == [[number] for number in range(65530, 65545)]


def test_sound_that_comes_in_another_order_is_put_in_order() -> None:
    assert list(given(1, 3, 2, 4)) == [[1], [], [2], [3]]


def test_sound_that_is_lost_is_left_out_and_makes_none_after_it_late() -> None:
    came = [1, *range(3, 40)]
    out = list(given(*came))
    late = [number - frames[0] for number, frames in zip(came, out, strict=True) if frames]
    assert max(late) <= MOST_HELD_BACK
    assert [frame for frames in out for frame in frames][:3] == [1, 3, 4]


def test_sound_that_took_a_longer_way_is_dropped_and_the_newer_goes_on() -> None:
    came = [*range(1, 5), *(each for number in range(5, 15) for each in (number + 10, number)), *range(25, 40)]
    out = list(given(*came))
    said = [frame for frames in out for frame in frames]
    assert said == sorted(said)
    assert out[-1][0] >= 39 - MOST_HELD_BACK


def test_sound_is_decoded_where_it_comes_and_rubbish_in_it_is_left_out() -> None:
    heard: list[av.AudioFrame] = []
    decoder, encoder = SoundDecoder(heard.append), SoundEncoder()
    tone = np.full(SAMPLES, 900, np.int16)
    for place in range(4):
        packet = encoder.packet(tone)
        assert packet is not None
        decoder.put(
            (None, JitterFrame(data=bytes(packet) if place != 2 else b"\x03\xff" * 9, timestamp=place * SAMPLES))
        )
    assert len(heard) == 3
    assert decoder.empty()
    decoder.put(None)
    assert decoder.get_nowait() is None


def picture(number: int) -> RtpPacket:
    return RtpPacket(sequence_number=number % 65536)


def asked(missing: Missing, number: int) -> list[int]:
    return list(missing.missing) if missing.add(picture(number)) else []


def test_what_is_lost_is_asked_for_at_once_then_again_after_a_while_and_not_for_ever() -> None:
    clock = Clock()
    missing = Missing(clock=clock)
    assert asked(missing, 65534) == []
    assert asked(missing, 1) == [65535, 0]
    assert asked(missing, 2) == []
    assert asked(missing, 65535) == []  # it came
    times = 1
    for number in range(3, 60):
        clock.now += AGAIN_AFTER_S / 2
        times += asked(missing, number).count(0)
    assert times == MOST_TIMES


def test_a_long_gap_is_asked_for_only_in_part() -> None:
    missing = Missing(clock=Clock())
    missing.add(picture(1))
    assert len(asked(missing, 2000)) == 128


def sent_again(asked: Iterable[int], *, every_s: float) -> list[int]:
    """What is sent again when these packets are asked for, one after the other."""
    clock, sent = Clock(), []

    async def send(number: int) -> None:
        sent.append(number)

    async def ask() -> None:
        repeats = Repeats(send, clock=clock)
        for number in asked:
            clock.now += every_s
            await repeats.again(number)

    asyncio.run(ask())
    return sent


def test_a_packet_is_sent_again_a_few_times_however_often_it_is_asked_for() -> None:
    assert sent_again([7] * 100, every_s=AGAIN_AFTER_S / 4) == [7] * MOST_TIMES


def test_no_more_is_sent_again_than_a_full_line_bears() -> None:
    assert len(sent_again(range(500), every_s=0.0)) == BURST


class Line:
    """A line under an eye that looks once a second."""

    def __init__(self) -> None:
        self.thrift = Thrift()
        self.now = 1000.0

    def be(self, seconds: float, *, lost: float | None = 0.0, rtt_ms: float | None = 5.0) -> list[float]:
        """When something changed, in seconds from now on."""
        began, changes = self.now, []
        while self.now < began + seconds:
            self.now += 1.0
            if self.thrift.follow(lost_percent=lost, rtt_ms=rtt_ms, now=self.now):
                changes.append(self.now - began)
        return changes

    def rest(self) -> float:
        """Have no trouble until something changes; how long that took, in seconds."""
        seconds = 1.0
        while not self.be(1):
            seconds += 1.0
        return seconds


@pytest.mark.parametrize("trouble", [{"lost": 30.0}, {"rtt_ms": 2000.0}])
def test_a_line_that_is_full_is_spared_and_tried_again_by_itself(trouble: dict[str, float]) -> None:
    line = Line()
    assert line.be(30) == []
    assert line.be(1, **trouble) == []
    assert line.be(30) == []  # one bad look is none
    line.be(BAD_S + 1, **trouble)
    assert line.thrift.saves
    assert line.be(PROVEN_S) == [FIRST_REST_S]
    assert not line.thrift.saves


def test_a_line_that_is_spared_is_tried_at_once_when_the_officer_wants_it() -> None:
    line = Line()
    line.be(BAD_S + 1, lost=30.0)
    line.thrift.try_now()
    assert not line.thrift.saves
    line.be(BAD_S + 1, lost=30.0)
    assert line.thrift.saves
    assert line.rest() == FIRST_REST_S


def test_a_line_that_stays_narrow_is_tried_less_and_less_often() -> None:
    line, rests = Line(), []
    for _ in range(8):
        line.be(BAD_S + 1, lost=30.0)
        rests.append(line.rest())
    assert rests[:3] == [FIRST_REST_S, 2 * FIRST_REST_S, 4 * FIRST_REST_S]
    assert rests[-1] == LONGEST_REST_S


def test_while_a_line_loses_even_the_small_picture_nothing_larger_is_tried() -> None:
    line = Line()
    assert len(line.be(LONGEST_REST_S, lost=30.0)) == 1


def test_what_nobody_measured_changes_nothing_and_what_is_saved_is_told() -> None:
    assert Line().be(60, lost=None, rtt_ms=None) == []
    assert outward(lost_percent=0.0, rtt_ms=3.0, fps=8.0, kbps=90.0, saves=True).reason == "saves"
