"""The form as a participant reads it."""

import pytest

from cso_desk.booth.form_shown import form_lines, packaged, read_rules
from cso_desk.booth.messages import FormLine
from cso_desk.claims.form import Field, Form
from cso_desk.claims.toml_tables import TableError
from cso_desk.paths import resource

FORM = Form(
    {
        Field.FULL_NAME: "Nur Contoh",
        Field.NIK: "9971055701970003",
        Field.BIRTH_DATE: "17-01-1997",
        Field.MOTHER_NAME: "Siti Contoh Wati",
        Field.PHONE: "081200002290",
        Field.KPJ: "19040000037",
        Field.CAUSE: "PHK",
        Field.ACCOUNT_NUMBER: "001234004417",
    }
)
TEXT = resource("booth_words/form.toml").read_text(encoding="utf-8")


def shown(language: str = "id") -> dict[str, FormLine]:
    return {line.key: line for line in form_lines(FORM, language, packaged())}


def test_numbers_and_dates_are_hidden_but_for_what_tells_them_apart() -> None:
    lines = shown()
    assert lines["nik"].value == "9971••••••••0003"
    assert lines["birth_date"].value == "••-••-1997"
    assert lines["mother_name"].value == "Siti •••••• ••••"
    assert lines["phone"].value == "••••••••2290"
    assert lines["kpj"].value == "1904•••••37"
    assert lines["account_number"].value == "••••4417"
    assert lines["full_name"].value == "Nur Contoh"


def test_a_half_typed_number_or_date_shows_no_digit_of_it_too_many() -> None:
    form = Form({Field.NIK: "997105570", Field.BIRTH_DATE: "17011997", Field.PHONE: "0812"})
    lines = {line.key: line.value for line in form_lines(form, "id", packaged())}
    assert lines["nik"] == "9971•••••"
    assert lines["birth_date"] == "•" * 8
    assert lines["phone"] == "••••"


def test_the_cause_is_written_in_the_language_of_the_booth_and_every_label_in_all_three() -> None:
    assert (shown("id")["cause"].value, shown("en")["cause"].value) == ("PHK", "Laid off")
    assert all(set(line.label) == {"id", "en", "jv"} for line in shown().values())


def test_an_empty_field_is_a_line_without_a_value() -> None:
    assert shown()["employer"].value == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('mask = "nik"', 'mask = "nick"', "line"),
        ('key = "phone"', 'key = "telephone"', "line"),
        ("[cause.PHK]", "[cause.PHKS]", "cause"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(old: str, new: str, told: str) -> None:
    with pytest.raises(TableError) as fault:
        read_rules(TEXT.replace(old, new))
    assert fault.value.file == "form.toml"
    assert told in fault.value.sentence


def test_a_cause_without_a_name_is_refused() -> None:
    with pytest.raises(TableError, match="no name for PHK"):
        read_rules(TEXT.replace('[cause.PHK]\nid = "PHK"\nen = "Laid off"\njv = "PHK"\n', ""))
