"""What an officer reads who comes back to a booth: the last things that happened there, and where to go on."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.booth.diary import Event, Resume
from cso_desk.claims.dates import JAKARTA

from . import booth_words, paint, theme
from .card import Card, header_height
from .language import translate

SHOWN = 3
"""How many events there is room for."""
MOST_DENSE = 4
"""How many lines there is room for on a small screen."""
_ROW = (26, 20)
_PAD = 5
_SIDE = 10.0


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Where the officer goes on: the name of the field they were in, and of the next question; "" for none."""

    field: str = ""
    question: str = ""


class ResumeCard(Card):
    """Shows the newest events since the officer left this booth, and takes no room where there are none.

    Below them stands what is unfinished.
    """

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
        return header_height() + self._lines.height() + 2

    def show_resume(self, resume: Resume | None, now: datetime) -> bool:
        """Show what went on, None where nothing did; True where it needs another height than before."""
        before = self.tall
        self._resume = resume
        self._lines.show_events(() if resume is None else resume.events[-SHOWN:])
        self._away_s = 0.0 if resume is None else (now - resume.since).total_seconds()
        self.retranslate()
        return self.tall != before

    def show_unfinished(self, unfinished: Unfinished) -> bool:
        """Say where to go on; True where the card needs another height than before."""
        before = self.tall
        self._lines.show_unfinished(unfinished)
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


@dataclass(frozen=True, slots=True)
class _Line:
    clock: str
    icon: str
    text: str
    loud: bool = False


class _Lines(QWidget):
    """The events, and what is unfinished, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.events: tuple[Event, ...] = ()
        self._unfinished = Unfinished()
        self.restyle()

    def show_events(self, events: tuple[Event, ...]) -> None:
        if events != self.events:
            self.events = events
            self.restyle()

    def show_unfinished(self, unfinished: Unfinished) -> None:
        if unfinished != self._unfinished:
            self._unfinished = unfinished
            self.retranslate()
            self.restyle()

    def retranslate(self) -> None:
        self.setAccessibleName(". ".join(f"{line.clock} {line.text}".strip() for line in self._rows()))
        self.update()

    def restyle(self) -> None:
        self.setFixedHeight(len(self._rows()) * _ROW[_dense()] + 2 * _PAD)
        self.update()

    def _rows(self) -> list[_Line]:
        """The events, and below them where to go on; on a small screen the oldest event makes room for it."""
        field, question = self._unfinished.field, self._unfinished.question
        ahead = []
        if field:
            ahead.append(_Line("", "pencil", translate("Booth", "You were in: %1").replace("%1", field)))
        if question:
            ahead.append(_Line("", "list", translate("Booth", "Next question: %1").replace("%1", question)))
        room = MOST_DENSE - len(ahead) if _dense() else SHOWN
        happened = [
            _Line(_clock(one), booth_words.ICONS[one.what], booth_words.happened(one), one.is_loud)
            for one in self.events[-room:]
        ]
        return [*happened, *ahead]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw time, mark and sentence of each line; what wants a look is bold."""
        look = theme.current()
        palette, small, row = look.palette, theme.font(look.density.value), _ROW[_dense()]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column = _SIDE + paint.width("00.00", small) + 10
        for index, one in enumerate(self._rows()):
            line = QRectF(_SIDE, _PAD + index * row, self.width() - 2 * _SIDE, row)
            paint.text(painter, line, one.clock, small, palette.ink3)
            colours = look.state(WorkState.NEED if one.loud else WorkState.SOLO)
            x = column + paint.icon(painter, column, line.center().y(), one.icon, colours.text, 15) + 8
            said = theme.font(look.density.body, 600 if one.loud else 400)
            ink = palette.ink if one.loud else palette.ink2
            paint.text(painter, QRectF(x, line.y(), self.width() - x - _SIDE, row), one.text, said, ink)
        painter.end()


def _clock(event: Event) -> str:
    return f"{event.at.astimezone(JAKARTA):%H.%M}"


def _dense() -> bool:
    return theme.current().density is not theme.ROOMY
