"""The number of a receipt (*tanda terima*): made of its decision's id alone, so that a desk prints it offline.

It is the low 60 bits of the id, all of them random in a UUID of version 7 (RFC 9562), as twelve signs of Crockford's
base 32, and Crockford's check sign, the value modulo 37 (www.crockford.com/base32.html): TT-9K3F-7ZQ2-XWAB-Z.
37 is prime, above any difference of two signs, and divides none of 32, 31 and 2: so every single wrong sign and every
swap of neighbours is found out, at the check sign too. ISO 7064 MOD 37,36 would let one swap in six hundred pass, and
has I, L and O for check signs, which are read here as 1 and 0.

Four of the check signs are awkward to say by telephone: a desk draws the id of a decision anew until its number
has none of them. A number that has one is read like any other.

What is no such number raises InvalidReceipt with a reason: empty, signs, length, or check_sign.
"""

import re
from uuid import UUID

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_SIGNS = f"{_SIGNS}*~$=U"
_LENGTH = 12
_BITS = 60
_BITS_A_SIGN = 5
_MARK = "TT"
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]")
_LIKE_DIGITS = str.maketrans("OIL", "011")
_FORM = re.compile(rf"(?:{_MARK})?(?P<body>[{_SIGNS}]{{{_LENGTH}}})(?P<check>[{re.escape(_CHECK_SIGNS)}])")


class InvalidReceipt(ValueError):
    """This is no receipt's number; `reason` is a code: empty, signs, length or check_sign."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def receipt_number(decision_id: UUID) -> str:
    """The number of a decision's receipt, such as TT-9K3F-7ZQ2-XWAB-Z: nineteen characters, for ever the same."""
    value = decision_id.int & (1 << _BITS) - 1
    places = range(_BITS - _BITS_A_SIGN, -1, -_BITS_A_SIGN)
    return _written("".join(_SIGNS[value >> place & 31] for place in places))


def is_easily_said(decision_id: UUID) -> bool:
    """Whether the number of a decision's receipt has letters and digits only."""
    return receipt_number(decision_id)[-1].isalnum()


def parse_receipt(text: str) -> str:
    """Read a number as people type it, and write it as `receipt_number` does. Raises InvalidReceipt.

    Blanks, dashes, small letters, a missing TT, O for 0 and I or L for 1 are tolerated.
    """
    signs = _BETWEEN.sub("", text)
    if not signs:
        raise InvalidReceipt("empty")
    if not signs.isascii():
        raise InvalidReceipt("signs")
    signs = signs.upper().translate(_LIKE_DIGITS)
    found = _FORM.fullmatch(signs)
    if found is None:
        raise InvalidReceipt(_fault(signs))
    number = _written(found["body"])
    if number[-1] != found["check"]:
        raise InvalidReceipt("check_sign")
    return number


def _written(body: str) -> str:
    value = 0
    for sign in body:
        value = value << _BITS_A_SIGN | _SIGNS.index(sign)
    return "-".join((_MARK, body[:4], body[4:8], body[8:], _CHECK_SIGNS[value % len(_CHECK_SIGNS)]))


def _fault(signs: str) -> str:
    """Why signs have not the form of a number: such a sign is in none of its places, or there are too few or many."""
    is_strange = not set(signs[:-1]) <= set(_SIGNS) or signs[-1] not in _CHECK_SIGNS
    return "signs" if is_strange else "length"
