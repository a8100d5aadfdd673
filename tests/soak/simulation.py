"""Runs one seed: a day of a country with all its faults, then half an hour of peace, then the judgement."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.soak.country import Blank, settled_chance
from tests.soak.plan import Plan
from tests.soak.world import World

_TAIL = 60
_MEMORY = Path("/dev/shm")


class Failed(AssertionError):
    """A seed under which something does not hold; tells how to see it again."""


def run(seed: int, blank: Blank, *, steps: int, tell: Callable[[str], object] | None = None) -> World:
    """One country; raises Failed. `tell` gets every line of what happened, as it happens."""
    where = _MEMORY if _MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="cso-desk-soak-", dir=where))
    logging.disable(logging.CRITICAL)
    try:
        with settled_chance(seed) as chance:
            world = World(chance, blank, folder, tell)
            try:
                Plan(world).run(steps)
                world.heal()
                world.judge()
            except Exception as fault:
                what = f"{'' if isinstance(fault, AssertionError) else type(fault).__name__ + ': '}{fault}"
                tail = "\n".join(world.trace[-_TAIL:])
                again = f"See all of it: CSO_DESK_SEED={seed}:{steps} make test ARGS=tests/soak"
                raise Failed(f"seed {seed}: {what}\n\n{tail}\n\n{again}") from fault
            finally:
                world.close()
            return world
    finally:
        logging.disable(logging.NOTSET)
        shutil.rmtree(folder)
