"""Desks that decide claim after claim and die of SIGKILL at a random moment; each line they say is a tick shown."""

import os
import random
import signal
import sys
import threading
from pathlib import Path

from cso_desk.desk.model import Fate
from cso_desk.wire.credentials import SignedIn
from tests.contract.doubles import OFFICER, Table

LONGEST_LIFE_S = 0.6


def main(path: str, url: str, signed_in: str) -> None:
    """Live one life for each seed that is read, in a process of its own, and say `gone` when it is over."""
    for seed in sys.stdin:
        child = os.fork()
        if child == 0:
            live(path, url, SignedIn.model_validate_json(signed_in), seed)
        os.waitpid(child, 0)
        sys.stdout.write("gone\n")
        sys.stdout.flush()


def live(path: str, url: str, signed_in: SignedIn, seed: str) -> None:
    """Die so long after the start, or in every other life after the first tick, however busy the machine is."""
    life_s = random.Random(int(seed)).uniform(0.0, LONGEST_LIFE_S)
    table = Table(Path(path), OFFICER)
    table.sign_in(signed_in)
    table.connect(url)
    death = threading.Timer(life_s, os.kill, (os.getpid(), signal.SIGKILL))
    is_dying = int(seed) % 2 == 1
    if is_dying:
        death.start()
    while True:
        for booth in range(1, 7):
            if decide_one(table, booth) and not is_dying:
                is_dying = True
                death.start()


def decide_one(table: Table, booth: int) -> bool:
    """True where a decision was shown, and said."""
    shown = table.view.booths[booth - 1]
    if shown is None or not shown.claim.is_open:
        table.desk.call_next(booth)
    shown = table.view.booths[booth - 1]
    if shown is None or not shown.claim.is_open:
        return False
    table.write("081200000000", booth)
    table.decide(booth=booth)
    if table.booth(booth).decision_fate is not Fate.NONE:
        sys.stdout.write(f"{table.booth(booth).claim.id}\n")
        sys.stdout.flush()
        return True
    return False


if __name__ == "__main__":
    main(*sys.argv[1:])
