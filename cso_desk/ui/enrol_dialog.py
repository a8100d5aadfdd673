"""The dialog in which a machine becomes a desk: the centre's address, and a one-time code of the administrator."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cso_desk.desk.address import completed, is_address, is_private

from . import entry_words
from .entry_parts import EntryDialog
from .key_button import Kind
from .language import translate

_MOST_ADDRESS, _MOST_CODE = 500, 40


class EnrolDialog(EntryDialog):
    """Asks for address and code and announces them; says why the machine is no desk yet."""

    wanted = Signal(str, str)
    """Address and code."""
    cancelled = Signal()
    left = Signal()
    """The program is to end."""

    def __init__(self, url: str, *, parent: QWidget | None = None) -> None:
        super().__init__("monitor", translate("Entry", "Enrol this desk"), "", parent)
        self._is_busy = False
        self.add_words(
            translate("Entry", "The administrator gives the code for each desk; it can be used once, for 24 hours.")
        )
        self.url = self.add_field(translate("Entry", "Address of the centre"), most=_MOST_ADDRESS)
        self.code = self.add_field(translate("Entry", "One-time code"), most=_MOST_CODE)
        self.url.setText(url)
        self.url.setPlaceholderText("https://centre.example:8414")
        self.end_body()
        self.leave = self.button(translate("Entry", "Close the program"), Qt.Key.Key_Escape)
        self.cancel = self.button(translate("Entry", "Cancel"), Qt.Key.Key_Escape)
        self.go_on = self.button(translate("Entry", "Enrol"), Qt.Key.Key_Return, Kind.APPROVE, "check")
        self.lay_out((self.leave, self.cancel), (self.go_on,))
        self.leave.clicked.connect(self.left)
        self.cancel.clicked.connect(self.cancelled)
        self.go_on.clicked.connect(self._go_on)
        for field in (self.url, self.code):
            field.textChanged.connect(self._look)
        self._look()
        (self.code if url else self.url).setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def reject(self) -> None:
        """Closing the window is as pressing Esc."""
        (self.cancelled if self._is_busy else self.left).emit()

    def show_busy(self, text: str) -> None:
        """Say what is waited for; Esc gives it up."""
        self._is_busy = True
        self.busy.setText(text)
        self.said.say("")
        self._look()
        self.fit()

    def show_refusal(self, code: str, facts: Mapping[str, Any]) -> None:
        """Say why the machine was not enrolled."""
        self.show_rest(entry_words.refusal("wrong_code" if code == "bad_message" else code, facts))

    def show_not_reached(self, cause: str) -> None:
        """Say that the centre's word did not come."""
        self.show_rest(entry_words.not_reached(cause))

    def show_rest(self, text: str = "") -> None:
        """Nothing is under way any more."""
        self._is_busy = False
        self.busy.setText("")
        self.said.say(text)
        self._look()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _go_on(self) -> None:
        address = completed(self.url.text())
        if not is_address(address) or not is_private(address):
            self.show_rest(entry_words.not_reached("not_private" if is_address(address) else "no_address"))
            self.url.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wanted.emit(address, self.code.text().strip())

    def _look(self) -> None:
        self.lock_fields(locked=self._is_busy)
        is_whole = bool(self.url.text().strip()) and bool(self.code.text().strip())
        self.go_on.setEnabled(is_whole and not self._is_busy)
        self.leave.setVisible(not self._is_busy)
        self.cancel.setVisible(self._is_busy)
        if self._is_busy:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
