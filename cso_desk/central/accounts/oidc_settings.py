"""How the centre is known to the organisation's own sign-in; a centre without one never loads what speaks with it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """How the centre is known to the provider; `claim` is where an ID token holds the officer's number.

    `callback` is this centre's own `/v1/oidc/callback` as the provider knows it. Addresses are https, or loopback.
    """

    issuer: str
    client_id: str
    callback: str
    client_secret: str | None = None
    claim: str = "preferred_username"
    scope: str = "openid profile"

    def __post_init__(self) -> None:
        for url in (self.issuer, self.callback):
            if not is_safe(url):
                raise ValueError(f"{url} is no address of https")


def is_safe(url: str) -> bool:
    """Whether an address is one of https, or of this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in _LOOPBACK)
