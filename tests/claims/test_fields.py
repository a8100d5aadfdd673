from datetime import date

import pytest

from cso_desk.claims.fields import faults
from cso_desk.claims.form import Field, Form

from .conftest import TODAY, faultless_claim


def test_a_faultless_form_and_an_empty_one_have_no_faults() -> None:
    assert faults(faultless_claim().form, on=TODAY) == {}
    assert faults(Form(), on=TODAY) == {}


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        (Field.NIK, "99740112", "length"),
        (Field.NIK, "3.17E+15", "spreadsheet"),
        (Field.HEIR_NIK, "9974013208910012", "birth_date"),
        (Field.FAMILY_CARD, "9974014208910031", "date"),
        (Field.KPJ, "1904001233", "length"),
        (Field.PHONE, "021-5550100", "kind"),
        (Field.ACCOUNT_NUMBER, "12A45", "letters"),
        (Field.BIRTH_DATE, "29-02-1991", "bad_date"),
        (Field.BIRTH_DATE, "14-11-2025", "ahead"),
        (Field.BIRTH_DATE, "31-12-1899", "too_old"),
        (Field.CAUSE_DATE, "04-12-1977", "too_old"),
        (Field.EMPLOYED_FROM, "1991", "bad_date"),
        (Field.EMPLOYED_UNTIL, "14-11-2025", "ahead"),
        (Field.FULL_NAME, "R1zky", "digits"),
        (Field.NPWP, "01.234.567.9-901.000", "check_digit"),
        (Field.NPWP, "0123", "length"),
        (Field.EMAIL, "rizky at contoh.id", "email"),
        (Field.EMAIL, "rizky@contoh", "email"),
    ],
)
def test_each_field_says_what_is_wrong_with_it_alone(field: Field, text: str, fault: str) -> None:
    assert faults(Form({field: text}), on=TODAY) == {field: fault}


def test_the_last_days_that_fit_are_no_faults() -> None:
    for field, text in (
        (Field.BIRTH_DATE, "01-01-1900"),
        (Field.CAUSE_DATE, "05-12-1977"),
        (Field.CAUSE_DATE, "13-11-2025"),
        (Field.EMAIL, " rizky.p@surat.contoh.id "),
    ):
        assert faults(Form({field: text}), on=date(2025, 11, 13)) == {}
