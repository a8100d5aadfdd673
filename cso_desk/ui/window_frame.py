"""What stands around the page in front: the top bar, the strip, notices, and the key hints."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from cso_desk.desk.model import Officer

from . import theme
from .bars import TopBar
from .focus_view import FocusView
from .key_hint_bar import KeyHintBar
from .keys import Page
from .next_strip import NextStrip
from .notice_bar import NoticeBar
from .seat import Seat
from .wall_view import WallView

_HINTS_FROM_HEIGHT = 740
_GAP_ROOMY, _GAP_DENSE = 10, 6


class WindowFrame(QWidget):
    """Holds the wall and the focus view, one of them in front; the strip and the hints belong to the wall."""

    def __init__(self, officer: Officer, wall: WallView, focus: FocusView, *, booths: int) -> None:
        super().__init__()
        self._wall, self._focus, self._booths = wall, focus, booths
        self.top = TopBar(officer)
        self.strip = NextStrip()
        self.notice = NoticeBar()
        self.hints = KeyHintBar(booths)
        self._gap = QWidget()
        self._pages = QStackedWidget()
        self._pages.addWidget(wall)
        self._pages.addWidget(focus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.top, self._gap, self.strip, self.notice):
            layout.addWidget(widget)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.hints)

    @property
    def page(self) -> Page:
        """Which page is in front."""
        return Page.WALL if self._pages.currentWidget() is self._wall else Page.FOCUS

    def turn(self, page: Page) -> None:
        """Bring a page to the front."""
        self._pages.setCurrentWidget(self._wall if page is Page.WALL else self._focus)
        self.show_bars()

    def take_wall(self) -> None:
        """Take the wall in again that stood in a window of its own."""
        self._pages.insertWidget(0, self._wall)

    def show_bars(self) -> None:
        """Show the bars that belong to the page, as high as the density wants."""
        on_wall = self.page is Page.WALL
        density = theme.current().density
        self.top.setFixedHeight(density.top)
        self.strip.setFixedHeight(density.strip)
        self.hints.setFixedHeight(density.hints)
        gap = _GAP_ROOMY if density is theme.ROOMY else _GAP_DENSE
        self._gap.setFixedHeight(gap if on_wall else 0)
        self.strip.setVisible(on_wall and self._booths > 1)
        self.hints.setVisible(on_wall and self.window().height() >= _HINTS_FROM_HEIGHT)

    def show_seats(
        self, seats: Sequence[Seat], selected: int, *, chosen: Sequence[Seat], next_ticket: str, now: float
    ) -> None:
        """Show every booth where it is to be seen, and in the strip the `chosen` ones that need the officer."""
        if self._wall.isVisible() or not self.isVisible():
            self._wall.show_seats(seats, selected, now=now, next_ticket=next_ticket)
        if self._focus.isVisible():
            self._focus.show_seat(seats[selected - 1], now=now)
            self._focus.show_others([seat for seat in seats if seat.number != selected], now=now)
        occupied = sum(seat.held is not None for seat in seats)
        self.strip.show_next(chosen, occupied, len(seats), now=now)

    def show_time(self, at: datetime, now: float) -> None:
        """Show the time of day, and the running times at `now` on the monotonic clock."""
        self.top.show_time(at)
        if self._wall.isVisible():
            self._wall.show_time(now)
        if self._focus.isVisible():
            self._focus.show_time(now)

    def restyle(self) -> None:
        """Take on the look that is in force."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(theme.font(theme.current().density.body))
        app.setStyleSheet(theme.style_sheet(theme.current()))
        self.show_bars()
        self._wall.place()
        self._focus.restyle()
        for widget in (self.top, self.strip, self.notice, self.hints, *self._wall.cells):
            widget.update()
        for cell in self._wall.cells:
            cell.restyle()
