"""The preview of a letter, with the ways to give it to the participant: on paper or as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState

from . import letter_words, theme
from .dialog_parts import Head, draw_surface
from .key_button import KeyButton, Kind
from .language import translate
from .letter import Letter
from .letter_file import Written
from .letter_page import html_of, paint, pdf_of

_SIDE = 16
_WIDE, _TALL = 760, 900
_ROOM = 40
_PAPER_MARGIN = 28
_PAPER = "QTextBrowser { background: white; color: #1a1a1a; border: 1px solid #c8ccd2; }"


class LetterDialog(QDialog):
    """Shows one letter as it will be printed; `write` takes a path and the file's bytes and answers by `show_written`.

    Closed, it keeps nothing of the letter.
    """

    def __init__(
        self, booth: int, letter: Letter, *, write: Callable[[Path, bytes], None], folder: Path, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._letter, self._write, self._folder = letter, write, folder
        self.chooser: QFileDialog | None = None
        title = letter_words.title(receipt=bool(letter.number), claim_number=letter.claim_number)
        self.setWindowTitle(title)
        self.preview = QTextBrowser()
        self.preview.setOpenLinks(False)
        self.preview.setStyleSheet(_PAPER)
        self.preview.setAccessibleName(title)
        self.preview.document().setDocumentMargin(_PAPER_MARGIN)
        self.message = QLabel()
        self.message.setProperty("kind", "hint")
        self.message.setWordWrap(True)
        self.message.setFont(theme.font(theme.current().density.value))
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.close_button.name(translate("Letter", "Close"))
        self.save_button = KeyButton(Kind.PLAIN, "file-text", "Ctrl+S")
        self.save_button.name(translate("Letter", "Save as PDF"))
        self.print_button = KeyButton(Kind.PLAIN, "printer", "Ctrl+P")
        self.print_button.name(translate("Letter", "Print"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - 3)
        layout.setSpacing(0)
        layout.addWidget(Head(booth, title, WorkState.TALK))
        layout.addWidget(self._framed(self.preview), 1)
        layout.addLayout(self._buttons())
        self.setFixedSize(_size(parent.size()))
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_out)
        self.show_letter(letter)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_letter(self, letter: Letter) -> None:
        """Show the letter as it stands now; where one has scrolled to stays."""
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        self._letter = letter
        self.preview.setHtml(html_of(letter))
        bar.setValue(place)

    def show_written(self, value: Written) -> None:
        """Say what became of the file."""
        self.save_button.setEnabled(True)
        self._say(letter_words.written(value))

    def save(self) -> None:
        """Ask where to, then hand the file over to be written."""
        if self.chooser is not None or not self.save_button.isEnabled():
            return
        chooser = QFileDialog(self, translate("Letter", "Save as PDF"), str(self._folder))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter("PDF (*.pdf)")
        chooser.setDefaultSuffix("pdf")
        chooser.selectFile(self._letter.file_name)
        chooser.setLabelText(QFileDialog.DialogLabel.Accept, translate("Letter", "Save"))
        chooser.setLabelText(QFileDialog.DialogLabel.Reject, translate("Letter", "Cancel"))
        chooser.setLabelText(QFileDialog.DialogLabel.LookIn, translate("Letter", "Folder"))
        chooser.setLabelText(QFileDialog.DialogLabel.FileName, translate("Letter", "File name"))
        chooser.setLabelText(QFileDialog.DialogLabel.FileType, translate("Letter", "File type"))
        chooser.fileSelected.connect(self._chosen)
        chooser.finished.connect(self._choosing_done)
        self.chooser = chooser
        chooser.open()

    def print_out(self) -> None:
        """Ask for the printer and give it the letter, or say that there is none."""
        if not QPrinterInfo.availablePrinterNames():
            self._say(letter_words.no_printer())
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._letter.title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._say(letter_words.printed(taken=paint(self._letter, printer))))
        QDialog.open(dialog)  # the print dialog's own open() asks for a slot

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+P prints, Ctrl+S saves, Esc closes; a key held down acts once."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_P, Qt.Key.Key_S):
            if not event.isAutoRepeat():
                (self.print_out if event.key() == Qt.Key.Key_P else self.save)()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    def _chosen(self, name: str) -> None:
        path = Path(name)
        self._folder = path.parent
        self.save_button.setEnabled(False)
        self._say(letter_words.saving(path))
        self._write(path, pdf_of(self._letter))

    def _choosing_done(self) -> None:
        if self.chooser is not None:
            self.chooser.deleteLater()
        self.chooser = None
        self.activateWindow()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setAccessibleName(text)

    def _framed(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 6)
        layout.addWidget(widget)
        return holder

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE - 3, 4, _SIDE - 3, 0)
        row.setSpacing(8)
        row.addWidget(self.close_button)
        row.addWidget(self.message, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return row


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
