"""Finds participants at the centre by a number or a name, and shows what is known of the one who is opened."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cso_desk.desk.model import LineState, Officer, SyncStatus
from cso_desk.desk.people import Asked, Opening, Search, Told
from cso_desk.wire.people_wire import LONGEST_QUERY, PastClaim, PersonFound

from . import people_words, person_words, theme
from .dialog_parts import button_row, draw_surface
from .entry_parts import Band, Said
from .key_button import RING, KeyButton, Kind
from .language import translate
from .people_hunt import Hunt
from .person_panel import PersonPanel
from .record_parts import note
from .reopen_dialog import ReopenDialog
from .row_list import RowList

_SIDE = 16
_WIDE, _TALL = 1080, 720
_ROOM = 40
_FIELD = 34
_MEANING = 96
_SHARES = (2, 3)
_PAUSE_MS = 200
"""So long after the last key the centre is asked by itself: each asking is kept there."""
_MORE_KEY = "F5"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PeopleDialog(QDialog):
    """Asks while one types, lists who fits, and opens one on Enter alone; an answer to an older question is no news."""

    asked = Signal(object)
    """What is wanted of the centre now: a Search, an Opening, or None."""
    reopened = Signal(object, str, object)
    """Claim id, why, None: it goes to the queue."""

    def __init__(self, line: SyncStatus, *, officer: Officer, parent: QWidget) -> None:
        """`officer` is whose desk it is, and who may open a claim again."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._line, self._officer = line, officer
        self._hunt = Hunt()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._make_parts()
        self._make_buttons()
        self._lay_out(officer.place)
        self.setFixedSize(_size(parent.size()))
        self._retranslate()
        self._show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_told(self, told: Told) -> None:
        """Show what came of the newest question."""
        if not self._hunt.hear(told):
            return
        self._pause.stop()
        self._show()
        if isinstance(told.asked, Search) and not told.asked.after:
            self.list.setCurrentRow(0)

    def show_line(self, line: SyncStatus) -> None:
        """Follow how the line is; what was not answered for want of it is asked again when it is back."""
        was_down, self._line = _is_down(self._line), line
        if was_down == _is_down(line):
            return
        if was_down:
            self._ask(self._hunt.again())
        self._show()

    @property
    def chosen(self) -> PersonFound | None:
        """Who is chosen in the list, None while it is empty."""
        return next((one for one in self._hunt.people if one.id == self.list.chosen), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list from wherever one is, and press the button that a key belongs to; held down it acts once."""
        key = Qt.Key.Key_Return if event.key() in _ENTER else Qt.Key(event.key())
        focused = self.focusWidget()
        if key in _MOVES and focused is not self.list:
            QCoreApplication.sendEvent(self.list, event)
            event.accept()
            return
        button = self._keys.get(key)
        if key == Qt.Key.Key_Return and isinstance(focused, KeyButton):
            button = focused
        if key == Qt.Key.Key_Return and button is None and not event.isAutoRepeat():
            self._enter()
        elif button is None:
            super().keyPressEvent(event)
        elif button.isVisible() and button.isEnabled() and not event.isAutoRepeat():
            button.click()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.panel.retranslate()
            self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    # what the officer does

    def _type(self, text: str) -> None:
        self._pause.stop()
        if self._hunt.write(text):
            self.asked.emit(None)
        if self._hunt.is_due:
            self._pause.start()
        self._show()

    def _enter(self) -> None:
        """Ask at once where the text is not answered yet; else open who is chosen."""
        if not self._hunt.is_answered:
            self._search()
        elif self.chosen is not None:
            self._ask(self._hunt.open(self.chosen.id))

    def _search(self) -> None:
        self._pause.stop()
        self._ask(self._hunt.search())

    def _show_more(self) -> None:
        self._ask(self._hunt.more())

    def _ask(self, asked: Asked | None) -> None:
        if asked is not None:
            self.asked.emit(asked)
            self._show()

    def _ask_why(self) -> None:
        """Ask why the person's newest decided claim is opened again; once it is, there is nothing more to find."""
        file, past = self.panel.file, self._past
        if file is None or past is None or past.id is None or _is_down(self._line):
            return
        dialog = ReopenDialog(past.id, file.record.full_name, past.number, None, parent=self)
        dialog.reopened.connect(self.reopened)
        dialog.accepted.connect(self.accept)
        dialog.open()

    @property
    def _past(self) -> PastClaim | None:
        """The newest claim of the person shown that this officer may open again."""
        file = self.panel.file
        return None if file is None else person_words.reopenable(file, self._officer)

    def _toggle_whole(self) -> None:
        self.panel.show_whole(whole=not self.panel.whole)
        self._show()

    # what is shown

    def _show(self) -> None:
        hunt = self._hunt
        self.meaning.setText(people_words.meaning(hunt.query))
        self.summary.setText(self._summary())
        self.summary.setAccessibleName(self.summary.text())
        self.summary.setVisible(bool(self.summary.text()))
        self.said.say(self._doubt())
        self.list.show_rows([people_words.row(one) for one in hunt.people])
        self.list.setVisible(bool(hunt.people))
        self.empty.setVisible(not hunt.people)
        self._choose()

    def _choose(self) -> None:
        """Show the record of who is chosen where it was opened, else how to open it."""
        hunt, one = self._hunt, self.chosen
        if hunt.file is not None and one is not None and hunt.is_open(one.id):
            self.panel.show_file(hunt.file)
        elif one is None or not hunt.is_answered:
            self.panel.show_hint("")
        else:
            is_coming = hunt.asked == Opening(one.id)
            self.panel.show_hint(people_words.opening() if is_coming else people_words.to_open(one.name))
        self._show_buttons()

    def _show_buttons(self) -> None:
        hunt, opened = self._hunt, self.panel.file is not None
        self.more.setVisible(bool(hunt.after) and hunt.is_answered)
        self.more.setEnabled(not hunt.is_searching)
        self.whole.setVisible(opened)
        past = self._past
        self.reopen.setVisible(past is not None)
        self.reopen.setEnabled(not _is_down(self._line))
        self.reopen.setAccessibleDescription("" if past is None else past.number)
        masked, whole = translate("People", "Show the numbers"), translate("People", "Mask the numbers")
        self.whole.name(whole if self.panel.whole else masked)
        self.open_button.name(translate("People", "Open") if hunt.is_answered else translate("People", "Search"))
        self.open_button.setEnabled(self.chosen is not None and not opened if hunt.is_answered else hunt.is_due)

    def _summary(self) -> str:
        rest = self._found_so_far()
        return f"{people_words.cut()} {rest}" if _is_full(self.field) else rest

    def _found_so_far(self) -> str:
        hunt = self._hunt
        if not hunt.query.can_be_asked:
            return people_words.hint(hunt.query)
        if hunt.is_searching or self._pause.isActive():
            return people_words.searching()
        if not hunt.is_answered:
            return people_words.again() if hunt.lost_its_line else ""
        if not hunt.people:
            return people_words.nothing(hunt.query)
        return people_words.count(len(hunt.people), _MORE_KEY if hunt.after else "")

    def _doubt(self) -> str:
        if self._hunt.failed is not None:
            return people_words.trouble(self._hunt.failed)
        return people_words.offline(self._line.cause) if _is_down(self._line) else ""

    # how it is built

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_QUERY)
        self.field.setFont(theme.font(theme.current().density.body + 1))
        self.field.setFixedHeight(_FIELD)
        self.meaning = QLabel()
        self.meaning.setProperty("kind", "label")
        self.meaning.setFont(theme.font(theme.current().density.body, 600))
        self.meaning.setMinimumWidth(_MEANING)
        self.title = note()
        self.title.setProperty("kind", "label")
        self.title.setBuddy(self.field)
        self.summary = note()
        self.said = Said()
        self.list = RowList("")
        self.empty = note()
        self.panel = PersonPanel()
        self.field.textChanged.connect(self._type)
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._enter)

    def _make_buttons(self) -> None:
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.whole = KeyButton(Kind.PLAIN, "eye", "F4")
        self.more = KeyButton(Kind.PLAIN, "chevron-down", _MORE_KEY)
        self.reopen = KeyButton(Kind.PLAIN, "lock-open", "F6")
        self.open_button = KeyButton(Kind.PLAIN, "id-card", "Enter")
        self._keys = {Qt.Key.Key_F4: self.whole, Qt.Key.Key_F5: self.more, Qt.Key.Key_F6: self.reopen}
        self.close_button.clicked.connect(self.reject)
        self.whole.clicked.connect(self._toggle_whole)
        self.more.clicked.connect(self._show_more)
        self.reopen.clicked.connect(self._ask_why)
        self.open_button.clicked.connect(self._enter)

    def _lay_out(self, place: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        layout.setSpacing(0)
        layout.addWidget(Band("search", translate("People", "Find a participant"), place))
        body = QVBoxLayout()
        body.setContentsMargins(_SIDE, 10, _SIDE, 6)
        body.setSpacing(6)
        body.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.meaning)
        body.addLayout(row)
        body.addWidget(self.summary)
        body.addWidget(self.said)
        body.addLayout(self._columns(), 1)
        layout.addLayout(body, 1)
        layout.addLayout(button_row([self.close_button], [self.whole, self.reopen, self.more, self.open_button]))

    def _columns(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.addWidget(self.empty)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(left, _SHARES[0])
        row.addWidget(self.panel, _SHARES[1])
        return row

    def _retranslate(self) -> None:
        title = translate("People", "Find a participant")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.title.setText(translate("People", "NIK, KPJ or name"))
        self.field.setAccessibleName(self.title.text())
        self.list.setAccessibleName(translate("People", "Participants who fit"))
        self.empty.setText(people_words.empty())
        self.close_button.name(translate("Sync", "Close"))
        self.more.name(translate("People", "More"))
        self.reopen.name(translate("Reopen", "Open again"))


def _is_full(field: QLineEdit) -> bool:
    """True when nothing more can be written, as Qt counts: an emoji as two."""
    return len(field.text().encode("utf-16-le", "surrogatepass")) // 2 >= field.maxLength()


def _is_down(line: SyncStatus) -> bool:
    return line.state is LineState.OFFLINE


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
