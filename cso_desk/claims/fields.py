"""What is wrong with a single field, for the text under it; an empty field is never wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from .dates import parse_date
from .digits import InvalidNumber
from .eligibility import OLDEST_DAY
from .identity import Nik
from .model import Field, Form
from .numbers import parse_account, parse_family_card, parse_kpj, parse_npwp, parse_phone

_OLDEST_BIRTH = date(1900, 1, 1)
_NUMBERS: Mapping[Field, Callable[[str], object]] = MappingProxyType(
    {
        Field.NIK: Nik.parse,
        Field.HEIR_NIK: Nik.parse,
        Field.FAMILY_CARD: parse_family_card,
        Field.KPJ: parse_kpj,
        Field.PHONE: parse_phone,
        Field.NPWP: parse_npwp,
        Field.ACCOUNT_NUMBER: parse_account,
    }
)
_DATES: Mapping[Field, date] = MappingProxyType(
    {
        Field.BIRTH_DATE: _OLDEST_BIRTH,
        Field.EMPLOYED_FROM: OLDEST_DAY,
        Field.EMPLOYED_UNTIL: OLDEST_DAY,
        Field.CAUSE_DATE: OLDEST_DAY,
    }
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")  # whether it is reached only a message shows
_NAMES = (Field.FULL_NAME, Field.MOTHER_NAME, Field.ACCOUNT_HOLDER, Field.HEIR_NAME)


def faults(form: Form, *, on: date) -> Mapping[Field, str]:
    """Tell for each faulty field why, as a code.

    Numbers: the reasons of InvalidNumber and InvalidNik. Dates: bad_date, ahead (after `on`), too_old. Names: digits.
    E-mail: email.
    """
    found: dict[Field, str] = {}
    for key, parse in _NUMBERS.items():
        if form.text(key).strip():
            try:
                parse(form.text(key))
            except InvalidNumber as invalid:
                found[key] = invalid.reason
    for key, oldest in _DATES.items():
        if form.text(key).strip():
            fault = _date_fault(form.text(key), oldest, on)
            if fault:
                found[key] = fault
    found |= {key: "digits" for key in _NAMES if any(sign.isdigit() for sign in form.text(key))}
    if form.text(Field.EMAIL).strip() and not _EMAIL.fullmatch(form.text(Field.EMAIL).strip()):
        found[Field.EMAIL] = "email"
    return MappingProxyType(found)


def _date_fault(text: str, oldest: date, on: date) -> str:
    day = parse_date(text)
    if day is None:
        return "bad_date"
    if day > on:
        return "ahead"
    return "too_old" if day < oldest else ""
