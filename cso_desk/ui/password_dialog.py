"""The dialog in which an officer chooses a password of one's own, as one must after an administrator gave one."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from . import entry_words
from .entry_parts import EntryDialog, hide_signs, toggle_signs
from .key_button import Kind
from .language import translate

_MOST = 1000


class PasswordDialog(EntryDialog):
    """Asks for the new password twice and announces it; what is wrong with it the centre says."""

    wanted = Signal(str)
    """The new password."""
    left = Signal()
    """The officer does not want to."""

    def __init__(self, place: str, *, parent: QWidget | None = None) -> None:
        super().__init__("lock", translate("Entry", "Choose a password of your own"), place, parent)
        self._is_busy = False
        self.add_words(
            translate(
                "Entry",
                "Only you may know your password. At least 12 characters, without your name and staff number; "
                "some words one after the other are easy to keep in mind.",
            )
        )
        self.show_signs = self.button(translate("Entry", "Show"), Qt.Key.Key_F4)
        self.show_signs.small = True
        self.new = self.add_field(translate("Entry", "New password"), most=_MOST, beside=self.show_signs)
        self.again = self.add_field(translate("Entry", "New password once more"), most=_MOST)
        for field in (self.new, self.again):
            hide_signs(field)
            field.textChanged.connect(self._look)
        self.end_body()
        self.cancel = self.button(translate("Entry", "Cancel"), Qt.Key.Key_Escape)
        self.go_on = self.button(
            translate("Entry", "Change and sign in"), Qt.Key.Key_Return, Kind.APPROVE, "arrow-right"
        )
        self.lay_out((self.cancel,), (self.go_on,))
        self.show_signs.clicked.connect(self._toggle)
        self.cancel.clicked.connect(self.left)
        self.go_on.clicked.connect(self._go_on)
        self._look()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def reject(self) -> None:
        """Closing the window is as pressing Esc."""
        self.left.emit()

    def show_busy(self, text: str) -> None:
        """Say what is waited for."""
        self._is_busy = True
        self.busy.setText(text)
        self.said.say("")
        self._look()
        self.fit()

    def show_refusal(self, code: str, facts: Mapping[str, Any]) -> None:
        """Say why the password was not changed."""
        weak = code == "weak_password"
        self._rest(entry_words.weakness(str(facts.get("reason"))) if weak else entry_words.refusal(code, facts))

    def show_not_reached(self, cause: str) -> None:
        """Say that the centre's word did not come."""
        self._rest(entry_words.not_reached(cause))

    def _go_on(self) -> None:
        if self.new.text() != self.again.text():
            self._rest(entry_words.weakness("differs"))
            return
        self.wanted.emit(self.new.text())

    def _toggle(self) -> None:
        toggle_signs(self.new, self.again)
        hidden = self.new.echoMode() == self.new.EchoMode.Password
        self.show_signs.name(translate("Entry", "Show") if hidden else translate("Entry", "Hide"))

    def _rest(self, text: str) -> None:
        self._is_busy = False
        self.busy.setText("")
        self.said.say(text)
        self._look()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _look(self) -> None:
        self.lock_fields(locked=self._is_busy)
        self.go_on.setEnabled(bool(self.new.text() and self.again.text()) and not self._is_busy)
