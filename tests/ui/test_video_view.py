"""The tile: what it paints, and that nothing old on it looks live."""

import gc
import time
import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTimer
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.ui import tile_paint
from cso_desk.ui.image import to_qimage
from cso_desk.ui.video_view import Note, Role, VideoTile
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.frame import Frame

from .red_source import RedSource

RED = QColor(200, 30, 20)
SIZE = (320, 180)


@pytest.fixture
def source() -> RedSource:
    return RedSource()


@pytest.fixture
def camera(source: RedSource) -> Iterator[Camera]:
    made = Camera(source, name="red")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def tile(qtbot: QtBot) -> Iterator[VideoTile]:
    """A tile of 320x180 on screen, with the frame timer of a window."""
    made = VideoTile()
    qtbot.addWidget(made)
    made.resize(*SIZE)
    timer = QTimer(made, interval=16)
    timer.timeout.connect(lambda: made.refresh(time.monotonic()))
    timer.start()
    made.show()
    yield made
    timer.stop()
    made.show_camera(None)


@pytest.fixture(autouse=True)
def _indonesian_numbers() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian))
    yield
    QLocale.setDefault(before)


def shot(tile: VideoTile) -> QImage:
    return tile.grab().toImage()


def middle(tile: VideoTile) -> QColor:
    return QColor(shot(tile).pixel(tile.width() // 2, tile.height() // 3))


def is_red(colour: QColor) -> bool:
    return abs(colour.red() - RED.red()) + abs(colour.green() - RED.green()) + abs(colour.blue() - RED.blue()) < 12


def live(tile: VideoTile, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tile.face.state is FeedState.LIVE and tile.painted > 2)


def test_a_frame_is_drawn_from_its_own_memory_which_lives_as_long_as_the_image() -> None:
    class Memory(np.ndarray):
        pass

    memory = np.zeros((4, 10, 4), np.uint8).view(Memory)
    memory[:] = (1, 2, 3, 255)
    gone = weakref.ref(memory)
    image = to_qimage(Frame(memory[:, :7], 0.0, 0, (7, 4)))
    del memory
    gc.collect()
    assert (image.width(), image.height()) == (7, 4)
    assert QColor(image.pixel(6, 3)).getRgb() == (3, 2, 1, 255)
    assert gone() is not None
    del image
    gc.collect()
    assert gone() is None


def test_a_live_picture_is_painted_as_it_is_under_its_age(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    assert is_red(middle(tile))
    assert tile.face.pill == "Live"
    assert tile.face.age.endswith(" s")
    assert "," in tile.face.age
    assert tile.status.source_size == (640, 360)
    assert len(tile.ages) == tile.painted


def test_a_tile_greys_when_its_camera_is_silent_and_never_says_live(
    tile: VideoTile, camera: Camera, source: RedSource, qtbot: QtBot
) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    source.silent = True
    qtbot.waitUntil(lambda: tile.face.state is FeedState.STALE)
    assert tile.face.pill.startswith("Behind by 1,")
    edge = QColor(shot(tile).pixel(tile.width() // 2, 1))
    assert edge.red() > 200
    assert edge.green() > 120  # amber
    qtbot.waitUntil(lambda: tile.face.state is FeedState.LOST)
    assert tile.face.pill == ""
    assert tile.face.title.startswith("Lost for 3")
    assert "not live" in tile.face.detail
    colour = middle(tile)
    assert abs(colour.red() - colour.blue()) < 20  # no colour is left
    source.silent = False
    live(tile, qtbot)
    qtbot.waitUntil(lambda: is_red(middle(tile)))


def test_a_picture_that_came_late_is_not_called_live(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    """The camera is live, but what this tile shows is old: the tile goes by its own picture."""
    tile.show_camera(camera)
    live(tile, qtbot)
    assert tile._viewer is not None
    tile._viewer.hide()
    qtbot.waitUntil(lambda: tile.face.state is FeedState.STALE)
    assert camera.status().state is FeedState.LIVE
    assert tile.status.state is FeedState.STALE


def test_before_the_first_picture_a_tile_says_that_it_connects(
    tile: VideoTile, camera: Camera, source: RedSource, qtbot: QtBot
) -> None:
    source.silent = True
    camera.stop()
    camera.start()
    tile.show_camera(camera)
    qtbot.waitUntil(lambda: tile.face.title == "Connecting")
    assert "looking for the camera" in tile.face.detail


@pytest.mark.parametrize(
    ("cause", "title"),
    [
        ("absent", "Camera not found"),
        ("refused", "Camera refuses the connection"),
        ("denied", "Camera asks for a password"),
        ("blocked", "Browser may not use the camera"),
        ("silent", "Camera sends nothing"),
        ("rubbish", "What comes is no picture"),
    ],
)
def test_a_tile_says_why_there_never_was_a_picture(
    tile: VideoTile, camera: Camera, source: RedSource, qtbot: QtBot, cause: str, title: str
) -> None:
    camera.stop()
    source.cause = cause
    camera.start()
    camera._started_at -= 3  # it has been trying for three seconds already
    tile.show_camera(camera)
    qtbot.waitUntil(lambda: tile.face.title == title)
    assert tile.face.detail
    assert tile.face.bar is not None
    shot(tile)


def test_without_a_camera_or_with_one_that_is_off_a_tile_says_so(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tile.face.title == "Camera off")
    tile.show_camera(camera)
    live(tile, qtbot)
    camera.stop()
    qtbot.waitUntil(lambda: tile.face.title == "Camera off")
    assert not is_red(middle(tile))


def test_a_hidden_tile_converts_nothing_and_forgets_its_picture(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    tile.hide()
    before, sequence = RedSource.conversions, camera._sequence
    qtbot.waitUntil(lambda: camera._sequence > sequence + 5)
    assert RedSource.conversions <= before + 1  # one may have been under way
    assert tile.status.state is FeedState.LIVE
    tile.show()
    assert tile.face.pill == ""
    live(tile, qtbot)


def test_a_tile_that_was_never_shown_converts_nothing(camera: Camera, qtbot: QtBot) -> None:
    never = VideoTile()
    qtbot.addWidget(never)
    never.show_camera(camera)
    before, sequence = RedSource.conversions, camera._sequence
    qtbot.waitUntil(lambda: camera._sequence > sequence + 5)
    assert RedSource.conversions == before
    never.show_camera(None)


def test_a_change_of_size_shows_the_picture_at_once_and_then_sharp(
    tile: VideoTile, camera: Camera, qtbot: QtBot
) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    for size in ((640, 360), (160, 90), (500, 281)):
        tile.resize(*size)
        assert is_red(middle(tile))
    qtbot.waitUntil(lambda: (tile._image.width(), tile._image.height()) == (500, 281))


def test_a_picture_of_other_proportions_is_shown_whole(tile: VideoTile, qtbot: QtBot) -> None:
    camera = Camera(RedSource((480, 480)), name="square")
    camera.start()
    tile.show_camera(camera)
    live(tile, qtbot)
    image = shot(tile)
    camera.stop()
    assert is_red(QColor(image.pixel(160, 90)))
    assert not is_red(QColor(image.pixel(30, 90)))
    assert not is_red(QColor(image.pixel(290, 90)))


def test_changing_the_camera_shows_the_new_one_and_lets_the_old_one_go(
    tile: VideoTile, camera: Camera, qtbot: QtBot
) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    other = Camera(RedSource(), name="other")
    tile.show_camera(other)
    assert camera._viewers == ()
    assert not is_red(middle(tile))
    qtbot.waitUntil(lambda: tile.face.title == "Camera off")


def test_the_same_camera_again_goes_on_without_a_break(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    viewers = camera._viewers
    tile.show_camera(camera)
    assert camera._viewers == viewers
    assert is_red(middle(tile))


def test_a_tile_repaints_only_for_something_new(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    class Counted(VideoTile):
        painted_at_all = 0

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            self.painted_at_all += 1
            super().paintEvent(event)

    still = Counted()
    qtbot.addWidget(still)
    still.resize(*SIZE)
    still.show()
    now = time.monotonic()
    still.refresh(now)
    qtbot.waitUntil(lambda: still.painted_at_all > 0 and still.face.title == "Camera off")
    before = still.painted_at_all
    for step in range(20):
        still.refresh(now + step)
    still.set_notes(None, None)
    QCoreApplication.processEvents()
    assert still.painted_at_all == before
    still.set_notes(Note("Held"), None)
    qtbot.waitUntil(lambda: still.painted_at_all == before + 1)


def test_of_a_covered_camera_nothing_is_shown_but_that_it_is_covered_and_since_when(
    tile: VideoTile, source: RedSource, camera: Camera, qtbot: QtBot
) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    source.cause = "covered"
    qtbot.waitUntil(lambda: tile.face.state is FeedState.COVERED)
    assert (tile.face.title, tile.face.hint) == ("Camera covered", "the sound goes on")
    assert tile.face.detail.startswith("by the participant, for ")
    assert not is_red(middle(tile))
    assert tile._frame is None
    source.cause = ""
    live(tile, qtbot)
    assert is_red(middle(tile))


def test_notes_stand_at_the_foot_of_the_picture(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    tile.set_notes(Note("Dua arah", "mic", Role.TALK), Note("Peserta bersuara", "volume-2", Role.SPEAKING))
    image = shot(tile)
    left, right = QColor(image.pixel(11, 160)), QColor(image.pixel(308, 160))
    assert left.blue() > 150
    assert left.red() < 80
    assert right.red() > 240
    assert right.green() > 200
    tile.set_notes(None, None)
    qtbot.waitUntil(lambda: is_red(QColor(shot(tile).pixel(11, 160))))


def test_a_warning_that_is_wider_than_its_tile_is_its_sign_alone_at_the_foot(
    tile: VideoTile, camera: Camera, qtbot: QtBot
) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    foot = SIZE[1] - tile_paint.INSET - tile_paint.PILL_TALL // 2
    tile.show_warning(Note("Chair empty", "user", Role.WARN))
    near, far = tile_paint.INSET + 4, tile_paint.INSET + 70
    assert not is_red(QColor(shot(tile).pixel(near, foot)))
    assert not is_red(QColor(shot(tile).pixel(far, foot)))
    tile.show_warning(Note("Chair empty " * 12, "user", Role.WARN))
    assert not is_red(QColor(shot(tile).pixel(near, foot)))
    assert is_red(QColor(shot(tile).pixel(far, foot)))
    tile.set_notes(Note("On hold"), None)
    above = foot - tile_paint.PILL_TALL - tile_paint.INSET
    assert not is_red(QColor(shot(tile).pixel(near, above)))


def test_the_left_note_is_its_sign_alone_where_the_right_one_needs_the_room_and_gives_way_before_it_covers_it(
    tile: VideoTile, camera: Camera, qtbot: QtBot
) -> None:
    tile.show_camera(camera)
    live(tile, qtbot)
    held = Note("Ditahan sebentar", "mic-off", Role.TALK)
    tile.set_notes(held, Note("Tahan", "scan", Role.SCAN))
    assert QColor(shot(tile).pixel(60, 160)).blue() > 150
    tile.set_notes(held, Note("Tahan, 6 dari 10 bingkai tajam", "scan", Role.SCAN))
    image = shot(tile)
    assert QColor(image.pixel(11, 160)).blue() > 150
    assert is_red(QColor(image.pixel(60, 160)))
    long = Note("Tahan, 6 dari 10 bingkai tajam, terang dan utuh di tengah", "scan", Role.SCAN)
    tile.set_notes(held, long)
    beside = shot(tile)
    tile.set_notes(None, long)
    assert beside == shot(tile)


def test_a_limit_holds_for_the_next_camera_too(tile: VideoTile, camera: Camera, qtbot: QtBot) -> None:
    tile.limit_fps(5)
    tile.show_camera(camera)
    live(tile, qtbot)
    painted, sequence = tile.painted, camera._sequence
    qtbot.waitUntil(lambda: camera._sequence >= sequence + 30)
    assert tile.painted - painted <= 8


def test_a_closed_window_lets_its_camera_go(camera: Camera, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tile = VideoTile(window)
    window.show()
    tile.show_camera(camera)
    window.close()
    tile.show_camera(None)
    assert camera._viewers == ()


def test_a_camera_that_is_lost_a_second_time_looks_lost_again(
    qtbot: QtBot, tile: VideoTile, camera: Camera, source: RedSource
) -> None:
    tile.show_camera(camera)
    for _ in range(2):
        source.silent = False
        live(tile, qtbot)
        source.silent = True
        qtbot.waitUntil(lambda: tile.face.state is FeedState.LOST, timeout=8000)
        shot(tile)


def test_what_is_amiss_with_the_line_stands_beside_a_live_picture_and_beside_no_other(
    qtbot: QtBot, tile: VideoTile, source: RedSource, camera: Camera
) -> None:
    tile.show_camera(camera)
    qtbot.waitUntil(lambda: tile.face.state is FeedState.LIVE)
    tile.show_line("line slow")
    qtbot.waitUntil(lambda: tile.face.line == "line slow")
    wide = tile_paint.state_pill(tile.face, tile.width())
    small = tile_paint.state_pill(tile.face, 120)
    assert (wide.words, wide.more, wide.icon) == ("Live", "line slow", small.icon)
    assert small.words == ""
    source.silent = True
    qtbot.waitUntil(lambda: tile.face.state is FeedState.STALE)
    assert tile.face.line == ""
