"""The other numbers on a form: family card, KPJ, NPWP, telephone and bank account.

What is no such number raises InvalidNumber with a reason: empty, spreadsheet, letters, length, date, serial,
check_digit, or kind.
"""

import re
from datetime import date

import phonenumbers

from .digits import InvalidNumber, read_digits
from .identity import InvalidNik, Nik
from .tables import Bank, Banks

_COUNTRY = "ID"


def parse_kpj(text: str) -> str:
    """Read a membership number of eleven digits. Raises InvalidNumber."""
    return _digits(text, (11,))


def parse_family_card(text: str) -> str:
    """Read a family card number: region, the day it was entered (never plus 40), serial. Raises InvalidNumber."""
    digits = _digits(text, (16,))
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if not any(_is_day(century + year, month, day) for century in (1900, 2000)):
        raise InvalidNumber("date")
    return digits


def parse_npwp(text: str) -> str:
    """Read a tax number of 15 digits, or of 16: a NIK, or a 0 before the fifteen. Raises InvalidNumber.

    The ninth of the fifteen digits is the Luhn check over the first nine.
    """
    digits = _digits(text, (15, 16))
    if len(digits) == 16 and digits[0] != "0":
        try:
            return Nik(digits).digits
        except InvalidNik as invalid:
            raise InvalidNumber("date" if invalid.reason == "birth_date" else invalid.reason) from None
    if not _luhn(digits[-15:-6]):
        raise InvalidNumber("check_digit")
    return digits


def format_npwp(digits: str) -> str:
    """Write fifteen digits as 01.234.567.8-901.000, sixteen as they are."""
    if len(digits) != 15:
        return digits
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}.{digits[8]}-{digits[9:12]}.{digits[12:]}"


def parse_phone(text: str) -> str:
    """Read an Indonesian mobile number into its international form, +6281200000001. Raises InvalidNumber."""
    if not text.strip():
        raise InvalidNumber("empty")
    try:
        number = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException as fault:
        letters = fault.error_type == phonenumbers.NumberParseException.NOT_A_NUMBER
        raise InvalidNumber("letters" if letters else "length") from None
    if not phonenumbers.is_valid_number_for_region(number, _COUNTRY):
        raise InvalidNumber("length")
    if phonenumbers.number_type(number) is not phonenumbers.PhoneNumberType.MOBILE:
        raise InvalidNumber("kind")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse_account(text: str) -> str:
    """Read a bank account of 5 to 20 digits. Raises InvalidNumber."""
    return _digits(text, range(5, 21))


def find_bank(text: str, banks: Banks) -> Bank | None:
    """Find the bank meant by what was typed, by its name ("BRI", "Bank BRI (002)") or its code; None where unknown."""
    words = re.findall(r"\w+", text.casefold())
    for bank in banks.bank:
        if bank.code in words or bank.name.casefold().split()[0] in words:
            return bank
    return None


def _digits(text: str, lengths: tuple[int, ...] | range) -> str:
    digits = read_digits(text)
    if len(digits) not in lengths:
        raise InvalidNumber("length")
    return digits


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
