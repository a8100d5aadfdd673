"""The audit of the centre: recomputes every chain from what its entries tell, and looks whether all tables agree.

Nothing that is stored is believed for being stored: hashes are computed anew, results, decisions and claims are
compared with the log both ways, and the log with the checkpoints that were signed over it and witnessed outside.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import Engine, func, select

from cso_desk.central.audit.audit_chain import Seen, branch_faults
from cso_desk.central.audit.audit_faults import Fault, Flaw
from cso_desk.central.audit.audit_tables import table_faults
from cso_desk.central.audit.audit_witness import Outside, access_faults, checkpoint_faults
from cso_desk.central.schema import branch_head, branch_log

__all__ = ["Fault", "Flaw", "Outside", "Seen", "branches_of", "verify_log"]


def verify_log(
    engine: Engine,
    *,
    branches: Collection[int] | None = None,
    since: int = 0,
    outside: Outside | None = None,
    seen: Seen | None = None,
) -> Iterator[Fault]:
    """Each thing that does not fit, the chains first; nothing where all is sound. May run beside the service.

    `branches` None is all of them, and the log of reads. With `since`, entry `since` of each branch is taken at its
    word and only what follows is looked at. `seen` counts what was looked at. Memory does not grow with the log.
    """
    counted = Seen() if seen is None else seen
    for branch in branches_of(engine) if branches is None else sorted(branches):
        counted.branches += 1
        yield from branch_faults(engine, branch, since, counted)
    yield from table_faults(engine, branches, since)
    if branches is None:
        yield from access_faults(engine, counted)
    yield from checkpoint_faults(engine, outside or Outside(), branches, counted)


def branches_of(engine: Engine) -> list[int]:
    """Every branch that has a log, or a head of one."""
    with engine.execution_options(reading=True).begin() as connection:
        found = set(connection.scalars(select(branch_head.c.branch)))
        least = connection.scalar(select(func.min(branch_log.c.branch)))
        while least is not None:  # each step is one look into the index
            found.add(least)
            least = connection.scalar(select(func.min(branch_log.c.branch)).where(branch_log.c.branch > least))
    return sorted(found)
