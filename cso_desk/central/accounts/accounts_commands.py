"""Commands for administrators of the centre: branches, officers and desks."""

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from cso_desk.claims.tables import Role

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from cso_desk.central.accounts.desks import Desk, Desks
    from cso_desk.central.accounts.officers import Officer, Officers

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_ROLES = tuple(str(role) for role in Role if role is not Role.PARTICIPANT)
_LEAST_BRANCH, _MOST_BRANCH = 1, 99_999


@dataclass(frozen=True, slots=True)
class Parts:
    """What the commands work on."""

    officers: "Officers"
    desks: "Desks"


Work = Callable[[argparse.Namespace, Parts], str]
"""Does what a command asks for and says so, empty where there is nothing to say; raises NotAccepted."""


def add_to(commands: "_Commands") -> None:
    """Add `branch`, `officer` and `desk` to the administrator's commands."""
    branch = _group(commands, "branch", "the branches")
    made = _command(branch, "add", "make a branch, or give it another name", _add_branch)
    made.add_argument("number", type=_branch)
    made.add_argument("name")
    _officer_commands(_group(commands, "officer", "the officers and their passwords"))
    _desk_commands(_group(commands, "desk", "the desks and their codes"))


def _officer_commands(officer: "_Commands") -> None:
    added = _command(officer, "add", "make an officer; asks for a password", _add_officer)
    added.add_argument("number", help="the officer's number (NPK)")
    added.add_argument("--name", required=True)
    added.add_argument("--role", choices=_ROLES, required=True)
    added.add_argument("--branch", type=_branch, help="auditors and administrators need none")
    how = added.add_mutually_exclusive_group()
    how.add_argument("--password-stdin", action="store_true", help="read it from standard input, not the terminal")
    how.add_argument("--no-password", action="store_true", help="signs in through the organisation alone")
    _command(officer, "list", "show every officer", _list_officers)
    role = _command(officer, "role", "give another role, or another branch too", _set_role)
    role.add_argument("number", help="the officer's number (NPK)")
    role.add_argument("role", choices=_ROLES)
    role.add_argument("--branch", type=_branch, help="the branch from now on")
    for name, says, work in (
        ("deactivate", "let an officer in no longer; ends all sessions", _deactivate),
        ("activate", "let an officer in again", _activate),
    ):
        _command(officer, name, says, work).add_argument("number", help="the officer's number (NPK)")
    reset = _command(officer, "password", "give a password for the next sign-in; ends all sessions", _reset)
    reset.add_argument("number", help="the officer's number (NPK)")
    reset.add_argument("--password-stdin", action="store_true", help="read it from standard input, not the terminal")


def _desk_commands(desk: "_Commands") -> None:
    added = _command(desk, "add", "make a desk, or enrol it anew; prints a code that holds once, for a day", _add_desk)
    added.add_argument("--branch", type=_branch, required=True)
    added.add_argument("--name", required=True, help='such as "Meja 3"')
    _command(desk, "list", "show every desk", _list_desks)
    for name, says, work in (
        ("quarantine", "keep a desk out: its calls are refused", _quarantine),
        ("release", "let a desk in again", _release),
    ):
        _command(desk, name, says, work).add_argument("desk", help="such as 114-3")


def _add_branch(options: argparse.Namespace, parts: Parts) -> str:
    parts.officers.add_branch(options.number, options.name)
    return f"Branch {options.number} is there."


def _add_officer(options: argparse.Namespace, parts: Parts) -> str:
    password = None if options.no_password else _password(options)
    role = Role(options.role)
    must_change = parts.officers.add(options.number, options.name, role, branch=options.branch, password=password)
    more = ", and has to change the password before the first sign-in" if must_change else ""
    return f"Officer {options.number} is there{more}."


def _list_officers(_options: argparse.Namespace, parts: Parts) -> str:
    return "\n".join(map(_officer_line, parts.officers.all()))


