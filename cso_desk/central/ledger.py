"""Takes pushes in, in one transaction: their ops judged one after the other, written together, the logs last."""

import hmac
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, func, or_, select

from cso_desk.central import branch_log
from cso_desk.central.accounts.accounts import Accounts, Author
from cso_desk.central.accounts.keys import UnknownKey
from cso_desk.central.among import among
from cso_desk.central.blobs import blobs
from cso_desk.central.errors import CallRefused
from cso_desk.central.handlers import HANDLERS, Circumstances, Held, carry_out, is_kept, may, not_allowed, other_side
from cso_desk.central.many_rows import Writes
from cso_desk.central.people import clashes, people_keys
from cso_desk.central.pushes import Overtaken, Pushed, Sent, Taken, described
from cso_desk.central.rows import (
    claim_entry,
    claim_row,
    decided,
    decision_row,
    held_from,
    holding,
    looked_at,
    refusal_entry,
    told_of,
)
from cso_desk.central.schema import claim, decision, desk_inc, op_result
from cso_desk.claims.errors import ClaimError
from cso_desk.claims.form import DocumentKind
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.claims.receipts import receipt_number
from cso_desk.wire import Entry, Kind, Op, Push, Result, Status
from cso_desk.wire.claim_wire import claim_to_wire
from cso_desk.wire.credentials import op_proof

log = logging.getLogger(__name__)

_KINDS = frozenset(DocumentKind)


