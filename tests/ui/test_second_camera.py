"""A booth's document camera on the stage: beside the face, in its place, and what is said where it cannot be found."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cso_desk.documents.scan import Scan
from cso_desk.ui.language import Language
from cso_desk.ui.second_camera import SecondCamera
from cso_desk.ui.video_view import VideoTile
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.synthetic import SyntheticSource

SCAN = Scan(1, 0.0, corners=((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)))
NOBODY_LISTENS = "rtsp://127.0.0.1:9/papers"


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[VideoTile]:
    language = Language("id")
    made = VideoTile()
    qtbot.addWidget(made)
    made.resize(960, 540)
    made.show()
    yield made
    language.use("en")


@pytest.fixture
def second(stage: VideoTile) -> SecondCamera:
    made = SecondCamera(stage)
    made.place()
    return made


def camera(seed: int) -> Camera:
    return Camera(SyntheticSource(seed=seed), name=f"camera {seed}")


def test_a_paper_is_marked_where_it_is_seen_and_the_two_pictures_change_places(
    stage: VideoTile, second: SecondCamera
) -> None:
    face, papers = camera(1), camera(2)
    second.show(face, papers)
    second.show_scan(SCAN)
    assert (stage._camera, second.tile._camera) == (face, papers)
    assert (stage._scan, second.tile._scan) == (None, SCAN)
    assert second.swap()
    assert (stage._camera, second.tile._camera) == (papers, face)
    assert (stage._scan, second.tile._scan) == (SCAN, None)
    second.show(face, papers)  # told again: it stays as it was chosen
    assert second.on_stage
    second.show(camera(3), papers)  # another booth: its face first
    assert not second.on_stage


def test_a_booth_with_one_camera_has_no_second_picture_and_marks_the_paper_in_its_only_one(
    stage: VideoTile, second: SecondCamera
) -> None:
    face = camera(1)
    second.show(face, None)
    second.show_scan(SCAN)
    assert not second.tile.isVisible()
    assert (stage._camera, stage._scan) == (face, SCAN)
    assert not second.swap()


def test_a_document_camera_at_a_wrong_address_is_said_to_be_so_in_its_picture(
    qtbot: QtBot, stage: VideoTile, second: SecondCamera
) -> None:
    papers = Camera(NOBODY_LISTENS, name="papers")
    papers.start()
    try:
        second.show(camera(1), papers)
        qtbot.waitUntil(lambda: papers.status().cause == "refused", timeout=10_000)
        qtbot.waitUntil(
            lambda: second.tile.refresh(stage._waiting_since + 60) or second.tile.face.state is FeedState.LOST,
            timeout=10_000,
        )
        assert second.tile.face.title == "Kamera menolak sambungan"
    finally:
        papers.stop()
