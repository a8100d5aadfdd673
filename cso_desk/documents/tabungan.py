"""The first page of a bank book: the bank, the number of the account and its holder."""

import re
from collections.abc import Sequence

from . import grammar
from .fields import Found, found, number_among, whole
from .layout import Label, label_end, rows, values
from .ocr import Line

COUNTS = tuple(range(8, 19))
_LABELS = (
    Label(
        "number", ("No. Rekening", "Nomor Rekening", "No. Rek", "Rekening", "Account No", "Account Number"), wraps=True
    ),
    Label("holder", ("Nama Nasabah", "Nama Pemilik", "Atas Nama", "Nama", "Name"), wraps=True),
    Label("address", ("Alamat",), wraps=True),
    Label("branch", ("Kantor Cabang", "Cabang", "Unit Kerja")),
    Label("product", ("Jenis", "Produk", "Mata Uang")),
)
_LONG_NAMES = {
    "RAKYAT INDONESIA": "BRI",
    "NEGARA INDONESIA": "BNI",
    "CENTRAL ASIA": "BCA",
    "TABUNGAN NEGARA": "BTN",
    "SYARIAH INDONESIA": "BSI",
}
_BANKS = (
    *("BRI", "BNI", "BCA", "BTN", "BSI", "BJB", "MANDIRI", "CIMB NIAGA", "PERMATA", "DANAMON", "MUAMALAT", "MEGA"),
    *_LONG_NAMES,
)


def parse(lines: Sequence[Line], width: float) -> dict[str, Found]:
    """The fields of an upright first page."""
    table = rows(lines)
    told = values(table, _LABELS)
    fields = {"bank": bank} if (bank := _bank(lines)) is not None else {}
    number = number_among(told.get("number", ()), COUNTS)
    if number is not None:
        fields["number"] = number
    if "holder" in told:
        fields["holder"] = found(told["holder"], grammar.name)
    return fields


def _bank(lines: Sequence[Line]) -> Found | None:
    """The bank that is named behind the word BANK, or a known one that stands alone."""
    for part in whole(lines):
        match = label_end(part.text, "BANK")
        if match is not None:
            behind = part.cut(match[0], len(part.text))
            behind = behind.cut(0, _word_at(behind.text, "BUKU"))
            if behind.text:
                return found((behind,), _named)
    for part in whole(lines):
        if part.text.upper() in _BANKS:
            return found((part,), _named)
    return None


def _named(text: str, sure: Sequence[float]) -> grammar.Said | None:
    known = grammar.one_of(text, sure, _BANKS)
    if known is None:
        return grammar.words(text, sure)
    return grammar.Said(_LONG_NAMES.get(known.text, known.text), known.confidence, known.corrected)


def _word_at(text: str, word: str) -> int:
    found_at = re.search(rf"\b{word}\b", text.upper())
    return found_at.start() if found_at else len(text)
