"""The employer's letter of reference (*paklaring*): name, employer, and from when until when one worked there."""

import re
from collections.abc import Sequence

from . import grammar
from .fields import Found, Running, found, whole
from .layout import Label, rows, values
from .ocr import Line
from .spelling import folded

_LABELS = (
    Label("name", ("Nama Karyawan", "Nama Lengkap", "Nama"), wraps=False),
    Label("nik", ("NIK", "Nomor KTP", "No. KTP", "Nomor Induk")),
    Label("position", ("Jabatan", "Jabatan terakhir", "Bagian", "Posisi")),
    Label("employer", ("Perusahaan", "Nama Perusahaan")),
    Label("from", ("Mulai bekerja", "Tanggal masuk", "Terhitung mulai")),
    Label("until", ("Berhenti bekerja", "Tanggal keluar", "Sampai dengan")),
    Label("period", ("Masa kerja", "Periode")),
)
_EMPLOYER = re.compile(
    r"\b(?:PT|CV|UD|PD|FA|Koperasi|KOPERASI|Yayasan|YAYASAN)\b[. ]*"
    r"(?:[A-Z][\w&'-]*)(?: (?:[A-Z][\w&'-]*|\(Persero\)|Tbk))*"
)
_FROM = re.compile(r"sejak|mulai|dari tanggal|masuk|masa kerja|periode|terhitung", re.IGNORECASE)
_UNTIL = re.compile(r"sampai|s\s*[./]\s*d\b|hingga|berhenti|berakhir|keluar", re.IGNORECASE)
_NEAR = 45  # signs between the word that says what a date is and the date


def parse(lines: Sequence[Line], width: float) -> dict[str, Found]:
    """The fields of an upright letter, in a table or in sentences."""
    table = rows(lines)
    told = values(table, _LABELS)
    fields = {"name": found(told["name"], grammar.name)} if "name" in told else {}
    letter = Running([part for row in table for part in whole(row) if part.text])
    employer = found(told["employer"], _name) if "employer" in told else _employer(letter)
    if employer is not None:
        fields["employer"] = employer
    return fields | _period(letter)


def _employer(letter: Running) -> Found | None:
    """The employer named in the letter: of two mentions that begin alike the shorter, which runs on into nothing."""
    mentions = [match.span() for match in _EMPLOYER.finditer(letter.text)]
    said = [(folded(letter.text[start:end]), (start, end)) for start, end in mentions]
    told = [one for one in said if any(one is not other and other[0].startswith(one[0]) for other in said)]
    if not said:
        return None
    _, span = min(reversed(told or said), key=lambda one: len(one[0]))
    return found(letter.cut(*span), _name)


def _name(text: str, sure: Sequence[float]) -> grammar.Said | None:
    said = " ".join(text.split())
    return grammar.Said(said, grammar.certainty(text, sure)) if said else None


def _period(letter: Running) -> dict[str, Found]:
    """The two days between which one worked there, told by the words before them."""
    fields: dict[str, Found] = {}
    end_before = 0
    for (start, end), _ in grammar.days(letter.text):
        said = letter.text[max(end_before, start - _NEAR) : start]
        key = "until" if _UNTIL.search(said) else "from" if _FROM.search(said) else None
        if key is not None and key not in fields:
            fields[key] = found(letter.cut(start, end), grammar.day)
        end_before = end
    return fields
