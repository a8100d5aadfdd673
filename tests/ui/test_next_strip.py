"""The strip of the booths that need the officer next: its order, its room, and what it says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.desk.model import Pack
from cso_desk.ui import sync_words, theme, words
from cso_desk.ui.language import Language
from cso_desk.ui.next_strip import NextStrip
from cso_desk.ui.seat import Seat
from cso_desk.ui.theme import DENSE, LIGHT, ROOMY, Density, Look
from tests.ui.bar_values import OFF, VIEW, WIDTHS
from tests.ui.conftest import NOW, MakeSeat
from tests.ui.painted import overlapping, texts_of
from tests.ui.said import LANGUAGES

pytestmark = pytest.mark.usefixtures("speak")


def seats(make_seat: MakeSeat, *states: tuple[int, WorkState]) -> list[Seat]:
    return [
        replace(make_seat(number), attention=Attention(number, state, "id_card", NOW - 80, 12.0))
        for number, state in states
    ]


def strip(qtbot: QtBot, width: int, density: Density) -> NextStrip:
    theme.use(Look(LIGHT, density))
    made = NextStrip()
    qtbot.addWidget(made)
    made.resize(width, density.strip)
    made.show()
    return made


ORDER = [(4, WorkState.NEED), (2, WorkState.READY), (6, WorkState.SCAN), (1, WorkState.SOLO), (3, WorkState.LOST)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_the_strip_shows_the_booths_in_the_order_given_and_nothing_cut(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language, language: str, width: int, density: Density
) -> None:
    speak.use(language)
    made = strip(qtbot, width, density)
    made.show_next(seats(make_seat, *ORDER), 5, 6, now=NOW)
    texts = texts_of(made)
    numbers = [text.words for text in sorted(texts, key=lambda text: text.x) if text.words in "123456"]
    assert numbers == ["4", "2", "6", "1", "3"]
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []
    tail = words.translate("Bars", "%1 of %2 booths occupied").replace("%1", "5").replace("%2", "6")
    assert tail in {text.words for text in texts}


@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_a_click_on_an_item_of_the_strip_chooses_its_booth(
    qtbot: QtBot, make_seat: MakeSeat, width: int, density: Density
) -> None:
    made = strip(qtbot, width, density)
    made.show_next(seats(make_seat, *ORDER), 5, 6, now=NOW)
    chosen: list[int] = []
    made.booth_chosen.connect(chosen.append)
    badges = [text for text in sorted(texts_of(made), key=lambda text: text.x) if text.words in "123456"]
    for badge in badges:
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(round(badge.x + 2), 15))
    assert chosen == [4, 2, 6, 1, 3]
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(width - 20, 15))
    assert len(chosen) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_eight_booths_on_a_small_screen_remarks_give_way_before_booths(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language, language: str
) -> None:
    speak.use(language)
    made = strip(qtbot, 1366, DENSE)
    everybody = seats(make_seat, *((number, WorkState.SOLO) for number in range(1, 9)))
    made.show_next(everybody, 8, 8, now=NOW)
    texts = texts_of(made)
    assert [text.words for text in texts if text.words in "12345678"] == [str(number) for number in range(1, 9)]
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
def test_where_nobody_needs_the_officer_the_strip_says_what_to_press(
    qtbot: QtBot, speak: Language, language: str, width: int, density: Density
) -> None:
    speak.use(language)
    made = strip(qtbot, width, density)
    made.show_next([], 0, 6, now=NOW)
    texts = texts_of(made)
    hint = words.translate("Bars", "No booth needs you. Press a number, then C, to call the next ticket.")
    assert hint in {text.words for text in texts}
    assert overlapping(texts) == []


def test_only_a_first_item_in_need_is_filled(qtbot: QtBot, make_seat: MakeSeat) -> None:
    solid = theme.LIGHT.states[WorkState.NEED].solid.lower()
    for first, filled in ((WorkState.NEED, True), (WorkState.READY, False)):
        made = strip(qtbot, 1920, ROOMY)
        made.show_next(seats(make_seat, (2, first), (3, WorkState.NEED)), 2, 6, now=NOW)
        image = made.grab().toImage()
        colours = [image.pixelColor(x, 3).name() for x in range(image.width())]
        assert (solid in colours) is filled


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "density"), WIDTHS)
@pytest.mark.parametrize("kept", [0, 4])
def test_the_strip_says_whom_the_call_key_calls_while_the_line_is_down(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language, language: str, width: int, density: Density, kept: int
) -> None:
    speak.use(language)
    made = strip(qtbot, width, density)
    made.show_next(seats(make_seat, *ORDER), 5, 6, now=NOW)
    calling = sync_words.calling(replace(OFF, pack=Pack(kept=kept)))
    made.show_calling(calling)
    texts = texts_of(made)
    assert any(text.words.startswith(calling) for text in texts)
    assert [text.words for text in texts if text.words in "123456"] == ["4", "2", "6", "1", "3"]
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []
    made.show_calling(sync_words.calling(VIEW))
    assert not any(calling in text.words for text in texts_of(made))
