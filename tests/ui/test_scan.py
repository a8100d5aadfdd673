from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import assess
from cso_desk.claims.form import Answer, CheckSlot, DocumentKind, Field
from cso_desk.desk.model import DeskView
from cso_desk.desk.sightings import Clash, Trait
from cso_desk.documents.scan import Scan
from cso_desk.ui import clash_words, form_words, scan_paint, scan_words
from cso_desk.ui.booth_cell import BoothCell
from cso_desk.ui.claim_mini import ClaimMini
from cso_desk.ui.seating import Seating
from cso_desk.ui.tile_paint import Note, Role
from cso_desk.video.quality import Fault
from tests.ui.conftest import TODAY, MakeSeat
from tests.ui.painted import texts_of

pytestmark = pytest.mark.usefixtures("speak")

CORNERS = ((0.3, 0.3), (0.7, 0.32), (0.69, 0.7), (0.3, 0.68))
SCAN = Scan(1, 100.0, DocumentKind.ID_CARD, good=7, corners=CORNERS)


def test_the_note_says_how_far_it_is_and_else_the_one_thing_to_mend() -> None:
    assert scan_words.note(SCAN) == "Tahan, 7 dari 10 bingkai tajam"
    assert scan_words.note(replace(SCAN, faults=("less_light", "still"))) == "Hindarkan dari pantulan lampu"
    assert scan_words.note(replace(SCAN, refused=True, faults=("fingers",))) == "Belum diambil: jari menutupi tulisan"
    assert scan_words.note(replace(SCAN, taken=True)) == "Diambil, tajam"
    assert scan_paint.note_of(Scan(1, 100.0)) is None


@pytest.mark.parametrize("fault", list(Fault))
def test_each_fault_says_what_to_do(fault: Fault) -> None:
    assert scan_words.fault(fault) != scan_words.fault("some fault of a later version")


def test_the_corners_stand_at_the_document_and_nowhere_else(qapp: QApplication) -> None:
    image = QImage(QSize(400, 200), QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    scan_paint.draw_corners(painter, QRectF(0, 0, 400, 200), SCAN)
    painter.end()
    lit = [(x, y) for x in range(400) for y in range(200) if QColor(image.pixel(x, y)).value() > 100]
    assert min(x for x, _ in lit) == pytest.approx(0.3 * 400, abs=9)
    assert max(y for _, y in lit) == pytest.approx(0.7 * 200, abs=9)
    assert QColor(image.pixel(200, 62)).value() == 0  # between two corners


def test_the_check_that_waits_for_the_card_counts_its_frames(qtbot: QtBot, make_seat: MakeSeat) -> None:
    seat = make_seat(1, {Field.ID_CARD_ORIGINAL: Answer.UNASKED})
    mini = ClaimMini(today=lambda: TODAY)
    qtbot.addWidget(mini)
    mini.resize(480, 246)

    def says(scan: Scan | None) -> list[str]:
        mini.show_seat(replace(seat, scan=scan))
        return [one.words for one in texts_of(mini)]

    assert says(SCAN) == ["7 dari 10 bingkai"]  # all else is a picture by now, which is not drawn again
    assert says(replace(SCAN, good=8)) == ["8 dari 10 bingkai"]
    assert says(None) == []
    assert says(replace(SCAN, corners=())) == []


def test_a_frame_that_counts_is_drawn_on_the_form_that_is_there(qtbot: QtBot, make_seat: MakeSeat) -> None:
    seat = make_seat(1, {Field.ID_CARD_ORIGINAL: Answer.UNASKED})
    mini = ClaimMini(today=lambda: TODAY)
    qtbot.addWidget(mini)
    mini.resize(480, 246)
    mini.show_seat(replace(seat, scan=SCAN))
    seven = mini.grab().toImage()
    form = mini._drawn
    mini.show_seat(replace(seat, scan=replace(SCAN, good=8)))
    eight = mini.grab().toImage()
    assert mini._drawn is form
    assert eight != seven


def test_a_look_that_is_old_is_not_shown_and_what_was_taken_is_said_for_a_while(make_seat: MakeSeat) -> None:
    held = make_seat(1).held
    assert held is not None
    seating = Seating({}, judge=lambda claim, on: assess(claim, on=on), now=lambda: held.called_at)

    def scan(now: float) -> Scan | None:
        seat = seating.seats(DeskView(booths=(held,)), selected=1, selected_since=0.0, now=now)[0]
        assert seat.attention.state is not WorkState.CLOSED
        return seat.scan

    seating.see(SCAN)
    assert scan(100.5) == SCAN
    assert scan(101.5) is None
    taken = replace(SCAN, taken=True, at=102.0)
    seating.see(taken)
    seating.see(replace(SCAN, good=1, at=102.3))
    assert scan(103.0) == taken
    assert scan(105.0) is None
    seating.see(replace(SCAN, at=106.0))
    seating.forget(1)
    assert scan(106.1) is None


def test_who_is_alike_and_sits_here_now_is_named_on_the_picture_before_who_has_left(
    qtbot: QtBot, make_seat: MakeSeat
) -> None:
    gone = Clash(Trait.NIK, UUID(int=8), "KJ-2511-0008")
    here = Clash(Trait.ACCOUNT, UUID(int=9), "KJ-2511-0009", booth=4)
    assert clash_words.note(()) is None
    assert clash_words.note((gone, here)) == Note("Rekening sama: bilik 4", "triangle-alert", Role.WARN)
    assert clash_words.note((gone,)) == Note("NIK sama: KJ-2511-0008", "triangle-alert", Role.WARN)
    cell = BoothCell(1, today=lambda: TODAY)
    qtbot.addWidget(cell)
    held = make_seat(1, clashes=(here,)).held
    assert held is not None
    seating = Seating({}, judge=lambda claim, on: assess(claim, on=on), now=lambda: held.called_at)
    seat = seating.seats(DeskView(booths=(held,)), selected=1, selected_since=0.0, now=1.0)[0]
    assert seat.assessment is not None
    assert [check.slot for check in seat.assessment.missing] == [CheckSlot.DUPLICATE]
    cell.resize(942, 302)
    cell.show_seat(seat, now=1.0)
    said = form_words.finding(seat.assessment.missing[0])
    assert said == "KJ-2511-0009: rekening sama, sekarang di bilik 4"
