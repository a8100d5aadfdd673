"""A name typed at the window, asked of the centre, shown beside the claims: the search from end to end."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.app import App
from cso_desk.claims.masks import mask_nik
from cso_desk.demo.embedded_centre import EmbeddedCentre
from cso_desk.desk.model import LineState
from cso_desk.shift import now
from cso_desk.ui.people_dialog import PeopleDialog
from tests.journeys.test_line import call

StartDesk = Callable[..., App]
PATIENCE_MS = 30_000


def opened(app: App, qtbot: QtBot) -> PeopleDialog:
    qtbot.keyClick(app.window.wall, Qt.Key.Key_F12)
    dialog = app.window.dialogs.dialog
    assert isinstance(dialog, PeopleDialog)
    qtbot.waitUntil(dialog.field.hasFocus, timeout=PATIENCE_MS)
    return dialog


def test_a_name_that_is_typed_is_found_at_the_centre_and_opened(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    claim = call(app, qtbot)
    dialog = opened(app, qtbot)
    name = claim.master.full_name
    qtbot.keyClicks(dialog.field, name.lower())
    qtbot.waitUntil(lambda: any(row.title == name for row in dialog.list.rows), timeout=PATIENCE_MS)
    while dialog.list.rows[dialog.list.currentRow()].title != name:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.panel.file is not None, timeout=PATIENCE_MS)
    assert name in dialog.panel.texts
    assert mask_nik(claim.master.nik) in dialog.panel.texts
    assert any(text.startswith(claim.number) for text in dialog.panel.texts)
    assert claim.master.nik not in " ".join(dialog.panel.texts)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert app.window.dialogs.dialog is None
    qtbot.keyClick(app.window.wall, Qt.Key.Key_2)
    assert app.window.front.selected == 2


def test_while_the_centre_is_away_the_search_says_so_and_goes_on_when_it_is_back(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    claim = call(app, qtbot)
    centre.stop()
    qtbot.waitUntil(lambda: app.window.line.state is LineState.OFFLINE, timeout=PATIENCE_MS)
    dialog = opened(app, qtbot)
    assert "memerlukan sambungan ke pusat" in dialog.said.text
    qtbot.keyClicks(dialog.field, claim.master.nik)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.summary.text() == "Enter mencari lagi.", timeout=PATIENCE_MS)
    centre.start(now=now())
    qtbot.waitUntil(lambda: bool(dialog.list.rows), timeout=PATIENCE_MS)
    assert dialog.list.rows[0].title == claim.master.full_name
    assert dialog.said.text == ""


def test_a_locked_desk_hides_the_search_too(start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot) -> None:
    app = start_desk(centre)
    call(app, qtbot)
    dialog = opened(app, qtbot)
    app.lock()
    assert app.is_locked
    assert dialog.windowTitle() == "CSO Desk"
    qtbot.waitUntil(lambda: app.entrance.dialog is not None, timeout=PATIENCE_MS)
