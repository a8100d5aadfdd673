"""Puts files on a disk so that they outlive a kill and a power cut: whole under their names, or not at all."""

import errno
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

HALF_WRITTEN = ".new"
"""How the name of a file ends that is not whole yet."""

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def is_full(fault: OSError) -> bool:
    """True where there was no room for what was to be written."""
    return fault.errno in _FULL


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that its owner alone may read, in place of the one there may be; raises OSError and leaves nothing.

    When it returns, content and name are on the disk.
    """
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}{HALF_WRITTEN}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_BINARY: int = getattr(os, "O_BINARY", 0)
