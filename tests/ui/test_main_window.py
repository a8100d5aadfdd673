"""The officer's window with a real desk behind it: keys change claims, and nothing lands where it was not meant."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Activity, BoothSignal, WorkState
from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.demo.people import participants
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.model import DeskView, Fate, LineState, Order, Refusal, SyncStatus
from cso_desk.ui import theme, words
from cso_desk.ui.decision_dialog import DecisionDialog
from cso_desk.ui.key_sheet import KeySheet
from cso_desk.ui.theme import DARK, DENSE, LIGHT, ROOMY
from cso_desk.video.feed import FeedState
from cso_desk.worker import InlineWorker
from tests.ui.office import ALT, CTRL, NOW, OFFICER, PATIENT, TODAY, MakeOffice, Office
from tests.ui.painted import texts_of


def test_c_calls_the_next_ticket_into_the_selected_booth_and_the_cell_shows_the_person(office: Office) -> None:
    first = office.window.view.next_ticket
    office.press(Qt.Key.Key_3, text="3")
    office.press(Qt.Key.Key_C, text="c")
    held = office.held(3)
    assert held.claim.ticket == first
    assert office.window.view.next_ticket != first
    assert held.claim.form.text(Field.FULL_NAME) in office.window.wall.cells[2].accessibleName()
    assert all(office.window.view.booths[booth - 1] is None for booth in (1, 2, 4, 5, 6))


@pytest.mark.parametrize("booth", range(1, 9))
def test_digits_select_their_booths(open_office: MakeOffice, booth: int) -> None:
    office = open_office(8)
    office.press(Qt.Key(Qt.Key.Key_0 + booth), text=str(booth))
    assert office.window.front.selected == booth


def test_a_digit_without_a_booth_changes_nothing(office: Office) -> None:
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_8, text="8")
    assert office.window.front.selected == 2


def test_n_selects_the_first_of_the_strip(office: Office) -> None:
    for booth in (2, 5, 4):
        office.desk.call_next(booth)
    now = time.monotonic()
    office.window.show_signal(BoothSignal(2, Activity.SOLO, "history", now, 30.0))
    office.window.show_signal(BoothSignal(4, Activity.SCANNING, "id_card", now, 9.0))
    office.window.show_signal(BoothSignal(5, Activity.CALLING, "called", now))
    assert office.window.order == (5, 4, 2)
    office.press(Qt.Key.Key_N, text="n")
    assert office.window.front.selected == 5


def test_n_with_nobody_in_need_changes_nothing(office: Office) -> None:
    office.press(Qt.Key.Key_4, text="4")
    office.press(Qt.Key.Key_N, text="n")
    assert office.window.front.selected == 4


def test_enter_opens_the_selected_booth_and_esc_goes_back_to_the_wall(office: Office) -> None:
    office.desk.call_next(2)
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_Return)
    assert not office.window.front.on_wall
    assert office.window.focus.isVisible()
    office.press(Qt.Key.Key_Escape)
    assert office.window.front.on_wall
    assert office.window.wall.isVisible()
    assert office.window.front.selected == 2


def test_a_double_click_opens_a_booth_and_a_click_selects_it(qtbot: QtBot, office: Office) -> None:
    cell = office.window.wall.cells[4]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert (office.window.front.selected, office.window.front.on_wall) == (5, True)
    qtbot.mouseDClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert not office.window.front.on_wall


def test_a_click_in_the_strip_selects(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(6)
    office.window.grab()
    badge = next(text for text in texts_of(office.window.strip) if text.words == "6")
    qtbot.mouseClick(office.window.strip, Qt.MouseButton.LeftButton, pos=QPoint(round(badge.x + 1), 15))
    assert office.window.front.selected == 6


def test_approving_from_the_wall_opens_the_booth_and_asks_first(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(1)
    office.desk.call_next(2)
    office.make_ready(2)
    assert office.window.seats[1].attention.state is WorkState.READY
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_Return, CTRL)
    assert not office.window.front.on_wall
    dialog = office.window.focus.dialog
    assert isinstance(dialog, DecisionDialog)
    assert office.orders == []
    office.press(Qt.Key.Key_1, text="1")  # a digit in a dialog selects nothing
    assert office.window.front.selected == 2
    dialog.reject()
    assert office.held(2).claim.is_open


def test_an_approval_given_in_the_dialog_decides_that_claim_and_the_cell_says_so(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(1)
    office.make_ready(1)
    person = office.held(1).claim
    office.press(Qt.Key.Key_Return, CTRL)
    dialog = office.window.focus.dialog
    assert dialog is not None
    dialog.ordered.emit(Order(1, person.id, office.held(1).version, Verdict.APPROVE))
    dialog.accept()
    assert [(order.booth, order.claim_id) for order in office.orders] == [(1, person.id)]
    assert office.held(1).claim.state in (ClaimState.APPROVED, ClaimState.AWAITING_SECOND)
    assert office.held(1).decision_fate is Fate.SENDING
    assert words.state_of(office.window.seats[0]) == "DISETUJUI"


def test_an_approval_with_open_checks_opens_the_booth_but_no_dialog(office: Office) -> None:
    office.desk.call_next(3)
    office.press(Qt.Key.Key_3, text="3")
    office.press(Qt.Key.Key_Return, CTRL)
    assert not office.window.front.on_wall
    assert office.window.focus.dialog is None
    assert office.orders == []


def test_calling_into_an_occupied_booth_is_refused_in_a_notice_that_stays_until_esc(
    qtbot: QtBot, office: Office
) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_C, text="c")
    assert office.window.notice.isVisible()
    assert "1" in office.window.notice.sentence
    office.press(Qt.Key.Key_5, text="5")
    office.press(Qt.Key.Key_Return)
    assert office.window.notice.isVisible()
    office.press(Qt.Key.Key_Escape)
    assert not office.window.notice.isVisible()
    assert not office.window.front.on_wall  # the first Esc was for the notice
    office.press(Qt.Key.Key_Escape)
    assert office.window.front.on_wall


def test_a_notice_on_the_wall_goes_with_esc_too(office: Office) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_C, text="c")
    office.press(Qt.Key.Key_Escape)
    assert not office.window.notice.isVisible()


def test_f7_speaks_the_other_language_everywhere_at_once(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(1)
    cell = office.window.wall.cells[0]
    assert cell.accessibleName().startswith("Bilik 1")
    office.press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: cell.accessibleName().startswith("Booth 1"))
    assert "Next" in [text.words for text in texts_of(office.window.strip)]
    office.press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: cell.accessibleName().startswith("Bilik 1"))
    assert "Berikutnya" in [text.words for text in texts_of(office.window.strip)]


def test_f8_paints_the_window_in_the_other_colours(office: Office) -> None:
    office.desk.call_next(1)
    day = office.window.grab().toImage()
    office.press(Qt.Key.Key_F8)
    assert theme.current().palette is DARK
    night = office.window.grab().toImage()
    at = office.window.wall.cells[0].mini.mapTo(office.window, QPoint(2, 40))
    assert night.pixelColor(at * night.devicePixelRatio()) == theme.current().colour("surface")
    office.press(Qt.Key.Key_F8)
    assert theme.current().palette is LIGHT
    assert office.window.grab().toImage().pixelColor(at * day.devicePixelRatio()).name() == "#ffffff"


def test_the_density_follows_the_size_of_the_window(qtbot: QtBot, office: Office) -> None:
    window = office.window
    assert theme.current().density is DENSE
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: theme.current().density is ROOMY and window.top.height() == ROOMY.top)
    assert window.strip.height() == ROOMY.strip
    window.resize(1366, 728)
    qtbot.waitUntil(lambda: theme.current().density is DENSE and window.top.height() == DENSE.top)
    assert not window.hints.isVisible()
    window.resize(1366, 768)
    qtbot.waitUntil(window.hints.isVisible)


@pytest.mark.parametrize(("size", "cell"), [((1920, 1080), (942, 302)), ((1366, 768), (671, 212))])
def test_six_cells_are_as_large_as_designed(
    qtbot: QtBot, open_office: MakeOffice, size: tuple[int, int], cell: tuple[int, int]
) -> None:
    window = open_office(size=size).window
    qtbot.waitUntil(lambda: window.wall.cells[0].width() == cell[0])
    assert abs(window.wall.cells[0].height() - cell[1]) <= 2
    assert (window.width(), window.height()) == size


def test_one_booth_is_one_to_one_in_focus_and_stays_there(open_office: MakeOffice) -> None:
    office = open_office(1)
    assert not office.window.front.on_wall
    assert office.window.focus.isVisible()
    assert not office.window.strip.isVisible()
    office.press(Qt.Key.Key_C, text="c")
    assert office.held(1)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F9, Qt.Key.Key_N):
        office.press(key)
    assert not office.window.front.on_wall
    assert office.window.focus.isVisible()


def test_f1_shows_all_keys_and_nothing_else_acts_meanwhile(qtbot: QtBot, office: Office) -> None:
    office.press(Qt.Key.Key_F1)
    sheet = office.window.findChild(KeySheet)
    assert isinstance(sheet, KeySheet)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is sheet)
    office.press(Qt.Key.Key_4, text="4")
    assert office.window.front.selected == 1
    sheet.reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    office.press(Qt.Key.Key_4, text="4")
    assert office.window.front.selected == 4


def test_a_plain_key_typed_into_the_form_is_written_and_calls_nobody(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(2)
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_Return)
    field = next(field for field in office.window.focus.form.fields if field.key == Field.PHONE)
    box = field.focusProxy() or field
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    before = office.held(2).claim.form.text(Field.PHONE)
    office.press(Qt.Key.Key_5, text="5")
    assert office.window.front.selected == 2
    qtbot.waitUntil(lambda: office.held(2).claim.form.text(Field.PHONE) != before)
    assert "5" in office.held(2).claim.form.text(Field.PHONE)
    office.press(Qt.Key.Key_6, ALT, "6")
    assert office.window.front.selected == 6


def test_a_claim_that_is_new_in_a_booth_is_not_judged_by_what_the_last_one_did(office: Office) -> None:
    office.desk.call_next(1)
    office.window.show_signal(BoothSignal(1, Activity.WAITING, "finished", time.monotonic() - 500))
    assert office.window.seats[0].attention.reason == "finished"
    held = office.held(1)
    office.desk.decide(Order(1, held.claim.id, held.version, Verdict.REFER, "R-01", "Mohon arahan penyelia"))
    view = office.window.view
    other = participants(9, today=TODAY, now=NOW)[8]
    seated = replace(held, claim=replace(other, state=ClaimState.IN_BOOTH, booth=1, desk=OFFICER.desk), version="n")
    office.window.show_desk(replace(view, booths=(seated, *view.booths[1:])))
    assert office.window.seats[0].attention.reason == "verify"


def test_the_order_is_calm_while_no_state_changes(qtbot: QtBot, office: Office) -> None:
    for booth in (1, 2):
        office.desk.call_next(booth)
    now = time.monotonic()
    office.window.show_signal(BoothSignal(1, Activity.SOLO, "history", now, 20.0))
    office.window.show_signal(BoothSignal(2, Activity.SOLO, "history", now, 40.0))
    assert office.window.order == (1, 2)
    office.window.show_signal(BoothSignal(2, Activity.SOLO, "history", now, 10.0))
    assert office.window.order == (1, 2)
    office.window.show_signal(BoothSignal(2, Activity.CALLING, "called", now))
    assert office.window.order == (2, 1)


def test_the_order_follows_when_it_has_been_calm_for_long_enough(qtbot: QtBot, office: Office) -> None:
    for booth in (1, 2):
        office.desk.call_next(booth)
    now = time.monotonic()
    office.window.show_signal(BoothSignal(1, Activity.SOLO, "history", now, 20.0))
    office.window.show_signal(BoothSignal(2, Activity.SOLO, "history", now, 40.0))
    office.window.show_signal(BoothSignal(2, Activity.SOLO, "history", now, 10.0))
    qtbot.waitUntil(lambda: office.window.order == (2, 1), timeout=PATIENT)


def test_the_line_is_shown_in_the_top_bar(office: Office) -> None:
    office.window.show_line(SyncStatus(LineState.SENDING, queued=7))
    assert "Mengirim 7 perubahan" in [text.words for text in texts_of(office.window.top)]


def test_closing_announces_itself_and_lets_the_pictures_go(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(2, cameras=True)
    qtbot.waitUntil(lambda: office.window.wall.tiles[1].painted > 0, timeout=PATIENT)
    with qtbot.waitSignal(office.window.closing):
        office.window.close()
    assert all(tile.face.state is FeedState.OFF for tile in office.window.wall.tiles.values())


def test_what_the_centre_says_of_another_booth_moves_nothing_here(office: Office) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_Return)
    before = (office.window.front.selected, office.window.front.on_wall, QApplication.focusWidget())
    office.desk.call_next(4)
    office.window.show_signal(BoothSignal(4, Activity.CALLING, "called", time.monotonic()))
    office.window.show_refusal(Refusal("wrong_booth", None, 4))
    assert (office.window.front.selected, office.window.front.on_wall, QApplication.focusWidget()) == before


def test_every_draft_is_in_the_store_when_the_window_goes(open_office: MakeOffice, tmp_path: Path) -> None:
    office = open_office(6)
    typed = {}
    for booth in range(1, 7):
        office.desk.call_next(booth)
        held = office.held(booth)
        typed[held.claim.id] = f"0812-1111-000{booth}"
        office.window.edited.emit(booth, held.claim.id, Field.PHONE, typed[held.claim.id])
    seen: list[DeskView] = []
    office.window.close()
    again = ClaimDesk(
        office.store,
        InlineWorker(),
        OFFICER,
        booths=6,
        on_change=seen.append,
        on_refusal=lambda _: None,
        now=lambda: NOW,
    )
    again.load()
    kept = {held.claim.id: held.claim.form.text(Field.PHONE) for held in seen[-1].booths if held is not None}
    assert kept == typed
