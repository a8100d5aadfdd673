"""The administrator's command that takes master records in."""

import argparse
import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from cso_desk.central.people.people_columns import Fault
    from cso_desk.central.people.people_import import Imported, Source

_MOST_SHOWN = 20
_COLUMNS = ("row", "column", "reason", "what to do", "value")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import` to the administrator's commands."""
    from cso_desk.central.service.commands import add_database

    parser = commands.add_parser(
        "import",
        help="take master records in from CSV or Excel (.xlsx)",
        description="Good rows go in, bad ones are told, and a second time nothing changes. "
        "Exit code: 0 every row is in, 1 some rows or the whole file are not, 2 called wrongly.",
    )
    add_database(parser)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--sheet", metavar="NAME", help="of an Excel workbook that has several")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="TOML that names the columns of this file")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    parser.add_argument("--report", type=Path, metavar="FILE", help="every bad row as CSV, with the cell itself")
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    from cso_desk.central.audit.audit_commands import on_database, say
    from cso_desk.central.people.people_columns import Naming, read_mapping
    from cso_desk.central.people.people_files import UnreadableFile
    from cso_desk.central.people.people_import import Source

    try:
        naming = Naming() if options.mapping is None else read_mapping(options.mapping)
    except UnreadableFile as wrong:
        return say(str(wrong), 2)
    source = Source(options.file, options.sheet, naming)
    return on_database(options, lambda engine: _import_into(engine, source, options))


def _import_into(engine: "Engine", source: "Source", options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from cso_desk.central.audit.audit_commands import say
    from cso_desk.central.people.people_files import UnreadableFile
    from cso_desk.central.people.people_import import PeopleImport

    try:
        with _faults(options.report) as tell:
            people = PeopleImport(engine, now=lambda: datetime.now(UTC), on_fault=tell, dry_run=options.dry_run)
            done = people.take(source)
    except UnreadableFile as wrong:
        return say(str(wrong), 1)
    except OSError as fault:
        return say(f"{fault.filename or 'The temporary folder'} cannot be written: {fault.strerror}.", 1)
    except KeyboardInterrupt:
        return say("Interrupted: what was in is in; run the same import again for the rest.", 1)
    _tell(done, options)
    return 1 if done.bad else 0


@contextmanager
def _faults(report: Path | None) -> Iterator[Callable[["Fault"], None]]:
    """Tells the first faults on stderr without what stands in the cells, and all of them to the report with it."""
    if report is None:
        yield _Faults().tell
        return
    with os.fdopen(
        os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", -1, "utf-8-sig", newline=""
    ) as f:
        written = csv.writer(f)
        written.writerow(_COLUMNS)
        faults = _Faults()

        def tell(fault: "Fault") -> None:
            faults.tell(fault)
            written.writerow([fault.row, *map(_harmless, (fault.column, fault.reason, fault.remedy, fault.value))])

        yield tell


class _Faults:
    """Counts what is told, and tells the first twenty."""

    def __init__(self) -> None:
        self._told = 0

    def tell(self, fault: "Fault") -> None:
        """One line on stderr."""
        self._told += 1
        if self._told <= _MOST_SHOWN:
            print(f"Row {fault.row}, {fault.column}: {fault.reason}; {fault.remedy}.", file=sys.stderr)
        elif self._told == _MOST_SHOWN + 1:
            print("There is more; --report FILE holds all of it.", file=sys.stderr)


def _harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _tell(done: "Imported", options: argparse.Namespace) -> None:
    if done.ignored:
        print(f"Columns that were not read: {', '.join(done.ignored)}.")
    verb = "would be" if options.dry_run else "are"
    written = done.written
    print(
        f"{done.rows} rows: {written.new} {verb} new, {written.changed} {verb} changed, {written.same} stood there "
        f"already, {done.repeated} told the same twice, {done.bad} {verb} refused."
    )
