import pytest

from cso_desk.claims.eligibility import Severity
from cso_desk.claims.form import DocumentKind, Field
from cso_desk.documents.compare import SEX, Found, Row, compare_document, document_of, kind_of
from cso_desk.documents.reading import Field as Read
from cso_desk.documents.reading import Reading
from cso_desk.video.paper import Paper as Kind
from tests.claim_values import claim_with

BOX = ((10.0, 10.0), (90.0, 10.0), (90.0, 30.0), (10.0, 30.0))
CARD = {
    "nik": "9974011208910012",
    "name": "MUHAMMAD RIZKY PRATAMA",
    "birth_place": "CONTOH",
    "birth_date": "1991-08-12",
    "sex": "LAKI-LAKI",
    "address": "JL. CONTOH NO 12",
}
FORM = {Field.BIRTH_PLACE: "Contoh", Field.ADDRESS: "Jl Contoh No 12"}


def read(kind: Kind = Kind.KTP, confidence: float = 0.98, **texts: str) -> Reading:
    fields = {
        key: Read(text, confidence, BOX) for key, text in ({**CARD, **texts} if kind is Kind.KTP else texts).items()
    }
    return Reading(kind, fields, None, 0.4)


def rows(reading: Reading | None, *, copy: Reading | None = None, **changes: object) -> dict[str, Row]:
    form = {**FORM, **changes.pop("form", {})}  # type: ignore[dict-item]
    claim = claim_with(form, **changes)  # type: ignore[arg-type]
    return {row.key: row for row in compare_document(DocumentKind.ID_CARD, claim, reading, copy)}


def test_a_card_that_says_what_form_and_record_say_agrees_in_every_row() -> None:
    found = {key: (row.found, row.severity) for key, row in rows(read()).items()}
    known = Severity.INFORMATION
    assert found == {
        Field.NIK: (Found.DIGITS_SAME, known),
        Field.FULL_NAME: (Found.SAME, known),
        Field.BIRTH_PLACE: (Found.SAME, known),
        Field.BIRTH_DATE: (Found.FITS_NIK, known),
        SEX: (Found.FITS_NIK, known),
        Field.ADDRESS: (Found.SAME, known),
    }
    assert all(row.fix is None and row.proposal is None for row in rows(read()).values())


def test_one_letter_of_the_record_is_marked_on_all_sides_and_may_be_proposed_not_corrected() -> None:
    row = rows(read(), master={"full_name": "Muhammad Risky Pratama"})[Field.FULL_NAME]
    assert (row.found, row.severity, row.facts["side"], row.facts["letters"]) == (
        *(Found.LETTERS_DIFFER, Severity.NEEDS_REASON, "master", 1),
    )
    assert row.document.marks == row.master.marks == ((11, 12),)
    assert (row.form.agrees, row.master.agrees) == (True, False)
    assert row.proposal == ("MUHAMMAD RISKY PRATAMA", "MUHAMMAD RIZKY PRATAMA")
    assert row.fix is None


def test_what_the_form_has_otherwise_can_be_put_right_from_the_reading_as_the_form_is_written() -> None:
    found = rows(read(), form={Field.FULL_NAME: "Muhamad Rizky Pratama", Field.BIRTH_DATE: "12-08-1990"})
    assert found[Field.FULL_NAME].fix == "Muhammad Rizky Pratama"
    assert (found[Field.BIRTH_DATE].found, found[Field.BIRTH_DATE].fix) == (Found.DIFFERS, "12-08-1991")
    capitals = rows(read(), form={Field.FULL_NAME: "MUHAMAD RIZKY PRATAMA"})
    assert capitals[Field.FULL_NAME].fix == CARD["name"]


def test_two_digits_that_differ_block_and_are_the_only_ones_marked() -> None:
    row = rows(read(nik="9974011208910077"))[Field.NIK]
    assert (row.found, row.severity, row.facts["digits"]) == (Found.DIGITS_DIFFER, Severity.BLOCKS, 2)
    assert row.form.marks == row.master.marks == ((14, 16),)
    assert row.fix == "9974011208910077"
    assert row.proposal == ("9974011208910012", "9974011208910077")


def test_an_address_may_have_changed_and_a_sex_may_not() -> None:
    found = rows(read(sex="PEREMPUAN"), master={"address": "Jl. Melati No 3"})
    assert (found[Field.ADDRESS].found, found[Field.ADDRESS].severity) == (Found.MOVED, Severity.INFORMATION)
    assert (found[SEX].found, found[SEX].severity) == (Found.DIFFERS, Severity.BLOCKS)


def test_an_empty_field_is_filled_from_the_card_and_what_was_not_read_is_not_called_different() -> None:
    found = rows(read(), form={Field.BIRTH_PLACE: "", Field.ADDRESS: ""})
    assert (found[Field.BIRTH_PLACE].found, found[Field.BIRTH_PLACE].fix) == (Found.FORM_EMPTY, "Contoh")
    assert found[Field.ADDRESS].fix == "JL. CONTOH NO 12"
    unread = rows(None)
    assert unread[Field.NIK].found is Found.NOT_READ
    assert {row.severity for row in unread.values()} == {Severity.UNKNOWN}
    assert not any(row.is_confirmed_by_document for row in unread.values())


def test_without_a_reading_form_and_record_still_stand_side_by_side() -> None:
    row = rows(None, master={"full_name": "Muhammad Risky Pratama"})[Field.FULL_NAME]
    assert (row.found, row.severity, row.proposal) == (Found.LETTERS_DIFFER, Severity.NEEDS_REASON, None)


def test_an_uploaded_copy_that_differs_from_the_original_is_told() -> None:
    row = rows(read(), copy=read(name="MUHAMMAD RISKY PRATAMA"))[Field.FULL_NAME]
    assert (row.found, row.facts["side"], row.copy.marks) == (Found.LETTERS_DIFFER, "copy", ((11, 12),))


def test_only_a_sure_reading_is_sure() -> None:
    assert rows(read(confidence=0.89))[Field.NIK].is_sure is False
    assert rows(read(confidence=0.9))[Field.NIK].is_sure is True


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_that_is_read_has_its_rows(kind: Kind) -> None:
    document = document_of(kind)
    assert kind_of(document) is kind
    assert compare_document(document, claim_with(), None)


def test_a_reading_of_another_kind_says_nothing_of_this_document() -> None:
    bank = read(Kind.TABUNGAN, bank="BRI", number="001201000004417", holder=CARD["name"])
    assert rows(bank)[Field.FULL_NAME].found is Found.NOT_READ
    own = compare_document(DocumentKind.BANK_BOOK, claim_with(), bank)
    assert [row.found for row in own] == [Found.SAME, Found.DIGITS_SAME, Found.SAME]
    assert compare_document(DocumentKind.PORTRAIT, claim_with(), None) == ()
