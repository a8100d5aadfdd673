"""What waits to be sent, claim by claim, and the small dialogs beside it: handing over, notes, kept claims."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Note, Verdict
from cso_desk.desk.model import DeskView, LineState, Officer, Pack, Parcel, Piece, Stand, SyncStatus, Unsettled
from cso_desk.ui import sync_words, theme
from cso_desk.ui.hand_over_dialog import HandOverDialog
from cso_desk.ui.language import Language
from cso_desk.ui.note_dialog import NoteDialog
from cso_desk.ui.pack_dialog import PackDialog
from cso_desk.ui.queue_dialog import QueueDialog, QueuePage
from cso_desk.ui.theme import DARK, DENSE, LIGHT, ROOMY, Look
from cso_desk.wire import Kind
from tests.claim_values import claim_with
from tests.ui.conftest import MakeSeat
from tests.ui.painted import texts_of
from tests.ui.said import CODE, LANGUAGES, is_said

pytestmark = pytest.mark.usefixtures("speak")

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
OFFICER = Officer("u-1", "Petugas Satu", "9900001", "114-1", 114, "Cabang Contoh")
OFFLINE = SyncStatus(LineState.OFFLINE, queued=3, since=NOW, cause="unreachable")
SYNCED = SyncStatus(LineState.SYNCED, since=NOW)
CTRL = Qt.KeyboardModifier.ControlModifier


def claim(number: int, **changes: Any) -> Claim:
    made = claim_with({Field.FULL_NAME: f"Peserta {number}"}, id=UUID(int=number), number=f"KJ-2511-{number:04}")
    return replace(made, **changes)


def piece(minutes: float, kind: str = Kind.CHECKOUT, stand: Stand = Stand.KEPT, **changes: Any) -> Piece:
    return Piece(uuid4(), kind, stand, "u-1", NOW - timedelta(minutes=minutes), **{"booth": 2, **changes})


def open_queue(qtbot: QtBot, parent: QWidget, *unsettled: Unsettled, line: SyncStatus = OFFLINE) -> QueueDialog:
    view = DeskView(booths=(), unsettled=unsettled)
    dialog = QueueDialog(view, line, officer=OFFICER, now=lambda: NOW, page=QueuePage.OUTBOX, parent=parent)
    shown(qtbot, dialog)
    return dialog


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    with qtbot.waitExposed(dialog):
        dialog.open()


def press(
    dialog: QDialog, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
) -> None:
    widget = dialog.focusWidget() or dialog
    QCoreApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))


def test_each_claim_says_who_it_is_what_waits_where_it_stands_for_how_long_and_why(
    qtbot: QtBot, parent: QWidget
) -> None:
    waiting = Unsettled(
        claim(1),
        (
            piece(12),
            piece(11, Kind.EDIT, fields={Field.PHONE: ("", "0812"), Field.EMAIL: ("", "a@contoh.id")}),
            piece(1, Kind.DECIDE, Stand.UNSURE, verdict=Verdict.APPROVE),
        ),
    )
    dialog = open_queue(qtbot, parent, waiting)
    (row,) = dialog.outbox.rows
    assert (row.title, row.about, row.remark) == ("KJ-2511-0001", "Peserta 1", "12 mnt lalu")
    assert [line.text for line in row.lines] == [
        "Dipanggil ke bilik 2",
        "Isian: Nomor HP, Email",
        "Keputusan: Setujui",
    ]
    assert row.lines[0].remark == "tersimpan di meja ini · pusat tidak terjangkau · 12 mnt lalu"
    assert row.lines[2].remark.startswith("terkirim, belum dijawab, ditanyakan lagi")
    assert all(part in row.sentence for part in ("KJ-2511-0001", "Peserta 1", "Keputusan: Setujui"))
    assert dialog.outbox.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == row.sentence


def test_refused_work_stands_beside_what_waits_and_says_that_it_is_refused(qtbot: QtBot, parent: QWidget) -> None:
    refused = piece(3, Kind.EDIT, Stand.REFUSED, code="field_changed")
    dialog = open_queue(qtbot, parent, Unsettled(claim(1), (refused, piece(1))))
    assert dialog.outbox.rows[0].lines[0].remark == "ditolak pusat · Isian berbeda"
    alone = open_queue(qtbot, parent, Unsettled(claim(1), (refused,)))
    assert alone.outbox.rows == ()


def test_attachments_show_how_far_they_are_how_often_they_were_tried_and_what_keeps_them(
    qtbot: QtBot, parent: QWidget
) -> None:
    card = Parcel("ktp", 400_000, 100_000, 2, "timeout", NOW - timedelta(minutes=5))
    lost = Parcel("paklaring", 2_500_000, 0, 0, "attachment_lost", NOW, is_stuck=True)
    dialog = open_queue(qtbot, parent, Unsettled(claim(1), (), (card, lost)))
    one, two = dialog.outbox.rows[0].lines
    assert (one.text, one.share) == ("KTP, 25 % dari 400 kB terkirim, 2 kali dicoba", 0.25)
    assert one.remark == "pusat tidak menjawab tepat waktu"
    assert (two.text, two.share) == ("Paklaring, 0 % dari 2,5 MB terkirim", 0.0)
    assert two.remark == "berkasnya di meja ini hilang, ambil gambar lagi"
    assert dialog.outbox.rows[0].remark == "5 mnt lalu"


def test_the_list_follows_the_desk_and_the_line_and_keeps_the_row_one_is_on(qtbot: QtBot, parent: QWidget) -> None:
    one, two = Unsettled(claim(1), (piece(9),)), Unsettled(claim(2), (piece(5),))
    dialog = open_queue(qtbot, parent, one, two)
    press(dialog, Qt.Key.Key_Down)
    assert dialog.outbox.chosen == claim(2).id
    three = Unsettled(claim(3), (piece(30),))
    dialog.show_desk(DeskView(booths=(), unsettled=(three, one, two)))
    assert [row.title[-1] for row in dialog.outbox.rows] == ["3", "1", "2"]
    assert dialog.outbox.chosen == claim(2).id
    dialog.show_line(SyncStatus(LineState.SENDING, queued=3, since=NOW))
    assert "terjangkau" not in dialog.outbox.rows[0].lines[0].remark
    assert "terjangkau" not in dialog.summary.text()


def test_when_all_is_sent_it_says_so_with_the_time_of_the_last_receipt(qtbot: QtBot, parent: QWidget) -> None:
    dialog = open_queue(qtbot, parent, Unsettled(claim(1), (piece(9),)))
    assert dialog.summary.text() == (
        "1 perubahan dan 0 lampiran dari 1 klaim menunggu dikirim · pusat tidak terjangkau"
    )
    assert dialog.send.isEnabled()
    dialog.show_desk(DeskView(booths=(), answered_at=NOW + timedelta(minutes=41)))
    dialog.show_line(SYNCED)
    assert dialog.summary.text() == "Semua sudah terkirim. Tanda terima terakhir dari pusat pukul 10.41.00 WIB."
    assert not dialog.outbox.isVisible()
    assert not dialog.send.isEnabled()


def test_f5_asks_to_send_now_and_f6_shows_the_other_page(qtbot: QtBot, parent: QWidget) -> None:
    dialog = open_queue(qtbot, parent, Unsettled(claim(1), (piece(9),)))
    hurried: list[bool] = []
    dialog.hurried.connect(lambda: hurried.append(True))
    press(dialog, Qt.Key.Key_F5)
    assert hurried == [True]
    press(dialog, Qt.Key.Key_F6)
    assert (dialog.tabs.at, dialog.empty.isVisible(), dialog.send.isVisible()) == (QueuePage.CONFLICTS, True, False)
    press(dialog, Qt.Key.Key_F5)
    assert hurried == [True]
    press(dialog, Qt.Key.Key_F6)
    assert dialog.tabs.at == QueuePage.OUTBOX


def test_the_tabs_are_chosen_by_pointer_and_arrows_and_named_for_a_screen_reader(qtbot: QtBot, parent: QWidget) -> None:
    dialog = open_queue(qtbot, parent, Unsettled(claim(1), (piece(9),)))
    assert dialog.tabs.accessibleName() == "Menunggu dikirim (1)"
    dialog.tabs.setFocus()
    press(dialog, Qt.Key.Key_Right)
    assert dialog.tabs.accessibleName() == "Bentrok (0)"
    dialog.tabs.setFocus()
    press(dialog, Qt.Key.Key_Left)
    assert dialog.tabs.at == QueuePage.OUTBOX


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stand", Stand)
@pytest.mark.parametrize("kind", [*Kind, "claim.dance.v7"])
def test_every_kind_of_work_and_where_it_stands_has_words(
    speak: Language, language: str, kind: str, stand: Stand
) -> None:
    speak.use(language)
    some = piece(3, kind, stand, verdict=Verdict.REFER, document="ktp", text="x", fields={"job.1.from": ("", "1")})
    assert is_said(sync_words.work(some))
    assert is_said(sync_words.stand(stand))
    assert not any(word in sync_words.stand(Stand.UNSURE).lower() for word in ("gagal", "fail", "tolak"))
    assert stand in sync_words.STAND_ICONS
    both = [sync_words.work(replace(some, kind=Kind.HAND_OVER, desk=desk)) for desk in (None, "114-2")]
    assert both[0] != both[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["unreachable", "busy", "timeout", "http_503", "unproven", "cut", "of_the_moon"])
def test_whatever_keeps_the_line_is_said_without_its_code(speak: Language, language: str, code: str) -> None:
    speak.use(language)
    assert is_said(sync_words.line_cause(code))
    assert is_said(sync_words.parcel_cause(code))
    assert sync_words.line_cause("") == ""


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1920, 1080)])
def test_the_dialog_fits_the_window_and_paints_its_rows_uncut(
    qtbot: QtBot, speak: Language, language: str, size: QSize, palette: theme.Palette, parent: QWidget
) -> None:
    speak.use(language)
    theme.use(Look(palette, theme.density_for(size.width(), size.height())))
    parent.resize(size)
    parcel = Parcel("ktp", 400_000, 100_000, 2, "timeout", NOW)
    work = (piece(9), piece(8, Kind.DECIDE, Stand.UNSURE, verdict=Verdict.APPROVE))
    dialog = open_queue(qtbot, parent, Unsettled(claim(1), work, (parcel,)))
    assert dialog.width() <= size.width()
    assert dialog.height() <= size.height()
    texts = texts_of(dialog.outbox.viewport())
    assert {line.text for line in dialog.outbox.rows[0].lines} <= {text.words for text in texts}
    assert not any(text.is_cut for text in texts)
    assert not any(CODE.search(text.words) for text in texts)


# handing over


def test_a_claim_is_handed_over_to_the_desk_that_is_named(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    seat = make_seat(2)
    assert seat.held is not None
    dialog = HandOverDialog(seat, ("114-2", "114-3"), own="114-1", line_is_up=True, parent=parent)
    told: list[tuple[Any, ...]] = []
    dialog.handed_over.connect(lambda *what: told.append(what))
    shown(qtbot, dialog)
    assert "siapa pun" in dialog.what.text()
    dialog.desk.setText("114-9")
    assert "belum" in dialog.said.text
    dialog.desk.setText("114-3")
    assert dialog.said.text == ""
    assert dialog.what.text().startswith("Hanya 114-3")
    press(dialog, Qt.Key.Key_Return)
    assert told == [(2, seat.held.claim.id, "114-3")]


def test_without_a_name_the_claim_goes_back_to_the_queue(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    seat = make_seat(2)
    dialog = HandOverDialog(seat, (), own="114-1", line_is_up=False, parent=parent)
    told: list[tuple[Any, ...]] = []
    dialog.handed_over.connect(lambda *what: told.append(what))
    shown(qtbot, dialog)
    assert "luring" in dialog.what.text()
    press(dialog, Qt.Key.Key_Return)
    assert [what[2] for what in told] == [None]


def test_ones_own_desk_is_no_one_to_hand_over_to(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialog = HandOverDialog(make_seat(2), (), own="114-1", line_is_up=True, parent=parent)
    told: list[tuple[Any, ...]] = []
    dialog.handed_over.connect(lambda *what: told.append(what))
    shown(qtbot, dialog)
    dialog.desk.setText(" 114-1 ")
    assert dialog.said.text
    assert not dialog.go.isEnabled()
    press(dialog, Qt.Key.Key_Return)
    assert told == []


@pytest.mark.parametrize(
    "changes", [{"id": UUID(int=9)}, {"state": ClaimState.APPROVED}, {"state": ClaimState.RETURNED}]
)
def test_handing_over_closes_when_the_claim_is_another_or_decided(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, changes: dict[str, Any]
) -> None:
    dialog = HandOverDialog(make_seat(2), (), own="114-1", line_is_up=True, parent=parent)
    shown(qtbot, dialog)
    dialog.show_seat(make_seat(2))
    assert dialog.isVisible()
    dialog.show_seat(make_seat(2, claim=changes))
    assert not dialog.isVisible()


# notes


def noted(text: str, number: int) -> Note:
    return Note(UUID(int=number), "u-7", text, NOW)


def test_notes_are_shown_with_who_wrote_them_and_whether_the_centre_has_them(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    seat = make_seat(2, claim={"notes": (noted("Surat menyusul", 1), noted("Sudah dihubungi", 2))})
    assert seat.held is not None
    own = replace(piece(1, Kind.NOTE), op_id=UUID(int=2))
    view = DeskView(booths=(), unsettled=(Unsettled(seat.held.claim, (own,)),))
    dialog = NoteDialog(seat, view, parent=parent)
    shown(qtbot, dialog)
    assert dialog.texts == [
        "Petugas u-7 · 13-11-2025 10.00",
        "Surat menyusul",
        "Petugas u-7 · 13-11-2025 10.00 · belum terkirim",
        "Sudah dihubungi",
    ]
    dialog.show_seat(seat, DeskView(booths=()))
    assert dialog.texts[2] == "Petugas u-7 · 13-11-2025 10.00"


def test_a_note_is_added_with_ctrl_enter_and_never_an_empty_one(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    seat = make_seat(2)
    assert seat.held is not None
    dialog = NoteDialog(seat, DeskView(booths=()), parent=parent)
    told: list[tuple[Any, ...]] = []
    dialog.noted.connect(lambda *what: told.append(what))
    shown(qtbot, dialog)
    assert dialog.texts == ["Belum ada catatan."]
    dialog.note.setPlainText("  \n ")
    assert not dialog.add.isEnabled()
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert told == []
    dialog.note.setPlainText(" Surat menyusul ")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert told == [(seat.held.claim.id, "Surat menyusul")]
    assert dialog.note.toPlainText() == ""
    assert dialog.isVisible()


def test_the_notes_of_one_claim_never_stay_over_another(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialog = NoteDialog(make_seat(2), DeskView(booths=()), parent=parent)
    shown(qtbot, dialog)
    dialog.show_seat(make_seat(2, claim={"state": ClaimState.APPROVED}), DeskView(booths=()))
    assert dialog.isVisible()
    dialog.show_seat(make_seat(2, empty=True), DeskView(booths=()))
    assert not dialog.isVisible()
    other = NoteDialog(make_seat(2), DeskView(booths=()), parent=parent)
    shown(qtbot, other)
    other.show_seat(make_seat(2, claim={"id": UUID(int=9)}), DeskView(booths=()))
    assert not other.isVisible()


# kept claims


def test_giving_back_is_asked_and_enter_keeps_them(qtbot: QtBot, parent: QWidget) -> None:
    view = DeskView(booths=(), pack=Pack(kept=4), line_is_up=False)
    dialog = PackDialog(view, "114-1", parent=parent)
    back: list[bool] = []
    dialog.gave_back.connect(lambda: back.append(True))
    shown(qtbot, dialog)
    assert "luring" in dialog.said.text
    press(dialog, Qt.Key.Key_Return)
    assert (back, dialog.isVisible()) == ([], False)
    again = PackDialog(replace(view, line_is_up=True), "114-1", parent=parent)
    again.gave_back.connect(lambda: back.append(True))
    shown(qtbot, again)
    assert again.said.text == ""
    press(again, Qt.Key.Key_F4)
    assert back == [True]


@pytest.mark.parametrize("density", [ROOMY, DENSE])
def test_the_small_dialogs_fit_the_smallest_window(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, density: theme.Density
) -> None:
    theme.use(Look(LIGHT, density))
    seat = make_seat(2)
    for dialog in (
        HandOverDialog(seat, tuple(f"114-{n}" for n in range(2, 20)), own="114-1", line_is_up=False, parent=parent),
        NoteDialog(seat, DeskView(booths=()), parent=parent),
        PackDialog(DeskView(booths=(), pack=Pack(kept=4)), "114-1", parent=parent),
    ):
        shown(qtbot, dialog)
        assert dialog.width() <= parent.width()
        assert dialog.height() <= parent.height()
        assert dialog.accessibleName() or dialog.windowTitle()
        dialog.reject()
