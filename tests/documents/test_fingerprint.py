"""Fingerprints: pictures of one paper are near, papers of two people are not."""

import pytest

from cso_desk.video.drawn import drawn, invented
from cso_desk.video.fingerprint import BITS, Fingerprint, fingerprint
from cso_desk.video.paper import Paper
from cso_desk.video.participant import look
from cso_desk.video.quad import rectified
from tests.documents.camera import Grade, shot


def print_of(seed: int, grade: Grade, kind: Paper = Paper.KTP, face: int = 0) -> Fingerprint:
    person = invented(seed)
    taken = shot(drawn(kind, person, face=look(face or seed, person.sex)), grade, seed)
    return fingerprint(rectified(taken.frame, taken.quad))


@pytest.mark.parametrize("kind", [Paper.KTP, Paper.PAKLARING])
def test_the_nearest_is_the_same_paper_under_another_camera_and_other_peoples_are_not_near(kind: Paper) -> None:
    easy = [print_of(seed, Grade.EASY, kind) for seed in (1, 2, 3)]
    medium = [print_of(seed, Grade.MEDIUM, kind) for seed in (1, 2, 3)]
    for mine, one in enumerate(easy):
        apart = [one.distance(other) for other in medium]
        assert apart.index(min(apart)) == mine
        assert not any(one.is_near(other) for theirs, other in enumerate(medium) if theirs != mine)
    assert sum(one.is_near(other) for one, other in zip(easy, medium, strict=True)) >= 2


def test_the_same_face_on_two_cards_is_not_the_same_card() -> None:
    assert not print_of(4, Grade.EASY, face=9).is_near(print_of(6, Grade.EASY, face=9))


def test_a_fingerprint_survives_being_written_down() -> None:
    one = print_of(1, Grade.EASY)
    assert Fingerprint.from_text(str(one)) == one
    with pytest.raises(ValueError):
        Fingerprint.from_text("no fingerprint")


def test_papers_without_print_are_near_to_nothing() -> None:
    blank = Fingerprint((None,) * 8)
    assert blank.distance(blank) == BITS
