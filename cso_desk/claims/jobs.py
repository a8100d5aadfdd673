"""The history of work on the form: its periods, and the months worked over all employers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import OLDEST_DAY, add_months, full_months, parse_date
from .form import Field
from .model import Claim

_LAST = (Field.EMPLOYER, Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL)
_DAYS_OF_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class History:
    """How many employers the form names, the last one included, and the whole months worked for them."""

    employers: int
    months: int


def history(claim: Claim, on: date) -> History:
    """Tell what the form says of all work up to a day.

    Time worked for two employers at once counts once; of the parts of months thirty days are one. A period with a
    missing, faulty or reversed date, or one that begins after `on`, does not count. Without a last day the last
    employment lasts to the day since when the record has it inactive, or else to `on`.
    """
    last = any(claim.form.text(key).strip() for key in _LAST)
    return History(len(claim.form.jobs) + last, _months(_merged(_periods(claim, on))))


def _periods(claim: Claim, on: date) -> Iterator[tuple[date, date]]:
    """First days and the days after the last ones."""
    earlier = ((parse_date(job.start), parse_date(job.until)) for job in claim.form.jobs)
    for start, until in (*earlier, _last(claim, on)):
        if start is not None and until is not None and OLDEST_DAY <= start <= min(until, on):
            yield start, _after(min(until, on))


def _last(claim: Claim, on: date) -> tuple[date | None, date | None]:
    start, text = parse_date(claim.form.text(Field.EMPLOYED_FROM)), claim.form.text(Field.EMPLOYED_UNTIL)
    return start, parse_date(text) if text.strip() else claim.master.inactive_since or on


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _merged(periods: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The periods in their order, those that overlap or adjoin made one."""
    current: tuple[date, date] | None = None
    for start, end in sorted(periods):
        if current is not None and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current is not None:
            yield current
        current = start, end
    if current is not None:
        yield current


def _months(periods: Iterable[tuple[date, date]]) -> int:
    months = days = 0
    for start, end in periods:
        whole = full_months(start, end)
        months += whole
        days += (end - add_months(start, whole)).days
    return months + days // _DAYS_OF_A_MONTH
