"""How fast a participant is found among a million, on a PostgreSQL started for it.

    .venv/bin/python benchmarks/people.py [--rows 1000000] [--report FILE.json]

The peers, in the same run: one row by its primary key, and the usual way to search names on PostgreSQL, the extension
pg_trgm with its index on whole names (skipped where the extension is not there). The people are invented: their NIKs
begin with 99. Many names are common, as they are, and many words are rare: the syllables of the rare ones are drawn.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import SQLAlchemyError

sys.path.insert(0, str(Path(__file__).parent.parent))

from cso_desk.central.database import LONG_JOB, open_engine
from cso_desk.central.guard import Caller
from cso_desk.central.people.people import People
from cso_desk.central.people.people_names import fold
from cso_desk.central.people.people_rows import Filed, count_words, settle_statistics, write_people
from cso_desk.central.schema import person
from cso_desk.claims.model import MasterRecord
from cso_desk.claims.tables import Role
from cso_desk.wire.people_wire import PeopleSearch
from tests.postgres import postgres_server, prepared

BATCH = 5_000
_COMMON = (
    "Muhammad Siti Nur Sri Agus Dewi Budi Ahmad Eko Dwi Tri Andi Rina Putri Wahyu Ani Rizky Indah Fitri Yusuf Bagus "
    "Ratna Slamet Hendra Joko Wulan Citra Galih Teguh Lestari Kartika Made Desi Endah Maya Ningsih Adi Rahmat Lukman"
)
_LAST = (
    "Setiawan Hidayat Susanto Wijaya Nugroho Saputra Pratama Lestari Rahayu Wahyuni Kurniawan Gunawan Santoso Utami "
    "Handayani Siregar Nasution Firmansyah Permana Ramadhan Kusuma Aritonang Suryani Hartono Purnomo Astuti Maulana"
)
_SYLLABLES = "ba di ka la ma na pa ra sa ta wa yu ri ni su ko mu hu dar han jar min nur tun wan yan zul lis rah kam"
COMMON, LAST, SYLLABLES = _COMMON.split(), _LAST.split(), _SYLLABLES.split()
RARE_WORDS = 40_000
CALLER = Caller("benchmark", Role.OFFICER, 1, "benchmark", uuid4())


def main() -> None:
    """Fill, measure, print, and write the report where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--searches", type=int, default=300, help="of each kind")
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    settings = {"fsync": "on", "shared_buffers": "1GB", "max_wal_size": "4GB"}
    with postgres_server(**settings) as server, server.database() as url:
        prepared(url)
        engine = open_engine(url, patience=LONG_JOB)
        told = _measure(engine, options.rows, options.searches)
        engine.dispose()
    _print(told)
    if options.report:
        options.report.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _measure(engine: Engine, rows: int, searches: int) -> dict[str, Any]:
    began = perf_counter()
    chosen = _fill(engine, rows, Random(1), searches)
    told: dict[str, Any] = {"rows": rows, "searches": searches, "filed_s": round(perf_counter() - began, 1)}
    with engine.connect() as connection:
        told["words"] = connection.scalar(text("SELECT count(*) FROM name_word"))
        told["megabytes"] = connection.scalar(text("SELECT pg_database_size(current_database()) / 1000000"))
    chance = Random(2)
    people = People(engine, now=lambda: datetime.now(UTC), on_read=lambda *_: None)
    queries: dict[str, Callable[[MasterRecord], str]] = {
        "NIK": lambda record: record.nik,
        "KPJ": lambda record: record.kpj,
        "leading digits": lambda record: record.nik[: chance.randint(6, 12)],
        "name": lambda record: record.full_name,
        "name, words turned round": lambda record: " ".join(reversed(record.full_name.split())),
        "name, parts of the words": lambda record: _parts(record.full_name, chance),
        "one word": lambda record: chance.choice(record.full_name.split()),
        "name, one letter wrong": lambda record: _misspelt(record.full_name, chance, 1),
        "name, two letters wrong": lambda record: _misspelt(record.full_name, chance, 2),
    }
    told["bare_select_ms"] = _bare(engine, chosen)
    told["search_ms"] = {kind: _search(people, chosen, query) for kind, query in queries.items()}
    wrong = [fold(_misspelt(record.full_name, chance, 1)) for record in chosen]
    told["pg_trgm_ms"] = _pg_trgm(engine, [fold(record.full_name) for record in chosen], wrong)
    return told


def _fill(engine: Engine, rows: int, chance: Random, keep: int) -> list[MasterRecord]:
    """File the people, and give back some of them, drawn from all."""
    people = _people(rows, chance)
    kept: list[MasterRecord] = []
    while batch := list(islice(people, BATCH)):
        with engine.begin() as connection:
            write_people(connection, batch, now=datetime.now(UTC))
        kept += [filed.record for filed in batch if chance.random() < 2 * keep / rows]
    with engine.begin() as connection:
        count_words(connection)
    settle_statistics(engine)
    chance.shuffle(kept)
    return kept[:keep]


