"""The keyboard: one table, and where a press acts and where it does not."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cso_desk.ui import keys
from cso_desk.ui.key_sheet import KeySheet
from cso_desk.ui.keys import BINDINGS, Action, Keyboard, Page
from cso_desk.ui.language import Language

CTRL, ALT, KEYPAD = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


class Desk(QWidget):
    """A window with one widget of each kind, and what its keys asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page.WALL
        self.asked: list[tuple[Action, int]] = []
        self.line = QLineEdit()
        self.fixed = QLineEdit(readOnly=True)
        self.lines = QPlainTextEdit()
        self.number = QSpinBox()
        self.choice = QComboBox()
        self.choice.addItems(["Ya", "Tidak", "Nanti", "1"])
        self.open_choice = QComboBox(editable=True)
        self.button = QPushButton("Setujui")
        layout = QVBoxLayout(self)
        for widget in (self.line, self.fixed, self.lines, self.number, self.choice, self.open_choice, self.button):
            layout.addWidget(widget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.released = 0
        self.is_there = True
        self.keyboard = Keyboard(
            page=lambda: self.page,
            on_action=lambda action, booth: self.asked.append((action, booth)),
            talk=self,
        )
        self.keyboard.watch(self)

    def _note(self, action: Action, booth: int) -> None:
        self.asked.append((action, booth))

    def release(self) -> None:
        self.released += 1


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    made.keyboard.stop()


def press(
    widget: QWidget,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    text: str = "",
    *,
    repeat: bool = False,
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, held, text, repeat))


def pages() -> list[Page]:
    return [Page.WALL, Page.FOCUS]


