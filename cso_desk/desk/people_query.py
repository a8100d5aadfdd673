"""What an officer means by the text of a search: a NIK, a KPJ or a name, or nothing that can be asked yet. Pure."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from cso_desk.claims.names import words_of
from cso_desk.wire.people_wire import LEAST_DIGITS, LEAST_LETTERS, LONGEST_QUERY

KPJ_DIGITS, NIK_DIGITS = 11, 16
_BETWEEN_DIGITS = " .-"
_CONTROL = "C"  # signs that control, format, are half of one, or none at all


class Meaning(StrEnum):
    """What the text of a search is taken for."""

    NOTHING = "nothing"
    FEW_DIGITS = "few_digits"
    FEW_LETTERS = "few_letters"
    MANY_DIGITS = "many_digits"
    NIK = "nik"
    KPJ = "kpj"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Query:
    """A text as it can be asked, and what it is taken for; `digits` is how many a number has."""

    text: str
    meaning: Meaning
    digits: int = 0

    @property
    def can_be_asked(self) -> bool:
        """True where the centre would look for it."""
        return self.meaning in _ASKED


_ASKED = frozenset((Meaning.NIK, Meaning.KPJ, Meaning.NUMBER, Meaning.NAME))


def understand(text: str) -> Query:
    """What any text means, as the centre reads it; at most its first 200 characters that can be read count.

    A number of 11 digits is a KPJ, one of 12 to 16 a NIK or its beginning, a shorter one the beginning of either.
    """
    asked = _readable(text)
    digits = "".join(sign for sign in asked if sign not in _BETWEEN_DIGITS)
    if digits.isascii() and digits.isdigit():
        return Query(asked, _number(len(digits)), len(digits))
    if not asked:
        return Query("", Meaning.NOTHING)
    letters = " ".join(words_of(asked))
    enough = sum(map(str.isalnum, letters)) >= LEAST_LETTERS
    return Query(asked, Meaning.NAME if enough else Meaning.FEW_LETTERS)


def _number(count: int) -> Meaning:
    if count < LEAST_DIGITS:
        return Meaning.FEW_DIGITS
    if count > NIK_DIGITS:
        return Meaning.MANY_DIGITS
    if count == KPJ_DIGITS:
        return Meaning.KPJ
    return Meaning.NIK if count > KPJ_DIGITS else Meaning.NUMBER


def _readable(text: str) -> str:
    """The text without what nobody can type or read: control signs and halves of signs; blanks are single."""
    signs = (" " if unicodedata.category(sign).startswith(_CONTROL) else sign for sign in text)
    return " ".join("".join(signs).split())[:LONGEST_QUERY].strip()
