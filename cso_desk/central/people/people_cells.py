"""Reads the cells of a master record as offices write them, or says what is wrong with one and what to do."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from cso_desk.central.people.people_names import fold
from cso_desk.claims.dates import parse_date
from cso_desk.claims.digits import InvalidNumber
from cso_desk.claims.identity import Nik
from cso_desk.claims.model import PriorPayment, Segment
from cso_desk.claims.numbers import parse_kpj

MOST_RUPIAH = 10**12
_EXACT = 10**15  # from here on Excel no longer keeps each digit of a number
_LONGEST_TEXT = 200
_YES = frozenset(("YA", "Y", "YES", "TRUE", "1", "ADA", "PADAN", "SESUAI", "VALID"))
_NO = frozenset(("TIDAK", "T", "N", "NO", "FALSE", "0", "TIDAKADA", "BELUM", "TIDAKPADAN", "TIDAKSESUAI", "INVALID"))
_EMPTY = frozenset(("", "-", "#N/A", "NULL", "NAN"))
_MONEY = re.compile(r"(?:RP\.?)?\s*(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,](?:0{1,2}|-))?", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_PART = re.compile(r"(\S+)[ :]+(\S+(?:\s\d\S*)?)[ :]+(sebagian|penuh|partial|full)", re.IGNORECASE)


class BadCell(ValueError):
    """A cell that cannot be read: why, and what to do about it, without the cell's own text."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def text_of(cell: object) -> str:
    """What stands in a cell, as it would be read aloud."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    text = " ".join(str(cell).split())
    if len(text) > 3 and text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return "" if text.upper() in _EMPTY else text.removeprefix("'")


def read_nik(cell: object) -> str:
    """A NIK. Raises BadCell."""
    return _number(cell, lambda text: Nik.parse(text).digits, "a NIK has 16 digits")


def read_kpj(cell: object) -> str:
    """A KPJ. Raises BadCell."""
    return _number(cell, parse_kpj, "a KPJ has 11 digits; a zero in front is lost in a number column")


def read_name(cell: object) -> str:
    """A person's name, with at least one letter. Raises BadCell."""
    name = read_text(cell)
    if not fold(name):
        raise BadCell("it is empty", "enter the name as on the identity card")
    if re.search(r"\d", name):
        raise BadCell("there are digits in the name", "see whether the columns are shifted in this row")
    return name


def read_text(cell: object) -> str:
    """Any text up to 200 characters, none included. Raises BadCell."""
    text = text_of(cell)
    if len(text) > _LONGEST_TEXT:
        raise BadCell(f"it has over {_LONGEST_TEXT} characters", "shorten it, or see whether a quotation mark is open")
    if not text.isprintable() or "\ufffd" in text:
        raise BadCell("a letter in it cannot be read", "export the file as UTF-8")
    return text


