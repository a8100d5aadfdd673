"""The tax card: its number of fifteen or sixteen digits, and the name in the row below."""

from collections.abc import Sequence

from . import grammar
from .fields import Found, found, number_among, whole
from .layout import Part, Row, height, label_end, length, rows
from .ocr import Line

COUNTS = (15, 16)
_LABEL = "NPWP"
_AS_LARGE, _NAME_ROWS = 0.8, 2
_OTHERS = (
    "NIK",
    "Terdaftar",
    "Tanggal Terdaftar",
    "Alamat",
    "KPP",
    "Direktorat Jenderal Pajak",
    "Kementerian Keuangan",
)


def parse(lines: Sequence[Line], width: float) -> dict[str, Found]:
    """The fields of an upright tax card."""
    table = rows(lines)
    for place, row in enumerate(table):
        number = number_among(_unlabelled(row), COUNTS)
        if number is not None:
            return {"number": number} | _name(table[place + 1 :], width)
    return {}


def _name(below: Sequence[Row], width: float) -> dict[str, Found]:
    """The row of words below the number, and the next where a long name goes on in it."""
    named: list[Row] = []
    for row in below:
        text = "".join(line.text for line in row)
        if any(label_end(text, label) for label in _OTHERS) or any(sign.isdecimal() for sign in text):
            if named:
                break
            continue
        if named and not _goes_on(named[0], row, width):
            break
        named.append(row)
    parts = tuple(part for row in named[:_NAME_ROWS] for part in whole(row) if part.text)
    return {"name": found(parts, grammar.name)} if parts else {}


def _goes_on(first: Row, row: Row, width: float) -> bool:
    """Whether a row of about the same size begins with a word that had no room in the first one."""
    if height(row[0].quad) < _AS_LARGE * height(first[0].quad):
        return False
    word = row[0].text.split(" ", 1)[0]
    room = width - first[0].quad[0][0] - first[-1].quad[1][0]  # the margins are alike
    return length(row[0].quad) * len(word) / max(len(row[0].text), 1) > room


def _unlabelled(row: Row) -> tuple[Part, ...]:
    """The parts of a row without the label of the number; none for a row of another label."""
    parts = whole(row)
    if any(label_end(parts[0].text, label) for label in _OTHERS):
        return ()
    end = label_end(parts[0].text, _LABEL)
    return parts if end is None else (parts[0].cut(end[0], len(parts[0].text)), *parts[1:])
