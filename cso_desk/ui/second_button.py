"""The button in the top bar that opens what waits for a supervisor."""

from PySide6.QtWidgets import QWidget

from . import keys, theme
from .header_button import HeaderButton
from .keys import Action
from .language import translate

_GAP = 16


class SecondButton(HeaderButton):
    """Says how many claims wait for this officer's second word; officers who may give none do not see it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(keys.key_of(Action.SECOND), parent)
        self._count = 0

    def count(self, count: int) -> bool:
        """Take how many wait; True where that is another number than before."""
        before, self._count = self._count, count
        return count != before

    def place(self, x: float, height: int) -> float:
        """Stand in a bar of that height with the left edge at `x`; returns where the next thing may begin."""
        look = theme.current()
        text = translate("Second", "Second approval") if look.density is theme.ROOMY else translate("Second", "Second")
        self.name(f"{text} · {self._count}" if self._count else text)
        self.take(look.palette.alarm if self._count else look.palette.barink)
        size = self.sizeHint()
        self.setGeometry(round(x), (height - size.height()) // 2, size.width(), size.height())
        return round(x) + size.width() + _GAP
