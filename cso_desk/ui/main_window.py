"""The officer's window: the wall and the focus view over one set of seats, and the keyboard that drives both."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cso_desk.booth.attention import BoothSignal
from cso_desk.claims.checks import Assessment
from cso_desk.claims.model import Channel, Claim
from cso_desk.desk.model import DeskView, LineState, Officer, Refusal, SyncStatus
from cso_desk.desk.view import with_line
from cso_desk.video.camera import Camera

from . import sync_words, theme
from .bars import KeyHintBar, NextStrip, TopBar
from .bound_frame import BoundFrame
from .bridge import Bridge
from .desk_dialogs import DeskDialogs
from .focus_view import FocusView
from .key_sheet import KeySheet
from .keys import Action, Keyboard, Page
from .language import Language
from .letters import Letters
from .notice_bar import NoticeBar
from .queue_dialog import QueuePage
from .seat import Seat
from .seating import NeedOrder, Seating
from .video_view import VideoTile
from .wall_view import WallView
from .wall_window import WallWindow

_FRAME_MS = 16
_PULSE_MS = 250
_SECOND_MS = 1000
_HINTS_FROM_HEIGHT = 740
_NOT_HEARD_YET = "not_yet"
_GAP_ROOMY, _GAP_DENSE = 10, 6


@dataclass(frozen=True, slots=True)
class Settings:
    """What the window is told of the desk: its booths, and how it behaves.

    `pack` is how many waiting claims are kept for offline work.
    """

    booths: int
    cool_down_s: float = 8.0
    off_stage_fps: float | None = 15.0
    pack: int = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """What was painted of one booth: pictures a second, and the newest ones' ages in milliseconds when painted."""

    fps: float
    ages_ms: tuple[float, ...]


