"""The window's edges: top bar, key hints and notices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.claims.tables import Role
from cso_desk.desk.model import LineState, Officer, Pack, Refusal, SyncStatus
from cso_desk.ui import keys, refusal_words, sync_words, theme, words
from cso_desk.ui.bars import TopBar
from cso_desk.ui.key_hint_bar import KeyHintBar
from cso_desk.ui.keys import Action
from cso_desk.ui.language import Language
from cso_desk.ui.notice_bar import NoticeBar
from cso_desk.ui.theme import DARK, LIGHT, ROOMY, Density, Look
from tests.ui.bar_values import MOMENT, OFF, VIEW, WIDTHS
from tests.ui.painted import overlapping, texts_of
from tests.ui.said import LANGUAGES
from tests.ui.second_values import waiting

OFFICER = Officer("u-1", "Ratih Kusuma", "000417", "Meja 3", 11, "KC Contoh")


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    Language("en")
    theme.use(Look(LIGHT, ROOMY))


@pytest.fixture
def speak() -> Iterator[Language]:
    language = Language("en")
    yield language
    language.use("en")


def top_bar(qtbot: QtBot, width: int, density: Density, officer: Officer = OFFICER) -> TopBar:
    theme.use(Look(LIGHT, density))
    bar = TopBar(officer)
    qtbot.addWidget(bar)
    bar.resize(width, density.top)
    bar.show_desk(VIEW)
    bar.show_time(MOMENT)
    bar.show()
    return bar


def shown(widget: TopBar | KeyHintBar | NoticeBar) -> list[str]:
    return [text.words for text in texts_of(widget)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", LineState)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_the_top_bar_says_how_the_line_is_who_is_signed_in_and_what_time_it_is(
    qtbot: QtBot, speak: Language, language: str, state: LineState, width: int, density: Density
) -> None:
    speak.use(language)
    bar = top_bar(qtbot, width, density)
    status = SyncStatus(state, queued=3, unsure=2, refused=4, since=MOMENT - timedelta(minutes=8, seconds=5))
    bar.show_line(status)
    texts = texts_of(bar)
    words_shown = {text.words for text in texts}
    assert sync_words.line(status, MOMENT) in words_shown
    assert {"CSO Desk", "KC Contoh · Meja 3", "Ratih Kusuma", "RK"} <= words_shown
    assert {words.clock(MOMENT), words.long_day(MOMENT.date())} <= words_shown
    assert {"12", "104"} <= words_shown
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []
    assert all(text.x >= 0 and text.x + text.width <= width for text in texts)


def test_the_staff_number_is_masked_but_for_its_last_digits(qtbot: QtBot) -> None:
    texts = shown(top_bar(qtbot, 1920, ROOMY))
    assert any(text.endswith("417") for text in texts)
    assert not any("000417" in text for text in texts)


def test_there_is_room_for_the_figures_of_today_on_a_large_screen(qtbot: QtBot, speak: Language) -> None:
    speak.use("id")
    texts = shown(top_bar(qtbot, 1920, ROOMY))
    assert {"21", "4", "1", "2"} <= set(texts)
    assert words.translate("Bars", "longest %1").replace("%1", "25 mnt") in texts


def test_the_line_can_be_clicked_and_nothing_else_of_the_bar(qtbot: QtBot) -> None:
    bar = top_bar(qtbot, 1920, ROOMY)
    status = SyncStatus(LineState.REFUSED, refused=1, since=MOMENT)
    bar.show_line(status)
    clicks: list[bool] = []
    bar.line_clicked.connect(lambda: clicks.append(True))
    text = next(text for text in texts_of(bar) if text.words == sync_words.line(status, MOMENT))
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(text.x + 4), 20))
    assert clicks == [True]
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(1900, 20))
    assert clicks == [True]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_the_button_that_finds_participants_stands_in_the_bar_over_nothing_else(
    qtbot: QtBot, speak: Language, language: str, width: int, density: Density
) -> None:
    speak.use(language)
    bar = top_bar(qtbot, width, density)
    texts = texts_of(bar)
    button = bar.people.geometry()
    assert bar.rect().contains(button)
    assert not any(text.x < button.right() and text.x + text.width > button.x() for text in texts)
    assert bar.people.accessibleName().endswith(" F12")
    clicks: list[bool] = []
    bar.people_clicked.connect(lambda: clicks.append(True))
    qtbot.mouseClick(bar.people, Qt.MouseButton.LeftButton)
    assert clicks == [True]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_whoever_may_give_second_words_sees_how_many_wait_and_a_click_opens_them(
    qtbot: QtBot, speak: Language, language: str, width: int, density: Density
) -> None:
    speak.use(language)
    bar = top_bar(qtbot, width, density, replace(OFFICER, role=Role.SUPERVISOR))
    bar.show_desk(
        replace(VIEW, second=(waiting(1, first="u-2"), waiting(2, first="u-2"), waiting(3, first=OFFICER.id)))
    )
    texts = texts_of(bar)
    button = bar.second.geometry()
    assert bar.second.text().endswith(" · 2")
    role = {"id": "Penyelia", "en": "Supervisor"}[language]
    assert any(text.words.startswith(role) for text in texts)
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []
    assert bar.second.accessibleName().endswith(" F5")
    assert bar.rect().contains(button)
    assert not button.intersects(bar.people.geometry())
    assert not any(text.x < button.right() and text.x + text.width > button.x() for text in texts)
    clicks: list[bool] = []
    bar.second_clicked.connect(lambda: clicks.append(True))
    qtbot.mouseClick(bar.second, Qt.MouseButton.LeftButton)
    assert clicks == [True]


def test_an_officer_of_the_first_stage_sees_no_button_for_second_words(qtbot: QtBot) -> None:
    assert not top_bar(qtbot, 1920, ROOMY).second.isVisible()


def test_before_the_line_was_heard_of_nothing_is_claimed_of_it(qtbot: QtBot, speak: Language) -> None:
    speak.use("en")
    assert not any("Synced" in text for text in shown(top_bar(qtbot, 1920, ROOMY)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_the_key_hints_show_keys_with_what_they_do(
    qtbot: QtBot, speak: Language, language: str, width: int, density: Density
) -> None:
    speak.use(language)
    theme.use(Look(LIGHT, density))
    made = KeyHintBar(6)
    qtbot.addWidget(made)
    made.resize(width, density.hints)
    texts = texts_of(made)
    words_shown = {text.words for text in texts}
    assert {"1", "6", "N", "Enter", "C", "F1"} <= words_shown
    assert keys.action_label(Action.KEYS) in words_shown
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []


def test_with_one_booth_the_key_hints_offer_no_choice_of_booths(qtbot: QtBot) -> None:
    made = KeyHintBar(1)
    qtbot.addWidget(made)
    made.resize(1366, 28)
    texts = shown(made)
    assert keys.action_label(Action.BOOTH) not in texts
    assert keys.action_label(Action.NEXT) not in texts
    assert keys.action_label(Action.CALL) in texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(refusal_words._refusals()))
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_a_notice_says_the_whole_sentence_and_the_key_that_takes_it_away(
    qtbot: QtBot, speak: Language, language: str, code: str, width: int, density: Density
) -> None:
    speak.use(language)
    theme.use(Look(LIGHT, density))
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.resize(width, 34)
    refusal = Refusal(code, UUID(int=1), 4)
    bar.show_refusal(refusal)
    texts = texts_of(bar)
    assert refusal_words.refusal(refusal) in {text.words for text in texts}
    assert "Esc" in {text.words for text in texts}
    assert overlapping(texts) == []
    assert bar.accessibleName() == bar.sentence == refusal_words.refusal(refusal)


def test_a_notice_stays_until_it_was_read(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert bar.sentence == ""
    assert not bar.dismiss()
    bar.show_refusal(Refusal("wrong_booth", None, 2))
    bar.show_refusal(Refusal("nobody_waits", None, 3))
    assert bar.sentence == refusal_words.refusal(Refusal("nobody_waits", None, 3))
    assert bar.dismiss()
    assert (bar.isVisible(), bar.sentence) == (False, "")
    bar.show_refusal(Refusal("wrong_booth", None, 2))
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_notice_follows_the_language(qtbot: QtBot, speak: Language) -> None:
    speak.use("id")
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.resize(1366, 34)
    bar.show_refusal(Refusal("nobody_waits", None, 3))
    indonesian = bar.sentence
    speak.use("en")
    qtbot.waitUntil(lambda: bar.accessibleName() == bar.sentence != indonesian)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_kept_claims_and_a_wrong_clock_stand_beside_the_line_with_nothing_cut_or_covered(
    qtbot: QtBot, speak: Language, language: str, width: int, density: Density, palette: theme.Palette
) -> None:
    speak.use(language)
    bar = top_bar(qtbot, width, density)
    theme.use(Look(palette, density))
    bar.show_line(SyncStatus(LineState.OFFLINE, queued=12, since=MOMENT - timedelta(minutes=8, seconds=5)))
    bar.show_desk(OFF)
    texts = texts_of(bar)
    told = {text.words for text in texts}
    assert {sync_words.pack(OFF.pack), sync_words.clock_off(-432.0)} <= told
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []
    assert all(words_there in bar.accessibleName() for words_there in (sync_words.pack(OFF.pack),))


@pytest.mark.parametrize(
    ("ahead_s", "text"),
    [
        (None, ""),
        (0.0, ""),
        (300.0, ""),
        (-300.0, ""),
        (301.0, "Jam cepat 5 mnt 1 dtk"),
        (-7200.0, "Jam lambat 2 jam 0 mnt"),
    ],
)
def test_a_clock_is_called_wrong_from_five_minutes_on(
    qtbot: QtBot, speak: Language, ahead_s: float | None, text: str
) -> None:
    speak.use("id")
    assert sync_words.clock_off(ahead_s) == text
    bar = top_bar(qtbot, 1920, ROOMY)
    bar.show_desk(replace(VIEW, clock_ahead_s=ahead_s))
    assert (text in shown(bar)) is bool(text)


def test_the_kept_claims_are_told_with_the_hour_where_the_officers_are(speak: Language) -> None:
    speak.use("id")
    assert sync_words.pack(OFF.pack) == "4 disimpan s.d. 19.00"
    assert sync_words.pack(Pack(kept=2)) == "2 disimpan"
    assert sync_words.pack(Pack(asked=6)) == "Menyimpan 6 klaim"
    assert sync_words.pack(Pack()) == ""


def test_a_click_on_the_kept_claims_asks_for_them_and_not_for_the_line(qtbot: QtBot, speak: Language) -> None:
    speak.use("id")
    bar = top_bar(qtbot, 1920, ROOMY)
    bar.show_line(SyncStatus(LineState.OFFLINE, queued=12, since=MOMENT))
    bar.show_desk(OFF)
    clicks: list[str] = []
    bar.line_clicked.connect(lambda: clicks.append("line"))
    bar.pack_clicked.connect(lambda: clicks.append("pack"))
    text = next(text for text in texts_of(bar) if text.words == "4 disimpan s.d. 19.00")
    bar.grab()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(text.x + 4), 20))
    assert clicks == ["pack"]
    bar.show_desk(VIEW)
    bar.grab()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(text.x + 4), 20))
    assert clicks == ["pack"]
