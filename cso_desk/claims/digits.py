"""Numbers as they are typed, pasted and mangled by spreadsheets."""

import re

_SPREADSHEET = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)


class InvalidNumber(ValueError):
    """This is not such a number; `reason` is a code, such as empty, spreadsheet, letters or length."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_digits(text: str) -> str:
    """Read the digits of a number; blanks, dots and dashes are tolerated.

    Raises InvalidNumber: empty, spreadsheet (3.17E+15, of which the last digits are lost), or letters.
    """
    if _SPREADSHEET.fullmatch(text.strip()):
        raise InvalidNumber("spreadsheet")
    digits = re.sub(r"[\s.\-]", "", text)
    if not digits:
        raise InvalidNumber("empty")
    if not is_digits(digits):
        raise InvalidNumber("letters")
    return digits


def is_digits(text: str) -> bool:
    """Tell whether a text is nothing but the digits 0 to 9."""
    return text.isascii() and text.isdigit()
