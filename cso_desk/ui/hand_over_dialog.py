"""Passes a claim on: back to those that wait, or to another desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from . import bound_frame
from .entry_parts import EntryDialog
from .language import translate
from .seat import Seat

_MOST_NAME = 100


class HandOverDialog(EntryDialog):
    """Asks to whom the claim in one seat goes, and says what happens then; closes when another claim sits there."""

    handed_over = Signal(int, object, object)
    """Booth, claim id, and the desk's name, None for the queue."""

    def __init__(self, seat: Seat, desks: Sequence[str], *, own: str, line_is_up: bool, parent: QWidget) -> None:
        """`desks` are the names that are offered, `own` is this desk's."""
        assert seat.held is not None
        name = bound_frame.name_of(seat)
        place = translate("Form", "Booth %1").replace("%1", str(seat.number))
        title = translate("Sync", "Hand over the claim of %1").replace("%1", name)
        super().__init__("arrow-left-right", title, place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seat, self._own, self._up = seat, own, line_is_up
        self._desks = tuple(desks)
        self.desk = self.add_field(translate("Sync", "To which desk (empty: back to the queue)"), most=_MOST_NAME)
        completer = QCompleter(list(desks), self.desk)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.desk.setCompleter(completer)
        known = ", ".join(desks)
        if known:
            self.add_words(translate("Sync", "Desks known of: %1").replace("%1", known))
        self.what = self.add_words("")
        self.end_body()
        self.cancel = self.button(translate("Form", "Cancel"), Qt.Key.Key_Escape)
        self.go = self.button(translate("Sync", "Hand over"), Qt.Key.Key_Return, icon="arrow-left-right")
        self.lay_out((self.cancel,), (self.go,))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.desk.textChanged.connect(self._check)
        self._check()
        self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_seat(self, seat: Seat) -> None:
        """Follow the claim; close when another one sits there, or when it is decided."""
        ours, held = self._seat.held, seat.held
        assert ours is not None
        if held is None or held.claim.id != ours.claim.id or not held.claim.is_open:
            self.reject()

    @property
    def _name(self) -> str:
        return self.desk.text().strip()

    def _check(self) -> None:
        own = self._name == self._own
        self.said.say(self._doubt())
        self.go.setEnabled(not own)
        self.what.setText(_what(self._name, line_is_up=self._up))
        self.fit()

    def _doubt(self) -> str:
        """What speaks against the name: it is one's own desk, or one of which nothing was heard."""
        if self._name == self._own:
            return translate("Sync", "This is your own desk. Name another one.")
        if self._name and self._name not in self._desks:
            return translate("Sync", "Nothing was heard of this desk yet. Look at its name once more.")
        return ""

    def _go(self) -> None:
        held = self._seat.held
        if held is None or self._name == self._own:
            return
        self.accept()
        self.handed_over.emit(self._seat.number, held.claim.id, self._name or None)


def _what(desk: str, *, line_is_up: bool) -> str:
    """What happens then."""
    text = translate("Sync", "The claim goes back to the queue; whoever calls next may get it. What is written stays.")
    if desk:
        text = translate("Sync", "%1 alone may call the claim. What is written stays.").replace("%1", desk)
    if not line_is_up:
        text += " " + translate("Sync", "The line is down: it moves when the line is back, and cannot be decided here.")
    return text
