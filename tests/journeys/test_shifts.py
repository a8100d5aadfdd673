"""A whole desk at its door: locked, taken over by another officer, signed out, with cameras and line that go on."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.app import App
from cso_desk.claims.model import Verdict
from cso_desk.demo.door import NUMBER
from cso_desk.demo.embedded_centre import EmbeddedCentre, new_password
from cso_desk.desk.model import LineState, Order
from cso_desk.shift import now
from cso_desk.ui.sign_in import SignInDialog
from cso_desk.ui.sign_out_dialog import SignOutDialog
from cso_desk.video.feed import FeedState
from tests.journeys.test_line import call, claim_in, held, sent, verify

StartDesk = Callable[..., App]
PATIENCE_MS = 30_000


def at_the_door(app: App, qtbot: QtBot) -> SignInDialog:
    qtbot.waitUntil(lambda: isinstance(app.entrance.dialog, SignInDialog), timeout=PATIENCE_MS)
    dialog = app.entrance.dialog
    assert isinstance(dialog, SignInDialog)
    qtbot.waitUntil(dialog.leave.isVisible, timeout=PATIENCE_MS)
    return dialog


def write(qtbot: QtBot, dialog: SignInDialog, number: str, password: str) -> None:
    if not dialog.number.isReadOnly():
        qtbot.keyClicks(dialog.number, number)
    qtbot.keyClicks(dialog.password, password)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)


def wait_for(event: threading.Event) -> None:
    assert event.wait(PATIENCE_MS / 1000)


def second_officer(app: App, centre: EmbeddedCentre) -> tuple[str, str]:
    """Another officer of the branch, with a password of one's own."""
    own = new_password()
    app.session.change_password("000418", centre.officer_password("000418", "Wayan Sudarma"), own)
    return "000418", own


def test_a_locked_desk_shows_nothing_and_takes_no_key_until_its_officer_is_back(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot, password_of: Callable[[str], str]
) -> None:
    app = start_desk(centre)
    call(app, qtbot)
    qtbot.keyClick(app.window.wall, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert app.is_locked
    dialog = at_the_door(app, qtbot)
    assert QApplication.activeModalWidget() is dialog
    qtbot.keyClick(app.window, Qt.Key.Key_2)
    assert app.window.front.selected == 1
    qtbot.waitUntil(
        lambda: all(camera.status().state is FeedState.LIVE for camera in app.cameras.values()), timeout=PATIENCE_MS
    )
    window = app.window
    write(qtbot, dialog, NUMBER, password_of(NUMBER))
    qtbot.waitUntil(lambda: not app.is_locked, timeout=PATIENCE_MS)
    assert app.window is window
    qtbot.waitUntil(lambda: app.window.line.state is LineState.SYNCED, timeout=PATIENCE_MS)


def test_another_officer_takes_over_a_locked_desk_with_the_participant_in_the_booth(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    first = call(app, qtbot)
    app.window.edited.emit(1, first.id, "address", "Jl. Contoh Baru No. 7")
    number, password = second_officer(app, centre)
    app.lock()
    qtbot.keyClick(at_the_door(app, qtbot), Qt.Key.Key_F10)
    assert app.shift is None
    write(qtbot, at_the_door(app, qtbot), number, password)
    qtbot.waitUntil(lambda: app.shift is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: held(app) is not None and sent(app), timeout=PATIENCE_MS)
    assert claim_in(app).id == first.id
    assert claim_in(app).form.text("address") == "Jl. Contoh Baru No. 7"
    assert app.session.officer.number == number
    assert not app.window.view.refusals
    assert app.entrance.dialog is None


def test_signing_out_with_the_line_down_tells_what_stays_and_sends_it_at_the_next_sign_in(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot, password_of: Callable[[str], str]
) -> None:
    app = start_desk(centre)
    first = call(app, qtbot)
    qtbot.waitUntil(lambda: sent(app), timeout=PATIENCE_MS)
    centre.stop()
    app.window.edited.emit(1, first.id, "address", "Jl. Contoh Baru No. 7")
    qtbot.waitUntil(lambda: claim_in(app).form.text("address") == "Jl. Contoh Baru No. 7", timeout=PATIENCE_MS)
    qtbot.keyClick(app.window.wall, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: bool(app.window.findChildren(SignOutDialog)), timeout=PATIENCE_MS)
    [dialog] = app.window.findChildren(SignOutDialog)
    assert "1 pekerjaan belum terkirim" in dialog.said.text
    qtbot.keyClick(dialog, Qt.Key.Key_F10)
    door = at_the_door(app, qtbot)
    assert app.shift is None
    centre.start(now=now())
    write(qtbot, door, NUMBER, password_of(NUMBER))
    qtbot.waitUntil(lambda: app.shift is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: held(app) is not None and sent(app), timeout=PATIENCE_MS)
    assert claim_in(app).form.text("address") == "Jl. Contoh Baru No. 7"


def test_a_session_that_the_centre_ends_locks_the_desk_and_loses_no_work(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    first = call(app, qtbot)
    qtbot.waitUntil(lambda: sent(app), timeout=PATIENCE_MS)
    given = centre.officer_password(NUMBER, "Ratih Kusuma")  # ends the officer's sessions
    app.session.access.renew(app.session.access.token())
    dialog = at_the_door(app, qtbot)
    assert app.is_locked
    assert dialog.said.text == "Sesi Anda sudah diakhiri pusat. Masuklah lagi."
    own = new_password()
    app.session.change_password(NUMBER, given, own)
    write(qtbot, dialog, NUMBER, own)
    qtbot.waitUntil(lambda: not app.is_locked, timeout=PATIENCE_MS)
    app.window.edited.emit(1, first.id, "address", "Jl. Contoh Baru No. 7")
    qtbot.waitUntil(lambda: sent(app), timeout=PATIENCE_MS)
    assert not app.window.view.refusals


def test_what_was_decided_as_the_desk_stopped_is_told_once_it_has_stopped(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    call(app, qtbot)
    verify(app, qtbot)
    shift, sitting = app.shift, held(app)
    assert shift is not None
    assert sitting is not None
    goes_on = threading.Event()
    shift._worker.do(lambda: wait_for(goes_on))
    app.window.ordered.emit(Order(1, sitting.claim.id, sitting.version, Verdict.APPROVE))
    assert shift.told.today.total == 0
    goes_on.set()
    app.stop()
    assert shift.told.today.approved == 1
