"""What waits for a supervisor: claims for a second word and claims at other desks, with what the centre refused."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from cso_desk.desk.model import DeskView, Officer, Refusal

from . import second_words
from .dialog_parts import button_row, draw_surface
from .entry_parts import Band, Said
from .held_page import HeldPage
from .key_button import RING, KeyButton, Kind
from .language import translate
from .letter import Judge
from .second_page import SecondPage
from .second_values import Refused, refused
from .tabs import Tabs

_SIDE = 16
_WIDE, _TALL = 1320, 860
_ROOM = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SecondTab(IntEnum):
    """The pages of the dialog."""

    SECOND = 0
    ELSEWHERE = 1


class SecondDialog(QDialog):
    """Follows the desk while it is open; a refusal stands above the lists until it is read."""

    given = Signal(object)
    """An Order of the second stage."""
    revoked = Signal(object, str)
    """Claim id, why."""
    reopened = Signal(object, str, object)
    """Claim id, why, None."""
    acknowledged = Signal(object)
    """The op id of refused work that was read."""

    def __init__(
        self, view: DeskView, *, officer: Officer, judge: Judge, now: Callable[[], datetime], parent: QWidget
    ) -> None:
        """`officer` is who gives the second word; `now` the time by the window's clock."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view = view
        self._own: Refusal | None = None
        self._refused: tuple[Refused, ...] = ()
        self.tabs = Tabs("F6")
        self.said = Said()
        self.second = SecondPage(officer, judge=judge, now=now)
        self.held = HeldPage(now=now)
        self.second.ordered.connect(self.given)
        self.second.reopened.connect(self.reopened)
        self.held.revoked.connect(self.revoked)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.second)
        self._pages.addWidget(self.held)
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.read = KeyButton(Kind.PLAIN, "check", "X")
        self.close_button.clicked.connect(self.reject)
        self.read.clicked.connect(self._read)
        self._lay_out(officer.place)
        self.setFixedSize(_size(parent.size()))
        self.tabs.chosen.connect(self._turn)
        self._retranslate()
        self.show_desk(view)
        self._turn(SecondTab.SECOND)

    @property
    def page(self) -> SecondPage | HeldPage:
        """The page in front."""
        return self.held if self.tabs.at == SecondTab.ELSEWHERE else self.second

    def show_desk(self, view: DeskView) -> None:
        """Follow what the desk announces."""
        self._view, self._refused = view, refused(view.unsettled)
        self.second.show_desk(view)
        self.held.show_desk(view)
        self.tabs.name(
            (
                translate("Second", "Second approval (%1)").replace("%1", str(len(view.second))),
                translate("Second", "At other desks (%1)").replace("%1", str(len(view.elsewhere))),
            )
        )
        self._say()
        self._rest()

    def show_refusal(self, refusal: Refusal) -> None:
        """Say what this desk itself did not do."""
        self._own = refusal
        self._say()

    def done(self, result: int) -> None:
        """Close, and whatever is asked above it."""
        for page in (self.second, self.held):
            if page.dialog is not None:
                page.dialog.reject()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that a key belongs to; a key held down acts once."""
        combination = event.keyCombination()
        if event.key() in _ENTER:
            combination = combination.__class__(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, _ENTER[0])
        button = self.read if combination.toCombined() == Qt.Key.Key_X else self.page.keys.get(combination)
        if combination.toCombined() == Qt.Key.Key_F6:
            if not event.isAutoRepeat():
                self.tabs.next()
        elif button is None:
            super().keyPressEvent(event)
        elif button.isVisible() and button.isEnabled() and not event.isAutoRepeat():
            button.click()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.show_desk(self._view)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    def _say(self) -> None:
        """Say what was not done: first what this desk itself did not do, then what the centre refused."""
        text = ""
        if self._own is not None:
            text = second_words.refusal(self._own)
        elif self._refused:
            text = second_words.told(self._refused[0].claim, self._refused[0].piece, self._refused[0].refusal)
        if len(self._refused) > 1:
            text += " " + translate("Second", "(1 of %1)").replace("%1", str(len(self._refused)))
        self.said.say(text)
        self._above.setVisible(bool(text))
        self.read.setVisible(bool(text))

    def _read(self) -> None:
        if self._own is not None:
            self._own = None
            self._say()
        elif self._refused:
            self.acknowledged.emit(self._refused[0].piece.op_id)

    def _turn(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        for page in (self.second, self.held):
            for button in page.buttons:
                button.setVisible(page is self.page)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rest()

    def _rest(self) -> None:
        """Let the arrows walk the list wherever there is one and nothing else was asked for."""
        focused = self.focusWidget()
        if self.page.list.count() and (focused is None or focused is self.close_button or not focused.isVisible()):
            self.page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, place: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        layout.setSpacing(0)
        layout.addWidget(Band("circle-check", translate("Second", "For the supervisor"), place))
        layout.addWidget(self.tabs)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(_SIDE, 10, _SIDE, 0)
        above.addWidget(self.said)
        layout.addWidget(self._above)
        layout.addWidget(self._pages, 1)
        right = [*self.second.buttons, *self.held.buttons]
        layout.addLayout(button_row([self.close_button, self.read], right))

    def _retranslate(self) -> None:
        title = translate("Second", "For the supervisor")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.close_button.name(translate("Sync", "Close"))
        self.read.name(translate("Second", "Read"))
        self.second.retranslate()
        self.held.retranslate()


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
