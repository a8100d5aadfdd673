"""The last look before an officer signs out: what is not sent yet, and where it stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from . import entry_words
from .entry_parts import EntryDialog
from .key_button import Kind
from .language import translate


class SignOutDialog(EntryDialog):
    """Asks whether to sign out; where work is not sent yet, signing out is a button of its own words."""

    wanted = Signal()

    def __init__(self, name: str, count: int, *, attachments: bool, parent: QWidget | None = None) -> None:
        super().__init__("user", translate("Entry", "Sign out"), name, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = entry_words.unsent(count, attachments=attachments)
        whole = count == 0 and not attachments
        if whole:
            self.add_words(words)
        self.end_body()
        if not whole:
            self.said.say(words)
        self.stay = self.button(translate("Entry", "Stay"), Qt.Key.Key_Escape)
        go = translate("Entry", "Sign out") if whole else translate("Entry", "Sign out, leave it here")
        self.go = self.button(go, Qt.Key.Key_F10, Kind.PLAIN if whole else Kind.RETURN)
        self.lay_out((self.stay,), (self.go,))
        self.stay.clicked.connect(self.close)
        self.go.clicked.connect(self._go)
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _go(self) -> None:
        self.close()
        self.wanted.emit()
