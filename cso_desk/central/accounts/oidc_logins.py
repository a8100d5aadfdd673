"""Sign-ins through the organisation that are under way: begun at a desk, done in a browser, asked after by the desk."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from authlib.common.security import generate_token  # type: ignore[import-untyped]  # Authlib tells no types
from sqlalchemy import Engine, delete, insert, select, update

from cso_desk.central.accounts.accounts import Accounts
from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.oidc import NotBelieved, Provider, ProviderAway
from cso_desk.central.errors import CallRefused
from cso_desk.central.instants import instant, utc
from cso_desk.central.schema import officer, oidc_login
from cso_desk.wire.account_messages import OidcBegun
from cso_desk.wire.credentials import SignedIn

log = logging.getLogger(__name__)

ENDS_S = 600.0
WAIT_S = 2.0

_VERIFIER_LENGTH = 64


class _Status(StrEnum):
    PENDING = "pending"
    CHECKING = "checking"
    KNOWN = "known"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    AWAY = "away"


_OUTCOMES = {
    _Status.REFUSED: (403, "OIDC_REFUSED"),
    _Status.UNKNOWN: (403, "OFFICER_UNKNOWN"),
    _Status.AWAY: (503, "OIDC_AWAY"),
}


class OidcLogins:
    """Keeps sign-ins until the desk has asked for the outcome, ten minutes at most; every worker knows of all."""

    def __init__(self, engine: Engine, provider: Provider, accounts: Accounts, *, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._provider = provider
        self._accounts = accounts
        self._now = now

    def begin(self, desk: DeskCaller) -> OidcBegun:
        """Begin a sign-in at a desk; raises CallRefused (503 OIDC_AWAY)."""
        handle, state, nonce = (secrets.token_urlsafe(32) for _ in range(3))
        verifier = generate_token(_VERIFIER_LENGTH)
        try:
            url = self._provider.address(state=state, nonce=nonce, verifier=verifier)
        except ProviderAway as away:
            log.warning("the OpenID provider is away: %s", away)
            raise CallRefused(503, "OIDC_AWAY", after_s=WAIT_S) from None
        now = utc(self._now())
        row = {
            "handle_hash": _hash(handle),
            "state_hash": _hash(state),
            "desk": desk.desk,
            "nonce": nonce,
            "verifier": verifier,
            "ends_at": now + timedelta(seconds=ENDS_S),
            "status": _Status.PENDING,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(oidc_login).where(oidc_login.c.ends_at <= now))
            connection.execute(insert(oidc_login).values(row))
        return OidcBegun(url=url, handle=handle, wait_s=WAIT_S, ends_s=ENDS_S)

    def answer(self, state: str, code: str | None, issuer: str | None) -> bool:
        """Take what the browser brought back; True when it proves an officer. A state is good once.

        Without a code the provider has refused; an `issuer` that is told has to be the right one (RFC 9207).
        """
        state_hash = _hash(state)
        found = select(oidc_login).where(
            oidc_login.c.state_hash == state_hash,
            oidc_login.c.status == _Status.PENDING,
            oidc_login.c.ends_at > utc(self._now()),
        )
        with self._engine.begin() as connection:
            row = connection.execute(found.with_for_update()).one_or_none()
            if row is None:
                log.warning("security: an OpenID answer to no question of ours")
                return False
            used = update(oidc_login).where(oidc_login.c.state_hash == state_hash)
            connection.execute(used.values(status=_Status.CHECKING))
        status, number = _Status.REFUSED, None
        try:
            if code is None or issuer not in (None, self._provider.settings.issuer):
                raise NotBelieved("no code" if code is None else "another issuer")
            number = self._provider.officer(code, nonce=row.nonce, verifier=row.verifier)
        except NotBelieved as fault:
            log.warning("security: an OpenID answer for desk %s is not believed: %s", row.desk, fault)
        except ProviderAway as away:
            log.warning("the OpenID provider is away: %s", away)
            status = _Status.AWAY
        return self._settle(state_hash, status, number)

    def finish(self, desk: DeskCaller, handle: str) -> SignedIn | None:
        """The session once there is one; None while the officer is still in the browser.

        Raises CallRefused: 404 UNKNOWN_HANDLE, 403 OIDC_REFUSED, OFFICER_UNKNOWN, OFFICER_INACTIVE or OTHER_BRANCH,
        503 OIDC_AWAY. Every outcome is told once.
        """
        mine = (oidc_login.c.handle_hash == _hash(handle), oidc_login.c.desk == desk.desk)
        with self._engine.begin() as connection:
            row = connection.execute(select(oidc_login).where(*mine).with_for_update()).one_or_none()
            ends_at = None if row is None else instant(row.ends_at)
            if row is None or ends_at is None or ends_at <= self._now():
                raise CallRefused(404, "UNKNOWN_HANDLE")
            if row.status in (_Status.PENDING, _Status.CHECKING):
                return None
            connection.execute(delete(oidc_login).where(*mine))
        if row.status != _Status.KNOWN:
            raise CallRefused(*_OUTCOMES[_Status(row.status)])
        return self._accounts.sign_in_known(desk, row.officer)

    def _settle(self, state_hash: str, status: _Status, number: str | None) -> bool:
        """Write what came of it; whoever is no officer here stays unknown: nobody is made by signing in."""
        with self._engine.begin() as connection:
            if number is not None:
                asked = select(officer.c.officer).where(officer.c.officer == number, officer.c.is_active)
                known = connection.scalar(asked) if number.isprintable() else None
                status, number = (_Status.UNKNOWN if known is None else _Status.KNOWN), known
            changed = update(oidc_login).where(oidc_login.c.state_hash == state_hash)
            connection.execute(changed.values(status=status, officer=number))
        return status is _Status.KNOWN


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
