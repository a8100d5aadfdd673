"""Asks why something is done to a claim that only the centre can do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cso_desk.claims.workflow import TEXT_LIMIT

from .entry_parts import EntryDialog
from .key_button import Kind
from .language import translate


class WhyDialog(EntryDialog):
    """Without a reason nothing is done, nor while the line is down; what is done, `_do` says."""

    def __init__(self, icon: str, title: str, number: str, words: str, does: str, *, parent: QWidget) -> None:
        """`words` say what will happen, `does` stands on the button."""
        super().__init__(icon, title, number, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._up = True
        self.add_words(words)
        self.why = self.add_field(translate("Second", "Why (needed; it stays in the log)"), most=TEXT_LIMIT)
        self.end_body()
        self.cancel = self.button(translate("Form", "Cancel"), Qt.Key.Key_Escape)
        self.go = self.button(does, Qt.Key.Key_Return, Kind.RETURN, icon=icon)
        self.lay_out((self.cancel,), (self.go,))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.why.textChanged.connect(self._check)
        self._check()
        self.fit()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow_line(self, *, is_up: bool) -> None:
        """Follow the line to the centre."""
        self._up = is_up
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(self._up and bool(self.why.text().strip()))
        self.busy.setText("" if self._up else translate("Second", "The line is down"))

    def _go(self) -> None:
        why = self.why.text().strip()
        if why and self._up:
            self.accept()
            self._do(why)

    def _do(self, why: str) -> None:
        raise NotImplementedError
