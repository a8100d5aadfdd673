"""Lines of text as rows, and the values behind printed labels, however the recognizer cut and misread them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from statistics import median

from .detection import Quad
from .ocr import Line
from .spelling import folded, prefix_distance

_SAME_ROW = 0.6  # of a line's height, between the middles of two lines
_LONG = 3  # times longer than high: how a line leans can be told
_NEXT_ROW = 1.9  # of a line's height, from the middle of a row to that of the one that goes on with it
_RUNS_ON = 2  # letters behind a label that go on with its word
_GAPS = " \t:;.,=-·|"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line: its text, how sure each sign is, the line it comes from and where in its text it begins.

    `guessed` where the label before it could not be read, and only its place tells what it is.
    """

    text: str
    sure: tuple[float, ...]
    line: Line
    start: int
    guessed: bool = False

    @classmethod
    def whole(cls, line: Line) -> "Part":
        """The whole line as a part."""
        return cls(line.text, line.sure, line, 0)

    def cut(self, start: int, end: int) -> "Part":
        """A part of this part, without the blanks and marks at its ends."""
        while start < end and self.text[start] in _GAPS:
            start += 1
        while end > start and self.text[end - 1] in _GAPS:
            end -= 1
        return replace(self, text=self.text[start:end], sure=self.sure[start:end], start=self.start + start)

    @property
    def box(self) -> Quad:
        """Where the part stands in the picture."""
        places = self.line.at
        if not self.text or not places:
            return self.line.quad
        first, last = self.start, self.start + len(self.text) - 1
        half = (places[-1] - places[0]) / (2 * max(len(places) - 1, 1)) or 0.5
        left = 0.0 if first == 0 else max(places[first] - half, (places[first] + places[first - 1]) / 2)
        right = 1.0 if last + 1 == len(places) else min(places[last] + half, (places[last] + places[last + 1]) / 2)
        return along(self.line.quad, left, right)


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: the key of its value, and how it is written.

    `wraps`: its value may go on in the next row. `inside`: it may also stand behind something else in its row.
    """

    key: str
    written: tuple[str, ...]
    wraps: bool = False
    inside: bool = False


Row = tuple[Line, ...]
Values = dict[str, tuple[Part, ...]]


def rows(lines: Sequence[Line]) -> list[Row]:
    """The lines of the same height as rows from the top, each from the left; the lines may lean all alike."""
    lean = _lean(lines)
    grouped: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: _straight_level(line, lean)):
        if grouped and _same_row(grouped[-1], line, lean):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [tuple(sorted(row, key=lambda line: line.quad[0][0])) for row in grouped]


def values(table: Sequence[Row], labels: Sequence[Label]) -> Values:
    """The parts behind each label, label by label in the order they stand on the document.

    A row without a label goes on with the value above it where that may wrap; where as many labels were misread as
    there are rows without one, the rows are theirs in order.
    """
    found: Values = {}
    last, loose = -1, list[Row]()
    before: Row = ()
    for row in table:
        told = _labelled(row, labels, known=found.keys())
        if not told:
            loose.append(row)
            continue
        first = next(labels.index(label) for label, _ in told)
        _settle(found, labels, (last, first), before, loose)
        loose = []
        for label, parts in told:
            found.setdefault(label.key, parts)
            last = max(last, labels.index(label))
        before = row
    _settle(found, labels, (last, len(labels)), before, loose)
    return {key: kept for key, parts in found.items() if (kept := tuple(part for part in parts if part.text))}


def label_end(text: str, written: str) -> tuple[int, int] | None:
    """Where the label that a text begins with ends, and how many of its letters are misread; None where it has none.

    One that is misread ends where its word does, or nearly: RAMADHAN does not begin with NAMA.
    """
    letters = [(place, folded(sign)) for place, sign in enumerate(text) if sign.isalnum()]
    wanted = folded(written)
    misread, length = prefix_distance(wanted, "".join(sign for _, sign in letters))
    if misread > _tolerance(len(wanted)) or not length:
        return None
    end = letters[length - 1][0] + 1
    if misread and text[end : end + _RUNS_ON].isalnum() and len(text) >= end + _RUNS_ON:
        return None
    return end, misread


def along(quad: Quad, start: float, end: float) -> Quad:
    """The share of a line's quadrilateral from `start` to `end` of its length, 0 to 1."""
    upper_left, upper_right, lower_right, lower_left = quad
    return (
        _between(upper_left, upper_right, start),
        _between(upper_left, upper_right, end),
        _between(lower_left, lower_right, end),
        _between(lower_left, lower_right, start),
    )


def joined(parts: Sequence[Part]) -> Quad:
    """The upright box round the parts."""
    points = [point for part in parts for point in part.box]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return (left, top), (right, top), (right, bottom), (left, bottom)


