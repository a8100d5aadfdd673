"""Where several processes add up what they count for Prometheus."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

_PREFIX = "cso-desk-centre-"
_OWNED = "owned"


@contextmanager
def added_up() -> Iterator[None]:
    """Let this process and its forks count in one folder; to be entered before `metrics` is read.

    Folders of services that were killed and could not take theirs away are cleared.
    """
    _clear_what_was_left()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder, _owned(Path(folder)):
        os.environ[FOLDER_VARIABLE] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER_VARIABLE]


@contextmanager
def _owned(folder: Path) -> Iterator[None]:
    """Hold a lock in the folder that the system lets go when this process and its forks have ended, however they do."""
    import fcntl  # of Unix, as the forks are

    new = folder / "new"
    with new.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        new.rename(folder / _OWNED)  # only now, so that nobody finds it unlocked
        yield


def _clear_what_was_left() -> None:
    import fcntl

    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError), (folder / _OWNED).open() as left:  # somebody lives there, or it is none of ours
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
