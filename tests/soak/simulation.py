"""Runs one seed: a day of a country with all its faults, then an hour of peace, then the judgement."""

import logging
import shutil
import tempfile
from pathlib import Path

from .country import Blank, settled_chance
from .plan import Plan
from .world import World

_TAIL = 60
_MEMORY = Path("/dev/shm")


class Failed(AssertionError):
    """A seed under which something does not hold; tells how to see it again."""


def run(seed: int, blank: Blank, *, steps: int = 120) -> World:
    """One country; raises Failed."""
    where = _MEMORY if _MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="cso-desk-soak-", dir=where))
    logging.disable(logging.CRITICAL)
    try:
        with settled_chance(seed) as chance:
            world = World(seed, chance, blank, folder)
            try:
                Plan(world).run(steps)
                world.heal()
                world.judge()
            except Exception as fault:
                tail = "\n".join(world.trace[-_TAIL:])
                kind = "" if isinstance(fault, AssertionError) else f"{type(fault).__name__}: "
                raise Failed(f"{kind}{fault}\n\n{tail}\n\nAll of it: CSO_DESK_SEED={seed} make test") from fault
            finally:
                world.close()
            return world
    finally:
        logging.disable(logging.NOTSET)
        shutil.rmtree(folder)
