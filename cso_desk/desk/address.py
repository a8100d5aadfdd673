"""Where a centre can be."""

import re
from urllib.parse import urlsplit

_PLAIN = re.compile(r"[!-~]+")
_THIS_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))


def is_address(text: str) -> bool:
    """Whether `text` is http:// or https:// with a host, and a port if need be."""
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an address in brackets that is none, a port that is none
        return False
    return is_good and _PLAIN.fullmatch(text) is not None


def is_private(address: str) -> bool:
    """Whether nobody can read on the way what is told to this address: it is https, or on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in _THIS_MACHINE


def completed(text: str) -> str:
    """What somebody wrote for an address, with https:// before it where it says nothing of that."""
    stripped = text.strip()
    return stripped if "://" in stripped or not stripped else f"https://{stripped}"
