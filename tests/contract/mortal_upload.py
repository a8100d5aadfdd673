"""Desks and centres that die of SIGKILL at a step that is named, each life in a process of its own.

For each number that is read: `born PID`, what the life itself has to say, and `gone` with 0 or the signal.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cso_desk.central.blobs.blob_store import FileBlobs
from cso_desk.central.database import open_engine
from cso_desk.desk.attachments import Attachments
from cso_desk.desk.client import FixedAccess
from cso_desk.desk.pace import Pace
from cso_desk.desk.store import DeskStore
from cso_desk.desk.sync import Centre
from cso_desk.desk.upload import Upload
from tests.blob_centre import KEY, BlobCentre, token


def main(role: str, *where: str) -> None:
    """Live one life for each number, and tell of it."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            {"desk": desk, "centre": centre}[role](int(line), *where)
            os._exit(0)
        say(f"born {child}")
        _, status = os.waitpid(child, 0)
        say(f"gone {os.waitstatus_to_exitcode(status)}")


def desk(dies_at: int, profile: str, url: str) -> None:
    """Send until nothing waits; dies when it looks for the `dies_at`th time whether the way is clear."""
    store = DeskStore(Path(profile) / "desk.db", KEY)
    done = threading.Event()
    looks = Countdown(dies_at)

    def look() -> None:
        if store.attachments.first() is None:
            done.set()

    upload = Upload(
        store,
        Attachments(Path(profile) / "attachments", KEY),
        Centre(url, FixedAccess(token())),
        is_clear=lambda: looks.step() or True,
        on_change=look,
        make_pace=lambda: Pace(floor_s=0.02, base_s=0.05, cap_s=0.2),
    )
    upload.start()
    done.wait()


def centre(dies_at: int, database_url: str, folder: str, port: str) -> None:
    """Serve for ever; dies before the `dies_at`th time that something is put on the disk or renamed."""
    steps = Countdown(dies_at)

    def mortal(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any) -> Any:
            steps.step()
            return call(*args)

        return stepped

    served = BlobCentre(open_engine(database_url), FileBlobs(Path(folder)))
    with served.open(int(port)):
        os.fsync, Path.replace = mortal(os.fsync), mortal(Path.replace)  # type: ignore[method-assign]  # to die there
        say("open")
        threading.Event().wait()


class Countdown:
    """Kills the process at the step of a number; 0 is never reached."""

    def __init__(self, dies_at: int) -> None:
        self._left = dies_at

    def step(self) -> None:
        """One step more."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