@pytest.mark.parametrize("page", pages())
def test_no_two_bindings_share_a_key_on_a_page(page: Page) -> None:
    names = [QKeySequence(binding.keys).toString() for binding in BINDINGS if binding.page in (Page.ANYWHERE, page)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert all(names)


def test_no_key_means_two_things_on_two_pages_or_the_table_would_lose_one() -> None:
    names = Counter(QKeySequence(binding.keys).toString() for binding in BINDINGS)
    assert names.most_common(1)[0][1] == 1


def test_every_action_has_a_key_and_words() -> None:
    assert {binding.action for binding in BINDINGS} == set(Action)
    for action in Action:
        assert keys.key_of(action)
        assert keys.action_label(action)


def test_key_caps_say_enter_as_keyboards_do() -> None:
    assert keys.key_of(Action.APPROVE) == "Ctrl+Enter"
    assert keys.key_of(Action.OPEN) == "Enter"


@pytest.mark.parametrize("letter", ["D", "Q", "U"])
def test_a_capital_letter_is_written_and_asks_for_nothing(qtbot: QtBot, desk: Desk, letter: str) -> None:
    desk.page = Page.FOCUS
    press(desk.line, Qt.Key(ord(letter)), Qt.KeyboardModifier.ShiftModifier, letter)
    assert (desk.asked, desk.line.text()) == ([], letter)


@pytest.mark.parametrize("page", pages())
@pytest.mark.parametrize("binding", BINDINGS, ids=lambda binding: binding.keys)
def test_every_key_of_the_table_asks_for_its_action_on_its_page_only(
    qtbot: QtBot, desk: Desk, binding: keys.Binding, page: Page
) -> None:
    desk.page = page
    combination = QKeySequence(binding.keys)[0]  # type: ignore[index]  # the stubs do not know it
    press(desk, combination.key(), combination.keyboardModifiers())
    expected = [(binding.action, binding.booth)] if binding.page in (Page.ANYWHERE, page) else []
    assert desk.asked == expected


@pytest.mark.parametrize("widget", ["line", "lines", "number", "open_choice"])
@pytest.mark.parametrize(("key", "letter"), [(Qt.Key.Key_N, "n"), (Qt.Key.Key_C, "c"), (Qt.Key.Key_3, "3")])
def test_a_plain_key_writes_while_one_types(qtbot: QtBot, desk: Desk, widget: str, key: Qt.Key, letter: str) -> None:
    field = getattr(desk, widget)
    press(field, key, text=letter)
    assert desk.asked == []
    written = {"line": desk.line.text, "lines": desk.lines.toPlainText, "open_choice": desk.open_choice.currentText}
    if widget in written and letter != "n":
        assert letter in written[widget]()


@pytest.mark.parametrize("widget", ["fixed", "choice", "button"])
def test_a_plain_key_acts_where_nothing_can_be_written(qtbot: QtBot, desk: Desk, widget: str) -> None:
    before = desk.choice.currentIndex()
    press(getattr(desk, widget), Qt.Key.Key_N, text="n")
    press(getattr(desk, widget), Qt.Key.Key_2, text="2")
    assert desk.asked == [(Action.NEXT, 0), (Action.BOOTH, 2)]
    assert desk.choice.currentIndex() == before


@pytest.mark.parametrize("widget", ["line", "lines", "number"])
def test_alt_and_a_digit_selects_a_booth_while_one_types(qtbot: QtBot, desk: Desk, widget: str) -> None:
    press(getattr(desk, widget), Qt.Key.Key_4, ALT, "4")
    assert desk.asked == [(Action.BOOTH, 4)]
    assert desk.line.text() == ""


def test_a_decision_key_acts_while_one_types(qtbot: QtBot, desk: Desk) -> None:
    press(desk.line, Qt.Key.Key_Return, CTRL)
    press(desk.line, Qt.Key.Key_K, CTRL, "\x0b")
    assert desk.asked == [(Action.APPROVE, 0), (Action.RETURN, 0)]


def test_the_keypad_is_a_keyboard_too(qtbot: QtBot, desk: Desk) -> None:
    press(desk, Qt.Key.Key_5, KEYPAD, "5")
    press(desk, Qt.Key.Key_5, KEYPAD | ALT, "5")
    press(desk, Qt.Key.Key_Enter, KEYPAD)
    press(desk, Qt.Key.Key_Enter, KEYPAD | CTRL)
    assert desk.asked == [(Action.BOOTH, 5), (Action.BOOTH, 5), (Action.OPEN, 0), (Action.APPROVE, 0)]


def test_the_keypads_digits_write_while_one_types(qtbot: QtBot, desk: Desk) -> None:
    press(desk.line, Qt.Key.Key_5, KEYPAD, "5")
    assert desk.asked == []
    assert desk.line.text() == "5"


def test_a_key_that_is_held_down_acts_once_and_its_repeats_go_nowhere(qtbot: QtBot, desk: Desk) -> None:
    press(desk, Qt.Key.Key_N, text="n")
    for _ in range(5):
        press(desk, Qt.Key.Key_N, text="n", repeat=True)
    press(desk.line, Qt.Key.Key_Return, CTRL, repeat=True)
    assert desk.asked == [(Action.NEXT, 0)]


def test_another_key_with_the_same_letter_is_not_ours(qtbot: QtBot, desk: Desk) -> None:
    press(desk, Qt.Key.Key_N, CTRL, "\x0e")
    press(desk, Qt.Key.Key_N, ALT, "n")
    press(desk, Qt.Key.Key_1, CTRL, "1")
    press(desk, Qt.Key.Key_9, text="9")
    assert desk.asked == []


def test_caps_lock_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    press(desk, Qt.Key.Key_N, text="N")
    assert desk.asked == [(Action.NEXT, 0)]


def test_nothing_acts_while_a_dialog_is_open(qtbot: QtBot, desk: Desk) -> None:
    dialog = QDialog(desk)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    for widget in (desk, dialog):
        press(widget, Qt.Key.Key_N, text="n")
        press(widget, Qt.Key.Key_Return, CTRL)
    dialog.reject()
    assert desk.asked == []
    press(desk, Qt.Key.Key_N, text="n")
    assert desk.asked == [(Action.NEXT, 0)]


def test_nothing_acts_while_a_menu_is_open(qtbot: QtBot, desk: Desk) -> None:
    menu = QMenu(desk)
    menu.addAction("Salin")
    menu.popup(desk.mapToGlobal(desk.rect().center()))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is menu)
    press(desk, Qt.Key.Key_N, text="n")
    menu.close()
    assert desk.asked == []


