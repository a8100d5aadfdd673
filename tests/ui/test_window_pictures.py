"""The pictures of the window: where they are shown, how old they are, and the wall on a second screen."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import WorkState
from cso_desk.claims.form import Field
from cso_desk.video.feed import FeedState
from tests.ui.office import PATIENT, MakeOffice
from tests.ui.painted import texts_of


def test_a_picture_is_live_then_stale_then_lost_and_the_booth_says_so(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(2, cameras=True)
    office.desk.call_next(1)
    tiles = office.window.wall.tiles
    qtbot.waitUntil(lambda: all(tile.face.state is FeedState.LIVE for tile in tiles.values()), timeout=PATIENT)
    office.sources[1].speaks.clear()
    qtbot.waitUntil(lambda: tiles[1].face.state is FeedState.STALE, timeout=PATIENT)
    qtbot.waitUntil(lambda: office.window.seats[0].attention.state is WorkState.LOST, timeout=PATIENT)
    assert tiles[1].face.state is FeedState.LOST
    assert "TERPUTUS" in [text.words for text in texts_of(office.window.wall.cells[0])]
    assert tiles[2].face.state is FeedState.LIVE
    office.sources[1].speaks.set()
    qtbot.waitUntil(lambda: tiles[1].face.state is FeedState.LIVE, timeout=PATIENT)
    qtbot.waitUntil(lambda: office.window.seats[0].attention.state is not WorkState.LOST, timeout=PATIENT)


def test_only_what_can_be_seen_takes_pictures(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3, cameras=True)
    window = office.window
    qtbot.waitUntil(lambda: all(tile.painted > 1 for tile in window.wall.tiles.values()), timeout=PATIENT)
    assert all(tile.painted == 0 for tile in window.focus.tiles.values())
    office.press(Qt.Key.Key_Return)
    seen = {number: tile.painted for number, tile in window.wall.tiles.items()}
    qtbot.waitUntil(lambda: window.focus.stage.painted > 3, timeout=PATIENT)
    qtbot.waitUntil(lambda: all(window.focus.tiles[number].painted > 1 for number in (2, 3)), timeout=PATIENT)
    assert window.focus.tiles[1].painted == 0
    assert {number: tile.painted for number, tile in window.wall.tiles.items()} == seen
    assert all(shown.fps > 0 for shown in window.shown().values())
    assert window.focus.stage.face.state is FeedState.LIVE


def test_changing_the_booth_in_focus_changes_its_picture(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3, cameras=True)
    office.press(Qt.Key.Key_Return)
    stage = office.window.focus.stage
    qtbot.waitUntil(lambda: stage.face.state is FeedState.LIVE, timeout=PATIENT)
    office.sources[2].speaks.clear()
    office.press(Qt.Key.Key_2, text="2")
    assert stage.face.state is not FeedState.LIVE  # the picture of booth 1 is gone at once
    office.sources[2].speaks.set()
    qtbot.waitUntil(lambda: stage.face.state is FeedState.LIVE, timeout=PATIENT)


def test_f9_moves_the_wall_to_its_own_window_with_pictures_and_keys_and_back(
    qtbot: QtBot, open_office: MakeOffice
) -> None:
    office = open_office(3, cameras=True)
    window = office.window
    office.press(Qt.Key.Key_F9)
    wall_window = window.wall.window()
    assert wall_window is not window
    qtbot.waitUntil(wall_window.isVisible)
    assert window.focus.isVisible()
    seen = {number: tile.painted for number, tile in window.wall.tiles.items()}
    qtbot.waitUntil(
        lambda: all(tile.painted > seen[number] + 1 for number, tile in window.wall.tiles.items()), timeout=PATIENT
    )
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window.wall, QKeyEvent(kind, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3"))
    assert window.front.selected == 3
    office.desk.call_next(3)
    person = office.held(3).claim.form.text(Field.FULL_NAME)
    assert person in window.wall.cells[2].accessibleName()
    office.press(Qt.Key.Key_Escape)
    assert window.focus.isVisible()  # the wall is elsewhere
    office.press(Qt.Key.Key_F9)
    assert window.wall.window() is window
    assert window.front.on_wall
    seen = {number: tile.painted for number, tile in window.wall.tiles.items()}
    qtbot.waitUntil(
        lambda: all(tile.painted > seen[number] + 1 for number, tile in window.wall.tiles.items()), timeout=PATIENT
    )


def test_closing_the_second_window_by_hand_brings_the_wall_back(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3, cameras=True)
    office.press(Qt.Key.Key_F9)
    office.window.wall.window().close()
    qtbot.waitUntil(lambda: office.window.wall.window() is office.window)
    assert office.window.front.on_wall
    qtbot.waitUntil(office.window.wall.isVisible)


def test_a_wall_on_the_second_screen_does_not_outlive_the_window(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3)
    office.press(Qt.Key.Key_F9)
    wall_window = office.window.wall.window()
    office.window.close()
    assert not wall_window.isVisible()
    assert not office.window.isVisible()
