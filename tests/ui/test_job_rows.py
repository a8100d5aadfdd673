"""The history of work on the form: rows that come and go, and never those of another claim."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import MAX_JOBS, Cause, Field, JobPart, job_key
from cso_desk.claims.model import ClaimState
from cso_desk.ui import theme
from cso_desk.ui.fields import TextField
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from cso_desk.ui.language import Language
from cso_desk.ui.seat import Seat

NOW = 1000.0
MakeSeat = Callable[..., Seat]
Edit = tuple[int, UUID, str, str]


def job(number: int, employer: str = "CV Contoh Kayu", start: str = "01-01-2012", until: str = "31-12-2012") -> Any:
    """The texts of one earlier employment."""
    return {job_key(number, part): text for part, text in zip(JobPart, (employer, start, until), strict=True)}


def rows(view: FocusView) -> list[list[str]]:
    """The texts that stand in the rows, from top to bottom."""
    texts = [field.text() for field in view.form.jobs.fields]
    assert all(field.isVisible() for field in view.form.jobs.fields)
    return [texts[at : at + 3] for at in range(0, len(texts), 3)]


def job_field(view: FocusView, number: int, part: JobPart) -> TextField:
    """One field of a row."""
    return next(field for field in view.form.jobs.fields if field.key == job_key(number, part))


def focused() -> str:
    """The form key of the field one is in."""
    return getattr(QApplication.focusWidget(), "key", "")


@pytest.fixture
def edits(focus_view: FocusView) -> list[Edit]:
    """Every edit that the view announces."""
    heard: list[Edit] = []
    focus_view.edited.connect(lambda *edit: heard.append(edit))
    return heard


def test_only_what_is_written_has_a_row(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, {**job(7, "PT Tujuh"), **job(2, "PT Dua", "", "")}), now=NOW)
    assert rows(focus_view) == [["PT Dua", "", ""], ["PT Tujuh", "01-01-2012", "31-12-2012"]]


def test_a_row_is_added_with_a_key_and_written_with_the_booth_and_claim_on_the_screen(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(2, job(3)), now=NOW)
    assert focus_view.run(Action.ADD_JOB)
    assert rows(focus_view)[1:] == [["", "", ""]]
    assert focused() == "job.4.employer"
    qtbot.keyClicks(QApplication.focusWidget(), "PT")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "0")
    claim_id = UUID(int=1002)
    assert edits == [
        (2, claim_id, "job.4.employer", "P"),
        (2, claim_id, "job.4.employer", "PT"),
        (2, claim_id, "job.4.from", "0"),
    ]


def test_an_empty_row_is_gone_into_again_before_another_is_added(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.run(Action.ADD_JOB)
    focus_view.setFocus()
    assert focus_view.run(Action.ADD_JOB)
    assert rows(focus_view) == [["", "", ""]]
    assert focused() == "job.1.employer"


def test_the_rows_of_another_claim_never_linger(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {**job(1, "PT Satu"), **job(2, "PT Dua")}), now=NOW)
    focus_view.run(Action.ADD_JOB)
    focus_view.show_seat(make_seat(2, job(2, "PT Lain")), now=NOW)
    assert rows(focus_view) == [["PT Lain", "01-01-2012", "31-12-2012"]]
    assert focus_view.hasFocus()
    hidden = [field for field in focus_view.form.jobs.findChildren(TextField) if not field.isVisible()]
    assert hidden
    assert {field.text() for field in hidden} == {""}
    for field in hidden:
        qtbot.keyClicks(field, "x")
    assert edits == []


def test_going_back_one_is_in_the_row_one_had_added(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.run(Action.ADD_JOB)
    focus_view.show_seat(make_seat(2, job(1, "PT Lain")), now=NOW)
    focus_view.show_seat(make_seat(1), now=NOW)
    qtbot.waitUntil(lambda: focused() == "job.1.employer")
    assert rows(focus_view) == [["", "", ""]]


def test_a_row_remembers_caret_and_scroll(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.resize(1920, 700)
    texts: dict[str, str] = {}
    for number in range(1, 9):
        texts |= job(number)
    focus_view.show_seat(make_seat(1, texts), now=NOW)
    line = job_field(focus_view, 8, JobPart.EMPLOYER)
    line.setFocus()
    line.setCursorPosition(4)
    bar = focus_view.form.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(bar.maximum())
    was = bar.value()
    focus_view.show_seat(make_seat(2), now=NOW)
    qtbot.waitUntil(lambda: bar.maximum() < was)
    focus_view.show_seat(make_seat(1, texts), now=NOW)
    qtbot.waitUntil(line.hasFocus)
    assert (line.cursorPosition(), bar.value()) == (4, was)


def test_a_row_is_removed_by_emptying_its_texts_and_one_goes_to_the_next(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {**job(1), **job(4, until=""), **job(5, "PT Lima")}), now=NOW)
    job_field(focus_view, 4, JobPart.FROM).setFocus()
    assert focus_view.run(Action.REMOVE_JOB)
    claim_id = UUID(int=1001)
    assert edits == [(1, claim_id, "job.4.employer", ""), (1, claim_id, "job.4.from", "")]
    assert [row[0] for row in rows(focus_view)] == ["CV Contoh Kayu", "PT Lima"]
    assert focused() == "job.5.from"
    focus_view.run(Action.REMOVE_JOB)
    assert focused() == "job.1.from"
    focus_view.run(Action.REMOVE_JOB)
    assert rows(focus_view) == []
    assert QApplication.focusWidget() is focus_view.form.jobs.add
    assert not focus_view.run(Action.REMOVE_JOB)


def test_the_cross_is_reached_with_tab_and_pressed_with_space(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, {**job(1), **job(2, "PT Dua")}), now=NOW)
    line = job_field(focus_view, 1, JobPart.UNTIL)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    cross = QApplication.focusWidget()
    assert cross.accessibleName() == "Remove, row 1"
    qtbot.keyClick(cross, Qt.Key.Key_Space)
    assert [row[0] for row in rows(focus_view)] == ["PT Dua"]


def test_enter_in_the_last_field_never_comes_to_the_cross(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, {**job(1), **job(2)}), now=NOW)
    for number, following in ((1, "job.2.employer"), (2, "")):
        line = job_field(focus_view, number, JobPart.UNTIL)
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert focused() == following
    assert QApplication.focusWidget() is focus_view.form.jobs.add
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert focused() == "job.3.employer"


def test_tab_walks_through_the_rows_between_membership_and_cause(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, job(2)), now=NOW)
    focus_view.run(Action.ADD_JOB)
    walked = [field.key for field in focus_view.form.fields]
    start = walked.index(Field.EMPLOYED_UNTIL)
    focus_view.form.fields[start].setFocus()
    visited = []
    for _ in range(10):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(focused())
    assert visited == [
        *("job.2.employer", "job.2.from", "job.2.until", ""),
        *("job.3.employer", "job.3.from", "job.3.until", "", "", Field.CAUSE),
    ]


def test_a_row_emptied_by_hand_stays_while_one_is_in_it(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1, {**job(1, "P", "", ""), **job(2)}), now=NOW)
    line = job_field(focus_view, 1, JobPart.EMPLOYER)
    line.setFocus()
    line.end(False)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert len(rows(focus_view)) == 2
    assert line.hasFocus()
    other = job_field(focus_view, 2, JobPart.EMPLOYER)
    other.setFocus()
    qtbot.keyClicks(other, "x")
    assert len(rows(focus_view)) == 1


def test_what_is_wrong_with_a_row_stands_below_it(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, job(3, start="2012", until="31-12-2099")), now=NOW)
    assert focus_view.form.note_of("job.3.from") == "Write the date as dd-mm-yyyy"
    assert focus_view.form.note_of("job.3.until") == "This day is still to come"
    line = job_field(focus_view, 3, JobPart.FROM)
    assert line.accessibleDescription() == "Write the date as dd-mm-yyyy"
    notes = [label for label in focus_view.form.jobs.findChildren(QLabel) if "date as" in label.text()]
    assert [note.isVisible() for note in notes] == [True]
    focus_view.show_seat(make_seat(1, job(3), version="v2"), now=NOW)
    assert focus_view.form.note_of("job.3.from") == ""


def test_a_row_that_the_desk_does_not_confirm_is_called_unsaved(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    focus_view.run(Action.ADD_JOB)
    qtbot.keyClicks(QApplication.focusWidget(), "PT")
    focus_view.show_time(NOW + 4)
    assert focus_view.form.note_of("job.1.employer") == "Not saved on this desk yet"


def test_every_field_of_a_row_is_named(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, {**job(1), **job(9)}), now=NOW)
    names = [field.accessibleName() for field in focus_view.form.jobs.fields]
    assert names[2:4] == ["Until, row 1", "Earlier employer, row 2"]
    labels = [label for label in focus_view.form.jobs.findChildren(QLabel) if label.text() == "Earlier employer"]
    assert [label.isVisible() for label in labels] == [True, False]
    spoken = Language("id")
    focus_view.retranslate()
    assert focus_view.form.jobs.fields[3].accessibleName() == "Pemberi kerja terdahulu, baris 2"
    assert "Ctrl+B" in focus_view.form.jobs.add.accessibleName()
    spoken.use("en")


def test_a_decided_claim_has_rows_to_read_and_no_buttons(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, job(1), claim={"state": ClaimState.APPROVED}), now=NOW)
    assert len(rows(focus_view)) == 1
    assert not focus_view.run(Action.ADD_JOB)
    line = job_field(focus_view, 1, JobPart.EMPLOYER)
    line.setFocus()
    qtbot.keyClicks(line, "x")
    assert not focus_view.run(Action.REMOVE_JOB)
    assert edits == []
    assert not focus_view.form.jobs.add.isVisible()


def test_an_empty_booth_takes_no_row(focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]) -> None:
    focus_view.show_seat(make_seat(1, job(1)), now=NOW)
    focus_view.show_seat(make_seat(2, empty=True), now=NOW)
    assert not focus_view.run(Action.ADD_JOB)
    assert edits == []


def test_a_button_of_one_claim_does_not_wait_for_space_in_the_next(
    focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, job(1)), now=NOW)
    for stop in focus_view.form.jobs.stops[-2:]:
        stop.setFocus()
        focus_view.show_seat(make_seat(2, job(1)), now=NOW)
        assert focus_view.hasFocus()
        focus_view.show_seat(make_seat(1, job(1)), now=NOW)
    focus_view.form.jobs.add.setFocus()
    assert focus_view.run(Action.BACK)
    assert focus_view.hasFocus()


def test_no_more_than_twenty_rows(focus_view: FocusView, make_seat: MakeSeat) -> None:
    texts: dict[str, str] = {}
    for number in range(1, MAX_JOBS + 1):
        texts |= job(number)
    focus_view.show_seat(make_seat(1, texts), now=NOW)
    assert not focus_view.run(Action.ADD_JOB)
    assert (focus_view.form.jobs.add.isEnabled(), focus_view.form.jobs.add.text()) == (False, "At most 20 rows")
    del texts["job.6.employer"], texts["job.6.from"], texts["job.6.until"]
    focus_view.show_seat(make_seat(1, texts, version="v2"), now=NOW)
    assert focus_view.run(Action.ADD_JOB)
    assert focused() == "job.6.employer"


@pytest.mark.parametrize("density", [theme.ROOMY, theme.DENSE])
def test_an_added_row_is_in_sight_and_nothing_of_the_rows_is_cut(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, density: theme.Density
) -> None:
    theme.use(theme.Look(theme.LIGHT, density))
    focus_view.restyle()
    focus_view.resize(1366, 640)
    texts: dict[str, str] = {}
    for number in range(1, 7):
        texts |= job(number, until="31-12-2099")
    focus_view.show_seat(make_seat(1, texts), now=NOW)
    focus_view.run(Action.ADD_JOB)
    line, port = QApplication.focusWidget(), focus_view.form.viewport()
    assert line.accessibleName() == "Earlier employer, row 7"
    assert port.rect().contains(line.rect().translated(line.mapTo(port, line.rect().topLeft())))
    assert focus_view.form.widget().width() == port.width()
    for field in focus_view.form.jobs.fields:
        if field.key.endswith(("from", "until")):
            assert field.fontMetrics().horizontalAdvance("30-12-2088") < field.width() - 12


def test_that_cards_must_be_merged_first_stands_above_the_rows(focus_view: FocusView, make_seat: MakeSeat) -> None:
    form = {Field.CAUSE: Cause.PARTIAL_10, **job(1, start="01-01-2008", until="31-03-2019")}
    focus_view.show_seat(make_seat(1, form), now=NOW)
    warning = focus_view.form.jobs.warning
    assert warning.isVisible()
    assert warning.text() == "Merge the cards first (amalgamasi): the form tells 11 y, the record 6 y 5 m"
    focus_view.show_seat(make_seat(2, {Field.CAUSE: Cause.PARTIAL_10}), now=NOW)
    assert not warning.isVisible()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sentence_on_merging_has_room_in_a_small_window(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, language: str
) -> None:
    spoken = Language(language)
    theme.use(theme.Look(theme.LIGHT, theme.DENSE))
    focus_view.resize(1366, 640)
    focus_view.restyle()
    focus_view.retranslate()
    form = {Field.CAUSE: Cause.PARTIAL_10, **job(1, start="01-01-2000", until="31-03-2019")}
    focus_view.show_seat(make_seat(1, form, master={"member_since": date(2015, 11, 20)}), now=NOW)
    warning = focus_view.form.jobs.warning
    qtbot.waitUntil(lambda: warning.width() > warning.fontMetrics().horizontalAdvance(warning.text()) > 200)
    spoken.use("en")
