"""Drawn papers and the simulated camera, which the tests of reading stand on."""

import numpy as np
import pytest

from cso_desk.claims.identity import Nik
from cso_desk.claims.numbers import parse_family_card, parse_kpj, parse_npwp
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.paper import SIZE_MM, Paper
from tests.documents.camera import SIZES, Grade, nothing_held, shot
from tests.documents.people import paper


def test_nobody_drawn_exists_and_all_numbers_are_those_the_rules_take() -> None:
    for seed in range(200):
        person = invented(seed)
        assert person.nik.startswith("99")
        nik = Nik(person.nik)
        assert nik.sex == person.sex
        assert f"{nik.digits[8:12]}" == f"{person.birth_date:%m%y}"
        assert int(nik.digits[6:8]) % 40 == person.birth_date.day
        assert parse_family_card(person.family_card).startswith("99")
        assert parse_kpj(person.kpj) == person.kpj
        assert parse_npwp(person.npwp) == person.npwp
        assert person.members[0].nik == person.nik
        assert person.employed_from < person.employed_until


def test_a_name_and_a_number_that_are_given_stand_on_the_papers() -> None:
    person = invented(3, name="Sri Contoh", nik="9901015203920007")
    said = drawn(Paper.KTP, person).truth
    assert (said["name"], said["nik"]) == ("SRI CONTOH", "9901015203920007")
    assert (said["birth_date"], said["sex"]) == ("1992-03-12", "PEREMPUAN")


@pytest.mark.parametrize("kind", Paper)
def test_each_paper_has_its_proportions_and_one_seed_is_one_paper(kind: Paper) -> None:
    first, again, other = paper(kind, 5), paper(kind, 5), paper(kind, 6)
    height, width = first.image.shape[:2]
    assert width / height == pytest.approx(SIZE_MM[kind][0] / SIZE_MM[kind][1], rel=0.01)
    assert np.array_equal(first.image, again.image)
    assert first.truth == again.truth
    assert not np.array_equal(first.image, other.image)
    assert all(first.truth.values())


def test_the_longest_lines_stay_on_the_card() -> None:
    person = invented(1, name="Maharani Kusumaningtyas Rajagukguk Lumbantoruan")
    image = drawn(Paper.KTP, person).image
    right_of_portrait = image[200:, 985:]
    assert right_of_portrait.min() > 90


@pytest.mark.parametrize("grade", Grade)
def test_the_camera_takes_the_same_picture_for_the_same_seed_and_the_whole_paper(grade: Grade) -> None:
    card = paper(Paper.KTP, 2)
    for seed, size in enumerate(SIZES[:3]):
        taken = shot(card, grade, seed, size=size)
        assert taken.frame.shape == (size[1], size[0], 3)
        assert (taken.quad >= 0).all()
        assert (taken.quad <= size).all()
    assert np.array_equal(taken.frame, shot(card, grade, seed, size=size).frame)


def test_a_card_turned_upside_down_has_its_upper_edge_below() -> None:
    quad = shot(paper(Paper.KTP, 2), Grade.EASY, 1, turned=180).quad
    assert quad[:2, 1].min() > quad[2:, 1].max()


def test_the_width_that_is_asked_for_is_taken() -> None:
    quad = shot(paper(Paper.KTP, 2), Grade.EASY, 1, width=0.5).quad
    assert np.linalg.norm(quad[1] - quad[0]) == pytest.approx(640, rel=0.02)


def test_frames_with_nothing_held_differ_from_seed_to_seed() -> None:
    assert not np.array_equal(nothing_held(1), nothing_held(2))
