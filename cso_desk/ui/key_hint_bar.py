"""The bar of the keys that one needs most."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.booth.talk_view import TalkView

from . import keys, paint, talk_words, theme
from .bars import Bar
from .keys import Action


class KeyHintBar(Bar):
    """The keys that one needs most, always in sight; at a desk whose booths talk also who hears the officer."""

    _HINTS = (
        Action.BOOTH,
        Action.NEXT,
        Action.OPEN,
        Action.CALL,
        Action.APPROVE,
        Action.RETURN,
        Action.REJECT,
        Action.REFER,
        Action.KEYS,
    )
    _TALKING_HINTS = (
        Action.BOOTH,
        Action.TALK,
        Action.PUSH,
        Action.NEXT,
        Action.OPEN,
        Action.TAKE,
        Action.PROMPT,
        Action.APPROVE,
        Action.KEYS,
    )

    def __init__(self, booths: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._booths = booths
        self._talk: TalkView | None = None
        self._said: tuple[str, str] = ("", "")

    @property
    def sentence(self) -> str:
        """Who hears the officer, or what is amiss with the officer's microphone; "" where booths do not talk."""
        who, amiss = self._said
        return amiss or who

    def show_talk(self, view: TalkView) -> None:
        """Say who hears the officer, and what is amiss."""
        self._talk = view
        said = (talk_words.who_hears(view.talk), talk_words.trouble(view))
        if said != self._said:
            self._said = said
            self.setAccessibleName(self.sentence)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw key caps with what they do, while there is room."""
        look = theme.current()
        palette = look.palette
        painter = self.begin()
        painter.fillRect(self.rect(), QColor(palette.app))
        font = theme.font(look.density.check)
        middle = self.height() / 2 - 1
        x = 16.0 if look.density is theme.ROOMY else 10.0
        room = self.width() - self._draw_talk(painter)
        for action in self._HINTS if self._talk is None else self._TALKING_HINTS:
            if self._booths == 1 and action in (Action.BOOTH, Action.NEXT):
                continue
            caps = ["1", str(self._booths)] if action is Action.BOOTH else [keys.key_of(action)]
            label = keys.action_label(action)
            need = (
                sum(max(20.0, paint.width(cap, theme.font(11, 600)) + 12) for cap in caps)
                + paint.width(label, font)
                + 40
            )
            if x + need > room:
                break
            for index, cap in enumerate(caps):
                if index:
                    x += paint.text(painter, QRectF(x, 0, 20, middle * 2), "–", font, palette.ink3) + 6
                x += paint.key_cap(painter, x, middle, cap, palette.ink, palette.line2, palette.surface) + 6
            x += paint.text(painter, QRectF(x, 0, 300, middle * 2), label, font, palette.ink2) + 20
        painter.end()

    def _draw_talk(self, painter: QPainter) -> float:
        """Draw at the right end who hears the officer; returns the room it took."""
        if self._talk is None:
            return 0.0
        look = theme.current()
        amiss, talk = bool(self._said[1]), self._talk.talk
        state = WorkState.NEED if amiss else WorkState.TALK if talk.hearers else WorkState.SOLO
        ink = look.state(state).text
        margin = 16.0 if look.density is theme.ROOMY else 10.0
        area = QRectF(0, 0, self.width() - margin, self.height() - 2)
        wide = paint.text(painter, area, self.sentence, theme.font(look.density.check, 600), ink, paint.RIGHT)
        icon = "triangle-alert" if amiss else "mic" if talk.hearers else "mic-off"
        paint.icon(painter, area.right() - wide - 22, area.center().y(), icon, ink, 16)
        return wide + margin + 40
