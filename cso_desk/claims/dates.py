"""Dates as officers write them, and the months and years the law counts in."""

import calendar
import re
from datetime import date, datetime, timedelta, timezone

JAKARTA = timezone(timedelta(hours=7), "WIB")
"""The time by whose days claims are filed and decided."""

OLDEST_DAY = date(1977, 12, 5)
"""No work was insured before it: the first workers' insurance, PP 33/1977."""

_WRITTEN = re.compile(r"\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})\s*", re.ASCII)


def day_of(moment: datetime) -> date:
    """The day of a moment, in Jakarta's time."""
    return moment.astimezone(JAKARTA).date()


def parse_date(text: str) -> date | None:
    """Read dd-mm-yyyy (also with dots, slashes or blanks); None for anything that is not a date of the calendar."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    day, month, year = map(int, written.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def format_date(day: date) -> str:
    """Write a date as dd-mm-yyyy."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def add_months(day: date, months: int) -> date:
    """Go to the same day `months` later, or to the last of that month where it is shorter (31 January: 28 or 29).

    Never goes beyond the last day of the calendar.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def full_months(start: date, end: date) -> int:
    """Count the whole months from `start` to `end`; 0 where `end` is not later."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and add_months(start, months) > end:
        months -= 1
    return max(months, 0)


def age(birth: date, on: date) -> int:
    """Count the whole years of life on a day; who is born on 29 February turns older on 28 February."""
    return full_months(birth, on) // 12
