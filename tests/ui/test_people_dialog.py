"""The search for participants: what is asked while one types, what is listed, and what is shown of who is opened."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.checks import Outcome, assess
from cso_desk.claims.model import Cause, ClaimState, Segment
from cso_desk.desk.model import LineState, Officer, SyncStatus
from cso_desk.desk.people import Asked, Opening, Search, Told, Trouble
from cso_desk.desk.people_query import Meaning, understand
from cso_desk.ui import people_words, person_words, theme
from cso_desk.ui.desk_dialogs import DeskDialogs
from cso_desk.ui.language import Language
from cso_desk.ui.people_dialog import PeopleDialog
from cso_desk.ui.person_panel import PersonPanel
from cso_desk.ui.theme import DARK, LIGHT, Look
from cso_desk.wire.people_wire import Card, Clash, PastClaim, Payment, PersonFile, PersonFound
from tests.desk.test_people import HOSTILE
from tests.people_values import AT, file_of, found, record
from tests.ui.painted import texts_of
from tests.ui.said import CODE, LANGUAGES, is_said

pytestmark = pytest.mark.usefixtures("speak")

OFFICER = Officer("u-1", "Petugas Satu", "9900001", "114-1", 114, "Cabang Contoh")
SYNCED = SyncStatus(LineState.SYNCED, since=AT)
OFFLINE = SyncStatus(LineState.OFFLINE, since=AT, cause="unreachable")
PATIENT = 10_000
RIZKY, SITI = found(1, "Muhammad Rizky Pratama"), found(2, "Siti Nurhayati", employer="CV Contoh Logam")
LONG_NAME = "Rizky Amalia Pratiwi Kusumawardhani Setiawan Hadiningrat Notonegoro " * 3


@dataclass
class Desk:
    """A dialog, and what it asked; `answer` tells it what came of the newest question."""

    qtbot: QtBot
    dialog: PeopleDialog
    asked: list[Asked | None] = field(default_factory=list)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.dialog.field, text)

    def press(self, key: Qt.Key, *, repeat: bool = False) -> None:
        widget = self.dialog.focusWidget() or self.dialog
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeat)
        QCoreApplication.sendEvent(widget, event)

    def wait(self, asked: Asked) -> None:
        self.qtbot.waitUntil(lambda: bool(self.asked) and self.asked[-1] == asked, timeout=PATIENT)

    def answer(self, *people: PersonFound, after: str = "", trouble: Trouble | None = None, cause: str = "") -> None:
        asked = self.asked[-1]
        assert asked is not None
        self.dialog.show_told(Told(asked, people, after, trouble=trouble, cause=cause))

    def find(self, text: str, *people: PersonFound, after: str = "") -> None:
        self.dialog.field.setText(text)
        self.press(Qt.Key.Key_Return)
        self.answer(*people, after=after, trouble=None if people else Trouble.NOTHING_FOUND)

    def open(self, file: PersonFile) -> None:
        self.press(Qt.Key.Key_Return)
        assert self.asked[-1] == Opening(file.id)
        self.dialog.show_told(Told(Opening(file.id), file=file))

    @property
    def names(self) -> list[str]:
        return [row.title for row in self.dialog.list.rows]

    @property
    def summary(self) -> str:
        return self.dialog.summary.text()


def open_dialog(qtbot: QtBot, parent: QWidget, line: SyncStatus = SYNCED) -> Desk:
    desk = Desk(qtbot, PeopleDialog(line, officer=OFFICER, parent=parent))
    desk.dialog.asked.connect(desk.asked.append)
    with qtbot.waitExposed(desk.dialog):
        desk.dialog.open()
    qtbot.waitUntil(desk.dialog.field.hasFocus, timeout=PATIENT)
    return desk


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


# the list


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


# the record


def rich_file() -> PersonFile:
    claims = [
        PastClaim(
            number="KJ-2511-0403",
            branch=114,
            cause=Cause.LAID_OFF,
            state=ClaimState.WAITING,
            filed_at=AT,
            decided_at=None,
            amount=0,
            clashes=[Clash(number="KJ-2511-0404", by=["person", "account", "moon"])],
        ),
        PastClaim(
            number="KJ-2511-0404",
            branch=11,
            cause=Cause.LAID_OFF,
            state=ClaimState.IN_BOOTH,
            filed_at=AT - timedelta(days=1),
            decided_at=None,
            amount=0,
            clashes=[
                Clash(number="KJ-2511-0403", by=["person", "account"]),
                Clash(number="KJ-2511-0409", by=["document"]),
                Clash(number="KX-1", by=[]),
            ],
        ),
        PastClaim(
            number="KJ-2301-0001",
            branch=11,
            cause=Cause.PARTIAL_10,
            state=ClaimState.PAID,
            filed_at=AT - timedelta(days=900),
            decided_at=AT - timedelta(days=899),
            amount=4_000_000,
            notes=["Sesuai <b>KTP</b>"],
        ),
    ]
    card = Card(
        id=UUID(int=9),
        kpj="17110000009",
        employer="CV Contoh Pangan",
        branch=7,
        member_since=date(2014, 2, 1),
        inactive_since=date(2019, 3, 31),
        balance=1_200_000,
    )
    known = record(1, "Muhammad Rizky Pratama", other_kpj=("17110000009", "21040000001"))
    paid = Payment(gross=4_000_000, paid_on=date(2023, 6, 1), partial=True)
    return file_of(1, "Muhammad Rizky Pratama", record=known, cards=[card], prior_payments=[paid], claims=claims)


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
