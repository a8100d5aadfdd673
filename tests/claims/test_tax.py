from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.claims.table_files import packaged
from cso_desk.claims.tables import Threshold
from cso_desk.claims.tax import PriorPayment, TaxKind, TaxLine, withhold

MILLION = 1_000_000
DAY_2020, DAY_2022 = date(2020, 6, 15), date(2022, 6, 15)
FIRST_PART_2018 = (PriorPayment(10 * MILLION, date(2018, 12, 31)),)

rupiah = st.integers(min_value=0, max_value=2_000 * MILLION)
days = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))


# Gross, tax.
@pytest.mark.parametrize(
    ("gross", "tax"),
    [
        (0, 0),
        (9_876_543, 0),
        (50_000_000, 0),
        (50_000_001, 0),
        (50_000_019, 0),
        (50_000_020, 1),
        (73_456_789, 1_172_839),
        (150_000_000, 5_000_000),
    ],
)
def test_the_final_tax_is_five_percent_above_fifty_million(gross: int, tax: int) -> None:
    withheld = withhold(gross, paid_on=DAY_2020)
    assert (withheld.tax, withheld.net, withheld.kind) == (tax, gross - tax, TaxKind.FINAL)


@pytest.mark.parametrize(("part", "rest", "taxes"), [(10, 90, (0, 2.5)), (90, 210, (2, 10.5))])
def test_payments_within_two_calendar_years_share_one_threshold(
    part: int, rest: int, taxes: tuple[float, float]
) -> None:
    paid = date(2019, 1, 1)
    first = withhold(part * MILLION, paid_on=paid)
    second = withhold(rest * MILLION, paid_on=date(2020, 12, 31), prior=[PriorPayment(part * MILLION, paid)])
    assert (first.tax, second.tax) == (taxes[0] * MILLION, taxes[1] * MILLION)
    assert second.kind is TaxKind.FINAL


@pytest.mark.parametrize(
    ("gross", "day", "with_npwp", "without"),
    [
        (90 * MILLION, DAY_2020, 8_500_000, 10_200_000),
        (90 * MILLION, DAY_2022, 7_500_000, 9_000_000),
        (270 * MILLION, DAY_2020, 37_500_000, 45_000_000),
        (73_456_789, DAY_2020, 6_018_400, 7_222_080),
        (73_456_789, DAY_2022, 5_018_400, 6_022_080),
        (6_000 * MILLION, DAY_2020, 1_745_000_000, 2_094_000_000),
        (6_000 * MILLION, DAY_2022, 1_794_000_000, 2_152_800_000),
    ],
)
def test_from_the_third_calendar_year_the_table_of_that_year_holds(
    gross: int, day: date, with_npwp: int, without: int
) -> None:
    withheld = withhold(gross, paid_on=day, prior=FIRST_PART_2018)
    assert (withheld.tax, withheld.kind) == (with_npwp, TaxKind.ARTICLE_17)
    assert withhold(gross, paid_on=day, prior=FIRST_PART_2018, has_npwp=False).tax == without


def test_the_window_counts_calendar_years_and_not_months() -> None:
    kinds = [
        withhold(90 * MILLION, paid_on=day, prior=FIRST_PART_2018).kind
        for day in (date(2018, 12, 31), date(2019, 12, 31), date(2020, 1, 1))
    ]
    assert kinds == [TaxKind.FINAL, TaxKind.FINAL, TaxKind.ARTICLE_17]


@pytest.mark.parametrize(("day", "tax"), [(date(2021, 12, 31), 8_500_000), (date(2022, 1, 1), 7_500_000)])
def test_the_new_table_begins_with_the_year_2022(day: date, tax: int) -> None:
    assert withhold(90 * MILLION, paid_on=day, prior=FIRST_PART_2018).tax == tax


