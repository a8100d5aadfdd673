"""What participants read on paper: the sentences of resources/letters, Indonesian whatever the window speaks."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from string import Template
from typing import Any

from cso_desk.paths import resource

FILE = "letters/letters.toml"


def say(key: str, **facts: object) -> str:
    """The sentence under a dotted key such as "open.greeting"; KeyError for one that is not there, or lacks a fact."""
    return Template(_texts()[key]).substitute(facts)


def knows(key: str) -> bool:
    """True when there is a sentence under this key."""
    return key in _texts()


def rupiah(amount: int) -> str:
    """Whole rupiah: Rp 72.283.950."""
    return f"Rp {amount:,}".replace(",", ".")


def day(value: date) -> str:
    """A date with its month in words: 13 November 2025."""
    return f"{value.day} {say('month.names').split()[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """A day with its time: 13 November 2025 pukul 09.42 WIB."""
    return say("frame.moment", day=day(value), clock=f"{value:%H.%M} {value.tzname() or ''}".strip())


def quoted(text: str) -> str:
    """What somebody wrote, in quotation marks."""
    return say("frame.quoted", text=text.strip())


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, str]:
    return dict(_flat(tomllib.loads(resource(FILE).read_text(encoding="utf-8")), ""))


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