def _people(rows: int, chance: Random) -> Iterator[Filed]:
    rare = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(RARE_WORDS)})
    chance.shuffle(rare)
    common, last = _falling(COMMON), _falling(LAST)
    rarely = _falling(rare)
    for n in range(rows):
        words = [chance.choices(COMMON, cum_weights=common)[0]]
        if chance.random() < 0.6:
            words.append(chance.choices(rare, cum_weights=rarely)[0])
        words.append(
            chance.choices(LAST, cum_weights=last)[0]
            if chance.random() < 0.5
            else chance.choices(rare, cum_weights=rarely)[0]
        )
        born = date(1960, 1, 1) + timedelta(days=chance.randrange(16_000))
        yield Filed(
            MasterRecord(
                full_name=" ".join(words),
                nik=f"99{n // 9_999 % 10_000:04}{born:%d%m%y}{n % 9_999 + 1:04}",
                kpj=f"{chance.randrange(10, 26)}{n:09}",
                birth_date=born,
                mother_name=f"{chance.choice(COMMON)} {chance.choice(LAST)}",
                employer="PT Contoh Sandang Jaya",
                member_since=date(2015, 1, 1) + timedelta(days=chance.randrange(3_000)),
                inactive_since=None,
                contributions=chance.randrange(1_000_000, 40_000_000),
                returns=chance.randrange(100_000, 5_000_000),
                registry_match=True,
            ),
            chance.randrange(1, 326),
        )


def _falling(words: Sequence[str]) -> list[float]:
    """The commonest first, each next one rarer (Zipf), as running sums."""
    return list(accumulate(1 / (place + 3) for place in range(len(words))))


def _parts(name: str, chance: Random) -> str:
    return " ".join(word[: max(3, chance.randint(len(word) // 2, len(word)))] for word in name.split()[-2:])


def _misspelt(name: str, chance: Random, letters: int) -> str:
    """The name with so many letters of one word replaced."""
    words = name.split()
    at = max(range(len(words)), key=lambda place: len(words[place]))
    for _ in range(letters):
        place = chance.randrange(1, len(words[at]))
        words[at] = words[at][:place] + chance.choice("aeiouknst") + words[at][place + 1 :]
    return " ".join(words)


def _search(people: People, chosen: Sequence[MasterRecord], query: Callable[[MasterRecord], str]) -> dict[str, Any]:
    """How long, and how often the name that was meant stands on the first page, of at most 20."""
    found = []

    def one(record: MasterRecord) -> None:
        told = people.search(CALLER, PeopleSearch(query=query(record)))
        found.append(any(card.name == record.full_name for card in told.people))

    return {**_timed(one, chosen), "found": round(sum(found) / len(found), 3)}


def _bare(engine: Engine, chosen: Sequence[MasterRecord]) -> dict[str, float]:
    with engine.connect() as connection:
        cards = [record.kpj for record in chosen]
        ids = list(connection.scalars(select(person.c.person_id).where(person.c.kpj.in_(cards))))

    def one(person_id: Any) -> None:
        with engine.execution_options(reading=True).begin() as connection:
            connection.execute(select(person).where(person.c.person_id == person_id)).one()

    return _timed(one, ids)


def _pg_trgm(engine: Engine, names: Sequence[str], wrong: Sequence[str]) -> dict[str, Any] | None:
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION pg_trgm"))
            connection.execute(text("CREATE INDEX person_trgm ON person USING gin (folded gin_trgm_ops)"))
    except SQLAlchemyError:
        return None
    alike = text("SELECT * FROM person WHERE folded % :name ORDER BY similarity(folded, :name) DESC, kpj LIMIT 20")

    def one(name: str) -> None:
        with engine.execution_options(reading=True).begin() as connection:
            connection.execute(alike, {"name": name}).all()

    return {"name": _timed(one, names[:50]), "name, one letter wrong": _timed(one, wrong[:50])}


def _timed(one: Callable[[Any], None], over: Sequence[Any]) -> dict[str, float]:
    """p50, p95, p99 and the longest, in milliseconds."""
    one(over[0])
    took = []
    for thing in over:
        began = perf_counter()
        one(thing)
        took.append(1000 * (perf_counter() - began))
    hundredths = quantiles(took, n=100, method="inclusive")
    return {
        "p50": round(hundredths[49], 2),
        "p95": round(hundredths[94], 2),
        "p99": round(hundredths[98], 2),
        "max": round(max(took), 2),
    }


def _print(told: dict[str, Any]) -> None:
    print(f"{told['rows']} people filed in {told['filed_s']} s, {told['words']} words, {told['megabytes']} MB")
    rows = {"bare SELECT by primary key": told["bare_select_ms"], **told["search_ms"]}
    rows |= {f"pg_trgm, {kind}": took for kind, took in (told["pg_trgm_ms"] or {}).items()}
    for kind, took in rows.items():
        found = f", found {100 * took['found']:.1f} %" if "found" in took else ""
        print(f"{kind}: p50 {took['p50']}, p95 {took['p95']}, p99 {took['p99']}, max {took['max']} ms{found}")


if __name__ == "__main__":
    main()
