"""The family card: its number, the head of the family, and the members with their numbers."""

from collections.abc import Sequence

from . import grammar
from .fields import Found, found, number_among, number_of, whole
from .layout import Label, Part, Row, label_end, rows, values
from .ocr import Line

COUNTS = (16,)
_LABELS = (
    Label("head", ("Nama Kepala Keluarga",)),
    Label("address", ("Alamat",)),
    Label("rt_rw", ("RT/RW",)),
    Label("village", ("Desa/Kelurahan",)),
    Label("district", ("Kecamatan",), inside=True),
    Label("regency", ("Kabupaten/Kota",), inside=True),
    Label("postcode", ("Kode Pos",), inside=True),
    Label("province", ("Provinsi",), inside=True),
)
_FEWEST_LETTERS = 2


def parse(lines: Sequence[Line], width: float) -> dict[str, Found]:
    """The number and the head of the family of an upright card."""
    table = rows(lines)
    head = next((place for place, row in enumerate(table) if _is_head(row)), len(table))
    fields: dict[str, Found] = {}
    for row in table[:head]:
        number = number_among([_unnumbered(part) for part in whole(row)], COUNTS)
        if number is not None:
            fields["number"] = number
            break
    told = values(table[:head], _LABELS)
    if "head" in told:
        fields["head"] = found(told["head"], grammar.name)
    return fields


def members(lines: Sequence[Line]) -> list[tuple[Found, Found | None]]:
    """Name and number of each member: a row of the table with a name before what looks like a number."""
    table = rows(lines)
    head = next((place for place, row in enumerate(table) if _is_head(row)), None)
    if head is None:
        return []
    return [member for row in table[head + 1 :] if (member := _member(row)) is not None]


def _member(row: Row) -> tuple[Found, Found | None] | None:
    parts = [part for part in whole(row) if part.text]
    for place, part in enumerate(parts):
        cut = _number_from(part.text)
        if cut is None:
            continue
        names = [_unnumbered(one) for one in (*parts[:place], part.cut(0, cut))]
        names = [one for one in names if sum(sign.isalpha() for sign in one.text) >= _FEWEST_LETTERS]
        if not names:
            return None
        told = found((part.cut(cut, len(part.text)),), number_of(COUNTS))
        return found(tuple(names), grammar.name), told
    return None


def _number_from(text: str) -> int | None:
    """Where the digits at the end of a text begin, if they are as many as an identity number has, give or take two."""
    start = len(text)
    while start > 0 and (text[start - 1].isdecimal() or text[start - 1] in "OoIlSBZ"):
        start -= 1
    while start < len(text) and not text[start].isdecimal():
        start += 1
    return start if COUNTS[0] - 2 <= len(text) - start <= COUNTS[0] + 2 else None


def _unnumbered(part: Part) -> Part:
    """A part without the number of its row, or the "No." before a number."""
    match = label_end(part.text, "No")
    if match is not None and part.text[: match[0]].upper() == "NO":
        return part.cut(match[0], len(part.text))
    start = 0
    while start < min(len(part.text), 2) and part.text[start].isdecimal():
        start += 1
    return part.cut(start, len(part.text)) if start < len(part.text) and not part.text[start].isdecimal() else part


def _is_head(row: Row) -> bool:
    """Whether a row is the head of the table of members."""
    texts = [line.text for line in row]
    return any(label_end(text, "Nama Lengkap") or "Nama Lengkap" in text for text in texts) and any(
        "NIK" in text.upper() for text in texts
    )
