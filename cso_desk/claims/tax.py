"""PPh 21 on a lump-sum JHT payment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .model import PriorPayment
from .periods import on_day
from .table_files import in_force
from .tables import FinalTax, ProgressiveTax, TaxTables, Threshold

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


def withhold(
    gross: int,
    *,
    paid_on: date,
    prior: Sequence[PriorPayment] = (),
    has_npwp: bool = True,
    balance: int | None = None,
    tables: TaxTables | None = None,
) -> Withholding:
    """Reckon the tax on `gross` rupiah paid on a day, after the payments made before from the same savings.

    Payments within two calendar years from the first partial one are one lump sum under the final tax of PP 68/2009:
    0 % up to Rp 50 million, 5 % above, rounded down to whole rupiah. From the third calendar year on the rates of
    Article 17 hold for all that is paid in that year, on whole thousands, and a fifth more without NPWP. A full
    payment closes the window: what came before it no longer counts. The tables are those in force by default.

    Where the table lays the threshold on the balance, a partial payment, one whose `balance` is given, is taxed whole
    at the rate of the bracket in which that balance lies.

    Raises ValueError for an amount that is negative or no whole number, a day before the first table, and a prior
    payment that lies later.
    """
    if tables is None:
        tables = in_force().tax
    final = on_day(tables.final, paid_on)
    progressive = on_day(tables.article_17, paid_on)
    if final is None or progressive is None:
        raise ValueError(f"no tax table holds on {paid_on}")
    _refuse_nonsense(gross, paid_on, prior)
    counted = since_full_payment(prior)
    first_year = min((payment.paid_on.year for payment in counted), default=paid_on.year)
    final_years = range(first_year, first_year + final.years)
    if paid_on.year in final_years:
        before = sum(payment.gross for payment in counted if payment.paid_on.year in final_years)
        if balance is not None and final.threshold_on is Threshold.BALANCE:
            return _withholding(gross, TaxKind.FINAL, (_whole(gross, balance, final),))
        lines = tuple(_slices(before, before + gross, final, surcharge=0))
        return _withholding(gross, TaxKind.FINAL, lines)
    before = sum(payment.gross for payment in counted if payment.paid_on.year == paid_on.year)
    raised = None if has_npwp else on_day(tables.surcharge, paid_on)
    surcharge = 0 if raised is None else raised.percent
    start, end = _whole_thousands(before), _whole_thousands(before + gross)
    return _withholding(gross, TaxKind.ARTICLE_17, tuple(_slices(start, end, progressive, surcharge=surcharge)))


def since_full_payment(prior: Sequence[PriorPayment]) -> tuple[PriorPayment, ...]:
    """List the partial payments after the last full one, oldest first: those made from the present savings."""
    ordered = sorted(prior, key=lambda payment: payment.paid_on)
    closed = max((index for index, payment in enumerate(ordered) if not payment.partial), default=-1)
    return tuple(ordered[closed + 1 :])


def _refuse_nonsense(gross: int, paid_on: date, prior: Sequence[PriorPayment]) -> None:
    for amount in (gross, *(payment.gross for payment in prior)):
        if not isinstance(amount, int):
            raise ValueError(f"a payment is whole rupiah, not {amount}")
        if amount < 0:
            raise ValueError(f"a payment is not negative: {amount}")
    late = next((payment for payment in prior if payment.paid_on > paid_on), None)
    if late is not None:
        raise ValueError(f"a prior payment on {late.paid_on} lies after {paid_on}")


def _slices(start: int, end: int, table: FinalTax | ProgressiveTax, *, surcharge: int) -> Iterator[TaxLine]:
    """The part of each bracket between two totals, with its tax."""
    floor = 0
    for bracket in table.brackets:
        upper = end if bracket.up_to is None else min(end, bracket.up_to)
        base = upper - max(start, floor)
        if base > 0:
            amount = base * bracket.rate * (100 + surcharge) // 10_000
            yield TaxLine(bracket.rate * (100 + surcharge) // 100, base, amount, table.article)
        floor = upper


def _whole(gross: int, balance: int, table: FinalTax) -> TaxLine:
    """All of a payment at the rate of the bracket in which the balance lies."""
    rate = next(bracket.rate for bracket in table.brackets if bracket.up_to is None or balance <= bracket.up_to)
    return TaxLine(rate, gross, gross * rate // 100, table.article)


def _whole_thousands(amount: int) -> int:
    return amount // 1000 * 1000


def _withholding(gross: int, kind: TaxKind, lines: tuple[TaxLine, ...]) -> Withholding:
    tax = sum(line.amount for line in lines)
    return Withholding(gross, tax, gross - tax, kind, lines)
