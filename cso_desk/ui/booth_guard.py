"""The guard against the wrong booth: asks before one writes in the form of a booth that is not the one in talk."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from cso_desk.booth.talk import Talk
from cso_desk.claims.model import Claim

from .drafts import Bound
from .entry_parts import EntryDialog
from .field_box import Control
from .key_button import Kind
from .language import translate


def show_again(fields: Iterable[Control], bound: Bound | None, claim: Claim) -> None:
    """Show every field as the claim has it: what was typed in it was not meant for it."""
    for field in fields:
        field.show_text(bound, claim.form.text(field.key), locked=not claim.is_open)


class WrongBoothDialog(EntryDialog):
    """Enter and Esc go back to the booth in talk; only its own key writes here."""

    wrote = Signal()

    def __init__(self, talking_to: int, booth: int, name: str, *, parent: QWidget) -> None:
        title = translate("Talk", "You are talking with booth %1").replace("%1", str(talking_to))
        place = translate("Talk", "Booth %1").replace("%1", str(booth))
        super().__init__("triangle-alert", title, place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = translate("Talk", "This is the form of booth %1, %2. What you type would be written there.")
        self.add_words(text.replace("%1", str(booth)).replace("%2", name))
        self.end_body()
        back = translate("Talk", "Back to booth %1").replace("%1", str(talking_to))
        here = translate("Talk", "Write in booth %1").replace("%1", str(booth))
        self.back = self.button(back, Qt.Key.Key_Escape, Kind.TALK, icon="undo-2")
        self.here = self.button(here, Qt.Key.Key_F4, icon="pencil")
        self.lay_out((self.here,), (self.back,))
        self.back.clicked.connect(self.reject)
        self.here.clicked.connect(self._write)
        self.back.setDefault(True)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _write(self) -> None:
        self.wrote.emit()
        self.accept()


class BoothGuard(QObject):
    """Asks once for each claim and talk; what was typed goes where it was meant to, or nowhere."""

    returned = Signal(int)
    """The booth in talk, to which the officer goes back."""
    dropped = Signal()
    """What was typed was meant for nobody here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._talk: Talk | None = None
        self._allowed: Bound | None = None
        self._dialog: WrongBoothDialog | None = None

    @property
    def dialog(self) -> WrongBoothDialog | None:
        """The open question, None while there is none."""
        return self._dialog

    @property
    def talk(self) -> Talk | None:
        """The conversation, None at a desk whose booths do not talk."""
        return self._talk

    def show_talk(self, talk: Talk) -> None:
        """Follow the conversation: another booth in talk is another question."""
        before, self._talk = self._talk, talk
        if before is None or before.talking_to != talk.talking_to:
            self._allowed = None
            self.close()

    def close(self) -> None:
        """Ask no more: what was typed is dropped, and nobody is led elsewhere."""
        if self._dialog is not None:
            self._dialog.finished.disconnect(self._finish)
            self._dialog.reject()
            self._dialog = None
            self.dropped.emit()

    def stops(self, bound: Bound) -> bool:
        """True when it must be asked before anything is written in this form."""
        talking_to = self._talk.talking_to if self._talk is not None else None
        return talking_to is not None and talking_to != bound.booth and bound != self._allowed

    def ask(self, bound: Bound, name: str, write: Callable[[], None]) -> None:
        """Ask whether to write here; `write` does it. A question that is open is not asked twice."""
        if self._dialog is not None or self._talk is None or self._talk.talking_to is None:
            return
        dialog = WrongBoothDialog(self._talk.talking_to, bound.booth, name, parent=self._widget)
        dialog.wrote.connect(lambda: self._allow(bound, write))
        dialog.finished.connect(self._finish)
        self._dialog = dialog
        dialog.open()

    def _allow(self, bound: Bound, write: Callable[[], None]) -> None:
        self._allowed = bound
        write()

    def _finish(self, result: int) -> None:
        self._dialog = None
        self._widget.window().activateWindow()  # not every platform gives the keys back by itself
        if result == WrongBoothDialog.DialogCode.Rejected.value:
            self.dropped.emit()
            if self._talk is not None and self._talk.talking_to is not None:
                self.returned.emit(self._talk.talking_to)
