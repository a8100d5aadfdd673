import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.claims.names import compare, words_of

letters = st.text(alphabet="ABKSZ ", max_size=12)


def distance(left: str, right: str) -> int:
    """The edit distance by its definition, slow and plain."""
    if not left or not right:
        return len(left) + len(right)
    if left[0] == right[0]:
        return distance(left[1:], right[1:])
    return 1 + min(distance(left[1:], right), distance(left, right[1:]), distance(left[1:], right[1:]))


def test_the_letter_that_differs_is_marked_on_both_sides() -> None:
    compared = compare("Muhammad Rizky Pratama", "muhammad  risky pratama")
    assert (compared.left, compared.right) == ("MUHAMMAD RIZKY PRATAMA", "MUHAMMAD RISKY PRATAMA")
    assert (compared.left_marks, compared.right_marks, compared.letters) == (((11, 12),), ((11, 12),), 1)
    assert compared.near
    assert not compared.same


def test_a_letter_too_many_is_marked_where_it_stands() -> None:
    compared = compare("Siti Rahmawatti", "Siti Rahmawati")
    assert compared.letters == 1
    assert len(compared.left_marks) == 1
    assert compared.right_marks == ()
    start, end = compared.left_marks[0]
    assert compared.left[start:end] == "T"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Siti Nur'aini", "SITI NURAINI"),
        ("José", "JOSE"),
        ("M. Rizky", "M Rizky"),
        ("M.Rizky", "M Rizky"),
        (" Agus ", "agus"),
        ("", ""),
    ],
)
def test_case_accents_blanks_and_dots_do_not_count(left: str, right: str) -> None:
    assert compare(left, right).same


def test_other_people_are_neither_same_nor_near() -> None:
    compared = compare("Wahyu Hidayat Siregar", "Hendra Gunawan")
    assert not compared.same
    assert not compared.near


def test_long_rubbish_is_compared_in_one_piece() -> None:
    compared = compare("A" * 500, "B" * 400)
    assert (compared.letters, compared.left_marks, compared.right_marks) == (500, ((0, 500),), ((0, 400),))


@given(letters, letters)
def test_the_count_of_letters_is_the_edit_distance(left: str, right: str) -> None:
    left, right = left[:7], right[:7]
    compared = compare(left, right)
    assert compared.letters == distance(compared.left, compared.right)


@given(letters, letters)
def test_the_unmarked_letters_of_both_sides_are_the_same(left: str, right: str) -> None:
    compared = compare(left, right)

    def kept(text: str, marks: tuple[tuple[int, int], ...]) -> str:
        marked = {place for start, end in marks for place in range(start, end)}
        return "".join(sign for place, sign in enumerate(text) if place not in marked)

    assert kept(compared.left, compared.left_marks) == kept(compared.right, compared.right_marks)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Moh. Rizky Pratama", "MUHAMMAD RIZKY PRATAMA"),
        ("M Rizky P", "Muhammad Rizky Pratama"),
        ("Drs. H. Agus Salim", "Agus Salim"),
        ("Siti Rahmawati, S.Pd", "Siti Rahmawati"),
        ("A. Salim Harahap", "Agus Salim Harahap"),
    ],
)
def test_usual_ways_to_write_one_name_are_known(left: str, right: str) -> None:
    assert compare(left, right).usual
    assert compare(right, left).usual


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Agus Salim", "Agus Salim Harahap"),
        ("A S", "Agus Salim"),
        ("Agus Salim", "Anton Salim"),
        ("Muhammad", "Moh"),
        ("", "Agus"),
        (", S.Pd", "S.Pd"),
    ],
)
def test_other_names_are_not_taken_for_usual_ways(left: str, right: str) -> None:
    compared = compare(left, right)
    assert compared.same or not compared.usual


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("H. Moh. Rizky, S.E.", ["MUHAMMAD", "RIZKY"]),
        ("Dr. Hj. Siti Nurhayati", ["SITI", "NURHAYATI"]),
        ("Ma'ruf  Amin", ["MARUF", "AMIN"]),
        ("Moh", ["MOH"]),
        ("H. DR.", ["DR"]),
        ("", []),
        (" ... ", []),
    ],
)
def test_the_words_of_a_name_are_those_without_titles_and_degrees(name: str, words: list[str]) -> None:
    assert words_of(name) == words
