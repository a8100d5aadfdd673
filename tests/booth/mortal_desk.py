"""A desk with booths that can be killed: each life is a process of its own, in the same folder.

A life begins with a line that is read, the port, 0 for a free one. It says the port, and in the first life the code
that pairs booth 1; then `live` once a picture of that booth is shown. `gone` is said when it is over.
"""

import os
import sys
import threading
from pathlib import Path

from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState

from .doors import wait_until
from .house import Desk


def main(folder: str) -> None:
    """Live one life for each line."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(Path(folder), int(line))
        os.waitpid(child, 0)
        say("gone")


def live(folder: Path, port: int) -> None:
    """Serve until killed."""
    desk = Desk(folder, {}, booths=1)
    desk.start(port)
    camera = Camera(desk.booths.sources[1], name="booth 1")
    camera.start()
    code = "" if desk.booths.paired else desk.booths.pairing_code(1).text
    say(f"{os.getpid()} {desk.booths.port} {desk.booths.certificate.pin} {code}")
    wait_until(lambda: camera.status().state is FeedState.LIVE)
    say("live")
    threading.Event().wait()


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
