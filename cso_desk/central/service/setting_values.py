"""What a setting of the service may be: each is read from a text, or refused in one sentence."""

import os
import ssl
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from cso_desk.central.accounts.keys import LEAST_BYTES
from cso_desk.central.service.logs import Form

Network = IPv4Network | IPv6Network

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


class BadSetting(ValueError):
    """The service cannot be set up so; the text says in one sentence which setting is wrong and what to write."""


def secret(text: str, what: str, *, is_needed: bool = True) -> str:
    """A secret that is long enough, and that no shell or file of settings spoils."""
    if not text and not is_needed:
        return ""
    if len(text) < LEAST_BYTES or not all(" " <= character <= "~" for character in text):
        wanted = f"at least {LEAST_BYTES} characters of printable ASCII"
        raise BadSetting(f"Set {what} to {wanted}, such as `openssl rand -base64 48` makes.")
    return text


def number(text: str, what: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most:
        return int(text)
    raise BadSetting(f"{what} must be a whole number from {least} to {most}, not {text!r}.")


def form(text: str, what: str) -> Form:
    """A form of the log."""
    try:
        return Form(text)
    except ValueError:
        raise BadSetting(f"{what} must be one of {', '.join(Form)}, not {text!r}.") from None


def path(text: str) -> Path | None:
    """A place that whoever uses it will look at."""
    return Path(text) if text else None


def file(text: str, what: str) -> Path | None:
    """A file that is there and may be read."""
    found = path(text)
    if found is not None and not (found.is_file() and os.access(found, os.R_OK)):
        raise BadSetting(f"{what} names {text}, which is no file that can be read.")
    return found


def folder(text: str, what: str) -> Path | None:
    """A folder that is there."""
    found = path(text)
    if found is not None and not found.is_dir():
        raise BadSetting(f"{what} names {text}, which is no folder.")
    return found


def networks(text: str, what: str, default: tuple[Network, ...]) -> tuple[Network, ...]:
    """Addresses and networks with commas between."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",")) if text else default
    except ValueError:
        wanted = "addresses or networks with commas between, such as 127.0.0.1,10.20.0.0/16"
        raise BadSetting(f"{what} must be {wanted}, not {text!r}.") from None


def check_certificate(certificate: Path, key: Path) -> None:
    """Raises BadSetting where TLS cannot be served with these two files."""
    try:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key, lambda: "")  # or OpenSSL would ask the terminal for a password
    except ssl.SSLError:
        why = "they are no certificate and its key, in PEM, without a password"
    except OSError as fault:
        why = fault.strerror or "they cannot be read"
    else:
        return
    raise BadSetting(f"TLS cannot be served with {certificate} and {key}: {why}.")
