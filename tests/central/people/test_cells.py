"""The cells of a file of master records: how offices write rupiah and days, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.central.people.people_cells import BadCell, read_date, read_kpj, read_nik, read_payments, read_rupiah


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1,234,567.00", 1_234_567),
        ("Rp. 1.234.567,-", 1_234_567),
        ("rp1.234", 1_234),
        ("", 0),
        ("-", 0),
        (1234567, 1_234_567),
        (1234567.0, 1_234_567),
    ],
)
def test_rupiah_are_read_as_offices_write_them(text: object, amount: int) -> None:
    assert read_rupiah(text) == amount


@pytest.mark.parametrize(
    "text", ["1,5", "1.23", "12.34.567", "-5", "1e6", "lima", 1.5, "9" * 13, "1.234.567,5", float("nan")]
)
def test_what_are_no_whole_rupiah_is_refused(text: object) -> None:
    with pytest.raises(BadCell):
        read_rupiah(text)


@pytest.mark.parametrize("cell", [33462, 33462.0, "12-13-1991", "1991-02-30", "kemarin", "", "91-08-12"])
def test_what_is_no_date_is_refused(cell: object) -> None:
    with pytest.raises(BadCell):
        read_date(cell)


@given(cell=st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates()))
def test_no_cell_brings_its_reader_to_its_knees(cell: object) -> None:
    for read in (read_nik, read_kpj, read_date, read_rupiah, read_payments):
        try:
            read(cell)
        except BadCell as bad:
            told = f"{bad.reason} {bad.remedy}"
            text = str(cell).strip()
            if len(text) > 8 and text.isdigit():
                pytest.fail(f"the cell itself is told: {told}") if text in told else None
