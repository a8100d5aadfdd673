"""The officer's window with a real desk behind it: keys change claims, and nothing lands where it was not meant."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Activity, BoothSignal, WorkState
from cso_desk.claims.checks import assess
from cso_desk.claims.model import ClaimState, Decision, Field, Verdict, acceptance_key
from cso_desk.demo.people import participants, truth_of
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.model import BoothClaim, DeskView, Fate, LineState, Officer, Order, Pack, Refusal, SyncStatus
from cso_desk.desk.reach import Reach
from cso_desk.desk.store import DeskStore
from cso_desk.desk.whole_view import WholeView
from cso_desk.ui import refusal_words, theme, words
from cso_desk.ui.bound_frame import BoundFrame
from cso_desk.ui.decision_dialog import DecisionDialog
from cso_desk.ui.hand_over_dialog import HandOverDialog
from cso_desk.ui.key_sheet import KeySheet
from cso_desk.ui.language import Language
from cso_desk.ui.main_window import MainWindow, Settings
from cso_desk.ui.note_dialog import NoteDialog
from cso_desk.ui.pack_dialog import PackDialog
from cso_desk.ui.queue_dialog import QueueDialog, QueuePage
from cso_desk.ui.theme import DARK, DENSE, LIGHT, ROOMY, Look
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.picture import ArrayPicture
from cso_desk.video.synthetic import SyntheticSource
from cso_desk.wire import Result, Status
from cso_desk.worker import InlineWorker
from tests.centres import real_centre, signer_of
from tests.contract.doubles import push_of
from tests.ui.conftest import TODAY
from tests.ui.painted import texts_of

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
OFFICER = Officer("u-1", "Petugas Satu", "9900001", "001-1", 1, "Cabang Contoh")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PATIENT = 10_000


class SilentSource(SyntheticSource):
    """A drawn participant whose line can fall silent without closing."""

    def __init__(self, *, seed: int) -> None:
        super().__init__(seed=seed)
        self.speaks = threading.Event()
        self.speaks.set()
        self._over = threading.Event()

    def read(self) -> ArrayPicture:
        while not self.speaks.wait(0.01):
            if self._over.is_set():
                break
        return super().read()

    def interrupt(self) -> None:
        self._over.set()
        super().interrupt()


class Office:
    """A window with a desk, its store, and booths with drawn participants."""

    def __init__(self, folder: Path, booths: int, *, cameras: bool = False, cool_down_s: float = 0.0) -> None:
        self._open = ExitStack()
        self.centre = self._open.enter_context(real_centre(f"sqlite:///{folder / 'centre.db'}", folder, lambda: NOW))
        self.central = self.centre.store
        self.central.add_claims(participants(24, today=TODAY, now=NOW))
        self.store = DeskStore(folder / "desk.db", bytes(range(32)))
        self.store.sign_as(signer_of(self.centre.sign_in(OFFICER)))
        self.reach = Reach(wall=lambda: NOW)
        self.settle()
        self.sources = {number: SilentSource(seed=number) for number in range(1, booths + 1)} if cameras else {}
        self.cameras = {number: Camera(source, name=f"booth {number}") for number, source in self.sources.items()}
        self.language = Language("id")
        settings = Settings(booths=booths, cool_down_s=cool_down_s)
        self.window = MainWindow(
            OFFICER,
            settings,
            cameras=self.cameras,
            language=self.language,
            judge=lambda claim, day: assess(claim, on=day),
            now=lambda: NOW,
        )
        whole = WholeView(self.store, OFFICER, self.reach, self.window.show_desk)
        self.desk = ClaimDesk(
            self.store,
            InlineWorker(),
            OFFICER,
            booths=booths,
            on_change=whole.tell,
            on_refusal=self.window.show_refusal,
            now=lambda: NOW,
            reach=self.reach,
        )
        self.orders: list[Order] = []
        self.window.called.connect(self.desk.call_next)
        self.window.edited.connect(self.desk.edit)
        self.window.ordered.connect(self.orders.append)
        self.window.ordered.connect(self.desk.decide)
        self.window.acknowledged.connect(self.desk.acknowledge)
        self.window.dialogs.kept.connect(self.desk.keep)
        self.window.dialogs.gave_back.connect(self.desk.give_back)
        self.window.dialogs.handed_over.connect(self.desk.hand_over)
        self.window.dialogs.noted.connect(self.desk.note)
        for camera in self.cameras.values():
            camera.start()
        self.desk.load()

    def settle(self) -> None:
        """Take in what the centre has to say."""
        epoch = self.central.epoch
        if self.store.position(OFFICER).epoch != epoch:
            self.store.start_over(OFFICER, epoch)
        page = self.central.feed(OFFICER.branch, epoch, self.store.position(OFFICER).after)
        self.store.settle(OFFICER, epoch, (), page, NOW)

    def exchange(self) -> None:
        """Send what waits, and take in what the centre has to say."""
        out = self.store.take_out(OFFICER, NOW + timedelta(minutes=1))
        answer = self.central.push(push_of(OFFICER, out))
        self.store.settle(OFFICER, answer.epoch, answer.results, answer.feed, NOW)
        self.desk.load()

    def lose_the_line(self) -> None:
        """The line goes down, and the window hears of it."""
        self.reach.down()
        self.window.show_line(SyncStatus(LineState.OFFLINE, since=NOW, cause="unreachable"))
        self.desk.load()

    def held(self, booth: int) -> BoothClaim:
        held = self.window.view.booths[booth - 1]
        assert held is not None
        return held

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
    ) -> None:
        """Press a key where the focus is."""
        widget: QWidget = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifier, text))

    def make_ready(self, booth: int) -> None:
        """Write all that an officer finds out about the person in a booth."""
        held = self.held(booth)
        truth = truth_of(held.claim)
        for key, text in truth.entries.items():
            self.desk.edit(booth, held.claim.id, key, text)
        for check in assess(self.held(booth).claim, on=TODAY).missing:
            self.desk.edit(booth, held.claim.id, acceptance_key(check.slot), truth.acceptance)

    def close(self) -> None:
        self.window.close()
        for camera in self.cameras.values():
            camera.ask_to_stop()
        for camera in self.cameras.values():
            camera.stop()
        self.store.close()
        self._open.close()
        self.language.use("en")


MakeOffice = Callable[..., Office]


@pytest.fixture
def open_office(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeOffice]:
    """Opens offices with a window of 1366x768 in front, and closes them."""
    theme.use(Look(LIGHT, ROOMY))
    offices: list[Office] = []

    def make(booths: int = 6, *, size: tuple[int, int] = (1366, 768), **wishes: object) -> Office:
        office = Office(tmp_path, booths, **wishes)  # type: ignore[arg-type]
        offices.append(office)
        qtbot.addWidget(office.window)
        office.window.resize(*size)
        with qtbot.waitExposed(office.window):
            office.window.show()
        office.window.activateWindow()
        qtbot.waitUntil(office.window.isActiveWindow)
        return office

    yield make
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for office in offices:
        office.close()
    application.setStyleSheet("")
    theme.use(Look(LIGHT, ROOMY))


@pytest.fixture
def office(open_office: MakeOffice) -> Office:
    return open_office()


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
    assert office.window.selected == booth


def test_a_digit_without_a_booth_changes_nothing(office: Office) -> None:
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_8, text="8")
    assert office.window.selected == 2


def test_n_selects_the_first_of_the_strip(office: Office) -> None:
    for booth in (2, 5, 4):
        office.desk.call_next(booth)
    now = time.monotonic()
    office.window.show_signal(BoothSignal(2, Activity.SOLO, "history", now, 30.0))
    office.window.show_signal(BoothSignal(4, Activity.SCANNING, "id_card", now, 9.0))
    office.window.show_signal(BoothSignal(5, Activity.CALLING, "called", now))
    assert office.window.order == (5, 4, 2)
    office.press(Qt.Key.Key_N, text="n")
    assert office.window.selected == 5


def test_n_with_nobody_in_need_changes_nothing(office: Office) -> None:
    office.press(Qt.Key.Key_4, text="4")
    office.press(Qt.Key.Key_N, text="n")
    assert office.window.selected == 4


def test_enter_opens_the_selected_booth_and_esc_goes_back_to_the_wall(office: Office) -> None:
    office.desk.call_next(2)
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_Return)
    assert not office.window.on_wall
    assert office.window.focus.isVisible()
    office.press(Qt.Key.Key_Escape)
    assert office.window.on_wall
    assert office.window.wall.isVisible()
    assert office.window.selected == 2


def test_a_double_click_opens_a_booth_and_a_click_selects_it(qtbot: QtBot, office: Office) -> None:
    cell = office.window.wall.cells[4]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert (office.window.selected, office.window.on_wall) == (5, True)
    qtbot.mouseDClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert not office.window.on_wall


def test_a_click_in_the_strip_selects(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(6)
    office.window.grab()
    badge = next(text for text in texts_of(office.window.strip) if text.words == "6")
    qtbot.mouseClick(office.window.strip, Qt.MouseButton.LeftButton, pos=QPoint(round(badge.x + 1), 15))
    assert office.window.selected == 6


def test_approving_from_the_wall_opens_the_booth_and_asks_first(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(1)
    office.desk.call_next(2)
    office.make_ready(2)
    assert office.window.seats[1].attention.state is WorkState.READY
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_Return, CTRL)
    assert not office.window.on_wall
    dialog = office.window.focus.dialog
    assert isinstance(dialog, DecisionDialog)
    assert office.orders == []
    office.press(Qt.Key.Key_1, text="1")  # a digit in a dialog selects nothing
    assert office.window.selected == 2
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
    assert not office.window.on_wall
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
    assert not office.window.on_wall  # the first Esc was for the notice
    office.press(Qt.Key.Key_Escape)
    assert office.window.on_wall


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
    assert not office.window.on_wall
    assert office.window.focus.isVisible()
    assert not office.window.strip.isVisible()
    office.press(Qt.Key.Key_C, text="c")
    assert office.held(1)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F9, Qt.Key.Key_N):
        office.press(key)
    assert not office.window.on_wall
    assert office.window.focus.isVisible()


def test_f1_shows_all_keys_and_nothing_else_acts_meanwhile(qtbot: QtBot, office: Office) -> None:
    office.press(Qt.Key.Key_F1)
    sheet = office.window.findChild(KeySheet)
    assert isinstance(sheet, KeySheet)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is sheet)
    office.press(Qt.Key.Key_4, text="4")
    assert office.window.selected == 1
    sheet.reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    office.press(Qt.Key.Key_4, text="4")
    assert office.window.selected == 4


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
    assert office.window.selected == 2
    qtbot.waitUntil(lambda: office.held(2).claim.form.text(Field.PHONE) != before)
    assert "5" in office.held(2).claim.form.text(Field.PHONE)
    office.press(Qt.Key.Key_6, ALT, "6")
    assert office.window.selected == 6


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


def test_a_picture_is_live_then_stale_then_lost_and_the_booth_says_so(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(2, cameras=True)
    office.desk.call_next(1)
    tiles = office.window.wall.tiles
    qtbot.waitUntil(lambda: all(tile.face.state is FeedState.LIVE for tile in tiles.values()), timeout=PATIENT)
    office.sources[1].speaks.clear()
    qtbot.waitUntil(lambda: tiles[1].face.state is FeedState.STALE, timeout=PATIENT)
    qtbot.waitUntil(lambda: office.window.seats[0].attention.state is WorkState.LOST, timeout=PATIENT)
    assert tiles[1].face.state is FeedState.LOST
    assert "TERPUTUS" in [text.words for text in texts_of(office.window.wall.cells[0])]
    assert tiles[2].face.state is FeedState.LIVE
    office.sources[1].speaks.set()
    qtbot.waitUntil(lambda: tiles[1].face.state is FeedState.LIVE, timeout=PATIENT)
    qtbot.waitUntil(lambda: office.window.seats[0].attention.state is not WorkState.LOST, timeout=PATIENT)


def test_only_what_can_be_seen_takes_pictures(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3, cameras=True)
    window = office.window
    qtbot.waitUntil(lambda: all(tile.painted > 1 for tile in window.wall.tiles.values()), timeout=PATIENT)
    assert all(tile.painted == 0 for tile in window.focus.tiles.values())
    office.press(Qt.Key.Key_Return)
    seen = {number: tile.painted for number, tile in window.wall.tiles.items()}
    qtbot.waitUntil(lambda: window.focus.stage.painted > 3, timeout=PATIENT)
    qtbot.waitUntil(lambda: all(window.focus.tiles[number].painted > 1 for number in (2, 3)), timeout=PATIENT)
    assert window.focus.tiles[1].painted == 0
    assert {number: tile.painted for number, tile in window.wall.tiles.items()} == seen
    assert all(shown.fps > 0 for shown in window.shown().values())
    assert window.focus.stage.face.state is FeedState.LIVE


def test_changing_the_booth_in_focus_changes_its_picture(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3, cameras=True)
    office.press(Qt.Key.Key_Return)
    stage = office.window.focus.stage
    qtbot.waitUntil(lambda: stage.face.state is FeedState.LIVE, timeout=PATIENT)
    office.sources[2].speaks.clear()
    office.press(Qt.Key.Key_2, text="2")
    assert stage.face.state is not FeedState.LIVE  # the picture of booth 1 is gone at once
    office.sources[2].speaks.set()
    qtbot.waitUntil(lambda: stage.face.state is FeedState.LIVE, timeout=PATIENT)


def test_f9_moves_the_wall_to_its_own_window_with_pictures_and_keys_and_back(
    qtbot: QtBot, open_office: MakeOffice
) -> None:
    office = open_office(3, cameras=True)
    window = office.window
    office.press(Qt.Key.Key_F9)
    wall_window = window.wall.window()
    assert wall_window is not window
    qtbot.waitUntil(wall_window.isVisible)
    assert window.focus.isVisible()
    seen = {number: tile.painted for number, tile in window.wall.tiles.items()}
    qtbot.waitUntil(
        lambda: all(tile.painted > seen[number] + 1 for number, tile in window.wall.tiles.items()), timeout=PATIENT
    )
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window.wall, QKeyEvent(kind, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3"))
    assert window.selected == 3
    office.desk.call_next(3)
    person = office.held(3).claim.form.text(Field.FULL_NAME)
    assert person in window.wall.cells[2].accessibleName()
    office.press(Qt.Key.Key_Escape)
    assert window.focus.isVisible()  # the wall is elsewhere
    office.press(Qt.Key.Key_F9)
    assert window.wall.window() is window
    assert window.on_wall
    seen = {number: tile.painted for number, tile in window.wall.tiles.items()}
    qtbot.waitUntil(
        lambda: all(tile.painted > seen[number] + 1 for number, tile in window.wall.tiles.items()), timeout=PATIENT
    )


def test_closing_the_second_window_by_hand_brings_the_wall_back(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3, cameras=True)
    office.press(Qt.Key.Key_F9)
    office.window.wall.window().close()
    qtbot.waitUntil(lambda: office.window.wall.window() is office.window)
    assert office.window.on_wall
    qtbot.waitUntil(office.window.wall.isVisible)


def test_a_wall_on_the_second_screen_does_not_outlive_the_window(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(3)
    office.press(Qt.Key.Key_F9)
    wall_window = office.window.wall.window()
    office.window.close()
    assert not wall_window.isVisible()
    assert not office.window.isVisible()


def test_closing_announces_itself_and_lets_the_pictures_go(qtbot: QtBot, open_office: MakeOffice) -> None:
    office = open_office(2, cameras=True)
    qtbot.waitUntil(lambda: office.window.wall.tiles[1].painted > 0, timeout=PATIENT)
    with qtbot.waitSignal(office.window.closing):
        office.window.close()
    assert all(tile.face.state is FeedState.OFF for tile in office.window.wall.tiles.values())


def test_what_the_centre_says_of_another_booth_moves_nothing_here(office: Office) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_Return)
    before = (office.window.selected, office.window.on_wall, QApplication.focusWidget())
    office.desk.call_next(4)
    office.window.show_signal(BoothSignal(4, Activity.CALLING, "called", time.monotonic()))
    office.window.show_refusal(Refusal("wrong_booth", None, 4))
    assert (office.window.selected, office.window.on_wall, QApplication.focusWidget()) == before


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


def has_broken_line(widget: QWidget, rows: int = 10_000) -> bool:
    """True where one of the first rows of pixels is a line of many pieces in the colour of what is not for good."""
    image = widget.grab().toImage()
    solid = theme.current().state(WorkState.READY).solid.lower()

    def pieces(y: int) -> int:
        row = [image.pixelColor(x, y).name() == solid for x in range(image.width())]
        return sum(here and not before for before, here in pairwise([False, *row]))

    return any(pieces(y) > 15 for y in range(min(rows, image.height())))


def keep_three(office: Office) -> None:
    """Keep three claims of a desk whose line is well."""
    office.desk.keep(3)
    office.exchange()


def test_f4_keeps_the_next_claims_and_the_top_bar_says_how_many_and_until_when(
    qtbot: QtBot, open_office: MakeOffice
) -> None:
    office = open_office(size=(1920, 1080))
    office.press(Qt.Key.Key_F4)
    assert "Menyimpan 6 klaim" in [text.words for text in texts_of(office.window.top)]
    office.press(Qt.Key.Key_F4)  # they are asked for already
    assert len([piece for one in office.window.view.unsettled for piece in one.pieces]) == 6
    office.exchange()
    assert (office.window.view.pack.kept, office.window.view.pack.asked) == (6, 0)
    assert "6 disimpan s.d. 19.00" in [text.words for text in texts_of(office.window.top)]
    assert "6 disimpan s.d. 19.00" in office.window.top.accessibleName()


def test_f4_again_asks_before_it_gives_them_back(qtbot: QtBot, office: Office) -> None:
    keep_three(office)
    office.press(Qt.Key.Key_F4)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, PackDialog)
    assert office.window.view.pack.kept == 3
    dialog.go.click()
    office.exchange()
    assert office.window.view.pack == Pack()


def test_f4_without_the_line_keeps_nothing_and_says_why(office: Office) -> None:
    office.lose_the_line()
    office.press(Qt.Key.Key_F4)
    assert "luring" in office.window.notice.sentence
    assert office.window.view.pack == Pack()


def test_f4_where_nobody_waits_says_so(office: Office) -> None:
    office.window.show_desk(DeskView(booths=(None,) * 6))
    office.press(Qt.Key.Key_F4)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("nobody_waits", None, None))


def test_while_the_line_is_down_the_call_comes_from_the_kept_and_says_how_many_are_left(office: Office) -> None:
    keep_three(office)
    call = office.window.focus.bar.call
    assert call.text() == "Panggil berikutnya"
    office.lose_the_line()
    assert call.text() == "Panggil dari simpanan (3)"
    first = office.window.view.next_ticket
    assert first == office.window.view.pack.next_ticket
    office.press(Qt.Key.Key_C, text="c")
    assert office.held(1).claim.ticket == first
    assert call.text() == "Panggil dari simpanan (2)"
    strip = [text.words for text in texts_of(office.window.strip)]
    assert any("C memanggil dari 2 simpanan" in words for words in strip)


def test_with_none_kept_the_empty_booth_says_what_can_be_done_without_the_line(office: Office) -> None:
    office.press(Qt.Key.Key_Return)
    before = office.window.focus.bar.notice
    office.lose_the_line()
    assert office.window.focus.bar.call.text() == "Panggil berikutnya"
    assert office.window.focus.bar.notice != before
    assert "putuskan saat tersambung" in office.window.focus.bar.notice
    office.window.show_line(SyncStatus(LineState.SYNCED, since=NOW))
    assert office.window.focus.bar.notice == before


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_a_provisional_decision_looks_and_reads_unlike_a_final_one_until_the_centre_has_answered(
    qtbot: QtBot, open_office: MakeOffice, size: tuple[int, int]
) -> None:
    office = open_office(size=size)
    keep_three(office)
    office.lose_the_line()
    office.desk.call_next(1)
    held = office.held(1)
    office.desk.decide(Order(1, held.claim.id, held.version, Verdict.RETURN, "R01", "Bawa KK asli"))
    cell = office.window.wall.cells[0]
    assert words.state_of(office.window.seats[0]) == "SEMENTARA: DIKEMBALIKAN"
    assert "Sementara, menunggu pusat" in [text.words for text in texts_of(cell)]
    assert "Sementara, menunggu pusat" in cell.accessibleName()
    assert has_broken_line(cell.mini)
    office.press(Qt.Key.Key_Return)
    bar = office.window.focus.bar
    assert bar.notice == "Dikembalikan sementara 10.00. Sementara, menunggu pusat"
    frame = office.window.focus.findChild(BoundFrame)
    assert isinstance(frame, BoundFrame)
    assert has_broken_line(frame, rows=3)
    assert has_broken_line(bar)
    office.reach.up(NOW)
    office.window.show_line(SyncStatus(LineState.SENDING, queued=2, since=NOW))
    assert words.state_of(office.window.seats[0]) == "SEMENTARA: DIKEMBALIKAN"  # nobody has answered yet
    office.exchange()
    assert words.state_of(office.window.seats[0]) == "DIKEMBALIKAN"
    assert bar.notice.startswith("Dikembalikan. Terkirim, tanda terima")
    assert not has_broken_line(frame, rows=3)
    assert not has_broken_line(bar)
    office.press(Qt.Key.Key_Escape)
    assert not has_broken_line(cell.mini)


def test_a_refused_decision_says_what_stands_at_the_centre_and_what_to_tell(office: Office) -> None:
    office.desk.call_next(1)
    held = office.held(1)
    decided = replace(
        held.claim, state=ClaimState.APPROVED, decisions=(decision_of(held.claim.id, Verdict.APPROVE, "u-7"),)
    )
    facts = {
        "state": "approved",
        "officer": "u-7",
        "verdict": "approve",
        "decided_at": "2025-11-13T02:30:00+00:00",
    }
    refusal = Refusal("stale_lease", held.claim.id, 1, UUID(int=5), facts)
    view = office.window.view
    shown = replace(held, claim=decided, decision_fate=Fate.REFUSED, refusal=refusal)
    office.window.show_desk(replace(view, booths=(shown, *view.booths[1:]), refusals=(refusal,)))
    office.press(Qt.Key.Key_Return)
    notice = office.window.focus.bar.notice
    assert "Disetujui oleh petugas u-7, 13-11-2025 09.30" in notice
    assert "Sampaikan kepada peserta" in notice


def test_the_time_to_decide_is_counted_only_while_the_line_is_down_or_little_is_left(office: Office) -> None:
    keep_three(office)
    office.desk.call_next(1)
    office.exchange()
    cell = office.window.wall.cells[0]

    def counted() -> bool:
        return any("dapat diputus" in text.words for text in texts_of(cell))

    assert not counted()
    office.lose_the_line()
    assert counted()
    name = cell.accessibleName()
    assert "dapat diputus" not in name  # a screen reader hears no running times
    office.press(Qt.Key.Key_Return)
    frame = office.window.focus.findChild(BoundFrame)
    assert isinstance(frame, BoundFrame)
    assert any("dapat diputus" in text.words for text in texts_of(frame))
    office.reach.up(NOW)
    office.window.show_line(SyncStatus(LineState.SYNCED, since=NOW))
    office.press(Qt.Key.Key_Escape)
    assert not counted()


def test_f2_shows_what_waits_and_follows_the_desk_until_it_is_closed(qtbot: QtBot, office: Office) -> None:
    office.desk.call_next(1)
    office.press(Qt.Key.Key_F2)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, QueueDialog)
    assert dialog.tabs.at == QueuePage.OUTBOX
    assert [row.title for row in dialog.outbox.rows] == [office.held(1).claim.number]
    office.exchange()
    assert dialog.outbox.rows == ()
    assert "Semua sudah terkirim" in dialog.summary.text()
    with qtbot.waitSignal(office.window.dialogs.hurried):
        dialog.hurried.emit()
    dialog.reject()
    assert office.window.dialogs.dialog is None


def test_f2_begins_with_the_conflicts_where_there_are_any_and_settling_the_last_one_clears_the_top_bar(
    office: Office,
) -> None:
    office.desk.call_next(1)
    office.exchange()
    office.desk.note(office.held(1).claim.id, "x")
    out = office.store.take_out(OFFICER, NOW + timedelta(minutes=1))
    refused = Result(op_id=out.op_ids[0], status=Status.REJECTED, code="not_allowed")
    office.store.settle(OFFICER, office.central.epoch, [refused], None, NOW)
    office.desk.load()
    assert len(office.window.view.refusals) == 1
    office.press(Qt.Key.Key_F2)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, QueueDialog)
    assert dialog.tabs.at == QueuePage.CONFLICTS
    dialog.settled.click()
    assert office.window.view.refusals == ()
    assert dialog.list.rows == ()


def test_a_click_on_the_line_and_on_the_kept_claims_opens_their_dialogs(qtbot: QtBot, office: Office) -> None:
    keep_three(office)
    office.window.show_line(SyncStatus(LineState.SENDING, queued=7))
    for words_there, kind in (("7 perubahan", QueueDialog), ("3 disimpan", PackDialog)):
        text = next(text for text in texts_of(office.window.top) if words_there in text.words)
        office.window.top.grab()
        qtbot.mouseClick(office.window.top, Qt.MouseButton.LeftButton, pos=QPoint(round(text.x + 5), 20))
        dialog = office.window.dialogs.dialog
        assert isinstance(dialog, kind)
        dialog.reject()


def test_ctrl_h_hands_the_claim_over_and_the_booth_is_free_for_the_next(office: Office) -> None:
    office.desk.call_next(1)
    office.exchange()
    first = office.held(1).claim.id
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_H, CTRL)
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, HandOverDialog)
    dialog.desk.setText("001-9")
    dialog.go.click()
    office.exchange()
    assert office.window.view.booths[0] is None
    assert "001-9" in office.window.view.desks
    office.press(Qt.Key.Key_C, text="c")
    assert office.held(1).claim.id != first


def test_a_decided_claim_and_an_empty_booth_cannot_be_handed_over(office: Office) -> None:
    office.press(Qt.Key.Key_Return)
    office.press(Qt.Key.Key_H, CTRL)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("nobody_here", None, 1))
    office.desk.call_next(1)
    held = office.held(1)
    office.desk.decide(Order(1, held.claim.id, held.version, Verdict.RETURN, "R01", "KTP"))
    office.press(Qt.Key.Key_H, CTRL)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("not_open", None, 1))
    assert office.window.dialogs.dialog is None


def test_f3_shows_the_notes_adds_one_and_the_header_counts_them(office: Office) -> None:
    office.press(Qt.Key.Key_F3)
    assert office.window.notice.sentence == refusal_words.refusal(Refusal("nobody_here", None, 1))
    office.desk.call_next(1)
    office.press(Qt.Key.Key_Return)
    frame = office.window.focus.findChild(BoundFrame)
    assert isinstance(frame, BoundFrame)
    assert frame.notes.accessibleName() == "Catatan F3"
    frame.notes.click()
    dialog = office.window.dialogs.dialog
    assert isinstance(dialog, NoteDialog)
    dialog.note.setPlainText("Surat menyusul")
    dialog.add.click()
    assert dialog.texts[-1] == "Surat menyusul"
    assert "belum terkirim" in dialog.texts[0]
    assert frame.notes.accessibleName() == "Catatan 1 F3"
    office.exchange()
    office.window.dialogs.follow(office.window.seats, office.window.view, office.window.line)
    assert "belum terkirim" not in dialog.texts[0]
    dialog.reject()


def test_no_dialog_about_the_desk_outlives_the_window(office: Office) -> None:
    office.press(Qt.Key.Key_F2)
    dialog = office.window.dialogs.dialog
    assert dialog is not None
    office.window.close()
    assert office.window.dialogs.dialog is None


def test_before_the_first_answer_the_line_is_not_said_to_be_down(office: Office) -> None:
    office.window.show_line(SyncStatus(LineState.OFFLINE, cause="not_yet"))
    assert office.window.view.line_is_up
    office.window.show_line(SyncStatus(LineState.UNSURE, unsure=1))
    assert office.window.view.line_is_up


def decision_of(claim_id: UUID, verdict: Verdict, officer: str) -> Decision:
    return Decision(UUID(int=9), claim_id, 1, verdict, "", "", officer, 0, NOW, 1)
