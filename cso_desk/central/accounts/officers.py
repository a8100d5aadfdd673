"""The officers of all branches: who they are, what they may do, and their passwords."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from cso_desk.central.accounts.accounts_errors import NotAccepted
from cso_desk.central.accounts.limits import Limit, forgive
from cso_desk.central.accounts.passwords import Passwords, weakness
from cso_desk.central.instants import utc
from cso_desk.central.schema import branch, officer, session
from cso_desk.claims.tables import Role

ROLES = tuple(role for role in Role if role is not Role.PARTICIPANT)
"""What an officer may be."""

OF_ANY_BRANCH = frozenset((Role.AUDITOR, Role.ADMINISTRATOR))
"""Who may sign in at the desks of every branch, and need belong to none."""

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,49}")
_MOST_NAME = 200
_WEAK = {
    "length": "A password has 12 to 1000 characters; choose a longer one.",
    "signs": "The password has characters that cannot be kept; choose another.",
    "own_data": "The password is little more than the officer's number or name; choose another.",
}


class WeakPassword(NotAccepted):
    """The text is no good password; `reason` is what `passwords.weakness` says."""

    def __init__(self, reason: str) -> None:
        super().__init__(_WEAK[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer as of now; `branch` is None for those who belong to none."""

    officer: str
    name: str
    role: Role
    branch: int | None
    is_active: bool
    roles_ver: int

    def may_work_at(self, branch: int) -> bool:
        """True for the desks of the own branch; auditors and administrators may sign in at all."""
        return self.branch == branch or self.role in OF_ANY_BRANCH