def test_keys_of_another_window_are_left_alone_until_it_is_watched_too(qtbot: QtBot, desk: Desk) -> None:
    other = QLabel("elsewhere")
    qtbot.addWidget(other)
    other.show()
    press(other, Qt.Key.Key_N, text="n")
    assert desk.asked == []
    desk.keyboard.watch(other)
    press(other, Qt.Key.Key_N, text="n")
    assert desk.asked == [(Action.NEXT, 0)]


def test_stopped_it_listens_no_more(qtbot: QtBot, desk: Desk) -> None:
    desk.keyboard.stop()
    press(desk, Qt.Key.Key_N, text="n")
    assert desk.asked == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sheet_lists_every_action_with_its_key(qtbot: QtBot, desk: Desk, language: str) -> None:
    spoken = Language(language)
    sheet = KeySheet(6, desk, talks=True)
    sheet.open()
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    for action in Action:
        if action is not Action.BOOTH:
            assert keys.key_of(action) in shown
        assert any(text.startswith(keys.action_label(action)) for text in shown), action
    assert "1 – 6" in shown
    assert "Alt+1 – Alt+6" in shown
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    spoken.use("en")


def test_the_sheet_of_one_booth_does_not_offer_a_choice_of_booths(qtbot: QtBot, desk: Desk) -> None:
    sheet = KeySheet(1, desk)
    sheet.open()
    assert not any("1 – 1" in label.text() for label in sheet.findChildren(QLabel))
    sheet.reject()


def stroke(widget: QWidget, kind: QEvent.Type, key: Qt.Key, *, repeated: bool = False) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeated)
    QCoreApplication.sendEvent(widget, event)


DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def test_talking_ends_when_its_key_comes_up_and_not_with_the_repeats_of_a_key_held_down(desk: Desk) -> None:
    stroke(desk, DOWN, Qt.Key.Key_B)
    stroke(desk, UP, Qt.Key.Key_B, repeated=True)
    stroke(desk, DOWN, Qt.Key.Key_B, repeated=True)
    stroke(desk, UP, Qt.Key.Key_N)
    assert (desk.asked, desk.released) == ([(Action.PUSH, 0)], 0)
    stroke(desk.line, UP, Qt.Key.Key_B)
    assert desk.released == 1
    stroke(desk, UP, Qt.Key.Key_B)
    assert desk.released == 1


@pytest.mark.parametrize("lost", [QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationDeactivate])
def test_talking_ends_at_once_when_the_window_is_no_longer_the_active_one(desk: Desk, lost: QEvent.Type) -> None:
    QCoreApplication.sendEvent(desk, QEvent(lost))
    assert desk.released == 0
    stroke(desk, DOWN, Qt.Key.Key_B)
    QCoreApplication.sendEvent(desk, QEvent(lost))
    assert desk.released == 1


def test_space_talks_but_presses_a_button_that_has_the_focus_and_writes_in_a_text(desk: Desk) -> None:
    press(desk, Qt.Key.Key_Space)
    for widget in (desk.button, desk.choice, desk.line):
        press(widget, Qt.Key.Key_Space)
    assert desk.asked == [(Action.TALK, 0)]


def test_where_no_booth_talks_the_keys_of_talk_go_their_way(desk: Desk) -> None:
    desk.is_there = False
    for key in (Qt.Key.Key_Space, Qt.Key.Key_B, Qt.Key.Key_M, Qt.Key.Key_W):
        press(desk, key)
    assert desk.asked == []


def test_the_sheet_of_a_desk_without_talk_lists_no_key_of_it(qtbot: QtBot) -> None:
    sheet = KeySheet(6)
    qtbot.addWidget(sheet)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert keys.action_label(Action.MUTE) not in texts
    assert keys.action_label(Action.LOCK) in texts
