"""What every simulated country begins with: branches, desks, officers and claims, in a database made once."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from cso_desk.central.database import open_engine
from cso_desk.claims.model import Claim
from cso_desk.claims.tables import Role
from cso_desk.desk import database
from cso_desk.desk.model import Officer
from tests.centres import RealCentre
from tests.contract.doubles import waiting_claim
from tests.soak.station import KEY
from tests.soak.timeline import START

BRANCHES = (114, 115)
CLAIMS = 9
_LARGE = 60_000_000
_DESKS = (Role.OFFICER, Role.OFFICER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Blank:
    """The files that a run begins with."""

    centre: Path
    desk: Path


def officer_at(branch: int, desk: int, number: int = 0) -> Officer:
    """An officer at a desk (from 1): the desk's own, or one of those who relieve others."""
    name = f"u-{branch}-{number or desk}"
    return Officer(
        name, f"Petugas {name}", f"99{branch}{number or desk}", f"{branch}-{desk}", branch, f"Cabang {branch}"
    )


def officer_named(name: str, at: Officer) -> Officer:
    """An officer of the same branch, who sits down at another's desk."""
    return replace(at, id=name, name=f"Petugas {name}", number=f"99{at.branch}{name[-1]}")


def role_of(desk: int) -> Role:
    """What the desk's own officer is."""
    return _DESKS[desk - 1]


def claims_of(branch: int) -> Iterator[Claim]:
    """The claims of a branch: every third is so large that two have to approve it."""
    for number in range(1, CLAIMS + 1):
        claim = waiting_claim(number + 20 * (branch - BRANCHES[0]), branch=branch)
        claim = replace(claim, filed_at=START - timedelta(hours=1))
        if number % 3 == 0:
            claim = replace(claim, master=replace(claim.master, contributions=_LARGE))
        yield claim


def make_blank(folder: Path) -> Blank:
    """Write the files that all runs are copied from."""
    engine = open_engine(f"sqlite:///{folder / 'centre.db'}")
    centre = RealCentre(engine, folder, lambda: START)
    for branch in BRANCHES:
        for desk, role in enumerate(_DESKS, start=1):
            officer = officer_at(branch, desk)
            centre.desk_token(officer)
            centre.accounts.officers.add(officer.id, officer.name, role, branch=branch, password=None)
        relief = officer_at(branch, 1, 9)
        centre.accounts.officers.add(relief.id, relief.name, Role.OFFICER, branch=branch, password=None)
        centre.store.add_claims(claims_of(branch))
    engine.dispose()
    database.open_database(folder / "desk.db", KEY).dispose()
    return Blank(folder / "centre.db", folder / "desk.db")


@contextmanager
def settled_chance(seed: int) -> Iterator[Random]:
    """Let everything that is drawn by lot in this process come from one seed: ids, salts, pauses.

    What the service would do on threads of its own it does at once.
    """
    chance, lots = Random(seed), Random(seed + 1)

    async def at_once(act: Callable[..., Any], *args: Any, **_told: Any) -> Any:
        return act(*args)

    random.seed(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.urandom", lots.randbytes)
        patch.setattr("random._urandom", lots.randbytes)
        patch.setattr("anyio.to_thread.run_sync", at_once)
        patch.setattr("cso_desk.desk.ids.time", SimpleNamespace(time_ns=lambda: int(START.timestamp()) * 10**9))
        yield chance
    random.seed()


def new_ids(chance: Random) -> UUID:
    """An id that is the same in every run of a seed."""
    return UUID(int=chance.getrandbits(128), version=4)