def read_date(cell: object) -> date:
    """A date cell, dd-mm-yyyy or yyyy-mm-dd. Raises BadCell."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        raise BadCell("it is empty", "enter the date as dd-mm-yyyy")
    if isinstance(cell, int | float):
        raise BadCell("it is a bare number", "format the column as a date in Excel, or write dd-mm-yyyy")
    day = parse_date(text) or _iso(text)
    if day is None:
        raise BadCell("it is no date of the calendar", "write it as dd-mm-yyyy, day before month")
    return day


def read_date_or_none(cell: object) -> date | None:
    """As `read_date`, None for an empty cell. Raises BadCell."""
    return read_date(cell) if text_of(cell) else None


def read_rupiah(cell: object) -> int:
    """Whole rupiah: 1234567, 1.234.567, Rp 1.234.567,00; nothing is none. Raises BadCell."""
    if isinstance(cell, float) and not cell.is_integer():
        raise BadCell("it is no whole number of rupiah", "round it to whole rupiah")
    written = _MONEY.fullmatch(text_of(cell).replace(" ", "") or "0")
    if written is None:
        raise BadCell("it is no amount of rupiah", "write it as 1234567 or 1.234.567, without letters and minus")
    amount = int(re.sub(r"[.,]", "", written.group(1)))
    if amount > MOST_RUPIAH:
        raise BadCell("it is over a thousand thousand million rupiah", "see whether the columns are shifted")
    return amount


def read_branch(cell: object) -> int:
    """The number of a branch, 1 to 99999. Raises BadCell."""
    text = text_of(cell)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 99_999:
        raise BadCell("it is no number of a branch", "enter the branch's number, from 1 to 99999")
    return int(text)


def read_answer(cell: object) -> bool | None:
    """Yes or no, None for an empty cell. Raises BadCell."""
    word = re.sub(r"[\W_]+", "", text_of(cell)).upper()
    if not word:
        return None
    if word not in _YES | _NO:
        raise BadCell("it is neither yes nor no", "write ya or tidak")
    return word in _YES


def read_npwp(cell: object) -> bool:
    """Whether there is an NPWP: yes or no, or the number itself; an empty cell is yes, for a NIK is one today."""
    text = text_of(cell)
    if sum(sign.isdigit() for sign in text) >= 15:
        return True
    return read_answer(cell) is not False


def read_segment(cell: object) -> Segment:
    """PU, BPU or PMI, PU for an empty cell. Raises BadCell."""
    text = text_of(cell).upper() or str(Segment.WAGE_EARNER)
    if text not in tuple(Segment):
        raise BadCell("it is no segment", "write PU, BPU or PMI")
    return Segment(text)


def read_cards(cell: object) -> tuple[str, ...]:
    """Other KPJ, with blanks, commas or semicolons between them. Raises BadCell."""
    return tuple(read_kpj(part) for part in re.split(r"[\s,;|]+", text_of(cell)) if part)


def read_payments(cell: object) -> tuple[PriorPayment, ...]:
    """Payments made before, semicolons between them: day, gross rupiah, `sebagian` or `penuh`. Raises BadCell."""
    return tuple(_payment(part) for part in re.split(r"\s*[;|]\s*", text_of(cell)) if part)


READERS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "full_name": read_name,
        "nik": read_nik,
        "kpj": read_kpj,
        "birth_date": read_date,
        "mother_name": read_text,
        "employer": read_text,
        "member_since": read_date,
        "inactive_since": read_date_or_none,
        "contributions": read_rupiah,
        "returns": read_rupiah,
        "balance": read_rupiah,
        "branch": read_branch,
        "registry_match": read_answer,
        "other_kpj": read_cards,
        "prior_payments": read_payments,
        "has_npwp": read_npwp,
        "segment": read_segment,
    }
)
"""How each field of a master record is read."""

_NUMBER_FAULTS = MappingProxyType(
    {
        "empty": ("it is empty", "enter the number"),
        "spreadsheet": (
            "the spreadsheet has turned it into a rounded number such as 3.17E+15, its last digits are lost",
            "format the column as text and enter the numbers anew",
        ),
        "letters": ("there are signs in it that are no digits", "enter the digits alone"),
        "birth_date": ("its digits 7 to 12 are no day of birth", "compare it with the identity card"),
        "serial": ("it ends in 0000", "compare it with the identity card; Excel loses the last digit of 16"),
    }
)


def _number(cell: object, parse: Callable[[str], str], length: str) -> str:
    if isinstance(cell, int | float) and abs(cell) >= _EXACT:
        raise BadCell(*_NUMBER_FAULTS["spreadsheet"])
    text = text_of(cell).replace(",", ".") if "E" in text_of(cell).upper() else text_of(cell)
    try:
        return parse(text)
    except InvalidNumber as invalid:
        if invalid.reason == "length":
            raise BadCell(f"it has another count of digits: {length}", "enter all of them, as text") from None
        raise BadCell(*_NUMBER_FAULTS[invalid.reason]) from None


def _iso(text: str) -> date | None:
    written = _ISO.fullmatch(text)
    if written is None:
        return None
    try:
        return date(*map(int, written.groups()))
    except ValueError:
        return None


def _payment(text: str) -> PriorPayment:
    written = _PART.fullmatch(text)
    if written is None:
        raise BadCell("a payment in it cannot be read", "write each as dd-mm-yyyy amount sebagian, or penuh")
    day, gross, kind = written.groups()
    return PriorPayment(read_rupiah(gross), read_date(day), kind.lower() in ("sebagian", "partial"))
