"""The window while the line is down, and its dialogs about the desk's own work."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import WorkState
from cso_desk.claims.model import ClaimState, Decision, Verdict
from cso_desk.desk.model import DeskView, Fate, LineState, Order, Pack, Refusal, SyncStatus
from cso_desk.ui import refusal_words, theme, words
from cso_desk.ui.bound_frame import BoundFrame
from cso_desk.ui.hand_over_dialog import HandOverDialog
from cso_desk.ui.note_dialog import NoteDialog
from cso_desk.ui.pack_dialog import PackDialog
from cso_desk.ui.queue_dialog import QueueDialog, QueuePage
from cso_desk.wire import Result, Status
from tests.ui.office import CTRL, NOW, OFFICER, MakeOffice, Office
from tests.ui.painted import texts_of


def has_broken_line(widget: QWidget, rows: int = 10_000) -> bool:
    """True where one of the first rows of pixels is a line of many pieces in the colour of what is not for good."""
    image = widget.grab().toImage()
    solid = theme.current().state(WorkState.READY).solid.lower()

    def pieces(y: int) -> int:
        row = [image.pixelColor(x, y).name() == solid for x in range(image.width())]
        return sum(here and not before for before, here in pairwise([False, *row]))

    return any(pieces(y) > 15 for y in range(min(rows, image.height())))


def keep_three(office: Office) -> None:
    """Keep three claims of a desk whose line is well."""
    office.desk.keep(3)
    office.exchange()


def test_f4_keeps_the_next_claims_and_the_top_bar_says_how_many_and_until_when(
    qtbot: QtBot, open_office: MakeOffice
) -> None:
    office = open_office(size=(1920, 1080))
    office.press(Qt.Key.Key_F4)
    assert "Menyimpan 6 klaim" in [text.words for text in texts_of(office.window.top)]
    office.press(Qt.Key.Key_F4)  # they are asked for already
    assert len([piece for one in office.window.view.unsettled for piece in one.pieces]) == 6
    office.exchange()
    assert (office.window.view.pack.kept, office.window.view.pack.asked) == (6, 0)
    assert "6 disimpan s.d. 19.00" in [text.words for text in texts_of(office.window.top)]
    assert "6 disimpan s.d. 19.00" in office.window.top.accessibleName()


def test_f4_again_asks_before_it_gives_them_back(qtbot: QtBot, office: Office) -> None:
    keep_three(office)
    office.press(Qt.Key.Key_F4)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, PackDialog)
    assert office.window.view.pack.kept == 3
    dialog.go.click()
    office.exchange()
    assert office.window.view.pack == Pack()


def test_f4_without_the_line_keeps_nothing_and_says_why(office: Office) -> None:
    office.lose_the_line()
    office.press(Qt.Key.Key_F4)
    assert "luring" in office.window.notice.sentence
    assert office.window.view.pack == Pack()


def test_f4_where_nobody_waits_says_so(office: Office) -> None:
    office.window.show_desk(DeskView(booths=(None,) * 6))
    office.press(Qt.Key.Key_F4)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("nobody_waits", None, None))


def test_while_the_line_is_down_the_call_comes_from_the_kept_and_says_how_many_are_left(office: Office) -> None:
    keep_three(office)
    call = office.window.focus.bar.call
    assert call.text() == "Panggil berikutnya"
    office.lose_the_line()
    assert call.text() == "Panggil dari simpanan (3)"
    first = office.window.view.next_ticket
    assert first == office.window.view.pack.next_ticket
    office.press(Qt.Key.Key_C, text="c")
    assert office.held(1).claim.ticket == first
    assert call.text() == "Panggil dari simpanan (2)"
    strip = [text.words for text in texts_of(office.window.strip)]
    assert any("C memanggil dari 2 simpanan" in words for words in strip)


def test_with_none_kept_the_empty_booth_says_what_can_be_done_without_the_line(office: Office) -> None:
    office.press(Qt.Key.Key_Return)
    before = office.window.focus.bar.notice
    office.lose_the_line()
    assert office.window.focus.bar.call.text() == "Panggil berikutnya"
    assert office.window.focus.bar.notice != before
    assert "putuskan saat tersambung" in office.window.focus.bar.notice
    office.window.show_line(SyncStatus(LineState.SYNCED, since=NOW))
    assert office.window.focus.bar.notice == before


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_a_provisional_decision_looks_and_reads_unlike_a_final_one_until_the_centre_has_answered(
    qtbot: QtBot, open_office: MakeOffice, size: tuple[int, int]
) -> None:
    office = open_office(size=size)
    keep_three(office)
    office.lose_the_line()
    office.desk.call_next(1)
    held = office.held(1)
    office.desk.decide(Order(1, held.claim.id, held.version, Verdict.RETURN, "R01", "Bawa KK asli"))
    cell = office.window.wall.cells[0]
    assert words.state_of(office.window.seats[0]) == "SEMENTARA: DIKEMBALIKAN"
    assert "Sementara, menunggu pusat" in [text.words for text in texts_of(cell)]
    assert "Sementara, menunggu pusat" in cell.accessibleName()
    assert has_broken_line(cell.mini)
    office.press(Qt.Key.Key_Return)
    bar = office.window.focus.bar
    assert bar.notice == "Dikembalikan sementara 10.00. Sementara, menunggu pusat"
    frame = office.window.focus.findChild(BoundFrame)
    assert isinstance(frame, BoundFrame)
    assert has_broken_line(frame, rows=3)
    assert has_broken_line(bar)
    office.reach.up(NOW)
    office.window.show_line(SyncStatus(LineState.SENDING, queued=2, since=NOW))
    assert words.state_of(office.window.seats[0]) == "SEMENTARA: DIKEMBALIKAN"  # nobody has answered yet
    office.exchange()
    assert words.state_of(office.window.seats[0]) == "DIKEMBALIKAN"
    assert bar.notice.startswith("Dikembalikan. Terkirim, tanda terima")
    assert not has_broken_line(frame, rows=3)
    assert not has_broken_line(bar)
    office.press(Qt.Key.Key_Escape)
    assert not has_broken_line(cell.mini)


def test_a_refused_decision_says_what_stands_at_the_centre_and_what_to_tell(office: Office) -> None:
    office.desk.call_next(1)
    held = office.held(1)
    decided = replace(
        held.claim, state=ClaimState.APPROVED, decisions=(decision_of(held.claim.id, Verdict.APPROVE, "u-7"),)
    )
    facts = {
        "state": "approved",
        "officer": "u-7",
        "verdict": "approve",
        "decided_at": "2025-11-13T02:30:00+00:00",
    }
    refusal = Refusal("stale_lease", held.claim.id, 1, UUID(int=5), facts)
    view = office.window.view
    shown = replace(held, claim=decided, decision_fate=Fate.REFUSED, refusal=refusal)
    office.window.show_desk(replace(view, booths=(shown, *view.booths[1:]), refusals=(refusal,)))
    office.press(Qt.Key.Key_Return)
    notice = office.window.focus.bar.notice
    assert "Disetujui oleh petugas u-7, 13-11-2025 09.30" in notice
    assert "Sampaikan kepada peserta" in notice


def test_the_time_to_decide_is_counted_only_while_the_line_is_down_or_little_is_left(office: Office) -> None:
    keep_three(office)
    office.desk.call_next(1)
    office.exchange()
    cell = office.window.wall.cells[0]

    def counted() -> bool:
        return any("dapat diputus" in text.words for text in texts_of(cell))

    assert not counted()
    office.lose_the_line()
    assert counted()
    name = cell.accessibleName()
    assert "dapat diputus" not in name  # a screen reader hears no running times
    office.press(Qt.Key.Key_Return)
    frame = office.window.focus.findChild(BoundFrame)
    assert isinstance(frame, BoundFrame)
    assert any("dapat diputus" in text.words for text in texts_of(frame))
    office.reach.up(NOW)
    office.window.show_line(SyncStatus(LineState.SYNCED, since=NOW))
    office.press(Qt.Key.Key_Escape)
    assert not counted()


def test_f2_shows_what_waits_and_follows_the_desk_until_it_is_closed(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_F2)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, QueueDialog)
    assert dialog.tabs.at == QueuePage.OUTBOX
    assert [row.title for row in dialog.outbox.rows] == [office.held(1).claim.number]
    office.exchange()
    assert dialog.outbox.rows == ()
    assert "Semua sudah terkirim" in dialog.summary.text()
    with qtbot.waitSignal(office.window.dialogs.hurried):
        dialog.hurried.emit()
    dialog.reject()
    assert office.window.dialogs.dialog is None


def test_f2_begins_with_the_conflicts_where_there_are_any_and_settling_the_last_one_clears_the_top_bar(
    office: Office,
) -> None:
    office.desk.call_next(1)
    office.exchange()
    office.desk.note(office.held(1).claim.id, "x")
    out = office.store.take_out(OFFICER, NOW + timedelta(minutes=1))
    refused = Result(op_id=out.op_ids[0], status=Status.REJECTED, code="not_allowed")
    office.store.settle(OFFICER, office.central.epoch, [refused], None, NOW)
    office.desk.load()
    assert len(office.window.view.refusals) == 1
    office.press(Qt.Key.Key_F2)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, QueueDialog)
    assert dialog.tabs.at == QueuePage.CONFLICTS
    dialog.settled.click()
    assert office.window.view.refusals == ()
    assert dialog.list.rows == ()


def test_a_click_on_the_line_and_on_the_kept_claims_opens_their_dialogs(qtbot: QtBot, office: Office) -> None:
    keep_three(office)
    office.window.show_line(SyncStatus(LineState.SENDING, queued=7))
    for words_there, kind in (("7 perubahan", QueueDialog), ("3 disimpan", PackDialog)):
        text = next(text for text in texts_of(office.window.top) if words_there in text.words)
        office.window.top.grab()
        qtbot.mouseClick(office.window.top, Qt.MouseButton.LeftButton, pos=QPoint(round(text.x + 5), 20))
        dialog = office.window.dialogs.dialog
        assert isinstance(dialog, kind)
        dialog.reject()


def test_ctrl_h_hands_the_claim_over_and_the_booth_is_free_for_the_next(office: Office) -> None:
    office.desk.call_next(1)
    office.exchange()
    first = office.held(1).claim.id
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_H, CTRL)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, HandOverDialog)
    dialog.desk.setText("001-9")
    dialog.go.click()
    office.exchange()
    assert office.window.view.booths[0] is None
    assert "001-9" in office.window.view.desks
    office.press(Qt.Key.Key_C, text="c")
    assert office.held(1).claim.id != first


def test_a_decided_claim_and_an_empty_booth_cannot_be_handed_over(office: Office) -> None:
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_H, CTRL)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("nobody_here", None, 1))
    office.desk.call_next(1)
    held = office.held(1)
    office.desk.decide(Order(1, held.claim.id, held.version, Verdict.RETURN, "R01", "KTP"))
    office.press(Qt.Key.Key_H, CTRL)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("not_open", None, 1))
    assert office.window.dialogs.dialog is None


def test_f3_shows_the_notes_adds_one_and_the_header_counts_them(office: Office) -> None:
    office.press(Qt.Key.Key_F3)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("nobody_here", None, 1))
    office.desk.call_next(1)
    office.press(Qt.Key.Key_Return)
    frame = office.window.focus.findChild(BoundFrame)
    assert isinstance(frame, BoundFrame)
    assert frame.notes.accessibleName() == "Catatan F3"
    frame.notes.click()
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, NoteDialog)
    dialog.note.setPlainText("Surat menyusul")
    dialog.add.click()
    assert dialog.texts[-1] == "Surat menyusul"
    assert "belum terkirim" in dialog.texts[0]
    assert frame.notes.accessibleName() == "Catatan 1 F3"
    office.exchange()
    office.window.dialogs.follow(office.window.seats, office.window.view, office.window.line)
    assert "belum terkirim" not in dialog.texts[0]
    dialog.reject()


def test_no_dialog_about_the_desk_outlives_the_window(office: Office) -> None:
    office.press(Qt.Key.Key_F2)
    dialog = office.window.dialogs.dialog
    assert dialog is not None
    office.window.close()
    assert office.window.dialogs.dialog is None


def test_before_the_first_answer_the_line_is_not_said_to_be_down(office: Office) -> None:
    office.window.show_line(SyncStatus(LineState.OFFLINE, cause="not_yet"))
    assert office.window.view.line_is_up
    office.window.show_line(SyncStatus(LineState.UNSURE, unsure=1))
    assert office.window.view.line_is_up


def decision_of(claim_id: UUID, verdict: Verdict, officer: str) -> Decision:
    return Decision(UUID(int=9), claim_id, 1, verdict, "", "", officer, 0, NOW, 1)
