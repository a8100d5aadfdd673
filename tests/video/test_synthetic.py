"""Drawn participants."""

import time
from collections.abc import Callable, Iterator

import av
import numpy as np
import pytest

from cso_desk.video.card import synthetic_nik
from cso_desk.video.participant import Look, face_ink
from cso_desk.video.picture import ArrayPicture, DecodedPicture, Image, Scalers
from cso_desk.video.source import SourceLost
from cso_desk.video.synthetic import SyntheticSource
from cso_desk.video.time_code import read_time_code, write_time_code

TILES = [(1280, 720), (640, 360), (437, 246), (309, 174), (287, 162), (232, 130)]
Open = Callable[..., SyntheticSource]


@pytest.fixture
def participant() -> Iterator[Open]:
    sources: list[SyntheticSource] = []

    def make(**how: object) -> SyntheticSource:
        source = SyntheticSource(**how)  # type: ignore[arg-type]
        sources.append(source)
        source.open()
        return source

    yield make
    for source in sources:
        source.close()


def person(source: SyntheticSource) -> Look:
    assert source.guest is not None
    return source.guest.person


def picture(source: SyntheticSource) -> Image:
    return source.read().scaled((1280, 720))


@pytest.mark.parametrize("size", TILES)
def test_the_time_code_is_read_at_the_size_of_every_tile(participant: Open, size: tuple[int, int]) -> None:
    source = participant(seed=1)
    before = time.monotonic()
    written = read_time_code(source.read().scaled(size))
    assert written is not None
    assert before - 0.001 <= written <= time.monotonic()


def test_the_time_code_survives_h264_at_a_low_bit_rate(participant: Open) -> None:
    source = participant(seed=2)
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt, encoder.framerate = 1280, 720, "yuv420p", 30
    encoder.bit_rate, encoder.options = 800_000, {"preset": "veryfast", "tune": "zerolatency"}
    decoder = av.CodecContext.create("h264", "r")
    written, read = [], []
    for _ in range(15):
        image = picture(source)
        written.append(read_time_code(image))
        packets = encoder.encode(av.VideoFrame.from_ndarray(image[:, :, :3], format="bgr24"))
        for frame in (frame for packet in packets for frame in decoder.decode(packet)):
            read.append(read_time_code(DecodedPicture(frame, 0.0, Scalers()).scaled((437, 246))))
    assert len(read) >= 10
    assert read == written[: len(read)]


def test_pictures_without_a_time_code_have_none() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 4), np.uint8)
    assert read_time_code(noise) is None
    assert read_time_code(np.zeros((360, 640, 4), np.uint8)) is None


def test_a_time_code_past_its_wrap_is_the_reading_nearest_to_now() -> None:
    image = np.zeros((720, 1280, 4), np.uint8)
    now = time.monotonic()
    write_time_code(image, now + 2**32 / 1000)
    assert read_time_code(image) == pytest.approx(now, abs=0.002)


def test_one_seed_is_one_person_and_seeds_differ(participant: Open) -> None:
    assert participant(seed=4).guest == SyntheticSource(seed=4).guest
    assert len({SyntheticSource(seed=seed).guest.person for seed in range(6)}) == 6


def test_an_identity_number_decides_whether_a_man_or_a_woman_is_drawn() -> None:
    assert SyntheticSource(seed=2, nik="9901014504900001").guest.person.is_woman
    assert not SyntheticSource(seed=1, nik="9901010504900001").guest.person.is_woman
    assert all(synthetic_nik(seed, sex).startswith("99") for seed in range(99) for sex in "LP")


def test_a_participant_is_not_still_for_long(participant: Open) -> None:
    source = participant(seed=0)
    seconds = [source.draw(100 + second)[60:].copy() for second in range(10)]
    assert len({second.tobytes() for second in seconds}) > 5


def test_the_card_is_held_up_on_cue_and_lowered_again(participant: Open) -> None:
    source = participant(seed=3, name="Ibu Contoh")

    def light() -> float:
        return float(picture(source)[300:500, 400:900, :3].mean())

    without = light()
    source.hold_card(True)
    assert any(light() > without + 60 for _ in range(60))
    source.hold_card(False)
    assert any(light() < without + 10 for _ in range(60))


def test_the_lips_move_while_speaking_and_only_then(participant: Open) -> None:
    source = participant(seed=0)
    source.speak(True)
    lips = np.array(face_ink(source.guest.person)[1])

    def open_mouth() -> int:
        mouth = picture(source)[385:430, 600:690, :3].astype(int)
        return int((abs(mouth - lips).max(axis=2) < 12).sum())

    speaking = [open_mouth() for _ in range(40)]
    source.speak(False)
    silent = [open_mouth() for _ in range(40)]
    assert max(speaking) > 1.5 * max(silent)
    assert max(speaking) - min(speaking) > 3 * (max(silent) - min(silent))


def test_an_interrupted_participant_is_gone_and_comes_back_after_closing(participant: Open) -> None:
    source = participant()
    source.interrupt()
    with pytest.raises(SourceLost, match="stopped"):
        source.read()
    source.close()
    source.open()
    assert isinstance(source.read(), ArrayPicture)


def test_a_booth_is_empty_until_the_next_person_sits_down(participant: Open) -> None:
    booth = participant(seed=4)
    somebody = picture(booth)
    booth.leave()
    nobody = picture(booth)
    booth.sit(seed=4)
    again = picture(booth)
    face = (slice(250, 330), slice(560, 720))
    assert np.abs(somebody[face].astype(int) - nobody[face]).mean() > 20
    assert np.abs(again[face].astype(int) - nobody[face]).mean() > 20


def test_one_participant_leaves_and_another_sits_down(participant: Open) -> None:
    source = participant(seed=1)
    before = source.draw(1.0)[100:].copy()
    source.leave()
    empty = source.draw(1.0)[100:].copy()
    source.sit(seed=6)
    after = source.draw(1.0)[100:].copy()
    assert source.guest is not None
    assert len({image.tobytes() for image in (before, empty, after)}) == 3
    assert np.ptp(empty[300:340, 600:680, :3].astype(int), axis=(0, 1)).max() < 30
