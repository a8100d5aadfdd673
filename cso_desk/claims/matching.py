"""The form laid beside the master record, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .dates import format_date, parse_date
from .findings import Finding
from .form import Field
from .identity import InvalidNik, Nik
from .model import Claim
from .names import NameComparison, compare

COMPARED = (Field.FULL_NAME, Field.NIK, Field.BIRTH_DATE, Field.KPJ, Field.MOTHER_NAME)
"""The fields that must be on the form and agree with the master record."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that does not agree; `slight` when an officer may accept it with a reason."""

    finding: Finding
    slight: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def differences(claim: Claim) -> Iterator[Difference]:
    """Yield what differs between form and master record, the empty fields left out."""
    form, master = claim.form, claim.master
    if form.text(Field.NIK).strip():
        yield from _nik(claim)
    if form.text(Field.BIRTH_DATE).strip():
        yield from _birth_date(claim)
    if form.text(Field.KPJ).strip():
        yield from _kpj(claim)
    for key, known in ((Field.FULL_NAME, master.full_name), (Field.MOTHER_NAME, master.mother_name)):
        if form.text(key).strip():
            yield from _name(key, form.text(key), known)


def slight_finding(compared: NameComparison) -> Finding | None:
    """Tell how two names that are not the same may still be those of one person; None where they may not."""
    if compared.usual:
        return Finding.USUAL_FORM
    return Finding.LETTERS_DIFFER if compared.near else None


def letter_facts(key: Field, compared: NameComparison) -> dict[str, Any]:
    """Put a comparison of names into facts: both sides as compared, and the spans that differ."""
    return {
        "field": key,
        "letters": compared.letters,
        "form": compared.left,
        "master": compared.right,
        "form_marks": compared.left_marks,
        "master_marks": compared.right_marks,
    }


def _nik(claim: Claim) -> Iterator[Difference]:
    text, known = claim.form.text(Field.NIK), claim.master.nik
    try:
        nik = Nik.parse(text)
    except InvalidNik as invalid:
        yield Difference(Finding.NIK_INVALID, facts={"field": Field.NIK, "reason": invalid.reason})
        return
    if nik.digits != known:
        yield _differs(Field.NIK, nik.digits, known)
        return
    born = parse_date(claim.form.text(Field.BIRTH_DATE))
    if born is not None and born == claim.master.birth_date and not nik.fits(born):
        facts = {"field": Field.BIRTH_DATE, "form": format_date(born), "master": nik.birthday}
        yield Difference(Finding.NIK_BIRTH_DIFFERS, slight=True, facts=facts)


def _birth_date(claim: Claim) -> Iterator[Difference]:
    text = claim.form.text(Field.BIRTH_DATE)
    born = parse_date(text)
    if born is None:
        yield Difference(Finding.BAD_DATE, facts={"field": Field.BIRTH_DATE, "text": text})
    elif born != claim.master.birth_date:
        yield _differs(Field.BIRTH_DATE, format_date(born), format_date(claim.master.birth_date))


def _kpj(claim: Claim) -> Iterator[Difference]:
    typed = "".join(sign for sign in claim.form.text(Field.KPJ) if sign not in " .-")
    master = claim.master
    if typed == master.kpj:
        return
    if typed in master.other_kpj:
        facts = {"field": Field.KPJ, "form": typed, "master": master.kpj}
        yield Difference(Finding.OTHER_CARD, slight=True, facts=facts)
        return
    yield _differs(Field.KPJ, typed, master.kpj)


def _name(key: Field, text: str, known: str) -> Iterator[Difference]:
    compared = compare(text, known)
    if compared.same:
        return
    slight = slight_finding(compared)
    yield Difference(slight or Finding.DIFFERS, slight=slight is not None, facts=letter_facts(key, compared))


def _differs(key: Field, typed: str, known: str) -> Difference:
    return Difference(Finding.DIFFERS, facts={"field": key, "form": typed, "master": known})
