"""The dialog that shows something on a booth's screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.messages_shown import ready_sentences
from cso_desk.booth.showing import ShownThing, Wish
from cso_desk.claims.form import DocumentKind
from cso_desk.desk.filed import Filed, FileStand
from cso_desk.ui import theme
from cso_desk.ui.show_dialog import ShowDialog

from .conftest import MakeSeat

CARD = Filed("ab" * 32, DocumentKind.ID_CARD, 4000, "image/jpeg", FileStand.STORED)
LETTER = Filed("cd" * 32, DocumentKind.EMPLOYMENT_LETTER, 4000, "application/pdf", FileStand.STORED)
ELSEWHERE = Filed("ef" * 32, DocumentKind.BANK_BOOK, 4000, "image/jpeg", FileStand.ELSEWHERE)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    widget = QWidget()
    widget.resize(1366, 768)
    qtbot.addWidget(widget)
    return widget


def opened(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, shown: ShownThing = ShownThing.NOTHING) -> ShowDialog:
    dialog = ShowDialog(make_seat(2, files=(CARD, LETTER, ELSEWHERE)), shown, parent=parent)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def wish_of(qtbot: QtBot, dialog: ShowDialog, key: Qt.Key) -> Wish:
    with qtbot.waitSignal(dialog.wanted) as wanted:
        qtbot.keyClick(dialog.focusWidget(), key)
    wish = wanted.args[0]
    assert isinstance(wish, Wish)
    return wish


def test_the_form_comes_first_then_pictures_of_this_desk_then_the_ready_sentences(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    dialog = opened(qtbot, parent, make_seat)
    titles = [row.title for row in dialog.list.rows]
    assert titles[:2] == ["The form, to be read and confirmed", "Document: ID card"]
    assert titles[2:] == [sentence.en for sentence in ready_sentences()]


def test_enter_shows_what_one_is_on(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialog = opened(qtbot, parent, make_seat)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    wish = wish_of(qtbot, dialog, Qt.Key.Key_Return)
    assert wish == Wish(2, ShownThing.DOCUMENT, document=DocumentKind.ID_CARD, sha256=CARD.sha256)


def test_a_ready_sentence_is_shown_in_the_language_of_the_booth(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    dialog = opened(qtbot, parent, make_seat)
    dialog.list.setCurrentRow(2)
    wish = wish_of(qtbot, dialog, Qt.Key.Key_Return)
    assert wish.text("jv") == ready_sentences()[0].jv
    assert wish.text("id") == ready_sentences()[0].id


def test_own_words_go_before_the_list_and_are_shown_as_they_are(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    dialog = opened(qtbot, parent, make_seat)
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, "  Tanda tangan   di kanan ")
    assert not dialog.list.isEnabled()
    wish = wish_of(qtbot, dialog, Qt.Key.Key_Return)
    assert (wish.thing, wish.text("jv")) == (ShownThing.MESSAGE, "Tanda tangan di kanan")


def test_only_what_is_shown_can_be_taken_away(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    assert not opened(qtbot, parent, make_seat).clear_screen.isEnabled()
    dialog = opened(qtbot, parent, make_seat, ShownThing.FORM)
    assert wish_of(qtbot, dialog, Qt.Key.Key_Delete) == Wish(2, ShownThing.NOTHING)


def test_it_closes_when_another_participant_sits_there(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat) -> None:
    dialog = opened(qtbot, parent, make_seat)
    dialog.show_seat(make_seat(2, files=(CARD,)))
    assert dialog.isVisible()
    dialog.show_seat(make_seat(3))
    assert not dialog.isVisible()
