"""The numbers a participant is known by."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .dates import age

YOUNGEST, OLDEST = 15, 100  # years; NIKs do not hold the century, the age of a claimant does
_FEMALE = 40  # added to the day of birth in a woman's NIK
_SPREADSHEET = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)


class Sex(StrEnum):
    """As written on the identity card: *laki-laki*, *perempuan*."""

    MALE = "L"
    FEMALE = "P"


class InvalidNik(ValueError):
    """This is no NIK; `reason` is one of empty, spreadsheet, letters, length, birth_date, serial."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Nik:
    """A national identity number of sixteen digits: region, day of birth (a woman's plus 40), serial.

    It names the region of issue, not of residence, and has no check digit.
    """

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) != 16 or not _plain_digits(self.digits):
            raise InvalidNik("length")
        if not any(self._born(century) for century in (1900, 2000)):
            raise InvalidNik("birth_date")
        if self.digits[12:] == "0000":
            raise InvalidNik("serial")

    @classmethod
    def parse(cls, text: str) -> "Nik":
        """Read a NIK; blanks, dots and dashes are tolerated. Raises InvalidNik."""
        if _SPREADSHEET.fullmatch(text.strip()):
            raise InvalidNik("spreadsheet")
        digits = re.sub(r"[\s.\-]", "", text)
        if not digits:
            raise InvalidNik("empty")
        if not _plain_digits(digits):
            raise InvalidNik("letters")
        return cls(digits)

    def __str__(self) -> str:
        return self.digits

    @property
    def region(self) -> str:
        """The six digits of province, regency and district where the number was issued."""
        return self.digits[:6]

    @property
    def sex(self) -> Sex:
        """The sex that the day of birth tells."""
        return Sex.FEMALE if int(self.digits[6:8]) > _FEMALE else Sex.MALE

    def birth_date(self, on: date) -> date | None:
        """Tell the day of birth in the century that gives an age of 15 to 100 on a day; None where none does."""
        for century in (1900, 2000):
            born = self._born(century)
            if born is not None and YOUNGEST <= age(born, on) <= OLDEST:
                return born
        return None

    def _born(self, century: int) -> date | None:
        day, month, year = int(self.digits[6:8]), int(self.digits[8:10]), int(self.digits[10:12])
        try:
            return date(century + year, month, day - _FEMALE if day > _FEMALE else day)
        except ValueError:
            return None


def _plain_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
