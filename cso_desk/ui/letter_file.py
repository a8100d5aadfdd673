"""Puts a finished letter on a disk: the whole of it under its name, or nothing."""

import contextlib
import errno
import os
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FileFault(StrEnum):
    """Why a file could not be written."""

    FULL = "full"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file: it is there whole, or why it is not."""

    path: Path
    fault: FileFault | None = None


_FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FileFault.FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), FileFault.FORBIDDEN),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), FileFault.GONE),
}


def write_whole(path: Path, content: bytes) -> Written:
    """Write a file that its owner alone may read; it is on the disk before its name leads to it."""
    try:
        _write(path, content)
    except OSError as fault:
        return Written(path, _FAULTS.get(fault.errno or 0, FileFault.OTHER))
    return Written(path)


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
