"""Rows of the centre's tables made from values, and values made from rows."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from cso_desk.central.handlers import Held
from cso_desk.central.pushes import Sent
from cso_desk.claims.model import Claim, Decision
from cso_desk.claims.receipts import receipt_number
from cso_desk.wire import Entry, Kind, Op, Receipt, Status, chain
from cso_desk.wire.claim_wire import claim_from_wire


def held_from(row: RowMapping) -> Held:
    """A claim as its row has it."""
    claim = claim_from_wire(row["body"])
    return Held(claim, row["cycle"], row["lease_id"], row["lease_until"], row["last_op"])


def claim_row(held: Held, data: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The row of a claim that changed now; `data` is the claim as it travels."""
    return {
        "claim_id": held.claim.id,
        "branch": held.claim.branch,
        "state": str(held.claim.state),
        "cycle": held.cycle,
        "row_version": held.claim.row_version,
        "lease_id": held.lease,
        "lease_until": held.lease_until,
        "desk": held.claim.desk,
        "last_op": held.last_op,
        "changed_at": now,
        "body": data,
    }


def decision_row(made: Decision, cycle: int) -> dict[str, Any]:
    """The row of a decision, with the number of its receipt."""
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


def told_of(sent: Sent, desk: str) -> dict[str, Any]:
    """What the log tells of an op, whatever became of it; its digest tells a desk whether these were its bytes."""
    op = sent.op
    return {
        "op_id": str(op.op_id),
        "op_kind": op.kind,
        "desk": desk,
        "user": op.user,
        "session": None if op.session is None else str(op.session),
        "captured": op.captured,
        "request_hash": sent.request_hash,
    }


def looked_at(op: Op) -> dict[str, Any]:
    """What an entry tells of masked numbers that were opened: which fields, beside which document; of nothing else."""
    if op.kind != Kind.REVEAL:
        return {}
    return {"fields": list(op.body["fields"]), "document": op.body.get("document", "")}


def holding(held: Held) -> dict[str, Any]:
    """What the log tells of how a claim is held."""
    return {
        "cycle": held.cycle,
        "lease": None if held.lease is None else str(held.lease),
        "lease_until": None if held.lease_until is None else held.lease_until.isoformat(),
    }


def decided(made: Sequence[Decision]) -> dict[str, Any]:
    """What the log tells of a decision for ever, also when the claim's data are erased one day."""
    if not made:
        return {}
    one = made[-1]
    return {"decision": {"stage": one.stage, "verdict": str(one.verdict), "amount": one.amount}}


def claim_entry(kind: str, held: Held, data: dict[str, Any], body: dict[str, Any]) -> Entry:
    """An entry that tells a claim, without its place in the log yet; personal data stands under a salted digest."""
    salt = secrets.token_hex(8)
    return Entry.model_construct(
        kind=str(kind),
        entity=held.claim.id,
        rv=held.claim.row_version,
        body=body,
        digest=chain.data_digest(salt, data),
        salt=salt,
        data=data,
    )


def refusal_entry(sent: Sent, desk: str, status: Status, code: str, facts: dict[str, Any]) -> Entry:
    """An entry that tells of an op which was not applied: the attempt is evidence."""
    op = sent.op
    body = {**told_of(sent, desk), "status": str(status), "code": code, "facts": facts}
    return Entry.model_construct(
        kind=str(Kind.REFUSED), entity=op.claim, rv=0, body=body, digest="", salt="", data=None
    )


def entry_from(row: RowMapping) -> Entry:
    """An entry of the log."""
    return Entry.model_construct(**{name: row[name] for name in Entry.model_fields})


def receipt_from(number: str, held: Claim, decision_id: Any) -> Receipt:
    """What a receipt proves; the claim's own decision is told, for it knows whose time of day `decided_at` is."""
    aside = [made for one in held.reopenings for made in one.decisions]
    proved = next(made for made in (*held.decisions, *aside) if made.id == decision_id)
    return Receipt(
        receipt=number,
        claim=held.number,
        branch=held.branch,
        stage=proved.stage,
        verdict=proved.verdict,
        amount=proved.amount,
        decided_at=proved.decided_at,
        state=held.state,
        set_aside=proved not in held.decisions,
    )
