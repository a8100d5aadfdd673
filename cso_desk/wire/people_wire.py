"""What desk and centre say to each other about participants; only ever added to, and what is unknown is ignored."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cso_desk.claims.form import Cause
from cso_desk.claims.model import ClaimState, MasterRecord

MOST_FOUND = 20
"""The most people in one answer to a search."""
LEAST_DIGITS, LEAST_LETTERS = 4, 2
"""The shortest query; a shorter one would leaf through everybody."""
LONGEST_QUERY = 200
"""The most characters of a query."""


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PeopleSearch(_Message):
    """Whom to find: a NIK or KPJ, whole or its leading digits, or a name or parts of it, in any order.

    `after` is that of the answer before, for more of the same.
    """

    query: Annotated[str, Field(min_length=1, max_length=LONGEST_QUERY)]
    limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = MOST_FOUND
    after: Annotated[str, Field(max_length=2000)] = ""


class PersonFound(_Message):
    """One membership card that fits; of its numbers only as much as tells two people apart."""

    id: UUID
    name: str
    birth_date: date
    nik: str
    kpj: str
    branch: int
    employer: str = ""


class PeopleFound(_Message):
    """The cards that fit, the best first; `after` is empty where there are no more."""

    people: list[PersonFound]
    after: str = ""


class Card(_Message):
    """Another membership card of the same person; `balance` in whole rupiah."""

    id: UUID
    kpj: str
    employer: str
    branch: int
    member_since: date
    inactive_since: date | None
    balance: int


class ClashKind(StrEnum):
    """By what two claims are the same."""

    PERSON = "person"
    ACCOUNT = "account"
    DOCUMENT = "document"


class Clash(_Message):
    """A claim, of whomever, that stands in the way of another; `by` is what both have, each a ClashKind.

    Where another system told of it, `by` is empty.
    """

    number: str
    by: list[str]


class PastClaim(_Message):
    """A claim of the same person at any branch; `amount` is what was paid, in whole rupiah, 0 where nothing was.

    `notes` are those of the decisions, and only of a branch that the caller reads. `clashes` are told of a claim on its
    way, and of a paid one those with somebody else's account or document.
    """

    number: str
    branch: int
    cause: Cause | None
    state: ClaimState
    filed_at: datetime
    decided_at: datetime | None
    amount: int
    notes: list[str] = []
    clashes: list[Clash] = []
    id: UUID | None = None


class Payment(_Message):
    """A payment of JHT made before, in whole rupiah, as the tax counts it."""

    gross: int
    paid_on: date
    partial: bool


class PersonFile(_Message):
    """All that the centre knows of a participant, by one membership card; prior payments are those of all cards."""

    id: UUID
    branch: int
    updated_at: datetime
    record: MasterRecord
    cards: list[Card]
    prior_payments: list[Payment]
    claims: list[PastClaim]


def masked(number: str) -> str:
    """A NIK as 997401••••••0012, a KPJ as •••••••2337: enough to tell two people apart on a list."""
    shown = number[:6] if len(number) > 11 else ""
    return shown + "•" * (len(number) - len(shown) - 4) + number[-4:]