def test_the_surcharge_is_that_of_the_day() -> None:
    (known,) = packaged().tax.surcharge
    ended = replace(known, until=date(2021, 12, 31))
    then, later = (
        withhold(90 * MILLION, paid_on=day, prior=FIRST_PART_2018, has_npwp=False, tables=tables)
        for day, tables in (
            (date(2021, 12, 31), replace(packaged().tax, surcharge=(ended,))),
            (date(2022, 1, 1), replace(packaged().tax, surcharge=(ended, replace(known, first_day=date(2023, 1, 1))))),
        )
    )
    assert (then.tax, later.tax) == (10_200_000, 7_500_000)


def test_without_npwp_the_final_tax_is_not_raised() -> None:
    assert withhold(90 * MILLION, paid_on=DAY_2020, has_npwp=False) == withhold(90 * MILLION, paid_on=DAY_2020)


# Gross of the part, balance, tax with the threshold laid on the balance.
@pytest.mark.parametrize(
    ("gross", "balance", "tax"),
    [
        (9_000_000, 30_000_000, 0),
        (15_000_000, 50_000_000, 0),
        (15_000_000, 50_000_001, 750_000),
        (15_000_019, 50_000_001, 750_000),
        (90_000_000, 300_000_000, 4_500_000),
        (0, 0, 0),
    ],
)
def test_laid_on_the_balance_the_threshold_taxes_a_part_whole(gross: int, balance: int, tax: int) -> None:
    final = replace(packaged().tax.final[0], threshold_on=Threshold.BALANCE)
    tables = replace(packaged().tax, final=(final,))
    laid_on_balance = withhold(gross, paid_on=DAY_2022, balance=balance, tables=tables)
    assert (laid_on_balance.tax, laid_on_balance.gross, len(laid_on_balance.lines)) == (tax, gross, 1)
    assert withhold(gross, paid_on=DAY_2022, tables=tables) == withhold(gross, paid_on=DAY_2022)  # a full claim
    assert withhold(gross, paid_on=DAY_2022, balance=balance) == withhold(gross, paid_on=DAY_2022)  # the default


def test_from_the_third_year_on_the_balance_decides_nothing() -> None:
    final = replace(packaged().tax.final[0], threshold_on=Threshold.BALANCE)
    tables = replace(packaged().tax, final=(final,))
    of_2020: dict[str, Any] = {"paid_on": DAY_2020, "prior": FIRST_PART_2018}
    assert withhold(90 * MILLION, balance=300 * MILLION, tables=tables, **of_2020).tax == 8_500_000


def test_a_full_payment_closes_the_window() -> None:
    full = PriorPayment(80 * MILLION, date(2019, 3, 1), partial=False)
    assert withhold(60 * MILLION, paid_on=DAY_2022, prior=[*FIRST_PART_2018, full]).tax == 500_000
    assert withhold(60 * MILLION, paid_on=date(2019, 9, 1), prior=[full, *FIRST_PART_2018]).tax == 500_000
    part_after = PriorPayment(20 * MILLION, date(2021, 5, 1))
    reckoned = withhold(60 * MILLION, paid_on=DAY_2022, prior=[part_after, full, *FIRST_PART_2018])
    assert (reckoned.kind, reckoned.tax) == (TaxKind.FINAL, 1_500_000)


def test_article_17_takes_all_that_was_paid_in_its_year_together() -> None:
    same_year = PriorPayment(40 * MILLION, date(2020, 2, 1))
    reckoned = withhold(30 * MILLION, paid_on=DAY_2020, prior=[*FIRST_PART_2018, same_year])
    assert reckoned.tax == 10 * MILLION * 5 // 100 + 20 * MILLION * 15 // 100


def test_the_lines_can_be_read_out() -> None:
    assert withhold(73_456_789, paid_on=DAY_2020).lines == (
        TaxLine(0, 50_000_000, 0, "PP 68/2009 Pasal 5"),
        TaxLine(5, 23_456_789, 1_172_839, "PP 68/2009 Pasal 5"),
    )
    raised = withhold(73_456_789, paid_on=DAY_2020, prior=FIRST_PART_2018, has_npwp=False).lines
    assert [str((line.rate, line.base, line.amount)) for line in raised] == [
        "(6, 50000000, 3000000)",  # as text: whole numbers and no fractions
        "(18, 23456000, 4222080)",
    ]


