"""What can stand in a field: its grammar puts right what recognizers misread, and says what had been read."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .spelling import as_digits, as_letters, distance, folded, nearest

_WRITTEN_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[-./,:\s]\s*(\d{1,2})\s*[-./,:\s]\s*(\d{4})(?!\d)")
_RUN_TOGETHER = re.compile(r"(?<!\d)(\d\d)\W?(\d\d)\W?(\d{4})(?!\d)")
_MONTHS = (
    *("JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI"),
    *("JULI", "AGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DESEMBER"),
)
_SPELLED_DAY = re.compile(r"(?<![0-9A-Za-z])([0-9OIlSZB]{1,2})\s*([A-Za-z01|]{3,9})\s*([0-9OIlSZB]{4})(?![0-9])")
_FIRST_YEAR = 1900
_KNOWN_WORD = 0.98  # a misread sign in a word of which only a few are possible changes little
_FAR_WORD = 0.5  # as much of the certainty is left when a third of the signs had to be put right


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a field, how sure that is (0 to 1), and what had been read where the grammar put it right."""

    text: str
    confidence: float
    corrected: str | None = None

    def at_most(self, confidence: float) -> "Said":
        """The same, no surer than `confidence`."""
        return replace(self, confidence=min(self.confidence, confidence))


def certainty(text: str, sure: Sequence[float]) -> float:
    """How sure it is that not one sign but the blanks is misread: the product of their certainties."""
    return math.prod(certain for sign, certain in zip(text, sure, strict=True) if sign != " ")


def words(text: str, sure: Sequence[float]) -> Said | None:
    """Words as they are printed, in capitals with single blanks."""
    said = " ".join(text.upper().split())
    return Said(said, certainty(text, sure)) if said else None


def name(text: str, sure: Sequence[float]) -> Said | None:
    """A name: letters, dots, commas, apostrophes and hyphens, never a digit."""
    plain = re.sub(r"[^A-Z0-9|!.,'\- ]", " ", text.upper().replace("`", "'").replace('"', "'"))
    read = " ".join(text.upper().split())
    said = re.sub(r"\s+([.,'])", r"\1", " ".join(as_letters(plain).split()))
    said = re.sub(r"([.,])(?=[A-Z])", r"\1 ", said).strip(" -,")
    if not any(sign.isalpha() for sign in said):
        return None
    return Said(said, certainty(text, sure), read if _differs(said, read) else None)


def place(text: str, sure: Sequence[float]) -> Said | None:
    """The name of a place: digits stand alone (SUKAMAJU 2), never within a word."""
    read = " ".join(text.upper().split())
    said = " ".join(word if word.isdigit() else as_letters(word) for word in read.split())
    return Said(said, certainty(text, sure), read if said != read else None) if said else None


def one_of(text: str, sure: Sequence[float], known: Sequence[str]) -> Said | None:
    """One of a few known words, the nearest; None where none is near, or two are as near."""
    read = " ".join(text.upper().split())
    word = nearest(read, known)
    if word is None:
        return None
    misread = distance(folded(word), folded(read)) / len(folded(word))
    sureness = max(certainty(text, sure), _KNOWN_WORD) if not misread else _KNOWN_WORD - misread * (1 - _FAR_WORD) * 3
    return Said(word, max(sureness, 0.0), read if read != word else None)


def day(text: str, sure: Sequence[float]) -> Said | None:
    """The last date in a text, dd-mm-yyyy or with its month in words, as ISO 8601; None where there is none."""
    told = days(text)
    return _said_day(text, sure, *told[-1]) if told else None


def days(text: str) -> list[tuple[Span, date]]:
    """The dates in a text, and from where to where they stand."""
    digits = as_digits(text)
    for pattern in (_WRITTEN_DAY, _RUN_TOGETHER):
        told = [
            (match.span(), day)
            for match in pattern.finditer(digits)
            if (day := _calendar(int(match[3]), int(match[2]), int(match[1]))) is not None
        ]
        if told:
            return told
    return [(match.span(), day) for match in _SPELLED_DAY.finditer(text) if (day := _spelled(match)) is not None]


def _said_day(text: str, sure: Sequence[float], span: Span, told: date) -> Said:
    start, end = span
    read = " ".join(text[start:end].split())
    right = read in (f"{told:%d-%m-%Y}", f"{told.day} {_MONTHS[told.month - 1].title()} {told.year}")
    return Said(told.isoformat(), certainty(text[start:end], sure[start:end]), None if right else read)


def _spelled(match: re.Match[str]) -> date | None:
    month = nearest(match[2], _MONTHS)
    if month is None:
        return None
    return _calendar(int(as_digits(match[3])), _MONTHS.index(month) + 1, int(as_digits(match[1])))


def number(text: str, sure: Sequence[float], counts: Sequence[int]) -> Said | None:
    """A number of so many digits; letters like digits are those digits, blanks, dots and dashes stand between them."""
    kept = [(sign, certain) for sign, certain in zip(text, sure, strict=True) if sign not in " .-,:/_"]
    read = "".join(sign for sign, _ in kept)
    said = as_digits(read)
    if len(said) not in counts or not said.isdecimal():
        return None
    return Said(said, math.prod(certain for _, certain in kept), read if read != said else None)


def rt_rw(text: str, sure: Sequence[float]) -> Said | None:
    """The neighbourhood, three digits a slash and three digits."""
    digits = as_digits(re.sub(r"\s", "", text))
    found = re.fullmatch(r"(\d{3})[/\\|I1l,.-]?(\d{3})", digits)
    if found is None:
        return None
    said, read = f"{found[1]}/{found[2]}", re.sub(r"\s", "", text)
    return Said(said, certainty(text, sure), read if read != said else None)


def _calendar(year: int, month: int, of_month: int) -> date | None:
    try:
        told = date(year, month, of_month)
    except ValueError:
        return None
    return told if told.year >= _FIRST_YEAR else None


def _differs(said: str, read: str) -> bool:
    """Whether more than blanks was put right."""
    return said.replace(" ", "") != read.replace(" ", "")
