"""The commands of `audit`: whether the logs are whole, and who read what."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

CONSOLE = "console"
"""Stands in the place of a desk for what is read on the centre's own machine."""

_SOUND, _BROKEN, _UNCHECKED = 0, 1, 2
_MOST_FAULTS = 1000


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to those of `audit`."""
    from cso_desk.central.service.commands import add_database

    verify = commands.add_parser(
        "verify",
        help="recompute every chain and compare it with the tables",
        description="Exit code: 0 all is sound, 1 something is broken (a line for each), 2 it could not be checked.",
    )
    add_database(verify)
    verify.add_argument("--branch", type=int, action="append", metavar="N", help="only this one; repeatable")
    verify.add_argument("--since", type=_count, default=0, metavar="N", help="only what follows entry N of each log")
    verify.add_argument("--witness", type=Path, metavar="DIR", help="copies of the checkpoints; CSO_DESK_WITNESS")
    verify.add_argument("--public-key", default="", metavar="HEX", help="the one that has to have signed them")
    verify.set_defaults(run=_verify)

    reads = commands.add_parser("reads", help="who read whose personal data", description="This is noted as well.")
    add_database(reads)
    reads.add_argument("--by", required=True, metavar="NUMBER", help="your own number as an officer")
    reads.add_argument("--officer", metavar="NUMBER", help="only what this officer read")
    reads.add_argument("--entity", metavar="ID", help="only reads of this record")
    reads.add_argument("--since", type=_time, metavar="TIME", help="such as 2025-11-13 or 2025-11-13T08:00+07:00")
    reads.set_defaults(run=_reads)


def on_database(options: argparse.Namespace, work: "Callable[[Engine], int]", *, failed: int = 1) -> int:
    """Run a command's work on the database that it was told of; says on stderr why it cannot, and returns `failed`."""
    from cso_desk.central.database import LONG_JOB, open_engine
    from cso_desk.central.service.commands import why_not
    from cso_desk.central.service.settings import BadSetting, read_database

    try:
        database = read_database(options)
    except BadSetting as bad:
        return say(str(bad), failed)
    if (why := _absent(database)) is not None:
        return say(why, failed)
    try:
        engine = open_engine(database, patience=LONG_JOB)
        try:
            _require_schema(engine)
            return work(engine)
        finally:
            engine.dispose()
    except Exception as fault:
        if (why := why_not(fault, database)) is None:
            raise
        return say(why, failed)


def say(why: str, code: int) -> int:
    """Say on stderr why a command failed, and return its exit code."""
    print(why, file=sys.stderr)
    return code


def witness_of(given: Path | None) -> Path | None:
    """The folder of the command line, or else that of CSO_DESK_WITNESS."""
    from cso_desk.central.service.settings import WITNESS

    told = os.environ.get(WITNESS, "").strip()
    return given if given is not None else Path(told) if told else None


def _verify(options: argparse.Namespace) -> int:
    folder = witness_of(options.witness)
    if folder is not None and not folder.is_dir():
        return say(f"The witness folder {folder} is not there; say with --witness where it is.", _UNCHECKED)
    return on_database(options, lambda engine: _verify_on(engine, options, folder), failed=_UNCHECKED)


def _verify_on(engine: "Engine", options: argparse.Namespace, folder: Path | None) -> int:
    from cso_desk.central.audit.audit import Outside, Seen, verify_log
    from cso_desk.central.audit.witness import WitnessFolder

    outside = Outside(None if folder is None else WitnessFolder(folder), options.public_key.strip().lower())
    seen, found, began = Seen(), 0, time.monotonic()
    faults = verify_log(engine, branches=options.branch, since=options.since, outside=outside, seen=seen)
    for fault in islice(faults, _MOST_FAULTS):
        print(fault)
        found += 1
    seconds = max(time.monotonic() - began, 0.001)
    speed = f"{seconds:.1f} s, {seen.entries / seconds:.0f} a second"
    print(f"{seen.entries} entries of {seen.branches} branches in {speed}; {seen.erased} of them are erased.")
    print(f"{seen.reads} rows of the access log, {seen.checkpoints} checkpoints.")
    more = ", or more: no more are told" if found == _MOST_FAULTS else ""
    print(f"Broken: {found} faults{more}." if found else "All is sound.")
    return _BROKEN if found else _SOUND


def _reads(options: argparse.Namespace) -> int:
    return on_database(options, lambda engine: _reads_on(engine, options))


def _reads_on(engine: "Engine", options: argparse.Namespace) -> int:
    from uuid import UUID

    from cso_desk.central.audit.access_log import AccessLog, Asked, reads
    from cso_desk.central.guard import Caller
    from cso_desk.claims.tables import Role

    officer = options.by.strip()
    if not officer:
        return say("Say with --by which officer asks.", 2)
    entity = None if options.entity is None else options.entity.strip().lower()
    asker = Caller(officer, Role.AUDITOR, 0, CONSOLE, UUID(int=0))
    AccessLog(engine).write(asker, "audit.reads", [] if entity is None else [entity])
    found = 0
    for n, read in reads(engine, Asked(options.officer, entity, options.since)):
        who = f"officer {read.officer} desk {read.desk} branch {read.branch}"
        print(f"{n} {read.at:%Y-%m-%dT%H:%M:%SZ} {who} {read.what} {read.count} {' '.join(read.ids)}".rstrip())
        found += 1
    print(f"{found} reads.")
    return 0


def _require_schema(engine: "Engine") -> None:
    """Raises OldSchema and NewerSchema; unlike the service, it makes no tables where there are none."""
    from cso_desk.central.schema_version import MIGRATIONS, OldSchema
    from cso_desk.migrate import NewerSchema, newest, revision, steps_to

    with engine.execution_options(reading=True).begin() as connection:
        at = revision(connection)
    if at != newest(MIGRATIONS):
        raise OldSchema(at) if at is None or at in steps_to(MIGRATIONS) else NewerSchema(at)


def _absent(database: str) -> str | None:
    """SQLite would make an empty file where there is none."""
    from sqlalchemy import make_url

    url = make_url(database)
    if url.get_backend_name() != "sqlite" or (url.database and Path(url.database).is_file()):
        return None
    return f"There is no database {url.render_as_string()}; say with --database where it is."


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError(f"the number of an entry is wanted, not {text!r}")
    return int(text)


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a time such as 2025-11-13T08:00+07:00 is wanted, not {text!r}") from None
    return at if at.tzinfo is not None else at.astimezone()
