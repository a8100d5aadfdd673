"""Invented participants in a centre's records, for the tests of the search."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from cso_desk.central.people.people_rows import Filed, count_words, write_people
from cso_desk.claims.model import MasterRecord
from cso_desk.wire.people_wire import PersonFile, PersonFound, masked
from tests.claim_values import claim_with

AT = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)


def record(number: int, name: str, **changes: Any) -> MasterRecord:
    """Somebody of that name; each number is another person."""
    known = {"full_name": name, "kpj": f"190400{number:05}", "nik": f"997401120891{number:04}"}
    return replace(claim_with().master, **{**known, **changes})


def file_records(engine: Engine, *records: MasterRecord, branch: int = 114) -> None:
    """Put records into a centre as an import does."""
    with engine.begin() as connection:
        write_people(connection, [Filed(one, branch) for one in records], now=AT)
        count_words(connection)


def found(number: int, name: str, **changes: Any) -> PersonFound:
    """The same person in the answer to a search."""
    known = record(number, name)
    told = {
        "id": UUID(int=number),
        "name": name,
        "birth_date": known.birth_date,
        "nik": masked(known.nik),
        "kpj": masked(known.kpj),
        "branch": 114,
        "employer": known.employer,
    }
    return PersonFound.model_validate({**told, **changes})


def file_of(number: int, name: str, **changes: Any) -> PersonFile:
    """The same person opened, with nothing but a record."""
    told: dict[str, Any] = {
        "id": UUID(int=number),
        "branch": 114,
        "updated_at": AT,
        "record": record(number, name),
        "cards": [],
        "prior_payments": [],
        "claims": [],
    }
    return PersonFile(**{**told, **changes})
