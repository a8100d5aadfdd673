"""One desk a profile: a lock of the operating system, which the kernel lets go of when the process dies."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from .errors import ProfileBusy

if sys.platform == "win32":
    import msvcrt

    def _seize(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProfileLock:
    """The right to work on a profile, held from the moment it is made until it is released."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        try:
            _seize(file)
        except OSError:
            file.close()
            raise ProfileBusy(path) from None
        self._file = file

    def release(self) -> None:
        """Let the next desk in; harmless when called twice."""
        self._file.close()
