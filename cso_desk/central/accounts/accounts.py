"""Sign-in: officers at enrolled desks, their sessions, and the short tokens that their calls carry."""

import hmac
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, insert, select, update

from cso_desk.central.accounts.desks import DeskCaller, Desks
from cso_desk.central.accounts.keys import CentreKeys, UnknownKey
from cso_desk.central.accounts.limits import Limit, Limits, Try, forgive
from cso_desk.central.accounts.officers import Officer, Officers, officer_of
from cso_desk.central.accounts.passwords import Passwords, weakness
from cso_desk.central.accounts.tokens import Tokens
from cso_desk.central.among import among
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.instants import instant, utc
from cso_desk.central.schema import desk as desk_table
from cso_desk.central.schema import officer, session
from cso_desk.claims.tables import Role
from cso_desk.wire.account_messages import Me, PasswordChange
from cso_desk.wire.credentials import AccessToken, SignedIn, SignInRequest, TokenRequest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things last, in seconds: a session, and an officer's work without the centre."""

    session_s: float = 72 * 3600.0
    offline_s: float = 72 * 3600.0


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote an op, by its session: what the officer was at the sign-in (`_then`) and is now.

    A session that has ended (`ended_at`), or could last no longer (`ends_at`), still proves what was written before.
    """

    session: UUID
    officer: str
    role: Role
    role_then: Role
    roles_ver: int
    roles_ver_then: int
    is_active: bool
    desk: str
    branch: int
    created_at: datetime
    ends_at: datetime
    ended_at: datetime | None


class Accounts:
    """Who may work with the centre. `officers` and `desks` are what administrators change."""

    def __init__(
        self,
        engine: Engine,
        keys: CentreKeys,
        tokens: Tokens,
        *,
        now: Callable[[], datetime],
        passwords: Passwords | None = None,
        terms: Terms | None = None,
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._tokens = tokens
        self._now = now
        self._passwords = passwords or Passwords()
        self._terms = terms or Terms()
        self._limits = Limits(engine, now=now)
        self.officers = Officers(engine, self._passwords, now=now)
        self.desks = Desks(engine, self._limits, now=now)

    def sign_in(self, desk: DeskCaller, request: SignInRequest) -> SignedIn:
        """Begin a session of an officer at a desk.

        Raises CallRefused: 401 WRONG_CREDENTIALS, which tells nothing of who is there; 429 TOO_MANY_TRIES; and, to
        who knows the password, 403 OFFICER_INACTIVE, OTHER_BRANCH or PASSWORD_CHANGE (it has to be changed first).
        """
        row = self._recognised(desk, request.officer, request.password)
        if row.must_change:
            raise CallRefused(403, "PASSWORD_CHANGE")
        outdated = self._passwords.is_outdated(row.password)
        kept = self._passwords.hash(request.password) if outdated else row.password
        with self._engine.begin() as connection:
            held = _held(connection, row)
            if outdated:
                connection.execute(update(officer).where(officer.c.officer == held.officer).values(password=kept))
            return self._begin(connection, desk, held)

    def sign_in_known(self, desk: DeskCaller, number: str) -> SignedIn:
        """Begin a session of an officer whom the organisation's own sign-in has recognised.

        Raises CallRefused: 403 OFFICER_UNKNOWN, OFFICER_INACTIVE or OTHER_BRANCH.
        """
        with self._engine.begin() as connection:
            row = connection.execute(_officers().where(officer.c.officer == number).with_for_update()).one_or_none()
            if row is None:
                raise CallRefused(403, "OFFICER_UNKNOWN")
            _require_may_work(officer_of(row), desk)
            return self._begin(connection, desk, officer_of(row))

    def access(self, desk: DeskCaller, request: TokenRequest) -> AccessToken:
        """A new access token of a session that goes on, with the officer's role of now.

        Raises CallRefused: 401 UNAUTHORISED for what is no session of this desk; 401 SESSION_ENDED, also for one of
        ours that a restore has lost.
        """
        with self._engine.execution_options(reading=True).begin() as connection:
            author = self.author(connection, request.session)
        if not self._is_secret(request) or (author is not None and author.desk != desk.desk):
            log.warning(
                "security: desk %s asks for a token of session %s with no right to it", desk.desk, request.session
            )
            raise CallRefused(401, "UNAUTHORISED")
        if author is None or not author.is_active or author.ended_at is not None or author.ends_at <= self._now():
            raise CallRefused(401, "SESSION_ENDED")
        caller = Caller(author.officer, author.role, author.branch, author.desk, author.session)
        return self._tokens.issue(caller, roles_ver=author.roles_ver, until=author.ends_at)

    def sign_out(self, caller: Caller) -> None:
        """End the caller's session; what was written in it before is still proved by its secret."""
        with self._engine.begin() as connection:
            ending = update(session).where(session.c.session == caller.session, session.c.ended_at.is_(None))
            connection.execute(ending.values(ended_at=utc(self._now())))

    def change_password(self, desk: DeskCaller, change: PasswordChange) -> None:
        """Set an officer's own password and end the other sessions.

        Raises what `sign_in` raises, but for PASSWORD_CHANGE; and 422 WEAK_PASSWORD with the `reason`.
        """
        row = self._recognised(desk, change.officer, change.old)
        reason = "same" if change.new == change.old else weakness(change.new, row.officer, row.name)
        if reason:
            raise CallRefused(422, "WEAK_PASSWORD", reason=reason)
        kept = self._passwords.hash(change.new)
        with self._engine.begin() as connection:
            held = _held(connection, row)
            connection.execute(
                update(officer).where(officer.c.officer == held.officer).values(password=kept, must_change=False)
            )
            others = update(session).where(session.c.officer == held.officer, session.c.ended_at.is_(None))
            if change.keep is not None:
                others = others.where(session.c.session != change.keep)
            connection.execute(others.values(ended_at=utc(self._now())))

    def me(self, caller: Caller) -> Me:
        """Who the caller is; raises CallRefused (401) where there is no such officer any more."""
        with self._engine.execution_options(reading=True).begin() as connection:
            name = connection.scalar(select(officer.c.name).where(officer.c.officer == caller.officer))
        if name is None:
            raise CallRefused(401, "UNAUTHORISED")
        return Me(
            officer=caller.officer,
            name=name,
            role=str(caller.role),
            branch=caller.branch,
            desk=caller.desk,
            session=caller.session,
        )

    def author(self, connection: Connection, session_id: UUID) -> Author | None:
        """Whose session it is; None where there is none."""
        return self.authors(connection, (session_id,)).get(session_id)

    def authors(self, connection: Connection, session_ids: Iterable[UUID]) -> dict[UUID, Author]:
        """Whose sessions they are, in one query; those that are none are left out."""
        asked = connection.execute(_AUTHORS, {"sessions": set(session_ids)})
        return {row.session: _author(row) for row in asked}

    def session_secret(self, session_id: UUID) -> str:
        """The secret of a session, without a look at the tables; raises UnknownKey for one of an older secret."""
        return self._keys.session_secret(session_id)

    def _recognised(self, desk: DeskCaller, number: str, password: str) -> Row[Any]:
        """The officer's row, as it was when the password was right; raises CallRefused."""
        tries: tuple[Try, ...] = ((Limit.OFFICER, number), (Limit.DESK, desk.desk))
        wait_s = self._limits.count(*tries)
        with self._engine.execution_options(reading=True).begin() as connection:
            row = None
            if number.isprintable():
                row = connection.execute(_officers().where(officer.c.officer == number)).one_or_none()
        if not self._passwords.matches(row.password if row else None, password) or row is None:
            _report_wrong(row, desk, wait_s)
            raise CallRefused(401, "WRONG_CREDENTIALS")
        with self._engine.begin() as connection:
            forgive(connection, *tries)
        _require_may_work(officer_of(row), desk)
        return row

    def _begin(self, connection: Connection, desk: DeskCaller, who: Officer) -> SignedIn:
        now = self._now()
        number, ends_at = self._keys.new_session(), now + timedelta(seconds=self._terms.session_s)
        row = {
            "session": number,
            "officer": who.officer,
            "desk": desk.desk,
            "role": str(who.role),
            "roles_ver": who.roles_ver,
            "created_at": utc(now),
            "ends_at": utc(ends_at),
        }
        connection.execute(insert(session).values(row))
        caller = Caller(who.officer, who.role, desk.branch, desk.desk, number)
        access = self._tokens.issue(caller, roles_ver=who.roles_ver, until=ends_at)
        return SignedIn(
            session=number,
            secret=self._keys.session_secret(number),
            officer=who.officer,
            name=who.name,
            role=str(who.role),
            branch=desk.branch,
            access=access.access,
            access_s=access.access_s,
            session_s=self._terms.session_s,
            offline_s=self._terms.offline_s,
        )

    def _is_secret(self, request: TokenRequest) -> bool:
        try:
            expected = self._keys.session_secret(request.session)
        except UnknownKey:
            return False
        return hmac.compare_digest(request.secret.encode("utf-8", "surrogatepass"), expected.encode())


