"""Which claims stand in each other's way, here and as another system told it when they were filed."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from cso_desk.central.people.people_keys import duplicates_of
from cso_desk.central.schema import claim_key
from cso_desk.claims.model import Claim


def clashing(connection: Connection, claims: Sequence[Claim]) -> Mapping[UUID, tuple[str, ...]]:
    """The numbers of the claims that clash with each of these, by its id.

    Those that are claims here are looked for anew; those that another system told of stay.
    """
    here = _known(connection, {number for claim in claims for number in claim.duplicates})
    found = duplicates_of(connection, claims)
    return {
        claim.id: tuple(sorted({*found[claim.id], *(n for n in claim.duplicates if n not in here)})) for claim in claims
    }


def _known(connection: Connection, numbers: Iterable[str]) -> frozenset[str]:
    asked = list(numbers)
    if not asked:
        return frozenset()
    return frozenset(connection.scalars(select(claim_key.c.number).where(claim_key.c.number.in_(asked)).distinct()))