def level(quad: Quad) -> float:
    """How far down the middle of a quadrilateral is, in pixels."""
    return sum(y for _, y in quad) / len(quad)


def height(quad: Quad) -> float:
    """How high the line in a quadrilateral is, in pixels."""
    return (quad[3][1] - quad[0][1] + quad[2][1] - quad[1][1]) / 2


def length(quad: Quad) -> float:
    """How long the line in a quadrilateral is, in pixels."""
    return (quad[1][0] - quad[0][0] + quad[2][0] - quad[3][0]) / 2


def _labelled(row: Row, labels: Sequence[Label], *, known: Container[str]) -> list[tuple[Label, tuple[Part, ...]]]:
    """The labels of a row, each with what stands behind it up to the next.

    What is only nearly a label that is `known` already is none: RAMA in the second row of a name is not NAMA.
    """
    found: list[tuple[Label, list[Part]]] = []
    for line in row:
        part = Part.whole(line)
        starts = _labels_in(line, labels, known, leads=line is row[0])
        ends = [start for start, _, _ in starts] + [len(line.text)]
        if found:
            found[-1][1].append(part.cut(0, ends[0]))
        for (_, behind, label), end in zip(starts, ends[1:], strict=True):
            found.append((label, [part.cut(behind, end)]))
    return [(label, tuple(parts)) for label, parts in found]


def _labels_in(
    line: Line, labels: Sequence[Label], known: Container[str], *, leads: bool
) -> list[tuple[int, int, Label]]:
    """Where labels begin and end in a line, the best one at each word; `leads`: the line is the first of its row."""
    found: list[tuple[int, int, Label]] = []
    starts = _word_starts(line.text)
    for start in starts:
        if found and start < found[-1][1]:
            continue
        told = [
            (misread / len(written), start + end, label)
            for label in labels
            if label.inside or (leads and start == starts[0])
            for written in label.written
            if (match := label_end(line.text[start:], written)) is not None
            for end, misread in [match]
            if not misread or label.key not in known
        ]
        if told:
            _, end, label = min(told, key=lambda one: (one[0], -one[1]))
            found.append((start, end, label))
    return found


def _word_starts(text: str) -> list[int]:
    return [at for at, sign in enumerate(text) if sign.isalnum() and (at == 0 or not text[at - 1].isalnum())]


def _settle(found: Values, labels: Sequence[Label], between: tuple[int, int], above: Row, loose: Sequence[Row]) -> None:
    """Say whose the rows without a label are that stand between two labels."""
    last, following = between
    if last < 0 or not loose:
        return
    missing = [label for label in labels[last + 1 : following] if label.key not in found]
    if len(missing) == len(loose) and following < len(labels):
        for label, row in zip(missing, loose, strict=True):
            found[label.key] = tuple(replace(part, guessed=True) for part in _unlabelled(row))
        return
    if not labels[last].wraps or (missing and following < len(labels)):
        return
    for row in loose:
        if level(row[0].quad) - level(above[0].quad) > _NEXT_ROW * height(row[0].quad):
            return
        found[labels[last].key] += _whole(row)
        above = row


def _unlabelled(row: Row) -> tuple[Part, ...]:
    """What stands behind a label that could not be read: behind a colon, or to the right of another line."""
    first, *others = _whole(row)
    behind = first.cut(first.text.rfind(":") + 1, len(first.text))
    return tuple(others) if others and behind.text == first.text else (behind, *others)


def _whole(row: Row) -> tuple[Part, ...]:
    return tuple(Part.whole(line).cut(0, len(line.text)) for line in row)


def _tolerance(length: int) -> int:
    """How many letters of a label may be misread."""
    return 0 if length <= 3 else (length + 1) // 4 if length <= 8 else length // 4 + 1


def _same_row(row: Sequence[Line], line: Line, lean: float) -> bool:
    high = median(height(one.quad) for one in (*row, line))
    return abs(_straight_level(line, lean) - median(_straight_level(one, lean) for one in row)) < _SAME_ROW * high


def _straight_level(line: Line, lean: float) -> float:
    """How far down a line would be if no line leaned."""
    return level(line.quad) - lean * sum(x for x, _ in line.quad) / len(line.quad)


def _lean(lines: Sequence[Line]) -> float:
    """By how much lines fall for each pixel to the right, in the median of the long ones."""
    long = [line.quad for line in lines if length(line.quad) > _LONG * height(line.quad)]
    falls = [(quad[1][1] - quad[0][1] + quad[2][1] - quad[3][1]) / (2 * length(quad)) for quad in long]
    return median(falls) if falls else 0.0


def _between(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
