"""Shows something on a booth's screen: the form, a document of the claim, a ready sentence or one's own words."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cso_desk.booth.messages_shown import LONGEST, ready_sentences
from cso_desk.booth.showing import ShownThing, Wish
from cso_desk.desk.filed import Filed, FileStand
from cso_desk.wire.blob_wire import Mime

from . import attach_words, words
from .entry_parts import EntryDialog
from .language import translate
from .row_list import Row, RowList
from .seat import Seat

_ROWS_TALL = 320
_PICTURES = frozenset(mime for mime in Mime if mime is not Mime.PDF)
_UP_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class _Choice:
    row: Row
    wish: Wish


class ShowDialog(EntryDialog):
    """Offers what can be shown in one booth; closes when another participant sits there."""

    wanted = Signal(object)
    """A Wish."""

    def __init__(self, seat: Seat, shown: ShownThing, *, parent: QWidget) -> None:
        """`shown` is what is on the booth's screen now."""
        place = translate("Booth", "Booth %1").replace("%1", str(seat.number))
        super().__init__("monitor-up", translate("Booth", "Show on the booth's screen"), place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seat = seat
        self._choices = _choices(seat)
        self.list = RowList(translate("Booth", "What can be shown"))
        self.list.setFixedHeight(_ROWS_TALL)
        self.list.show_rows([choice.row for choice in self._choices])
        self._body.addWidget(self.list)
        self._body.addSpacing(8)
        label = translate("Booth", "Or own words (at most %1 signs)")
        self.words = self.add_field(label.replace("%1", str(LONGEST)), most=LONGEST)
        self.end_body()
        if shown is not ShownThing.NOTHING:
            self.said.say(translate("Booth", "Something is shown in this booth now. Del takes it away."))
        self.cancel = self.button(translate("Form", "Cancel"), Qt.Key.Key_Escape)
        self.clear_screen = self.button(translate("Booth", "Take away"), Qt.Key.Key_Delete, icon="x")
        self.clear_screen.setEnabled(shown is not ShownThing.NOTHING)
        self.go = self.button(translate("Booth", "Show"), Qt.Key.Key_Return, icon="monitor-up")
        self.lay_out((self.cancel,), (self.clear_screen, self.go))
        self.cancel.clicked.connect(self.reject)
        self.clear_screen.clicked.connect(self._take_away)
        self.go.clicked.connect(self._go)
        self.words.textChanged.connect(self._check)
        self.list.doubleClicked.connect(self._go)
        self._check()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def show_seat(self, seat: Seat) -> None:
        """Follow the booth; close when another participant sits there."""
        if _claim(seat) != _claim(self._seat):
            self.reject()
            return
        self._seat, self._choices = seat, _choices(seat)
        self.list.show_rows([choice.row for choice in self._choices])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose from everywhere; Del belongs to the words while one writes them."""
        if event.key() in _UP_DOWN and isinstance(self.focusWidget(), QLineEdit):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    @property
    def _own(self) -> str:
        return " ".join(self.words.text().split())

    def _check(self) -> None:
        own = bool(self._own)
        self.list.setEnabled(not own)
        self.go.setEnabled(own or bool(self._choices))

    def _go(self) -> None:
        number = self._seat.number
        if self._own:
            self._want(Wish(number, ShownThing.MESSAGE, {"": self._own}))
            return
        chosen = self.list.chosen
        wish = next((choice.wish for choice in self._choices if choice.row.key == chosen), None)
        if wish is not None:
            self._want(wish)

    def _take_away(self) -> None:
        self._want(Wish(self._seat.number, ShownThing.NOTHING))

    def _want(self, wish: Wish) -> None:
        self.accept()
        self.wanted.emit(wish)


def _choices(seat: Seat) -> list[_Choice]:
    """The form first, then the documents of the claim that are pictures of this desk, then the ready sentences."""
    number = seat.number
    choices: list[_Choice] = []
    if seat.held is not None:
        form = Row(UUID(int=1), translate("Booth", "The form, to be read and confirmed"))
        choices.append(_Choice(form, Wish(number, ShownThing.FORM)))
        shown = [one for one in seat.held.files if one.mime in _PICTURES and one.stand is not FileStand.ELSEWHERE]
        choices += [_document(number, one) for one in shown]
    language = "id" if words.indonesian() else "en"
    for at, sentence in enumerate(ready_sentences()):
        row = Row(UUID(int=1000 + at), sentence.texts()[language])
        choices.append(_Choice(row, Wish(number, ShownThing.MESSAGE, sentence.texts())))
    return choices


def _document(number: int, one: Filed) -> _Choice:
    title = translate("Booth", "Document: %1").replace("%1", attach_words.document(one.document))
    wish = Wish(number, ShownThing.DOCUMENT, document=one.document, sha256=one.sha256)
    return _Choice(Row(UUID(hex=one.sha256[:32]), title), wish)


def _claim(seat: Seat) -> UUID | None:
    return seat.held.claim.id if seat.held is not None else None
