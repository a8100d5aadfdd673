"""The keys of the centre, all derived from one secret that only the centre has."""

import hashlib
import hmac
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LEAST_BYTES = 32
"""The shortest secret."""

_KID_BYTES = 4
_KEY_BYTES = 32


class UnknownKey(LookupError):
    """What was made under a secret that the centre has no longer."""


class CentreKeys:
    """The secret under which new things are made and, while it is being changed, the one before it.

    A session's id begins with the short name of the secret it was made under: the eight digits that are also the
    `kid` of its access tokens. So whoever knows the secrets knows a session's secret, and none is stored.
    """

    def __init__(self, secret: bytes, before: bytes | None = None) -> None:
        secrets = [secret] if before is None else [secret, before]
        if any(len(one) < LEAST_BYTES for one in secrets):
            raise ValueError(f"a secret of the centre has at least {LEAST_BYTES} bytes")
        self._secrets = {_derived(one, b"name", _KID_BYTES).hex(): one for one in reversed(secrets)}
        self.kid = _derived(secret, b"name", _KID_BYTES).hex()
        self._signing = {kid: _derived(one, b"access token", _KEY_BYTES) for kid, one in self._secrets.items()}

    def signing_key(self, kid: str | None = None) -> bytes:
        """The key (32 bytes) of access tokens: today's, or the one of that name. Raises UnknownKey."""
        try:
            return self._signing[self.kid if kid is None else kid]
        except KeyError:
            raise UnknownKey(kid) from None

    def new_session(self) -> UUID:
        """An id for a new session."""
        return UUID(bytes=bytes.fromhex(self.kid) + uuid4().bytes[_KID_BYTES:])

    def session_secret(self, session: UUID) -> str:
        """The secret of a session, 64 hexadecimal digits: HMAC-SHA256 of its id. Raises UnknownKey."""
        try:
            secret = self._secrets[session.bytes[:_KID_BYTES].hex()]
        except KeyError:
            raise UnknownKey(session) from None
        return hmac.new(secret, b"session" + session.bytes, hashlib.sha256).hexdigest()


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    """HKDF (RFC 5869)."""
    return HKDF(SHA256(), length, salt=None, info=b"cso-desk centre: " + purpose).derive(secret)
