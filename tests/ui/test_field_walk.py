"""The walk among the fields by keys: out of a field and back, and from pane to pane."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import DocumentKind, Field, document_key
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from tests.ui.conftest import NOW, MakeSeat
from tests.ui.focus_fields import enter, field


def test_who_comes_back_is_told_the_field_they_were_in_and_the_next_question(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    def told() -> str:
        return focus_view.resume._lines.accessibleName()

    focus_view.show_seat(make_seat(1), now=NOW)
    enter(qtbot, focus_view, Field.ACCOUNT_NUMBER)
    question = focus_view.interview.current
    assert question is not None
    focus_view.show_seat(make_seat(2), now=NOW)
    assert "You were in" not in told()
    assert "Next question: " in told()
    focus_view.show_seat(make_seat(1), now=NOW)
    assert told() == f"You were in: Account number. Next question: {question.label}"
    focus_view.setFocus()
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.show_seat(make_seat(1), now=NOW)
    assert "You were in" not in told()
    focus_view.show_seat(make_seat(1, {question.key: "yes"}), now=NOW)
    assert f"Next question: {question.label}" not in told()


def test_a_booth_remembers_field_caret_and_scroll(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.resize(1920, 700)
    focus_view.show_seat(make_seat(1), now=NOW)
    bar = focus_view.form.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 40)
    line = enter(qtbot, focus_view, Field.EMPLOYER)
    line.setCursorPosition(3)
    bar.setValue(37)
    focus_view.show_seat(make_seat(2), now=NOW)
    assert focus_view.hasFocus()
    assert bar.value() == 0
    focus_view.show_seat(make_seat(1), now=NOW)
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 3
    assert bar.value() == 37


def test_returning_from_the_wall_goes_back_into_the_field(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    pages, wall = QStackedWidget(), QLineEdit()
    qtbot.addWidget(pages)
    pages.addWidget(focus_view)
    pages.addWidget(wall)
    with qtbot.waitExposed(pages):
        pages.show()
    pages.activateWindow()
    focus_view.show_seat(make_seat(1), now=NOW)
    line = enter(qtbot, focus_view, Field.EMPLOYER)
    line.setCursorPosition(3)
    focus_view.show_seat(make_seat(2), now=NOW)
    pages.setCurrentWidget(wall)
    wall.setFocus()
    qtbot.waitUntil(wall.hasFocus)
    pages.setCurrentWidget(focus_view)
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 3
    pages.removeWidget(focus_view)
    focus_view.setParent(None)


def test_a_switch_while_the_focus_is_elsewhere_steals_nothing(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    enter(qtbot, focus_view, Field.EMPLOYER)
    focus_view.clearFocus()
    QApplication.focusWidget().clearFocus()
    focus_view.show_seat(make_seat(2), now=NOW)
    focus_view.show_seat(make_seat(1), now=NOW)
    assert QApplication.focusWidget() is None


def test_esc_leaves_the_field_and_then_the_view(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    line = enter(qtbot, focus_view, Field.EMPLOYER)
    line.setCursorPosition(2)
    assert focus_view.run(Action.BACK) is True
    assert focus_view.hasFocus()
    assert focus_view.run(Action.BACK) is False
    qtbot.keyClick(focus_view, Qt.Key.Key_Tab)
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 2


def test_f6_walks_through_the_panes(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    visited = []
    for _ in range(6):
        focus_view.run(Action.PANE)
        visited.append(QApplication.focusWidget())
    assert visited.pop(0) is focus_view.papers.compare.table
    assert visited[0] is field(focus_view, Field.ID_CARD_ORIGINAL)
    assert visited[1] is field(focus_view, document_key(DocumentKind.MEMBERSHIP_CARD))
    assert visited[2] is field(focus_view, Field.FULL_NAME)
    assert visited[3] in focus_view.bar.fields
    assert visited[4] is focus_view
