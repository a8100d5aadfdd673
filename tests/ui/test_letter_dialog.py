"""Ctrl+P shows what the participant is given: it follows the claim, and is saved, printed or closed by keyboard."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import DocumentKind, Field, document_key
from cso_desk.claims.model import Verdict
from cso_desk.desk.model import BoothClaim, DeskView, Fate, Receipt
from cso_desk.ui import theme
from cso_desk.ui.language import Language
from cso_desk.ui.letter_dialog import LetterDialog
from cso_desk.ui.main_window import MainWindow, Settings
from cso_desk.ui.theme import LIGHT, ROOMY, Look
from tests.ui.letter_values import NOW, OFFICER, decided, held_with, judged

CONTROL = Qt.KeyboardModifier.ControlModifier
SentWith = Receipt(118, "x")


class Desk:
    """A window of two booths, the claim of the first in the tests' hands."""

    def __init__(self) -> None:
        self.language = Language("en")
        self.window = MainWindow(
            OFFICER,
            Settings(booths=2),
            cameras={},
            language=self.language,
            judge=judged,
            now=lambda: NOW,
        )

    def sit(self, *held: BoothClaim | None) -> None:
        """Put claims into the booths."""
        self.window.show_desk(DeskView(booths=(*held, None, None)[:2]))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        widget: QWidget = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifier))

    @property
    def dialog(self) -> LetterDialog:
        """The open preview."""
        dialog = self.window.letters.dialog
        assert dialog is not None
        return dialog


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    theme.use(Look(LIGHT, ROOMY))
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyleSheet("")


Opened = Callable[[], LetterDialog]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Opened:
    """Presses Ctrl+P and waits for the preview."""

    def open_() -> LetterDialog:
        desk.press(Qt.Key.Key_P, CONTROL)
        dialog = desk.dialog
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_


def save_as(qtbot: QtBot, desk: Desk, path: Path) -> None:
    """Press Ctrl+S, write a path into the dialog of the system and confirm it."""
    desk.press(Qt.Key.Key_S, CONTROL)
    chooser = desk.dialog.chooser
    assert chooser is not None
    qtbot.waitUntil(chooser.isVisible)
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_Return)


def test_ctrl_p_on_the_wall_shows_the_letter_in_indonesian_and_esc_goes_back(
    qtbot: QtBot, desk: Desk, opened: Opened
) -> None:
    desk.sit(held_with({document_key(DocumentKind.FAMILY_CARD): ""}))
    before = QApplication.focusWidget()
    dialog = opened()
    assert "Letter for claim KJ-2511-0412" in dialog.windowTitle()
    assert "Kartu Keluarga (KK): aslinya belum diperlihatkan" in dialog.preview.toPlainText()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.letters.dialog is None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)
    assert desk.window.front.on_wall


def test_from_a_field_of_the_focus_view_one_comes_back_to_that_field(qtbot: QtBot, desk: Desk, opened: Opened) -> None:
    desk.sit(held_with())
    desk.window.front.open_booth(1)
    field = desk.window.focus.form.fields[0]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    opened()
    desk.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(field.hasFocus)


def test_the_letter_follows_what_is_typed_and_what_the_centre_says(desk: Desk, opened: Opened) -> None:
    held = held_with({document_key(DocumentKind.FAMILY_CARD): ""})
    desk.sit(held)
    text = opened().preview.toPlainText
    assert "Kartu Keluarga (KK): aslinya" in text()
    desk.sit(held_with(version="v2"))
    assert "sudah lengkap" in text()
    done = decided(held_with(version="v3"), Verdict.APPROVE, decision_fate=Fate.SENDING)
    desk.sit(done)
    assert "SEMENTARA" in text()
    desk.sit(replace(done, decision_fate=Fate.SENT, receipt=SentWith))
    assert "SEMENTARA" not in text()
    assert "catatan nomor 118" in text()


@pytest.mark.parametrize("change", ["left", "other", "refused"])
def test_the_preview_closes_when_its_claim_is_gone_or_refused(desk: Desk, opened: Opened, change: str) -> None:
    held = decided(held_with(), Verdict.APPROVE, decision_fate=Fate.SENDING)
    desk.sit(held)
    opened()
    other = replace(held, claim=replace(held.claim, id=UUID(int=9)))
    desk.sit({"left": None, "other": other, "refused": replace(held, decision_fate=Fate.REFUSED)}[change])
    assert desk.window.letters.dialog is None


