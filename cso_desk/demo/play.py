"""The demonstration: embedded centre, simulated booths and the desk, signed in as a demonstration officer."""

import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from cso_desk import log, paths
from cso_desk.app import App
from cso_desk.booth.simulation.play import Person
from cso_desk.booth.simulation.process import BoothsProcess
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim
from cso_desk.config import BROWSER, Booth, Config, TalkSettings
from cso_desk.desk.model import DeskView
from cso_desk.report import CpuMeter, booth_report, write_report
from cso_desk.shift import Shift, now
from cso_desk.ui.main_window import MainWindow
from cso_desk.ui.program import (
    CannotStart,
    SettingAside,
    application_for_windows,
    close_on_signal,
    require_writable,
    say_why,
)
from cso_desk.ui.stall import StallMeter
from cso_desk.wall import camera_at

from .autopilot import Autopilot
from .door import NUMBER, let_in
from .embedded_centre import CentreFailed, EmbeddedCentre

logger = logging.getLogger(__name__)

BRANCH = 1
_STOP_LOOK_MS = 200
_MS = 1000
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Options:
    """What a demonstration is asked for; `seconds` None runs until the window is closed."""

    booths: int
    sources: tuple[str, ...]
    seconds: float | None
    size: tuple[int, int]
    screenshot: Path | None
    page: str
    report: Path | None
    autopilot: bool
    speed: float
    profile: Path | None
    night: bool
    language: str


def play(options: Options) -> int:
    """Run the demonstration to its end and return the exit code."""
    application = application_for_windows()
    try:
        profile = paths.profile_dir("demo", chosen=options.profile)
        log.set_up(profile)
        for file in (options.report, options.screenshot):
            require_writable(file)
        with demo_centre(profile) as centre:
            return _play(options, profile, centre, application)
    except (CentreFailed, OSError) as fault:
        return say_why(CannotStart("centre_failed", str(fault)), options.language)
    except CannotStart as fault:
        return say_why(fault, options.language)


@contextmanager
def demo_centre(profile: Path) -> Iterator[EmbeddedCentre]:
    """The demonstration's centre, stopped at the end whatever happens, a polite kill while it starts included."""

    def give_up(*_: object) -> None:
        raise CannotStart("stopped")

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, give_up)
    centre = EmbeddedCentre(profile / "centre", branch=BRANCH)
    try:
        centre.start(now=now())
        yield centre
    finally:
        centre.stop()


def _play(options: Options, profile: Path, centre: EmbeddedCentre, application: QApplication) -> int:
    demo = Demonstration(options, profile, centre)
    demo.app.shown.connect(close_on_signal)
    demo.app.shown.connect(SettingAside())
    demo.app.closed.connect(application.quit)
    try:
        demo.start()
        application.exec()
    finally:
        demo.stop()
    return demo.code


