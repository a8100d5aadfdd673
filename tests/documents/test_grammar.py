"""What the grammar of a field puts right, what it says it had read, and what it refuses."""

from datetime import date

import numpy as np
import pytest

from cso_desk.documents import grammar, nik
from cso_desk.documents.decoding import Probabilities, likeliest, numbers
from cso_desk.documents.fields import Found, found, number_of
from cso_desk.documents.grammar import Said
from cso_desk.documents.layout import Part, label_end
from cso_desk.documents.ocr import ALPHABET
from tests.documents.lines import line

NIK = "9901014510640001"
BORN, WOMAN = Said("1964-10-05", 0.99), Said("PEREMPUAN", 0.99)


def sure(text: str, confidence: float = 0.99) -> list[float]:
    return [confidence] * len(text)


def numbered(text: str) -> Found:
    return found((Part.whole(line(text, 0, 0)),), number_of((16,)))


@pytest.mark.parametrize("read", ["99O1O1451O64OOO1", "990I0I45I0640001", "9901 0145 1064 0001", "99D10l45!0640001"])
def test_letters_like_digits_are_digits_in_a_number(read: str) -> None:
    said = grammar.number(read, sure(read), (16,))
    assert said is not None
    assert said.text == NIK
    bare = read.replace(" ", "")
    assert said.corrected == (None if bare == NIK else bare)


@pytest.mark.parametrize("read", ["990101451064000", "99010145106400012", "9901014510X40001", ""])
def test_a_number_of_another_length_is_refused(read: str) -> None:
    assert grammar.number(read, sure(read), (16,)) is None


def test_a_name_has_no_digits_and_keeps_its_marks() -> None:
    for read, name in (("S1TI RAHAYU", "SITI RAHAYU"), ("NUR'AINI", "NUR'AINI"), ("M.YUSUF", "M. YUSUF")):
        said = grammar.name(read, sure(read))
        assert said is not None
        assert said.text == name
        assert said.corrected == (read if name.replace(" ", "") != read.replace(" ", "") else None)
    assert grammar.name("---", sure("---")) is None


@pytest.mark.parametrize(
    ("read", "day", "corrected"),
    [
        ("05-10-1964", "1964-10-05", None),
        ("O5-1O-1964", "1964-10-05", "O5-1O-1964"),
        ("05101964", "1964-10-05", "05101964"),
        ("5 Mei 2024", "2024-05-05", None),
        ("17 Agustvs 2020", "2020-08-17", "17 Agustvs 2020"),
    ],
)
def test_a_date_is_told_as_iso(read: str, day: str, corrected: str | None) -> None:
    said = grammar.day(read, sure(read))
    assert said is not None
    assert (said.text, said.corrected) == (day, corrected)


@pytest.mark.parametrize("read", ["31-02-1964", "05-13-1964", "00-10-1964", "5 Mat 2024x", "1964"])
def test_what_is_no_day_of_the_calendar_is_refused(read: str) -> None:
    assert grammar.day(read, sure(read)) is None


def test_a_known_word_is_put_right_and_one_between_two_is_not() -> None:
    said = grammar.one_of("PEREMPVAN", sure("PEREMPVAN"), ("LAKI-LAKI", "PEREMPUAN"))
    assert said is not None
    assert (said.text, said.corrected) == ("PEREMPUAN", "PEREMPVAN")
    assert said.confidence < 0.98
    assert grammar.one_of("WN", sure("WN"), ("WNI", "WNA")) is None


def test_certainty_is_that_of_all_signs_together_but_not_of_blanks() -> None:
    assert grammar.certainty("A B", (0.9, 0.1, 0.9)) == pytest.approx(0.81)


def test_a_number_that_fits_the_card_is_as_sure_as_it_was_read() -> None:
    said = nik.settled(numbered(NIK), [(NIK, 0.999)], BORN, WOMAN)
    assert said == Said(NIK, 0.999)


def test_a_number_against_its_day_of_birth_or_sex_is_never_certain() -> None:
    for born, sex in ((Said("1964-10-06", 0.99), WOMAN), (BORN, Said("LAKI-LAKI", 0.99))):
        said = nik.settled(numbered(NIK), [(NIK, 0.999)], born, sex)
        assert said is not None
        assert said.text == NIK
        assert said.confidence <= 0.6


