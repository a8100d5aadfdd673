"""Asks before the claims that are kept for offline work go back to the queue."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cso_desk.desk.model import DeskView

from .entry_parts import EntryDialog
from .language import translate


class PackDialog(EntryDialog):
    """Says what happens to the kept claims; giving them back is never the default."""

    gave_back = Signal()

    def __init__(self, view: DeskView, place: str, *, parent: QWidget) -> None:
        title = translate("Sync", "Give back the kept claims")
        super().__init__("snowflake", title, place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = translate("Sync", "%1 claims are kept for this desk. Given back, any desk may call them.")
        self.add_words(text.replace("%1", str(view.pack.kept)))
        self.end_body()
        if not view.line_is_up:
            self.said.say(
                translate("Sync", "The line is down. Without them nothing can be decided here until it is back.")
            )
        self.stay = self.button(translate("Sync", "Keep them"), Qt.Key.Key_Escape)
        self.go = self.button(translate("Sync", "Give back"), Qt.Key.Key_F4, icon="undo-2")
        self.lay_out((self.stay,), (self.go,))
        self.stay.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _go(self) -> None:
        self.accept()
        self.gave_back.emit()
