"""Looks from the tables to the log: every result, decision and claim has the entry that tells of it, and stands so."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, Select, Text, and_, cast, func, select, tuple_

from cso_desk.central.audit.audit_chain import PAGE
from cso_desk.central.audit.audit_faults import Fault, Flaw
from cso_desk.central.schema import branch_log, claim, decision, desk_inc, op_result
from cso_desk.wire import Kind


def table_faults(engine: Engine, branches: Collection[int] | None, since: int) -> Iterator[Fault]:
    """What the tables hold and the log does not tell, in some branches or in all (None), from entry `since` + 1 on."""
    yield from _untold_results(engine, branches, since)
    yield from _untold_decisions(engine, branches, since)
    yield from _double_decisions(engine, branches)
    yield from _claims(engine, branches, since)


def _untold_results(engine: Engine, branches: Collection[int] | None, since: int) -> Iterator[Fault]:
    joined = op_result.outerjoin(desk_inc, desk_inc.c.inc == op_result.c.inc)
    asked = select(op_result.c.op_id, op_result.c.result, desk_inc.c.branch).select_from(joined)
    if branches is not None:
        asked = asked.where(desk_inc.c.branch.in_(branches))
    for connection, rows in _pages(engine, asked, op_result.c.op_id):
        places = {row.op_id: (row.branch, _n(row.result)) for row in rows}
        told = _ops_told(connection, [place for place in places.values() if place[0] is not None])
        for op_id, (branch, n) in places.items():
            if n > since and told.get((branch, n), ("", ""))[0] != str(op_id):
                yield Fault(Flaw.RESULT_UNTOLD, branch, n, str(op_id))


def _untold_decisions(engine: Engine, branches: Collection[int] | None, since: int) -> Iterator[Fault]:
    """The entry of a decision is found through its result, and searched for where that is gone."""
    joined = decision.join(claim, claim.c.claim_id == decision.c.claim_id)
    joined = joined.outerjoin(op_result, op_result.c.op_id == decision.c.op_id)
    asked = select(decision.c.op_id, claim.c.branch, op_result.c.result).select_from(joined)
    if branches is not None:
        asked = asked.where(claim.c.branch.in_(branches))
    for connection, rows in _pages(engine, asked, decision.c.op_id):
        told = _ops_told(connection, [(row.branch, _n(row.result)) for row in rows])
        for row in rows:
            n = _n(row.result)
            if 0 < n <= since:
                continue
            op_id, kind = told.get((row.branch, n), ("", ""))
            if op_id == str(row.op_id) and kind != Kind.REFUSED:
                continue
            if not _is_told_anywhere(connection, row.branch, row.op_id):
                yield Fault(Flaw.DECISION_UNTOLD, row.branch, n, str(row.op_id))


def _double_decisions(engine: Engine, branches: Collection[int] | None) -> Iterator[Fault]:
    """What a constraint and a trigger refuse, as long as nobody drops them."""
    once = (decision.c.claim_id, decision.c.cycle, decision.c.stage)
    by_one = (decision.c.claim_id, decision.c.cycle, decision.c.officer)
    for flaw, group, counted in (
        (Flaw.DECIDED_TWICE, once, func.count()),
        (Flaw.SAME_OFFICER, by_one, func.count(decision.c.stage.distinct())),
    ):
        twice = select(decision.c.claim_id).group_by(*group).having(counted > 1).subquery()
        asked = select(claim.c.claim_id, claim.c.branch).where(claim.c.claim_id.in_(select(twice)))
        if branches is not None:
            asked = asked.where(claim.c.branch.in_(branches))
        with engine.execution_options(reading=True).begin() as connection:
            found = connection.execute(asked.order_by(claim.c.branch, claim.c.claim_id)).all()
        for row in found:
            yield Fault(flaw, row.branch, 0, str(row.claim_id))


def _claims(engine: Engine, branches: Collection[int] | None, since: int) -> Iterator[Fault]:
    """Every claim stands as the last entry tells that bears its data; one statement a page, so of one moment."""
    last = select(branch_log.c.branch, branch_log.c.entity, func.max(branch_log.c.n).label("n"))
    last = last.where(branch_log.c.digest != "").group_by(branch_log.c.branch, branch_log.c.entity)
    with engine.execution_options(reading=True).begin() as connection:
        known = sorted(set(connection.scalars(select(claim.c.branch).distinct())))
    for branch in known if branches is None else sorted(branches):
        ends = last.where(branch_log.c.branch == branch).subquery()
        yield from _claims_of(engine, branch, ends, since)
        yield from _unwritten(engine, branch, ends)


def _claims_of(engine: Engine, branch: int, ends: Any, since: int) -> Iterator[Fault]:
    asked = select(
        *(claim.c.claim_id, claim.c.state, claim.c.cycle, claim.c.row_version, branch_log.c.n, branch_log.c.rv),
        cast(claim.c.body, Text).label("stands"),
        cast(branch_log.c.data, Text).label("data"),
        cast(branch_log.c.body, Text).label("told"),
    )
    joined = claim.outerjoin(ends, ends.c.entity == claim.c.claim_id)
    joined = joined.outerjoin(branch_log, and_(branch_log.c.branch == branch, branch_log.c.n == ends.c.n))
    asked = asked.select_from(joined).where(claim.c.branch == branch).order_by(claim.c.claim_id)
    with engine.connect().execution_options(reading=True, stream_results=True) as connection, connection.begin():
        for row in connection.execute(asked).yield_per(PAGE):
            if row.n is None:
                yield Fault(Flaw.CLAIM_UNTOLD, branch, 0, str(row.claim_id))
            elif row.n > since and (differing := _differing(row)):
                yield Fault(Flaw.CLAIM_DIFFERS, branch, row.n, str(row.claim_id), differing)


def _unwritten(engine: Engine, branch: int, ends: Any) -> Iterator[Fault]:
    joined = ends.outerjoin(claim, claim.c.claim_id == ends.c.entity)
    asked = select(cast(ends.c.entity, Text).label("entity"), ends.c.n).select_from(joined)
    with engine.execution_options(reading=True).begin() as connection:
        found = connection.execute(asked.where(claim.c.claim_id.is_(None)).order_by(ends.c.n)).all()
    for row in found:
        yield Fault(Flaw.CLAIM_UNWRITTEN, branch, row.n, _id(row.entity))


def _differing(row: Row[Any]) -> tuple[str, ...]:
    told = _json(row.told)
    if not isinstance(told, dict):
        return ()
    pairs = {"row_version": (row.row_version, row.rv), "cycle": (row.cycle, told.get("cycle", row.cycle))}
    data = _json(row.data)
    if data is not None:  # else it was erased
        pairs["state"] = (row.state, data.get("state") if isinstance(data, dict) else None)
    if data is not None and row.stands != row.data:
        pairs["body"] = (_json(row.stands), data)
    return tuple(name for name, (one, other) in pairs.items() if one != other)


def _id(text: str) -> str:
    """An id in its one spelling; where somebody changed it to what is none, nothing is told of it."""
    try:
        return str(UUID(text))
    except ValueError:
        return "of no id"


def _json(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return text


def _ops_told(connection: Connection, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, str]]:
    """Which op the entries at these places tell of, and their kind."""
    if not places:
        return {}
    asked = select(branch_log.c.branch, branch_log.c.n, branch_log.c.kind, cast(branch_log.c.body, Text).label("body"))
    rows = connection.execute(asked.where(tuple_(branch_log.c.branch, branch_log.c.n).in_(places)))
    return {(row.branch, row.n): (_op_in(row.body), row.kind) for row in rows}


def _is_told_anywhere(connection: Connection, branch: int, op_id: UUID) -> bool:
    """Searches the whole log of a branch: only for what is suspect already."""
    named = cast(branch_log.c.body, Text).contains(str(op_id))
    applied = select(branch_log.c.n).where(branch_log.c.branch == branch, branch_log.c.kind != str(Kind.REFUSED), named)
    return connection.scalar(applied.limit(1)) is not None


def _op_in(body: str) -> str:
    told = _json(body)
    return str(told.get("op_id", "")) if isinstance(told, dict) else ""


def _n(result: Any) -> int:
    n = result.get("n") if isinstance(result, dict) else None
    return n if isinstance(n, int) else 0


def _pages(engine: Engine, asked: Select[Any], key: Any) -> Iterator[tuple[Connection, Sequence[Row[Any]]]]:
    """What is asked, in the order of a key of ids, a page and a transaction each time."""
    after: UUID | None = None
    while True:
        with engine.execution_options(reading=True).begin() as connection:
            page = asked if after is None else asked.where(key > after)
            rows = connection.execute(page.order_by(key).limit(PAGE)).all()
            yield connection, rows
        if len(rows) < PAGE:
            return
        after = rows[-1].op_id
