"""Which claims stand in each other's way, here and as another system told it when they were filed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from cso_desk.central.people.people_keys import KeyKind, Standing, clashes_of, duplicates_of, standing_of
from cso_desk.central.schema import claim_key
from cso_desk.claims.model import Claim
from cso_desk.wire.people_wire import Clash, ClashKind

_KINDS = {
    KeyKind.NIK: ClashKind.PERSON,
    KeyKind.KPJ: ClashKind.PERSON,
    KeyKind.ACCOUNT: ClashKind.ACCOUNT,
    KeyKind.DOCUMENT: ClashKind.DOCUMENT,
}


def clashing(connection: Connection, claims: Sequence[Claim]) -> Mapping[UUID, tuple[str, ...]]:
    """The numbers of the claims that clash with each of these, by its id.

    Those that are claims here are looked for anew; those that another system told of stay.
    """
    here = _known(connection, {number for claim in claims for number in claim.duplicates})
    found = duplicates_of(connection, claims)
    return {
        claim.id: tuple(sorted({*found[claim.id], *(n for n in claim.duplicates if n not in here)})) for claim in claims
    }


def in_the_way(connection: Connection, claims: Sequence[Claim]) -> Mapping[UUID, tuple[Clash, ...]]:
    """What is told of the clashes of each of these, by its id: of a claim that is over nothing.

    A paid one is in nobody's way by its person: whether it keeps the next one up is told with that one.
    """
    here = _known(connection, {number for claim in claims for number in claim.duplicates})
    found = clashes_of(connection, [claim for claim in claims if standing_of(claim) is not Standing.OVER])
    return {claim.id: tuple(_told(claim, found.get(claim.id, {}), here)) for claim in claims}


def _told(claim: Claim, found: Mapping[str, frozenset[KeyKind]], here: frozenset[str]) -> Iterator[Clash]:
    standing = standing_of(claim)
    for number, kinds in sorted(found.items()):
        by = {_KINDS[kind] for kind in kinds}
        if standing is not Standing.OPEN:
            by.discard(ClashKind.PERSON)
        if by:
            yield Clash(number=number, by=[kind for kind in ClashKind if kind in by])
    if standing is Standing.OPEN:
        yield from (Clash(number=number, by=[]) for number in claim.duplicates if number not in here)


def _known(connection: Connection, numbers: Iterable[str]) -> frozenset[str]:
    asked = list(numbers)
    if not asked:
        return frozenset()
    return frozenset(connection.scalars(select(claim_key.c.number).where(claim_key.c.number.in_(asked)).distinct()))
