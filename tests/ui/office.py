"""A window with a real desk, its store and a centre behind it."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from cso_desk.claims.checks import assess
from cso_desk.claims.form import acceptance_key
from cso_desk.demo.people import participants, truth_of
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.model import BoothClaim, LineState, Officer, Order, SyncStatus
from cso_desk.desk.reach import Reach
from cso_desk.desk.store import DeskStore
from cso_desk.desk.whole_view import WholeView
from cso_desk.ui.language import Language
from cso_desk.ui.main_window import MainWindow, Settings
from cso_desk.video.camera import Camera
from cso_desk.video.picture import ArrayPicture
from cso_desk.video.synthetic import SyntheticSource
from cso_desk.worker import InlineWorker
from tests.centres import real_centre, signer_of
from tests.contract.doubles import push_of

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
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
