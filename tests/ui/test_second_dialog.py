"""The supervisor's dialog: what waits for a second word, what other desks hold, and what the centre refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cso_desk.claims.form import Field
from cso_desk.claims.model import Attachment, Note, Verdict
from cso_desk.desk.model import (
    AwaitingSecond,
    Fate,
    HeldElsewhere,
    Order,
    Refusal,
    Unsettled,
)
from cso_desk.ui import theme
from cso_desk.ui.language import Language
from cso_desk.ui.theme import DARK, DENSE, LIGHT, ROOMY, Look
from cso_desk.wire import Kind
from tests.ui.painted import texts_of
from tests.ui.said import CODE, LANGUAGES
from tests.ui.second_desk import Desk
from tests.ui.second_values import BOSS, NOW, claim, held, refused, waiting

pytestmark = pytest.mark.usefixtures("speak")

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, parent: QWidget) -> Iterator[Desk]:
    made = Desk(qtbot, parent)
    yield made
    if isValid(made.dialog):
        made.dialog.reject()


# the claims that wait


def test_each_waiting_claim_says_why_since_when_by_whom_and_how_much(desk: Desk) -> None:
    desk.show(waiting(1), waiting(2, referred=True, amount=18_406_210), waiting(3, first=BOSS.id))
    rows = desk.dialog.second.list.rows
    assert rows[0].sentence == "Peserta 1, 61.402.985, Rp 50 jt ke atas 5 mnt lalu, KJ-2511-0001 · oleh petugas u-1"
    assert rows[1].lines[0].text == "Diajukan: Di atas batas wewenang saya"
    assert rows[1].figure == "18.406.210"
    assert rows[2].lines[0].text == "Anda yang memverifikasi"
    assert [row.dim for row in rows] == [False, False, True]
    assert desk.dialog.second.summary.text() == "3 menunggu, yang terlama 5 mnt. Anda menyetujui sampai Rp 500.000.000."


def test_where_nothing_waits_that_is_said_and_nothing_can_be_pressed(desk: Desk) -> None:
    desk.show()
    assert desk.dialog.second.summary.text() == "Tidak ada klaim yang menunggu penyetujuan kedua."
    assert not desk.dialog.second.list.isVisible()
    assert desk.can == set()
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.dialog.second.dialog is None


def test_the_chosen_claim_shows_the_first_word_the_checks_the_sums_the_form_files_and_notes(desk: Desk) -> None:
    note = Note(UUID(int=7), "u-1", "Paklaring dari dua perusahaan.", NOW)
    card = Attachment("a" * 64, 340_000, "image/jpeg", "id_card", "u-1", NOW, late=True)
    one = waiting(1, notes=(note,), attachments=(card,))
    warned = replace(
        one, claim=replace(one.claim, form=one.claim.form.with_text("accepted.account", "Nama ibu, buku dilihat"))
    )
    hard = replace(one, claim=replace(one.claim, form=one.claim.form.with_text("need.sight", "yes")))
    desk.show(warned)
    texts = desk.dialog.second.panel.texts
    assert "KJ-2511-0001 · PHK · Rp 50 jt ke atas" in texts
    assert "oleh petugas u-1 · Rp 61.402.985" in texts
    assert "Pemeriksaan · 8 dari 8 lulus" in texts
    assert "Paklaring dari dua perusahaan." in texts
    assert any("datang setelah keputusan" in text for text in texts)
    assert "9974••••••••0012" in texts
    assert "Kebutuhan" not in texts
    assert not any(CODE.search(text) for text in texts)
    desk.show(hard)
    texts = desk.dialog.second.panel.texts
    assert texts[texts.index("Kebutuhan") + 1] == "Sulit melihat"


def test_numbers_are_masked_until_they_are_asked_for_and_again_at_the_next_claim(desk: Desk) -> None:
    desk.show(waiting(1), waiting(2))
    panel = desk.dialog.second.panel
    whole = desk.view.second[0].claim.form.text(Field.NIK)
    assert whole not in panel.texts
    desk.press(Qt.Key.Key_F4)
    assert whole in panel.texts
    assert desk.dialog.second.whole.text() == "Samarkan angka"
    desk.press(Qt.Key.Key_Down)
    assert desk.dialog.second.chosen == desk.view.second[1]
    assert whole not in panel.texts


# the second word


def test_ctrl_enter_twice_approves_the_chosen_claim_as_it_was_shown(desk: Desk) -> None:
    desk.show(waiting(1), waiting(2))
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return, CTRL)
    dialog = desk.dialog.second.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "Setujui klaim Peserta 2"
    assert dialog.focusWidget() is dialog.cancel
    assert desk.orders == []
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.orders == [Order(0, UUID(int=2), "v1", Verdict.APPROVE)]
    assert desk.dialog.second.dialog is None


@pytest.mark.parametrize(
    ("key", "verdict", "reason"), [(Qt.Key.Key_K, Verdict.RETURN, "R01"), (Qt.Key.Key_T, Verdict.REJECT, "R04")]
)
def test_returning_and_rejecting_need_a_reason_and_a_note(
    desk: Desk, key: Qt.Key, verdict: Verdict, reason: str
) -> None:
    desk.show(waiting(1))
    desk.press(key, CTRL)
    dialog = desk.dialog.second.dialog
    assert dialog is not None
    assert not dialog.confirm.isEnabled()
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.orders == []
    dialog.reasons.setCurrentRow(0)
    assert dialog.missing.text() == "Tulis catatan"
    dialog.note.setPlainText("Bawa paklaring asli.")
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.orders == [Order(0, UUID(int=1), "v1", verdict, reason, "Bawa paklaring asli.")]


def test_esc_takes_the_question_back_and_esc_again_the_dialog(desk: Desk) -> None:
    desk.show(waiting(1))
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.press(Qt.Key.Key_Escape)
    assert desk.dialog.second.dialog is None
    assert desk.dialog.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.dialog.isVisible()
    assert desk.orders == []


def test_who_verified_a_claim_never_gives_its_second_word(desk: Desk) -> None:
    desk.show(waiting(1, first=BOSS.id))
    assert desk.can == set()
    assert desk.hint == "Anda sendiri yang memverifikasi klaim ini. Petugas lain yang memberi penyetujuan kedua."
    for key in (Qt.Key.Key_Return, Qt.Key.Key_K, Qt.Key.Key_T):
        desk.press(key, CTRL)
    assert desk.dialog.second.dialog is None


def test_above_the_limit_of_the_role_a_claim_is_returned_or_rejected_alone(desk: Desk) -> None:
    desk.show(waiting(1, amount=500_000_001))
    assert desk.can == {Verdict.RETURN, Verdict.REJECT}
    assert desk.hint == "Anda menyetujui sampai Rp 500.000.000. Klaim ini disetujui kepala cabang."
    desk.show(waiting(2, amount=500_000_000))
    assert desk.can == set(Verdict) - {Verdict.REFER}
    assert desk.hint == ""


def test_an_amount_other_than_the_one_approved_first_is_not_approved(desk: Desk) -> None:
    one = waiting(1)
    richer = replace(one.claim, master=replace(one.claim.master, returns=one.claim.master.returns + 1_000))
    desk.show(replace(one, claim=richer))
    assert desk.can == {Verdict.RETURN, Verdict.REJECT}
    assert "Rp 61.403.985" in desk.hint
    assert "Rp 61.402.985" in desk.hint


def test_checks_that_are_open_are_named(desk: Desk) -> None:
    one = waiting(1)
    desk.show(replace(one, claim=replace(one.claim, form=one.claim.form.with_text(Field.FULL_NAME, "Orang Lain"))))
    assert Verdict.APPROVE not in desk.can
    assert desk.hint.startswith("Belum dapat disetujui, pemeriksaan yang terbuka: Kesesuaian")


def test_without_the_line_claims_are_read_and_none_is_decided(desk: Desk) -> None:
    desk.show(waiting(1), up=False)
    assert desk.can == set()
    assert "Penyetujuan kedua memerlukan pusat" in desk.hint
    assert "Pemeriksaan · 8 dari 8 lulus" in desk.dialog.second.panel.texts


def test_a_line_that_goes_down_under_the_question_stops_the_word_until_it_is_back(desk: Desk) -> None:
    desk.show(waiting(1))
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.show(waiting(1), up=False)
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.orders == []
    dialog = desk.dialog.second.dialog
    assert dialog is not None
    assert dialog.missing.text() == "Sedang luring"
    desk.show(waiting(1))
    desk.press(Qt.Key.Key_Return, CTRL)
    assert len(desk.orders) == 1


@pytest.mark.parametrize("after", [(), (waiting(1, version="v2"),), (waiting(1, fate=Fate.SENDING),)])
def test_the_question_goes_when_the_claim_is_gone_changed_or_decided_here(
    desk: Desk, after: tuple[AwaitingSecond, ...]
) -> None:
    desk.show(waiting(1))
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.show(*after)
    assert desk.dialog.second.dialog is None
    assert desk.orders == []


def test_a_word_on_its_way_shows_as_such_and_cannot_be_given_again(desk: Desk) -> None:
    desk.show(waiting(1, fate=Fate.SENDING), waiting(2, fate=Fate.UNSURE))
    rows = desk.dialog.second.list.rows
    assert rows[0].lines[-1].text == "Setujui: dalam perjalanan, menunggu pusat"
    assert rows[1].lines[-1].text == "Setujui: belum pasti, ditanyakan lagi"
    assert desk.can == set()


# what the centre refused


def test_a_refused_word_is_told_and_stands_until_it_is_read(desk: Desk) -> None:
    done = {"state": "approved", "verdict": "approve", "officer": "u-3", "decided_at": NOW.isoformat()}
    piece = refused("not_open", **done)
    desk.show(waiting(1, fate=Fate.REFUSED), unsettled=[Unsettled(claim(1), (piece,))])
    assert desk.dialog.said.text == (
        "Setujui · Peserta 1 · KJ-2511-0001: Klaim ini sudah ditangani: disetujui oleh petugas u-3, 13-11-2025 10.00. "
        "Tidak ada lagi yang perlu dilakukan di sini."
    )
    assert desk.can == set()
    assert desk.hint == "Baca dahulu jawaban pusat (X)."
    desk.press(Qt.Key.Key_X, text="x")
    assert desk.read == [piece.op_id]
    desk.show(waiting(1))
    assert not desk.dialog.said.isVisible()
    assert not desk.dialog.read.isVisible()
    assert Verdict.APPROVE in desk.can


def test_what_is_refused_in_a_booth_is_not_told_here(desk: Desk) -> None:
    in_booth = replace(refused("not_open"), booth=2)
    desk.show(unsettled=[Unsettled(claim(1), (in_booth,))])
    assert desk.dialog.said.text == ""


def test_what_the_desk_itself_did_not_do_is_told_and_read_with_the_same_key(desk: Desk) -> None:
    desk.show(waiting(1))
    desk.dialog.show_refusal(Refusal("stale_form", UUID(int=1), None))
    assert desk.dialog.said.text == "Klaim berubah sejak Anda melihatnya. Baca lagi, lalu putuskan."
    desk.press(Qt.Key.Key_X)
    assert desk.dialog.said.text == ""
    assert desk.read == []


# the claims at other desks


def test_f6_shows_who_holds_which_claim_and_until_when(desk: Desk) -> None:
    desk.show(elsewhere=[held(1), held(2, minutes=-14), held(3, booth=None, minutes=None)])
    desk.press(Qt.Key.Key_F6)
    page = desk.dialog.held
    assert desk.dialog.page is page
    assert page.summary.text() == "3 klaim ada di meja lain. 1 di antaranya lewat waktunya."
    assert [(row.lines[0].text, row.lines[0].remark) for row in page.list.rows] == [
        ("Bilik 1 di meja 114-2", "dipinjam sampai 10.40"),
        ("Bilik 1 di meja 114-2", "lewat waktu 14 mnt"),
        ("Disimpan di meja 114-2", "dipinjam tanpa batas"),
    ]
    assert not any(button.isVisible() for button in desk.dialog.second.buttons)
    assert page.take.isVisible()


def test_the_time_of_a_loan_is_the_centres_not_this_machines(desk: Desk) -> None:
    desk.show(elsewhere=[held(1, minutes=5)])
    ahead = replace(desk.view, clock_ahead_s=timedelta(hours=1).total_seconds())
    desk.dialog.show_desk(ahead)
    assert desk.dialog.held.list.rows[0].lines[0].remark == "dipinjam sampai 10.05"


def test_a_claim_is_taken_back_with_a_reason_alone(desk: Desk) -> None:
    desk.show(elsewhere=[held(1), held(2)])
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_A, text="a")
    dialog = desk.dialog.held.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "Tarik kembali klaim Peserta 2"
    assert dialog.focusWidget() is dialog.why
    dialog.why.setText("   ")
    assert not dialog.go.isEnabled()
    desk.press(Qt.Key.Key_Return)
    assert desk.taken == []
    dialog.why.setText(" Petugas pulang sakit ")
    desk.press(Qt.Key.Key_Return)
    assert desk.taken == [(UUID(int=2), "Petugas pulang sakit")]
    assert desk.dialog.held.dialog is None


def test_without_the_line_nothing_is_taken_back(desk: Desk) -> None:
    desk.show(elsewhere=[held(1)])
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_A)
    dialog = desk.dialog.held.dialog
    assert dialog is not None
    dialog.why.setText("Petugas pulang sakit")
    desk.show(elsewhere=[held(1)], up=False)
    desk.press(Qt.Key.Key_Return)
    assert desk.taken == []
    assert dialog.busy.text() == "Sedang luring"
    desk.press(Qt.Key.Key_Escape)
    assert not desk.dialog.held.take.isEnabled()
    assert "selama pusat terhubung" in desk.hint


@pytest.mark.parametrize("after", [[], [held(1, desk="114-7")], [held(1, fate=Fate.SENDING)]])
def test_the_question_why_goes_when_that_desk_holds_the_claim_no_more(desk: Desk, after: list[HeldElsewhere]) -> None:
    desk.show(elsewhere=[held(1)])
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_A)
    desk.show(elsewhere=after)
    assert desk.dialog.held.dialog is None
    assert desk.taken == []


def test_a_wish_on_its_way_shows_as_such_and_is_not_made_twice(desk: Desk) -> None:
    desk.show(elsewhere=[held(1, fate=Fate.SENDING)])
    desk.press(Qt.Key.Key_F6)
    assert desk.dialog.held.list.rows[0].lines[-1].text == "dalam perjalanan, menunggu pusat"
    desk.press(Qt.Key.Key_A)
    assert desk.dialog.held.dialog is None


def test_a_wish_that_was_refused_is_told(desk: Desk) -> None:
    piece = refused("not_allowed", Kind.REVOKE)
    desk.show(elsewhere=[held(1, fate=Fate.REFUSED)], unsettled=[Unsettled(held(1).claim, (piece,))])
    assert desk.dialog.said.text.startswith("Tarik kembali · Peserta 1 · KJ-2511-0001: Ini di luar wewenang Anda.")


# how it stands on the screen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "look"), [((1920, 1040), Look(LIGHT, ROOMY)), ((1180, 660), Look(DARK, DENSE))])
def test_nothing_is_cut_and_no_code_is_shown(
    qtbot: QtBot, parent: QWidget, speak: Language, language: str, size: tuple[int, int], look: Look
) -> None:
    speak.use(language)
    theme.use(look)
    parent.resize(*size)
    desk = Desk(qtbot, parent)
    desk.show(
        waiting(1), waiting(2, referred=True), waiting(3, first=BOSS.id), waiting(4, fate=Fate.UNSURE),
        elsewhere=[held(5, minutes=-90), held(6, booth=None, minutes=None, fate=Fate.SENDING)],
    )  # fmt: skip
    for page in (desk.dialog.second, desk.dialog.held):
        rows = page.list.rows
        assert all(line.icon and not CODE.search(line.text + line.remark) for row in rows for line in row.lines)
        viewport = page.list.viewport()
        drawn = texts_of(viewport)
        assert {row.title for row in rows} <= {text.words for text in drawn}
        assert not any(text.is_cut for text in drawn)
        desk.dialog.tabs.next()
    buttons = [desk.dialog.close_button, *desk.dialog.second.buttons]
    assert all(desk.dialog.rect().contains(button.geometry()) for button in buttons)
    sums = [text for text in texts_of(desk.dialog.second.panel.widget()) if text.is_cut]
    assert sums == []
    desk.dialog.reject()


def test_another_language_is_spoken_at_once(desk: Desk, speak: Language) -> None:
    desk.show(waiting(1))
    speak.use("en")
    QCoreApplication.sendEvent(desk.dialog, QEvent(QEvent.Type.LanguageChange))
    assert desk.dialog.windowTitle() == "For the supervisor"
    assert desk.dialog.second.verdicts[Verdict.APPROVE].text() == "Approve"
    assert "Checks · 8 of 8 passed" in desk.dialog.second.panel.texts
