"""A small set of answers side by side, of which one holds: the arrow keys or a click choose."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState

from . import paint, theme
from .drafts import Bound
from .fields import Caret, field_height

_PAD = 9.0


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what is written into the form, its word, a shorter word, and how it looks while it holds."""

    value: str
    word: str
    short: str = ""
    state: WorkState = WorkState.SOLO


class Choice(QWidget):
    """A field whose text is one of a few values."""

    edited = Signal(object, str, str)
    """Bound, form key, value: at every change by hand."""

    def __init__(self, key: str, options: tuple[Option, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._options = options
        self._name = ""
        self._bound: Bound | None = None
        self._value = ""
        self._locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    @property
    def value(self) -> str:
        """The answer that holds."""
        return self._value

    def show_text(self, bound: Bound | None, text: str, *, locked: bool) -> None:
        """Show the answer of a claim; anything unknown reads as the first option."""
        known = text if any(option.value == text for option in self._options) else self._options[0].value
        self._bound = bound
        self.setEnabled(not locked and bound is not None)
        if (known, locked) != (self._value, self._locked):
            self._value, self._locked = known, locked
            self._say()
            self.update()

    def name(self, question: str, options: tuple[Option, ...]) -> None:
        """Give the question and the answers their words."""
        self._name, self._options = question, options
        self._say()
        self.updateGeometry()
        self.update()

    def caret(self) -> Caret:
        """There is no caret in a choice."""
        return Caret()

    def enter(self, caret: Caret) -> None:
        """Go back into the field."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self.setFixedHeight(field_height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the full words."""
        return QSize(round(sum(self._widths(short=False))), self.height())

    def minimumSizeHint(self) -> QSize:
        """Room for the short words."""
        return QSize(round(sum(self._widths(short=True))), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows, Home and End; everything else goes on its way."""
        last = len(self._options) - 1
        at = self._index()
        step = {
            Qt.Key.Key_Left: max(at - 1, 0),
            Qt.Key.Key_Right: min(at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._choose(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        for index, rect in enumerate(self._rects()):
            if rect.contains(event.position()):
                self._choose(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the answers, the one that holds filled, and the ring while one is here."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = look.palette.surface if self.isEnabled() else look.palette.sunken
        paint.rounded(painter, frame, 4, ground)
        self._draw_options(painter, frame)
        line = look.palette.line2 if self.isEnabled() else look.palette.line
        paint.rounded(painter, frame, 4, None, line)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.palette.focus), 2))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _draw_options(self, painter: QPainter, frame: QRectF) -> None:
        look = theme.current()
        short = self._short()
        clip = QPainterPath()
        clip.addRoundedRect(frame, 4, 4)
        painter.save()
        painter.setClipPath(clip)
        for index, (option, rect) in enumerate(zip(self._options, self._rects(), strict=True)):
            holds = option.value == self._value
            colours = look.state(option.state)
            if holds:
                painter.fillRect(rect, QColor(colours.tint))
            if index:
                line = look.palette.line2 if self.isEnabled() else look.palette.line
                painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), QColor(line))
            ink = colours.text if holds else look.palette.ink2
            font = theme.font(look.density.value, 600 if holds else 400)
            paint.text(painter, rect, (option.short or option.word) if short else option.word, font, ink, paint.CENTRE)
        painter.restore()

    def _rects(self) -> list[QRectF]:
        widths = self._widths(short=self._short())
        spare = (self.width() - sum(widths)) / len(widths)
        rects, x = [], 0.0
        for wide in widths:
            right = x + wide + spare
            rects.append(QRectF(round(x), 0.5, round(right) - round(x), self.height() - 1))
            x = right
        return rects

    def _widths(self, *, short: bool) -> list[float]:
        font = theme.font(theme.current().density.value, 600)
        texts = [(option.short or option.word) if short else option.word for option in self._options]
        pad = _PAD * 0.7 if short else _PAD
        return [paint.width(text, font) + 2 * pad for text in texts]

    def _short(self) -> bool:
        return self.width() < sum(self._widths(short=False)) - 1

    def _index(self) -> int:
        return next((place for place, option in enumerate(self._options) if option.value == self._value), 0)

    def _choose(self, index: int) -> None:
        value = self._options[index].value
        if value == self._value or self._bound is None:
            return
        self._value = value
        self._say()
        self.update()
        self.edited.emit(self._bound, self.key, value)

    def _say(self) -> None:
        self.setAccessibleName(f"{self._name} {self._options[self._index()].word}".strip())
