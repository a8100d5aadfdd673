"""What the wall's checklist says of a claim, and why a claim may not be approved yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .model import CheckSlot, Claim
from .tax import Withholding


class Outcome(StrEnum):
    """What one check says: a warning asks the officer for a reason, a failure stands in the way of approval."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: its outcome, the code of what was found, and the facts to say it with."""

    slot: CheckSlot
    outcome: Outcome
    finding: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    accepted: str = ""

    @property
    def blocks(self) -> bool:
        """True while this check stands in the way of an approval."""
        if self.outcome is Outcome.WARN:
            return not self.accepted
        return self.outcome is not Outcome.PASS


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that the rules say of one claim on one day: eight checks in their fixed order, and the money."""

    checks: tuple[Check, ...]
    gross: int
    withholding: Withholding

    @property
    def missing(self) -> tuple[Check, ...]:
        """The checks that stand in the way of an approval."""
        return tuple(check for check in self.checks if check.blocks)

    @property
    def ready(self) -> bool:
        """True when nothing stands in the way of an approval."""
        return not self.missing


def assess(claim: Claim, *, on: date) -> Assessment:
    """Judge a claim as it stands, by the rules of the day `on`; never an automatic refusal."""
    raise NotImplementedError
