"""Asks why a decided claim is opened again."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from .language import translate
from .why_dialog import WhyDialog


class ReopenDialog(WhyDialog):
    """Says what becomes of the claim, in its booth or in the queue."""

    reopened = Signal(object, str, object)
    """Claim id, why, and the booth where it sits, None for the queue."""

    def __init__(self, claim_id: UUID, name: str, number: str, booth: int | None, *, parent: QWidget) -> None:
        title = translate("Reopen", "Open the claim of %1 again").replace("%1", name)
        does = translate("Reopen", "Open again")
        super().__init__("lock-open", title, number, _what_happens(booth), does, parent=parent)
        self.claim_id = claim_id
        self._booth = booth

    def follow(self, *, may: bool, line_is_up: bool) -> None:
        """Close where the claim may be opened again no more."""
        if may:
            self.follow_line(is_up=line_is_up)
        else:
            self.reject()

    def _do(self, why: str) -> None:
        self.reopened.emit(self.claim_id, why, self._booth)


def _what_happens(booth: int | None) -> str:
    text = translate(
        "Reopen", "Its decision counts no more; the form can be changed, and the claim has to be decided anew."
    )
    place = translate("Reopen", "It goes to the queue, and any desk may call it.")
    if booth:
        place = translate("Reopen", "It stays in booth %1.").replace("%1", str(booth))
    return f"{text} {place}"
