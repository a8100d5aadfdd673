"""Makes the ops by which an officer decides a claim or opens it again, as the rules allow them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cso_desk.claims import workflow
from cso_desk.claims.checks import Assessment
from cso_desk.claims.dates import day_of
from cso_desk.claims.model import Claim, Decision
from cso_desk.claims.receipts import is_easily_said
from cso_desk.wire import Kind, chain

from .model import Officer, Order
from .work import NewWork


class Verdicts:
    """One officer's; every method raises what the rule of `workflow` behind it raises."""

    def __init__(
        self,
        officer: Officer,
        *,
        judge: Callable[[Claim, date], Assessment],
        now: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._officer, self._judge, self._now, self._new_id = officer, judge, now, new_id

    def first(self, claim: Claim, order: Order) -> NewWork:
        """The first decision on an open claim."""
        now = self._now()
        decision = workflow.decide(
            claim,
            self._judge(claim, day_of(now)),
            order.verdict,
            booth=order.booth,
            **self._said(order, now),
        )
        return self._op(claim, decision)

    def second(self, claim: Claim, order: Order) -> NewWork:
        """The second word on a claim that waits for it."""
        now = self._now()
        decision = workflow.decide_second(
            claim,
            self._judge(claim, day_of(now)),
            order.verdict,
            role=self._officer.role,
            **self._said(order, now),
        )
        return self._op(claim, decision)

    def reopening(self, claim: Claim, why: str, booth: int | None) -> NewWork:
        """A decided claim opened again: in a booth of this desk, or among those that wait (None)."""
        op_id, now, why = self._new_id(), self._now(), why.strip()
        workflow.reopen(claim, role=self._officer.role, officer=self._officer.id, why=why, id=op_id, now=now)
        body = {"why": why, "booth": booth}
        return NewWork(op_id, Kind.REOPEN, claim.id, booth or 0, body, self._officer.id, now)

    def _said(self, order: Order, now: datetime) -> dict[str, Any]:
        """What is said, by whom, when, under an id whose receipt can be read out by telephone."""
        while not is_easily_said(op_id := self._new_id()):
            pass
        return {"reason": order.reason, "note": order.note, "officer": self._officer.id, "id": op_id, "now": now}

    def _op(self, claim: Claim, made: Decision) -> NewWork:
        body = {
            "booth": made.booth,
            "verdict": str(made.verdict),
            "reason": made.reason,
            "note": made.note,
            "stage": made.stage,
            "amount": made.amount,
            "form": chain.form_hash(claim),
        }
        return NewWork(made.id, Kind.DECIDE, claim.id, made.booth or 0, body, self._officer.id, made.decided_at)
