"""The sheet of all keys, opened with F1."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from . import keys, theme
from .keys import BINDINGS, TALK_ACTIONS, Action, Page
from .language import translate

_COLUMNS = 2
_GAPS = {theme.ROOMY: 7, theme.DENSE: 1}
"""Between two rows, in pixels: all of them are to be seen on the smallest screen."""


class KeySheet(QDialog):
    """Lists every key and what it does."""

    def __init__(self, booths: int, parent: QWidget | None = None, *, talks: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Keys", "All keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(_GAPS[theme.current().density])
        rows = list(_rows(booths, talks=talks))
        half = -(-len(rows) // _COLUMNS)
        for index, (caps, label) in enumerate(rows):
            column, row = divmod(index, half)
            grid.addWidget(_cap(caps), row, column * 3, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(label), row, column * 3 + 1)
        grid.setColumnMinimumWidth(2, 30)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setText(translate("Keys", "Close (Esc)"))
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(16)
        title = QLabel(translate("Keys", "All keys"))
        title.setFont(theme.font(theme.current().density.title, 600))
        layout.addWidget(title)
        layout.addLayout(grid)
        layout.addWidget(close)


def _rows(booths: int, *, talks: bool) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if booths > 1:
        while_typing = translate("Keys", "select booth, also while typing")
        rows = [(f"1 – {booths}", keys.action_label(Action.BOOTH)), (f"Alt+1 – Alt+{booths}", while_typing)]
    for binding in BINDINGS:
        if binding.action is Action.BOOTH or (binding.action in TALK_ACTIONS and not talks):
            continue
        where = {
            Page.ANYWHERE: "",
            Page.WALL: translate("Keys", " (wall)"),
            Page.FOCUS: translate("Keys", " (focus)"),
        }[binding.page]
        rows.append((keys.key_of(binding.action), keys.action_label(binding.action) + where))
    return rows


def _cap(text: str) -> QLabel:
    cap = QLabel(text)
    cap.setObjectName("keyCap")
    cap.setFont(theme.font(12, 600))
    return cap
