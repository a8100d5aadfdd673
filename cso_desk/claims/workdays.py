"""Working days: without weekends, public holidays and *cuti bersama*, and the branch's own days."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from .periods import on_day
from .tables import Calendar, Ladder, PaymentTerm

_FRIDAY = 4
_KINDS = (holidays.PUBLIC, holidays.GOVERNMENT)  # public holidays, and days of common leave


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Tell whether claims are paid on a day; what the calendar says of it comes first."""
    if day in calendar.work:
        return True
    return day.weekday() <= _FRIDAY and day not in calendar.off and day not in _days_off(day.year)


def working_days_after(day: date, count: int, calendar: Calendar) -> date:
    """Go `count` working days on from a day; the day itself is not counted."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, calendar):
            count -= 1
    return day


def pay_by(gross: int, complete_on: date, ladder: Ladder, calendar: Calendar) -> date | None:
    """Tell the last day for paying `gross` rupiah of a claim that was complete on a day; None before the first term."""
    term: PaymentTerm | None = on_day(ladder.payment, complete_on)
    if term is None:
        return None
    days = term.small_working_days if gross <= term.small_up_to else term.working_days
    return working_days_after(complete_on, days, calendar)


@lru_cache(maxsize=8)
def _days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("ID", years=year, categories=_KINDS))
