"""Who was in this desk's booths before: the same NIK, account or picture of a document in two claims is told at once.

Numbers are kept as keyed fingerprints (HMAC-SHA-256 under a key made of the desk's own), pictures as the perceptual
hash that the camera's side made of them, from which no picture can be made again.
"""

import hashlib
import hmac
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cso_desk.claims.checks import Assessment, Check, Outcome
from cso_desk.claims.digits import InvalidNumber
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot, Field, acceptance_key
from cso_desk.claims.identity import InvalidNik, Nik
from cso_desk.claims.model import Claim
from cso_desk.claims.numbers import parse_account

from .rows import stamp
from .schema import sighting

Alike = Callable[[str, str], bool]
"""Whether two texts that tell how a paper looks may be of one paper."""

_PURPOSE = b"cso-desk sightings 1"


class Trait(StrEnum):
    """By what two claims are alike."""

    NIK = "nik"
    ACCOUNT = "account"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Clash:
    """Another claim that was in a booth of this desk is alike; `booth` is where it sits now, None where it has left."""

    trait: Trait
    claim_id: UUID
    number: str
    booth: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One trait of one claim, as a fingerprint."""

    trait: Trait
    value: str
    claim_id: UUID
    number: str


def alike(
    own: Iterable[Seen], known: Iterable[Seen], booths: Mapping[UUID, int], same_picture: Alike = operator.eq
) -> tuple[Clash, ...]:
    """The other claims that share a trait; `booths` says who sits where now. In the order in which they are known."""
    mine = list(own)
    found: dict[tuple[Trait, UUID], Clash] = {}
    for other in known:
        if any(other.claim_id != one.claim_id and _same(one, other, same_picture) for one in mine):
            clash = Clash(other.trait, other.claim_id, other.number, booths.get(other.claim_id))
            found.setdefault((other.trait, other.claim_id), clash)
    return tuple(found.values())


def warned(assessment: Assessment, claim: Claim, clashes: Sequence[Clash]) -> Assessment:
    """The assessment with what this desk has seen in the place of duplicates: it warns, and wants a reason.

    What the centre found weighs more and stays.
    """
    if not clashes:
        return assessment
    facts = {
        "claims": tuple(dict.fromkeys(one.number for one in clashes)),
        "booths": tuple(dict.fromkeys(one.booth for one in clashes if one.booth is not None)),
        "traits": tuple(dict.fromkeys(str(one.trait) for one in clashes)),
    }
    reason = claim.form.text(acceptance_key(CheckSlot.DUPLICATE)).strip()
    warning = Check(CheckSlot.DUPLICATE, Outcome.WARN, Finding.SEEN_HERE, MappingProxyType(facts), reason)
    checks = tuple(
        warning if check.slot is CheckSlot.DUPLICATE and check.outcome is Outcome.PASS else check
        for check in assessment.checks
    )
    return replace(assessment, checks=checks)


class Sightings:
    """What this desk's store knows of the claims in its booths; one method is one transaction, from any one thread."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Connection]], key: bytes) -> None:
        self._transaction = transaction
        self._key = hmac.digest(key, _PURPOSE, hashlib.sha256)
        self._told: dict[UUID, frozenset[Seen]] = {}
        self._clashes: dict[UUID, tuple[Clash, ...]] = {}
        self._open: dict[UUID, int] = {}
        self._stale = True
        self.same_picture: Alike = operator.eq
        """Set by whoever knows pictures."""

    def follow(self, claims: Mapping[int, Claim], now: datetime) -> Mapping[UUID, tuple[Clash, ...]]:
        """Note the numbers of the claims in the booths, and tell who else has them; while all is as before, do nothing.

        `claims` are the open ones, by booth.
        """
        sitting = {claim.id: booth for booth, claim in claims.items()}
        moved = sitting != self._open
        self._open = sitting
        changed = [
            (claim, own) for claim in claims.values() if (own := self._numbers(claim)) != self._told.get(claim.id)
        ]
        if changed or moved or self._stale:
            with self._transaction() as connection:
                for claim, own in changed:
                    _keep(connection, claim, own, now)
                self._clashes = {one: _clashes(connection, one, sitting, self.same_picture) for one in sitting}
            self._told |= {claim.id: own for claim, own in changed}
            self._stale = False
        return self._clashes

    def clashes_of(self, claim_id: UUID) -> tuple[Clash, ...]:
        """Who is like a claim in a booth, as it was last told."""
        return self._clashes.get(claim_id, ())

    def see_picture(self, claim_id: UUID, number: str, looks: str, now: datetime) -> None:
        """Note how a picture of a document of a claim looks."""
        row = {
            "claim_id": claim_id,
            "kind": str(Trait.PICTURE),
            "value": looks,
            "number": number,
            "seen_at": stamp(now),
        }
        with self._transaction() as connection:
            connection.execute(upsert(sighting).values(row).on_conflict_do_nothing())
        self._stale = True

    def _numbers(self, claim: Claim) -> frozenset[Seen]:
        form = claim.form
        values = {Trait.NIK: _nik(form.text(Field.NIK)), Trait.ACCOUNT: _account(form.text(Field.ACCOUNT_NUMBER))}
        return frozenset(
            Seen(trait, self._fingerprint(trait, value), claim.id, claim.number)
            for trait, value in values.items()
            if value
        )

    def _fingerprint(self, trait: Trait, value: str) -> str:
        return hmac.digest(self._key, f"{trait} {value}".encode(), hashlib.sha256).hex()


def _same(one: Seen, other: Seen, same_picture: Alike) -> bool:
    if one.trait is not other.trait:
        return False
    if one.trait is not Trait.PICTURE:
        return one.value == other.value
    return same_picture(one.value, other.value)


def _keep(connection: Connection, claim: Claim, own: frozenset[Seen], now: datetime) -> None:
    """Let a claim have these numbers, and no more those that its form had before."""
    numbers = sighting.c.kind != str(Trait.PICTURE)
    connection.execute(delete(sighting).where(sighting.c.claim_id == claim.id, numbers))
    for one in own:
        row = {"claim_id": claim.id, "kind": str(one.trait), "value": one.value, "number": one.number}
        connection.execute(upsert(sighting).values({**row, "seen_at": stamp(now)}).on_conflict_do_nothing())


def _clashes(
    connection: Connection, claim_id: UUID, sitting: Mapping[UUID, int], same_picture: Alike
) -> tuple[Clash, ...]:
    own = _seen(connection, sighting.c.claim_id == claim_id)
    values = [one.value for one in own if one.trait is not Trait.PICTURE]
    others = sighting.c.claim_id != claim_id
    known = _seen(connection, others & sighting.c.value.in_(values)) if values else []
    if any(one.trait is Trait.PICTURE for one in own):
        known += _seen(connection, others & (sighting.c.kind == str(Trait.PICTURE)))
    return alike(own, known, sitting, same_picture)


def _seen(connection: Connection, where: object) -> list[Seen]:
    rows = connection.execute(select(sighting).where(where).order_by(sighting.c.seen_at))  # type: ignore[arg-type]
    return [Seen(Trait(row.kind), row.value, row.claim_id, row.number) for row in rows]


def _nik(text: str) -> str:
    try:
        return Nik.parse(text).digits
    except InvalidNik:
        return ""


def _account(text: str) -> str:
    try:
        return parse_account(text)
    except InvalidNumber:
        return ""
