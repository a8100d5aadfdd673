"""Takes master records in from a file: good rows in batches, bad ones told; a second time it changes nothing.

Each batch is one transaction, so an import that was interrupted is simply run again. What one row of the file told of
a card and a later one tells otherwise is known by digests in a temporary file, under a key that ends with the import:
memory does not grow with the file, and nobody's number is left behind.
"""

import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Engine

from cso_desk.central.people.people_columns import Columns, Fault, Naming, find_columns
from cso_desk.central.people.people_files import Cells, open_rows
from cso_desk.central.people.people_rows import (
    Filed,
    Written,
    compare_people,
    count_words,
    digest_of,
    settle_statistics,
    write_people,
)
from cso_desk.claims.dates import JAKARTA

BATCH = 5_000
"""Rows in one transaction."""

_WORTH_SETTLING = 10_000  # new cards from which the planner of PostgreSQL is told at once
_CALENDAR = (("birth_date", "of birth"), ("member_since", "of joining"))

OnFault = Callable[[Fault], None]
_Row = tuple[int, Filed]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of master records, the sheet of a workbook, and how an office names its columns."""

    path: Path
    sheet: str | None = None
    naming: Naming = field(default_factory=Naming)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: rows with data, those refused, those told before in the file; `ignored` are headers."""

    rows: int = 0
    bad: int = 0
    repeated: int = 0
    written: Written = field(default_factory=Written)
    ignored: tuple[str, ...] = ()

    def __add__(self, other: "Imported") -> "Imported":
        written = self.written + other.written
        return Imported(
            self.rows + other.rows, self.bad + other.bad, self.repeated + other.repeated, written, self.ignored
        )


class PeopleImport:
    """Brings files of master records into a database; with `dry_run` it looks and writes nothing."""

    def __init__(
        self, engine: Engine, *, now: Callable[[], datetime], on_fault: OnFault, dry_run: bool = False
    ) -> None:
        self._engine = engine
        self._now = now
        self._on_fault = on_fault
        self._dry_run = dry_run

    def take(self, source: Source) -> Imported:
        """Take a file in, and say what became of it; raises UnreadableFile, and what is in by then stays in."""
        with open_rows(source.path, source.sheet) as rows, _seen() as seen:
            columns = find_columns(source.path, rows, source.naming)
            done = Imported(ignored=columns.ignored)
            while batch := list(islice(rows, BATCH)):
                done += self._take_batch(columns, seen, batch)
        if not self._dry_run:
            self._finish(done.written)
        return done

    def _take_batch(self, columns: Columns, seen: "_Seen", batch: Sequence[tuple[int, Cells]]) -> Imported:
        good = list(self._good(columns, batch))
        bad, repeated, fresh = len(batch) - len(good), 0, []
        for (_number, filed), (own, first) in zip(good, seen.sift(good), strict=True):
            if own.row == first.row:
                fresh.append(filed)
            elif own.tells == first.tells:
                repeated += 1
            else:
                bad += 1
                self._on_fault(_contradiction(columns, own, first, filed.record.kpj))
        return Imported(len(batch), bad, repeated, self._written(fresh))

    def _good(self, columns: Columns, batch: Sequence[tuple[int, Cells]]) -> Iterator[_Row]:
        today = self._now().astimezone(JAKARTA).date()
        for number, cells in batch:
            read = columns.read(number, cells)
            faults = list(_untimely(columns, number, read, today)) if isinstance(read, Filed) else read
            for fault in faults:
                self._on_fault(fault)
            if isinstance(read, Filed) and not faults:
                yield number, read

    def _written(self, people: Sequence[Filed]) -> Written:
        if self._dry_run:
            with self._engine.execution_options(reading=True).begin() as connection:
                return compare_people(connection, people)
        with self._engine.begin() as connection:
            return write_people(connection, people, now=self._now())

    def _finish(self, written: Written) -> None:
        """Words are counted also where nothing is new: the import before may have been interrupted."""
        with self._engine.begin() as connection:
            count_words(connection)
        if written.new >= _WORTH_SETTLING:
            settle_statistics(self._engine)


def _untimely(columns: Columns, number: int, filed: Filed, today: date) -> Iterator[Fault]:
    record = filed.record
    for name, of in _CALENDAR:
        if getattr(record, name) > today:
            yield Fault(number, columns.header(name), f"the day {of} lies ahead", "see whether the year is right")
    if record.inactive_since is not None and record.inactive_since < record.member_since:
        column = columns.header("inactive_since")
        yield Fault(number, column, "it lies before the day of joining", "see whether the columns are changed round")
    if record.contributions < 0:
        column = columns.header("balance")
        yield Fault(number, column, "it is less than the returns in it", "see whether the columns are changed round")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row told of a card, as digests: `tells` of all, `nik` of whose it is."""

    card: int
    row: int
    nik: int
    tells: int


def _contradiction(columns: Columns, own: _Told, first: _Told, kpj: str) -> Fault:
    other = "other values" if own.nik == first.nik else "another NIK"
    reason = f"row {first.row} tells of the same KPJ with {other}; that row was taken"
    return Fault(own.row, columns.header("kpj"), reason, "find out which is right and delete the other", kpj)


class _Seen:
    """Which row first told of each card, in a file of its own."""

    def __init__(self, connection: Any) -> None:
        self._key = secrets.token_bytes(32)
        self._connection = connection
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE seen (card INTEGER PRIMARY KEY, row INTEGER, nik INTEGER, tells INTEGER)")

    def sift(self, rows: Sequence[_Row]) -> list[tuple[_Told, _Told]]:
        """What each row tells of its card, and what the first row that told of it did; they are remembered."""
        told = [self._told(number, filed) for number, filed in rows]
        marks = [(one.card, one.row, one.nik, one.tells) for one in told]
        self._connection.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", marks)
        return [(one, self._first(one.card)) for one in told]

    def _told(self, row: int, filed: Filed) -> _Told:
        record = filed.record
        return _Told(self._digest(record.kpj), row, self._digest(record.nik), self._digest(digest_of(filed)))

    def _digest(self, text: str) -> int:
        return int.from_bytes(blake2b(text.encode(), digest_size=8, key=self._key).digest(), "big", signed=True)

    def _first(self, card: int) -> _Told:
        row = self._connection.execute("SELECT card, row, nik, tells FROM seen WHERE card = ?", (card,)).fetchone()
        return _Told(*row)


@contextmanager
def _seen() -> Iterator[_Seen]:
    with tempfile.TemporaryDirectory(prefix="cso-desk-import-") as folder:
        file = str(Path(folder) / "seen.db")
        with closing(sqlcipher3.dbapi2.connect(file, isolation_level=None)) as connection:
            yield _Seen(connection)
