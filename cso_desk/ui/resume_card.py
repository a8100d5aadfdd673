"""What happened in a booth while the officer was away: the last things, with their time, above the interview."""

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.booth.diary import Event, Resume
from cso_desk.claims.dates import JAKARTA

from . import booth_words, paint, theme
from .card import Card, header_height

translate = booth_words.translate

SHOWN = 3
"""How many events there is room for."""
_ROW = (26, 20)
_PAD = 5
_SIDE = 10.0


class ResumeCard(Card):
    """Shows the newest events since the officer left this booth, and takes no room where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("history", parent)
        self._resume: Resume | None = None
        self._away_s = 0.0
        self._lines = _Lines()
        self.rows.addWidget(self._lines)
        self.rows.addStretch(1)

    @property
    def tall(self) -> int:
        """The height that it needs, in pixels; 0 while there is nothing to tell."""
        if self._resume is None:
            return 0
        return header_height() + len(self._lines.events) * _ROW[_dense()] + 2 * _PAD + 2

    def show_resume(self, resume: Resume | None, now: datetime) -> bool:
        """Show what went on, None where nothing did; True where it needs another height than before."""
        before = self.tall
        self._resume = resume
        self._lines.show_events(() if resume is None else resume.events[-SHOWN:])
        self._away_s = 0.0 if resume is None else (now - resume.since).total_seconds()
        self.retranslate()
        return self.tall != before

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.show_title(translate("Booth", "While you were away"), booth_words.away(self._away_s))
        self._lines.retranslate()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        super().restyle()
        if hasattr(self, "_lines"):
            self._lines.restyle()


class _Lines(QWidget):
    """The events, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.events: tuple[Event, ...] = ()

    def show_events(self, events: tuple[Event, ...]) -> None:
        if events != self.events:
            self.events = events
            self.restyle()

    def retranslate(self) -> None:
        self.setAccessibleName(". ".join(f"{_clock(event)} {booth_words.happened(event)}" for event in self.events))
        self.update()

    def restyle(self) -> None:
        self.setFixedHeight(len(self.events) * _ROW[_dense()] + 2 * _PAD)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw time, mark and sentence of each event; what wants a look is bold."""
        look = theme.current()
        palette, small, row = look.palette, theme.font(look.density.value), _ROW[_dense()]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column = _SIDE + paint.width("00.00", small) + 10
        for index, one in enumerate(self.events):
            line = QRectF(_SIDE, _PAD + index * row, self.width() - 2 * _SIDE, row)
            paint.text(painter, line, _clock(one), small, palette.ink3)
            colours = look.state(WorkState.NEED if one.is_loud else WorkState.SOLO)
            x = (
                column
                + paint.icon(painter, column, line.center().y(), booth_words.ICONS[one.what], colours.text, 15)
                + 8
            )
            said = theme.font(look.density.body, 600 if one.is_loud else 400)
            ink = palette.ink if one.is_loud else palette.ink2
            paint.text(
                painter, QRectF(x, line.y(), self.width() - x - _SIDE, row), booth_words.happened(one), said, ink
            )
        painter.end()


def _clock(event: Event) -> str:
    return f"{event.at.astimezone(JAKARTA):%H.%M}"


def _dense() -> bool:
    return theme.current().density is not theme.ROOMY
