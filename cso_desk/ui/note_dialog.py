"""The notes that colleagues left on a claim, why it was opened again, and a field for one more."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Claim, Note
from cso_desk.desk.model import DeskView

from . import bound_frame, theme, words
from .dialog_parts import Head, NoteEdit, button_row, draw_surface
from .key_button import RING, KeyButton, Kind
from .language import translate
from .seat import Seat

_SIDE = 16
_WIDE, _TALL = 624, 520
_ROOM = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteDialog(QDialog):
    """Shows the notes of the claim in one seat and announces a new one; closes when another claim sits there."""

    noted = Signal(object, str)
    """Claim id, text."""

    def __init__(self, seat: Seat, view: DeskView, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        assert seat.held is not None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seat = seat
        self._told: tuple[object, ...] = ()
        title = translate("Sync", "Notes on the claim of %1").replace("%1", bound_frame.name_of(seat))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        label = translate("Sync", "A word for colleagues; it stays for good and the participant does not see it")
        self.note = NoteEdit(label)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.close_button.name(translate("Sync", "Close"))
        self.add = KeyButton(Kind.PLAIN, "pencil", "Ctrl+Enter")
        self.add.name(translate("Sync", "Add the note"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        layout.setSpacing(0)
        layout.addWidget(Head(seat.number, title, WorkState.TALK))
        layout.addLayout(self._body(label), 1)
        layout.addLayout(button_row([self.close_button], [self.add]))
        self.setFixedSize(_size(parent.size()))
        self.close_button.clicked.connect(self.reject)
        self.add.clicked.connect(self._add)
        self.note.textChanged.connect(self._check)
        self._check()
        self.show_seat(seat, view)
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def texts(self) -> list[str]:
        """What the notes say, the newest last."""
        return [label.text() for label in self.area.findChildren(QLabel)]

    def show_seat(self, seat: Seat, view: DeskView) -> None:
        """Follow the claim; close when another one sits there."""
        ours, held = self._seat.held, seat.held
        assert ours is not None
        if held is None or held.claim.id != ours.claim.id:
            self.reject()
            return
        self._seat = seat
        waiting = frozenset(piece.op_id for one in view.unsettled for piece in one.pieces)
        notes = _notes(held.claim)
        told = (notes, frozenset(note.id for note in notes) & waiting)
        if told != self._told:
            self._told = told
            self._show_notes(notes, waiting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter adds the note."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self._add()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    def _show_notes(self, notes: Sequence[Note], waiting: frozenset[UUID]) -> None:
        body = QWidget()
        body.setObjectName("cardBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        for note in notes:
            for label in _lines(note, is_waiting=note.id in waiting):
                layout.addWidget(label)
        if not notes:
            layout.addWidget(_label(translate("Sync", "No notes yet."), "label", theme.current().density.body))
        layout.addStretch(1)
        self.area.setWidget(body)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(bar.setValue)  # the newest note stays in sight

    def _body(self, text: str) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setContentsMargins(_SIDE, 12, _SIDE, 8)
        layout.setSpacing(6)
        layout.addWidget(self.area, 1)
        label = _label(text, "label", theme.current().density.value)
        label.setBuddy(self.note)
        layout.addWidget(label)
        layout.addWidget(self.note)
        return layout

    def _check(self) -> None:
        self.add.setEnabled(bool(self.note.toPlainText().strip()))

    def _add(self) -> None:
        text = self.note.toPlainText().strip()
        if not text or self._seat.held is None:
            return
        self.note.clear()
        self.noted.emit(self._seat.held.claim.id, text)


def _notes(claim: Claim) -> list[Note]:
    """The notes, and among them why the claim was opened again, in the order of their time."""
    opened = translate("Sync", "Opened again: %1")
    whys = [Note(one.id, one.officer, opened.replace("%1", one.why), one.reopened_at) for one in claim.reopenings]
    return sorted([*claim.notes, *whys], key=lambda note: note.noted_at)


def _lines(note: Note, *, is_waiting: bool) -> tuple[QLabel, QLabel]:
    at = note.noted_at.astimezone(JAKARTA)
    head = translate("Sync", "Officer %1").replace("%1", note.officer) + f" · {words.day(at.date())} {at:%H.%M}"
    if is_waiting:
        head += " · " + translate("Sync", "not sent yet")
    density = theme.current().density
    text = _label(note.text, "", density.body)
    text.setContentsMargins(0, 0, 0, 8)
    return _label(head, "label", density.value), text


def _label(text: str, kind: str, px: float) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setFont(theme.font(px))
    label.setWordWrap(True)
    return label


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
