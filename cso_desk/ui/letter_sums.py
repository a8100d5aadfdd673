"""The amounts of a claim as they stand on paper, line by line."""

from dataclasses import dataclass

from cso_desk.claims.checks import Assessment
from cso_desk.claims.model import Claim
from cso_desk.claims.tax import TaxLine

from .letter_texts import rupiah, say


@dataclass(frozen=True, slots=True)
class SumRow:
    """What it is, how much, and whether it closes what stands above it."""

    label: str
    amount: str
    total: bool = False


def sum_rows(claim: Claim, assessment: Assessment) -> tuple[SumRow, ...]:
    """The lines from contributions over each tax line to what is paid out."""
    master, held = claim.master, assessment.withholding
    rows = [
        SumRow(say("sums.contributions"), rupiah(master.contributions)),
        SumRow(say("sums.returns"), rupiah(master.returns)),
        SumRow(say("sums.balance"), rupiah(master.balance), total=True),
    ]
    if assessment.gross != master.balance:
        cause = say(f"cause.{claim.form.cause or 'none'}")
        rows.append(SumRow(say("sums.share", cause=cause), rupiah(assessment.gross)))
    rows += [_tax(line) for line in held.lines]
    return (*rows, SumRow(say("sums.net"), rupiah(held.net), total=True))


def approved_sum(amount: int) -> tuple[SumRow, ...]:
    """The one line there is where what the centre knows has changed since the decision."""
    return (SumRow(say("sums.gross"), rupiah(amount), total=True),)


def _tax(line: TaxLine) -> SumRow:
    key = "sums.tax" if line.rate else "sums.untaxed"
    label = say(key, rate=line.rate, base=rupiah(line.base), article=line.article)
    return SumRow(label, f"− {rupiah(line.amount)}" if line.amount else rupiah(0))
