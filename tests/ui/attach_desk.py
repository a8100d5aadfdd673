"""The dialog that attaches a file, on a screen, as the tests show it files and press its keys."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.desk.attaching import Asked, Found, Look, Seen, Wish
from cso_desk.desk.filed import Filed, FileStand
from cso_desk.desk.model import Refusal
from cso_desk.ui.attach_dialog import AttachDialog
from cso_desk.ui.drawn_still import draw_still
from cso_desk.ui.seat import Seat
from cso_desk.wire.blob_wire import Mime
from tests.real_files import picture
from tests.ui.conftest import TODAY

CARD = picture(".jpg", (640, 480))
SHA = "a" * 64
AT = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)


def found(path: Path = Path("/media/stik/ktp.jpg"), mime: Mime = Mime.JPEG, content: bytes = CARD) -> Found:
    return Found(path, content, SHA, mime, draw_still(content, mime))


def filed(document: str = "id_card", stand: FileStand = FileStand.STORED, **changes: object) -> Filed:
    return replace(Filed(SHA, document, 340_000, "image/jpeg", stand), **changes)


class Attach:
    """The dialog over a window, with what it asked for."""

    def __init__(self, qtbot: QtBot, parent: QWidget, seat: Seat, folder: Path) -> None:
        self.seat = seat
        self.dialog = AttachDialog(seat, on=TODAY, folder=folder, parent=parent)
        self.asked: list[Asked] = []
        self.dialog.asked.connect(self.asked.append)
        with qtbot.waitExposed(self.dialog):
            self.dialog.open()

    def look(self, *paths: Path) -> Look:
        self.dialog.look_at(paths or (Path("/media/stik/ktp.jpg"),))
        return self.asked_look

    @property
    def asked_look(self) -> Look:
        asked = self.asked[-1]
        assert isinstance(asked, Look)
        return asked

    @property
    def asked_wish(self) -> Wish:
        asked = self.asked[-1]
        assert isinstance(asked, Wish)
        return asked

    def see(self, one: Found | None = None) -> None:
        self.dialog.show_told(Seen(self.look().number, one or found()))

    def refuse(self, code: str, **facts: object) -> str:
        self.dialog.show_told(Seen(self.look().number, refusal=Refusal(code, None, None, facts=facts)))
        return self.dialog.said.text

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        on = self.dialog.focusWidget() or self.dialog
        QCoreApplication.sendEvent(on, QKeyEvent(QEvent.Type.KeyPress, key, modifier))
