"""The parts of the media that need no connection: jitter, decoding, sound, sizes, quality, the kiosk's line."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import av
import numpy as np
import pytest
from aiortc.rtp import RtpPacket

from cso_desk.booth import kiosk
from cso_desk.booth.asks import STEPS, Asks, is_ignored, step
from cso_desk.booth.decode_queue import MOST_WAITING, THIN_EVERY_S, DecodeQueue, whole_size
from cso_desk.booth.jitter import STUCK_S, PromptJitterBuffer
from cso_desk.booth.messages import Ask, Track
from cso_desk.booth.officer_picture import newest_of
from cso_desk.booth.opus import SILENCE_EVERY, Pieces, SoundEncoder
from cso_desk.booth.quality import Facts, inward, outward
from cso_desk.booth.simulation.media import CameraTrack
from cso_desk.booth.sound import RATE, SAMPLES, SILENCE
from cso_desk.video.camera import Camera
from cso_desk.video.frame import Frame
from cso_desk.video.mailbox import Mailbox
from cso_desk.video.picture import Scalers


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


# pictures


def packet(number: int, *, picture: int, marker: bool) -> RtpPacket:
    made = RtpPacket(sequence_number=number, timestamp=picture * 3000, marker=int(marker))
    made._data = bytes([number])  # type: ignore[attr-defined]
    return made


def test_a_picture_is_given_out_with_its_own_last_packet_also_when_its_packets_come_in_another_order() -> None:
    jitter = PromptJitterBuffer(on_gap=lambda: None)
    assert jitter.add(packet(1, picture=1, marker=False))[1] is None
    frame = jitter.add(packet(2, picture=1, marker=True))[1]
    assert frame is not None
    assert (frame.data, frame.timestamp) == (bytes([1, 2]), 3000)
    assert jitter.add(packet(4, picture=2, marker=True))[1] is None
    frame = jitter.add(packet(3, picture=2, marker=False))[1]
    assert frame is not None
    assert frame.data == bytes([3, 4])


def test_a_packet_that_is_lost_for_good_is_waited_for_only_shortly() -> None:
    clock, gaps = Clock(), []
    jitter = PromptJitterBuffer(on_gap=lambda: gaps.append(clock.now), clock=clock)
    jitter.add(packet(1, picture=1, marker=True))
    told = []
    for number in range(3, 12):  # number 2 never comes
        clock.now += STUCK_S / 4
        wants_whole, frame = jitter.add(packet(number, picture=number, marker=True))
        told.append((wants_whole, frame.data if frame else None))
    assert len(gaps) == 1
    assert told.count((True, None)) == 1
    after = told[told.index((True, None)) + 1 :]
    assert len(after) >= 3
    assert all(data is not None for _, data in after)


def vp8(*, whole: bool, size: tuple[int, int] = (640, 360)) -> tuple[Any, Any]:
    class Encoded:
        data = bytes([0 if whole else 1, 0, 0]) + b"\x9d\x01\x2a" + size[0].to_bytes(2, "little")
        data += size[1].to_bytes(2, "little") + bytes(20)

    return "codec", Encoded


def test_the_size_of_a_whole_picture_is_read_before_it_is_decoded() -> None:
    codec = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = 320, 180, "yuv420p"
    frame = av.VideoFrame(320, 180, "yuv420p")
    frame.pts = 0
    [first] = codec.encode(frame)
    assert whole_size(bytes(first)) == (320, 180)
    assert whole_size(bytes([1]) + bytes(first)[1:]) is None
    assert whole_size(b"") is None


def test_a_decoder_that_falls_behind_is_given_nothing_before_the_next_whole_picture() -> None:
    clock, asked = Clock(), []
    queue = DecodeQueue(lambda: asked.append(clock.now), clock=clock)
    for _ in range(MOST_WAITING + 3):
        queue.put(vp8(whole=False))
    assert queue.qsize() == 0
    assert queue.dropped == MOST_WAITING + 3
    assert len(asked) == 1
    queue.put(vp8(whole=True))
    queue.put(vp8(whole=False))
    assert queue.qsize() == 2


def test_huge_pictures_are_decoded_only_twice_a_second() -> None:
    clock = Clock()
    queue = DecodeQueue(lambda: None, clock=clock)
    passed = 0
    for _ in range(40):
        clock.now += THIN_EVERY_S / 10
        queue.put(vp8(whole=True, size=(3840, 2160)))
        passed += queue.qsize()
        if queue.qsize():
            queue.get_nowait()
    assert queue.is_thinned
    assert 3 <= passed <= 5


def test_ending_the_decoder_does_not_wait_for_what_is_queued() -> None:
    queue = DecodeQueue(lambda: None)
    queue.put(vp8(whole=True))
    queue.put(None)
    assert queue.get_nowait() is None


# pictures that are sent


def test_the_officers_newest_picture_is_that_of_the_camera_also_where_its_rows_have_room_at_their_end() -> None:
    drawn = av.VideoFrame.from_ndarray(np.random.default_rng(0).integers(0, 256, (96, 64), np.uint8), format="yuv420p")
    image = Scalers().scaled(drawn, (33, 21))
    mailbox = Mailbox()
    camera = SimpleNamespace(view=lambda _size: SimpleNamespace(mailbox=mailbox))
    newest = newest_of(cast("Camera", camera))
    assert newest() is None
    mailbox.put(Frame(image, 0.0, 0, (64, 64)))
    whole = image.copy()
    del image
    frame = newest()
    assert frame is not None
    assert np.array_equal(frame.to_ndarray(), whole)
    assert newest() is frame


def test_a_picture_that_was_sent_stays_as_it_is_when_the_lens_draws_the_next_one() -> None:
    canvas = np.full((72, 128, 4), 40, np.uint8)

    async def two() -> tuple[av.VideoFrame, av.VideoFrame]:
        track = CameraTrack(lambda now: canvas, Ask(track=Track.FACE, width=64, height=36, fps=30))
        first = await track.recv()
        canvas[:] = 200
        return first, await track.recv()

    frames = asyncio.run(two())
    assert [(frame.width, frame.height, frame.format.name) for frame in frames] == [(64, 36, "yuv420p")] * 2
    dark, bright = (frame.to_ndarray()[:36] for frame in frames)
    assert dark.max() < 60
    assert bright.min() > 150
    assert frames[0].time < frames[1].time


# sound


def test_sound_of_any_length_is_cut_into_pieces_of_20_ms_of_one_channel() -> None:
    pieces = Pieces()
    whole = np.arange(SAMPLES * 4, dtype=np.int16)
    cut = []
    for start in range(0, len(whole), 480):
        part = whole[start : start + 480]
        frame = av.AudioFrame.from_ndarray(np.repeat(part, 2).reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = RATE
        cut += list(pieces.cut(frame))
    assert [len(piece) for piece in cut] == [SAMPLES] * 4
    assert np.array_equal(np.concatenate(cut), whole)
    frame.sample_rate = 8000
    assert list(pieces.cut(frame)) == []


def test_of_long_silence_one_packet_in_twenty_is_sent_and_sound_after_it_is_heard() -> None:
    encoder = SoundEncoder()
    decoder = av.CodecContext.create("libopus", "r")
    decoder.format, decoder.layout, decoder.sample_rate = "s16", "stereo", RATE
    tone = (9000 * np.sin(2 * np.pi * 500 * np.arange(SAMPLES) / RATE)).astype(np.int16)

    def loudness(pcm: np.ndarray[Any, np.dtype[np.int16]], count: int) -> list[int]:
        packets = [packet for _ in range(count) if (packet := encoder.packet(pcm)) is not None]
        return [int(np.abs(frame.to_ndarray()).max()) for each in packets for frame in decoder.decode(each)]

    assert loudness(tone, 10)[-1] > 5000
    assert loudness(SILENCE, 30)[-1] <= 2
    silence = [packet for _ in range(2 * SILENCE_EVERY) if (packet := encoder.packet(SILENCE)) is not None]
    assert len(silence) == 2
    assert bytes(silence[0]) == bytes(silence[1])
    assert silence[1].pts - silence[0].pts == SILENCE_EVERY * SAMPLES
    assert max(loudness(tone, 3)) > 5000
    newest = [encoder.packet(tone) for _ in range(2)]
    sent = 10 + 30 + 2 * SILENCE_EVERY + 3
    assert [packet.pts for packet in newest if packet is not None] == [sent * SAMPLES, (sent + 1) * SAMPLES]


# sizes, quality, kiosk


def test_a_camera_is_asked_for_the_least_step_that_is_not_too_small() -> None:
    assert [(ask.width, ask.height) for ask in (step(Track.FACE, 448, 252, 15), step(Track.FACE, 640, 360, 15))] == [
        (480, 270),
        (640, 360),
    ]
    most = step(Track.FACE, 4000, 3000, 500)
    assert ((most.width, most.height), most.fps) == (STEPS[-1], 30)
    asks = Asks()
    assert asks.want(step(Track.FACE, 1280, 720, 30))
    assert not asks.want(step(Track.FACE, 1200, 700, 30))


def test_pictures_much_larger_than_asked_for_are_noticed_in_any_shape() -> None:
    ask = Ask(track=Track.FACE, width=640, height=360, fps=15)
    assert not is_ignored(ask, None)
    assert not is_ignored(ask, (640, 360))
    assert not is_ignored(ask, (480, 360))
    assert is_ignored(ask, (1280, 960))


GOOD = {"lost_percent": 0.0, "jitter_ms": 3.0, "rtt_ms": 2.0, "fps": 15.0, "size": (640, 360), "kbps": 400.0}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "good"),
        ({"lost_percent": 5.0}, "line_loses"),
        ({"rtt_ms": 400.0}, "line_slow"),
        ({"jitter_ms": 90.0}, "line_slow"),
        ({"limited_by": "bandwidth"}, "line_slow"),
        ({"limited_by": "cpu"}, "booth_busy"),
        ({"fps": 0.0}, "no_picture"),
        ({"dropped": 3}, "desk_busy"),
        ({"is_thinned": True, "dropped": 3}, "too_large"),
    ],
)
def test_the_way_in_has_its_figures_and_the_reason_that_explains_them(facts: dict[str, Any], reason: str) -> None:
    way = inward(Facts(**{**GOOD, **facts}))
    assert way.reason == reason
    assert (way.size, way.kbps) == ((640, 360), 400.0)


def test_the_way_out_is_told_by_the_page_and_unknown_until_then() -> None:
    assert outward(lost_percent=None, rtt_ms=None, fps=None, kbps=50.0).reason == "unknown"
    assert outward(lost_percent=0.0, rtt_ms=3.0, fps=8.0, kbps=50.0).reason == "good"
    assert outward(lost_percent=9.0, rtt_ms=3.0, fps=8.0, kbps=50.0).reason == "line_loses"
    assert outward(lost_percent=0.0, rtt_ms=900.0, fps=8.0, kbps=50.0).reason == "line_slow"
    assert outward(lost_percent=0.0, rtt_ms=3.0, fps=0.0, kbps=50.0).reason == "no_picture"


def test_the_kiosks_line_pins_the_key_in_a_folder_of_its_own() -> None:
    line = kiosk.chromium("https://10.0.0.5:8443/#K7Q3MX", "abc/+=").line()
    assert line.startswith("chromium --user-data-dir=cso-booth --ignore-certificate-errors-spki-list=abc/+= --kiosk ")
    assert line.endswith("'https://10.0.0.5:8443/#K7Q3MX'")
    windows = kiosk.edge("https://10.0.0.5:8443/", "abc=", profile=r"C:\my booth").line(windows=True)
    assert windows.startswith(r'msedge "--user-data-dir=C:\my booth" --ignore')
    assert "--edge-kiosk-type=fullscreen" in windows
