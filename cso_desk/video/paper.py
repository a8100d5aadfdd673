"""The kinds of papers that are looked for in pictures, and how large they are."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Paper(StrEnum):
    """A kind of paper that a participant shows; its value is what `read-card --kind` calls it."""

    KTP = "ktp"
    """The electronic identity card, *kartu tanda penduduk elektronik*."""
    KK = "kk"
    """The family card, *kartu keluarga*."""
    KPJ = "kpj"
    """The membership card, *kartu peserta*."""
    PAKLARING = "paklaring"
    """An employer's letter of reference."""
    TABUNGAN = "tabungan"
    """The first page of a bank book, *buku tabungan*."""
    NPWP = "npwp"
    """The tax card."""


CARD_MM = (85.6, 53.98)
"""An ID-1 card (ISO/IEC 7810): width and height in millimetres."""

_A4_MM = (210.0, 297.0)
_BOOK_MM = (145.0, 90.0)

SIZE_MM: Mapping[Paper, tuple[float, float]] = MappingProxyType(
    {
        Paper.KTP: CARD_MM,
        Paper.KPJ: CARD_MM,
        Paper.NPWP: CARD_MM,
        Paper.TABUNGAN: _BOOK_MM,
        Paper.PAKLARING: _A4_MM,
        Paper.KK: (_A4_MM[1], _A4_MM[0]),
    }
)
"""Width and height of each kind in millimetres, as it is held to be read."""