class Officers:
    """What administrators do with branches and officers: each method is one transaction, or raises NotAccepted."""

    def __init__(self, engine: Engine, passwords: Passwords, *, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._passwords = passwords
        self._now = now

    def add_branch(self, number: int, name: str) -> None:
        """Make a branch, or give the one that is there another name."""
        if not 1 <= len(name) <= _MOST_NAME or not _is_plain(name):
            raise NotAccepted(f"A branch has a name of 1 to {_MOST_NAME} characters; write one.")
        with self._engine.begin() as connection:
            renamed = connection.execute(update(branch).where(branch.c.branch == number).values(name=name))
            if renamed.rowcount == 0:
                connection.execute(insert(branch).values(branch=number, name=name))

    def add(self, number: str, name: str, role: Role, *, branch: int | None, password: str | None) -> bool:
        """Make an officer; True when the password has to be changed at the first sign-in.

        Only the first administrator keeps the one that was given: nobody else can have chosen it. Without a password
        the officer signs in through the organisation (OpenID Connect) alone.
        """
        if not _NUMBER.fullmatch(number):
            raise NotAccepted("An officer's number has 1 to 50 letters, digits, dots or dashes; write it so.")
        if not 1 <= len(name) <= _MOST_NAME or not _is_plain(name):
            raise NotAccepted(f"An officer has a name of 1 to {_MOST_NAME} characters; write one.")
        kept = None if password is None else self._kept(password, number, name)
        now = utc(self._now())
        with self._engine.begin() as connection:
            _require_branch(connection, branch, role)
            is_first = role is Role.ADMINISTRATOR and _administrators(connection) == 0
            must_change = kept is not None and not is_first
            row = {
                "officer": number,
                "name": name,
                "role": str(role),
                "branch": branch,
                "is_active": True,
                "roles_ver": 1,
                "password": kept,
                "must_change": must_change,
                "created_at": now,
                "changed_at": now,
            }
            try:
                connection.execute(insert(officer).values(row))
            except IntegrityError:
                raise NotAccepted(
                    f"Officer {number} is there already; use `officer role` or `officer password`."
                ) from None
        return must_change

    def all(self) -> tuple[Officer, ...]:
        """Every officer, by branch and number; those of no branch first."""
        with self._engine.execution_options(reading=True).begin() as connection:
            rows = connection.execute(select(officer)).all()
        return tuple(sorted(map(officer_of, rows), key=lambda one: (one.branch or 0, one.officer)))

    def set_role(self, number: str, role: Role, *, branch: int | None) -> None:
        """Give another role, or another branch too, which ends the officer's sessions: they are of the old one."""
        with self._engine.begin() as connection:
            held = _required(connection, number)
            at = held.branch if branch is None else branch
            _require_branch(connection, at, role)
            if (role, at) == (held.role, held.branch):
                return
            if role is not Role.ADMINISTRATOR:
                _require_another_administrator(connection, held)
            self._change(connection, held, role=str(role), branch=at)
            if at != held.branch:
                end_sessions(connection, utc(self._now()), officer_number=number)

    def set_active(self, number: str, is_active: bool) -> None:
        """Let an officer in again, or no longer: that ends the officer's sessions."""
        with self._engine.begin() as connection:
            held = _required(connection, number)
            if held.is_active == is_active:
                return
            if not is_active:
                _require_another_administrator(connection, held)
                end_sessions(connection, utc(self._now()), officer_number=number)
            self._change(connection, held, is_active=is_active)

    def reset_password(self, number: str, password: str) -> None:
        """Give a password that holds until the next sign-in, where the officer has to change it.

        It ends all sessions, and who was locked out may try again at once.
        """
        with self._engine.execution_options(reading=True).begin() as connection:
            name = _required(connection, number, _OF_NUMBER).name
        kept = self._kept(password, number, name)
        with self._engine.begin() as connection:
            connection.execute(
                update(officer).where(officer.c.officer == number).values(password=kept, must_change=True)
            )
            forgive(connection, (Limit.OFFICER, number))
            end_sessions(connection, utc(self._now()), officer_number=number)

    def _kept(self, password: str, number: str, name: str) -> str:
        if why := weakness(password, number, name):
            raise WeakPassword(why)
        return self._passwords.hash(password)

    def _change(self, connection: Connection, held: Officer, **changes: Any) -> None:
        counted = {"roles_ver": held.roles_ver + 1, "changed_at": utc(self._now())}
        connection.execute(update(officer).where(officer.c.officer == held.officer).values(**changes, **counted))


def officer_of(row: Row[Any]) -> Officer:
    """The officer that a row of the table tells of."""
    return Officer(row.officer, row.name, Role(row.role), row.branch, row.is_active, row.roles_ver)


def end_sessions(
    connection: Connection, now: datetime, *, officer_number: str | None = None, desk: str | None = None
) -> None:
    """End the sessions of an officer, or those at a desk."""
    ending = update(session).where(session.c.ended_at.is_(None)).values(ended_at=now)
    if officer_number is not None:
        ending = ending.where(session.c.officer == officer_number)
    if desk is not None:
        ending = ending.where(session.c.desk == desk)
    connection.execute(ending)


_OF_NUMBER = select(officer).where(officer.c.officer == bindparam("number"))
_HELD = _OF_NUMBER.with_for_update()


def _required(connection: Connection, number: str, asked: Select[Any] = _HELD) -> Officer:
    """The officer, held until the transaction ends."""
    row = connection.execute(asked, {"number": number}).one_or_none()
    if row is None:
        raise NotAccepted(f"There is no officer {number}; `officer list` shows who is there.")
    return officer_of(row)


def _require_branch(connection: Connection, number: int | None, role: Role) -> None:
    if number is None:
        if role not in OF_ANY_BRANCH:
            raise NotAccepted(f"A {role} belongs to a branch; name it with --branch.")
    elif connection.scalar(select(branch.c.branch).where(branch.c.branch == number)) is None:
        raise NotAccepted(f"There is no branch {number}; make it with `branch add`.")


def _require_another_administrator(connection: Connection, held: Officer) -> None:
    if held.role is Role.ADMINISTRATOR and held.is_active and _administrators(connection) <= 1:
        raise NotAccepted(f"Officer {held.officer} is the last administrator; make another one first.")


def _administrators(connection: Connection) -> int:
    those = select(officer.c.officer).where(officer.c.role == str(Role.ADMINISTRATOR), officer.c.is_active)
    return len(connection.scalars(those.with_for_update()).all())


def _is_plain(text: str) -> bool:
    return text.isprintable() and text == text.strip()
