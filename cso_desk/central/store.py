"""The centre's store: claims, the permanent results of ops, and one gap-free hash-chained log a branch."""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from cso_desk import wire
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.errors import ClaimError
from cso_desk.claims.model import Claim, Decision
from cso_desk.claims.receipts import receipt_number
from cso_desk.migrate import upgrade
from cso_desk.wire import Entry, Kind, Op, Page, Position, Push, PushAnswer, Receipt, Result, Status

from .database import open_engine
from .errors import CallRefused
from .handlers import HANDLERS, Circumstances, Held, carry_out, other_side
from .schema import branch_head, branch_log, centre, claim, decision, desk_inc, op_result

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"

_FILED_AT_ONCE = 200
_RETRY_AFTER_S = 1.0


class CentralStore:
    """All claims of all branches; one op is one transaction, whose last act is the entry in its branch's log."""

    def __init__(
        self,
        database_url: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(JAKARTA),
    ) -> None:
        self._engine = open_engine(database_url)
        self._now = now
        with self._engine.begin() as connection:
            upgrade(connection, MIGRATIONS)
            if connection.scalar(select(centre.c.epoch)) is None:
                connection.execute(insert(centre).values(id=1, epoch=1, began_at=now()))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def epoch(self) -> int:
        """The count of this centre's histories: it grows with each restore from a backup."""
        with self._reading() as connection:
            return _epoch(connection)

    def begin_epoch(self) -> int:
        """Start a new history, as after a restore: every desk then offers again all that it has kept."""
        with self._engine.begin() as connection:
            connection.execute(update(centre).values(epoch=centre.c.epoch + 1, began_at=self._now()))
            return _epoch(connection)

    def add_claims(self, claims: Iterable[Claim]) -> int:
        """File claims, each with an entry in its branch's log; those known by id are left alone. Returns how many."""
        added, rest = 0, iter(claims)
        while chunk := list(islice(rest, _FILED_AT_ONCE)):
            with self._engine.begin() as connection:
                known = set(
                    connection.scalars(select(claim.c.claim_id).where(claim.c.claim_id.in_(c.id for c in chunk)))
                )
                new = list({c.id: c for c in chunk if c.id not in known}.values())
                if new:
                    connection.execute(insert(claim), [_claim_row(Held(filed)) for filed in new])
                for branch in {filed.branch for filed in new}:
                    drafts = [_draft(Kind.FILED, filed, {}) for filed in new if filed.branch == branch]
                    _append(connection, branch, drafts, self._now())
                added += len(new)
        return added

    def push(self, message: Push) -> PushAnswer:
        """Take ops in their order, and answer with the feed; raises CallRefused, with the results so far."""
        with self._reading() as connection:
            _require_witness(connection, message.branch, message.epoch, message.after)
        results: list[Result] = []
        for raw in message.ops:
            try:
                results.append(self._take(message, raw))
            except CallRefused as refused:
                refused.results = tuple(results)
                raise
            if results[-1].status is Status.RETRY:
                break
        page = self.feed(message.branch, message.epoch, message.after)
        return PushAnswer(epoch=message.epoch, results=results, feed=page)

    def feed(self, branch: int, epoch: int, after: Position) -> Page:
        """The entries of a branch after a position; raises CallRefused where desk and centre tell two histories."""
        with self._reading() as connection:
            head = _require_witness(connection, branch, epoch, after)
            rows = connection.execute(
                select(branch_log)
                .where(branch_log.c.branch == branch, branch_log.c.n > after.n)
                .order_by(branch_log.c.n)
                .limit(wire.MAX_PAGE)
            )
            return Page(epoch=epoch, entries=[_entry(row) for row in rows.mappings()], head=head)

    def heads(self) -> dict[int, int]:
        """The length of each branch's log."""
        with self._reading() as connection:
            return {row.branch: row.n for row in connection.execute(select(branch_head))}

    def result(self, op_id: UUID) -> Result | None:
        """What became of an op, None where it never arrived."""
        with self._reading() as connection:
            told = connection.scalar(select(op_result.c.result).where(op_result.c.op_id == op_id))
            return None if told is None else Result.model_validate(told)

    def receipt(self, number: str) -> Receipt | None:
        """What a receipt proves, by its number in the one form of `parse_receipt`; None where there is none."""
        with self._reading() as connection:
            named = select(decision.c.op_id, decision.c.claim_id).where(decision.c.receipt == number)
            row = connection.execute(named).one_or_none()
            held = None if row is None else _held(connection, row.claim_id)
            return None if row is None or held is None else _receipt(number, held.claim, row.op_id)

    def claim(self, claim_id: UUID) -> Claim | None:
        """A claim as it stands."""
        with self._reading() as connection:
            held = _held(connection, claim_id)
            return None if held is None else held.claim

    def _reading(self) -> Any:
        return self._engine.execution_options(reading=True).begin()

    def _take(self, message: Push, raw: dict[str, Any]) -> Result:
        try:
            op, request_hash = Op.model_validate(raw), wire.request_hash(raw)
        except ValidationError as error:
            raise CallRefused(422, "BAD_OP", errors=described(error)) from None
        except (ValueError, RecursionError):
            raise CallRefused(422, "BAD_OP", errors=["it cannot be spelled in JSON"]) from None
        try:
            with self._engine.begin() as connection:
                return self._take_in(connection, message, op, request_hash)
        except (_Overtaken, OperationalError, IntegrityError):
            log.exception("op %s was rolled back", op.op_id)
            return Result(op_id=op.op_id, status=Status.RETRY, after_s=_RETRY_AFTER_S)

    def _take_in(self, connection: Connection, message: Push, op: Op, request_hash: str) -> Result:
        known = connection.execute(select(op_result).where(op_result.c.op_id == op.op_id)).mappings().one_or_none()
        if known is not None:
            if known["request_hash"] != request_hash:
                log.error("security: op %s came again from desk %s with other bytes", op.op_id, message.desk)
                raise CallRefused(422, "HASH_MISMATCH", op_id=str(op.op_id))
            _advance(connection, message, op, self._now(), replay=True)
            return Result.model_validate({**known["result"], "replayed": True})
        _advance(connection, message, op, self._now(), replay=False)
        result = self._judge(connection, message, op)
        connection.execute(
            insert(op_result).values(
                op_id=op.op_id,
                inc=message.inc,
                seq=op.seq,
                request_hash=request_hash,
                status=result.status,
                result=result.model_dump(mode="json"),
                at=self._now(),
            )
        )
        return result

    def _judge(self, connection: Connection, message: Push, op: Op) -> Result:
        """Apply, reject or park one new op; each leaves exactly one entry in the log."""
        held = _held(connection, op.claim)
        told = {
            "op_id": str(op.op_id),
            "op_kind": op.kind,
            "desk": message.desk,
            "user": op.user,
            "captured": op.captured,
        }
        status, code = Status.REJECTED, "unknown_claim"
        facts: dict[str, Any] = {}
        if op.kind not in HANDLERS:
            status, code, facts = Status.PARKED, "unknown_kind", {"kind": op.kind}
        elif held is not None and held.claim.branch == message.branch:
            around = Circumstances(message.desk, _status(connection, op.after_op), self._now())
            try:
                after = carry_out(op, held, around)
            except ClaimError as error:
                code, facts = error.code, {**other_side(held.claim), **error.facts}
            except ValidationError as error:
                status, code, facts = Status.PARKED, "bad_body", {"errors": described(error)}
            except Exception:
                log.exception("op %s of kind %s is parked: our own fault", op.op_id, op.kind)
                status, code = Status.PARKED, "fault"
            else:
                if not _is_receipt_taken(connection, held, after):
                    return _applied(connection, op, held, after, told, self._now())
                code = "receipt_taken"
        entry = _refusal(op, told, status, code, facts)
        (n, entry_hash) = _append(connection, message.branch, [entry], self._now())
        return Result(op_id=op.op_id, status=status, n=n, entry_hash=entry_hash, code=code, facts=facts)


