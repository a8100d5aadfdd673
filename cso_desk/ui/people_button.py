"""The button in the top bar that opens the search for participants."""

from PySide6.QtWidgets import QWidget

from . import keys, theme
from .header_button import HeaderButton
from .keys import Action
from .language import translate

_GAP = 16


class PeopleButton(HeaderButton):
    """Says what it is for in as many words as there is room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(keys.key_of(Action.PEOPLE), parent)

    def place(self, x: float, height: int) -> float:
        """Stand in a bar of that height with the left edge at `x`; returns where the next thing may begin."""
        look = theme.current()
        roomy = look.density is theme.ROOMY
        self.name(translate("People", "Find a participant") if roomy else translate("People", "Find"))
        self.take(look.palette.barink)
        size = self.sizeHint()
        self.setGeometry(round(x), (height - size.height()) // 2, size.width(), size.height())
        return round(x) + size.width() + _GAP
