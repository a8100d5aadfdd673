"""Asks why a claim is taken back from the desk that holds it."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cso_desk.desk.model import HeldElsewhere

from . import second_words
from .language import translate
from .why_dialog import WhyDialog


class RevokeDialog(WhyDialog):
    """Closes when the desk does not hold the claim any more."""

    revoked = Signal(object, str)
    """Claim id, why."""

    def __init__(self, one: HeldElsewhere, *, parent: QWidget) -> None:
        claim = one.claim
        title = translate("Second", "Take back the claim of %1").replace("%1", second_words.name(claim))
        words = translate(
            "Second",
            "%1. Taken back, it goes to the queue and any desk may call it. "
            "What its desk has not sent by then does not count.",
        ).replace("%1", second_words.place(claim))
        super().__init__("undo-2", title, claim.number, words, translate("Second", "Take back"), parent=parent)
        self._one = one

    @property
    def claim_id(self) -> UUID:
        """The claim it is about."""
        return self._one.claim.id

    def follow(self, one: HeldElsewhere | None, *, line_is_up: bool) -> None:
        """Follow the claim; None where no other desk holds it any more."""
        if one is None or one.claim.desk != self._one.claim.desk or one.is_under_way:
            self.reject()
            return
        self._one = one
        self.follow_line(is_up=line_is_up)

    def _do(self, why: str) -> None:
        self.revoked.emit(self._one.claim.id, why)
