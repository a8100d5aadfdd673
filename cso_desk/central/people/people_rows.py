"""Master records as rows: what is written of each, and a batch of them in as few statements as there can be."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from cso_desk.central.people.people_names import fold, grams
from cso_desk.central.schema import name_gram, name_word, person, person_word
from cso_desk.claims.model import MasterRecord

_CHANGING = ("nik", "folded", "birth_date", "branch", "digest", "record", "updated_at")


@dataclass(frozen=True, slots=True)
class Filed:
    """A master record with the branch that serves it."""

    record: MasterRecord
    branch: int


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch: how many cards were new, how many changed, how many stood there already as told."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.new + other.new, self.changed + other.changed, self.same + other.same)


def digest_of(filed: Filed) -> str:
    """The digest of all that is filed: two that are equal tell the same."""
    return sha256(b"%d " % filed.branch + _records().dump_json(filed.record)).hexdigest()


def record_of(row: Any) -> MasterRecord:
    """The record that a row of `person` holds."""
    return _records().validate_python(row.record)


def write_people(connection: Connection, people: Sequence[Filed], *, now: datetime) -> Written:
    """File records by their KPJ, each once in the batch: new ones in, changed ones renewed, the others left alone.

    Whoever files at the same time waits for this transaction to end; nobody who reads does.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"LOCK TABLE {person.name} IN SHARE ROW EXCLUSIVE MODE"))
    held = _held(connection, people)
    marked = {filed.record.kpj: (filed, digest_of(filed)) for filed in people}
    new = [_row(filed, digest, now) for kpj, (filed, digest) in marked.items() if kpj not in held]
    changed = [
        _row(filed, digest, now) for kpj, (filed, digest) in marked.items() if kpj in held and held[kpj][0] != digest
    ]
    renamed = [row for row in changed if held[row["kpj"]][1] != row["folded"]]
    _forget_words(connection, {row["kpj"]: held[row["kpj"]][1] for row in renamed})
    fill(connection, person, new)
    if changed:
        renew = update(person).where(person.c.kpj == bindparam("of_kpj"))
        rows = [{"of_kpj": row["kpj"], **{name: row[name] for name in _CHANGING}} for row in changed]
        connection.execute(renew.values({name: bindparam(name) for name in _CHANGING}), rows)
    _learn_words(connection, [*new, *renamed])
    return Written(len(new), len(changed), len(marked) - len(new) - len(changed))


def compare_people(connection: Connection, people: Sequence[Filed]) -> Written:
    """What `write_people` would do."""
    held = _held(connection, people)
    marked = {filed.record.kpj: digest_of(filed) for filed in people}
    new = sum(kpj not in held for kpj in marked)
    same = sum(kpj in held and held[kpj][0] == digest for kpj, digest in marked.items())
    return Written(new, len(marked) - new - same, same)


def count_words(connection: Connection) -> None:
    """Count anew how many people have each word: the search goes along the rarest."""
    counted = select(person_word.c.word, func.count().label("people")).group_by(person_word.c.word).subquery()
    people = select(counted.c.people).where(counted.c.word == name_word.c.word).scalar_subquery()
    if connection.dialect.name != "postgresql":
        connection.execute(update(name_word).values(people=func.coalesce(people, 0)))
        return
    fresh = select(name_word.c.word, func.coalesce(counted.c.people, 0).label("people"))
    both = fresh.outerjoin(counted, counted.c.word == name_word.c.word).subquery()
    other = (name_word.c.word == both.c.word) & (name_word.c.people != both.c.people)
    connection.execute(update(name_word).where(other).values(people=both.c.people))


def settle_statistics(engine: Engine) -> None:
    """Tell PostgreSQL's planner at once what a bulk of new rows looks like, not when it comes round to it."""
    if engine.dialect.name != "postgresql":
        return
    names = ", ".join(table.name for table in (person, person_word, name_word, name_gram))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM (ANALYZE) {names}"))


def fill(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns: on PostgreSQL by COPY, which takes a quarter of the time."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    names = list(rows[0])
    driven = connection.connection.driver_connection
    assert driven is not None
    with driven.cursor().copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(row[name]) for name in names])


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _held(connection: Connection, people: Iterable[Filed]) -> dict[str, tuple[str, str]]:
    """Digest and folded name of the cards that are there, by KPJ."""
    cards = [filed.record.kpj for filed in people]
    rows = connection.execute(select(person.c.kpj, person.c.digest, person.c.folded).where(person.c.kpj.in_(cards)))
    return {row.kpj: (row.digest, row.folded) for row in rows}


def _row(filed: Filed, digest: str, now: datetime) -> dict[str, Any]:
    record = filed.record
    return {
        "person_id": uuid4(),
        "kpj": record.kpj,
        "nik": record.nik,
        "folded": fold(record.full_name),
        "birth_date": record.birth_date,
        "branch": filed.branch,
        "digest": digest,
        "record": _records().dump_python(record, mode="json"),
        "updated_at": now,
    }


def _forget_words(connection: Connection, folded: Mapping[str, str]) -> None:
    gone = [
        {"of_word": word, "of_name": name, "of_kpj": kpj} for kpj, name in folded.items() for word in set(name.split())
    ]
    if gone:
        this = (
            person_word.c.word == bindparam("of_word"),
            person_word.c.folded == bindparam("of_name"),
            person_word.c.kpj == bindparam("of_kpj"),
        )
        connection.execute(delete(person_word).where(*this), gone)


def _learn_words(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    told = [
        {"word": word, "folded": row["folded"], "kpj": row["kpj"]}
        for row in rows
        for word in set(row["folded"].split())
    ]
    fill(connection, person_word, told)
    words = sorted({row["word"] for row in told})
    known = set(connection.scalars(select(name_word.c.word).where(name_word.c.word.in_(words)))) if words else set()
    new = [word for word in words if word not in known]
    if not new:
        return
    _add(connection, name_word, [{"word": word, "people": 1} for word in new])
    _add(connection, name_gram, sorted(({"gram": g, "word": w} for w in new for g in grams(w)), key=_gram_order))


def _add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert what is not there yet."""
    adding = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(adding(table).on_conflict_do_nothing(), rows)


def _gram_order(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["gram"], row["word"]


@cache
def _records() -> TypeAdapter[MasterRecord]:
    return TypeAdapter(MasterRecord)
