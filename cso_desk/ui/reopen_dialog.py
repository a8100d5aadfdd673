"""Asks why a decided claim is opened again."""

from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from cso_desk.claims.workflow import TEXT_LIMIT

from .entry_parts import EntryDialog
from .key_button import Kind

translate = QCoreApplication.translate


class ReopenDialog(EntryDialog):
    """Without a reason nothing is opened, nor while the line is down."""

    reopened = Signal(object, str, object)
    """Claim id, why, and the booth where it sits, None for the queue."""

    def __init__(self, claim_id: UUID, name: str, number: str, booth: int | None, *, parent: QWidget) -> None:
        title = translate("Reopen", "Open the claim of %1 again").replace("%1", name)
        super().__init__("lock-open", title, number, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.claim_id = claim_id
        self._booth = booth
        self._up = True
        self.add_words(_what_happens(booth))
        self.why = self.add_field(translate("Reopen", "Why (needed; it stays in the log)"), most=TEXT_LIMIT)
        self.end_body()
        self.cancel = self.button(translate("Form", "Cancel"), Qt.Key.Key_Escape)
        self.go = self.button(translate("Reopen", "Open again"), Qt.Key.Key_Return, Kind.RETURN, icon="lock-open")
        self.lay_out((self.cancel,), (self.go,))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.why.textChanged.connect(self._check)
        self._check()
        self.fit()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, *, may: bool, line_is_up: bool) -> None:
        """Close where the claim may be opened again no more."""
        if not may:
            self.reject()
            return
        self._up = line_is_up
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(self._up and bool(self.why.text().strip()))
        self.busy.setText("" if self._up else translate("Reopen", "The line is down"))

    def _go(self) -> None:
        why = self.why.text().strip()
        if why and self._up:
            self.accept()
            self.reopened.emit(self.claim_id, why, self._booth)


def _what_happens(booth: int | None) -> str:
    text = translate(
        "Reopen", "Its decision counts no more; the form can be changed, and the claim has to be decided anew."
    )
    place = translate("Reopen", "It goes to the queue, and any desk may call it.")
    if booth:
        place = translate("Reopen", "It stays in booth %1.").replace("%1", str(booth))
    return f"{text} {place}"