class _Overtaken(Exception):
    """Another transaction changed the same row meanwhile."""


def described(error: ValidationError) -> list[str]:
    """Where a message is wrong and why, without repeating what it said."""
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)][:10]


def _applied(connection: Connection, op: Op, held: Held, after: Held, told: dict[str, Any], now: datetime) -> Result:
    changed = connection.execute(
        update(claim)
        .where(claim.c.claim_id == op.claim, claim.c.row_version == held.claim.row_version)
        .values(_claim_row(after))
    )
    if changed.rowcount != 1:
        raise _Overtaken
    for made in _made(held, after):
        connection.execute(insert(decision).values(_decision_row(made, after.cycle)))
    lease = None if after.lease is None else str(after.lease)
    draft = _draft(op.kind, after.claim, {**told, "lease": lease, "cycle": after.cycle})
    n, entry_hash = _append(connection, after.claim.branch, [draft], now)
    return Result(
        op_id=op.op_id, status=Status.APPLIED, n=n, entry_hash=entry_hash, row_version=after.claim.row_version
    )


def _made(held: Held, after: Held) -> tuple[Decision, ...]:
    return after.claim.decisions[len(held.claim.decisions) :]


def _is_receipt_taken(connection: Connection, held: Held, after: Held) -> bool:
    """Whether a decision's id ends as that of another one: chance does not bring it about, a bad desk may."""
    numbers = [receipt_number(made.id) for made in _made(held, after)]
    if not numbers:
        return False
    return connection.scalar(select(decision.c.op_id).where(decision.c.receipt.in_(numbers))) is not None


