"""A simulated country: real desks and a real centre under a seeded scheduler, network, clocks and disasters.

One seed is one run (`simulation.run`). Real are the centre (its routes, in process, on SQLite), and of each desk the
encrypted store on a real file, `ClaimDesk` and the `Engine` of the sync. Simulated are time (`timeline`), the threads
of the desks (`fibres`: real threads, of which one runs at a time, so that a call can be under way while others act),
the line (`network`), and people and disasters (`plan`). Everything that is drawn by lot comes from the seed, so a seed
is the same run every time. `watch` looks at the invariants after every push, turn and view; when all faults have ended
everybody has half an hour to come to rest, and then `World.judge` looks at everything, with the centre's own audit.

`make test` runs some short seeds, `make soak` CSO_DESK_SOAK_SEEDS longer ones (2000). A failure tells its seed;
CSO_DESK_SEED=n:steps runs that one and prints all that happened. `mutants` breaks the product in one place at a time,
and the simulation has to find each.

Not simulated: a power cut that loses what the disk had promised to hold, threads that meet inside the store,
PostgreSQL, attachments' bytes, payments (I3 and I4: nobody makes them here), and whatever damage TLS alone keeps away
(the envelope of an op, the results of a push).
"""

import os

import pytest

from tests.soak.country import Blank, make_blank
from tests.soak.mutants import MUTANTS, Break, broken
from tests.soak.simulation import Failed, run

_SHORT, _SHORT_STEPS = 20, 50
_STEPS = 120
_MUTANT_SEEDS = 60
_CHOSEN = os.environ.get("CSO_DESK_SEED", "")
_IS_SOAK = "CSO_DESK_SOAK_SECONDS" in os.environ or "CSO_DESK_SOAK_SEEDS" in os.environ
_MANY = int(os.environ.get("CSO_DESK_SOAK_SEEDS", "2000"))

long_run = pytest.mark.skipif(not _IS_SOAK, reason="run by make soak")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Blank:
    return make_blank(tmp_path_factory.mktemp("blank"))


@pytest.mark.skipif(not _CHOSEN, reason="CSO_DESK_SEED=n runs one seed and tells all of it")
def test_the_chosen_seed_holds(blank: Blank, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        seed, _, steps = _CHOSEN.partition(":")
        run(int(seed), blank, steps=int(steps or _STEPS), tell=print)


@pytest.mark.skipif(bool(_CHOSEN), reason="one seed was chosen")
@pytest.mark.parametrize("seed", range(_SHORT))
def test_nothing_is_lost_doubled_or_shown_as_what_it_is_not(seed: int, blank: Blank) -> None:
    run(seed, blank, steps=_SHORT_STEPS)


@long_run
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_nothing_is_lost_in_thousands_of_countries(blank: Blank) -> None:
    failed = []
    for seed in range(_SHORT, _SHORT + _MANY):
        try:
            run(seed, blank, steps=_STEPS)
        except Failed as fault:
            failed.append(str(fault))
    assert not failed, "\n\n".join(failed)


@long_run
@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_what_is_broken_is_found(mutant: Break, blank: Blank) -> None:
    with broken(mutant):
        for seed in range(_MUTANT_SEEDS):
            try:
                run(seed, blank, steps=_STEPS)
            except Failed:
                return
    pytest.fail(f"{mutant.__name__} was not found by {_MUTANT_SEEDS} seeds")


def test_a_seed_is_the_same_run_every_time(blank: Blank) -> None:
    first, again = (run(0, blank, steps=_SHORT_STEPS) for _ in range(2))
    assert first.trace == again.trace
