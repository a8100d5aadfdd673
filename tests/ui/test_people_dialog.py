"""The search for participants: what is asked while one types, what is said when it fails, how it looks."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.checks import assess
from cso_desk.claims.model import Segment
from cso_desk.desk.people import Asked, Search, Told, Trouble
from cso_desk.desk.people_query import Meaning, understand
from cso_desk.ui import people_words, theme
from cso_desk.ui.desk_dialogs import DeskDialogs
from cso_desk.ui.language import Language
from cso_desk.ui.people_dialog import PeopleDialog
from cso_desk.ui.theme import DARK, LIGHT, Look
from tests.desk.test_people import HOSTILE
from tests.people_values import AT, file_of, found
from tests.ui.painted import texts_of
from tests.ui.people_desk import OFFICER, OFFLINE, RIZKY, SITI, SYNCED, Desk, open_dialog, rich_file
from tests.ui.said import CODE, LANGUAGES, is_said

pytestmark = pytest.mark.usefixtures("speak")

LONG_NAME = "Rizky Amalia Pratiwi Kusumawardhani Setiawan Hadiningrat Notonegoro " * 3


@pytest.fixture
def desk(qtbot: QtBot, parent: QWidget) -> Desk:
    return open_dialog(qtbot, parent)


# typing


def test_it_opens_in_the_field_and_says_what_can_be_written(desk: Desk) -> None:
    assert desk.dialog.field.accessibleName() == "NIK, KPJ, atau nama"
    assert desk.summary == "Tulis NIK, KPJ, atau nama, lengkap atau awalnya saja."
    assert desk.dialog.empty.isVisible()
    assert not desk.dialog.open_button.isEnabled()
    assert desk.asked == []


@pytest.mark.parametrize(
    ("text", "meaning", "summary"),
    [
        ("r", "", "Tulis minimal 2 huruf nama."),
        ("997", "", "Tulis minimal 4 angka NIK atau KPJ."),
        ("9" * 17, "", "17 angka terlalu banyak: NIK 16 angka, KPJ 11 angka. Periksa lagi."),
        ("9974", "NIK atau KPJ", "Mencari di pusat…"),
        ("19040012337", "KPJ", "Mencari di pusat…"),
        ("9974 0112 0891 0012", "NIK", "Mencari di pusat…"),
        ("riz", "nama", "Mencari di pusat…"),
    ],
)
def test_it_says_what_it_takes_the_text_for(desk: Desk, text: str, meaning: str, summary: str) -> None:
    desk.type(text)
    assert (desk.dialog.meaning.text(), desk.summary) == (meaning, summary)


def test_the_centre_is_asked_by_itself_after_a_pause_and_once(desk: Desk) -> None:
    desk.type("rizky")
    assert desk.asked == []
    desk.wait(Search("rizky"))
    assert desk.asked == [Search("rizky")]
    desk.type(" ")
    desk.answer(RIZKY)
    assert desk.names == [RIZKY.name]
    assert desk.summary == "Kartu yang cocok: 1"


def test_enter_asks_at_once_and_a_key_held_down_asks_nothing_more(desk: Desk) -> None:
    desk.type("siti")
    desk.press(Qt.Key.Key_Enter)
    desk.press(Qt.Key.Key_Enter, repeat=True)
    desk.press(Qt.Key.Key_Enter)
    assert desk.asked == [Search("siti")]


def test_an_answer_that_was_overtaken_is_not_shown(desk: Desk) -> None:
    desk.type("siti")
    desk.press(Qt.Key.Key_Return)
    desk.type(" n")
    assert desk.asked[-1] is None
    desk.dialog.show_told(Told(Search("siti"), (SITI,)))
    assert desk.names == []
    desk.press(Qt.Key.Key_Return)
    desk.dialog.show_told(Told(Search("siti"), (SITI,)))
    assert desk.names == []
    desk.answer(RIZKY)
    assert desk.names == [RIZKY.name]


def test_a_text_that_became_too_short_lists_nobody(desk: Desk) -> None:
    desk.find("siti", SITI)
    desk.dialog.field.setText("s")
    assert desk.names == []
    assert desk.summary == "Tulis minimal 2 huruf nama."
    assert desk.dialog.empty.isVisible()


def test_while_the_list_answers_another_text_nobody_is_opened_from_it(desk: Desk) -> None:
    desk.find("siti", SITI)
    desk.type("x")
    assert not desk.dialog.panel.texts
    desk.press(Qt.Key.Key_Return)
    assert desk.asked[-1] == Search("sitix")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_pasted_is_written_out_and_can_be_asked_or_says_why_not(desk: Desk, text: str) -> None:
    QApplication.clipboard().setText(text)
    desk.dialog.field.paste()
    desk.press(Qt.Key.Key_Return)
    asked = [one for one in desk.asked if one is not None]
    query = understand(desk.dialog.field.text())
    assert query.can_be_asked == bool(asked)
    if asked:
        desk.answer(trouble=Trouble.NOTHING_FOUND)
    assert is_said(desk.summary)
    assert ("200 tanda pertama" in desk.summary) == (len(text) > 200)


# trouble


def test_without_a_line_it_says_so_before_anything_is_typed_and_no_longer_when_it_is_back(
    qtbot: QtBot, parent: QWidget
) -> None:
    desk = open_dialog(qtbot, parent, OFFLINE)
    assert desk.dialog.said.text == "Pencarian memerlukan sambungan ke pusat · pusat tidak terjangkau"
    desk.dialog.show_line(SYNCED)
    assert desk.dialog.said.text == ""


def test_what_the_line_lost_is_asked_again_with_enter_or_when_the_line_is_back(desk: Desk) -> None:
    desk.type("siti")
    desk.press(Qt.Key.Key_Return)
    desk.answer(trouble=Trouble.LINE_DOWN, cause="timeout")
    assert desk.dialog.said.text.startswith("Pencarian memerlukan sambungan ke pusat")
    assert desk.summary == "Enter mencari lagi."
    assert desk.dialog.open_button.text() == "Cari"
    desk.press(Qt.Key.Key_Return)
    assert desk.asked == [Search("siti"), Search("siti")]
    desk.answer(trouble=Trouble.LINE_DOWN, cause="timeout")
    desk.dialog.show_line(OFFLINE)
    desk.dialog.show_line(SYNCED)
    assert desk.asked == [Search("siti")] * 3
    desk.answer(SITI)
    assert (desk.names, desk.dialog.said.text) == ([SITI.name], "")


def test_a_failed_search_leaves_no_older_list_behind(desk: Desk) -> None:
    desk.find("rizky", RIZKY)
    desk.type("x")
    desk.press(Qt.Key.Key_Return)
    desk.answer(trouble=Trouble.TOO_MANY)
    assert desk.names == []
    assert desk.dialog.said.text == "Pusat sedang sibuk. Tekan Enter untuk mencoba lagi."


def test_a_person_who_is_gone_is_said_and_the_list_stays(desk: Desk) -> None:
    desk.find("ab", RIZKY, SITI)
    desk.press(Qt.Key.Key_Return)
    desk.answer(trouble=Trouble.GONE)
    assert desk.dialog.said.text == "Kartu ini tidak ada lagi di pusat. Cari sekali lagi."
    assert desk.names == [RIZKY.name, SITI.name]
    desk.press(Qt.Key.Key_Down)
    desk.open(file_of(2, "Siti Nurhayati"))
    assert desk.dialog.said.text == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_meaning_and_segment_has_words(speak: Language, language: str) -> None:
    speak.use(language)
    for trouble in Trouble:
        told = people_words.trouble(Told(Search("siti"), trouble=trouble, cause="of_the_moon"))
        assert is_said(told) or trouble is Trouble.NOTHING_FOUND
    for text in ("", "9", "9" * 17, "9" * 16, "9" * 11, "9999", "r", "siti"):
        query = understand(text)
        assert is_said(people_words.meaning(query) if query.can_be_asked else people_words.hint(query))
    assert {understand(text).meaning for text in ("", "9", "9" * 17, "9" * 16, "9" * 11, "9999", "r", "siti")} == set(
        Meaning
    )
    assert all(is_said(people_words.segment(segment)) for segment in Segment)


# look and language


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1920, 1080)])
def test_the_dialog_fits_the_window_and_cuts_nothing_that_is_short(
    qtbot: QtBot, speak: Language, language: str, size: QSize, palette: theme.Palette, parent: QWidget
) -> None:
    speak.use(language)
    theme.use(Look(palette, theme.density_for(size.width(), size.height())))
    parent.resize(size)
    desk = open_dialog(qtbot, parent)
    desk.find("ab", RIZKY, SITI)
    desk.open(rich_file())
    assert desk.dialog.width() <= size.width()
    assert desk.dialog.height() <= size.height()
    texts = texts_of(desk.dialog.list.viewport())
    assert {line.text for row in desk.dialog.list.rows for line in row.lines} <= {text.words for text in texts}
    assert not any(text.is_cut for text in texts)
    assert not any(CODE.search(text) for text in desk.dialog.panel.texts if "<b>" not in text)


@pytest.mark.parametrize("name", [LONG_NAME, "X" * 200], ids=["many words", "one word"])
def test_the_longest_name_stays_within_the_panel(desk: Desk, name: str) -> None:
    desk.find("ab", found(1, name))
    desk.open(file_of(1, name))
    panel = desk.dialog.panel
    assert panel.widget().width() <= panel.viewport().width()
    assert desk.dialog.isVisible()


def test_another_language_is_spoken_at_once(desk: Desk, speak: Language) -> None:
    desk.find("ab", RIZKY)
    desk.open(rich_file())
    speak.use("en")
    QCoreApplication.sendEvent(desk.dialog, QEvent(QEvent.Type.LanguageChange))
    assert desk.dialog.windowTitle() == "Find a participant"
    assert "Centre's data" in desk.dialog.panel.texts
    assert desk.summary == "Cards that fit: 1"


# among the dialogs of the window


def test_of_the_windows_dialogs_it_alone_hears_of_people_and_closed_it_wants_nothing(
    qtbot: QtBot, parent: QWidget
) -> None:
    dialogs = DeskDialogs(
        OFFICER, pack=6, judge=lambda claim, day: assess(claim, on=day), now=lambda: AT, parent=parent
    )
    asked: list[Asked | None] = []
    dialogs.people_asked.connect(asked.append)
    dialogs.show_people(Told(Search("siti"), (SITI,)))
    dialogs.open_people()
    dialogs.open_people()
    dialog = dialogs.dialog
    assert isinstance(dialog, PeopleDialog)
    dialog.field.setText("siti")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    dialogs.show_people(Told(Search("siti"), (SITI,)))
    assert [row.title for row in dialog.list.rows] == [SITI.name]
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialogs.dialog is None
    assert asked == [Search("siti"), None]
    dialogs.show_people(Told(Search("siti"), (SITI,)))
