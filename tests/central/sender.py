"""Writes ops as a desk does, and what came of them."""

from typing import Any
from uuid import UUID, uuid4

from cso_desk import wire
from cso_desk.central.store import CentralStore
from cso_desk.wire import Push, chain
from cso_desk.wire.credentials import SignedIn
from tests.centres import signer_of
from tests.contract.doubles import BRANCH, waiting_claim

CLAIM = UUID(int=1)
FORM = chain.form_hash(waiting_claim(1))


def form_of(claim: UUID) -> str:
    """The digest of a waiting claim's form."""
    return chain.form_hash(waiting_claim(claim.int))


class Sender:
    """One incarnation of a desk; without a session its ops prove nothing."""

    def __init__(self, signed_in: SignedIn | None = None, *, desk: str = "114-1") -> None:
        self.signed_in, self.desk, self.inc, self.seq = signed_in, desk, uuid4(), 0
        self.user = "u-1" if signed_in is None else signed_in.officer

    @property
    def headers(self) -> dict[str, str]:
        assert self.signed_in is not None
        return {"Authorization": f"Bearer {self.signed_in.access}"}

    def again(self) -> "Sender":
        """The same officer at the same desk in a new incarnation."""
        return Sender(self.signed_in, desk=self.desk)

    def op(self, kind: str, body: dict[str, Any], claim: UUID = CLAIM, **more: Any) -> dict[str, Any]:
        self.seq += 1
        told = {"op_id": str(uuid4()), "seq": self.seq, "kind": kind, "claim": str(claim), "user": self.user}
        return {**told, "base": {"row_version": 1}, "body": body, **more}

    def checkout(self, claim: UUID = CLAIM, booth: int = 1) -> dict[str, Any]:
        return self.op("claim.checkout.v1", {"booth": booth}, claim)

    def edit(self, before: dict[str, Any], seen: str, text: str, **more: Any) -> dict[str, Any]:
        told = {"lease": before.get("lease", before["op_id"]), "after_op": before["op_id"], **more}
        return self.op("claim.edit.v1", {"fields": {"phone": [seen, text]}}, UUID(before["claim"]), **told)

    def decide(self, before: dict[str, Any], form: str | None = None, **more: Any) -> dict[str, Any]:
        claim = UUID(before["claim"])
        body = {
            "booth": 1,
            "verdict": "approve",
            "amount": waiting_claim(1).master.balance,
            "form": form or form_of(claim),
            **more.pop("body", {}),
        }
        told = {"lease": before.get("lease", before["op_id"]), "after_op": before["op_id"], **more}
        return self.op("claim.decide.v1", body, claim, **told)

    def push(self, *ops: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """A push of these ops, each proven as it is now unless it brings a proof of its own."""
        told = {"desk": self.desk, "inc": str(self.inc), "branch": BRANCH, "epoch": 1, "after": {"n": 0, "hash": ""}}
        return {**told, "ops": [self.proven(op) for op in ops], **changes}

    def proven(self, op: dict[str, Any]) -> dict[str, Any]:
        if self.signed_in is None or "proof" in op:
            return op
        signer = signer_of(self.signed_in)
        told = {key: value for key, value in op.items() if key not in wire.ENVELOPE}
        try:
            sealed = chain.canonical(told).decode()
        except ValueError:
            return op
        return {**op, "session": str(signer.session), "proof": signer.proof(sealed)}


def results(central: CentralStore, push: dict[str, Any]) -> list[tuple[str, str]]:
    """What became of each op of a push: its status and its code."""
    answer = central.push(Push.model_validate(push))
    return [(str(result.status), result.code) for result in answer.results]
