"""PPh 21 on a lump-sum JHT payment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .model import PriorPayment

__all__ = ["PriorPayment", "TaxKind", "TaxLine", "Withholding", "since_full_payment", "withhold"]


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


@dataclass(frozen=True, slots=True)
class _Table:
    first_day: date
    article: str
    brackets: tuple[tuple[int, int | None], ...]  # rate in percent, upper end in rupiah


_FINAL_ARTICLE = "PP 68/2009 Pasal 5"
_FINAL_FROM = date(2009, 11, 16)
_FINAL_BRACKETS: tuple[tuple[int, int | None], ...] = ((0, 50_000_000), (5, None))
_FINAL_YEARS = 2
_TABLES = (
    _Table(
        date(2022, 1, 1),
        "UU PPh Pasal 17 (UU 7/2021)",
        ((5, 60_000_000), (15, 250_000_000), (25, 500_000_000), (30, 5_000_000_000), (35, None)),
    ),
    _Table(
        date(2009, 1, 1),
        "UU PPh Pasal 17 (UU 36/2008)",
        ((5, 50_000_000), (15, 250_000_000), (25, 500_000_000), (30, None)),
    ),
)
_SURCHARGE = 20  # percent of the tax, PER-16/PJ/2016 Pasal 20: without NPWP, where the tax is not final


def withhold(gross: int, *, paid_on: date, prior: Sequence[PriorPayment] = (), has_npwp: bool = True) -> Withholding:
    """Reckon the tax on `gross` rupiah paid on a day, after the payments made before from the same savings.

    Payments within two calendar years from the first partial one are one lump sum under the final tax of PP 68/2009:
    0 % up to Rp 50 million, 5 % above, rounded down to whole rupiah. From the third calendar year on the rates of
    Article 17 hold for all that is paid in that year, on whole thousands, and a fifth more without NPWP. A full
    payment closes the window: what came before it no longer counts.

    Raises ValueError for a negative amount, a payment before 16 November 2009, and a prior payment that lies later.
    """
    _refuse_nonsense(gross, paid_on, prior)
    counted = since_full_payment(prior)
    first_year = min((payment.paid_on.year for payment in counted), default=paid_on.year)
    final_years = range(first_year, first_year + _FINAL_YEARS)
    if paid_on.year in final_years:
        before = sum(payment.gross for payment in counted if payment.paid_on.year in final_years)
        lines = tuple(_slices(before, before + gross, _FINAL_BRACKETS, _FINAL_ARTICLE, surcharge=0))
        return _withholding(gross, TaxKind.FINAL, lines)
    table = next(table for table in _TABLES if table.first_day <= paid_on)
    before = sum(payment.gross for payment in counted if payment.paid_on.year == paid_on.year)
    lines = tuple(
        _slices(
            _whole_thousands(before),
            _whole_thousands(before + gross),
            table.brackets,
            table.article,
            surcharge=0 if has_npwp else _SURCHARGE,
        )
    )
    return _withholding(gross, TaxKind.ARTICLE_17, lines)


def _refuse_nonsense(gross: int, paid_on: date, prior: Sequence[PriorPayment]) -> None:
    if gross < 0 or any(payment.gross < 0 for payment in prior):
        raise ValueError("a payment is not negative")
    if paid_on < _FINAL_FROM:
        raise ValueError(f"no tax table holds on {paid_on}: the oldest begins on {_FINAL_FROM}")
    late = next((payment for payment in prior if payment.paid_on > paid_on), None)
    if late is not None:
        raise ValueError(f"a prior payment on {late.paid_on} lies after {paid_on}")


def since_full_payment(prior: Sequence[PriorPayment]) -> tuple[PriorPayment, ...]:
    """List the partial payments after the last full one, oldest first: those made from the present savings."""
    ordered = sorted(prior, key=lambda payment: payment.paid_on)
    closed = max((index for index, payment in enumerate(ordered) if not payment.partial), default=-1)
    return tuple(ordered[closed + 1 :])


def _slices(
    start: int, end: int, brackets: tuple[tuple[int, int | None], ...], article: str, *, surcharge: int
) -> Iterator[TaxLine]:
    """The part of each bracket between two totals, with its tax."""
    floor = 0
    for rate, ceiling in brackets:
        upper = end if ceiling is None else min(end, ceiling)
        base = upper - max(start, floor)
        if base > 0:
            charged = rate * (100 + surcharge) // 100
            yield TaxLine(charged, base, base * charged // 100, article)
        floor = ceiling or end


def _whole_thousands(amount: int) -> int:
    return amount // 1000 * 1000


def _withholding(gross: int, kind: TaxKind, lines: tuple[TaxLine, ...]) -> Withholding:
    tax = sum(line.amount for line in lines)
    return Withholding(gross, tax, gross - tax, kind, lines)
