"""The officer's window: the wall and the focus view over one set of seats, and the keyboard that drives both."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from cso_desk.booth.attention import Attention, BoothSignal
from cso_desk.claims.checks import Assessment
from cso_desk.claims.dates import day_of
from cso_desk.claims.model import Claim
from cso_desk.desk.model import DeskView, LineState, Officer, Refusal, SyncStatus
from cso_desk.desk.view import with_line
from cso_desk.documents.scan import Scan
from cso_desk.video.camera import Camera
from cso_desk.video.presence_watch import PresenceWatch

from . import sync_words, theme
from .bound_frame import BoundFrame
from .bridge import Bridge
from .desk_dialogs import DeskDialogs
from .focus_view import FocusView
from .front import Front
from .key_sheet import KeySheet
from .keys import Action, Keyboard
from .language import Language
from .letters import Letters
from .pictures import Pictures, Shown
from .seat import Seat
from .seating import NeedOrder, Seating
from .second_screen import SecondScreen
from .talk_controls import TalkControls
from .wall_view import WallView
from .window_frame import WindowFrame
from .window_settings import Settings

__all__ = ["MainWindow", "Settings"]

_PULSE_MS = 250
_SECOND_MS = 1000
_NOT_HEARD_YET = "not_yet"


class MainWindow(QMainWindow):
    """Shows the desk's state and announces what the officer wants; it opens nothing and never waits."""

    called = Signal(int)
    edited = Signal(int, object, str, str)
    ordered = Signal(object)
    acknowledged = Signal(object)
    take_wanted = Signal(int)
    """The document that is held to the camera of a booth is to be taken now."""
    heard = Signal(object)
    """A BoothSignal that has arrived."""
    sat_changed = Signal(int, object, object)
    """Booth, and the Sat before and after: its chair was left, or taken."""
    lock_wanted = Signal()
    sign_out_wanted = Signal()
    closing = Signal()

    def __init__(
        self,
        officer: Officer,
        settings: Settings,
        *,
        cameras: Mapping[int, Camera],
        language: Language,
        judge: Callable[[Claim, date], Assessment],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._settings = settings
        self._language = language
        self._now = now
        self._view = DeskView(booths=(None,) * settings.booths)
        self._line = SyncStatus(LineState.OFFLINE)
        self._presence = PresenceWatch(cameras, left_after_s=settings.left_after_s)
        self._seating = Seating(cameras, judge=judge, now=now, sat=self._presence.sat)
        self._order = NeedOrder()
        self._seats: tuple[Seat, ...] = ()
        self._appearing = False
        self._build(officer)
        self._keyboard = Keyboard(page=lambda: self._frame.page, on_action=self.act, talk=self.talk)
        self._keyboard.watch(self)
        self._pictures = Pictures(cameras, self.wall, self.focus, settings=settings, parent=self)
        self._second_screen = SecondScreen(self.wall, self._keyboard, self)
        self.front = Front(
            self._frame,
            (self.wall, self.focus),
            self._pictures,
            self._second_screen,
            booths=settings.booths,
            parent=self,
        )
        self._timers = [self._every(_PULSE_MS, self._pulse), self._every(_SECOND_MS, self._tick)]
        self.letters = Letters(officer, judge=judge, now=now, parent=self)
        self.dialogs = DeskDialogs(officer, pack=settings.pack, judge=judge, now=now, parent=self)
        self._join()
        self._restyle()
        self._pulse()
        self._tick()
        self.front.attach()
        if settings.booths == 1:
            self.front.open_booth(1)

    def listen(self, bridge: Bridge) -> None:
        """Follow what the other threads announce."""
        bridge.desk_changed.connect(self.show_desk)
        bridge.refused.connect(self.show_refusal)
        bridge.line_changed.connect(self.show_line)
        bridge.signalled.connect(self.show_signal)
        bridge.scanned.connect(self.show_scan)
        bridge.still_drawn.connect(self.focus.papers.show_picture)
        bridge.document_read.connect(self.focus.papers.show_reading)

    def appear(self) -> None:
        """Show the window as soon as the desk has told what is in it, so that nothing is drawn twice at the start."""
        self._appearing = True

    def _appear(self) -> None:
        if not self._appearing:
            return
        self._appearing = False
        self.grab()  # fonts, icons and layouts are made while nobody waits for the window
        self.show()

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Every booth as it was last shown."""
        return self._seats

    @property
    def view(self) -> DeskView:
        """What the desk last announced."""
        return self._view

    @property
    def line(self) -> SyncStatus:
        """How the desk stood with the centre when it was last told."""
        return self._line

    @property
    def order(self) -> tuple[int, ...]:
        """The booths in the order in which they need the officer, as the strip shows it."""
        return self._order.booths

    @property
    def attentions(self) -> tuple[Attention, ...]:
        """How each of these is, in the same order."""
        return tuple(self._seats[booth - 1].attention for booth in self.order)

    def shown(self) -> Mapping[int, Shown]:
        """What was painted of each booth since its first picture, over all the places where it is shown."""
        return self._pictures.shown()

    @Slot(object)
    def show_desk(self, view: DeskView) -> None:
        """Show the claims in the booths, the queues and the figures of today."""
        for number, (before, after) in enumerate(zip(self._view.booths, view.booths, strict=True), start=1):
            if before is not None and (after is None or after.claim.id != before.claim.id):
                self._seating.forget(number)
        self._take(view)
        self._pulse()
        self._appear()

    @Slot(object)
    def show_refusal(self, refusal: Refusal) -> None:
        """Say what the desk did not do."""
        if not self.dialogs.show_refusal(refusal):
            self.notice.show_refusal(refusal)
        self._appear()

    @Slot(object)
    def show_line(self, status: SyncStatus) -> None:
        """Show how the desk stands with the centre."""
        self._line = status
        self.top.show_line(status)
        self.dialogs.follow(self._seats, self._view, status)
        is_up = status.state is not LineState.OFFLINE
        if status.state is LineState.UNSURE or status.cause == _NOT_HEARD_YET:
            return
        if is_up != self._view.line_is_up:
            self._take(with_line(self._view, is_up=is_up))
            self._pulse()

    @Slot(object)
    def show_signal(self, signal: BoothSignal) -> None:
        """Take in what a booth tells of its participant."""
        self._seating.hear(signal)
        self.heard.emit(signal)
        self._pulse()

    @Slot(object)
    def show_scan(self, scan: Scan) -> None:
        """Take in what a booth's camera sees of a document."""
        self._seating.see(scan)

    @Slot()
    def open_letter(self) -> None:
        """Show what the participant in the selected booth is given on paper, or say why there is nothing to give."""
        refusal = self.letters.open(self._seats[self.front.selected - 1])
        if refusal is not None:
            self.notice.show_refusal(refusal)

    def act(self, action: Action, booth: int = 0) -> None:
        """Do what a key asks for."""
        match action:
            case Action.BOOTH:
                self.front.select(booth)
            case Action.NEXT:
                if self.order:
                    self.front.select(self.order[0])
            case Action.OPEN:
                self.front.open_booth(self.front.selected)
            case Action.BACK:
                if not (self.notice.dismiss() or self.focus.run(action)):
                    self.front.show_wall()
            case Action.CALL:
                self.called.emit(self.front.selected)
            case Action.APPROVE | Action.RETURN | Action.REJECT | Action.REFER:
                self.front.open_booth(self.front.selected)
                self.focus.run(action)
            case Action.TAKE:
                self.take_wanted.emit(self.front.selected)
            case Action.LETTER:
                self.open_letter()
            case Action.KEYS:
                KeySheet(self._settings.booths, self, talks=self.talk.is_there).open()
            case Action.LANGUAGE:
                self._language.toggle()
                self._restyle()
            case Action.THEME:
                self.use_palette(theme.DARK if theme.current().palette is theme.LIGHT else theme.LIGHT)
            case Action.SECOND_SCREEN:
                if self._settings.booths > 1:
                    self._second_screen.toggle()
            case Action.FULL_SCREEN:
                self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            case Action.LOCK:
                self.lock_wanted.emit()
            case Action.SIGN_OUT:
                self.sign_out_wanted.emit()
            case _ if not (self.talk.run(action) or self.dialogs.run(action, self.front.selected)):
                self.focus.run(action)

    def use_palette(self, palette: theme.Palette) -> None:
        """Show the window in the day's or the night's colours."""
        theme.use(replace(theme.current(), palette=palette))
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the density that fits."""
        super().resizeEvent(event)
        density = theme.density_for(self.width(), self.height())
        if density is not theme.current().density:
            theme.use(replace(theme.current(), density=density))
            self._restyle()
        self._frame.show_bars()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the pictures go, then say that the window is closing."""
        for timer in self._timers:
            timer.stop()
        self.front.stop()
        self._presence.stop()
        self._keyboard.stop()
        self.letters.stop()
        self.dialogs.stop()
        self.talk.stop()
        self.closing.emit()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        """The size for which the wall was drawn."""
        return QSize(1920, 1080)

    def _build(self, officer: Officer) -> None:
        self.setWindowTitle("CSO Desk")
        self.setMinimumSize(1180, 660)
        self.wall = WallView(booths=self._settings.booths, today=self._today)
        self.wall.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.focus = FocusView(
            booths=self._settings.booths,
            officer=officer,
            cool_down_s=self._settings.cool_down_s,
            today=self._today,
        )
        self._frame = WindowFrame(officer, self.wall, self.focus, booths=self._settings.booths)
        self.top, self.strip = self._frame.top, self._frame.strip
        self.notice, self.hints = self._frame.notice, self._frame.hints
        views = (self.wall, self.focus, self.hints)
        self.talk = TalkControls(
            views, self._seating, officer, selected=lambda: self.front.selected, now=self._now, parent=self
        )
        self.setCentralWidget(self._frame)
        self.wall.setFocus()

    def _join(self) -> None:
        self.top.line_clicked.connect(self.dialogs.open_queue)
        self.top.pack_clicked.connect(self.dialogs.keep_claims)
        self.top.people_clicked.connect(self.dialogs.open_people)
        self.top.second_clicked.connect(self.dialogs.open_second)
        self.strip.booth_chosen.connect(self.front.select)
        self.wall.booth_chosen.connect(self.front.select)
        self.wall.booth_opened.connect(self.front.open_booth)
        self.focus.booth_chosen.connect(self.front.select)
        self.focus.edited.connect(self.edited)
        self.focus.ordered.connect(self.ordered)
        self.focus.acknowledged.connect(self.acknowledged)
        self.focus.call_wanted.connect(self.called)
        self.focus.letter_wanted.connect(self.open_letter)
        self.focus.bar.reopen_wanted.connect(self._open_reopen)
        self.focus.attach_wanted.connect(self.dialogs.open_attach)
        for bound in self.focus.findChildren(BoundFrame):
            bound.notes_wanted.connect(self._open_notes)
            bound.hand_over_wanted.connect(self._open_hand_over)
            bound.needs_wanted.connect(self._open_needs)
        self.dialogs.acknowledged.connect(self.acknowledged)
        self.dialogs.edited.connect(self.edited)
        self.dialogs.booth_wanted.connect(self.front.open_booth)
        self.dialogs.refused.connect(self.show_refusal)
        self.talk.changed.connect(self._pulse)
        self.talk.still_wanted.connect(self.take_wanted)
        self.talk.booths.refused.connect(self.show_refusal)
        self.front.turned.connect(self._pulse)

    def _take(self, view: DeskView) -> None:
        """Show what is not in the booths."""
        self._view = view
        self.top.show_desk(view)
        self.strip.show_calling(sync_words.calling(view))
        self.focus.bar.show_desk(view)

    def _every(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=interval_ms)
        timer.timeout.connect(slot)
        timer.start()
        return timer

    def _today(self) -> date:
        return day_of(self._now())

    @Slot()
    def _tick(self) -> None:
        self._frame.show_time(self._now(), time.monotonic())
        self.talk.booths.show_time()
        for booth, before, after in self._presence.look():
            self.sat_changed.emit(booth, before, after)

    @Slot()
    def _pulse(self) -> None:
        """Take stock of every booth and show it where it is to be seen."""
        now = time.monotonic()
        self._seats = self._seating.seats(
            self._view, selected=self.front.selected, selected_since=self.front.selected_since, now=now
        )
        self._order.follow(self._seats, now=now, pointed_at=self.strip.underMouse)
        self.letters.follow(self._seats)
        self.dialogs.follow(self._seats, self._view, self._line)
        self.talk.booths.follow(self._seats)
        chosen = [self._seats[number - 1] for number in self.order]
        self._frame.show_seats(
            self._seats, self.front.selected, chosen=chosen, next_ticket=self._view.next_ticket, now=now
        )

    def _restyle(self) -> None:
        self._frame.restyle()
        self.talk.retranslate()
        self._pulse()

    @Slot()
    def _open_notes(self) -> None:
        self.dialogs.open_notes(self.front.selected)

    @Slot()
    def _open_reopen(self) -> None:
        self.dialogs.open_reopen(self.front.selected)

    @Slot()
    def _open_hand_over(self) -> None:
        self.dialogs.open_hand_over(self.front.selected)

    @Slot()
    def _open_needs(self) -> None:
        self.dialogs.open_needs(self.front.selected)