@pytest.mark.parametrize(
    ("gross", "day", "prior"),
    [
        (-1, DAY_2020, ()),
        (1, DAY_2020, (PriorPayment(-1, date(2019, 1, 1)),)),
        (1, DAY_2020, (PriorPayment(1, date(2020, 6, 16)),)),
        (1, date(2009, 11, 15), ()),
        (1.5, DAY_2020, ()),
        (Decimal("73456789.50"), DAY_2020, ()),
        (1, DAY_2020, (PriorPayment(0.5, date(2019, 1, 1)),)),  # type: ignore[arg-type]
    ],
)
def test_nonsense_is_an_error(gross: Any, day: date, prior: tuple[PriorPayment, ...]) -> None:
    with pytest.raises(ValueError):
        withhold(gross, paid_on=day, prior=prior)


@given(gross=rupiah, day=days, years_ago=st.integers(0, 6), before=rupiah, npwp=st.booleans())
def test_the_tax_lies_between_nothing_and_the_highest_rate_and_its_lines_add_up(
    gross: int, day: date, years_ago: int, before: int, npwp: bool
) -> None:
    prior = [PriorPayment(before, date(day.year - years_ago, 1, 1))]
    withheld = withhold(gross, paid_on=day, prior=prior, has_npwp=npwp)
    assert 0 <= withheld.tax <= gross * 42 // 100
    assert withheld.net + withheld.tax == gross
    assert sum(line.amount for line in withheld.lines) == withheld.tax
    assert all(line.base > 0 and line.amount == line.base * line.rate // 100 for line in withheld.lines)
    bases = sum(line.base for line in withheld.lines)
    if withheld.kind is TaxKind.FINAL:
        assert bases == gross
    else:
        assert bases % 1000 == 0
        assert abs(bases - gross) < 1000


@given(gross=rupiah, more=rupiah, day=days, years_ago=st.integers(0, 4), before=rupiah)
def test_the_tax_never_falls_and_the_net_never_shrinks_when_the_gross_rises(
    gross: int, more: int, day: date, years_ago: int, before: int
) -> None:
    prior = [PriorPayment(before, date(day.year - years_ago, 1, 1))]
    less, greater = (withhold(amount, paid_on=day, prior=prior) for amount in (gross, gross + more))
    assert less.tax <= greater.tax
    # thousands are rounded down: the step to a whole thousand may cost its rate
    assert less.net - greater.net <= 1000


@given(parts=st.lists(rupiah, min_size=1, max_size=6), year=st.integers(2010, 2030))
def test_splitting_a_payment_within_the_window_changes_the_tax_by_the_rounding_alone(
    parts: list[int], year: int
) -> None:
    paid: list[PriorPayment] = []
    total = 0
    for place, part in enumerate(parts):
        day = date(year + place % 2 if place else year, 6, 1)
        day = max([day, *(payment.paid_on for payment in paid)])
        total += withhold(part, paid_on=day, prior=paid).tax
        paid.append(PriorPayment(part, day))
    whole = withhold(sum(parts), paid_on=date(year, 1, 1)).tax
    assert whole - len(parts) < total <= whole


@given(parts=st.lists(rupiah, min_size=1, max_size=5), year=st.integers(2010, 2030))
def test_splitting_a_payment_of_article_17_within_a_year_changes_nothing(parts: list[int], year: int) -> None:
    first = PriorPayment(1, date(year - 2 if year > 2011 else 2009, 12, 1))
    paid = [first]
    total = 0
    for part in parts:
        total += withhold(part, paid_on=date(year + 1, 6, 1), prior=paid).tax
        paid.append(PriorPayment(part, date(year + 1, 6, 1)))
    assert total == withhold(sum(parts), paid_on=date(year + 1, 6, 1), prior=[first]).tax
