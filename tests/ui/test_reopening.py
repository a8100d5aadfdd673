"""Opening a decided claim again: at the booth's bar, on the supervisor's page, and from a participant's record."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Cause
from cso_desk.claims.model import ClaimState, Decision, Note, Reopening, Verdict
from cso_desk.claims.tables import Role
from cso_desk.desk.model import BoothClaim, DeskView, Fate, LineState, Officer, Refusal, SyncStatus, Unsettled
from cso_desk.desk.people import Opening, Told
from cso_desk.ui.desk_dialogs import DeskDialogs
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from cso_desk.ui.note_dialog import NoteDialog
from cso_desk.ui.people_dialog import PeopleDialog
from cso_desk.ui.reopen_dialog import ReopenDialog
from cso_desk.ui.seat import Seat
from cso_desk.wire import Kind
from cso_desk.wire.people_wire import PastClaim, PersonFile
from tests.people_values import AT, file_of, found
from tests.ui.conftest import OFFICER, MakeSeat
from tests.ui.people_desk import Desk as People
from tests.ui.second_desk import Desk, judge
from tests.ui.second_values import BOSS, NOW, claim, refused, waiting

pytestmark = pytest.mark.usefixtures("speak")

SYNCED = SyncStatus(LineState.SYNCED, since=AT)
OFFLINE = SyncStatus(LineState.OFFLINE, since=AT, cause="unreachable")
CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return


def word(officer: str, verdict: Verdict = Verdict.APPROVE) -> Decision:
    return Decision(UUID(int=9), UUID(int=1001), 1, verdict, "", "", officer, 1, NOW)


def decided(make_seat: MakeSeat, state: ClaimState, officer: str = OFFICER.id, **held: Any) -> Seat:
    made = make_seat(1, claim={"state": state, "decisions": (word(officer),)}, decision_fate=Fate.SENT)
    assert isinstance(made.held, BoothClaim)
    return replace(made, held=replace(made.held, **held))


def press(dialog: QWidget, key: Qt.Key) -> None:
    QCoreApplication.sendEvent(
        dialog.focusWidget() or dialog, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    )


# at the booth


@pytest.mark.parametrize(
    ("state", "officer", "offered"),
    [
        (ClaimState.AWAITING_SECOND, OFFICER.id, True),
        (ClaimState.AWAITING_SECOND, "u-7", False),
        (ClaimState.REFERRED, OFFICER.id, True),
        (ClaimState.RETURNED, "u-7", True),
        (ClaimState.APPROVED, OFFICER.id, False),
        (ClaimState.REJECTED, OFFICER.id, False),
        (ClaimState.IN_BOOTH, OFFICER.id, False),
    ],
)
def test_the_bar_offers_it_where_the_rules_allow_it(
    focus_view: FocusView, make_seat: MakeSeat, state: ClaimState, officer: str, offered: bool
) -> None:
    focus_view.show_seat(decided(make_seat, state, officer), now=1000.0)
    assert focus_view.bar.reopen.isVisible() is offered
    assert focus_view.bar.reopen.text() == "Buka kembali"


def test_what_has_not_left_the_desk_yet_is_not_opened_again(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(decided(make_seat, ClaimState.RETURNED, undelivered=True), now=1000.0)
    assert not focus_view.bar.reopen.isVisible()


def dialogs_of(parent: QWidget, officer: Officer = OFFICER) -> tuple[DeskDialogs, list[Any], list[Refusal]]:
    dialogs = DeskDialogs(officer, pack=6, judge=judge, now=lambda: NOW, parent=parent)
    opened: list[Any] = []
    refusals: list[Refusal] = []
    dialogs.reopened.connect(lambda *told: opened.append(told))
    dialogs.refused.connect(refusals.append)
    return dialogs, opened, refusals


def test_it_asks_why_and_tells_claim_reason_and_booth(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialogs, opened, _ = dialogs_of(parent)
    seat = decided(make_seat, ClaimState.RETURNED)
    dialogs.follow((seat,), DeskView(booths=()), SYNCED)
    assert dialogs.run(Action.REOPEN, 1)
    dialog = dialogs.dialog
    assert isinstance(dialog, ReopenDialog)
    assert dialog.windowTitle() == "Buka kembali klaim Muhammad Rizky Pratama"
    press(dialog, RETURN)
    assert opened == []
    dialog.why.setText("  paklaring sudah dibawa ")
    press(dialog, RETURN)
    assert opened == [(UUID(int=1001), "paklaring sudah dibawa", 1)]
    assert dialogs.dialog is None


def test_it_waits_for_the_line_and_closes_when_another_claim_sits_there(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    dialogs, opened, _ = dialogs_of(parent)
    seat = decided(make_seat, ClaimState.RETURNED)
    dialogs.follow((seat,), DeskView(booths=()), SYNCED)
    dialogs.open_reopen(1)
    dialog = dialogs.dialog
    assert isinstance(dialog, ReopenDialog)
    dialog.why.setText("lengkap")
    dialogs.follow((seat,), DeskView(booths=(), line_is_up=False), OFFLINE)
    assert (dialog.go.isEnabled(), dialog.busy.text()) == (False, "Sedang luring")
    dialogs.follow((seat,), DeskView(booths=()), SYNCED)
    assert dialog.go.isEnabled()
    dialogs.follow((make_seat(1, claim={"id": UUID(int=5)}),), DeskView(booths=()), SYNCED)
    assert dialogs.dialog is None
    assert opened == []


def test_where_it_cannot_be_done_the_officer_is_told_why(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialogs, _, refusals = dialogs_of(parent)
    seats = (
        make_seat(1, empty=True),
        make_seat(2),
        decided(make_seat, ClaimState.APPROVED),
        decided(make_seat, ClaimState.RETURNED, decision_fate=Fate.REFUSED),
    )
    dialogs.follow(seats, DeskView(booths=()), SYNCED)
    for booth in (1, 2, 3, 4):
        dialogs.open_reopen(booth)
    assert dialogs.dialog is None
    assert [(one.code, one.booth) for one in refusals] == [
        ("nobody_here", 1),
        ("not_decided", 2),
        ("not_allowed", 3),
        ("unread_refusal", 4),
    ]


def test_the_notes_say_who_opened_it_again_and_why(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    note = Note(UUID(int=1), "u-7", "Surat menyusul", NOW + timedelta(minutes=1))
    opened = Reopening(UUID(int=2), "u-9", "Rekening salah", NOW, ())
    seat = make_seat(2, claim={"notes": (note,), "reopenings": (opened,)})
    dialog = NoteDialog(seat, DeskView(booths=()), parent=parent)
    assert dialog.texts == [
        "Petugas u-9 · 13-11-2025 10.00",
        "Dibuka kembali: Rekening salah",
        "Petugas u-7 · 13-11-2025 10.01",
        "Surat menyusul",
    ]


# on the supervisor's page


def test_the_supervisor_sends_a_claim_that_waits_back_to_the_queue(qtbot: QtBot, parent: QWidget) -> None:
    desk = Desk(qtbot, parent)
    opened: list[Any] = []
    desk.dialog.reopened.connect(lambda *told: opened.append(told))
    desk.show(waiting(1), waiting(2, first=BOSS.id))
    desk.press(Qt.Key.Key_Down)
    assert desk.can == set()
    desk.press(Qt.Key.Key_R, CTRL)
    dialog = desk.dialog.second.dialog
    assert isinstance(dialog, ReopenDialog)
    dialog.why.setText("rekening salah")
    desk.show(waiting(1), waiting(2, first=BOSS.id), up=False)
    assert not dialog.go.isEnabled()
    desk.show(waiting(1), waiting(2, first=BOSS.id))
    desk.press(RETURN)
    assert opened == [(UUID(int=2), "rekening salah", None)]
    assert desk.dialog.second.dialog is None
    desk.dialog.reject()


def test_it_is_not_asked_twice_nor_without_the_line(qtbot: QtBot, parent: QWidget) -> None:
    desk = Desk(qtbot, parent)
    going = replace(waiting(1), fate=Fate.SENDING)
    desk.show(going)
    assert not desk.dialog.second.reopen.isEnabled()
    assert desk.hint == "Buka kembali: dalam perjalanan, menunggu pusat"
    desk.show(waiting(1), up=False)
    desk.press(Qt.Key.Key_R, CTRL)
    assert desk.dialog.second.dialog is None
    desk.show(waiting(1))
    desk.press(Qt.Key.Key_R, CTRL)
    asked = desk.dialog.second.dialog
    assert asked is not None
    desk.show(going)
    assert desk.dialog.second.dialog is None
    desk.dialog.reject()


def test_what_the_centre_did_not_open_is_told_and_what_was_opened_before_is_shown(
    qtbot: QtBot, parent: QWidget
) -> None:
    desk = Desk(qtbot, parent)
    one = waiting(1)
    before = Reopening(UUID(int=3), "u-9", "Rekening salah", NOW, (word("u-4", Verdict.RETURN),))
    again = replace(one, claim=replace(one.claim, reopenings=(before,)))
    piece = refused("not_allowed", Kind.REOPEN)
    desk.show(again, unsettled=(Unsettled(claim(1), (piece,)),))
    assert desk.dialog.said.text.startswith("Buka kembali · Peserta 1 · KJ-2511-0001: Ini di luar wewenang Anda")
    texts = desk.dialog.second.panel.texts
    assert {"Pernah dibuka kembali", "Rekening salah", "Dikembalikan oleh petugas u-4"} <= set(texts)
    desk.dialog.reject()


# from a participant's record


def past(number: int, state: ClaimState, branch: int = 114, **more: Any) -> PastClaim:
    told = {"number": f"KJ-2511-{number:04}", "branch": branch, "cause": Cause.LAID_OFF, "state": state, "filed_at": AT}
    return PastClaim.model_validate({**told, "decided_at": AT, "amount": 0, "id": UUID(int=number), **more})


def find(qtbot: QtBot, parent: QWidget, role: Role, *claims: PastClaim, line: SyncStatus = SYNCED) -> People:
    officer = Officer("u-1", "Petugas Satu", "9900001", "114-1", 114, "Cabang Contoh", role=role)
    desk = People(qtbot, PeopleDialog(line, officer=officer, parent=parent))
    desk.dialog.asked.connect(desk.asked.append)
    with qtbot.waitExposed(desk.dialog):
        desk.dialog.open()
    file: PersonFile = file_of(1, "Muhammad Rizky Pratama", claims=list(claims))
    desk.find("rizky", found(1, "Muhammad Rizky Pratama"))
    desk.press(RETURN)
    desk.dialog.show_told(Told(Opening(file.id), file=file))
    return desk


def test_a_participant_who_is_back_with_what_was_missing_joins_the_queue(qtbot: QtBot, parent: QWidget) -> None:
    desk = find(qtbot, parent, Role.OFFICER, past(2, ClaimState.RETURNED), past(1, ClaimState.RETURNED))
    opened: list[Any] = []
    desk.dialog.reopened.connect(lambda *told: opened.append(told))
    desk.press(Qt.Key.Key_F6)
    asked = desk.dialog.findChild(ReopenDialog)
    assert asked is not None
    asked.why.setText("paklaring dibawa")
    press(asked, RETURN)
    assert opened == [(UUID(int=2), "paklaring dibawa", None)]
    qtbot.waitUntil(lambda: not desk.dialog.isVisible())


@pytest.mark.parametrize(
    ("role", "claims", "offered"),
    [
        (Role.OFFICER, (past(1, ClaimState.APPROVED),), False),
        (Role.SUPERVISOR, (past(1, ClaimState.APPROVED),), True),
        (Role.SUPERVISOR, (past(1, ClaimState.REJECTED),), True),
        (Role.SUPERVISOR, (past(1, ClaimState.AWAITING_SECOND),), False),
        (Role.OFFICER, (past(2, ClaimState.WAITING), past(1, ClaimState.RETURNED)), False),
        (Role.OFFICER, (past(1, ClaimState.RETURNED, branch=11),), False),
        (Role.OFFICER, (past(1, ClaimState.RETURNED, id=None),), False),
        (Role.OFFICER, (past(2, ClaimState.PAID, branch=11), past(1, ClaimState.RETURNED)), True),
        (Role.OFFICER, (), False),
    ],
)
def test_only_the_newest_claim_of_the_own_branch_is_offered(
    qtbot: QtBot, parent: QWidget, role: Role, claims: tuple[PastClaim, ...], offered: bool
) -> None:
    desk = find(qtbot, parent, role, *claims)
    assert desk.dialog.reopen.isVisible() is offered
    assert desk.dialog.reopen.accessibleDescription() == (claims[-1].number if offered else "")


def test_it_is_not_offered_while_the_line_is_down(qtbot: QtBot, parent: QWidget) -> None:
    desk = find(qtbot, parent, Role.OFFICER, past(1, ClaimState.RETURNED))
    desk.dialog.show_line(OFFLINE)
    assert not desk.dialog.reopen.isEnabled()
    desk.press(Qt.Key.Key_F6)
    assert desk.dialog.findChild(ReopenDialog) is None