class Ledger:
    """The pushes of one transaction: what they need is read at once, what they change is written at once.

    Pushes that arrive together share a transaction (a group commit): its statements and its sync to disk cost the
    same for one op as for many. `careful` also looks for what is else left to the database's own constraints, `park`
    takes every new op in without doing it: for one that the database will not have.
    """

    def __init__(
        self,
        connection: Connection,
        pushes: Sequence[Pushed],
        accounts: Accounts,
        now: datetime,
        *,
        careful: bool = False,
        park: bool = False,
    ) -> None:
        self._connection = connection
        self._pushes = pushes
        self._accounts = accounts
        self._now = now
        self._careful = careful
        self._park = park
        self._drafts: dict[int, list[Entry]] = {}
        self._new: list[_New] = []
        self._decisions: list[dict[str, Any]] = []
        self._changed: dict[UUID, _Changed] = {}

    def take(self) -> list[Taken]:
        """Judge the ops of each push in their order and write what came of them; raises Overtaken."""
        self._read()
        judged = [self._judge_push(pushed) for pushed in self._pushes]
        writes = Writes()
        entries = self._write(writes) if self._new else {}
        self._count(writes)
        receipts = self._keep_results(writes, entries)
        if not writes.run(self._connection):
            raise Overtaken
        return [
            Taken(
                tuple(_with_receipt(result, receipts) for result in results),
                tuple(entries.get(pushed.message.branch, ())),
                refusal,
            )
            for pushed, (results, refusal) in zip(self._pushes, judged, strict=True)
        ]

    # what is read

    def _read(self) -> None:
        ops = [sent.op for pushed in self._pushes for sent in pushed.sent]
        told = {op.op_id for op in ops} | {op.after_op for op in ops if op.after_op is not None}
        known = self._connection.execute(_KNOWN, {"ids": list(told)}).mappings()
        self._known: dict[UUID, dict[str, Any]] = {row["op_id"]: dict(row) for row in known}
        self._status = {op_id: Status(row["status"]) for op_id, row in self._known.items()}
        self._read_incarnations()
        fresh = [op for op in ops if op.op_id not in self._known]
        ids = list({op.claim for op in fresh})
        found = self._connection.execute(_CLAIMS, {"ids": ids}).mappings() if ids else ()
        self._held = {row["claim_id"]: held_from(row) for row in found}
        sessions = {op.session for op in fresh if op.session is not None}
        self._authors = self._accounts.authors(self._connection, sessions) if sessions else {}
        self._kept = {
            pushed.message.desk: self._count_kept(pushed.message)
            for pushed in self._pushes
            if any(sent.op.kind == Kind.KEEP for sent in pushed.sent)
        }
        self._look_for_duplicates({op.claim for op in fresh if op.kind == Kind.DECIDE})
        made = [receipt_number(op.op_id) for op in fresh if op.kind == Kind.DECIDE and self._careful]
        taken = select(decision.c.receipt).where(decision.c.receipt.in_(made))
        self._receipts = set(self._connection.scalars(taken)) if made else set()

    def _read_incarnations(self) -> None:
        incs = {pushed.message.inc for pushed in self._pushes}
        rows = self._connection.execute(_INCARNATIONS, {"incs": list(incs)}).mappings()
        known = {row["inc"]: row for row in rows}
        self._incs: dict[UUID, _Incarnation] = {}
        for pushed in self._pushes:
            message = pushed.message
            row = known.get(message.inc)
            self._incs.setdefault(
                message.inc,
                _Incarnation(message.desk, message.branch, 0, is_new=True)
                if row is None
                else _Incarnation(row["desk"], row["branch"], row["last_seq"]),
            )

    def _count_kept(self, message: Push) -> int:
        kept = select(func.count()).where(
            claim.c.branch == message.branch,
            claim.c.desk == message.desk,
            claim.c.state == str(ClaimState.WAITING),
            or_(claim.c.lease_until.is_(None), claim.c.lease_until >= self._now),
        )
        return self._connection.scalar(kept) or 0

    def _look_for_duplicates(self, ids: Collection[UUID]) -> None:
        asked = [self._held[one].claim for one in ids if one in self._held]
        if asked:
            for claim_id, clash in clashes.clashing(self._connection, asked).items():
                held = self._held[claim_id]
                if clash == held.claim.duplicates:
                    continue
                self._held[claim_id] = replace(held, claim=replace(held.claim, duplicates=clash))

    # what is judged

    def _judge_push(self, pushed: Pushed) -> tuple[list[Result], CallRefused | None]:
        results: list[Result] = []
        for sent in pushed.sent:
            try:
                results.append(self._take(pushed.message, sent))
            except CallRefused as refused:
                return results, refused
        return results, None

    def _take(self, message: Push, sent: Sent) -> Result:
        op, known = sent.op, self._known.get(sent.op.op_id)
        if known is not None:
            if known["request_hash"] != sent.request_hash:
                log.error("security: op %s came again from desk %s with other bytes", op.op_id, message.desk)
                raise CallRefused(422, "HASH_MISMATCH", op_id=str(op.op_id), held=known["request_hash"])
            self._advance(message, op, replay=True)
            return Result.model_validate({**known["result"], "replayed": True})
        author = self._author(message, sent)
        self._advance(message, op, replay=False)
        result = self._judge(message, sent, author)
        self._status[op.op_id] = result.status
        self._new.append(_New(message, sent, result, len(self._drafts[message.branch]) - 1))
        self._known[op.op_id] = {"request_hash": sent.request_hash, "result": dict(result)}
        return result

    def _author(self, message: Push, sent: Sent) -> Author:
        """Who wrote the op, as its session proves; raises CallRefused where it does not."""
        op = sent.op
        author = None if op.session is None else self._authors.get(op.session)
        if author is not None and author.officer == op.user and self._is_proof(author, sent):
            return author
        log.error("security: op %s from desk %s is not proven to be its author's", op.op_id, message.desk)
        raise CallRefused(403, "NOT_PROVEN", op_id=str(op.op_id))

    def _is_proof(self, author: Author, sent: Sent) -> bool:
        try:
            secret = self._accounts.session_secret(author.session)
        except UnknownKey:
            return False
        expected = op_proof(secret, sent.request_hash)
        return hmac.compare_digest(sent.op.proof.encode("utf-8", "surrogatepass"), expected.encode())

    def _advance(self, message: Push, op: Op, *, replay: bool) -> None:
        """Count the op in its incarnation's dense sequence, a replayed one too; refuses a fork and a gap."""
        inc = self._incs[message.inc]
        if (inc.desk, inc.branch) != (message.desk, message.branch):
            log.error("security: desk %s speaks as an incarnation of another desk", message.desk)
            raise CallRefused(409, "FORK", expected_seq=inc.last + 1)
        if op.seq <= inc.last:
            if replay:
                return
            log.error("security: desk %s used seq %d of %s twice", message.desk, op.seq, message.inc)
            raise CallRefused(409, "FORK", expected_seq=inc.last + 1)
        if op.seq > inc.last + 1:
            raise CallRefused(409, "SEQ_GAP", expected_seq=inc.last + 1)
        inc.last, inc.has_moved = op.seq, True

    def _judge(self, message: Push, sent: Sent, author: Author) -> Result:
        """Apply, reject or park one new op; each leaves exactly one entry in the log."""
        op = sent.op
        held = self._held.get(op.claim)
        if held is not None and held.claim.branch != message.branch:
            held = None
        status, code, facts = Status.REJECTED, "unknown_claim", dict[str, Any]()
        if self._park:
            status, code = Status.PARKED, "fault"
        elif op.kind not in HANDLERS:
            status, code, facts = Status.PARKED, "unknown_kind", {"kind": op.kind}
        elif held is not None and not (author.is_active and may(author.role, op)):
            refused = not_allowed(author.role, op, held.claim)
            status = Status.PARKED if may(author.role_then, op) else Status.REJECTED
            code = "role_revoked" if status is Status.PARKED else refused.code
            facts = {**refused.facts}
        elif held is not None:
            kept = self._kept.get(message.desk, 0)
            around = Circumstances(message.desk, author.role, self._before(op), self._now, kept)
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
                if not (op.kind == Kind.DECIDE and receipt_number(op.op_id) in self._receipts):
                    return self._apply(message, sent, held, after)
                code = "receipt_taken"
        self._draft(message.branch, refusal_entry(sent, message.desk, status, code, facts))
        return Result(op_id=op.op_id, status=status, code=code, facts=facts)

    def _before(self, op: Op) -> Status | None:
        return None if op.after_op is None else self._status.get(op.after_op)

    def _apply(self, message: Push, sent: Sent, held: Held, after: Held) -> Result:
        op = sent.op
        data = claim_to_wire(after.claim)
        made = after.claim.decisions[len(held.claim.decisions) :]
        self._decisions.extend(decision_row(one, after.cycle) for one in made)
        self._receipts.update(receipt_number(one.id) for one in made)
        first = self._changed.get(op.claim)
        self._changed[op.claim] = _Changed(held.claim if first is None else first.before, after, data)
        self._held[op.claim] = after
        if message.desk in self._kept:
            self._kept[message.desk] += is_kept(after, message.desk) - is_kept(held, message.desk)
        body = {**told_of(sent, message.desk), **looked_at(op), **holding(after), **decided(made)}
        self._draft(message.branch, claim_entry(op.kind, after, data, body))
        return Result(op_id=op.op_id, status=Status.APPLIED, row_version=after.claim.row_version)

    def _draft(self, branch: int, entry: Entry) -> None:
        self._drafts.setdefault(branch, []).append(entry)

    # what is written

    def _write(self, writes: Writes) -> dict[int, list[Entry]]:
        changed = list(self._changed.values())
        rows = [{**claim_row(one.held, one.data, self._now), "first": one.before.row_version} for one in changed]
        writes.update(claim, rows, claim_id="claim_id", row_version="first")
        writes.insert(decision, self._decisions)
        keyed = (one for one in changed if not people_keys.are_same(one.before, one.held.claim))
        people_keys.put_keys(self._connection, *(one.held.claim for one in keyed))
        self._link(one.held.claim for one in changed)
        return branch_log.place_all(self._connection, writes, self._drafts, self._now)

    def _link(self, claims: Iterable[Claim]) -> None:
        """Let the blobs of the claims be read, and found again where they prove another person."""
        new = {one.sent.op.claim for one in self._new if one.sent.op.kind == Kind.ATTACH}
        for one in claims:
            if one.id not in new:
                continue
            for attachment in one.attachments:
                blobs.link(self._connection, attachment.sha256, one.id, one.branch)
            files = [(DocumentKind(a.document), a.sha256) for a in one.attachments if a.document in _KINDS]
            people_keys.put_documents(self._connection, one, files)

    def _count(self, writes: Writes) -> None:
        """Keep how far the incarnations' sequences have come."""
        new, moved = [], []
        for inc, told in self._incs.items():
            if not told.has_moved:
                continue
            if told.is_new:
                row = {"inc": inc, "desk": told.desk, "branch": told.branch, "last_seq": told.last}
                new.append({**row, "status": "ok", "created_at": self._now})
            else:
                moved.append({"inc": inc, "last_seq": told.last})
        writes.insert(desk_inc, new)
        writes.update(desk_inc, moved, inc="inc")

    def _keep_results(self, writes: Writes, entries: Mapping[int, Sequence[Entry]]) -> dict[UUID, Result]:
        """The new results with their receipts, kept for ever."""
        receipts: dict[UUID, Result] = {}
        rows = []
        for new in self._new:
            entry = entries[new.message.branch][new.place]
            told = new.result.model_copy(update={"n": entry.n, "entry_hash": entry.hash})
            receipts[told.op_id] = told
            rows.append(
                {
                    "op_id": told.op_id,
                    "inc": new.message.inc,
                    "seq": new.sent.op.seq,
                    "request_hash": new.sent.request_hash,
                    "status": str(told.status),
                    "result": told.model_dump(mode="json"),
                    "at": self._now,
                }
            )
        writes.insert(op_result, rows)
        return receipts


