"""Booths over real TLS and WebRTC: pictures, sound, sizes, stills; what is broken is told and harms nobody else."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from cso_desk.booth.messages import Ask, Offer, Track
from cso_desk.booth.officer_picture import Grade
from cso_desk.booth.page_files import page_files
from cso_desk.booth.simulation.voice import TONES_HZ
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.picture import Image
from cso_desk.video.synthetic import SyntheticSource
from cso_desk.video.time_code import read_time_code

from .doors import wait_until
from .house import OFFICER_HZ, Desk, Street, tone


@pytest.fixture
def desk(tmp_path: Path, page: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "profile", page_files(page), says=tone(OFFICER_HZ))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def street(desk: Desk) -> Iterator[Street]:
    made = Street()
    yield made
    made.stop()


def test_a_booth_is_seen_and_heard_and_sees_and_hears_the_officer(desk: Desk, street: Street) -> None:
    desk.picture = av.VideoFrame.from_ndarray(np.full((240, 320, 3), 90, np.uint8), format="bgr24")
    street.enter(desk, 2)
    camera = Camera(desk.booths.sources[2], name="booth 2")
    camera.start()
    try:
        viewer = camera.view((448, 252))
        frames = []
        wait_until(lambda: frames.append(viewer.mailbox.take()) or frames[-1] is not None)
        frame = frames[-1]
        assert frame is not None
        assert frame.image.shape == (252, 448, 4)
        assert frame.source_size == (640, 360)
        assert read_time_code(frame.image) is not None
        assert camera.status().state is FeedState.LIVE
    finally:
        camera.stop()
    wait_until(lambda: desk.heard[2].has(TONES_HZ[2]))
    wait_until(lambda: street.ears.has(OFFICER_HZ))
    assert not desk.heard[1].pieces
    wait_until(lambda: street.officer and (street.officer[-1].width, street.officer[-1].height) == (240, 180))
    desk.booths.show_officer(2, Grade.TALK)
    wait_until(lambda: (street.officer[-1].width, street.officer[-1].height) == (480, 360))
    wait_until(lambda: desk.booths.quality(2) is not None)


def test_the_picture_grows_to_the_size_it_is_shown_at_and_the_old_one_is_shown_until_then(
    desk: Desk, street: Street
) -> None:
    street.enter(desk, 1)
    desk.wait_for_pictures(1)
    source = desk.booths.sources[1]
    desk.booths.ask(1, Track.FACE, 1100, 620, 30)
    sizes = []
    wait_until(lambda: sizes.append(source.size) or sizes[-1] == (1280, 720))
    assert set(sizes) <= {(640, 360), (1280, 720)}


def test_both_grades_of_the_officers_picture_are_encoded_side_by_side(desk: Desk, street: Street) -> None:
    desk.picture = av.VideoFrame.from_ndarray(SyntheticSource(seed=3).draw(0.0).copy(), format="bgra")
    desk.booths.show_officer(1, Grade.TALK)
    street.enter(desk, 1)
    street.enter(desk, 2)
    for _ in range(3):
        street.officer.clear()
        wait_until(lambda: {(640, 360), (320, 180)} <= {(frame.width, frame.height) for frame in street.officer})


def test_a_still_of_the_whole_resolution_comes_while_the_stream_is_small(desk: Desk, street: Street) -> None:
    street.enter(desk, 1)
    desk.wait_for_pictures(1)
    name = desk.booths.take_still(1, Track.FACE)
    desk.news.until(lambda: [told for told in desk.news.told if told[0] == "still"])
    still = desk.news.told[-1][1]
    assert (still.id, still.booth, still.track, still.width, still.height) == (name, 1, Track.FACE, 1280, 720)
    assert still.content.startswith(b"\xff\xd8\xff")


def test_a_second_camera_has_a_source_of_its_own(desk: Desk, street: Street) -> None:
    face, paper = SyntheticSource(seed=1), SyntheticSource(seed=2)
    street.enter(desk, 1, lenses={Track.FACE: face.draw, Track.DOCUMENT: paper.draw})
    wait_until(lambda: desk.booths.document_sources[1].received and desk.booths.sources[1].received)
    desk.booths.ask(1, Track.DOCUMENT, 1280, 720, 5)
    wait_until(lambda: desk.booths.document_sources[1].size == (1280, 720))
    assert desk.booths.sources[1].size == (640, 360)


def test_a_camera_that_sends_far_too_much_is_decoded_only_now_and_then(desk: Desk, street: Street) -> None:
    huge = SyntheticSource(seed=1).draw(0.0).repeat(3, 0).repeat(3, 1)

    def lens(now: float) -> Image:
        return huge

    deaf = Ask(track=Track.FACE, width=3840, height=2160, fps=4)
    street.enter(desk, 1, lenses={Track.FACE: lens}, heeds=lambda ask: deaf)
    street.enter(desk, 2)
    wait_until(lambda: desk.booths.sources[1].size == (3840, 2160))
    wait_until(lambda: (quality := desk.booths.quality(1)) is not None and quality.inward.reason == "too_large")
    desk.wait_for_pictures(2, more=15)


@pytest.mark.parametrize("sdp", ["", "v=0\r\nm=video x y z\r\n", "\x00" * 9, "m=audio 9 RTP/AVP 0\r\n" * 50])
def test_an_offer_that_is_rubbish_ends_that_line_and_no_other(desk: Desk, street: Street, sdp: str) -> None:
    street.enter(desk, 2)
    desk.wait_for_pictures(2)
    bad = street.enter(desk, 1, player=Rubbish(sdp))
    desk.news.wait_for("gone", 1, "not_understood")
    street.leave(bad)
    desk.wait_for_pictures(2)


class Rubbish:
    """A player who offers rubbish as soon as the desk is there."""

    def __init__(self, sdp: str) -> None:
        self._offer = Offer(sdp=sdp, mids={})

    def begin(self, say: object) -> None:
        assert callable(say)
        say(self._offer)

    def hear(self, message: object) -> None:
        pass

    def pause(self) -> None:
        pass
