"""What a recognizer's probabilities say: the likeliest text, and how likely each number is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .spelling import DIGITS, LIKE_DIGITS

Probabilities = NDArray[np.float32]
"""(steps, 1 + signs): how likely each step of a line shows nothing new (column 0) or each sign of an alphabet."""

_BLANK_WEIGHT = 4.0
"""The recognizer sees narrow blanks with 0.3 to 0.5 and where none is under 0.01, but takes the likeliest: too few."""
_END_OF_LABEL = ":"
_KEPT = 12  # beginnings of numbers that are followed up
_LEAST = 1e-3  # a digit less likely than this at a step is not followed up


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text; for each of its signs how sure the recognizer is, and where in the line it stands, 0 to 1."""

    text: str
    sure: tuple[float, ...]
    at: tuple[float, ...]


def likeliest(seen: Probabilities, alphabet: str) -> Decoded:
    """The text of the likeliest sign of each step: a sign repeated is one sign, unless a step between shows nothing."""
    weighed = seen.copy()
    weighed[:, alphabet.index(" ") + 1] *= _BLANK_WEIGHT
    best = weighed.argmax(axis=1)
    runs: list[tuple[str, int, int]] = []
    for step, sign in enumerate(best):
        if sign and step and sign == best[step - 1]:
            runs[-1] = (*runs[-1][:2], step)
        elif sign:
            runs.append((alphabet[sign - 1], step, step))
    return Decoded(
        "".join(sign for sign, _, _ in runs),
        tuple(float(seen[first : last + 1, alphabet.index(sign) + 1].max()) for sign, first, last in runs),
        tuple((first + last + 1) / 2 / len(seen) for _, first, last in runs),
    )


def numbers(seen: Probabilities, alphabet: str, *, marks: str = "") -> list[tuple[str, float]]:
    """The likeliest numbers and how likely each is, the likeliest first (prefix search, Graves 2006).

    The letters that look like a digit count for it, `marks` may stand between digits, and what ends a label before the
    first; what shows anything else makes every number less likely.
    """
    ended = seen[:, alphabet.index(_END_OF_LABEL) + 1].tolist()
    beginnings: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # rested since the last digit, or still on it
    for step, before in zip(_of_digits(seen, alphabet, marks), ended, strict=True):
        longer: dict[str, tuple[float, float]] = {}
        for digits, (rested, on) in beginnings.items():
            _add(longer, digits, (rested + on) * (step[0] if digits else step[0] + before), 0.0)
            for digit, likely in zip(DIGITS, step[1:], strict=True):
                if likely < _LEAST:
                    continue
                if digits.endswith(digit):
                    _add(longer, digits, 0.0, on * likely)
                    _add(longer, digits + digit, 0.0, rested * likely)
                else:
                    _add(longer, digits + digit, 0.0, (rested + on) * likely)
        best = sorted(longer.items(), key=lambda one: (-sum(one[1]), one[0]))
        beginnings = dict(best[:_KEPT])
    return [(digits, rested + on) for digits, (rested, on) in beginnings.items()]


def _of_digits(seen: Probabilities, alphabet: str, marks: str) -> list[list[float]]:
    columns = [seen[:, [0, *(alphabet.index(mark) + 1 for mark in marks)]].sum(axis=1)]
    for digit in DIGITS:
        like = [alphabet.index(sign) + 1 for sign in (digit, *LIKE_DIGITS[digit])]
        columns.append(seen[:, like].sum(axis=1))
    steps: list[list[float]] = np.stack(columns, axis=1).astype(float).tolist()
    return steps


def _add(longer: dict[str, tuple[float, float]], digits: str, rested: float, on: float) -> None:
    before = longer.get(digits, (0.0, 0.0))
    longer[digits] = before[0] + rested, before[1] + on
