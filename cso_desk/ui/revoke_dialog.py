"""Asks why a claim is taken back from the desk that holds it."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cso_desk.claims.workflow import TEXT_LIMIT
from cso_desk.desk.model import HeldElsewhere

from . import second_words
from .entry_parts import EntryDialog
from .key_button import Kind

translate = second_words.translate


class RevokeDialog(EntryDialog):
    """Without a reason nothing is taken; closes when the desk does not hold the claim any more."""

    revoked = Signal(object, str)
    """Claim id, why."""

    def __init__(self, one: HeldElsewhere, *, parent: QWidget) -> None:
        claim = one.claim
        title = translate("Second", "Take back the claim of %1").replace("%1", second_words.name(claim))
        super().__init__("undo-2", title, claim.number, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._one = one
        self._up = True
        self.add_words(
            translate(
                "Second",
                "%1. Taken back, it goes to the queue and any desk may call it. "
                "What its desk has not sent by then does not count.",
            ).replace("%1", second_words.place(claim))
        )
        self.why = self.add_field(translate("Second", "Why (needed; it stays in the log)"), most=TEXT_LIMIT)
        self.end_body()
        self.cancel = self.button(translate("Form", "Cancel"), Qt.Key.Key_Escape)
        self.go = self.button(translate("Second", "Take back"), Qt.Key.Key_Return, Kind.RETURN, icon="undo-2")
        self.lay_out((self.cancel,), (self.go,))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.why.textChanged.connect(self._check)
        self._check()
        self.fit()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def claim_id(self) -> UUID:
        """The claim it is about."""
        return self._one.claim.id

    def follow(self, one: HeldElsewhere | None, *, line_is_up: bool) -> None:
        """Follow the claim; None where no other desk holds it any more."""
        if one is None or one.claim.desk != self._one.claim.desk or one.is_under_way:
            self.reject()
            return
        self._one, self._up = one, line_is_up
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(self._up and bool(self.why.text().strip()))
        self.busy.setText("" if self._up else translate("Second", "The line is down"))

    def _go(self) -> None:
        why = self.why.text().strip()
        if why and self._up:
            self.accept()
            self.revoked.emit(self._one.claim.id, why)
