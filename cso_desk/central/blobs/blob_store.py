"""Where the bytes of attachments lie: partial ones while they arrive, and whole ones by the SHA-256 of their bytes."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cso_desk.durable import is_full, make_folder, sync_folder

_READ_BYTES = 1 << 20


class BlobLost(Exception):
    """The bytes are not where they should be."""


class StoreFull(Exception):
    """There is no room for the bytes; nothing of them was kept."""


class StoreDown(Exception):
    """The store does not answer."""


class BlobStore(Protocol):
    """Keeps bytes and knows nothing of claims; an upload has an id of its own, a whole blob the name of its hash.

    What has been told to be kept outlives a power cut. Every method may raise StoreFull and StoreDown.
    """

    def begin(self, upload: UUID) -> None:
        """Make room for an upload, with nothing in it."""

    def append(self, upload: UUID, offset: int, chunk: bytes) -> None:
        """Put a chunk at its place; raises BlobLost where the bytes before it are not there."""

    def offset(self, upload: UUID) -> int:
        """How many bytes of an upload lie here, counted with those of a chunk that was never acknowledged."""

    def finish(self, upload: UUID, sha256: str) -> bool:
        """Keep an upload as the blob of that hash; False, and it is gone, where it hashes otherwise.

        Raises BlobLost where the upload is not there.
        """

    def discard(self, upload: UUID) -> None:
        """Forget an upload, if there is one."""

    def unfinished(self, before: datetime) -> list[UUID]:
        """The uploads that nothing came to since a time."""

    def read(self, sha256: str) -> bytes:
        """A whole blob, as it lies there; raises BlobLost."""

    def holds(self, sha256: str, size: int) -> bool:
        """Whether a whole blob of that size lies there."""

    def delete(self, sha256: str) -> None:
        """Forget a whole blob, if there is one."""


class Partials:
    """Uploads under way, one file each; the processes that serve one desk share the folder."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._partials = folder

    def begin(self, upload: UUID) -> None:
        """Make an empty file; its name is on the disk when this returns."""
        with _room():
            os.close(os.open(self.path(upload), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            sync_folder(self._partials)

    def append(self, upload: UUID, offset: int, chunk: bytes) -> None:
        """Write a chunk at its place and put it on the disk: two that write the same chunk do not harm each other."""
        with _open(self.path(upload)) as file, _room():
            if os.fstat(file).st_size < offset:
                raise BlobLost
            try:
                _write_at(file, offset, chunk)
                os.fsync(file)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(file, offset)
                raise

    def offset(self, upload: UUID) -> int:
        """The size of the file, 0 where there is none."""
        try:
            return self.path(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def hashes_to(self, upload: UUID, sha256: str) -> bool:
        """Read the whole upload again, from what lies here; raises BlobLost."""
        digest = hashlib.sha256()
        with _open(self.path(upload)) as file:
            while part := os.read(file, _READ_BYTES):
                digest.update(part)
        return digest.hexdigest() == sha256

    def discard(self, upload: UUID) -> None:
        """Remove the file."""
        self.path(upload).unlink(missing_ok=True)

    def unfinished(self, before: datetime) -> list[UUID]:
        """The files that were not written since a time."""
        return list(self._older(before.astimezone(UTC).timestamp()))

    def path(self, upload: UUID) -> Path:
        """The file of an upload."""
        return self._partials / upload.hex

    def _older(self, before: float) -> Iterator[UUID]:
        for file in self._partials.iterdir():
            with suppress(ValueError, FileNotFoundError):
                if file.stat().st_mtime < before:
                    yield UUID(hex=file.name)


class FileBlobs(Partials):
    """A `BlobStore` in a folder: whole blobs in 65,536 sub-folders by the first digits of their hash.

    The files are as they came, readable by the service's account alone: to encrypt the disk under them, and to copy
    it, is the operator's matter.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "partial")
        self._whole = folder

    def finish(self, upload: UUID, sha256: str) -> bool:
        """Rename the upload to its hash, once that is found to be right."""
        if not self.hashes_to(upload, sha256):
            self.discard(upload)
            return False
        target = self._blob(sha256)
        with _room():
            make_folder(target.parent)
            try:
                self.path(upload).replace(target)
            except FileNotFoundError:
                raise BlobLost from None
            for folder in (target.parent, target.parent.parent, self._whole):
                sync_folder(folder)
        return True

    def read(self, sha256: str) -> bytes:
        """The file's bytes."""
        try:
            return self._blob(sha256).read_bytes()
        except FileNotFoundError:
            raise BlobLost from None
        except OSError as fault:
            raise StoreDown(str(fault)) from fault

    def holds(self, sha256: str, size: int) -> bool:
        """Whether the file is there, by its size."""
        try:
            return self._blob(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def delete(self, sha256: str) -> None:
        """Remove the file."""
        self._blob(sha256).unlink(missing_ok=True)

    def _blob(self, sha256: str) -> Path:
        """A path below the folder, whatever is asked for: raises ValueError for what is no hash."""
        if len(bytes.fromhex(sha256)) != hashlib.sha256().digest_size or not sha256.isalnum():
            raise ValueError(sha256)
        return self._whole / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def _open(path: Path) -> Iterator[int]:
    try:
        file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise BlobLost from None
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise (StoreFull if is_full(fault) else StoreDown)(str(fault)) from fault


def _write_at(file: int, offset: int, chunk: bytes) -> None:
    os.lseek(file, offset, os.SEEK_SET)
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(file, rest) :]
