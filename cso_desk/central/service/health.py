"""Whether the centre can work: asked by anybody, told in a word."""

import asyncio
from collections.abc import Callable
from typing import Literal

import anyio
import anyio.to_thread
from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from cso_desk.central.service.faults import wait_for

_PATIENCE_S = 2.0


class Health(BaseModel):
    """How the centre is; `epoch` counts its histories, `reason` says in a word what is wrong."""

    status: Literal["ok", "unavailable"]
    api: int = 1
    epoch: int | None = None
    reason: str | None = None


class _Probe:
    """Asks the database one question at a time, however many want to know, on a thread that nobody else needs."""

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._asking: asyncio.Task[int] | None = None

    async def answer(self) -> int:
        """The answer to the question that is on its way; raises the builtin TimeoutError when it takes too long."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._asked())
            self._asking.add_done_callback(lambda task: task.cancelled() or task.exception())
        async with asyncio.timeout(_PATIENCE_S):
            return await asyncio.shield(self._asking)

    async def _asked(self) -> int:
        alone = anyio.CapacityLimiter(1)
        return await anyio.to_thread.run_sync(self._ask, limiter=alone, abandon_on_cancel=True)


def health_routes(epoch: Callable[[], int]) -> APIRouter:
    """The route that says how the centre is; `epoch` asks the database."""
    router = APIRouter()
    probe = _Probe(epoch)

    @router.get(
        "/v1/health",
        response_model=Health,
        response_model_exclude_none=True,
        responses={503: {"model": Health, "description": "The database does not answer."}},
    )
    async def health(response: Response) -> Health:
        """Tell whether the database answers within two seconds, and if not, why in a word."""
        try:
            return Health(status="ok", epoch=await probe.answer())
        except TimeoutError:
            reason = "slow"
        except SQLAlchemyError as error:
            wait = wait_for(error)
            reason = "fault" if wait is None else {"BUSY": "busy"}.get(wait.code, "unreachable")
        response.status_code = 503
        return Health(status="unavailable", reason=reason)

    return router
