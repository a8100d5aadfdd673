"""The list of the participants who were found: what it tells of each, and how one walks it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.desk.people import Search
from tests.people_values import file_of, found
from tests.ui.people_desk import RIZKY, SITI, Desk, open_dialog

pytestmark = pytest.mark.usefixtures("speak")


@pytest.fixture
def desk(qtbot: QtBot, parent: QWidget) -> Desk:
    return open_dialog(qtbot, parent)


def test_each_card_says_name_masked_numbers_birth_and_employer(desk: Desk) -> None:
    desk.find("siti", SITI)
    (row,) = desk.dialog.list.rows
    assert (row.title, row.remark) == ("Siti Nurhayati", "12-08-1991")
    first, second = row.lines
    assert (first.text, first.remark) == ("NIK 9974••••••••0002", "KPJ •••••••0002")
    assert (second.text, second.remark) == ("CV Contoh Logam", "cabang 114")
    assert all(text in row.sentence for text in ("Siti Nurhayati", "CV Contoh Logam"))


def test_the_arrows_walk_the_list_from_the_field(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    assert desk.dialog.chosen == RIZKY
    desk.press(Qt.Key.Key_Down)
    assert desk.dialog.chosen == SITI
    assert desk.dialog.field.hasFocus()
    desk.press(Qt.Key.Key_Up)
    assert desk.dialog.chosen == RIZKY
    assert "Enter membuka data Muhammad Rizky Pratama." in desk.dialog.panel.texts[0]


def test_a_new_answer_begins_at_its_first_card(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    desk.press(Qt.Key.Key_Down)
    desk.find("abc", RIZKY, SITI)
    assert desk.dialog.chosen == RIZKY


def test_nobody_found_is_said_with_what_to_do(desk: Desk) -> None:
    desk.find("zzz")
    assert desk.summary == "Tidak ada peserta dengan nama ini. Periksa ejaannya, atau tulis sebagian saja."
    desk.find("88888888")
    assert desk.summary == "Tidak ada kartu dengan nomor ini. Periksa lagi angkanya."
    assert desk.dialog.said.text == ""


def test_f5_shows_more_below_what_is_shown_and_ends_where_there_is_no_more(desk: Desk) -> None:
    desk.find("ab", RIZKY, after="mark")
    assert desk.summary == "Kartu yang tampil: 1. Mungkin masih ada: F5"
    desk.press(Qt.Key.Key_F5)
    assert desk.asked[-1] == Search("ab", "mark")
    desk.press(Qt.Key.Key_F5)
    desk.answer(SITI, RIZKY)
    assert desk.names == [RIZKY.name, SITI.name]
    assert desk.dialog.chosen == RIZKY
    assert not desk.dialog.more.isVisible()
    before = len(desk.asked)
    desk.press(Qt.Key.Key_F5)
    assert len(desk.asked) == before


def test_a_name_is_data_and_never_markup(desk: Desk) -> None:
    nasty = '<img src="x"><b>Siti</b> & %1'
    desk.find("siti", found(2, nasty))
    assert desk.names == [nasty]
    desk.open(file_of(2, nasty))
    assert nasty in desk.dialog.panel.texts
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in desk.dialog.panel.findChildren(QLabel))
