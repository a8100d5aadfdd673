"""Checkpoints over HTTP: told to the desks that keep them, and handed in by one that finds another history."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from cso_desk.central.audit.alarms import HistoryWatch
from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller, Guard
from cso_desk.wire import Problem
from cso_desk.wire.checkpoints import CheckpointList, Evidence, NotProven, Verdict

_Since = Annotated[int, Query(ge=0, le=2**31 - 1, description="The number of the newest checkpoint that is kept.")]
_NOBODY: dict[int | str, dict[str, Any]] = {401: {"model": Problem, "description": "Nobody is signed in."}}
_UNPROVEN: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem, "description": "It proves nothing; the fact `reason` says why."}
}


def audit_routes(checkpoints: Checkpoints, watch: HistoryWatch, guard: Guard) -> APIRouter:
    """The calls for checkpoints."""
    routes = APIRouter(prefix="/v1/checkpoints", tags=["audit"])
    who = Depends(guard)

    @routes.get("", summary="The newest checkpoints, with proofs for the caller's branch", responses=_NOBODY)
    def newest(since: _Since = 0, caller: Caller = who) -> CheckpointList:
        """Each has the head that the caller's branch had, and the proof that the signature covers it.

        At most fifty, the oldest of them first: the newest proves all that is before it.
        """
        return CheckpointList(checkpoints=checkpoints.after(since, caller.branch))

    @routes.post("/evidence", summary="Hand in a checkpoint that was kept", responses={**_NOBODY, **_UNPROVEN})
    def evidence(handed_in: Evidence, caller: Caller = who) -> Verdict:
        """For a desk whose history the centre no longer has (503, HISTORY_DIFFERS).

        Where the log does not hold what the centre signed in this epoch, every worker stops serving until two
        administrators begin a new epoch.
        """
        if handed_in.proof.head.branch != caller.branch:
            raise CallRefused(422, "NOT_PROVEN", reason="it is of another branch")
        try:
            halted = watch.prove(handed_in.checkpoint, handed_in.proof, desk=caller.desk)
        except NotProven as why:
            raise CallRefused(422, "NOT_PROVEN", reason=str(why)) from None
        return Verdict(halted=halted)

    return routes
