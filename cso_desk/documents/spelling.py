"""What recognizers take for each other, and how far two spellings are apart."""

from collections.abc import Sequence

DIGITS = "0123456789"
LIKE_DIGITS = dict(zip(DIGITS, ("OoQD", "Il|!i", "Zz", "", "A", "Ss", "Gb", "T", "B", "gq"), strict=True))
"""The letters and marks that may be a digit where only a digit can stand."""

LIKE_LETTERS = {"0": "O", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "8": "B", "|": "I", "!": "I"}
"""The capital that a digit or a mark may be where only a letter can stand."""

_FOLDED = {"0": "O", "1": "I", "5": "S", "8": "B", "|": "I", "!": "I", "l": "I"}
_DIGIT_OF = {like: digit for digit, signs in LIKE_DIGITS.items() for like in signs}


def folded(text: str) -> str:
    """Letters and digits alone, as capitals, one for all that are taken for each other: O for 0, I for 1 and l."""
    return "".join(_FOLDED.get(sign, sign.upper()) for sign in text if sign.isalnum() or sign in _FOLDED)


def as_digits(text: str) -> str:
    """The text with every sign that can be a digit as that digit."""
    return "".join(_DIGIT_OF.get(sign, sign) for sign in text)


def as_letters(text: str) -> str:
    """The text with every digit or mark that can be a capital as that capital."""
    return "".join(LIKE_LETTERS.get(sign, sign) for sign in text)


def distance(left: Sequence[str], right: Sequence[str]) -> int:
    """How many signs must be put in, left out or replaced to make one of the other (Levenshtein)."""
    return _row(left, right)[-1]


def prefix_distance(wanted: str, text: str) -> tuple[int, int]:
    """How far a spelling is from the beginning of a text, and how many signs of the text that beginning has."""
    row = _row(wanted, text)
    end = min(range(len(row)), key=lambda column: (row[column], abs(column - len(wanted))))
    return row[end], end


def nearest(text: str, known: Sequence[str], *, share: float = 0.34) -> str | None:
    """The known spelling nearest to a text, if at most `share` of its signs differ and no other is as near."""
    said = folded(text)
    told = sorted((distance(folded(word), said), word) for word in known)
    if not told or told[0][0] > share * len(folded(told[0][1])):
        return None
    if len(told) > 1 and told[1][0] == told[0][0]:
        return None
    return told[0][1]


def _row(left: Sequence[str], right: Sequence[str]) -> list[int]:
    """The distances of `left` from each beginning of `right`."""
    row = list(range(len(right) + 1))
    for count, sign in enumerate(left, 1):
        above, row[0] = row[0], count
        for column, other in enumerate(right, 1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (sign != other))
    return row
