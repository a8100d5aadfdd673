"""What somebody who owns the database can do to the first branch's log."""

from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from cso_desk.central.audit.audit import Fault, Flaw
from cso_desk.central.rows import entry_from
from cso_desk.central.schema import branch_head, branch_log, decision
from cso_desk.wire import chain
from tests.central.account_values import BRANCH
from tests.central.audit_values import Centre

EDITED, DECIDED, LAST = 6, 7, 11
"""Entries of the first branch: see `Centre.work`."""


def entry(centre: Centre, n: int, branch: int = BRANCH) -> RowMapping:
    with centre.engine.begin() as connection:
        row = connection.execute(select(branch_log).where(branch_log.c.branch == branch, branch_log.c.n == n))
        return row.mappings().one()


def change(centre: Centre, n: int, **values: Any) -> None:
    """Change an entry of the first branch."""
    with centre.engine.begin() as connection:
        row = (branch_log.c.branch == BRANCH, branch_log.c.n == n)
        assert connection.execute(update(branch_log).where(*row).values(values)).rowcount == 1


def change_decision(centre: Centre, number: int, **values: Any) -> None:
    """Change one of the decisions in their table."""
    with centre.engine.begin() as connection:
        connection.execute(update(decision).where(decision.c.op_id == centre.decided[number]).values(values))


def rewrite(centre: Centre, n: int, body: dict[str, Any], *, head: bool = True) -> None:
    """Another body at entry n, and every hash from there on as if it had always been so."""
    with centre.engine.begin() as connection:
        log = select(branch_log).where(branch_log.c.branch == BRANCH, branch_log.c.n >= n).order_by(branch_log.c.n)
        at = ""
        for row in connection.execute(log).mappings().all():
            told = entry_from(row).model_copy(
                update={"body": body, "prev": row["prev"]} if row["n"] == n else {"prev": at}
            )
            at = chain.entry_hash(BRANCH, told)
            row_here = (branch_log.c.branch == BRANCH, branch_log.c.n == row["n"])
            changed = {"body": told.body, "prev": told.prev, "hash": at}
            connection.execute(update(branch_log).where(*row_here).values(changed))
            if not head:
                return
        connection.execute(update(branch_head).where(branch_head.c.branch == BRANCH).values(hash=at))


def cut(centre: Centre, after: int, *, head: bool) -> None:
    """The log without its tail, and with a head that says so or not."""
    hash = entry(centre, after)["hash"]
    with centre.engine.begin() as connection:
        connection.execute(delete(branch_log).where(branch_log.c.branch == BRANCH, branch_log.c.n > after))
        if head:
            connection.execute(update(branch_head).where(branch_head.c.branch == BRANCH).values(n=after, hash=hash))


def flaws(faults: list[Fault]) -> list[tuple[Flaw, int | None, int]]:
    return [(fault.flaw, fault.branch, fault.n) for fault in faults]