def _officers() -> Any:
    return select(officer)


def _held(connection: Connection, row: Row[Any]) -> Officer:
    """The officer as of now, held until the transaction ends: refused where the password was changed meanwhile."""
    asked = _officers().where(officer.c.officer == row.officer, officer.c.password == row.password)
    now = connection.execute(asked.with_for_update()).one_or_none()
    if now is None:
        raise CallRefused(401, "WRONG_CREDENTIALS")
    if not now.is_active:
        raise CallRefused(403, "OFFICER_INACTIVE")
    return officer_of(now)


def _require_may_work(who: Officer, desk: DeskCaller) -> None:
    if not who.is_active:
        raise CallRefused(403, "OFFICER_INACTIVE")
    if not who.may_work_at(desk.branch):
        raise CallRefused(403, "OTHER_BRANCH")


def _report_wrong(row: Row[Any] | None, desk: DeskCaller, wait_s: float) -> None:
    who = "an unknown officer" if row is None else f"officer {row.officer}"
    log.warning("security: wrong password for %s at desk %s", who, desk.desk)
    if wait_s:
        log.warning("security: %s at desk %s is locked out for %.0f s", who, desk.desk, wait_s)


def _author(row: Row[Any]) -> Author:
    created_at, ends_at = instant(row.created_at), instant(row.ends_at)
    assert created_at is not None
    assert ends_at is not None
    return Author(
        session=row.session,
        officer=row.officer,
        role=Role(row.role_now),
        role_then=Role(row.role),
        roles_ver=row.roles_ver_now,
        roles_ver_then=row.roles_ver,
        is_active=row.is_active,
        desk=row.desk,
        branch=row.branch,
        created_at=created_at,
        ends_at=ends_at,
        ended_at=instant(row.ended_at),
    )


_AUTHORS = (
    select(
        session,
        officer.c.role.label("role_now"),
        officer.c.roles_ver.label("roles_ver_now"),
        officer.c.is_active,
        desk_table.c.branch,
    )
    .join(officer, officer.c.officer == session.c.officer)
    .join(desk_table, desk_table.c.desk == session.c.desk)
    .where(among(session.c.session, "sessions"))
)