class MainWindow(QMainWindow):
    """Shows the desk's state and announces what the officer wants; it opens nothing and never waits."""

    called = Signal(int)
    edited = Signal(int, object, str, str)
    ordered = Signal(object)
    acknowledged = Signal(object)
    hurried = Signal()
    """What waits is to be sent now."""
    kept = Signal(int)
    """So many waiting claims are to be kept for offline work."""
    gave_back = Signal()
    handed_over = Signal(int, object, object)
    """Booth, claim id, the desk's name or None for the queue."""
    noted = Signal(object, str)
    """Claim id, text."""
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
        self._cameras = cameras
        self._language = language
        self._now = now
        self._view = DeskView(booths=(None,) * settings.booths)
        self._line = SyncStatus(LineState.OFFLINE)
        self._seating = Seating(cameras, judge=judge, now=now)
        self._order = NeedOrder()
        self._seats: tuple[Seat, ...] = ()
        self._selected = 1
        self._selected_since = time.monotonic()
        self._wall_window: WallWindow | None = None
        self._appearing = False
        self._first_at: dict[int, float] = {}
        self._painted = dict.fromkeys(range(1, settings.booths + 1), 0)
        self._build(officer)
        self._counted = dict.fromkeys(self._tiles(), 0)
        self._keyboard = Keyboard(page=self._page, on_action=self.act)
        self._keyboard.watch(self)
        self._timers = [
            self._every(_FRAME_MS, self._draw_frames, Qt.TimerType.PreciseTimer),
            self._every(_PULSE_MS, self._pulse),
            self._every(_SECOND_MS, self._tick),
        ]
        self.letters = Letters(officer, judge=judge, now=now, parent=self)
        self.dialogs = DeskDialogs(officer, now=now, parent=self)
        self._join_dialogs()
        self._restyle()
        self._pulse()
        self._tick()
        self._attach()
        if settings.booths == 1:
            self.open_booth(1)

    def listen(self, bridge: Bridge) -> None:
        """Follow what the other threads announce."""
        bridge.desk_changed.connect(self.show_desk)
        bridge.refused.connect(self.show_refusal)
        bridge.line_changed.connect(self.show_line)
        bridge.signalled.connect(self.show_signal)

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
    def selected(self) -> int:
        """The booth that keys without a number are about."""
        return self._selected

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
    def next_ticket(self) -> str:
        """Who would be called next, empty when nobody waits: while the line is down one of the kept first."""
        if not self._view.line_is_up and self._view.pack.next_ticket:
            return self._view.pack.next_ticket
        return next((waiting.next_ticket for waiting in self._view.waiting if waiting.next_ticket), "")

    @property
    def on_wall(self) -> bool:
        """True while the wall is in front, False while a booth is open."""
        return self._page() is Page.WALL

    def shown(self) -> Mapping[int, Shown]:
        """What was painted of each booth since its first picture, over all the places where it is shown."""
        now = time.monotonic()
        ages: dict[int, list[float]] = {number: [] for number in self.wall.tiles}
        for tiles in (self.wall.tiles, self.focus.tiles):
            for number, tile in tiles.items():
                ages[number].extend(tile.ages)
        return {
            number: Shown(self._painted[number] / max(now - self._first_at.get(number, now), 1e-9), tuple(ages[number]))
            for number in ages
        }

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
        self.notice.show_refusal(refusal)
        self._appear()

    @Slot(object)
    def show_line(self, status: SyncStatus) -> None:
        """Show how the desk stands with the centre."""
        self._line = status
        self.top.show_line(status)
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
        self._pulse()

    @Slot(int)
    def select(self, booth: int) -> None:
        """Make a booth the selected one; nothing else moves."""
        if booth == self._selected or not 1 <= booth <= self._settings.booths:
            return
        self._selected = booth
        self._selected_since = time.monotonic()
        self._pulse()
        self._attach()

    @Slot(int)
    def open_booth(self, booth: int) -> None:
        """Show a booth in the focus view."""
        self.select(booth)
        self._pages.setCurrentWidget(self.focus)
        self._show_bars()
        self._pulse()
        self._attach()
        self.focus.setFocus()

    @Slot()
    def open_queue(self) -> None:
        """Show what waits to be sent; first of all what the centre refused, where it refused anything."""
        page = QueuePage.CONFLICTS if self._view.refusals else QueuePage.OUTBOX
        self.dialogs.open_queue(self._view, self._line, page)

    @Slot()
    def keep_claims(self) -> None:
        """Keep waiting claims for offline work; where some are kept already, ask whether to give them back."""
        if self._view.pack.kept:
            self.dialogs.ask_back(self._view)
        elif not any(waiting.count for waiting in self._view.waiting if waiting.channel is Channel.BOOTH):
            self.notice.show_refusal(Refusal("nobody_waits", None, None))
        elif not self._view.pack.asked:
            self.kept.emit(self._settings.pack)

    @Slot()
    def open_hand_over(self) -> None:
        """Ask to whom the claim in the selected booth goes."""
        seat = self._seats[self._selected - 1]
        if seat.held is None or not seat.held.claim.is_open:
            code = "nobody_here" if seat.held is None else "not_open"
            self.notice.show_refusal(Refusal(code, None, seat.number))
        else:
            self.dialogs.open_hand_over(seat, self._view)

    @Slot()
    def open_notes(self) -> None:
        """Show the notes on the claim in the selected booth."""
        seat = self._seats[self._selected - 1]
        if seat.held is None:
            self.notice.show_refusal(Refusal("nobody_here", None, seat.number))
        else:
            self.dialogs.open_notes(seat, self._view)

    @Slot()
    def open_letter(self) -> None:
        """Show what the participant in the selected booth is given on paper, or say why there is nothing to give."""
        refusal = self.letters.open(self._seats[self._selected - 1])
        if refusal is not None:
            self.notice.show_refusal(refusal)

    @Slot()
    def show_wall(self) -> None:
        """Go back to the wall; a desk with one booth, or with its wall elsewhere, stays where it is."""
        if self._settings.booths == 1 or self._wall_window is not None:
            return
        self._pages.setCurrentWidget(self.wall)
        self._show_bars()
        self._pulse()
        self._attach()
        self.wall.setFocus()

    def act(self, action: Action, booth: int = 0) -> None:
        """Do what a key asks for."""
        match action:
            case Action.BOOTH:
                self.select(booth)
            case Action.NEXT:
                if self.order:
                    self.select(self.order[0])
            case Action.OPEN:
                self.open_booth(self._selected)
            case Action.BACK:
                if not (self.notice.dismiss() or self.focus.run(action)):
                    self.show_wall()
            case Action.CALL:
                self.called.emit(self._selected)
            case Action.APPROVE | Action.RETURN | Action.REJECT | Action.REFER:
                self.open_booth(self._selected)
                self.focus.run(action)
            case Action.PANE | Action.FITS | Action.UNFIT | Action.SKIP:
                self.focus.run(action)
            case Action.ADD_JOB | Action.REMOVE_JOB | Action.ATTACH:
                self.focus.run(action)
            case Action.LETTER:
                self.open_letter()
            case Action.KEYS:
                KeySheet(self._settings.booths, self).open()
            case Action.QUEUE:
                self.open_queue()
            case Action.KEEP:
                self.keep_claims()
            case Action.HAND_OVER:
                self.open_hand_over()
            case Action.NOTES:
                self.open_notes()
            case Action.PEOPLE:
                self.dialogs.open_people()
            case Action.LANGUAGE:
                self._language.toggle()
                self._restyle()
            case Action.THEME:
                self.use_palette(theme.DARK if theme.current().palette is theme.LIGHT else theme.LIGHT)
            case Action.SECOND_SCREEN:
                self._toggle_wall_window()
            case Action.FULL_SCREEN:
                self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            case Action.LOCK:
                self.lock_wanted.emit()
            case Action.SIGN_OUT:
                self.sign_out_wanted.emit()

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
        self._show_bars()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the pictures go, then say that the window is closing."""
        for timer in self._timers:
            timer.stop()
        for tile in self._tiles():
            tile.show_camera(None)
        if self._wall_window is not None:
            self._wall_window.closed.disconnect(self._take_wall_back)
            self._wall_window.close()
        self._keyboard.stop()
        self.letters.stop()
        self.dialogs.stop()
        self.closing.emit()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        """The size for which the wall was drawn."""
        return QSize(1920, 1080)

    def _build(self, officer: Officer) -> None:
        self.setWindowTitle("CSO Desk")
        self.setMinimumSize(1180, 660)
        self.top = TopBar(officer)
        self.strip = NextStrip()
        self.notice = NoticeBar()
        self.hints = KeyHintBar(self._settings.booths)
        self.wall = WallView(booths=self._settings.booths, today=self._today)
        self.wall.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.focus = FocusView(
            booths=self._settings.booths,
            officer=officer,
            cool_down_s=self._settings.cool_down_s,
            today=self._today,
        )
        self._gap = QWidget()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.wall)
        self._pages.addWidget(self.focus)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._gap)
        layout.addWidget(self.strip)
        layout.addWidget(self.notice)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.hints)
        self.setCentralWidget(middle)
        self.top.line_clicked.connect(self.open_queue)
        self.top.pack_clicked.connect(self.keep_claims)
        self.strip.booth_chosen.connect(self.select)
        self.wall.booth_chosen.connect(self.select)
        self.wall.booth_opened.connect(self.open_booth)
        self.focus.booth_chosen.connect(self.select)
        self.focus.edited.connect(self.edited)
        self.focus.ordered.connect(self.ordered)
        self.focus.acknowledged.connect(self.acknowledged)
        self.focus.call_wanted.connect(self.called)
        self.focus.letter_wanted.connect(self.open_letter)
        self.wall.setFocus()

    def _join_dialogs(self) -> None:
        self.dialogs.hurried.connect(self.hurried)
        self.dialogs.acknowledged.connect(self.acknowledged)
        self.dialogs.edited.connect(self.edited)
        self.dialogs.booth_wanted.connect(self.open_booth)
        self.dialogs.gave_back.connect(self.gave_back)
        self.dialogs.handed_over.connect(self.handed_over)
        self.dialogs.noted.connect(self.noted)
        self.dialogs.refused.connect(self.show_refusal)
        self.top.people_clicked.connect(self.dialogs.open_people)
        self.focus.attach_wanted.connect(self.dialogs.open_attach)
        for frame in self.focus.findChildren(BoundFrame):
            frame.notes_wanted.connect(self.open_notes)
            frame.hand_over_wanted.connect(self.open_hand_over)

    def _take(self, view: DeskView) -> None:
        """Show what is not in the booths."""
        self._view = view
        self.top.show_desk(view)
        self.strip.show_calling(sync_words.calling(view))
        self.focus.bar.show_desk(view)

    def _every(
        self, interval_ms: int, slot: Callable[[], None], kind: Qt.TimerType = Qt.TimerType.CoarseTimer
    ) -> QTimer:
        timer = QTimer(self, interval=interval_ms, timerType=kind)
        timer.timeout.connect(slot)
        timer.start()
        return timer

    def _page(self) -> Page:
        return Page.WALL if self._pages.currentWidget() is self.wall else Page.FOCUS

    def _today(self) -> date:
        return self._now().date()

    def _numbered_tiles(self) -> list[tuple[int, VideoTile]]:
        return [*self.wall.tiles.items(), *self.focus.tiles.items(), (self._selected, self.focus.stage)]

    def _tiles(self) -> list[VideoTile]:
        return [tile for _, tile in self._numbered_tiles()]

    @Slot()
    def _draw_frames(self) -> None:
        now = time.monotonic()
        for number, tile in self._numbered_tiles():
            if tile.isVisible():
                tile.refresh(now)
            if tile.painted != self._counted[tile]:
                self._first_at.setdefault(number, now)
                self._painted[number] += tile.painted - self._counted[tile]
                self._counted[tile] = tile.painted

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        self.top.show_time(self._now())
        if self.wall.isVisible():
            self.wall.show_time(now)
        if self.focus.isVisible():
            self.focus.show_time(now)

    @Slot()
    def _pulse(self) -> None:
        """Take stock of every booth and show it where it is to be seen."""
        now = time.monotonic()
        self._seats = self._seating.seats(
            self._view, selected=self._selected, selected_since=self._selected_since, now=now
        )
        self._order.follow(self._seats, now=now, pointed_at=self.strip.underMouse)
        self.letters.follow(self._seats)
        self.dialogs.follow(self._seats, self._view, self._line)
        self._show_seats(now)

    def _show_seats(self, now: float) -> None:
        if self.wall.isVisible() or not self.isVisible():
            self.wall.show_seats(self._seats, self._selected, now=now, next_ticket=self.next_ticket)
        if self.focus.isVisible():
            self.focus.show_seat(self._seats[self._selected - 1], now=now)
            others = [seat for seat in self._seats if seat.number != self._selected]
            self.focus.show_others(others, now=now)
        occupied = sum(seat.held is not None for seat in self._seats)
        chosen = [self._seats[number - 1] for number in self.order]
        self.strip.show_next(chosen, occupied, len(self._seats), now=now)

    def _attach(self) -> None:
        """Give every tile that can be seen its camera; the others let theirs go."""
        on_wall = self._page() is Page.WALL or self._wall_window is not None
        for number, tile in self.wall.tiles.items():
            tile.limit_fps(None)
            tile.show_camera(self._cameras.get(number) if on_wall else None)
        on_focus = self._page() is Page.FOCUS
        for number, tile in self.focus.tiles.items():
            tile.limit_fps(self._settings.off_stage_fps)
            shown = on_focus and number != self._selected
            tile.show_camera(self._cameras.get(number) if shown else None)
        self.focus.stage.show_camera(self._cameras.get(self._selected) if on_focus else None)

    def _show_bars(self) -> None:
        on_wall = self._page() is Page.WALL
        density = theme.current().density
        self.top.setFixedHeight(density.top)
        self.strip.setFixedHeight(density.strip)
        self.hints.setFixedHeight(density.hints)
        gap = _GAP_ROOMY if density is theme.ROOMY else _GAP_DENSE
        self._gap.setFixedHeight(gap if on_wall else 0)
        self.strip.setVisible(on_wall and self._settings.booths > 1)
        self.hints.setVisible(on_wall and self.height() >= _HINTS_FROM_HEIGHT)

    def _restyle(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(theme.font(theme.current().density.body))
        app.setStyleSheet(theme.style_sheet(theme.current()))
        self._show_bars()
        self.wall.place()
        self.focus.restyle()
        for widget in (self.top, self.strip, self.notice, self.hints, *self.wall.cells):
            widget.update()
        for cell in self.wall.cells:
            cell.restyle()
        self._pulse()

    def _toggle_wall_window(self) -> None:
        """Stand the wall on the second screen, where there is one, or take it back."""
        if self._wall_window is not None:
            self._take_wall_back()
        elif self._settings.booths > 1:
            self._stand_wall_apart()

    def _stand_wall_apart(self) -> None:
        window = WallWindow(self, self.wall)
        window.closed.connect(self._take_wall_back)
        self._wall_window = window
        self._keyboard.watch(window)
        screens = QGuiApplication.screens()
        other = next((screen for screen in screens if screen is not self.screen()), self.screen())
        window.setGeometry(other.availableGeometry())
        self.wall.show()
        window.show()
        self.open_booth(self._selected)

    @Slot()
    def _take_wall_back(self) -> None:
        window, self._wall_window = self._wall_window, None
        if window is None:
            return
        self._keyboard.forget(window)
        self._pages.insertWidget(0, self.wall)
        window.deleteLater()
        self.show_wall()