def _set_role(options: argparse.Namespace, parts: Parts) -> str:
    parts.officers.set_role(options.number, Role(options.role), branch=options.branch)
    return f"Officer {options.number} is {options.role} from now on."


def _deactivate(options: argparse.Namespace, parts: Parts) -> str:
    parts.officers.set_active(options.number, False)
    return f"Officer {options.number} is let in no longer."


def _activate(options: argparse.Namespace, parts: Parts) -> str:
    parts.officers.set_active(options.number, True)
    return f"Officer {options.number} is let in again."


def _reset(options: argparse.Namespace, parts: Parts) -> str:
    parts.officers.reset_password(options.number, _password(options))
    return f"Officer {options.number} has a password that has to be changed before the next sign-in."


def _add_desk(options: argparse.Namespace, parts: Parts) -> str:
    number, code = parts.desks.add(options.branch, options.name)
    return f"Desk {number} can be enrolled with the code {code}, once, within 24 hours."


def _list_desks(_options: argparse.Namespace, parts: Parts) -> str:
    return "\n".join(map(_desk_line, parts.desks.all()))


def _quarantine(options: argparse.Namespace, parts: Parts) -> str:
    parts.desks.quarantine(options.desk)
    return f"Desk {options.desk} is in quarantine."


def _release(options: argparse.Namespace, parts: Parts) -> str:
    parts.desks.release(options.desk)
    return f"Desk {options.desk} is released."


def _officer_line(one: "Officer") -> str:
    branch = "-" if one.branch is None else str(one.branch)
    return "\t".join((one.officer, str(one.role), branch, "active" if one.is_active else "inactive", one.name))


def _desk_line(one: "Desk") -> str:
    state = "not enrolled" if one.enrolled_at is None else f"enrolled {one.enrolled_at:%Y-%m-%d}"
    state = state if one.quarantined_at is None else "quarantined"
    return "\t".join((one.desk, str(one.branch), state, one.version or "-", one.machine or "-", one.name))


def _password(options: argparse.Namespace) -> str:
    from cso_desk.central.accounts.accounts_errors import NotAccepted

    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise NotAccepted("There is no terminal to ask for a password on; hand it over with --password-stdin.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise NotAccepted("The two passwords differ; try again.")
    return password


def _group(commands: "_Commands", name: str, says: str) -> "_Commands":
    return commands.add_parser(name, help=says).add_subparsers(title="commands", metavar="COMMAND", required=True)


def _command(group: "_Commands", name: str, says: str, work: Work) -> argparse.ArgumentParser:
    from cso_desk.central.service.commands import add_database

    command = group.add_parser(name, help=says)
    add_database(command)
    command.set_defaults(run=partial(_run, work))
    return command


def _run(work: Work, options: argparse.Namespace) -> int:
    from cso_desk.central.audit.audit_commands import on_database

    return on_database(options, lambda engine: _done(work, options, engine))


def _done(work: Work, options: argparse.Namespace, engine: "Engine") -> int:
    """Do the work; what cannot be done is one sentence on stderr."""
    from cso_desk.central.accounts.accounts_errors import NotAccepted
    from cso_desk.central.accounts.desks import Desks
    from cso_desk.central.accounts.limits import Limits
    from cso_desk.central.accounts.officers import Officers
    from cso_desk.central.accounts.passwords import Passwords

    def now() -> datetime:
        return datetime.now(UTC)

    parts = Parts(Officers(engine, Passwords(), now=now), Desks(engine, Limits(engine, now=now), now=now))
    try:
        said = work(options, parts)
    except NotAccepted as error:
        print(error, file=sys.stderr)
        return 1
    if said:
        print(said)
    return 0


def _branch(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not _LEAST_BRANCH <= int(text) <= _MOST_BRANCH:
        raise argparse.ArgumentTypeError(f"a branch's number is from {_LEAST_BRANCH} to {_MOST_BRANCH}, not {text!r}")
    return int(text)