@dataclass(slots=True)
class _Incarnation:
    desk: str
    branch: int
    last: int
    is_new: bool = False
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class _New:
    """An op that was judged now; `place` is that of its entry among those of its branch."""

    message: Push
    sent: Sent
    result: Result
    place: int


@dataclass(frozen=True, slots=True)
class _Changed:
    """A claim as it is now, and as its row still has it."""

    before: Claim
    held: Held
    data: dict[str, Any]


def _with_receipt(result: Result, receipts: Mapping[UUID, Result]) -> Result:
    receipt = receipts.get(result.op_id)
    if receipt is None:
        return result
    return receipt.model_copy(update={"replayed": True}) if result.replayed else receipt


# Statements are made once: to make one costs as much as to run it.
_KNOWN = select(op_result.c.op_id, op_result.c.request_hash, op_result.c.status, op_result.c.result).where(
    among(op_result.c.op_id, "ids")
)
_INCARNATIONS = (
    select(desk_inc.c.inc, desk_inc.c.desk, desk_inc.c.branch, desk_inc.c.last_seq)
    .where(among(desk_inc.c.inc, "incs"))
    .order_by(desk_inc.c.inc)
    .with_for_update()
)
_CLAIMS = select(claim).where(among(claim.c.claim_id, "ids")).order_by(claim.c.claim_id).with_for_update()
