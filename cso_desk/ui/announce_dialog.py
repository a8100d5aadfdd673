"""Asks to which booths an announcement goes."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from . import theme
from .entry_parts import EntryDialog
from .key_button import Kind
from .language import translate


class AnnounceDialog(EntryDialog):
    """All booths are chosen at first; Enter begins, and whoever is not chosen hears nothing."""

    chosen = Signal(object)
    """The booths, a frozenset."""

    def __init__(self, booths: Collection[int], place: str, *, parent: QWidget) -> None:
        super().__init__("volume-2", translate("Talk", "Announcement"), place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_words(translate("Talk", "You speak to all chosen booths at once and hear none of them."))
        self.boxes: dict[int, QCheckBox] = {}
        for booth in sorted(booths):
            box = QCheckBox(translate("Talk", "Booth %1").replace("%1", str(booth)))
            box.setFont(theme.font(theme.current().density.body))
            box.setChecked(True)
            box.toggled.connect(self._check)
            self.boxes[booth] = box
            self._body.addWidget(box)
        self.end_body()
        self.cancel = self.button(translate("Talk", "Cancel"), Qt.Key.Key_Escape)
        self.go = self.button(translate("Talk", "Speak"), Qt.Key.Key_Return, Kind.TALK, icon="volume-2")
        self.lay_out((self.cancel,), (self.go,))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _booths(self) -> frozenset[int]:
        return frozenset(booth for booth, box in self.boxes.items() if box.isChecked())

    def _check(self) -> None:
        self.go.setEnabled(bool(self._booths()))

    def _go(self) -> None:
        self.accept()
        self.chosen.emit(self._booths())
