"""The talk bar under the picture: microphone, talk or hold, recorded sentences, a still, the booth's screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from cso_desk.booth.messages import Lamp
from cso_desk.booth.talk_view import TalkView

from . import keys, paint, talk_words, theme
from .key_button import RING, KeyButton, Kind
from .keys import Action
from .language import translate

_BARS, _BAR_WIDE, _BAR_STEP = 5, 2.0, 4.0
_METER_AT = 6.0
_METER = _METER_AT + _BARS * _BAR_STEP - 2
_TALLEST = 14.0
_EDGE = 4


@dataclass(frozen=True, slots=True)
class PromptOffer:
    """A recorded sentence that can be played: its name, and what it says in the officer's language."""

    name: str
    text: str


class MeterButton(KeyButton):
    """A button with a level meter behind its word."""

    def __init__(self, icon: str, key: str, parent: QWidget) -> None:
        super().__init__(Kind.TALK, icon, key, parent)
        self._level = 0.0

    def show_level(self, level: float) -> None:
        """Show how loud it is, from 0 to 1."""
        if level != self._level:
            self._level = level
            self.update()

    def _tail(self) -> float:
        return _METER

    def _draw_tail(self, painter: QPainter, x: float, middle: float, ink: str) -> float:
        lit = round(self._level * _BARS)
        for bar in range(_BARS):
            tall = _TALLEST * (0.35 + 0.65 * (1 - abs(bar - _BARS // 2) / (_BARS / 2)))
            colour = QColor(ink)
            colour.setAlphaF(1.0 if bar < lit else 0.3)
            rect = QRectF(x + _METER_AT + bar * _BAR_STEP, middle - tall / 2, _BAR_WIDE, tall)
            painter.fillRect(rect, colour)
        return _METER


class TalkBar(QWidget):
    """Shows the conversation with one booth and announces what the officer wants of it; knows nothing of sound."""

    mute_wanted = Signal()
    talk_wanted = Signal()
    prompt_wanted = Signal(str)
    """The name of a recorded sentence; "" ends the one that is played."""
    still_wanted = Signal()
    show_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TalkView | None = None
        self._booth = 0
        self._prompts: tuple[PromptOffer, ...] = ()
        self._menu: QMenu | None = None
        self.microphone = MeterButton("mic", keys.key_of(Action.MUTE), self)
        self.talk = KeyButton(Kind.PLAIN, "phone-call", keys.key_of(Action.TALK), self)
        self.prompt = KeyButton(Kind.PLAIN, "volume-2", keys.key_of(Action.PROMPT), self)
        self.still = KeyButton(Kind.PLAIN, "camera", keys.key_of(Action.TAKE), self)
        self.screen_ = KeyButton(Kind.PLAIN, "monitor-up", keys.key_of(Action.SHOW), self)
        self.microphone.clicked.connect(self.mute_wanted)
        self.talk.clicked.connect(self.talk_wanted)
        self.prompt.clicked.connect(lambda: self.open_prompts(self))
        self.still.clicked.connect(self.still_wanted)
        self.screen_.clicked.connect(self.show_wanted)
        for button in self.buttons:
            button.small = True
        self.restyle()

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """All buttons, from left to right."""
        return (self.microphone, self.talk, self.prompt, self.still, self.screen_)

    @property
    def menu(self) -> QMenu | None:
        """The open list of recorded sentences, None while there is none."""
        return self._menu

    def offer(self, prompts: Sequence[PromptOffer]) -> None:
        """These sentences can be played."""
        self._prompts = tuple(prompts)
        self.prompt.setEnabled(bool(prompts))

    def show_talk(self, view: TalkView, booth: int) -> None:
        """Show what holds for one booth."""
        if booth != self._booth and self._menu is not None:
            self._menu.close()
        self._view, self._booth = view, booth
        lamp = view.of(booth).lamp
        live = booth in view.talk.hearers
        self.microphone.kind = Kind.RETURN if view.talk.muted else Kind.TALK if live else Kind.PLAIN
        self.microphone.show_level(0.0 if view.talk.muted else view.level)
        self.talk.kind = Kind.PLAIN if lamp is Lamp.TALK else Kind.TALK
        self._name()

    def open_prompts(self, near: QWidget) -> None:
        """Show the sentences above their button, or in the middle of `near` where the bar is out of sight.

        One that is played can be ended there.
        """
        if not self._prompts:
            return
        menu = QMenu(self)
        menu.setFont(theme.font(theme.current().density.body))
        if self._view is not None and self._view.of(self._booth).plays:
            self._entry(menu, translate("Talk", "Stop the recording"), "")
            menu.addSeparator()
        for prompt in self._prompts:
            self._entry(menu, prompt.text, prompt.name)
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(self._forget_menu)
        self._menu = menu
        size = menu.sizeHint()
        above = self.prompt.mapToGlobal(QPoint(RING, -size.height()))
        middle = near.mapToGlobal(near.rect().center()) - QPoint(size.width() // 2, size.height() // 2)
        menu.popup(above if self.isVisible() else middle)

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self._name()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._name()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the buttons."""
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        palette = theme.current().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint.rounded(painter, frame, 5, palette.surface, palette.line)
        painter.end()

    def _entry(self, menu: QMenu, text: str, name: str) -> None:
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _=False: self.prompt_wanted.emit(name))

    def _forget_menu(self) -> None:
        menu, self._menu = self._menu, None
        if menu is not None:
            menu.deleteLater()

    def _name(self) -> None:
        view = self._view
        lamp = view.of(self._booth).lamp if view is not None else Lamp.HELD
        self.microphone.name(talk_words.microphone(view.talk) if view is not None else "")
        self.talk.name(talk_words.talk_verb(lamp))
        self.talk.write_key(keys.key_of(Action.TALK))
        self._place()
        for button in self.buttons:
            button.update()

    def _place(self) -> None:
        """From left to right; where there is little room the words are shorter."""
        long = (translate("Talk", "Voice prompt"), translate("Talk", "Take picture"), translate("Talk", "Show"))
        short = (translate("Talk", "Prompt"), translate("Talk", "Photo"), translate("Talk", "Screen"))
        for names in (long, short):
            for button in self.buttons:
                button.tight = names is short
            for button, name in zip((self.prompt, self.still, self.screen_), names, strict=True):
                button.name(name)
            wide = [button.sizeHint().width() - RING for button in self.buttons]  # room for one ring between two
            if sum(wide) + RING + 2 * _EDGE <= self.width():
                break
        x = _EDGE
        for button, across in zip(self.buttons, wide, strict=True):
            tall = button.sizeHint().height()
            button.setGeometry(x, (self.height() - tall) // 2, across + RING, tall)
            x += across
