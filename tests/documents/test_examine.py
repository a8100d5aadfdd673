"""A picture of a card is read as far as is asked for."""

import pytest

from cso_desk.documents.detection import Quad
from cso_desk.documents.examine import examine
from cso_desk.documents.ocr import Line, Ocr
from cso_desk.documents.reading import Reading, Unread
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from tests.documents.camera import Grade, shot
from tests.documents.people import paper

QUICK = {"nik", "name", "birth_date", "sex"}


class Counting(Ocr):
    """Reads, and counts the searches for lines, the lines that were found and those that were read."""

    def __init__(self) -> None:
        self.searches = self.found = self.lines = 0

    def find(self, image: Image, *, longest: int) -> list[Quad]:
        quads = super().find(image, longest=longest)
        self.searches += 1
        self.found += len(quads)
        return quads

    def read(self, image: Image, quad: Quad) -> Line:
        self.lines += 1
        return super().read(image, quad)


@pytest.fixture
def ocr() -> Counting:
    return Counting()


@pytest.mark.parametrize("turned", [0, 180])
def test_number_and_name_are_read_without_the_lines_below(ocr: Counting, turned: int) -> None:
    held = shot(paper(Paper.KTP, 3), Grade.EASY, 3, turned=turned)
    examined = examine(ocr, held.frame, Paper.KTP, quick=True)
    assert isinstance(examined.answer, Reading)
    told = {key: field.text for key, field in examined.answer.fields.items()}
    assert told == {key: text for key, text in held.drawn.truth.items() if key in QUICK}
    assert ocr.lines < ocr.found / 2
    assert examined.traces is None


def test_a_card_whose_labels_are_read_is_not_searched_for_again_though_its_values_are_gone(ocr: Counting) -> None:
    held = shot(paper(Paper.KTP, 1_000_047), Grade.HARD, 1_000_047)
    answer = examine(ocr, held.frame, Paper.KTP, quick=True).answer
    assert isinstance(answer, Unread)
    assert (answer.reason, answer.seen) == ("less_light", Paper.KTP)
    assert ocr.searches == 1