class Demonstration(QObject):
    """The desk of the demonstration with everything that plays around it."""

    def __init__(self, options: Options, profile: Path, centre: EmbeddedCentre) -> None:
        super().__init__()
        self._options = options
        self.code = 0
        self._cpu = CpuMeter()
        config = _config(options, centre)
        self._sources = {booth.number: booth.source for booth in config.booths}
        cameras = {booth.number: camera_at(booth.number, booth.source) for booth in config.booths if not booth.talks}
        self.app = App(config, profile / "desk", cameras=cameras)
        try:
            password = let_in(self.app, centre)
        except CentreFailed:
            self.app.stop()
            raise
        print(f"The officer of this demonstration: {NUMBER}, password {password}", flush=True)
        self._booths: BoothsProcess | None = None
        self._seated: dict[int, UUID | None] = {}
        self.app.shown.connect(self._follow)
        self._stall = StallMeter()
        self._measuring = False
        self.app.closed.connect(self._leave_report)
        self._autopilot = Autopilot(self.app.window, speed=options.speed) if options.autopilot else None
        self._beat = QTimer(self, interval=_STOP_LOOK_MS)  # lets Python see a signal such as Ctrl+C
        self._beat.timeout.connect(self._look)
        self._ends_at: float | None = None
        self._left: tuple[Shift, dict[str, Any]] | None = None

    def start(self) -> None:
        """Open the window and let everybody play."""
        self.app.window.resize(*self._options.size)
        self.app.start()
        self._let_booths_in()
        self._beat.start()
        if self._autopilot is not None:
            self._autopilot.start()
        if self._options.seconds is not None:
            self._ends_at = time.monotonic() + self._options.seconds

    def stop(self) -> None:
        """Stop the play, then the desk."""
        self._beat.stop()
        self._stall.stop()
        if self._autopilot is not None:
            self._autopilot.stop()
        if self._booths is not None:
            self._booths.stop()
        self.app.stop()
        if self._left is not None and self._options.report is not None:
            shift, report = self._left  # what was decided as the window closed counts: it is on the disk
            write_report(self._options.report, {**report, "claims": _claims(shift.told)})

    @Slot()
    def _look(self) -> None:
        if not self._measuring and self.app.shift is not None and self.app.window.isVisible():
            self._measuring = True
            self._stall.start()
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            self._ends_at = None
            self._finish()

    def _finish(self) -> None:
        """Take the picture that was asked for, then close the window."""
        if self._options.screenshot is None or self.app.shift is None:
            self.app.closed.emit()
            return
        if self._autopilot is not None:
            self._autopilot.stop()
        if self._options.page == "wall":
            self.app.window.front.show_wall()
        else:
            self.app.window.front.open_booth(self.app.window.front.selected)
        QTimer.singleShot(_MS, self, self._leave_picture)

    @Slot()
    def _leave_report(self) -> None:
        if self.app.shift is not None:
            self._left = self.app.shift, self._report()

    @Slot()
    def _leave_picture(self) -> None:
        assert self._options.screenshot is not None
        if not self.app.window.grab().save(str(self._options.screenshot)):
            print(f"The picture could not be written to {self._options.screenshot}.", file=sys.stderr)
            self.code = 1
        self.app.window.close()

    def _let_booths_in(self) -> None:
        """Start the simulated booths, each with a code that the desk made for it."""
        conversation = self.app.conversation
        if conversation is None or not conversation.booths.port:
            return
        codes = {number: conversation.doors.new_code(number) for number in sorted(conversation.numbers)}
        address = f"https://{_LOOPBACK}:{conversation.booths.port}"
        pin = conversation.booths.certificate.pin
        self._booths = BoothsProcess(address, pin, codes, speed=self._options.speed)
        self._booths.start()

    @Slot(object)
    def _follow(self, window: QWidget) -> None:
        """Look at the desk of whoever is signed in now."""
        if isinstance(window, MainWindow):
            self.app.bridge.desk_changed.connect(self._seat)

    @Slot(object)
    def _seat(self, view: DeskView) -> None:
        if self._booths is None or self.app.conversation is None:
            return
        for number in self.app.conversation.numbers:
            held = view.booths[number - 1]
            claim = held.claim if held is not None and held.claim.is_open else None
            if (claim.id if claim is not None else None) == self._seated.get(number):
                continue
            self._seated[number] = claim.id if claim is not None else None
            self._booths.cast(number, None if claim is None else _person(claim))

    def _report(self) -> dict[str, Any]:
        """What the window showed and what it took; the claims are counted when everything has ended."""
        window = self.app.window
        return {
            "booths": [
                booth_report(number, self._sources[number], self.app.cameras[number].status(), shown.fps, shown.ages_ms)
                for number, shown in window.shown().items()
            ],
            "gui_stall_ms": self._stall.summary(),
            "cpu_cores": round(self._cpu.cores, 2),
            "rss_mb": round(self._cpu.rss_mb, 1),
            "seconds": round(self._cpu.seconds, 1),
        }


def _claims(view: DeskView) -> dict[str, int]:
    return {"decided": view.today.total, "receipted": view.today.receipted, "refused": len(view.refusals)}


def _person(claim: Claim) -> Person:
    """Who sits down for a claim: the same face and the same card every time."""
    return Person(claim.id.int, claim.form.text(Field.FULL_NAME), claim.master.nik)


def _config(options: Options, centre: EmbeddedCentre) -> Config:
    return Config(
        booths=tuple(
            Booth(number, options.sources[number - 1] if number <= len(options.sources) else BROWSER)
            for number in range(1, options.booths + 1)
        ),
        talk=TalkSettings(host=_LOOPBACK, port=0),
        centre_url=centre.url,
        lock_minutes=0,  # nobody keeps the password in mind
        language=options.language,
        night=options.night,
    )
