"""Access tokens: signed, short, and checked without the database but for one short look at what has ended since."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import GuestProtocol, OctKey
from sqlalchemy import Engine, select

from cso_desk.central.accounts.keys import CentreKeys, UnknownKey
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.instants import utc
from cso_desk.central.schema import desk, officer, session
from cso_desk.claims.tables import Role
from cso_desk.wire.credentials import AccessToken

log = logging.getLogger(__name__)

ACCESS_S = 900.0
LEEWAY_S = 120
LOOK_S = 15.0

_ISSUER = "cso-desk-centre"
_AUDIENCE = "cso-desk"
_TYPE = "at+jwt"
_ALGORITHMS = ["HS256"]
_MARGIN_S = 600.0
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Standing:
    """What has ended or changed so lately that tokens made before are still about.

    `roles` is the count of changes (`roles_ver`) of each officer who was changed.
    """

    ended: frozenset[UUID]
    roles: Mapping[str, int]
    quarantined: frozenset[str]


class Look:
    """The standing, read again when it is older than `look_s` seconds; a database that is away is the caller's."""

    def __init__(
        self,
        read: Callable[[], Standing],
        *,
        look_s: float = LOOK_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._look_s = look_s
        self._clock = clock
        self._turn = threading.Lock()
        self._seen: tuple[float, Standing] | None = None

    @property
    def is_fresh(self) -> bool:
        """True while it need not be read again."""
        seen = self._seen
        return seen is not None and self._clock() - seen[0] < self._look_s

    def standing(self) -> Standing:
        """The standing, at most `look_s` seconds old."""
        with self._turn:
            now = self._clock()
            if self._seen is None or now - self._seen[0] >= self._look_s:
                self._seen = (now, self._read())
            return self._seen[1]


class Tokens:
    """Makes access tokens (RFC 9068 in form, HS256) and says who calls with one."""

    def __init__(
        self,
        engine: Engine,
        keys: CentreKeys,
        *,
        now: Callable[[], datetime],
        access_s: float = ACCESS_S,
        look_s: float = LOOK_S,
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._now = now
        self._access_s = access_s
        self._look = Look(self._standing, look_s=look_s)
        self._signed = lru_cache(maxsize=_REMEMBERED)(self._read)

    @property
    def is_ready(self) -> bool:
        """True while `caller` needs no look at the database."""
        return self._look.is_fresh

    def issue(self, caller: Caller, *, roles_ver: int, until: datetime) -> AccessToken:
        """A token for a caller, that ends when the session does (`until`) or before."""
        now = self._now()
        ends_at = min(now + timedelta(seconds=self._access_s), until)
        claims: dict[str, Any] = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int(ends_at.timestamp()),
            "sub": caller.officer,
            "role": str(caller.role),
            "rv": roles_ver,
            "branch": caller.branch,
            "desk": caller.desk,
            "sid": str(caller.session),
        }
        key = OctKey.import_key(self._keys.signing_key())
        header = {"alg": _ALGORITHMS[0], "typ": _TYPE, "kid": self._keys.kid}
        access = jwt.encode(header, claims, key, algorithms=_ALGORITHMS)
        return AccessToken(access=access, access_s=max(0.0, (ends_at - now).total_seconds()))

    def caller(self, token: str) -> Caller:
        """Who calls with a token; raises CallRefused where it is none of ours, or holds no longer."""
        claims = self._claims(token)
        caller = Caller(claims["sub"], Role(claims["role"]), claims["branch"], claims["desk"], UUID(claims["sid"]))
        standing = self._look.standing()
        if caller.desk in standing.quarantined:
            log.warning("security: desk %s is quarantined and calls", caller.desk)
            raise CallRefused(403, "DESK_QUARANTINED")
        if caller.session in standing.ended:
            raise CallRefused(401, "SESSION_ENDED")
        if claims["rv"] < standing.roles.get(caller.officer, 0):
            raise CallRefused(401, "TOKEN_EXPIRED")
        return caller

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            claims = self._signed(token)
            self._registry().validate(claims)
        except ExpiredTokenError:
            raise CallRefused(401, "TOKEN_EXPIRED") from None
        except (JoseError, ValueError, LookupError) as fault:
            log.warning("security: an access token that is none of ours: %s", type(fault).__name__)
            raise CallRefused(401, "UNAUTHORISED") from None
        return claims

    def _read(self, token: str) -> dict[str, Any]:
        """What a token says, once its signature is found good: that is looked at once a token."""
        read = jwt.decode(token, self._key, algorithms=_ALGORITHMS)
        if read.header.get("typ") != _TYPE:
            raise ValueError("typ")
        return read.claims

    def _key(self, token: GuestProtocol) -> OctKey:
        kid = token.headers().get("kid")
        if not isinstance(kid, str):
            raise UnknownKey
        return OctKey.import_key(self._keys.signing_key(kid))

    def _registry(self) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._now().timestamp()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": _ISSUER},
            aud={"essential": True, "value": _AUDIENCE},
            exp={"essential": True},
            iat={"essential": True},
        )

    def _standing(self) -> Standing:
        """What became of sessions, officers and desks within the life of a token, in one transaction."""
        since = utc(self._now()) - timedelta(seconds=self._access_s + LEEWAY_S + _MARGIN_S)
        with self._engine.execution_options(reading=True).begin() as connection:
            ended = connection.scalars(select(session.c.session).where(session.c.ended_at > since)).all()
            changed = connection.execute(
                select(officer.c.officer, officer.c.roles_ver).where(officer.c.changed_at > since)
            ).all()
            quarantined = connection.scalars(select(desk.c.desk).where(desk.c.quarantined_at.is_not(None))).all()
        return Standing(
            frozenset(ended),
            {row.officer: row.roles_ver for row in changed},
            frozenset(quarantined),
        )