def test_without_a_participant_or_with_a_refused_decision_there_is_a_sentence_and_no_letter(desk: Desk) -> None:
    desk.press(Qt.Key.Key_P, CONTROL)
    assert desk.window.letters.dialog is None
    assert desk.window.notice.sentence == "Booth 1: nobody sits here, so there is no letter. Call a ticket first."
    desk.sit(decided(held_with(), Verdict.APPROVE, decision_fate=Fate.REFUSED))
    desk.press(Qt.Key.Key_P, CONTROL)
    assert desk.window.letters.dialog is None
    assert "why the centre refused" in desk.window.notice.sentence


def test_the_bar_offers_the_receipt_once_the_claim_is_decided(qtbot: QtBot, desk: Desk) -> None:
    desk.sit(held_with())
    desk.window.front.open_booth(1)
    button = desk.window.focus.bar.receipt
    assert not button.isVisible()
    desk.sit(decided(held_with(), Verdict.APPROVE, decision_fate=Fate.SENT, receipt=SentWith))
    assert button.isVisible()
    assert button.accessibleName() == "Receipt Ctrl+P"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Nomor tanda terima" in desk.dialog.preview.toPlainText()


def test_a_letter_is_saved_where_the_officer_says_and_the_file_is_that_letter(
    qtbot: QtBot, desk: Desk, opened: Opened, tmp_path: Path
) -> None:
    desk.sit(held_with({Field.FULL_NAME: "Muhammad Risky Pratama"}))
    dialog = opened()
    save_as(qtbot, desk, tmp_path / "surat")
    qtbot.waitUntil(lambda: dialog.message.text() == "Saved as surat.pdf.")
    content = (tmp_path / "surat.pdf").read_bytes()
    (page,) = PdfReader(io.BytesIO(content)).pages
    assert "“MUHAMMAD RISKY PRATAMA”" in " ".join(page.extract_text().split())
    assert dialog.save_button.isEnabled()


def test_the_name_that_is_offered_says_nothing_of_the_person(qtbot: QtBot, desk: Desk, opened: Opened) -> None:
    desk.sit(decided(held_with(), Verdict.APPROVE, decision_fate=Fate.SENT))
    dialog = opened()
    desk.press(Qt.Key.Key_S, CONTROL)
    chooser = dialog.chooser
    assert chooser is not None
    assert [Path(name).name for name in chooser.selectedFiles()] == ["tanda-terima-KJ-2511-0412.pdf"]
    chooser.reject()
    qtbot.waitUntil(lambda: dialog.chooser is None)


def test_a_place_that_cannot_be_written_is_told_and_another_one_can_be_chosen(
    qtbot: QtBot, desk: Desk, opened: Opened, tmp_path: Path
) -> None:
    desk.sit(held_with())
    dialog = opened()
    folder = tmp_path / "gone"
    folder.mkdir()
    desk.press(Qt.Key.Key_S, CONTROL)
    chooser: QFileDialog | None = dialog.chooser
    assert chooser is not None
    folder.rmdir()
    chooser.fileSelected.emit(str(folder / "surat.pdf"))
    chooser.reject()
    qtbot.waitUntil(lambda: "The folder is not there" in dialog.message.text())
    qtbot.waitUntil(lambda: dialog.chooser is None and dialog.isActiveWindow())
    save_as(qtbot, desk, tmp_path / "surat.pdf")
    qtbot.waitUntil(lambda: dialog.message.text() == "Saved as surat.pdf.")


def test_a_file_is_finished_when_the_window_closes_meanwhile(
    qtbot: QtBot, desk: Desk, opened: Opened, tmp_path: Path
) -> None:
    desk.sit(held_with())
    opened()
    save_as(qtbot, desk, tmp_path / "surat.pdf")
    desk.window.close()
    assert len(PdfReader(tmp_path / "surat.pdf").pages) == 1


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="a printer is there")
def test_where_no_printer_is_set_up_the_officer_is_told_to_save(desk: Desk, opened: Opened) -> None:
    desk.sit(held_with())
    dialog = opened()
    desk.press(Qt.Key.Key_P, CONTROL)
    assert dialog.message.text() == "No printer is set up on this computer. Save the letter as a file instead."


def test_a_closed_preview_keeps_nothing(qtbot: QtBot, desk: Desk, opened: Opened) -> None:
    desk.sit(held_with())
    dialog = opened()
    with qtbot.waitSignal(dialog.destroyed):
        desk.press(Qt.Key.Key_Escape)
    assert not desk.window.findChildren(LetterDialog)
