"""Builds the parts, joins them, starts and stops them in order; nobody else knows them all."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

from argon2 import Parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from cso_desk import log, paths
from cso_desk.claims import table_files
from cso_desk.config import BadConfig, Config, read_config
from cso_desk.conversation import Address, Conversation
from cso_desk.desk.enrolment import Enrolment, KeptEnrolment, enrol
from cso_desk.desk.model import Refusal
from cso_desk.desk.session import Session
from cso_desk.desk.unsent import unsent
from cso_desk.profile import SETTINGS_FILE, open_profile, open_vault
from cso_desk.shift import Shift, now
from cso_desk.ui import theme
from cso_desk.ui.bridge import Bridge
from cso_desk.ui.entrance import Entrance
from cso_desk.ui.entry_jobs import Outcome, SessionBridge
from cso_desk.ui.language import Language
from cso_desk.ui.lock_screen import Curtains, IdleWatch
from cso_desk.ui.main_window import MainWindow, Settings
from cso_desk.ui.program import CannotStart, SettingAside, application_for_windows, close_on_signal, dress, say_why
from cso_desk.ui.sign_out_dialog import SignOutDialog
from cso_desk.video.camera import Camera
from cso_desk.wall import camera_at, camera_named, stop_cameras

logger = logging.getLogger(__name__)

_LOOK_MS = 500
_TALKING_FPS = 15.0
"""So many pictures a second booths that talk are asked for while none is on the stage."""


class App(QObject):
    """The running program: store, cameras and door, and the shift of the officer who is signed in."""

    shown = Signal(object)
    """The window that is in front now: the desk's own, or a dialog at the door."""
    closed = Signal()
    """The program is to end."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        *,
        cameras: Mapping[int, Camera],
        cost: Parameters = RFC_9106_LOW_MEMORY,
    ) -> None:
        """Open a profile and build what there is before anybody signs in; raises CannotStart.

        `cost` is what an officer's password costs where it is tried without the centre.
        """
        super().__init__()
        _put_in_force(config.rules)
        self.cameras = dict(cameras)
        self._document_cameras = {
            booth.number: camera_named(f"booth {booth.number} papers", booth.document)
            for booth in config.booths
            if booth.document
        }
        self._own_camera = camera_named("officer", config.talk.camera) if config.talk.camera else None
        self._no_booths: Refusal | None = None
        self._config = config
        self._language = Language(config.language)
        theme.use(theme.Look(theme.DARK if config.night else theme.LIGHT, theme.ROOMY))
        self._profile = open_profile(folder)
        self.conversation = self._converse(folder)
        self._store = self._profile.opened.store
        self._kept = KeptEnrolment(folder, self._profile.key)
        self._vault = open_vault(folder, self._profile.key, now=now, cost=cost)
        self._bridge = SessionBridge(self)
        self._bridge.must_sign_in.connect(self.lock)
        self._session: Session | None = None
        self._shift: Shift | None = None
        self._size: QSize | None = None
        self._curtains = Curtains()
        self._idle = IdleWatch(config.lock_minutes, self)
        self._idle.idle.connect(self.lock)
        self._look = QTimer(self, interval=_LOOK_MS)  # lets Python see a signal such as Ctrl+C
        self._look.timeout.connect(self._cut_overdue)
        self.entrance = Entrance(parent=self)
        self.entrance.enrolled.connect(self._enrolled)
        self.entrance.entered.connect(self._entered)
        self.entrance.re_enrolment_wanted.connect(self._re_enrol)
        self.entrance.other_wanted.connect(self._other)
        self.entrance.left.connect(self.closed)
        self.entrance.shown.connect(self._dialog_shown)
        if (enrolment := self._kept.read()) is not None:
            self._be(enrolment)

    @property
    def session(self) -> Session:
        """Who is signed in; the machine has to be enrolled."""
        assert self._session is not None
        return self._session

    @property
    def is_enrolled(self) -> bool:
        """True once this machine is a desk."""
        return self._session is not None

    @property
    def shift(self) -> Shift | None:
        """What there is while an officer is signed in."""
        return self._shift

    @property
    def window(self) -> MainWindow:
        """The officer's window; somebody has to be signed in."""
        assert self._shift is not None
        return self._shift.window

    @property
    def bridge(self) -> Bridge:
        """What carries values to the officer's window."""
        assert self._shift is not None
        return self._shift.bridge

    @property
    def is_locked(self) -> bool:
        """True while the windows show nothing until the officer is back."""
        return self._curtains.drawn

    def enrol(self, url: str, code: str) -> None:
        """Make this machine a desk, without a dialog; raises Refused, LineDown and OSError."""
        enrolment = enrol(url, code, self._inc)
        self._kept.keep(enrolment)
        self._be(enrolment)

    def sign_in(self, number: str, password: str) -> None:
        """Let an officer in, without a dialog; raises Refused and LineDown."""
        self.session.sign_in(number, password)
        self.sit_down()

    def start(self) -> None:
        """Start the cameras first, then what works behind the window, then show it, or the door."""
        QApplication.setQuitOnLastWindowClosed(False)
        for camera in self._all_cameras():
            camera.start()
        self._open_booths()
        self.entrance.start()
        self._look.start()
        if self._shift is not None:
            self._begin(self._shift)
        else:
            dress()
            self._open_door()

    def stop(self) -> None:
        """Stop everything in the order in which nothing is lost; harmless when never started."""
        self._look.stop()
        self._idle.stop()
        self._curtains.open()
        if self._session is not None:
            self._session.close()
        self.entrance.stop()
        self._end_shift()
        self._store.close()
        if self.conversation is not None:
            self.conversation.stop()
        stop_cameras(self._all_cameras())
        QApplication.setQuitOnLastWindowClosed(True)

    @Slot()
    @Slot(str)
    def lock(self, why: str = "") -> None:
        """Show nothing of the desk until the officer is back; cameras and sending go on."""
        signed = self.session.signed
        if self._shift is None or signed is None:
            return
        self._idle.stop()
        if self.conversation is not None:
            self.conversation.hold_all()
        self.entrance.close()
        self._curtains.draw()
        self.entrance.lock(self.session, signed, why, self._shift.window)

    # the door

    def _open_door(self) -> None:
        if self._session is None:
            self.entrance.ask_for_enrolment(self._config.centre_url, self._inc)
        else:
            self.entrance.ask_for_officer(self._session)

    @Slot(object)
    def _enrolled(self, enrolment: Enrolment) -> None:
        try:
            self._kept.keep(enrolment)
        except OSError as fault:
            logger.error("the enrolment is not kept: %s", fault.strerror)
        self._be(enrolment)
        self._open_door()

    @Slot()
    def _re_enrol(self) -> None:
        self.entrance.ask_for_enrolment(self.session.enrolment.url, self._inc)

    @Slot()
    def _entered(self) -> None:
        """Show the desk of who has just come in: the same as it was where that is who left it."""
        signed = self.session.signed
        self._curtains.open()
        if self._shift is not None and signed is not None and self._shift.officer.id == signed.officer:
            self._shift.sync.hurry()
            self._shift.window.activateWindow()
            self._idle.start()
            return
        self._end_shift()
        self._begin(self.sit_down())

    @Slot()
    def _other(self) -> None:
        """Let another officer in: the one who was here may come back without the centre."""
        self._change(self.session.leave)

    @Slot()
    def _ask_to_sign_out(self) -> None:
        self.entrance.do(lambda: unsent(self._store, now()), self._show_unsent)

    def _show_unsent(self, outcome: Outcome) -> None:
        shift = self._shift
        if shift is None or self.is_locked:
            return
        held = outcome.value
        count, attachments = (0, True) if held is None else (held.work, held.attachments)
        dialog = SignOutDialog(shift.officer.name, count, attachments=attachments, parent=shift.window)
        dialog.wanted.connect(self._sign_out)
        dialog.open()

    @Slot()
    def _sign_out(self) -> None:
        self._change(self.session.sign_out)

    def _change(self, leave: Callable[[], None]) -> None:
        self._curtains.open()
        self._end_shift()
        self.entrance.ask_for_officer(self.session, first=leave)

    @Slot(object)
    def _dialog_shown(self, dialog: QWidget) -> None:
        if not self.is_locked:
            self.shown.emit(dialog)

    # the booths

    def _converse(self, folder: Path) -> Conversation | None:
        """The conversation with the booths that talk, None where all are cameras; raises CannotStart."""
        numbers = frozenset(booth.number for booth in self._config.booths if booth.talks)
        if not numbers:
            return None
        talk = self._config.talk
        try:
            conversation = Conversation(
                folder,
                numbers,
                count=len(self._config.booths),
                address=Address(talk.host, talk.port),
                officer_camera=self._own_camera,
                prompts=talk.prompts,
                now=now,
                parent=self,
            )
        except OSError as fault:
            raise CannotStart("profile_unusable", str(fault)) from fault
        self.cameras = {**self.cameras, **conversation.cameras}
        return conversation

    def _all_cameras(self) -> list[Camera]:
        own = [] if self._own_camera is None else [self._own_camera]
        second = [] if self.conversation is None else self.conversation.document_cameras.values()
        return [*self.cameras.values(), *self._document_cameras.values(), *second, *own]

    def _open_booths(self) -> None:
        """Let the booths in; where their port is taken the desk works on without them, and says so."""
        if self.conversation is None:
            return
        try:
            self.conversation.start()
        except OSError as fault:
            logger.error("the booths cannot be served: %s", fault.strerror)
            self._no_booths = Refusal("booths_not_served", None, None, facts={"port": self._config.talk.port})

    # the shift

    def sit_down(self) -> Shift:
        """Build what there is for the officer whom the session has let in."""
        config = self._config
        wall_fps = None if self.conversation is None else _TALKING_FPS
        settings = Settings(
            booths=len(self.cameras),
            cool_down_s=config.cool_down_s,
            wall_fps=wall_fps,
            pack=config.pack,
            left_after_s=config.left_after_s,
        )
        shift = Shift(
            self.session,
            self._store,
            self._profile.attachments,
            cameras=dict(sorted(self.cameras.items())),
            document_cameras=self._document_cameras,
            conversation=self.conversation,
            limits=config.documents,
            settings=settings,
            language=self._language,
        )
        shift.window.closing.connect(self.closed)
        shift.window.lock_wanted.connect(self.lock)
        shift.window.sign_out_wanted.connect(self._ask_to_sign_out)
        if self._size is not None:
            shift.window.resize(self._size)
        self._shift = shift
        return shift

    def _begin(self, shift: Shift) -> None:
        self.shown.emit(shift.window)
        shift.start()
        self._idle.start()
        if self._no_booths is not None:
            shift.window.show_refusal(self._no_booths)
        opened = self._profile.opened
        if opened.kept is not None:
            logger.error("the store was damaged and set aside as %s", opened.kept)
            facts = {"salvaged": opened.salvaged, "known": opened.known}
            shift.window.show_refusal(Refusal("store_set_aside", None, None, facts=facts))

    def _end_shift(self) -> None:
        shift, self._shift = self._shift, None
        self._idle.stop()
        if shift is not None:
            self._size = shift.window.size()
            shift.window.closing.disconnect(self.closed)
            shift.stop()

    # what is there before anybody signs in

    @property
    def _inc(self) -> UUID:
        return self._store.hello(now(), version="", rules="").inc

    def _be(self, enrolment: Enrolment) -> None:
        if self._session is not None:
            self._session.close()
        tell = self._bridge.must_sign_in.emit
        self._session = Session(enrolment, self._vault, self._store, now=now, on_ended=tell)

    @Slot()
    def _cut_overdue(self) -> None:
        if self._session is not None:
            self._session.access.cut_overdue()


def run_desk(profile: Path | None) -> int:
    """Run the desk of a profile until its window is closed; returns the exit code."""
    application = application_for_windows()
    try:
        folder = paths.profile_dir(chosen=profile)
        log.set_up(folder)
        config = read_config(folder / SETTINGS_FILE)
        cameras = {booth.number: camera_at(booth.number, booth.source) for booth in config.booths if not booth.talks}
        app = App(config, folder, cameras=cameras)
    except BadConfig as fault:
        return say_why(CannotStart("bad_config", str(fault)))
    except OSError as fault:
        return say_why(CannotStart("profile_unusable", str(fault)))
    except CannotStart as fault:
        return say_why(fault)
    app.shown.connect(close_on_signal)
    app.shown.connect(SettingAside())
    app.closed.connect(application.quit)
    try:
        app.start()
        application.exec()
    finally:
        app.stop()
    return 0


def _put_in_force(rules: Path | None) -> None:
    """Read the tables: a broken one is told here, and the first claim need not wait for them."""
    try:
        table_files.put_in_force(rules)
    except table_files.TableError as broken:
        raise CannotStart("bad_rules", str(broken)) from broken
