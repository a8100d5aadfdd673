"""Builds the parts, joins them, starts and stops them in order; nobody else knows them all."""

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from cso_desk import log, paths
from cso_desk.claims import table_files
from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.model import Claim
from cso_desk.config import BadConfig, Config, read_config
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.errors import StoreError
from cso_desk.desk.key import desk_key
from cso_desk.desk.model import Officer, Refusal
from cso_desk.desk.salvage import Opened, open_store
from cso_desk.desk.sync import Centre, Sync
from cso_desk.ui import theme
from cso_desk.ui.bridge import Bridge
from cso_desk.ui.language import Language
from cso_desk.ui.main_window import MainWindow, Settings
from cso_desk.ui.program import CannotStart, application_for_windows, close_on_signal, say_why
from cso_desk.video.camera import Camera
from cso_desk.wall import camera_at, stop_cameras
from cso_desk.worker import Worker

logger = logging.getLogger(__name__)

WIB = timezone(timedelta(hours=7), "WIB")
SETTINGS_FILE = "desk.toml"
_STORE_FILE = "desk.db"


def now() -> datetime:
    """The time of day where the officers are."""
    return datetime.now(WIB)


class App:
    """The running desk: store, line to the centre, cameras and window."""

    def __init__(self, config: Config, profile: Path, *, cameras: Mapping[int, Camera]) -> None:
        """Open the store of a profile and build the parts; raises CannotStart."""
        _put_in_force(config.rules)
        self.cameras = cameras
        self.bridge = Bridge()
        self._language = Language(config.language)
        theme.use(theme.Look(theme.DARK if config.night else theme.LIGHT, theme.ROOMY))
        officer = _officer(config)
        self._opened = _open(profile)
        self._store = self._opened.store
        self._worker = Worker("claims")
        self.sync = Sync(
            self._store,
            officer,
            Centre(config.centre_url, config.centre_token),
            on_status=self.bridge.line_changed.emit,
            on_settled=self.settled,
            now=now,
        )
        self.desk = ClaimDesk(
            self._store,
            self._worker,
            officer,
            booths=len(cameras),
            on_change=self.bridge.desk_changed.emit,
            on_refusal=self.bridge.refused.emit,
            on_queued=self.sync.wake,
            now=now,
        )
        settings = Settings(booths=len(cameras), cool_down_s=config.cool_down_s)
        self.window = MainWindow(officer, settings, cameras=cameras, language=self._language, judge=_judge, now=now)
        self.window.listen(self.bridge)
        self.window.called.connect(self.desk.call_next)
        self.window.edited.connect(self.desk.edit)
        self.window.ordered.connect(self.desk.decide)
        self.window.acknowledged.connect(self.desk.acknowledge)

    def start(self) -> None:
        """Start the cameras first, then what works behind the window, then show it."""
        for camera in self.cameras.values():
            camera.start()
        self._worker.start()
        self.window.appear()
        self.desk.load()
        self.sync.start()
        if self._opened.kept is not None:
            logger.error("the store was damaged and set aside as %s", self._opened.kept)
            facts = {"salvaged": self._opened.salvaged, "known": self._opened.known}
            self.window.show_refusal(Refusal("store_set_aside", None, None, facts=facts))

    def stop(self) -> None:
        """Stop everything in the order in which nothing is lost; harmless when never started."""
        self.window.close()
        self.window.deleteLater()
        self.sync.stop()
        self._worker.stop()
        self._store.close()
        stop_cameras(self.cameras.values())

    def settled(self) -> None:
        """Show what the centre has said."""
        self.desk.load()


def run_desk(profile: Path | None) -> int:
    """Run the desk of a profile until its window is closed; returns the exit code."""
    application = application_for_windows()
    try:
        folder = paths.profile_dir(chosen=profile)
        log.set_up(folder)
        config = read_config(folder / SETTINGS_FILE)
        cameras = {booth.number: camera_at(booth.number, booth.source) for booth in config.booths}
        app = App(config, folder, cameras=cameras)
    except BadConfig as fault:
        return say_why(CannotStart("bad_config", str(fault)))
    except OSError as fault:
        return say_why(CannotStart("profile_unusable", str(fault)))
    except CannotStart as fault:
        return say_why(fault)
    close_on_signal(app.window)
    app.window.closing.connect(application.quit)
    try:
        app.start()
        application.exec()
    finally:
        app.stop()
    return 0


def _judge(claim: Claim, on: date) -> Assessment:
    return assess(claim, on=on)


def _officer(config: Config) -> Officer:
    return Officer(
        id=config.officer_number,
        name=config.officer,
        number=config.officer_number,
        desk=config.desk,
        branch=config.branch,
        branch_name=config.branch_name,
    )


def _put_in_force(rules: Path | None) -> None:
    """Read the tables: a broken one is told here, and the first claim need not wait for them."""
    try:
        table_files.put_in_force(rules)
    except table_files.TableError as broken:
        raise CannotStart("bad_rules", str(broken)) from broken


def _open(profile: Path) -> Opened:
    """The store of a profile; where it was damaged, a fresh one with what could be saved of the work."""
    path = profile / _STORE_FILE
    try:
        profile.mkdir(parents=True, exist_ok=True, mode=0o700)
        profile.chmod(0o700)  # what is in it is the officer's alone, also where the folder was there before
        return open_store(path, desk_key(profile))
    except StoreError as fault:
        raise CannotStart(fault.code, str(path)) from fault
    except OSError as fault:
        raise CannotStart("store_fault", str(fault)) from fault