def _advance(connection: Connection, message: Push, op: Op, now: datetime, *, replay: bool) -> None:
    """Count the op in its incarnation's dense sequence, a replayed one too; raises CallRefused for a fork or a gap."""
    row = connection.execute(select(desk_inc).where(desk_inc.c.inc == message.inc)).mappings().one_or_none()
    if row is None:
        first = {"desk": message.desk, "branch": message.branch, "last_seq": 0, "status": "ok", "created_at": now}
        connection.execute(insert(desk_inc).values(inc=message.inc, **first))
    last = 0 if row is None else row["last_seq"]
    if row is not None and (row["desk"], row["branch"]) != (message.desk, message.branch):
        raise CallRefused(409, "FORK", expected_seq=last + 1)
    if op.seq <= last:
        if replay:
            return
        log.error("security: desk %s used seq %d of %s twice", message.desk, op.seq, message.inc)
        raise CallRefused(409, "FORK", expected_seq=last + 1)
    if op.seq > last + 1:
        raise CallRefused(409, "SEQ_GAP", expected_seq=last + 1)
    counted = connection.execute(
        update(desk_inc).where(desk_inc.c.inc == message.inc, desk_inc.c.last_seq == last).values(last_seq=op.seq)
    )
    if counted.rowcount != 1:
        raise _Overtaken


def _require_witness(connection: Connection, branch: int, epoch: int, after: Position) -> int:
    """Compare what the desk has verified with our log; returns the log's length."""
    ours = _epoch(connection)
    if epoch != ours:
        raise CallRefused(409, "EPOCH", epoch=ours)
    head = connection.scalar(select(branch_head.c.n).where(branch_head.c.branch == branch)) or 0
    if after.n == 0:
        return head
    at = select(branch_log.c.hash).where(branch_log.c.branch == branch, branch_log.c.n == after.n)
    if connection.scalar(at) != after.hash:
        log.error("alarm: a desk has verified entry %d of branch %d otherwise than we hold it", after.n, branch)
        raise CallRefused(503, "HISTORY_DIFFERS", head=head)
    return head


