"""The documents that the claim needs, what the officer saw of each, and the files of each."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Outcome, documents_of
from cso_desk.claims.form import DocumentKind, DocumentStatus, document_key
from cso_desk.claims.laws import law_of
from cso_desk.claims.model import Claim
from cso_desk.desk.filed import Filed

from . import form_words, keys, paint, theme
from .card import Card, header_height
from .choice import Choice, Option
from .drafts import Bound
from .dropped import files_in
from .fields import field_height
from .file_lines import FileLines
from .header_button import HeaderButton
from .keys import Action
from .language import translate

_MARGIN = 10
_MARK = 23
_NAME = 0.3
_OUTCOMES = {
    DocumentStatus.NOT_SEEN: Outcome.OPEN,
    DocumentStatus.ORIGINAL: Outcome.PASS,
    DocumentStatus.UNREADABLE: Outcome.FAIL,
    DocumentStatus.MISSING: Outcome.FAIL,
}
_STATES = {
    DocumentStatus.NOT_SEEN: WorkState.SOLO,
    DocumentStatus.ORIGINAL: WorkState.READY,
    DocumentStatus.UNREADABLE: WorkState.NEED,
    DocumentStatus.MISSING: WorkState.LOST,
}


class DocumentsPanel(Card):
    """Shows one row for every document that the cause of the claim asks for, with its files; takes files dropped."""

    edited = Signal(object, str, str)
    attach_wanted = Signal(object)
    """The files that were dropped, none where one is to be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("file-text", parent)
        self._rows = {kind: DocumentRow(kind) for kind in DocumentKind}
        self._files = {kind: FileLines(indent=_MARGIN + _MARK) for kind in DocumentKind}
        self._none = NoDocuments()
        self._others = FileLines(indent=_MARGIN, named=True)
        self._is_over = False
        self.attach = HeaderButton(keys.key_of(Action.ATTACH), self)
        self.attach.clicked.connect(lambda: self.attach_wanted.emit(()))
        self.setAcceptDrops(True)
        for row in self._rows.values():
            row.choice.edited.connect(self.edited)
        self._shown: tuple[DocumentKind, ...] = ()
        self._arrange(())
        self.retranslate()

    @property
    def fields(self) -> list[Choice]:
        """What can be filled in here, from top to bottom."""
        return [self._rows[kind].choice for kind in self._shown]

    def show_documents(self, bound: Bound, claim: Claim, files: tuple[Filed, ...], *, on: date, locked: bool) -> bool:
        """Show the documents that a claim needs on a day; True when other rows are shown than before."""
        law = law_of(claim, on)
        needed = documents_of(claim, law) if law is not None else ()
        changed = needed != self._shown
        if changed:
            self._arrange(needed)
            self._align()
        for kind in needed:
            self._rows[kind].show_document(bound, claim, locked=locked)
        for kind in DocumentKind:
            own = tuple(one for one in files if one.document == kind)
            self._files[kind].show_files(own if kind in needed else ())
        self._others.show_files(tuple(one for one in files if one.document not in needed))
        seen = sum(claim.form.document(kind) is DocumentStatus.ORIGINAL for kind in needed)
        remark = translate("Form", "%1 of %2 seen").replace("%1", str(seen)).replace("%2", str(len(needed)))
        self.show_title(translate("Form", "Documents"), remark if needed else "")
        return changed

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        for row in self._rows.values():
            row.retranslate()
        self._align()
        self._none.update()
        self.attach.name(translate("Attach", "Attach"))
        self._restyle_files()
        self._place_button()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        super().restyle()
        for row in getattr(self, "_rows", {}).values():
            row.restyle()
        if hasattr(self, "_rows"):
            self._align()
            self._restyle_files()
            self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the end of the header."""
        super().resizeEvent(event)
        self._place_button()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be dropped here."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped."""
        self._show_over(over=False)
        event.acceptProposedAction()
        self.attach_wanted.emit(files_in(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame and header, and a ring while a file is held over them."""
        super().paintEvent(event)
        if self._is_over:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().palette.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def _show_over(self, *, over: bool) -> None:
        self._is_over = over
        self.update()

    def _restyle_files(self) -> None:
        for lines in (*self._files.values(), self._others):
            lines.restyle()

    def _place_button(self) -> None:
        size = self.attach.sizeHint()
        tall = min(size.height(), header_height() - 5)
        self.attach.take(theme.current().palette.ink2)
        self.attach.setGeometry(self.width() - size.width() - 5, (header_height() - tall) // 2, size.width(), tall)
        self.keep_free(size.width())

    def _align(self) -> None:
        column = max((self._rows[kind].name_width() for kind in self._shown), default=0.0)
        for kind in self._shown:
            self._rows[kind].align(column)

    def _arrange(self, needed: tuple[DocumentKind, ...]) -> None:
        while self.rows.count():
            self.rows.takeAt(0)
        self._shown = needed
        self.rows.addWidget(self._none)
        self._none.setVisible(not needed)
        others = tuple(kind for kind in self._rows if kind not in needed)
        for kind in (*needed, *others):
            self.rows.addWidget(self._rows[kind])
            self.rows.addWidget(self._files[kind])
            self._rows[kind].setVisible(kind in needed)
        self.rows.addWidget(self._others)
        self.rows.addStretch(1)


class DocumentRow(QWidget):
    """One document: its mark, its name and what was seen of it."""

    def __init__(self, kind: DocumentKind) -> None:
        super().__init__()
        self._kind = kind
        self._status = DocumentStatus.NOT_SEEN
        self._column = 0.0
        self.choice = Choice(document_key(kind), self._options(), self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_document(self, bound: Bound, claim: Claim, *, locked: bool) -> None:
        """Show what was seen of this document."""
        self.choice.show_text(bound, claim.form.text(self.choice.key), locked=locked)
        status = claim.form.document(self._kind)
        if status is not self._status:
            self._status = status
            self.update()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.choice.name(form_words.document(self._kind), self._options())
        self.setToolTip(form_words.document(self._kind))
        self.update()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self.choice.restyle()
        self.setFixedHeight(field_height() + 5)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, field_height() + 5)

    def name_width(self) -> float:
        """The room that mark and name need."""
        font = theme.font(theme.current().density.body, 600)
        return _MARGIN + _MARK + paint.width(form_words.document(self._kind), font) + 10

    def align(self, column: float) -> None:
        """Let the choice begin there, as in the other rows."""
        self._column = column
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let all choices begin below each other."""
        self._place()

    def _place(self) -> None:
        most = self.width() - _MARGIN - self.choice.minimumSizeHint().width()
        left = round(min(max(self.width() * _NAME, self._column), most))
        top = round((self.height() - self.choice.height()) / 2)
        self.choice.setGeometry(left, top, self.width() - _MARGIN - left, self.choice.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and name."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        outcome = _OUTCOMES[self._status]
        loud = outcome is Outcome.FAIL
        size = 15 if look.density is theme.ROOMY else 13
        x = _MARGIN + paint.check_mark(painter, _MARGIN, middle, outcome, size) + 8
        rect = QRectF(x, 0, self.choice.x() - x - 2, self.height())
        ink = look.palette.ink if loud else look.palette.ink2
        font = theme.font(look.density.body, 600 if loud else 400)
        paint.text(painter, rect, form_words.document(self._kind), font, ink)
        painter.end()

    @staticmethod
    def _options() -> tuple[Option, ...]:
        return tuple(
            Option(status, *form_words.document_status(status), state=_STATES[status]) for status in DocumentStatus
        )


class NoDocuments(QWidget):
    """Says why there is no list yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sentence."""
        look = theme.current()
        painter = QPainter(self)
        text = translate("Form", "Choose the cause of the claim; the documents it needs stand here.")
        rect = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, 0)
        paint.text(painter, rect, text, theme.font(look.density.body), look.palette.ink3)
        painter.end()
