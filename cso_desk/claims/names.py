"""Names side by side: which letters differ, so that an officer sees Rizky and Risky at a glance."""

import re
import unicodedata
from dataclasses import dataclass

NEAR = 2  # letters; a slip of the pen, by which the same person may still be meant
_LARGEST = 48  # letters of a differing middle that are still aligned one by one; 48 x 48 cells cost under a millisecond

_TITLES = frozenset(("H", "HJ", "HAJI", "HAJJAH", "DR", "DRS", "DRA", "DRG", "IR", "PROF", "KH", "R", "RR", "RA"))
_MUHAMMAD = frozenset(
    (
        *("M", "MD", "MH", "MOH", "MUH", "MOCH", "MHD"),
        *("MUHAMAD", "MUHAMMAD", "MOHAMAD", "MOHAMMAD", "MOCHAMAD", "MOCHAMMAD"),
    )
)

_MARKS = re.compile(r"[.,'’`´]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Two names in capitals, the spans that differ on each side (start, end), and by how many letters.

    `usual` when both are usual ways to write one name: without titles, MOH. for MUHAMMAD, or with initials.
    """

    left: str
    right: str
    left_marks: tuple[Span, ...]
    right_marks: tuple[Span, ...]
    letters: int
    usual: bool

    @property
    def same(self) -> bool:
        """True when no letter differs."""
        return self.letters == 0

    @property
    def near(self) -> bool:
        """True when one or two letters differ."""
        return 0 < self.letters <= NEAR


def normal(name: str) -> str:
    """Write a name in capitals with single blanks, without accents, dots, commas and apostrophes."""
    plain = name if name.isascii() else _without_accents(name)
    if _MARKS.search(plain):
        plain = _MARKS.sub(lambda found: _gap(found.group()), plain)
    return " ".join(plain.upper().split())


def _without_accents(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def _gap(marks: str) -> str:
    return " " if "." in marks or "," in marks else ""


def words_of(name: str) -> list[str]:
    """The words of a name in capitals, without titles and degrees; each way to write Muhammad is one.

    A name of titles alone keeps its last one, and what is no name at all has no words.
    """
    head, *degrees = name.split(",")
    words = normal(head).split()
    if degrees and not words:
        words = normal(name).split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    if len(words) > 1 and words[0] in _MUHAMMAD:
        words = ["MUHAMMAD", *words[1:]]
    return words


def compare(left: str, right: str) -> NameComparison:
    """Lay two names side by side; letter case, accents, blanks and dots do not count."""
    usual = _usual(left, right)
    left, right = normal(left), normal(right)
    if left == right:
        return NameComparison(left, right, (), (), 0, usual)
    start = _common(left, right)
    tail = _common(left[start:][::-1], right[start:][::-1])
    middle_left, middle_right = left[start : len(left) - tail], right[start : len(right) - tail]
    if max(len(middle_left), len(middle_right)) > _LARGEST:
        wrong_left, wrong_right = set(range(len(middle_left))), set(range(len(middle_right)))
        letters = max(len(middle_left), len(middle_right))
    else:
        wrong_left, wrong_right, letters = _align(middle_left, middle_right)
    return NameComparison(left, right, _spans(wrong_left, start), _spans(wrong_right, start), letters, usual)


def _usual(left: str, right: str) -> bool:
    ours = words_of(left)
    theirs = ours if left == right else words_of(right)
    if len(ours) != len(theirs) or not ours:
        return False
    pairs = list(zip(ours, theirs, strict=True))
    written_out = any(len(our) > 1 and our == their for our, their in pairs)
    return written_out and all(_same_word(our, their) for our, their in pairs)


def _same_word(left: str, right: str) -> bool:
    if left == right:
        return True
    return left[0] == right[0] and 1 in (len(left), len(right))


def _common(left: str, right: str) -> int:
    count = 0
    for ours, theirs in zip(left, right, strict=False):
        if ours != theirs:
            break
        count += 1
    return count


def _align(left: str, right: str) -> tuple[set[int], set[int], int]:
    """The letters that differ on each side in the cheapest alignment (Levenshtein), and its cost."""
    costs = [list(range(len(right) + 1))]
    for row, ours in enumerate(left, 1):
        above, line = costs[-1], [row]
        for column, theirs in enumerate(right, 1):
            line.append(min(above[column - 1] + (ours != theirs), above[column] + 1, line[-1] + 1))
        costs.append(line)
    wrong_left: set[int] = set()
    wrong_right: set[int] = set()
    row, column = len(left), len(right)
    while row or column:
        cost = costs[row][column]
        if row and column and cost == costs[row - 1][column - 1] + (left[row - 1] != right[column - 1]):
            row, column = row - 1, column - 1
            if left[row] != right[column]:
                wrong_left.add(row)
                wrong_right.add(column)
        elif row and cost == costs[row - 1][column] + 1:
            row -= 1
            wrong_left.add(row)
        else:
            column -= 1
            wrong_right.add(column)
    return wrong_left, wrong_right, costs[-1][-1]


def _spans(places: set[int], offset: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for place in sorted(places):
        at = place + offset
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return tuple(spans)
