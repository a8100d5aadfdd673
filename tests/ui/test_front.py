"""What the window says of where its officer is: the reception and the documents follow it."""

from PySide6.QtCore import Qt

from cso_desk.claims.form import DocumentKind
from tests.ui.office import MakeOffice


def test_whoever_turns_to_another_booth_is_said_to_be_there_and_to_have_left_the_other(
    open_office: MakeOffice,
) -> None:
    office = open_office(3)
    visits: list[tuple[int, int]] = []
    office.window.front.visited.connect(lambda booth, left: visits.append((booth, left)))
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_2, text="2")
    office.press(Qt.Key.Key_3, text="3")
    assert visits == [(2, 1), (3, 2)]


def test_the_booth_in_focus_and_its_open_document_are_said_and_that_nobody_looks_from_the_wall(
    open_office: MakeOffice,
) -> None:
    office = open_office(2)
    office.desk.call_next(2)
    said: list[tuple[int | None, DocumentKind | None]] = []
    office.window.front.attended.connect(lambda booth, document: said.append((booth, document)))
    office.press(Qt.Key.Key_2, text="2")
    assert said == [(None, None)]
    office.press(Qt.Key.Key_Return)
    assert said.pop() == (2, office.window.focus.papers.open_kind)
    office.window.focus.papers.open_document(DocumentKind.FAMILY_CARD)
    assert said.pop() == (2, DocumentKind.FAMILY_CARD)
    office.press(Qt.Key.Key_Escape)
    assert said.pop() == (None, None)