def _append(connection: Connection, branch: int, drafts: Sequence[Entry], now: datetime) -> tuple[int, str]:
    """Put entries at the end of a branch's log, as the last act of a transaction; returns the new head."""
    held = select(branch_head.c.n, branch_head.c.hash).where(branch_head.c.branch == branch).with_for_update()
    row = connection.execute(held).one_or_none()
    if row is None:
        connection.execute(insert(branch_head).values(branch=branch, n=0, hash=wire.GENESIS))
    n, head = (0, wire.GENESIS) if row is None else (row.n, row.hash)
    rows = []
    for draft in drafts:
        entry = draft.model_copy(update={"n": n + 1, "prev": head})
        n, head = n + 1, wire.entry_hash(branch, entry)
        rows.append({**entry.model_dump(), "hash": head, "branch": branch, "at": now})
    connection.execute(insert(branch_log), rows)
    connection.execute(update(branch_head).where(branch_head.c.branch == branch).values(n=n, hash=head))
    return n, head


def _draft(kind: str, held: Claim, body: dict[str, Any]) -> Entry:
    salt, data = secrets.token_hex(8), wire.claim_to_wire(held)
    digest = wire.data_digest(salt, data)
    return Entry.model_construct(
        kind=str(kind), entity=held.id, rv=held.row_version, body=body, digest=digest, salt=salt, data=data
    )


def _refusal(op: Op, told: dict[str, Any], status: Status, code: str, facts: dict[str, Any]) -> Entry:
    body = {**told, "status": str(status), "code": code, "facts": facts}
    return Entry.model_construct(
        kind=str(Kind.REFUSED), entity=op.claim, rv=0, body=body, digest="", salt="", data=None
    )


def _epoch(connection: Connection) -> int:
    return int(connection.scalars(select(func.max(centre.c.epoch))).one())


def _status(connection: Connection, op_id: UUID | None) -> Status | None:
    if op_id is None:
        return None
    told = connection.scalar(select(op_result.c.status).where(op_result.c.op_id == op_id))
    return None if told is None else Status(told)


def _held(connection: Connection, claim_id: UUID) -> Held | None:
    row = connection.execute(select(claim).where(claim.c.claim_id == claim_id)).mappings().one_or_none()
    if row is None:
        return None
    return Held(wire.claim_from_wire(row["body"]), row["cycle"], row["lease_id"], row["last_op"])


def _claim_row(held: Held) -> dict[str, Any]:
    return {
        "claim_id": held.claim.id,
        "branch": held.claim.branch,
        "state": str(held.claim.state),
        "cycle": held.cycle,
        "row_version": held.claim.row_version,
        "lease_id": held.lease,
        "last_op": held.last_op,
        "body": wire.claim_to_wire(held.claim),
    }


def _decision_row(made: Decision, cycle: int) -> dict[str, Any]:
    return {
        "op_id": made.id,
        "claim_id": made.claim_id,
        "cycle": cycle,
        "stage": made.stage,
        "verdict": str(made.verdict),
        "officer": made.officer,
        "amount": made.amount,
        "decided_at": made.decided_at,
        "receipt": receipt_number(made.id),
    }


def _receipt(number: str, held: Claim, decision_id: UUID) -> Receipt:
    """The claim's own decision is told: SQLite's table does not know whose time of day `decided_at` is."""
    proved = next(made for made in held.decisions if made.id == decision_id)
    return Receipt(
        receipt=number,
        claim=held.number,
        branch=held.branch,
        stage=proved.stage,
        verdict=proved.verdict,
        amount=proved.amount,
        decided_at=proved.decided_at,
        state=held.state,
    )


def _entry(row: RowMapping) -> Entry:
    return Entry.model_construct(**{name: row[name] for name in Entry.model_fields})
