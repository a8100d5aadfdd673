"""From which day on an entry of a table holds, and until which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol, TypeVar

from pydantic import Field as Says

FirstDay = Annotated[date, Says(alias="from")]


class Dated(Protocol):
    """What holds from a first day on, and until a last one where that is known."""

    @property
    def first_day(self) -> date:
        """The first day on which it holds."""

    @property
    def until(self) -> date | None:
        """The last day on which it holds; None where that is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What may have a first day and a last one; without them it always holds."""

    first_day: FirstDay = date.min
    until: date | None = None


_D = TypeVar("_D", bound=Dated)


def holding(entries: Sequence[_D], day: date) -> tuple[_D, ...]:
    """List the entries that hold on a day, in their order."""
    return tuple(one for one in entries if one.first_day <= day and (one.until is None or day <= one.until))


def on_day(entries: Sequence[_D], day: date) -> _D | None:
    """Find the entry that holds on a day; None where none does."""
    return next(iter(holding(entries, day)), None)
