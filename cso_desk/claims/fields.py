"""What is wrong with a single field, for the text under it; an empty field is never wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from .dates import OLDEST_DAY, parse_date
from .digits import InvalidNumber
from .form import MAX_JOBS, Field, Form, JobPart, job_key
from .identity import Nik
from .numbers import parse_account, parse_family_card, parse_kpj, parse_npwp, parse_phone

_OLDEST_BIRTH = date(1900, 1, 1)
_NUMBERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
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
_PERIODS: tuple[tuple[str, str], ...] = (
    (Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL),
    *((job_key(number, JobPart.FROM), job_key(number, JobPart.UNTIL)) for number in range(1, MAX_JOBS + 1)),
)
_DATES: Mapping[str, date] = MappingProxyType(
    {
        Field.BIRTH_DATE: _OLDEST_BIRTH,
        Field.CAUSE_DATE: OLDEST_DAY,
        **{key: OLDEST_DAY for period in _PERIODS for key in period},
    }
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")  # whether it is reached only a message shows
_NAMES = (Field.FULL_NAME, Field.MOTHER_NAME, Field.ACCOUNT_HOLDER, Field.HEIR_NAME)


def faults(form: Form, *, on: date) -> Mapping[str, str]:
    """Tell for each faulty form key why, as a code.

    Numbers: the reasons of InvalidNumber and InvalidNik. Dates: bad_date, ahead (after `on`), too_old, and for the end
    of a period before_start. Names of people: digits. E-mail: email.
    """
    found: dict[str, str] = {}
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
    for start, end in _PERIODS:
        if end not in found and _reversed(form.text(start), form.text(end)):
            found[end] = "before_start"
    found |= {key: "digits" for key in _NAMES if any(sign.isdigit() for sign in form.text(key))}
    if form.text(Field.EMAIL).strip() and not _EMAIL.fullmatch(form.text(Field.EMAIL).strip()):
        found[Field.EMAIL] = "email"
    return MappingProxyType(found)


def _reversed(start: str, end: str) -> bool:
    began, ended = parse_date(start), parse_date(end)
    return began is not None and ended is not None and ended < began


def _date_fault(text: str, oldest: date, on: date) -> str:
    day = parse_date(text)
    if day is None:
        return "bad_date"
    if day > on:
        return "ahead"
    return "too_old" if day < oldest else ""
