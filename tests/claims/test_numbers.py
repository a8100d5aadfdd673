import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.claims.digits import InvalidNumber
from cso_desk.claims.identity import Nik
from cso_desk.claims.numbers import (
    find_bank,
    format_npwp,
    parse_account,
    parse_family_card,
    parse_kpj,
    parse_npwp,
    parse_phone,
)
from cso_desk.claims.regions import Region, region_of
from cso_desk.claims.table_files import packaged


def reason_of(parse: object, text: str) -> str:
    assert callable(parse)
    with pytest.raises(InvalidNumber) as refused:
        parse(text)
    return refused.value.reason


def test_numbers_are_read_through_blanks_dots_and_dashes() -> None:
    assert parse_kpj(" 1904-0012 337 ") == "19040012337"
    assert parse_family_card("9974.0102-0925 0031") == "9974010209250031"
    assert parse_account("0012 0100 4417") == "001201004417"
    assert parse_npwp("99.123.456.8-901.000") == "991234568901000"


@pytest.mark.parametrize("parse", [parse_kpj, parse_family_card, parse_account, parse_npwp])
def test_what_is_no_number_is_told_apart(parse: object) -> None:
    assert reason_of(parse, "") == "empty"
    assert reason_of(parse, "3.17E+15") == "spreadsheet"
    assert reason_of(parse, "12345A") == "letters"
    assert reason_of(parse, "123") == "length"


def test_a_family_card_holds_the_day_it_was_entered_and_never_a_womans_forty() -> None:
    assert reason_of(parse_family_card, "9974014208910031") == "date"
    assert reason_of(parse_family_card, "9974013002100031") == "date"


def test_the_ninth_digit_of_an_npwp_is_checked() -> None:
    assert parse_npwp("0991234568901000") == "0991234568901000"
    for ninth in "012345679":
        assert reason_of(parse_npwp, f"99123456{ninth}901000") == "check_digit"
        assert reason_of(parse_npwp, f"099123456{ninth}901000") == "check_digit"


def test_an_npwp_of_sixteen_digits_is_a_nik() -> None:
    assert parse_npwp("9974011208910012") == "9974011208910012"
    assert parse_npwp("6574011208910012") == "6574011208910012"
    assert reason_of(parse_npwp, "9974013208910012") == "date"
    assert reason_of(parse_npwp, "9974011208910000") == "serial"


@given(st.integers(0, 99_999_999), st.integers(0, 999_999))
def test_a_written_npwp_is_read_back(head: int, tail: int) -> None:
    good = [digits for digit in range(10) if _valid(digits := f"{head:08}{digit}{tail:06}")]
    assert len(good) == 1
    assert parse_npwp(format_npwp(good[0])) == good[0]


def _valid(digits: str) -> bool:
    try:
        parse_npwp(digits)
    except InvalidNumber:
        return False
    return True


def test_a_mobile_number_is_read_in_all_its_forms() -> None:
    forms = ("0812-0000-0001", "+62 812 0000 0001", "6281200000001", "81200000001")
    assert {parse_phone(form) for form in forms} == {"+6281200000001"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" ", "empty"),
        ("tidak ada", "letters"),
        ("0812", "length"),
        ("+1 212 555 0100", "length"),
        ("021-5550100", "kind"),
        ("0812-0000-00011111111", "length"),
    ],
)
def test_what_is_no_mobile_number_is_told_apart(text: str, reason: str) -> None:
    assert reason_of(parse_phone, text) == reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BRI", "BRI"),
        ("Bank BRI (002)", "BRI"),
        ("mandiri", "Mandiri"),
        ("cimb", "CIMB Niaga"),
        ("200", "BTN"),
        ("", None),
        ("Brimo", None),
    ],
)
def test_a_bank_is_known_by_its_name_or_its_code(text: str, name: str | None) -> None:
    bank = find_bank(text, packaged().banks)
    assert (bank and bank.name) == name


@pytest.mark.parametrize(
    ("head", "region"),
    [
        ("317401", Region("DKI Jakarta", "Kota Jakarta Selatan", "Tebet")),
        ("650105", Region("Kalimantan Utara", "Kab. Bulungan", "Tanjung Selor")),
        ("647301", Region("Kalimantan Timur", "Kota Tarakan", retired=True)),
        ("910901", Region("Papua", "Kab. Mimika", retired=True)),
        ("317499", Region("DKI Jakarta", "Kota Jakarta Selatan")),
        ("997401", None),
    ],
)
def test_a_region_is_named_retired_codes_too_and_an_unknown_one_is_no_fault(head: str, region: Region | None) -> None:
    assert region_of(Nik(f"{head}1208910012")) == region


def test_no_retired_code_is_in_use_again() -> None:
    for entry in packaged().regions.retired:
        known = region_of(Nik(f"{entry.code}011208910012"))
        assert known == Region(entry.province, entry.regency, retired=True)
