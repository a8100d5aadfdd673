"""The desks of all branches: enrolled by a one-time code, known by a token, and kept out where one went astray."""

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, func, insert, select, update

from cso_desk.central.accounts.accounts_errors import NotAccepted
from cso_desk.central.accounts.limits import Limit, Limits, forgive
from cso_desk.central.accounts.officers import end_sessions
from cso_desk.central.errors import CallRefused
from cso_desk.central.instants import instant, utc
from cso_desk.central.schema import branch, desk
from cso_desk.wire.credentials import EnrolAnswer, EnrolRequest

CODE_S = 86_400.0
"""How long a code for an enrolment holds, in seconds."""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 10
_CODE_ROUNDS = 100_000
_TOKEN_BYTES = 32
_MOST_NAME = 100
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]")
_LIKE_DIGITS = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class DeskCaller:
    """A desk that calls with its own token, whoever sits at it."""

    desk: str
    branch: int
    branch_name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as an administrator sees it; `enrolled_at` is None while no machine has its token."""

    desk: str
    branch: int
    name: str
    enrolled_at: datetime | None
    quarantined_at: datetime | None
    machine: str
    version: str


class Desks:
    """Makes desks, enrols them, and tells them by their token; each method is one transaction or two."""

    def __init__(self, engine: Engine, limits: Limits, *, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._limits = limits
        self._now = now

    def add(self, branch_number: int, name: str) -> tuple[str, str]:
        """Make a desk, or let the one of that name be enrolled anew; returns its id and the one-time code.

        Raises NotAccepted. A code that was made before and not used holds no longer.
        """
        if not 1 <= len(name) <= _MOST_NAME or not name.isprintable() or name != name.strip():
            raise NotAccepted(f"A desk has a name of 1 to {_MOST_NAME} characters; write one.")
        code = "".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH))
        now = utc(self._now())
        until = now + timedelta(seconds=CODE_S)
        with self._engine.begin() as connection:
            of_branch = select(branch.c.branch).where(branch.c.branch == branch_number)
            if connection.scalar(of_branch.with_for_update()) is None:
                raise NotAccepted(f"There is no branch {branch_number}; make it with `branch add`.")
            there = select(desk.c.desk).where(desk.c.branch == branch_number, desk.c.name == name)
            number = connection.scalar(there)
            if number is None:
                count = select(func.count()).select_from(desk).where(desk.c.branch == branch_number)
                number = f"{branch_number:03}-{connection.scalars(count).one() + 1}"
                row = {"desk": number, "branch": branch_number, "name": name, "machine": "", "version": ""}
                connection.execute(insert(desk).values(**row, created_at=now))
            coded = update(desk).where(desk.c.desk == number)
            connection.execute(coded.values(code_hash=_code_hash(code), code_until=until))
        return number, f"{code[:5]}-{code[5:]}"

    def enrol(self, request: EnrolRequest, address: str) -> EnrolAnswer:
        """Give the machine its token, which ends the one before it and the sessions at that desk; the code is used up.

        Raises CallRefused: 403 WRONG_CODE, 403 DESK_QUARANTINED, 429 TOO_MANY_TRIES.
        """
        tried = (Limit.ADDRESS, address)
        self._limits.count(tried)
        code_hash = _code_hash(request.code)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        now = utc(self._now())
        with self._engine.begin() as connection:
            row = connection.execute(
                _desks().where(desk.c.code_hash == code_hash).with_for_update(of=desk)
            ).one_or_none()
            until = None if row is None else instant(row.code_until)
            if row is None or until is None or until <= now:
                raise CallRefused(403, "WRONG_CODE")
            if row.quarantined_at is not None:
                raise CallRefused(403, "DESK_QUARANTINED")
            changes: dict[str, Any] = {
                "token_hash": _token_hash(token),
                "code_hash": None,
                "code_until": None,
                "inc": request.inc,
                "machine": _plain(request.machine),
                "version": _plain(request.version),
                "enrolled_at": now,
            }
            connection.execute(update(desk).where(desk.c.desk == row.desk).values(changes))
            end_sessions(connection, now, desk=row.desk)
            forgive(connection, tried)
        return EnrolAnswer(desk=row.desk, branch=row.branch, branch_name=row.branch_name, token=token, name=row.name)

    def caller(self, token: str) -> DeskCaller:
        """Which desk calls; raises CallRefused (401 UNAUTHORISED) for a token that is nobody's, or nobody's any more.

        A desk in quarantine gets 403 DESK_QUARANTINED, with its id in the facts.
        """
        with self._engine.execution_options(reading=True).begin() as connection:
            row = connection.execute(_desks().where(desk.c.token_hash == _token_hash(token))).one_or_none()
        if row is None:
            raise CallRefused(401, "UNAUTHORISED")
        if row.quarantined_at is not None:
            raise CallRefused(403, "DESK_QUARANTINED", desk=row.desk)
        return DeskCaller(row.desk, row.branch, row.branch_name)

    def all(self) -> tuple[Desk, ...]:
        """Every desk, by branch and in the order they were made."""
        with self._engine.execution_options(reading=True).begin() as connection:
            rows = connection.execute(_desks().order_by(desk.c.branch, desk.c.created_at, desk.c.desk)).all()
        return tuple(map(_desk_of, rows))

    def quarantine(self, number: str) -> None:
        """Keep a desk out: every call of it is refused from now on. Raises NotAccepted."""
        self._set_quarantine(number, utc(self._now()))

    def release(self, number: str) -> None:
        """Let a desk in again. Raises NotAccepted."""
        self._set_quarantine(number, None)

    def _set_quarantine(self, number: str, at: datetime | None) -> None:
        with self._engine.begin() as connection:
            changed = connection.execute(update(desk).where(desk.c.desk == number).values(quarantined_at=at))
        if changed.rowcount == 0:
            raise NotAccepted(f"There is no desk {number}; `desk list` shows what is there.")


def _desks() -> Any:
    return select(desk, branch.c.name.label("branch_name")).join(branch, branch.c.branch == desk.c.branch)


def _desk_of(row: Row[Any]) -> Desk:
    enrolled_at, quarantined_at = instant(row.enrolled_at), instant(row.quarantined_at)
    return Desk(row.desk, row.branch, row.name, enrolled_at, quarantined_at, row.machine, row.version)


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _code_hash(code: str) -> str:
    """A code has 50 bits only: so its hash is slow, lest who reads the table finds it within its day."""
    signs = _BETWEEN.sub("", code).upper().translate(_LIKE_DIGITS)
    slow = hashlib.pbkdf2_hmac("sha256", signs.encode("utf-8", "surrogatepass"), b"cso-desk enrolment", _CODE_ROUNDS)
    return slow.hex()


def _plain(text: str) -> str:
    """What a machine says of itself, in signs that every table and log can hold."""
    return "".join(sign for sign in text if sign.isprintable())
