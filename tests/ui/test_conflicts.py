"""The conflicts of the desk's work: named in words, both sides beside each other, settled by the officer's hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.central import handlers
from cso_desk.claims import errors as claim_errors
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.desk.model import BoothClaim, DeskView, LineState, Officer, Piece, Refusal, Stand, SyncStatus, Unsettled
from cso_desk.ui import conflict_words, form_keys
from cso_desk.ui.conflict_values import conflicts
from cso_desk.ui.language import Language
from cso_desk.ui.queue_dialog import QueueDialog, QueuePage
from cso_desk.wire import Kind
from tests.claim_values import claim_with
from tests.ui.said import CODE, LANGUAGES, codes_of, is_said

pytestmark = pytest.mark.usefixtures("speak")

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
OFFICER = Officer("u-1", "Petugas Satu", "9900001", "114-1", 114, "Cabang Contoh")
CODES = sorted(
    codes_of(claim_errors, handlers) | {"unknown_claim", "role_revoked", "unknown_kind", "bad_body", "fault", "newer"}
)
DECIDED = {
    "state": "approved",
    "desk": "114-2",
    "booth": 2,
    "officer": "u-7",
    "verdict": "approve",
    "decided_at": "2025-11-13T02:30:00+00:00",
}


def piece(code: str, facts: dict[str, Any] | None = None, **changes: Any) -> Piece:
    made = Piece(uuid4(), Kind.EDIT, Stand.REFUSED, "u-1", NOW - timedelta(minutes=9), booth=3, code=code)
    return replace(made, facts=facts or {}, **changes)


def ours(**changes: Any) -> Claim:
    claim = replace(claim_with({Field.PHONE: "0811"}), state=ClaimState.IN_BOOTH, desk="114-1", booth=3)
    return replace(claim, **changes)


def phone(**changes: Any) -> Piece:
    return piece("field_changed", {"key": "phone"}, fields={Field.PHONE: ("0810", "0812")}, **changes)


class Shown:
    """An open dialog with what it announces."""

    def __init__(self, qtbot: QtBot, *unsettled: Unsettled, booths: tuple[BoothClaim | None, ...] = ()) -> None:
        self.parent = QWidget()
        self.parent.resize(1366, 768)
        qtbot.addWidget(self.parent)
        self.parent.show()
        self.view = DeskView(booths=booths, unsettled=unsettled)
        self.dialog = QueueDialog(
            self.view,
            SyncStatus(LineState.REFUSED, refused=1, since=NOW),
            officer=OFFICER,
            now=lambda: NOW,
            page=QueuePage.CONFLICTS,
            parent=self.parent,
        )
        self.acknowledged: list[UUID] = []
        self.edited = edited = list[tuple[int, UUID, str, str]]()
        self.opened: list[int] = []
        self.dialog.acknowledged.connect(self.acknowledged.append)
        self.dialog.edited.connect(lambda *told: edited.append(told))  # holds no dialog, which may be deleted first
        self.dialog.booth_wanted.connect(self.opened.append)
        with qtbot.waitExposed(self.dialog):
            self.dialog.open()

    def press(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget() or self.dialog
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def conflict(self) -> Piece | None:
        """The refused piece that is shown."""
        return None if self.dialog.conflict is None else self.dialog.conflict.piece


def test_a_field_that_another_changed_shows_what_was_seen_what_is_mine_and_what_is_theirs(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Unsettled(ours(), (phone(),)))
    texts = shown.dialog.panel.texts
    assert "Isian berbeda" in texts
    assert texts[-4:] == [form_keys.label(Field.PHONE), "0810", "0812", "0811"]
    assert [shown.dialog.mine.isVisible(), shown.dialog.theirs.isVisible()] == [True, True]
    assert not shown.dialog.settled.isVisible()


def test_j_writes_mine_again_into_the_very_claim_and_settles_the_conflict(qtbot: QtBot) -> None:
    mine = phone()
    claim = ours()
    shown = Shown(qtbot, Unsettled(claim, (mine,)))
    shown.press(Qt.Key.Key_J)
    assert shown.edited == [(3, claim.id, Field.PHONE, "0812")]
    assert shown.acknowledged == [mine.op_id]


def test_k_takes_theirs_and_writes_nothing(qtbot: QtBot) -> None:
    mine = phone()
    shown = Shown(qtbot, Unsettled(ours(), (mine,)))
    shown.press(Qt.Key.Key_K)
    assert (shown.edited, shown.acknowledged) == ([], [mine.op_id])


@pytest.mark.parametrize(
    "changes", [{"desk": "114-2"}, {"state": ClaimState.WAITING}, {"state": ClaimState.APPROVED}, {"booth": None}]
)
def test_where_the_claim_is_no_longer_ours_mine_cannot_be_written_again(qtbot: QtBot, changes: dict[str, Any]) -> None:
    mine = phone()
    shown = Shown(qtbot, Unsettled(ours(**changes), (mine,)))
    assert not shown.dialog.mine.isVisible()
    shown.press(Qt.Key.Key_J)
    assert (shown.edited, shown.acknowledged) == ([], [])
    shown.press(Qt.Key.Key_X)
    assert shown.acknowledged == [mine.op_id]


def test_a_decision_that_came_too_late_says_who_decided_what_and_when_and_what_to_tell(qtbot: QtBot) -> None:
    late = piece("stale_lease", DECIDED, kind=Kind.DECIDE, verdict=Verdict.RETURN, reason="R01", text="Bawa KK")
    shown = Shown(qtbot, Unsettled(ours(state=ClaimState.APPROVED, desk="114-2"), (late,)))
    texts = shown.dialog.panel.texts
    assert "Sudah diputus" in texts
    assert "Keputusan: Kembalikan" in texts
    assert "Disetujui oleh petugas u-7, 13-11-2025 09.30" in texts
    assert "Bawa KK" in texts
    assert any(text.startswith("Sampaikan kepada peserta") and "Disetujui" in text for text in texts)


def test_parked_work_says_who_has_to_act(qtbot: QtBot) -> None:
    parked = piece("role_revoked", stand=Stand.PARKED, kind=Kind.DECIDE, verdict=Verdict.APPROVE)
    shown = Shown(qtbot, Unsettled(ours(), (parked,)))
    assert any(text.startswith("Penyelia:") and "u-1" in text for text in shown.dialog.panel.texts)
    assert conflict_words.who_acts(piece("stale_lease")) == ""


def test_what_fell_with_another_piece_is_one_conflict_with_it_and_is_settled_with_it(qtbot: QtBot) -> None:
    first = piece("held_by_another", {"state": "in_booth", "desk": "114-2", "booth": 5}, kind=Kind.CHECKOUT)
    fell = piece("dependency", fields={Field.PHONE: ("0810", "0812")})
    shown = Shown(qtbot, Unsettled(ours(desk="114-2"), (first, fell)))
    assert len(shown.dialog.list.rows) == 1
    assert "0812" in shown.dialog.panel.texts
    assert "Di bilik 5 meja 114-2" in shown.dialog.panel.texts
    shown.press(Qt.Key.Key_X)
    assert shown.acknowledged == [first.op_id, fell.op_id]


def test_what_fell_is_a_conflict_of_its_own_once_the_other_was_read() -> None:
    fell = piece("dependency", fields={Field.PHONE: ("0810", "0812")})
    (conflict,) = conflicts((Unsettled(ours(), (fell,)),))
    assert conflict.op_ids == (fell.op_id,)


def test_work_that_only_waits_is_no_conflict() -> None:
    assert conflicts((Unsettled(ours(), (replace(phone(), stand=Stand.KEPT, code=""),)),)) == ()


def test_a_settled_conflict_leaves_and_the_next_one_is_shown(qtbot: QtBot) -> None:
    one, two = phone(), piece("not_open", DECIDED)
    other = ours(id=UUID(int=77), number="KJ-2511-0777")
    shown = Shown(qtbot, Unsettled(ours(), (one,)), Unsettled(other, (two,)))
    assert shown.conflict() == one
    shown.dialog.show_desk(replace(shown.view, unsettled=(Unsettled(other, (two,)),)))
    assert shown.conflict() == two
    assert "KJ-2511-0777" in shown.dialog.list.rows[0].sentence
    shown.dialog.show_desk(replace(shown.view, unsettled=()))
    assert shown.conflict() is None
    assert shown.dialog.empty.isVisible()
    assert not any(button.isVisible() for button in (shown.dialog.mine, shown.dialog.theirs, shown.dialog.settled))


def test_the_conflict_one_looks_at_stays_while_others_come(qtbot: QtBot) -> None:
    one, two, early = phone(), piece("not_open", DECIDED), piece("stale_version")
    second = Unsettled(ours(id=UUID(int=77)), (two,))
    shown = Shown(qtbot, Unsettled(ours(), (one,)), second)
    shown.press(Qt.Key.Key_Down)
    assert shown.conflict() == two
    first = Unsettled(ours(id=UUID(int=78)), (early,))
    shown.dialog.show_desk(replace(shown.view, unsettled=(first, Unsettled(ours(), (one,)), second)))
    assert shown.conflict() == two


def test_b_opens_the_booth_of_the_conflict_and_closes_the_list(qtbot: QtBot) -> None:
    claim = ours()
    held = BoothClaim(claim, "v1", NOW, refusal=Refusal("field_changed", claim.id, 2))
    shown = Shown(qtbot, Unsettled(claim, (phone(),)), booths=(None, held))
    shown.press(Qt.Key.Key_B)
    assert shown.opened == [2]
    assert not shown.dialog.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("facts", [{}, DECIDED, {"state": "in_booth", "desk": "114-2", "booth": 2}])
def test_every_refusal_of_the_centre_is_named_and_told_without_a_code(
    speak: Language, language: str, code: str, facts: dict[str, Any]
) -> None:
    speak.use(language)
    refused = piece(code, facts, kind=Kind.DECIDE, verdict=Verdict.APPROVE)
    assert is_said(conflict_words.kind(refused))
    assert is_said(conflict_words.tell(refused))
    assert is_said(conflict_words.who_acts(replace(refused, stand=Stand.PARKED)))
    assert not CODE.search(conflict_words.changed(facts))


def test_an_edit_has_nothing_to_tell_the_participant() -> None:
    assert conflict_words.tell(phone()) == ""


@pytest.mark.parametrize(
    "facts", [{}, {"state": "of the moon"}, {"state": "approved", "officer": "u", "decided_at": 5}]
)
def test_facts_of_a_newer_centre_break_nothing(facts: dict[str, Any]) -> None:
    assert isinstance(conflict_words.changed(facts), str)


def test_numbers_that_differ_are_opened_only_where_they_differ() -> None:
    mine, theirs = "9974011208910012", "9974011208910072"
    assert form_keys.shown(Field.NIK, mine, theirs) == "9974••••••••0012"
    assert form_keys.shown(Field.NIK, "9974011308910012", theirs) == "9974•••3••••0012"
    assert form_keys.shown(Field.NIK, mine) == "9974••••••••0012"
    assert form_keys.shown(Field.NIK, "99740112", theirs) == "99740112"
    assert form_keys.shown(Field.PHONE, "0812", "0813") == "0812"
    assert form_keys.shown(Field.FACE_MATCHES, "yes") == "Ya"
    assert form_keys.shown(Field.PHONE, "") == "(kosong)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_key_has_a_name(speak: Language, language: str) -> None:
    from cso_desk.claims.form import FORM_KEYS

    speak.use(language)
    for key in (*FORM_KEYS, "interview.person"):
        assert is_said(form_keys.label(key)), key
