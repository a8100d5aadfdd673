"""The commands of the centre: `central` serves, `admin` administers, `audit` proves."""

import argparse
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cso_desk.central.service.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the centre's commands to those of the program."""
    from cso_desk.central.accounts import accounts_commands
    from cso_desk.central.audit import audit_commands, checkpoint_commands
    from cso_desk.central.people import people_commands

    central = commands.add_parser("central", help="serve the claims", description="Serve the claims to the desks.")
    add_database(central)
    central.add_argument("--host", help="the address to listen on; 127.0.0.1")
    central.add_argument("--port", help="8414; 0 takes a free one")
    central.add_argument("--workers", metavar="N", help="so many processes, on PostgreSQL; 1")
    central.add_argument("--log", metavar="FORM", help="json, text, or quiet (only warnings); json")
    central.add_argument("--certificate", metavar="FILE", help="serve TLS with this certificate, in PEM")
    central.add_argument("--key", metavar="FILE", help="the certificate's key, in PEM")
    central.add_argument("--rules", metavar="DIR", help="tables that stand in for the packaged ones")
    central.add_argument("--metrics-from", metavar="NETWORKS", help="who may read /metrics; this machine")
    central.add_argument("--blobs", metavar="PLACE", help="where attachments are kept: a folder, or s3://BUCKET")
    central.add_argument("--checkpoint-key", metavar="FILE", help="sign the heads of all logs with it each hour")
    central.add_argument("--witness", metavar="DIR", help="where copies of the checkpoints are kept")
    central.add_argument("--leash", action="store_true", help="end when standard input closes")
    central.set_defaults(run=_central)

    admin = commands.add_parser("admin", help="administer the centre", description="Administer the centre.")
    add_database(admin, default=None)
    admins = admin.add_subparsers(title="commands", metavar="COMMAND", required=True)
    upgrade = admins.add_parser("upgrade", help="bring the database to the schema of this program; back it up before")
    add_database(upgrade)
    upgrade.set_defaults(run=_upgrade)
    for part in (accounts_commands, people_commands, checkpoint_commands):
        part.add_to(admins)
    admin.set_defaults(around=telling_faults)

    audit = commands.add_parser("audit", help="prove that the logs are whole", description="Prove the logs.")
    audit_commands.add_to(audit.add_subparsers(title="commands", metavar="COMMAND", required=True))


def add_database(parser: argparse.ArgumentParser, *, default: Any = argparse.SUPPRESS) -> None:
    """Let a command be told where the database is; `settings.read_database` reads it."""
    told = "such as sqlite:///centre.db; CSO_DESK_DATABASE"
    parser.add_argument("--database", metavar="URL", default=default, help=told)


def telling_faults(options: argparse.Namespace) -> int:
    """Run a command of administration; what is wrong with the database is told in one sentence."""
    from cso_desk.central.service.settings import BadSetting, read_database

    try:
        options.database = read_database(options)
    except BadSetting as bad:
        if getattr(options, "database", None):
            return _failed(str(bad))
        options.database = None  # few commands need none
    try:
        code: int = options.run(options)
    except Exception as fault:
        if (why := why_not(fault, options.database)) is None:
            raise
        return _failed(why)
    return code


def why_not(error: Exception, database: str | None) -> str | None:
    """One sentence on why the database cannot be worked with; None where the error is of another kind."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from cso_desk.central.audit.restore_guard import Restored
    from cso_desk.central.database import WrongEncoding
    from cso_desk.central.schema_version import OldSchema
    from cso_desk.central.service.settings import KINDS_OF_DATABASE, NO_DATABASE, shown
    from cso_desk.migrate import NewerSchema

    if database is None:
        return NO_DATABASE if isinstance(error, ArgumentError) else None
    name = shown(database)
    if isinstance(error, OldSchema):
        state = "has no tables yet" if error.at is None else "was written by an older cso-desk"
        return f"The database {name} {state}; back it up and run: cso-desk admin upgrade --database {name}."
    if isinstance(error, NewerSchema):
        return f"The database {name} was written by a newer cso-desk; install that one or use another database."
    if isinstance(error, WrongEncoding):
        anew = "make it anew with: createdb --template=template0 --encoding=UTF8"
        return f"The database {name} keeps its texts in {error.encoding}, which does not take every name; {anew}."
    if isinstance(error, ArgumentError):
        return f"The database {name} is of no kind that is known here; {KINDS_OF_DATABASE}."
    if isinstance(error, Restored):
        return str(error)
    if isinstance(error, SQLAlchemyError):
        said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0].rstrip(".")
        return f"The database {name} cannot be used: {said}; look whether it is there and may be written."
    return None


def _central(options: argparse.Namespace) -> int:
    from cso_desk.central.service.adding_up import added_up
    from cso_desk.central.service.settings import BadSetting, read_settings

    try:
        settings = read_settings(options)
    except BadSetting as bad:
        return _failed(str(bad))
    with added_up() if settings.workers > 1 else nullcontext():
        why = _serve(options, settings)
    return _failed(why) if why else 0


def _serve(options: argparse.Namespace, settings: "Settings") -> str:
    """Serve until told to stop; the sentence that says why it could not start, empty when it did."""
    from cso_desk.central.audit.checkpoints import BadKey
    from cso_desk.central.audit.restore_guard import Restored
    from cso_desk.central.audit.witness import WitnessDamaged
    from cso_desk.central.service import logs
    from cso_desk.central.service.serve import serve
    from cso_desk.central.service.workers import WorkersFailed
    from cso_desk.claims.table_files import TableError, put_in_force

    leash = sys.stdin if options.leash else None
    try:
        put_in_force(settings.rules)
        logs.set_up(settings.log)
        serve(settings, leash=leash)
    except (BadKey, Restored, WitnessDamaged) as why_so:
        return str(why_so)
    except TableError as broken:
        return f"The rules cannot be judged by: {broken} Mend that table."
    except WorkersFailed as failed:
        return f"The centre did not start: {failed}."
    except (OSError, UnicodeError) as fault:
        said = getattr(fault, "strerror", None) or str(fault)
        where = f"{settings.host} port {settings.port}"
        return f"The centre cannot listen on {where}: {said}; choose another --host or --port."
    except Exception as fault:
        if (why := why_not(fault, settings.database)) is None:
            raise
        return why
    return ""


def _upgrade(options: argparse.Namespace) -> int:
    from datetime import datetime

    from cso_desk.central.database import LONG_JOB, open_engine
    from cso_desk.central.schema_version import prepare
    from cso_desk.central.service.settings import shown
    from cso_desk.claims.dates import JAKARTA

    engine = open_engine(options.database, patience=LONG_JOB)
    try:
        before, after = prepare(engine, lambda: datetime.now(JAKARTA))
    finally:
        engine.dispose()
    name = shown(options.database)
    if before == after:
        print(f"The database {name} is at schema {after} already.")
    else:
        print(f"The database {name} went from {'nothing' if before is None else f'schema {before}'} to schema {after}.")
    return 0


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
