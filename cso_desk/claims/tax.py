"""PPh 21 on a lump-sum JHT payment."""

from dataclasses import dataclass
from enum import StrEnum


class TaxKind(StrEnum):
    """Final tax of PP 68/2009, or the rates of Article 17 from the third calendar year on."""

    FINAL = "final"
    ARTICLE_17 = "article_17"


@dataclass(frozen=True, slots=True)
class TaxLine:
    """One line that an officer can read out: rate in percent (18 for 15 % and surcharge), base and amount in rupiah."""

    rate: int
    base: int
    amount: int
    article: str


@dataclass(frozen=True, slots=True)
class Withholding:
    """The tax on one payment; whole rupiah."""

    gross: int
    tax: int
    net: int
    kind: TaxKind
    lines: tuple[TaxLine, ...]
