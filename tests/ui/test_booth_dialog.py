"""The dialog in which booths are paired."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.door import Command, Door, DoorState, Doorway
from cso_desk.claims.dates import JAKARTA
from cso_desk.ui import theme
from cso_desk.ui.booth_dialog import BoothDialog

NOW = datetime(2026, 11, 26, 9, 42, tzinfo=JAKARTA)
ADDRESS = "https://192.168.10.21:8443/"
COMMANDS = (Command("Chromium", f"chromium --kiosk {ADDRESS}"), Command("Edge", f"msedge --kiosk {ADDRESS}"))
CONNECTED = Door(1, DoorState.CONNECTED, NOW - timedelta(minutes=31))
OPEN = Door(2, DoorState.OPEN, NOW - timedelta(minutes=2), "K7Q-M4T", NOW + timedelta(minutes=8))
CAMERA = Door(3, DoorState.CAMERA, NOW - timedelta(hours=1))


def doorway(*doors: Door) -> Doorway:
    return Doorway(ADDRESS, COMMANDS, doors or (CONNECTED, OPEN, CAMERA))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1366, 768)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(qtbot: QtBot, parent: QWidget) -> BoothDialog:
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    made = BoothDialog(doorway(), "Cabang Contoh", now=lambda: NOW, parent=parent)
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(dialog: BoothDialog, booth: int) -> None:
    dialog.list.setCurrentRow(booth - 1)


def scanned(dialog: BoothDialog) -> str:
    """What a telephone reads off the screen."""
    image = dialog.qr.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.ndarray((image.height(), image.width()), np.uint8, image.constBits(), strides=(image.bytesPerLine(), 1))
    return cv2.QRCodeDetector().detectAndDecode(cv2.resize(np.array(grey), None, fx=3, fy=3))[0]


def test_it_opens_at_the_first_booth_that_waits_to_be_paired_with_its_code(dialog: BoothDialog) -> None:
    assert dialog.door == OPEN
    assert dialog.code.text() == "K7Q-M4T"
    assert dialog.good_for.text() == "Good once, for 8 min"


def test_a_telephone_reads_address_and_code_off_the_screen(dialog: BoothDialog) -> None:
    read = urlsplit(scanned(dialog))
    assert f"{read.scheme}://{read.netloc}{read.path}" == ADDRESS
    assert read.fragment == "K7Q-M4T"


def test_a_code_that_is_over_is_not_shown_as_one(dialog: BoothDialog) -> None:
    over = Door(2, DoorState.OPEN, NOW, "K7Q-M4T", NOW - timedelta(seconds=1))
    dialog.show_doorway(doorway(CONNECTED, over, CAMERA))
    assert dialog.code.text() == ""
    assert not dialog.qr.isVisible()
    assert dialog.good_for.text() == "The code is over. Make a new one."


def test_k_makes_a_new_code_for_the_booth_one_is_on(qtbot: QtBot, dialog: BoothDialog) -> None:
    with qtbot.waitSignal(dialog.code_wanted) as wanted:
        qtbot.keyClick(dialog, Qt.Key.Key_K)
    assert wanted.args == [2]


def test_a_connected_booth_is_unpaired_only_when_u_is_pressed_twice(qtbot: QtBot, dialog: BoothDialog) -> None:
    choose(dialog, 1)
    heard: list[int] = []
    dialog.unpaired.connect(heard.append)
    qtbot.keyClick(dialog, Qt.Key.Key_U)
    assert heard == []
    assert "Press U again" in dialog.said.text
    qtbot.keyClick(dialog, Qt.Key.Key_U)
    assert heard == [1]
    assert dialog.said.text == ""


def test_another_booth_is_asked_about_anew(qtbot: QtBot, dialog: BoothDialog) -> None:
    other = Door(2, DoorState.PAIRED, NOW)
    dialog.show_doorway(doorway(CONNECTED, other, CAMERA))
    heard: list[int] = []
    dialog.unpaired.connect(heard.append)
    choose(dialog, 1)
    qtbot.keyClick(dialog, Qt.Key.Key_U)
    choose(dialog, 2)
    qtbot.keyClick(dialog, Qt.Key.Key_U)
    assert heard == []


def test_a_fixed_camera_has_nothing_to_pair(dialog: BoothDialog) -> None:
    choose(dialog, 3)
    shown = (dialog.renew, dialog.unpair, dialog.copy, dialog.command, dialog.qr)
    assert not any(part.isVisible() for part in shown)
    assert "There is nothing to pair." in dialog.hint.text()


def test_the_command_line_of_the_chosen_browser_is_copied(qtbot: QtBot, dialog: BoothDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_F6)
    qtbot.keyClick(dialog, Qt.Key.Key_S)
    assert QGuiApplication.clipboard().text() == COMMANDS[1].line
    assert dialog.copy.text() == "Copied"


@pytest.mark.parametrize("code", ["wrong_code", "too_many_tries", "old_page", "certificate_changed"])
def test_what_was_refused_at_a_booth_is_said_with_what_to_do(dialog: BoothDialog, code: str) -> None:
    refused = Door(2, DoorState.OPEN, NOW, "K7Q-M4T", NOW + timedelta(minutes=1), code)
    dialog.show_doorway(doorway(CONNECTED, refused, CAMERA))
    assert dialog.said.isVisible()
    assert code not in dialog.said.text


def test_where_one_is_stays_while_a_booth_connects(dialog: BoothDialog) -> None:
    choose(dialog, 2)
    now_connected = Door(2, DoorState.CONNECTED, NOW)
    dialog.show_doorway(doorway(CONNECTED, now_connected, CAMERA))
    assert dialog.door == now_connected
    assert not dialog.qr.isVisible()
    assert dialog.list.rows[1].lines[0].text == "connected for 0 s"
