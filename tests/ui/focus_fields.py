"""The fields of the focus view, as the tests find and enter them."""

from uuid import UUID

from pytestqt.qtbot import QtBot

from cso_desk.ui.field_box import Control
from cso_desk.ui.fields import TextField
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.seat import Seat

Edit = tuple[int, UUID, str, str]


def field(view: FocusView, key: str) -> Control:
    """The control of one form key, wherever it stands in the view."""
    everything: list[Control] = [*view.form.fields, *view.checks.fields, *view.documents.fields]
    return next(control for control in everything if control.key == key)


def text_field(view: FocusView, key: str) -> TextField:
    """The text field of one form key."""
    found = field(view, key)
    assert isinstance(found, TextField)
    return found


def enter(qtbot: QtBot, view: FocusView, key: str) -> TextField:
    """Go into a text field, behind its last letter."""
    line = text_field(view, key)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.end(False)
    return line


def id_of(seat: Seat) -> UUID:
    """The id of the claim in a seat."""
    assert seat.held is not None
    return seat.held.claim.id
