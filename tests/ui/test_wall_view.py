"""The wall: every booth in its place, and nothing on it cut off or written over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Attention, BoothFacts, WorkState, attention
from cso_desk.claims.checks import Outcome, assess
from cso_desk.claims.form import Cause, Field, acceptance_key
from cso_desk.claims.model import Claim
from cso_desk.claims.workflow import edit
from cso_desk.demo.people import participants, truth_of
from cso_desk.desk.model import BoothClaim
from cso_desk.ui import check_words, theme, words
from cso_desk.ui.booth_cell import BoothCell
from cso_desk.ui.language import Language
from cso_desk.ui.seat import Seat
from cso_desk.ui.theme import DENSE, LIGHT, ROOMY, Density, Look
from cso_desk.ui.wall_view import WallView, grid, side
from tests.ui.conftest import NOW, TODAY, MakeSeat
from tests.ui.painted import Text, overlapping, texts_drawn, texts_of

SIZES = [  # what the window's bars leave of 1920x1080, 1366x768 and 1366x728
    pytest.param(1920, 940, ROOMY, id="1920x1080"),
    pytest.param(1366, 658, DENSE, id="1366x768"),
    pytest.param(1366, 646, DENSE, id="1366x728"),
]
LANGUAGES = ["id", "en"]
LONG_AGO = 3 * 3600.0


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


def wall_of(qtbot: QtBot, booths: int, width: int, height: int, density: Density) -> WallView:
    theme.use(Look(LIGHT, density))
    wall = WallView(booths=booths, today=lambda: TODAY)
    qtbot.addWidget(wall)
    wall.resize(width, height)
    wall.show()
    return wall


def seats_of(make_seat: MakeSeat, booths: int) -> list[Seat]:
    return [make_seat(number) for number in range(1, booths + 1)]


def placed(cell: BoothCell) -> QRect:
    return cell.geometry()


@pytest.mark.parametrize(
    ("booths", "expected"),
    [(1, (1, 1)), (2, (2, 1)), (3, (2, 2)), (4, (2, 2)), (5, (2, 3)), (6, (2, 3)), (7, (2, 4)), (8, (2, 4))],
)
def test_one_booth_stands_alone_and_the_others_two_abreast(booths: int, expected: tuple[int, int]) -> None:
    assert grid(booths) == expected


def test_booths_of_the_left_column_are_left_and_one_alone_is_in_the_middle() -> None:
    assert [side(booth, 6) for booth in range(1, 7)] == [-1, 1, -1, 1, -1, 1]
    assert side(1, 1) == 0


@pytest.mark.parametrize("booths", range(1, 9))
@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_every_booth_has_its_place_in_the_order_of_the_rooms(
    qtbot: QtBot, make_seat: MakeSeat, booths: int, width: int, height: int, density: Density
) -> None:
    wall = wall_of(qtbot, booths, width, height, density)
    wall.show_seats(seats_of(make_seat, booths), 1, now=NOW)
    cells = [placed(cell) for cell in wall.cells]
    assert [cell.number for cell in wall.cells] == list(range(1, booths + 1))
    assert all(wall.rect().contains(cell) for cell in cells)
    assert not any(one.intersects(other) for at, one in enumerate(cells) for other in cells[at + 1 :])
    for before, after in pairwise(cells):
        assert (after.top(), after.left()) > (before.top(), before.left())
    assert len({cell.height() for cell in cells}) <= 2
    assert max(cell.height() for cell in cells) - min(cell.height() for cell in cells) <= 1


@pytest.mark.parametrize("booths", range(1, 9))
@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_every_picture_is_sixteen_to_nine_and_beside_its_form(
    qtbot: QtBot, make_seat: MakeSeat, booths: int, width: int, height: int, density: Density
) -> None:
    wall = wall_of(qtbot, booths, width, height, density)
    wall.show_seats(seats_of(make_seat, booths), 1, now=NOW)
    for cell in wall.cells:
        tile, mini = cell.tile.geometry(), cell.mini.geometry()
        assert abs(tile.width() * 9 - tile.height() * 16) <= 16
        assert cell.rect().contains(tile)
        assert cell.rect().contains(mini)
        assert tile.right() < mini.left()
        assert tile.top() >= density.header
        assert mini.width() >= 330


def test_at_six_booths_the_pictures_are_as_large_as_designed(qtbot: QtBot, make_seat: MakeSeat) -> None:
    for (width, height, density), least in (((1920, 940, ROOMY), 436), ((1366, 658, DENSE), 300)):
        wall = wall_of(qtbot, 6, width, height, density)
        wall.show_seats(seats_of(make_seat, 6), 1, now=NOW)
        assert wall.cells[0].tile.width() >= least


def stages(claim: Claim) -> Iterator[Claim]:
    """A claim as it comes, after half of the interview, and at its end."""
    truth = truth_of(claim)
    entries = list(truth.entries.items())
    yield claim
    for at, (key, text) in enumerate(entries):
        claim = edit(claim, key, text)
        if at in (len(entries) // 2, len(entries) - 1):
            yield claim
    for check in assess(claim, on=TODAY).checks:
        if check.outcome is Outcome.WARN:
            claim = edit(claim, acceptance_key(check.slot), truth.acceptance)
            yield claim


def seat_of(claim: Claim, number: int = 1) -> Seat:
    assessment = assess(claim, on=TODAY)
    facts = BoothFacts(number, True, False, assessment.ready, NOW - 75, None, None)
    return Seat(number, BoothClaim(claim, "v", claim.filed_at), assessment, attention(facts, now=NOW), 500.0)


def form_texts(cell: BoothCell, seat: Seat) -> list[Text]:
    cell.show_seat(seat, now=NOW)
    return texts_drawn(lambda painter: cell.mini.draw(painter, seat), cell.mini.size())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("booths", [2, 6])
@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_money_and_checks_of_everybody_are_whole(
    qtbot: QtBot, speak: Language, language: str, booths: int, width: int, height: int, density: Density
) -> None:
    speak.use(language)
    wall = wall_of(qtbot, booths, width, height, density)
    cell = wall.cells[0]
    for person in participants(40, today=TODAY):
        for claim in stages(person):
            seat = seat_of(claim)
            texts = form_texts(cell, seat)
            shown = {text.words for text in texts}
            assert seat.assessment is not None
            wanted = {check_words.finding(check) for check in seat.assessment.checks}
            wanted |= {check_words.slot(check.slot) for check in seat.assessment.checks}
            wanted |= {words.rupiah(claim.master.balance), words.rupiah(seat.assessment.gross)}
            wanted |= {words.rupiah(seat.assessment.withholding.tax), words.rupiah(seat.assessment.withholding.net)}
            wanted.add(words.next_step(seat).text)
            assert wanted <= shown, (wanted - shown, claim.number)
            assert overlapping(texts) == []
            assert all(text.x >= -0.5 and text.x + text.width <= cell.mini.width() + 1.5 for text in texts)
            assert all(0 < text.y < cell.mini.height() for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "density"), SIZES)
@pytest.mark.parametrize("booths", [7, 8])
def test_beside_eight_booths_the_numbers_give_way_before_money_and_checks(
    qtbot: QtBot,
    make_seat: MakeSeat,
    speak: Language,
    language: str,
    width: int,
    height: int,
    density: Density,
    booths: int,
) -> None:
    speak.use(language)
    wall = wall_of(qtbot, booths, width, height, density)
    seat = make_seat(1, {Field.FACE_MATCHES: ""})
    texts = form_texts(wall.cells[0], seat)
    shown = {text.words for text in texts}
    assert seat.assessment is not None
    assert {check_words.finding(check) for check in seat.assessment.checks} <= shown
    assert {words.rupiah(seat.assessment.withholding.net)} <= shown
    assert overlapping(texts) == []


@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_amounts_of_nine_digits_are_whole_or_left_out_but_never_cut(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language, width: int, height: int, density: Density
) -> None:
    speak.use("id")
    wall = wall_of(qtbot, 6, width, height, density)
    rich = {"contributions": 812_345_678, "returns": 120_000_000, "member_since": date(2005, 1, 3)}
    seat = make_seat(1, {Field.CAUSE: Cause.PARTIAL_30}, master=rich)
    texts = form_texts(wall.cells[0], seat)
    shown = {text.words for text in texts}
    assert seat.assessment is not None
    money = seat.assessment.withholding
    assert {words.rupiah(money.net), words.rupiah(money.tax), words.rupiah(seat.assessment.gross)} <= shown
    assert overlapping(texts) == []


@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_a_long_name_gives_way_to_the_cause(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language, width: int, height: int, density: Density
) -> None:
    speak.use("id")
    wall = wall_of(qtbot, 6, width, height, density)
    name = "Raden Ayu Siti Nurhaliza Kusumaningrum Prawirodirdjo Sastronegoro"
    for cause in Cause:
        texts = form_texts(wall.cells[0], make_seat(1, {Field.FULL_NAME: name, Field.CAUSE: cause}))
        shown = {text.words for text in texts}
        assert words.cause(cause) in shown or words.short_cause(cause) in shown
        assert overlapping(texts) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", WorkState)
@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_state_and_times_in_a_header_are_whole_and_only_the_reason_gives_way(
    qtbot: QtBot,
    make_seat: MakeSeat,
    speak: Language,
    language: str,
    state: WorkState,
    width: int,
    height: int,
    density: Density,
) -> None:
    speak.use(language)
    wall = wall_of(qtbot, 6, width, height, density)
    for reason in ("send_floor_staff", "decided", "history"):
        told = Attention(1, state, reason, NOW - LONG_AGO - 65)
        seat = replace(make_seat(1), attention=told, seated_since=NOW - LONG_AGO - 95)
        wall.cells[0].show_seat(seat, now=NOW)
        texts = texts_of(wall.cells[0])
        shown = [text.words for text in texts]
        assert words.state(state) in shown
        assert words.in_booth(seat, NOW) in shown
        if state is not WorkState.CLOSED:
            assert words.running_in(told, NOW) in shown
        cut = [text.words for text in texts if text.is_cut]
        assert all(words.reason(told).startswith(text[:-1].rstrip()) for text in cut)
        assert overlapping(texts) == []


def test_a_cell_tells_a_screen_reader_one_sentence_that_follows_the_booth(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language
) -> None:
    speak.use("id")
    wall = wall_of(qtbot, 2, 1366, 646, DENSE)
    needy = replace(make_seat(2), attention=Attention(2, WorkState.NEED, "called", NOW - 80))
    wall.show_seats([make_seat(1), needy], 1, now=NOW)
    assert (
        wall.cells[1].accessibleName().startswith("Bilik 2, butuh petugas, Memanggil petugas, Muhammad Rizky Pratama")
    )
    wall.show_seats([make_seat(1), make_seat(2, empty=True)], 1, now=NOW)
    assert wall.cells[1].accessibleName() == "Bilik 2, kosong"


def test_a_click_selects_a_booth_and_a_double_click_opens_it(qtbot: QtBot, make_seat: MakeSeat) -> None:
    wall = wall_of(qtbot, 4, 1366, 646, DENSE)
    wall.show_seats(seats_of(make_seat, 4), 1, now=NOW)
    chosen: list[int] = []
    opened: list[int] = []
    wall.booth_chosen.connect(chosen.append)
    wall.booth_opened.connect(opened.append)
    qtbot.mouseClick(wall.cells[2], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert (chosen, opened) == ([3], [])
    qtbot.mouseDClick(wall.cells[3], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert opened == [4]


@pytest.mark.parametrize("part", ["tile", "mini"])
def test_a_click_on_picture_or_form_selects_their_booth(qtbot: QtBot, make_seat: MakeSeat, part: str) -> None:
    wall = wall_of(qtbot, 2, 1366, 646, DENSE)
    wall.show_seats(seats_of(make_seat, 2), 1, now=NOW)
    with qtbot.waitSignal(wall.booth_chosen) as chosen:
        qtbot.mouseClick(getattr(wall.cells[1], part), Qt.MouseButton.LeftButton)
    assert chosen.args == [2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "density"), SIZES)
def test_an_empty_booth_shows_who_waits_and_the_key_that_calls(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language, language: str, width: int, height: int, density: Density
) -> None:
    speak.use(language)
    wall = wall_of(qtbot, 6, width, height, density)
    seats = [make_seat(number, empty=True) for number in range(1, 7)]
    wall.show_seats(seats, 1, now=NOW, next_ticket="B-007")
    texts = texts_of(wall.cells[3])
    shown = [text.words for text in texts]
    assert words.who_waits("B-007") in shown
    assert "C" in shown
    assert not wall.cells[3].mini.isVisible()
    assert not any(text.is_cut for text in texts)
    assert overlapping(texts) == []
    wall.show_seats(seats, 1, now=NOW)
    shown = [text.words for text in texts_of(wall.cells[3])]
    assert words.who_waits("") in shown
    assert "C" not in shown


def test_the_ring_is_drawn_around_the_selected_booth_only(qtbot: QtBot, make_seat: MakeSeat) -> None:
    wall = wall_of(qtbot, 4, 1366, 646, DENSE)
    for selected in (1, 3):
        wall.show_seats(seats_of(make_seat, 4), selected, now=NOW)
        image = wall.grab().toImage()
        ratio = image.devicePixelRatio()
        ringed = [
            cell.number
            for cell in wall.cells
            if QColor(image.pixel(round((cell.x() - 3) * ratio), round(cell.geometry().center().y() * ratio)))
            == QColor(LIGHT.focus)
        ]
        assert ringed == [selected]


def test_a_cell_shows_the_new_claim_and_the_new_language_at_once(
    qtbot: QtBot, make_seat: MakeSeat, speak: Language
) -> None:
    speak.use("id")
    wall = wall_of(qtbot, 1, 1366, 646, DENSE)
    wall.show_seats([make_seat(1)], 1, now=NOW)
    first = wall.cells[0].mini.grab().toImage()
    wall.show_seats([make_seat(1, {Field.FULL_NAME: "Sri Wahyuni"})], 1, now=NOW)
    second = wall.cells[0].mini.grab().toImage()
    assert first != second
    speak.use("en")
    qtbot.waitUntil(lambda: wall.cells[0].mini.grab().toImage() != second)
    english = wall.cells[0].mini.grab().toImage()
    theme.use(Look(theme.DARK, DENSE))
    wall.cells[0].restyle()
    assert wall.cells[0].mini.grab().toImage() != english
