"""Participants: found by number or name, opened with all that is known of them.

Who may see what. One may claim at any branch, so an officer finds every participant of the country; but a list shows
only as much of a number as tells two people apart, and the whole record, which the officer has to compare with the
card before the camera, is seen by opening that one person. A person is opened by an id that means nothing, and a search
travels in the body of a call: neither stands in the address that a log keeps. Claims at other branches are told by
number, cause, state, days and amount, for somebody paid elsewhere must not be paid again, and by the numbers of the
claims in their way; the notes that officers wrote are told of branches that the caller reads. Every search and every
opening is announced before it is answered, by ids alone, and is not answered where that fails.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, select

from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.people.clashes import in_the_way
from cso_desk.central.people.people_keys import claims_of
from cso_desk.central.people.people_rows import record_of
from cso_desk.central.people.people_search import Mark, find
from cso_desk.central.schema import claim, person
from cso_desk.claims.model import Claim, ClaimState, MasterRecord, PriorPayment, Verdict
from cso_desk.wire.claim_wire import claim_from_wire
from cso_desk.wire.people_wire import (
    Card,
    Clash,
    PastClaim,
    Payment,
    PeopleFound,
    PeopleSearch,
    PersonFile,
    PersonFound,
    masked,
)

SEARCHED, OPENED = "people.search", "people.open"
"""What was read, as the access log calls it."""

OnRead = Callable[[Caller, str, Sequence[str]], None]
"""Told who is about to read what, and the ids of the cards."""


class People:
    """The master records; each method is one transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], datetime], on_read: OnRead) -> None:
        self._engine = engine
        self._now = now
        self._on_read = on_read

    def search(self, caller: Caller, asked: PeopleSearch) -> PeopleFound:
        """The cards that fit, the best first; raises CallRefused (422) for too short a query and a mark of no search.

        An import that runs meanwhile may let a card be told on two pages, or on none.
        """
        after = Mark.read(asked.after) if asked.after else None
        with self._reading() as connection:
            cards, mark = find(connection, asked.query, limit=asked.limit, after=after)
            rows = {row.kpj: row for row in connection.execute(select(person).where(person.c.kpj.in_(cards)))}
        told = [_found(rows[kpj]) for kpj in cards if kpj in rows]
        self._on_read(caller, SEARCHED, [str(one.id) for one in told])
        return PeopleFound(people=told, after="" if mark is None else mark.written())

    def open(self, caller: Caller, person_id: UUID) -> PersonFile:
        """All that is known of a participant; raises CallRefused (404, UNKNOWN_PERSON)."""
        with self._reading() as connection:
            row = connection.execute(select(person).where(person.c.person_id == person_id)).one_or_none()
            if row is None:
                raise CallRefused(404, "UNKNOWN_PERSON")
            others = _other_cards(connection, row)
            claims = _claims(connection, row.nik, [row.kpj, *(other.kpj for other in others)])
            clashes = in_the_way(connection, claims)
        self._on_read(caller, OPENED, [str(person_id)])
        history = [_past(one, clashes[one.id], notes=caller.may_read(one.branch)) for one in claims]
        return _file(row, others, history)

    def record(self, kpj: str) -> MasterRecord | None:
        """What a claim on this card is judged by, None where the card is not known; nobody is told of it."""
        with self._reading() as connection:
            row = connection.execute(select(person).where(person.c.kpj == kpj)).one_or_none()
            return None if row is None else _whole(row, _other_cards(connection, row))

    def _reading(self) -> Any:
        return self._engine.execution_options(reading=True).begin()


def _other_cards(connection: Connection, row: Row[Any]) -> Sequence[Row[Any]]:
    same = (person.c.nik == row.nik) & (person.c.kpj != row.kpj)
    return connection.execute(select(person).where(same).order_by(person.c.kpj)).all()


def _claims(connection: Connection, nik: str, cards: Iterable[str]) -> list[Claim]:
    """All claims of a person, the newest first."""
    ids = claims_of(connection, nik, cards)
    bodies = connection.scalars(select(claim.c.body).where(claim.c.claim_id.in_(ids)))
    return sorted(map(claim_from_wire, bodies), key=lambda one: (one.filed_at, one.number), reverse=True)


def _file(row: Row[Any], others: Sequence[Row[Any]], claims: list[PastClaim]) -> PersonFile:
    record = _whole(row, others)
    return PersonFile(
        id=row.person_id,
        branch=row.branch,
        updated_at=row.updated_at,
        record=record,
        cards=[_card(other) for other in others],
        prior_payments=[
            Payment(gross=paid.gross, paid_on=paid.paid_on, partial=paid.partial) for paid in record.prior_payments
        ],
        claims=claims,
    )


def _whole(row: Row[Any], others: Sequence[Row[Any]]) -> MasterRecord:
    """The record of a card, with the person's other cards and what was paid on them: the tax counts a person's."""
    own, rest = record_of(row), [record_of(other) for other in others]
    payments: set[PriorPayment] = set(own.prior_payments).union(*(other.prior_payments for other in rest))
    return replace(
        own,
        other_kpj=tuple(sorted({*own.other_kpj, *(other.kpj for other in rest)} - {own.kpj})),
        prior_payments=tuple(sorted(payments, key=lambda paid: (paid.paid_on, paid.gross, paid.partial))),
    )


def _card(row: Row[Any]) -> Card:
    record = record_of(row)
    return Card(
        id=row.person_id,
        kpj=record.kpj,
        employer=record.employer,
        branch=row.branch,
        member_since=record.member_since,
        inactive_since=record.inactive_since,
        balance=record.balance,
    )


def _found(row: Row[Any]) -> PersonFound:
    return PersonFound(
        id=row.person_id,
        name=record_of(row).full_name,
        birth_date=row.birth_date,
        nik=masked(row.nik),
        kpj=masked(row.kpj),
        branch=row.branch,
        employer=record_of(row).employer,
    )


def _past(one: Claim, clashes: Iterable[Clash], *, notes: bool) -> PastClaim:
    approved = [made.amount for made in one.decisions if made.verdict is Verdict.APPROVE]
    return PastClaim(
        number=one.number,
        branch=one.branch,
        cause=one.form.cause,
        state=one.state,
        filed_at=one.filed_at,
        decided_at=None if one.decision is None else one.decision.decided_at,
        amount=approved[-1] if approved and one.state is ClaimState.PAID else 0,
        notes=[made.note for made in one.decisions if made.note] if notes else [],
        clashes=list(clashes),
        id=one.id,
    )
