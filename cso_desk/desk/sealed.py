"""Small files of the profile that only this desk reads: encrypted and authenticated under the desk's key."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cso_desk.durable import write_whole

from .key import KEY_BYTES

_NONCE_BYTES = 12


class Unreadable(Exception):
    """What was not sealed with this key and for this purpose, or was changed since."""


def derived(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """A key of 32 bytes for one purpose, made of a secret (HKDF with SHA-256, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt=salt, info=f"cso-desk: {purpose}".encode()).derive(secret)


def seal(key: bytes, content: bytes, purpose: str) -> bytes:
    """Encrypt with AES-256-GCM under a key of 32 bytes; the nonce goes before."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, purpose.encode())


def unseal(key: bytes, sealed: bytes, purpose: str) -> bytes:
    """What was sealed; raises Unreadable."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError):
        raise Unreadable(purpose) from None


class SealedFile:
    """One such file: whole, or not at all; its owner alone may read it."""

    def __init__(self, path: Path, desk_key: bytes, purpose: str) -> None:
        self._path = path
        self._key = derived(desk_key, purpose)
        self._purpose = purpose

    def read(self) -> bytes | None:
        """The content, None where there is no file; raises Unreadable, and OSError where the disk fails."""
        try:
            sealed = self._path.read_bytes()
        except FileNotFoundError:
            return None
        return unseal(self._key, sealed, self._purpose)

    def write(self, content: bytes) -> None:
        """Put the content on the disk, in place of what there was; raises OSError and then changes nothing."""
        write_whole(self._path, seal(self._key, content, self._purpose))

    def delete(self) -> None:
        """Forget the content."""
        self._path.unlink(missing_ok=True)