def test_of_two_numbers_that_may_be_meant_the_one_that_fits_is_taken_and_said_to_be_corrected() -> None:
    misread = "9901014810640001"
    said = nik.settled(numbered(misread), [(misread, 0.7), (NIK, 0.2)], BORN, WOMAN)
    assert said is not None
    assert (said.text, said.corrected) == (NIK, misread)
    unlikely = nik.settled(numbered(misread), [(misread, 0.99), (NIK, 0.001)], BORN, WOMAN)
    assert unlikely is not None
    assert unlikely.text == misread
    assert unlikely.confidence <= 0.6


def test_a_number_of_an_impossible_day_is_hardly_believed() -> None:
    impossible = "9901013510640001"
    said = nik.settled(numbered(impossible), [(impossible, 0.999)], None, None)
    assert said is not None
    assert said.confidence <= 0.3
    assert nik.settled(numbered("99"), [], BORN, WOMAN) is None


def test_day_and_sex_are_surer_where_the_number_tells_them_and_doubtful_where_not() -> None:
    said = {"birth_date": Said("1964-10-05", 0.5), "sex": Said("LAKI-LAKI", 0.99)}
    held = nik.held_against(said, Said(NIK, 0.99))
    assert held["birth_date"] == Said("1964-10-05", 0.97)
    assert held["sex"] == Said("LAKI-LAKI", 0.6)
    assert date.fromisoformat("1964-10-05").year == 1964


def test_a_narrow_blank_is_a_blank_and_a_repeated_sign_is_one() -> None:
    steps = np.zeros((6, 1 + len(ALPHABET)), np.float32)
    for step, shares in enumerate(({"A": 0.9}, {"A": 0.8}, {" ": 0.4, "": 0.6}, {"": 1.0}, {"A": 0.7}, {"": 1.0})):
        for sign, share in shares.items():
            steps[step, ALPHABET.index(sign) + 1 if sign else 0] = share
    said = likeliest(steps, ALPHABET)
    assert said.text == "A A"
    assert said.sure[0] == pytest.approx(0.9)


def test_how_likely_a_number_is_is_the_sum_over_all_ways_to_read_it() -> None:
    steps = np.zeros((3, 1 + len(ALPHABET)), np.float32)
    one, letter, eight = (ALPHABET.index(sign) + 1 for sign in "1I8")
    steps[0, [one, letter]] = 0.5, 0.4
    steps[1, 0] = 1.0
    steps[2, [eight, 0]] = 0.75, 0.25
    told = dict(numbers(steps, ALPHABET))
    assert told["18"] == pytest.approx(0.9 * 0.75)
    assert told["1"] == pytest.approx(0.9 * 0.25)


def shown(signs: str) -> Probabilities:
    """A recognizer that is sure of each sign, and rests between."""
    steps = np.zeros((2 * len(signs), 1 + len(ALPHABET)), np.float32)
    steps[1::2, 0] = 1.0
    for place, sign in enumerate(signs):
        steps[2 * place, ALPHABET.index(sign) + 1] = 1.0
    return steps


@pytest.mark.parametrize(
    ("signs", "marks", "told"),
    [(":18", "", {"18": 1.0}), ("1:8", "", {}), ("1.8-3", ".-", {"183": 1.0}), ("1.8-3", "-", {}), (".18", "", {})],
)
def test_what_ends_a_label_or_may_stand_between_digits_makes_no_number_less_likely(
    signs: str, marks: str, told: dict[str, float]
) -> None:
    assert {digits: likely for digits, likely in numbers(shown(signs), ALPHABET, marks=marks) if likely} == told


def test_a_label_is_told_from_what_only_begins_like_it() -> None:
    assert label_end("Narna : SITI", "Agama") is None
    assert label_end("NAMA: SITI", "Nama") == (4, 0)
    assert label_end("Tempa/Tgi Lahi: X", "Tempat/Tgl Lahir") is not None
    assert label_end("N", "NIK") is None
