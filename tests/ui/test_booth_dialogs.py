"""The dialogs about the booths, opened by the keys of a desk whose booths talk."""

from datetime import datetime

import pytest

from cso_desk.booth.door import Command, Door, DoorState, Doorway
from cso_desk.booth.showing import ShownThing, Wish
from cso_desk.claims.dates import JAKARTA
from cso_desk.ui.booth_dialog import BoothDialog
from cso_desk.ui.keys import Action
from cso_desk.ui.show_dialog import ShowDialog

from .office import Office
from .talk_values import view_of

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=JAKARTA)


def doorway(*states: DoorState) -> Doorway:
    doors = tuple(Door(number, state, NOW) for number, state in enumerate(states, start=1))
    return Doorway("https://10.0.0.5:8443/", (Command("Chromium", "chromium --kiosk"),), doors)


@pytest.fixture
def talking(office: Office) -> Office:
    """A desk with one booth that is connected, one that is paired and away, and four cameras."""
    office.window.talk.show(view_of())
    states = (DoorState.CONNECTED, DoorState.PAIRED, *(DoorState.CAMERA,) * 4)
    office.window.talk.booths.show_doorway(doorway(*states))
    return office


def test_a_desk_of_cameras_has_nothing_to_set_up(office: Office) -> None:
    office.window.act(Action.SET_UP)
    office.window.act(Action.SHOW)
    assert office.window.talk.booths.dialog is None


def test_the_booths_are_set_up_in_a_dialog_that_follows_them(talking: Office) -> None:
    booths = talking.window.talk.booths
    asked: list[int] = []
    booths.code_wanted.connect(asked.append)
    talking.window.act(Action.SET_UP)
    dialog = booths.dialog
    assert isinstance(dialog, BoothDialog)
    states = (DoorState.CONNECTED, DoorState.OPEN, *(DoorState.CAMERA,) * 4)
    booths.show_doorway(doorway(*states))
    dialog.list.setCurrentRow(1)
    dialog.renew.click()
    assert asked == [2]
    dialog.close_button.click()
    assert booths.dialog is None


def test_something_is_shown_in_a_connected_booth_and_in_no_other(talking: Office) -> None:
    window = talking.window
    wishes: list[Wish] = []
    window.talk.booths.show_wanted.connect(wishes.append)
    window.front.select(2)
    window.act(Action.SHOW)
    assert window.talk.booths.dialog is None
    assert "Ctrl+D" in window.notice.sentence
    window.front.select(1)
    window.act(Action.SHOW)
    dialog = window.talk.booths.dialog
    assert isinstance(dialog, ShowDialog)
    dialog.words.setText("Sebentar")
    dialog.go.click()
    assert wishes == [Wish(1, ShownThing.MESSAGE, {"": "Sebentar"})]
