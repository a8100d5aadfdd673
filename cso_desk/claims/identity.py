"""The numbers a participant is known by."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .dates import age
from .digits import InvalidNumber, is_digits, read_digits

YOUNGEST, OLDEST = 15, 100  # years; NIKs do not hold the century, the age of a claimant does
_FEMALE = 40  # added to the day of birth in a woman's NIK


class Sex(StrEnum):
    """As written on the identity card: *laki-laki*, *perempuan*."""

    MALE = "L"
    FEMALE = "P"


class InvalidNik(InvalidNumber):
    """This is no NIK; `reason` is one of empty, spreadsheet, letters, length, birth_date, serial."""


@dataclass(frozen=True, slots=True)
class Nik:
    """A national identity number of sixteen digits: region, day of birth (a woman's plus 40), serial.

    It names the region of issue, not of residence, and has no check digit.
    """

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) != 16 or not is_digits(self.digits):
            raise InvalidNik("length")
        if not any(self._born(century) for century in (1900, 2000)):
            raise InvalidNik("birth_date")
        if self.digits[12:] == "0000":
            raise InvalidNik("serial")

    @classmethod
    def parse(cls, text: str) -> "Nik":
        """Read a NIK; blanks, dots and dashes are tolerated. Raises InvalidNik."""
        try:
            return cls(read_digits(text))
        except InvalidNumber as invalid:
            raise InvalidNik(invalid.reason) from None

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

    @property
    def birthday(self) -> str:
        """The day of birth as the number has it, dd-mm-yy."""
        day = int(self.digits[6:8]) - (_FEMALE if self.sex is Sex.FEMALE else 0)
        return f"{day:02}-{self.digits[8:10]}-{self.digits[10:12]}"

    def fits(self, born: date) -> bool:
        """Tell whether the number was made for a birth on this day, of whichever century."""
        return self.birthday == f"{born.day:02}-{born.month:02}-{born.year % 100:02}"

    def _born(self, century: int) -> date | None:
        day, month, year = int(self.digits[6:8]), int(self.digits[8:10]), int(self.digits[10:12])
        try:
            return date(century + year, month, day - _FEMALE if day > _FEMALE else day)
        except ValueError:
            return None
