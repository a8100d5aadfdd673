"""The bare wall: any number of pictures in one window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from cso_desk.ui.bare_wall import BareWall
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.synthetic import SyntheticSource

MakeWall = Callable[..., BareWall]


@pytest.fixture
def open_wall(qtbot: QtBot) -> Iterator[MakeWall]:
    """Opens walls of drawn participants, whose cameras run only when asked, and stops them."""
    cameras: list[Camera] = []

    def make(count: int, size: tuple[int, int] = (1280, 720), *, running: bool = False) -> BareWall:
        made = [Camera(SyntheticSource(seed=number), name=f"booth {number}") for number in range(1, count + 1)]
        cameras.extend(made)
        for camera in made if running else []:
            camera.start()
        wall = BareWall(made)
        qtbot.addWidget(wall)
        wall.resize(*size)
        wall.show()
        return wall

    yield make
    for camera in cameras:
        camera.ask_to_stop()
    for camera in cameras:
        camera.stop()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (500, 1200), (320, 200)])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 8, 9, 16])
def test_every_picture_has_its_place_in_any_window(open_wall: MakeWall, count: int, size: tuple[int, int]) -> None:
    wall = open_wall(count, size)
    places = [tile.geometry() for tile in wall.tiles]
    assert len(places) == count
    assert all(wall.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for at, one in enumerate(places) for other in places[at + 1 :])
    assert len({(place.width(), place.height()) for place in places}) == 1
    assert abs(places[0].width() * 9 - places[0].height() * 16) <= 16
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


@pytest.mark.parametrize(("size", "columns"), [((1920, 1080), 3), ((1940, 740), 3), ((400, 1600), 1), ((4000, 380), 6)])
def test_six_pictures_stand_in_the_grid_that_makes_them_largest(
    open_wall: MakeWall, size: tuple[int, int], columns: int
) -> None:
    wall = open_wall(6, size)
    tops: list[QRect] = [tile.geometry() for tile in wall.tiles]
    assert sum(place.y() == tops[0].y() for place in tops) == columns


def test_every_camera_is_shown_and_named_for_a_screen_reader(qtbot: QtBot, open_wall: MakeWall) -> None:
    wall = open_wall(2, running=True)
    assert [tile.accessibleName() for tile in wall.tiles] == ["booth 1", "booth 2"]
    qtbot.waitUntil(lambda: all(tile.face.state is FeedState.LIVE for tile in wall.tiles), timeout=10_000)
    qtbot.waitUntil(lambda: all(tile.painted for tile in wall.tiles))


def test_esc_closes_it_announced_before_the_pictures_go(qtbot: QtBot, open_wall: MakeWall) -> None:
    wall = open_wall(1, running=True)
    qtbot.waitUntil(lambda: wall.tiles[0].painted > 0, timeout=10_000)
    states: list[FeedState] = []
    wall.closing.connect(lambda: states.append(wall.tiles[0].status.state))
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isVisible()
    assert states == [FeedState.LIVE]
    assert wall.tiles[0].status.state is FeedState.OFF


def test_f11_fills_the_screen_and_gives_it_back(qtbot: QtBot, open_wall: MakeWall) -> None:
    wall = open_wall(1)
    qtbot.keyClick(wall, Qt.Key.Key_F11)
    qtbot.waitUntil(wall.isFullScreen)
    qtbot.keyClick(wall, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not wall.isFullScreen())


def test_finish_closes_it(open_wall: MakeWall) -> None:
    wall = open_wall(1)
    wall.finish()
    assert not wall.isVisible()
