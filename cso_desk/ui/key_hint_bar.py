"""The bar of the keys that one needs most."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from . import keys, paint, theme
from .bars import Bar
from .keys import Action


class KeyHintBar(Bar):
    """The keys that one needs most, always in sight."""

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

    def __init__(self, booths: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._booths = booths

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw key caps with what they do, while there is room."""
        look = theme.current()
        palette = look.palette
        painter = self.begin()
        painter.fillRect(self.rect(), QColor(palette.app))
        font = theme.font(look.density.check)
        middle = self.height() / 2 - 1
        x = 16.0 if look.density is theme.ROOMY else 10.0
        for action in self._HINTS:
            if self._booths == 1 and action in (Action.BOOTH, Action.NEXT):
                continue
            caps = ["1", str(self._booths)] if action is Action.BOOTH else [keys.key_of(action)]
            label = keys.action_label(action)
            need = (
                sum(max(20.0, paint.width(cap, theme.font(11, 600)) + 12) for cap in caps)
                + paint.width(label, font)
                + 40
            )
            if x + need > self.width():
                break
            for index, cap in enumerate(caps):
                if index:
                    x += paint.text(painter, QRectF(x, 0, 20, middle * 2), "–", font, palette.ink3) + 6
                x += paint.key_cap(painter, x, middle, cap, palette.ink, palette.line2, palette.surface) + 6
            x += paint.text(painter, QRectF(x, 0, 300, middle * 2), label, font, palette.ink2) + 20
        painter.end()
