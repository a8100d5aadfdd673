"""A picture of a card is read as far as is asked for, and no surer than what is seen of it."""

import cv2
import numpy as np
import pytest

from cso_desk.documents.detection import Quad
from cso_desk.documents.examine import examine, examine_flat
from cso_desk.documents.layout import along, height
from cso_desk.documents.ocr import Line, Ocr
from cso_desk.documents.reading import CERTAIN, Reading, Unread
from cso_desk.documents.washed import is_washed_out
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from tests.documents.camera import Grade, shot
from tests.documents.people import paper

QUICK = {"nik", "name", "birth_date", "sex"}
BOX: Quad = ((200.0, 100.0), (400.0, 100.0), (400.0, 130.0), (200.0, 130.0))


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


@pytest.mark.parametrize(("kind", "searches"), [(Paper.KPJ, 1), (Paper.NPWP, 1), (Paper.KK, 2)])
def test_a_paper_of_another_kind_than_was_guessed_is_read_as_what_it_is(
    ocr: Counting, kind: Paper, searches: int
) -> None:
    image = paper(kind, 4).image
    guessed = examine_flat(ocr, image, Paper.KTP, guessed=True).answer
    assert ocr.searches == searches  # small print is looked for at the size that its kind needs
    known = examine_flat(ocr, image, kind).answer
    assert isinstance(guessed, Reading)
    assert isinstance(known, Reading)
    assert (guessed.kind, guessed.fields, guessed.members) == (kind, known.fields, known.members)
    assert examine_flat(ocr, image, Paper.KTP).answer.seen == kind  # asked for, it is no identity card


def test_a_name_of_which_a_reflection_takes_the_end_is_never_certain(ocr: Counting) -> None:
    card = paper(Paper.KTP, 5)
    whole = examine_flat(ocr, card.image, Paper.KTP, quick=True).answer
    assert isinstance(whole, Reading)
    name = whole.fields["name"]
    assert (name.text, name.confidence > CERTAIN) == (card.truth["name"], True)

    cut = examine_flat(ocr, reflecting(card.image, name.box), Paper.KTP, quick=True).answer
    assert isinstance(cut, Reading)
    short = cut.fields["name"]
    assert set(short.text.split()) < set(name.text.split())
    assert short.confidence <= 0.6
    assert cut.fields["nik"].confidence > CERTAIN


@pytest.mark.parametrize(("kind", "seed", "share"), [(Paper.TABUNGAN, 8, 0.4), (Paper.NPWP, 2, 0.86)])
def test_a_number_of_no_fixed_length_is_never_certain_where_a_reflection_takes_its_end(
    kind: Paper, seed: int, share: float, ocr: Counting
) -> None:
    card = paper(kind, seed)
    whole = examine_flat(ocr, card.image, kind).answer
    assert isinstance(whole, Reading)
    number = whole.fields["number"]
    assert number.text in card.truth.values()
    assert number.confidence > CERTAIN

    cut = examine_flat(ocr, reflecting(card.image, along(number.box, share, 1.0)), kind).answer
    assert isinstance(cut, Reading)
    short = cut.fields["number"]
    assert len(short.text) < len(number.text)
    assert number.text.startswith(short.text)
    assert short.confidence <= 0.6


@pytest.mark.parametrize("seed", [4, 5])
def test_a_number_that_is_written_with_dots_is_as_certain_as_one_without(seed: int, ocr: Counting) -> None:
    card = paper(Paper.NPWP, seed)
    read = examine_flat(ocr, card.image, Paper.NPWP).answer
    assert isinstance(read, Reading)
    number = read.fields["number"]
    assert (number.text, number.confidence > CERTAIN) == (card.truth["npwp"], True)


def reflecting(image: Image, box: Quad) -> Image:
    """The picture with a soft white reflection over the second half of a line."""
    middle = np.mean(box, axis=0)
    reach = (box[1][0] - middle[0], 0.7 * height(box))
    y, x = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    away = ((x - middle[0] - reach[0]) / reach[0]) ** 2 + ((y - middle[1]) / reach[1]) ** 2
    return np.clip(image + (330 * np.exp(-(away**1.5)))[:, :, None], 0, 255).astype(np.uint8)


def line_of_print(level: int = 200) -> Image:
    """A paper with one line of print, in BOX."""
    image = np.full((240, 900, 3), level, np.uint8)
    cv2.putText(image, "RATNA SARI", (202, 126), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (40, 40, 40), 3)
    return image


@pytest.mark.parametrize(
    ("from_x", "to_x", "washed"),
    [(405, 520, True), (100, 190, True), (280, 320, True), (520, 700, False), (20, 90, False)],
    ids=["behind", "before", "within", "far behind", "far before"],
)
def test_white_within_a_line_or_beside_it_is_seen_also_in_noise(from_x: int, to_x: int, washed: bool) -> None:
    image = line_of_print()
    assert not is_washed_out(image, BOX)
    image[80:150, from_x:to_x] = 255
    assert is_washed_out(image, BOX) is washed
    noise = np.random.default_rng(1).normal(0, 8, image.shape)
    assert is_washed_out(np.clip(image + noise, 0, 255).astype(np.uint8), BOX) is washed


def test_a_paper_that_is_white_itself_reflects_nothing() -> None:
    assert not is_washed_out(line_of_print(255), BOX)
