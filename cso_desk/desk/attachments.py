"""Files of claims on the desk's disk: encrypted, named by the SHA-256 of what is in them."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cso_desk.claims.errors import ClaimError
from cso_desk.durable import HALF_WRITTEN, is_full, make_folder, write_whole
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime, mime_of

from .errors import DiskFull, StoreError


class NotAttachable(ClaimError):
    """The file is none that can be attached; facts: `why` and `limit`.

    `why` is `empty`, `too_large` or `type`, the `limit` in bytes; or why its picture cannot be opened, with the facts
    of `video.opening.Unopened`; or why it is too bad to be read (`video.limits.Fault`).
    """

    code = "not_attachable"


class AttachmentLost(StoreError):
    """The file of an attachment is not on the disk, or is not what was put there."""

    code = "attachment_lost"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it was put: the SHA-256 of its bytes, how many they are, and what they are."""

    sha256: str
    size: int
    mime: Mime


class Attachments:
    """The attachments of one profile, each under a key that is made of the desk's; needs the profile's lock held.

    A file is the header `CSOA` 1, a random nonce, and AES-256-GCM of the bytes, bound to header and hash. Whoever has
    the folder without the key learns sizes, and can tell whether a file that they have is among them.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        make_folder(folder)
        self._folder = folder
        self._cipher = AESGCM(HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE).derive(key))
        for half_written in folder.glob(f"*{HALF_WRITTEN}"):
            with suppress(OSError):
                half_written.unlink()

    def put(self, content: bytes, mime: Mime) -> Attached:
        """Keep a file; it is on the disk when this returns. Raises NotAttachable, DiskFull, StoreError."""
        _require_attachable(content, mime)
        attached = Attached(hashlib.sha256(content).hexdigest(), len(content), mime)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, content, _bound_to(attached.sha256))
        with _disk():
            write_whole(self._path(attached.sha256), _HEADER + nonce + sealed)
        return attached

    def read(self, sha256: str) -> bytes:
        """What was put under a hash, and nothing else; raises AttachmentLost."""
        try:
            kept = self._path(sha256).read_bytes()
            if not kept.startswith(_HEADER):
                raise AttachmentLost("header")
            nonce, sealed = kept[len(_HEADER) : _BODY_AT], kept[_BODY_AT:]
            content = self._cipher.decrypt(nonce, sealed, _bound_to(sha256))
        except (OSError, InvalidTag, ValueError) as fault:
            raise AttachmentLost(type(fault).__name__) from fault
        if hashlib.sha256(content).hexdigest() != sha256:
            raise AttachmentLost("hash")
        return content

    def has(self, sha256: str) -> bool:
        """Whether a file of that name lies here, sound or not."""
        return self._path(sha256).exists()

    def delete(self, sha256: str) -> None:
        """Remove a file, if there is one; whether the centre has it is the caller's to know."""
        with _disk():
            self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        if len(sha256) != _NAME_CHARACTERS or not set(sha256) <= _DIGITS:
            raise ValueError(sha256)
        return self._folder / sha256


_KEY_BYTES, _NONCE_BYTES, _NAME_CHARACTERS = 32, 12, 64
_DIGITS = frozenset("0123456789abcdef")
_PURPOSE = b"cso-desk attachments 1"
_HEADER = b"CSOA\x01"
_BODY_AT = len(_HEADER) + _NONCE_BYTES


def _bound_to(sha256: str) -> bytes:
    return _HEADER + bytes.fromhex(sha256)


def _require_attachable(content: bytes, mime: Mime) -> None:
    if not content:
        raise NotAttachable(why="empty", limit=MAX_BLOB_BYTES)
    if len(content) > MAX_BLOB_BYTES:
        raise NotAttachable(why="too_large", limit=MAX_BLOB_BYTES)
    if mime_of(content) is not mime:
        raise NotAttachable(why="type", limit=MAX_BLOB_BYTES)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise (DiskFull if is_full(fault) else StoreError)(os.strerror(fault.errno or 0)) from fault
