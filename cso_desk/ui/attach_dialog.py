"""Attaches a file to the claim in one seat: it is chosen or dropped, looked at, and given its document."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import documents_of
from cso_desk.claims.form import DocumentKind
from cso_desk.claims.laws import law_of
from cso_desk.claims.model import Claim
from cso_desk.desk.attaching import Answered, Found, Look, Seen, Wish
from cso_desk.desk.filed import already

from . import attach_words, bound_frame, theme
from .attach_parts import DocumentList, FileName, PreviewBox, quiet
from .dialog_parts import Head, button_row, draw_surface
from .drawn_still import DrawnStill
from .dropped import files_in
from .entry_parts import Said
from .key_button import RING, KeyButton, Kind
from .language import translate
from .seat import Seat

_SIDE = 16
_WIDE, _TALL = 860, 620
_ROOM = 40
_LEFT, _RIGHT = 3, 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PATTERNS = "*.jpg *.jpeg *.png *.webp *.heic *.heif *.pdf"
_numbers = count(1)


def first_folder() -> Path:
    """Where one looks for a file at first."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


class AttachDialog(QDialog):
    """Has a file looked at, shows it, and asks to have it kept; closes once it is kept, or another claim sits there.

    What it asks for is answered by `show_told`; an answer to an older question is no news.
    """

    asked = Signal(object)
    """A Look or a Wish."""

    def __init__(self, seat: Seat, *, on: date, folder: Path, parent: QWidget) -> None:
        """`on` is the day by whose law the claim needs its documents; `folder` is where one looks first."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        assert seat.held is not None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._seat, self._claim_id, self._on = seat, seat.held.claim.id, on
        self.folder = folder
        self.chooser: QFileDialog | None = None
        self._number = 0
        self._path: Path | None = None
        self._found: Found | None = None
        self._problem = self._hint = ""
        self._is_keeping = False
        title = translate("Attach", "Attach a file to the claim of %1").replace("%1", bound_frame.name_of(seat))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._make_parts()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        layout.setSpacing(0)
        layout.addWidget(Head(seat.number, title, WorkState.TALK))
        layout.addLayout(self._body(), 1)
        layout.addLayout(button_row([self.close_button], [self.busy, self.choose_button, self.attach_button]))
        self.setFixedSize(_size(parent.size()))
        self._show()
        self.documents.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def found(self) -> Found | None:
        """The file that may be attached, None while there is none."""
        return self._found

    def show_seat(self, seat: Seat) -> None:
        """Follow the claim; close when another one sits there."""
        if seat.held is None or seat.held.claim.id != self._claim_id:
            self.reject()
            return
        if seat != self._seat:
            self._seat = seat
            self._show()

    def show_told(self, told: Answered) -> bool:
        """Take the answer to what was asked last; False where it answers something else."""
        if told.number != self._number:
            return False
        if isinstance(told, Seen):
            self._found = told.found
        elif told.refusal is None:
            self.accept()
            return True
        self._is_keeping = False
        self._problem = "" if told.refusal is None else attach_words.problem(told.refusal)
        self._show()
        self.documents.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def look_at(self, files: Sequence[Path]) -> None:
        """Have the first of some files looked at."""
        if self._is_keeping or not files:
            return
        self._path, self._found, self._problem = files[0], None, ""
        self._hint = attach_words.first_of(len(files)) if len(files) > 1 else ""
        self._number = next(_numbers)
        self._show()
        self.asked.emit(Look(self._number, files[0]))

    def choose(self) -> None:
        """Ask which file it is."""
        if self.chooser is not None or self._is_keeping:
            return
        chooser = QFileDialog(self, translate("Attach", "Choose a file"), str(self.folder))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(
            [
                translate("Attach", "Pictures and PDF (%1)").replace("%1", _PATTERNS),
                translate("Attach", "All files (*)"),
            ]
        )
        for label, text in (
            (QFileDialog.DialogLabel.Accept, translate("Attach", "Choose")),
            (QFileDialog.DialogLabel.Reject, translate("Letter", "Cancel")),
            (QFileDialog.DialogLabel.LookIn, translate("Letter", "Folder")),
            (QFileDialog.DialogLabel.FileName, translate("Letter", "File name")),
            (QFileDialog.DialogLabel.FileType, translate("Letter", "File type")),
        ):
            chooser.setLabelText(label, text)
        chooser.fileSelected.connect(self._chosen)
        chooser.finished.connect(self._choosing_done)
        self.chooser = chooser
        chooser.open()

    def attach(self) -> None:
        """Ask to have the file kept as the chosen document."""
        if self._found is None or not self.attach_button.isEnabled():
            return
        self._number, self._is_keeping, self._problem = next(_numbers), True, ""
        self._show()
        self.asked.emit(Wish(self._number, self._claim_id, self._seat.number, self.documents.kind, self._found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter attaches, Ctrl+O chooses; a key held down acts once."""
        does: dict[Qt.Key, Callable[[], None]] = {Qt.Key.Key_O: self.choose, **dict.fromkeys(_ENTER, self.attach)}
        act = does.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is None or held != Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let a file be dropped in place of the one that is shown."""
        if files_in(event.mimeData()) and not self._is_keeping:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        event.acceptProposedAction()
        self.look_at(files_in(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    # what is shown

    def _show(self) -> None:
        held = self._seat.held
        assert held is not None
        self.documents.show_documents(_needed(held.claim, self._on), held.files)
        self.documents.setEnabled(not self._is_keeping)
        self.name.show_name("" if self._path is None else attach_words.file_name(self._path.name))
        self.about.setText("" if self._found is None else attach_words.about(self._found))
        self._show_preview()
        there = None if self._found is None else already(held.files, self._found.sha256)
        doubt = "" if there is None or self._is_keeping else attach_words.there_already(there)
        self.said.say(self._problem or doubt or self._hint)
        self.late.setText("" if held.claim.is_open else attach_words.late())
        self.late.setVisible(not held.claim.is_open)
        self.busy.setText(translate("Attach", "Keeping the file…") if self._is_keeping else "")
        self.choose_button.setEnabled(not self._is_keeping)
        self.attach_button.setEnabled(self._found is not None and there is None and not self._is_keeping)

    def _show_preview(self) -> None:
        if self._path is None:
            self.preview.show_words("paperclip", translate("Attach", "Choose a file, or drop one here."))
        elif self._found is not None and isinstance(self._found.picture, DrawnStill):
            self.preview.show_picture(self._found.picture.image)
        elif self._problem:
            self.preview.show_words("triangle-alert", translate("Attach", "This file cannot be attached."))
        else:
            self.preview.show_words("loader-circle", translate("Attach", "Reading the file…"))

    # what the officer does

    def _chosen(self, name: str) -> None:
        path = Path(name)
        self.folder = path.parent
        self.look_at((path,))

    def _choosing_done(self) -> None:
        if self.chooser is not None:
            self.chooser.deleteLater()
        self.chooser = None
        self.activateWindow()
        self.documents.setFocus(Qt.FocusReason.OtherFocusReason)

    # how it is made

    def _make_parts(self) -> None:
        density = theme.current().density
        self.preview = PreviewBox()
        self.name = FileName()
        self.about = quiet("label", density.value)
        self.documents = DocumentList()
        self.late = quiet("note", density.body)
        self.late.setWordWrap(True)
        self.said = Said()
        self.busy = quiet("hint", density.value)
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.close_button.name(translate("Form", "Cancel"))
        self.choose_button = KeyButton(Kind.PLAIN, "file-text", "Ctrl+O")
        self.choose_button.name(translate("Attach", "Choose a file"))
        self.attach_button = KeyButton(Kind.PLAIN, "paperclip", "Ctrl+Enter")
        self.attach_button.name(translate("Attach", "Attach"))
        self.close_button.clicked.connect(self.reject)
        self.choose_button.clicked.connect(self.choose)
        self.attach_button.clicked.connect(self.attach)

    def _body(self) -> QVBoxLayout:
        question = quiet("label", theme.current().density.value)
        question.setText(translate("Attach", "Which document is it?"))
        question.setBuddy(self.documents)
        left, right, row, body = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for layout in (left, right):
            layout.setSpacing(4)
        left.addWidget(self.preview, 1)
        left.addSpacing(2)
        left.addWidget(self.name)
        left.addWidget(self.about)
        right.addWidget(question)
        right.addWidget(self.documents, 1)
        right.addWidget(self.late)
        row.setSpacing(_SIDE)
        row.addLayout(left, _LEFT)
        row.addLayout(right, _RIGHT)
        body.setContentsMargins(_SIDE, 12, _SIDE, 8)
        body.setSpacing(8)
        body.addLayout(row, 1)
        body.addWidget(self.said)
        return body


def _needed(claim: Claim, on: date) -> tuple[str, ...]:
    """The documents of a claim; all there are while its cause, and with it what it needs, is not known."""
    law = law_of(claim, on)
    return (documents_of(claim, law) if law is not None else ()) or tuple(DocumentKind)


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
