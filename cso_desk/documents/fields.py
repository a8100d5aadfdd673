"""A field as a parser finds it: what its grammar makes of the text, and the parts of lines it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import grammar
from .detection import Quad
from .grammar import Said
from .layout import Part, joined
from .ocr import Line

_GUESSED = 0.8
"""So sure one may be of a value whose label could not be read."""

Grammar = Callable[[str, Sequence[float]], Said | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A field's value and the parts of lines it stands in; `said` is None where its grammar takes it for misread."""

    said: Said | None
    parts: tuple[Part, ...]

    @property
    def box(self) -> Quad:
        """Where it stands."""
        return self.parts[0].box if len(self.parts) == 1 else joined(self.parts)


def found(parts: tuple[Part, ...], of: Grammar) -> Found:
    """What stands in the parts, one after the other with a blank between."""
    text = " ".join(part.text for part in parts)
    sure = [certain for part in parts for certain in (*part.sure, 1.0)][:-1]
    said = of(text, sure)
    return Found(said.at_most(_GUESSED) if said and any(part.guessed for part in parts) else said, parts)


def number_of(counts: Sequence[int]) -> Grammar:
    """The grammar of a number of so many digits."""
    return lambda text, sure: grammar.number(text, sure, counts)


def number_among(parts: Sequence[Part], counts: Sequence[int]) -> Found | None:
    """The first part that is a number of so many digits, or ends in one behind a colon."""
    for part in parts:
        behind = part.cut(part.text.rfind(":") + 1, len(part.text))
        for tried in (part, behind):
            told = found((tried,), number_of(counts))
            if told.said is not None:
                return told
    return None


def whole(lines: Sequence[Line]) -> tuple[Part, ...]:
    """The lines as parts, the blanks and marks at their ends cut off."""
    return tuple(Part.whole(line).cut(0, len(line.text)) for line in lines)


class Running:
    """The lines of a letter as one text, in which sentences run on from line to line."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.text = " ".join(part.text for part in parts)

    def cut(self, start: int, end: int) -> tuple[Part, ...]:
        """The parts of lines in which the text from `start` to `end` stands."""
        cut: list[Part] = []
        at = 0
        for part in self._parts:
            first, last = max(start - at, 0), min(end - at, len(part.text))
            if first < last:
                cut.append(part.cut(first, last))
            at += len(part.text) + 1
        return tuple(part for part in cut if part.text)
