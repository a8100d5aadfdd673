"""Setting booths up: how each one is, the code and the address that pair it, and how its browser is started."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cso_desk.booth.door import Door, DoorState, Doorway

from . import setup_words, theme
from .dialog_parts import button_row, draw_surface
from .entry_parts import Band, Said
from .key_button import RING, KeyButton, Kind
from .language import translate
from .qr_code import QrCode
from .record_parts import label
from .row_list import Line, Row, RowList
from .tabs import Tabs

_SIDE = 16
_WIDE, _TALL = 980, 660
_ROOM = 40
_LIST = 330
_QR = 188
_CODE_PX = 40
_COMMAND = 104
_COPIED_MS = 2000


class BoothDialog(QDialog):
    """Follows the booths while it is open; who is connected stays so whatever is pressed here, but for unpairing."""

    code_wanted = Signal(int)
    unpaired = Signal(int)

    def __init__(self, doorway: Doorway, place: str, *, now: Callable[[], datetime], parent: QWidget) -> None:
        """`place` says where the desk is; `now` is the time by the window's clock."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doorway, self._now = doorway, now
        self._unpairing: int | None = None
        title = translate("Setup", "Set up the booths")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.list = RowList(translate("Setup", "Booths"))
        self.list.setFixedWidth(_LIST)
        self.qr = QrCode(_QR)
        self.code = label("", _CODE_PX, 600)
        self.good_for = label("", theme.current().density.value, kind="label")
        self.address = label("", theme.current().density.body + 1, 600)
        self.hint = label("", theme.current().density.body, kind="note")
        self.browsers = Tabs("F6")
        self.browsers.name([command.browser for command in doorway.commands])
        self.command = QPlainTextEdit()
        self.command.setReadOnly(True)
        self.command.setFixedHeight(_COMMAND)
        self.command.setFont(theme.mono(theme.current().density.value))
        self.command.setAccessibleName(translate("Setup", "Command line of the booth's browser"))
        self.said = Said()
        self._make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        layout.setSpacing(0)
        layout.addWidget(Band("monitor", title, place))
        layout.addLayout(self._body(), 1)
        layout.addLayout(button_row([self.close_button], [self.unpair, self.copy, self.renew]))
        self.setFixedSize(_size(parent.size()))
        self.list.currentRowChanged.connect(self._choose)
        self.browsers.chosen.connect(self._show_command)
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(self._name_copy)
        self._show()
        first = next((at for at, door in enumerate(doorway.doors) if door.state is DoorState.OPEN), 0)
        self.list.setCurrentRow(first)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def door(self) -> Door | None:
        """The booth one is on, None where there is none."""
        key = self.list.chosen
        return next((door for door in self._doorway.doors if key is not None and door.booth == key.int), None)

    def show_doorway(self, doorway: Doorway) -> None:
        """Follow how the booths are."""
        self._doorway = doorway
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button of a key; a key held down acts once."""
        key = Qt.Key(event.key())
        button = self._keys.get(key)
        if key == Qt.Key.Key_F6 and not event.isAutoRepeat():
            self.browsers.next()
        elif button is None:
            super().keyPressEvent(event)
        elif button.isVisible() and button.isEnabled() and not event.isAutoRepeat():
            button.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    def _show(self) -> None:
        now = self._now()
        self.list.show_rows([_row(door, now) for door in self._doorway.doors])
        self.address.setText(self._doorway.address)
        self._choose()

    def _choose(self) -> None:
        door = self.door
        if door is None:
            return
        is_open = door.state is DoorState.OPEN
        now = self._now()
        is_good = is_open and bool(door.code) and door.code_until is not None and door.code_until > now
        self.hint.setText(setup_words.what_to_do(door))
        self.code.setText(door.code if is_good else "")
        self.code.setAccessibleName(" ".join(door.code.replace("-", "")) if is_good else "")
        self.good_for.setText(setup_words.good_for(door, now) if is_open else "")
        self.qr.show_text(f"{self._doorway.address}#{door.code}" if is_good else "")
        self.qr.setVisible(is_good)
        self.renew.setVisible(is_open)
        self.unpair.setVisible(door.state in (DoorState.PAIRED, DoorState.CONNECTED))
        has_browser = door.state is not DoorState.CAMERA
        for part in (self.browsers, self.command, self.copy):
            part.setVisible(has_browser)
        if self._unpairing != door.booth:
            self._unpairing = None
        self._name_unpair()
        asked = translate("Setup", "Press U again to unpair booth %1. Its browser then needs a new code.")
        self.said.say(asked.replace("%1", str(door.booth)) if self._unpairing else setup_words.refused(door))
        self._show_command()

    def _show_command(self) -> None:
        commands = self._doorway.commands
        line = commands[self.browsers.at].line if commands else ""
        if line != self.command.toPlainText():
            self.command.setPlainText(line)

    def _renew(self) -> None:
        if self.door is not None:
            self.code_wanted.emit(self.door.booth)

    def _unpair(self) -> None:
        """Ask once more before a booth that works is let go."""
        door = self.door
        if door is None:
            return
        if self._unpairing == door.booth:
            self._unpairing = None
            self.unpaired.emit(door.booth)
        else:
            self._unpairing = door.booth
        self._choose()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.toPlainText())
        self.copy.name(translate("Setup", "Copied"))
        self._copied.start()

    def _name_copy(self) -> None:
        self.copy.name(translate("Setup", "Copy the command line"))

    def _name_unpair(self) -> None:
        sure = translate("Setup", "Unpair, I am sure")
        self.unpair.name(sure if self._unpairing else translate("Setup", "Unpair"))

    def _make_buttons(self) -> None:
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.close_button.name(translate("Setup", "Close"))
        self.unpair = KeyButton(Kind.REJECT, "x", "U")
        self.copy = KeyButton(Kind.PLAIN, "file-text", "S")
        self.renew = KeyButton(Kind.PLAIN, "refresh-cw", "K")
        self.renew.name(translate("Setup", "New code"))
        self._name_copy()
        self._name_unpair()
        self._keys = {Qt.Key.Key_U: self.unpair, Qt.Key.Key_S: self.copy, Qt.Key.Key_K: self.renew}
        self.close_button.clicked.connect(self.reject)
        self.unpair.clicked.connect(self._unpair)
        self.copy.clicked.connect(self._copy)
        self.renew.clicked.connect(self._renew)

    def _body(self) -> QHBoxLayout:
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(label(translate("Setup", "Address"), theme.current().density.value, kind="label"))
        said.addWidget(self.address)
        said.addSpacing(10)
        said.addWidget(label(translate("Setup", "Code"), theme.current().density.value, kind="label"))
        said.addWidget(self.code)
        said.addWidget(self.good_for)
        said.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(_SIDE)
        top.addLayout(said, 1)
        top.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.hint)
        right.addLayout(top)
        right.addWidget(self.said)
        right.addStretch(1)
        right.addWidget(self.browsers)
        right.addWidget(self.command)
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE, 12, _SIDE, 8)
        row.setSpacing(_SIDE)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        return row


def _row(door: Door, now: datetime) -> Row:
    state = setup_words.STATES[door.state]
    line = Line(setup_words.ICONS[door.state], setup_words.state(door, now), state=state)
    return Row(UUID(int=door.booth), setup_words.booth(door.booth), lines=(line,))


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
