"""Participants and their claims as the tests put them into the tables of a centre, and how they are searched."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, select

from cso_desk.central.guard import Caller
from cso_desk.central.people.people import People
from cso_desk.central.people.people_keys import put_keys
from cso_desk.central.people.people_rows import Filed, Written, count_words, write_people
from cso_desk.central.schema import claim as claim_table
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, MasterRecord
from cso_desk.claims.tables import Role
from cso_desk.wire.claim_wire import claim_to_wire
from cso_desk.wire.people_wire import PeopleFound, PeopleSearch
from tests.claim_values import claim_with

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
OFFICER = Caller("u-1", Role.OFFICER, 11, "D-1", UUID(int=1))
Read = tuple[str, str, list[str]]


def record(number: int, name: str, **changes: Any) -> MasterRecord:
    base = claim_with().master
    known = {"full_name": name, "kpj": f"190400{number:05}", "nik": f"99740112089{number:05}"[:16]}
    return replace(base, **{**known, **changes})


def file_people(engine: Engine, *records: MasterRecord, branch: int = 114) -> Written:
    with engine.begin() as connection:
        written = write_people(connection, [Filed(one, branch) for one in records], now=NOW)
        count_words(connection)
        return written


def named(engine: Engine, *names: str) -> None:
    file_people(engine, *(record(number, name) for number, name in enumerate(names, start=1)))


def search(people: People, query: str, **more: Any) -> PeopleFound:
    return people.search(OFFICER, PeopleSearch(query=query, **more))


def names(found: PeopleFound) -> list[str]:
    return [one.name for one in found.people]


def claim(number: int, form: dict[str, str] | None = None, **changes: Any) -> Claim:
    texts = {Field.BANK: "BCA", Field.ACCOUNT_NUMBER: f"00120100{number:02}", **(form or {})}
    return claim_with(
        texts, **{"id": UUID(int=number), "number": f"KJ-{number}", "state": ClaimState.WAITING} | changes
    )


def stranger(number: int, form: dict[str, str] | None = None, **changes: Any) -> Claim:
    """A claim of somebody else."""
    known = {"nik": f"990101410190{number:04}", "kpj": f"250000000{number:02}"}
    texts = {Field.NIK: known["nik"], Field.KPJ: known["kpj"], **(form or {})}
    return claim(number, texts, master=known, **changes)


def keep(engine: Engine, *claims: Claim) -> None:
    with engine.begin() as connection:
        known = set(connection.scalars(select(claim_table.c.claim_id)))
        rows = [
            {
                "claim_id": one.id,
                "branch": one.branch,
                "state": str(one.state),
                "cycle": 1,
                "row_version": 1,
                "body": claim_to_wire(one),
            }
            for one in claims
            if one.id not in known
        ]
        if rows:
            connection.execute(insert(claim_table), rows)
        put_keys(connection, *claims)
