from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.claims.dates import add_months, age, format_date, full_months, parse_date
from cso_desk.claims.identity import InvalidNik, Nik, Sex
from cso_desk.claims.masks import mask_account, mask_kpj, mask_mother, mask_nik, mask_npwp

ON = date(2025, 11, 13)


def test_a_nik_tells_region_sex_and_birth() -> None:
    man, woman = Nik.parse("9974.0112-0891 0012"), Nik.parse("9974015208910004")
    assert (man.digits, man.region, man.sex, man.birth_date(ON)) == (
        "9974011208910012",
        "997401",
        Sex.MALE,
        date(1991, 8, 12),
    )
    assert (woman.sex, woman.birth_date(ON)) == (Sex.FEMALE, date(1991, 8, 12))


def test_a_nik_fits_the_birthday_it_was_made_for_in_any_century() -> None:
    man, woman = Nik("9974011208910012"), Nik("9974015208910004")
    for born, fits in ((date(1991, 8, 12), True), (date(1891, 8, 12), True), (date(1991, 8, 13), False)):
        assert (man.fits(born), woman.fits(born)) == (fits, fits)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("3.17E+15", "spreadsheet"),
        ("9,974011208910E+15", "spreadsheet"),
        ("99740112O8910012", "letters"),
        ("٩٩٧٤٠١١٢٠٨٩١٠٠١٢", "letters"),
        ("997401120891001", "length"),
        ("99740112089100123", "length"),
        ("9974013208910012", "birth_date"),  # day 32
        ("9974014008910012", "birth_date"),  # day 40: neither a man's nor a woman's
        ("9974018508910012", "birth_date"),  # day 85
        ("9974010008910012", "birth_date"),
        ("9974011213910012", "birth_date"),  # month 13
        ("9974013104910012", "birth_date"),  # 31 April
        ("9974012902050012", "birth_date"),  # 29 February, neither of 1905 nor of 2005
        ("9974012902910012", "birth_date"),  # 29 February in no year ..91
        ("9974011208910000", "serial"),
    ],
)
def test_what_is_no_nik_is_told_apart(text: str, reason: str) -> None:
    with pytest.raises(InvalidNik) as refused:
        Nik.parse(text)
    assert refused.value.reason == reason


def test_the_century_is_the_one_that_gives_an_age_of_fifteen_to_a_hundred() -> None:
    assert Nik("9974010108010012").birth_date(ON) == date(2001, 8, 1)
    assert Nik("9974011311100012").birth_date(ON) == date(2010, 11, 13)  # fifteen today
    assert Nik("9974011411100012").birth_date(ON) is None  # fifteen tomorrow, or 115
    assert Nik("9974011311250012").birth_date(ON) == date(1925, 11, 13)  # a hundred today
    assert Nik("9974011211240012").birth_date(ON) is None  # 101, or an infant


def test_the_twenty_ninth_of_february_is_checked_in_its_century() -> None:
    assert Nik("9974012902000012").birth_date(ON) == date(2000, 2, 29)
    assert Nik("9974012902000012").birth_date(date(1990, 1, 1)) is None  # there was none in 1900


@given(
    born=st.dates(min_value=date(1926, 1, 1), max_value=date(2010, 1, 1)),
    sex=st.sampled_from(Sex),
    region=st.integers(0, 999_999),
    serial=st.integers(1, 9999),
)
def test_a_written_nik_is_read_back(born: date, sex: Sex, region: int, serial: int) -> None:
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    nik = Nik.parse(f"{region:06}{day:02}{born:%m%y}{serial:04}")
    assert (nik.birth_date(date(2025, 6, 1)), nik.sex, nik.region) == (born, sex, f"{region:06}")
    assert Nik.parse(str(nik)) == nik


@given(st.text())
def test_any_text_is_a_nik_or_says_why_not(text: str) -> None:
    try:
        nik = Nik.parse(text)
    except InvalidNik:
        return
    assert len(nik.digits) == 16


@pytest.mark.parametrize("text", ["12-08-1991", "12/8/1991", " 12.08.1991 ", "12 8 1991"])
def test_a_date_is_read_as_officers_write_it(text: str) -> None:
    assert parse_date(text) == date(1991, 8, 12)


@pytest.mark.parametrize(
    "text", ["", "31-02-1990", "29-02-2025", "1991-08-12", "12-08-91", "00-01-2020", "1-1-0000", "x"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates())
def test_a_written_date_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_months_and_years_are_counted_whole() -> None:
    assert [full_months(date(2025, 1, 31), day) for day in (date(2025, 2, 27), date(2025, 2, 28))] == [0, 1]
    assert full_months(date(2025, 5, 1), date(2024, 5, 1)) == 0
    assert [age(date(1969, 11, 13), day) for day in (date(2025, 11, 12), ON)] == [55, 56]
    assert [age(date(2000, 2, 29), day) for day in (date(2025, 2, 27), date(2025, 2, 28))] == [24, 25]


def test_masks_hide_the_middle() -> None:
    assert mask_nik("3174011208910012") == "3174••••••••0012"
    assert mask_kpj("19040012337") == "1904•••••37"
    assert (mask_npwp("991234568901000"), mask_npwp("9974011208910012")) == ("99••••••••••000", "9974••••••••0012")
    assert mask_npwp("9") == "9"
    assert mask_account("001201004417") == "••••4417"
    assert mask_mother("Siti Rahmawati") == "Siti •••••••••"


def test_a_half_typed_number_shows_no_more_than_its_head() -> None:
    assert mask_nik("31740112") == "3174••••"
    assert mask_nik("317") == "317"
    assert mask_kpj("190400") == "1904••"
    assert mask_account("4417") == "••••"
    assert (mask_nik(""), mask_kpj(""), mask_account(" "), mask_mother("")) == ("", "", "", "")
