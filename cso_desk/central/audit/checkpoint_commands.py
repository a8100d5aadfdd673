"""The commands of `admin` that keep the logs provable: keys, checkpoints, epochs, and the rights of database roles."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cso_desk.central.audit.audit_commands import on_database, say, witness_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from cso_desk.central.audit.restore_guard import Confirmed
    from cso_desk.central.audit.witness import WitnessFolder


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to those of `admin`."""
    from cso_desk.central.service.commands import add_database

    key = commands.add_parser("checkpoint-key", help="make a key to sign checkpoints with")
    key.add_argument("file", type=Path, metavar="FILE", help="a new file; nobody else should be able to read it")
    key.set_defaults(run=_checkpoint_key)

    checkpoint = commands.add_parser("checkpoint", help="sign the heads of all logs now")
    add_database(checkpoint)
    checkpoint.add_argument("--key", type=Path, required=True, metavar="FILE", help="what checkpoint-key made")
    checkpoint.add_argument("--to", type=Path, metavar="DIR", help="a folder outside the database; CSO_DESK_WITNESS")
    checkpoint.set_defaults(run=_checkpoint)

    epoch = commands.add_parser("epoch", help="begin a new history, after a restore: two administrators confirm it")
    _confirmed_options(epoch)
    epoch.set_defaults(run=_epoch)

    takeover = commands.add_parser("takeover", help="say that another server took over and lost nothing: likewise")
    _confirmed_options(takeover)
    takeover.set_defaults(run=_takeover)

    grants = commands.add_parser("grants", help="print the SQL that gives a role of PostgreSQL the rights it needs")
    grants.add_argument("--role", required=True, metavar="NAME", help="the role that the service signs in as")
    grants.add_argument("--read-only", action="store_true", help="for a role that only verifies")
    grants.set_defaults(run=_grants)


def _confirmed_options(parser: argparse.ArgumentParser) -> None:
    from cso_desk.central.service.commands import add_database

    add_database(parser)
    parser.add_argument("--reason", required=True, metavar="WHY", help="for those who read it later")
    parser.add_argument("--by", action="append", default=[], metavar="NUMBER", help="an administrator; twice")
    parser.add_argument("--witness", type=Path, metavar="DIR", help="copies of the checkpoints; CSO_DESK_WITNESS")


def _checkpoint_key(options: argparse.Namespace) -> int:
    from cso_desk.central.audit.checkpoints import make_key

    try:
        public = make_key(options.file)
    except OSError as fault:
        return say(f"The key cannot be written to {options.file}: {fault.strerror}; name a new file.", 1)
    print(f"The key is in {options.file}; its public half, for those who verify, is {public}.")
    return 0


def _checkpoint(options: argparse.Namespace) -> int:
    from cso_desk.central.audit.checkpoints import BadKey, read_key

    try:
        key = read_key(options.key)
        folder = _witness(options.to)
    except BadKey as bad:
        return say(str(bad), 1)
    except OSError as fault:
        return say(f"{fault.filename} cannot be read: {fault.strerror}.", 1)

    def make(engine: "Engine") -> int:
        from cso_desk.central.audit.checkpoints import Checkpoints
        from cso_desk.central.audit.witness import WitnessDamaged

        try:
            made = Checkpoints(engine, witness=folder).make(key)
        except WitnessDamaged as damaged:
            return say(f"{damaged} Find out who changed it, and move it away.", 1)
        except OSError as fault:
            return say(f"The checkpoint is in the database and not in the folder: {fault.strerror}.", 1)
        print(f"Checkpoint {made.id} of epoch {made.epoch} is signed over {made.size} logs; its root is {made.root}.")
        return 0

    return on_database(options, make)


def _epoch(options: argparse.Namespace) -> int:
    from cso_desk.central.audit.restore_guard import begin_epoch

    def begin(engine: "Engine", confirmed: "Confirmed", folder: "WitnessFolder | None") -> str:
        from datetime import UTC, datetime

        return f"Epoch {begin_epoch(engine, confirmed, folder, now=datetime.now(UTC))} has begun."

    return _as_confirmed(options, begin)


def _takeover(options: argparse.Namespace) -> int:
    from cso_desk.central.audit.restore_guard import take_over

    def take(engine: "Engine", confirmed: "Confirmed", folder: "WitnessFolder | None") -> str:
        from datetime import UTC, datetime

        take_over(engine, confirmed, folder, now=datetime.now(UTC))
        return "This server is recorded as the one that took over."

    return _as_confirmed(options, take)


def _as_confirmed(options: argparse.Namespace, act: "Callable[[Engine, Confirmed, WitnessFolder | None], str]") -> int:
    from cso_desk.central.audit.restore_guard import NotConfirmed, Restored, confirm
    from cso_desk.central.audit.witness import WitnessDamaged

    try:
        folder = _witness(options.witness)
    except OSError as fault:
        return say(f"{fault.filename} cannot be read: {fault.strerror}.", 1)

    def run(engine: "Engine") -> int:
        try:
            confirmed = confirm(options.reason, options.by, lambda number: _is_administrator(engine, number))
            print(act(engine, confirmed, folder))
        except (NotConfirmed, Restored, WitnessDamaged) as why:
            return say(str(why), 1)
        return 0

    return on_database(options, run)


def _is_administrator(engine: "Engine", number: str) -> bool:
    """Asks for the password on the terminal, or reads it as a line from elsewhere."""
    from sqlalchemy import select

    from cso_desk.central.accounts.passwords import Passwords
    from cso_desk.central.schema import officer
    from cso_desk.claims.tables import Role

    asked = select(officer.c.password).where(officer.c.officer == number, officer.c.is_active)
    with engine.execution_options(reading=True).begin() as connection:
        kept = connection.scalar(asked.where(officer.c.role == str(Role.ADMINISTRATOR)))
    prompt = f"Password of {number}: "
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    return Passwords().matches(kept, typed)


def _grants(options: argparse.Namespace) -> int:
    from cso_desk.central.audit.grants import grants

    if not options.role.strip() or "\0" in options.role:
        return say("Say with --role which role of PostgreSQL it is.", 2)
    for statement in grants(options.role.strip(), read_only=options.read_only):
        print(f"{statement};")
    return 0


def _witness(given: Path | None) -> "WitnessFolder | None":
    """Raises OSError where the folder is not there."""
    from cso_desk.central.audit.witness import WitnessFolder

    folder = witness_of(given)
    if folder is None:
        return None
    folder.stat()
    return WitnessFolder(folder)
