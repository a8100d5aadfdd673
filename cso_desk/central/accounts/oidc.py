"""The organisation's own sign-in, OpenID Connect: where the officer is sent, and what the answer is worth.

Authorization code with PKCE (RFC 7636), for confidential and public clients. Nothing of the provider is kept but
where its doors are: its keys are asked for anew each time, so that one that was withdrawn counts no more.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]  # Authlib tells no types
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

from cso_desk.central.accounts.oidc_settings import OidcSettings, is_safe

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_ASYMMETRIC = ("RSA", "EC")
_DISCOVERY = "/.well-known/openid-configuration"
_DOORS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_KEPT_S = 3600.0
_LEEWAY_S = 120
_PATIENCE_S = 10.0
_MOST_BYTES = 1 << 20


class ProviderAway(Exception):
    """The provider cannot be reached, or does not answer as one."""


class NotBelieved(Exception):
    """The provider's answer does not prove who somebody is; the text is a word on why, without personal data."""


class Provider:
    """An OpenID provider, as a client sees it."""

    def __init__(
        self,
        settings: OidcSettings,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self._now = now
        self._clock = clock
        self._turn = threading.Lock()
        self._doors: tuple[float, dict[str, str]] | None = None

    def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where the officer's browser has to go; raises ProviderAway."""
        door = self._door("authorization_endpoint")
        with self._session() as session:
            url, _ = session.create_authorization_url(door, state=state, nonce=nonce, code_verifier=verifier)
        return str(url)

    def officer(self, code: str, *, nonce: str, verifier: str) -> str:
        """The number of the officer for whom the code was given; raises NotBelieved and ProviderAway."""
        answer = self._exchanged(code, verifier)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotBelieved("no ID token")
        try:
            read = jwt.decode(token, self._keys(), algorithms=_ALGORITHMS)
            claims = CodeIDToken(read.claims, read.header, self._wanted(), self._asked(nonce, answer))
            claims.validate(now=int(self._now().timestamp()), leeway=_LEEWAY_S)
        except (JoseError, ValueError, TypeError, KeyError) as fault:
            raise NotBelieved(type(fault).__name__) from None
        number = claims.get(self.settings.claim)
        if isinstance(number, bool) or not isinstance(number, str | int) or not str(number):
            raise NotBelieved("no claim")
        return str(number)

    def _wanted(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }

    def _asked(self, nonce: str, answer: dict[str, Any]) -> dict[str, Any]:
        return {"nonce": nonce, "client_id": self.settings.client_id, "access_token": answer.get("access_token")}

    def _exchanged(self, code: str, verifier: str) -> dict[str, Any]:
        door = self._door("token_endpoint")
        try:
            with self._session() as session:
                return dict(session.fetch_token(door, code=code, code_verifier=verifier))
        except AuthlibBaseError as fault:
            raise NotBelieved(type(fault).__name__) from None
        except (requests.RequestException, ValueError, TypeError) as fault:
            raise ProviderAway(type(fault).__name__) from None

    def _session(self) -> Any:
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method="none" if self.settings.client_secret is None else "client_secret_basic",
            scope=self.settings.scope,
            redirect_uri=self.settings.callback,
            code_challenge_method="S256",
            default_timeout=_PATIENCE_S,
        )

    def _keys(self) -> KeySet:
        """The provider's keys of today; those of kinds that are not used here are left out."""
        told = _fetched(self._door("jwks_uri")).get("keys")
        if not isinstance(told, list):
            raise ProviderAway("no keys")
        keys = [one for one in told if isinstance(one, dict) and one.get("kty") in _ASYMMETRIC]
        return KeySet([import_key(one) for one in keys])

    def _door(self, name: str) -> str:
        with self._turn:
            now = self._clock()
            if self._doors is None or now - self._doors[0] >= _KEPT_S:
                self._doors = (now, self._discovered())
            return self._doors[1][name]

    def _discovered(self) -> dict[str, str]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, 4.3: the issuer must be the very one)."""
        told = _fetched(self.settings.issuer.rstrip("/") + _DISCOVERY)
        if told.get("issuer") != self.settings.issuer:
            raise ProviderAway("another issuer")
        doors = {name: told.get(name) for name in _DOORS}
        if not all(isinstance(url, str) and is_safe(url) for url in doors.values()):
            raise ProviderAway("no safe doors")
        return {name: str(url) for name, url in doors.items()}


def _fetched(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=_PATIENCE_S, allow_redirects=False)
        answer.raise_for_status()
        document = answer.json() if len(answer.content) <= _MOST_BYTES else None
    except (requests.RequestException, ValueError) as fault:
        raise ProviderAway(type(fault).__name__) from None
    if answer.status_code != requests.codes.ok or not isinstance(document, dict):
        raise ProviderAway("no document")
    return document
