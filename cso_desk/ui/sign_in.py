"""The dialog at which an officer signs in, with the centre or without it, and comes back to a locked screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from . import entry_words
from .entry_parts import EntryDialog, hide_signs, toggle_signs
from .key_button import Kind
from .language import translate

_MOST_NUMBER, _MOST_PASSWORD = 100, 1000


@dataclass(frozen=True, slots=True)
class Locked:
    """Whose screen is locked, and why: a code, "" where the officer or the idle time did it."""

    number: str
    name: str
    why: str = ""


class SignInDialog(EntryDialog):
    """Asks for number and password and announces them; says why one is not let in.

    With `locked` it stands before a locked screen: the number is fixed, and another officer may take over.
    """

    wanted = Signal(str, str)
    """Number and password, to be taken to the centre."""
    offline_wanted = Signal(str, str)
    """Number and password, to go on without the centre."""
    openid_wanted = Signal()
    enrolment_wanted = Signal()
    cancelled = Signal()
    """What is under way is given up."""
    left = Signal()
    """The program is to end or, at a locked screen, another officer signs in."""

    def __init__(self, place: str, *, locked: Locked | None = None, parent: QWidget | None = None) -> None:
        title = translate("Entry", "Screen locked") if locked else translate("Entry", "Sign in")
        super().__init__("lock" if locked else "user", title, place, parent)
        self._until: datetime | None = None
        self._is_busy = False
        self._has_openid = False
        self._is_nobodys = False
        self._locked = locked
        self.show_signs = self.button(translate("Entry", "Show"), Qt.Key.Key_F4)
        self.show_signs.small = True
        if locked is not None:
            self.add_words(translate("Entry", "Cameras and sending go on. Write your password to go on working."))
        self.number = self.add_field(translate("Entry", "Staff number (NPK)"), most=_MOST_NUMBER)
        self.password = self.add_field(translate("Entry", "Password"), most=_MOST_PASSWORD, beside=self.show_signs)
        hide_signs(self.password)
        self.end_body()
        self._add_buttons(locked)
        self.show_signs.clicked.connect(self._toggle)
        self.number.textChanged.connect(self._changed)
        self.password.textChanged.connect(self._changed)
        if locked is not None:
            self.number.setText(f"{locked.number} · {locked.name}")
            self.number.setReadOnly(True)
            self.number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.said.say(entry_words.refusal(locked.why, {}) if locked.why else "")
        self._changed()
        (self.number if locked is None else self.password).setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def reject(self) -> None:
        """Closing the window is as pressing Esc; a locked screen stays locked."""
        if self._is_busy:
            self.cancelled.emit()
        elif self._locked is None:
            self.left.emit()

    def offer_openid(self) -> None:
        """The centre lets officers in by the organisation's own sign-in."""
        self._has_openid = True
        self._look()
        self.fit()

    def show_busy(self, text: str) -> None:
        """Say what is waited for; Esc gives it up."""
        self._is_busy = True
        self.busy.setText(text)
        self.said.say("")
        self._look()
        self.fit()

    def show_refusal(self, code: str, facts: Mapping[str, Any]) -> None:
        """Say why one is not let in."""
        self._is_nobodys = code == "unauthorised" and self._locked is None
        self._rest(entry_words.refusal(code, facts))
        if code in ("wrong_credentials", "bad_message"):
            self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def show_not_reached(self, cause: str, until: datetime | None, why_not: str) -> None:
        """Say that the centre's word did not come, and whether one may go on without it."""
        if until is not None:
            self._until = until
            self._rest(entry_words.offline(until))
            self.offline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._rest(f"{entry_words.not_reached(cause)} {entry_words.no_offline(why_not)}")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def show_away(self, cause: str) -> None:
        """Say that the centre, or the organisation's sign-in, did not answer."""
        self.show_rest(entry_words.not_reached(cause))

    def show_rest(self, text: str = "") -> None:
        """Nothing is under way any more."""
        self._rest(text)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _add_buttons(self, locked: Locked | None) -> None:
        leave = translate("Entry", "Another officer") if locked else translate("Entry", "Close the program")
        self.leave = self.button(leave, Qt.Key.Key_F10 if locked else Qt.Key.Key_Escape)
        self.cancel = self.button(translate("Entry", "Cancel"), Qt.Key.Key_Escape)
        self.enrol = self.button(translate("Entry", "Enrol the desk"), Qt.Key.Key_F5)
        self.openid = self.button(translate("Entry", "Organisation's sign-in"), Qt.Key.Key_F6, icon="globe")
        self.offline = self.button(translate("Entry", "Offline"), Qt.Key.Key_F9, icon="wifi-off")
        go_on = translate("Entry", "Unlock") if locked else translate("Entry", "Sign in")
        self.go_on = self.button(go_on, Qt.Key.Key_Return, Kind.APPROVE, "arrow-right")
        self.lay_out((self.leave, self.cancel), (self.enrol, self.openid, self.offline, self.go_on))
        for one in (self.cancel, self.enrol, self.openid, self.offline):
            one.hide()
        self.leave.clicked.connect(self.left)
        self.cancel.clicked.connect(self.cancelled)
        self.enrol.clicked.connect(self.enrolment_wanted)
        self.openid.clicked.connect(self.openid_wanted)
        self.offline.clicked.connect(self._go_offline)
        self.go_on.clicked.connect(self._go_on)

    @property
    def _who(self) -> str:
        return self._locked.number if self._locked is not None else self.number.text().strip()

    def _go_on(self) -> None:
        self.wanted.emit(self._who, self.password.text())

    def _go_offline(self) -> None:
        self.offline_wanted.emit(self._who, self.password.text())

    def _toggle(self) -> None:
        toggle_signs(self.password)
        hidden = self.password.echoMode() == self.password.EchoMode.Password
        self.show_signs.name(translate("Entry", "Show") if hidden else translate("Entry", "Hide"))

    def _rest(self, text: str) -> None:
        self._is_busy = False
        self.busy.setText("")
        self.said.say(text)
        self._look()

    def _changed(self) -> None:
        self._until = None
        self._look()

    def _look(self) -> None:
        """Show the buttons that can be pressed now."""
        self.lock_fields(locked=self._is_busy)
        is_whole = bool(self._who) and bool(self.password.text())
        self.go_on.setEnabled(is_whole and not self._is_busy)
        is_away = self._until is not None
        self.offline.setVisible(is_away and not self._is_busy)
        self.enrol.setVisible(self._is_nobodys and not self._is_busy)
        self.openid.setVisible(self._has_openid and not (is_away or self._is_nobodys or self._is_busy))
        self.cancel.setVisible(self._is_busy)
        self.leave.setVisible(not self._is_busy)
        if self._is_busy:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
