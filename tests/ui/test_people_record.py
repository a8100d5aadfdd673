"""The record of a participant beside the list: all of it, masked until asked, and never of another."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.checks import Outcome
from cso_desk.desk.people import Opening, Search, Told
from cso_desk.ui import person_words
from cso_desk.ui.person_panel import PersonPanel
from tests.people_values import file_of
from tests.ui.people_desk import PATIENT, RIZKY, SITI, Desk, open_dialog, rich_file

pytestmark = pytest.mark.usefixtures("speak")


@pytest.fixture
def desk(qtbot: QtBot, parent: QWidget) -> Desk:
    return open_dialog(qtbot, parent)


def test_enter_opens_and_the_record_says_all_with_numbers_masked(desk: Desk) -> None:
    desk.find("rizky", RIZKY)
    desk.open(rich_file())
    texts = desk.dialog.panel.texts
    assert texts[0] == "Muhammad Rizky Pratama"
    assert "Data pusat per 13-11-2025 · cabang 114" in texts
    for label, text in (
        ("NIK", "9974••••••••0001"),
        ("Nomor peserta (KPJ)", "1904•••••01"),
        ("Tanggal lahir", "12-08-1991"),
        ("Nama ibu kandung", "Siti •••••••••"),
        ("Kepesertaan", "01-04-2019 s.d. 02-09-2025, nonaktif"),
        ("Saldo JHT", "Rp 10.456.789"),
        ("Dukcapil", "padan"),
    ):
        assert texts[texts.index(label) + 1] == text
    assert not any("9974011208910001" in text or "Rahmawati" in text for text in texts)


def test_memberships_claims_and_payments_are_listed_with_state_and_days(desk: Desk) -> None:
    file = rich_file()
    assert [entry.sentence for entry in person_words.cards(file, whole=False)] == [
        "KPJ 1711•••••09, CV Contoh Pangan, 01-02-2014 s.d. 31-03-2019, nonaktif · Rp 1.200.000 · cabang 7",
        "KPJ 2104•••••01",
    ]
    assert [entry.sentence for entry in person_words.claims(file)] == [
        "KJ-2511-0403 · PHK, Antre, diajukan 13-11-2025 · cabang 114",
        "KJ-2511-0404 · PHK, Di bilik, diajukan 12-11-2025 · cabang 11",
        "KJ-2301-0001 · Sebagian 10 %, Sudah dibayar, diajukan 28-05-2023 · diputus 29-05-2023 · Rp 4.000.000 · "
        "cabang 11, Catatan: Sesuai <b>KTP</b>",
    ]
    assert [entry.sentence for entry in person_words.payments(file)] == ["01-06-2023 · Rp 4.000.000, sebagian"]
    desk.find("rizky", RIZKY)
    desk.open(file)
    texts = " ".join(desk.dialog.panel.texts)
    for entry in (*person_words.cards(file, whole=False), *person_words.claims(file), *person_words.payments(file)):
        assert entry.title in texts
        assert all(detail in texts for detail in entry.details)


def test_each_pair_of_clashing_claims_is_one_finding_with_why(desk: Desk) -> None:
    findings = person_words.findings(rich_file())
    assert [(one.outcome, one.text, one.about) for one in findings] == [
        (
            Outcome.FAIL,
            "Klaim ganda: KJ-2511-0404 · orang yang sama, rekening yang sama",
            "pada klaim KJ-2511-0403, Antre",
        ),
        (Outcome.FAIL, "Klaim ganda: KJ-2511-0409 · dokumen yang sama", "pada klaim KJ-2511-0404, Di bilik"),
        (Outcome.FAIL, "Klaim ganda: KX-1", "pada klaim KJ-2511-0404, Di bilik"),
    ]
    desk.find("rizky", RIZKY)
    desk.open(rich_file())
    assert {one.text for one in findings} <= set(desk.dialog.panel.texts)


def test_a_person_of_whom_nothing_else_is_known_says_so(desk: Desk) -> None:
    desk.find("siti", SITI)
    desk.open(file_of(2, "Siti Nurhayati"))
    texts = desk.dialog.panel.texts
    for text in ("Klaim ganda: tidak ada", "Tidak ada kartu lain.", "Belum ada klaim.", "Belum ada pembayaran."):
        assert text in texts


def test_f4_opens_the_numbers_and_another_person_is_masked_again(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    assert not desk.dialog.whole.isVisible()
    desk.open(rich_file())
    desk.press(Qt.Key.Key_F4)
    assert {"9974011208910001", "19040000001", "Siti Rahmawati", "KPJ 17110000009"} <= set(desk.dialog.panel.texts)
    assert desk.dialog.whole.text() == "Samarkan angka"
    desk.press(Qt.Key.Key_Down)
    desk.open(file_of(2, "Siti Nurhayati"))
    assert "9974••••••••0002" in desk.dialog.panel.texts
    assert desk.dialog.whole.text() == "Tampilkan angka"


def test_numbers_that_were_opened_are_masked_again_when_one_walks_away(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    desk.open(rich_file())
    desk.press(Qt.Key.Key_F4)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Up)
    assert "9974••••••••0001" in desk.dialog.panel.texts


def test_a_panel_that_goes_from_one_person_to_another_masks_the_other(qtbot: QtBot) -> None:
    panel = PersonPanel()
    qtbot.addWidget(panel)
    panel.show_file(file_of(1, "Muhammad Rizky Pratama"))
    panel.show_whole(whole=True)
    panel.show_file(file_of(2, "Siti Nurhayati"))
    assert "9974••••••••0002" in panel.texts


def test_a_record_is_shown_beside_its_own_card_alone(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    desk.open(rich_file())
    desk.press(Qt.Key.Key_Down)
    assert "Enter membuka data Siti Nurhayati." in desk.dialog.panel.texts[0]
    before = len(desk.asked)
    desk.press(Qt.Key.Key_Up)
    assert desk.dialog.panel.texts[0] == "Muhammad Rizky Pratama"
    desk.press(Qt.Key.Key_Return)
    assert len(desk.asked) == before


def test_a_record_that_comes_when_one_has_walked_on_is_not_taken_for_another(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    desk.press(Qt.Key.Key_Return)
    assert "Meminta data dari pusat…" in desk.dialog.panel.texts
    desk.press(Qt.Key.Key_Down)
    desk.dialog.show_told(Told(Opening(RIZKY.id), file=rich_file()))
    assert "Siti Nurhayati" in desk.dialog.panel.texts[0]
    assert desk.dialog.panel.file is None


def test_enter_held_down_from_the_search_on_opens_nobody(desk: Desk) -> None:
    desk.type("siti")
    desk.press(Qt.Key.Key_Return)
    desk.answer(SITI)
    desk.press(Qt.Key.Key_Return, repeat=True)
    assert desk.asked == [Search("siti")]


def test_walking_alone_opens_nobody(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Up)
    assert not any(isinstance(asked, Opening) for asked in desk.asked)


def test_the_panel_is_reached_by_tab_and_leafed_through_by_the_arrows(desk: Desk, qtbot: QtBot) -> None:
    desk.find("rizky", RIZKY)
    desk.open(rich_file())
    seen: list[QWidget | None] = []
    for _ in range(8):
        desk.press(Qt.Key.Key_Tab)
        seen.append(desk.dialog.focusWidget())
    dialog = desk.dialog
    assert {dialog.field, dialog.list, dialog.panel, dialog.close_button, dialog.whole} <= set(seen)
    dialog.panel.setFocus()
    bar = dialog.panel.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=PATIENT)
    desk.press(Qt.Key.Key_Down)
    assert bar.value() > 0
    assert dialog.chosen == RIZKY


def test_enter_on_a_button_presses_that_button(desk: Desk) -> None:
    desk.find("rizky", RIZKY)
    desk.dialog.close_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert not desk.dialog.isVisible()
