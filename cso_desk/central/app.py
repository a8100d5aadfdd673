"""The claims service over HTTP: its parts behind one door."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from cso_desk.central.audit.alarms import HistoryWatch
from cso_desk.central.claims_api import Doors, claims_routes, refusal
from cso_desk.central.errors import CallRefused
from cso_desk.central.feeds import Feeds
from cso_desk.central.gate import Gate
from cso_desk.central.service.health import health_routes
from cso_desk.central.service.observe import Observed
from cso_desk.central.store import CentralStore
from cso_desk.wire import Problem

Answer = Callable[[Request], Awaitable[Response]]

_PUSH_SLOTS, _PUSH_QUEUE = 32, 64
_FEED_SLOTS, _FEED_QUEUE = 8, 256
_SNAPSHOT_SLOTS, _SNAPSHOT_QUEUE = 1, 16


def make_app(store: CentralStore, doors: Doors, history: HistoryWatch, routers: Sequence[APIRouter] = ()) -> FastAPI:
    """The service on a store, with the routes of the other parts; only its health is told to anybody."""
    feeds = Feeds(store, Gate(_FEED_SLOTS, _FEED_QUEUE))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(feeds.watch())
        try:
            yield
        finally:
            watching.cancel()

    app = FastAPI(title="CSO Desk centre", version="1", lifespan=lifespan)
    app.state.feeds = feeds
    pushes, snapshots = Gate(_PUSH_SLOTS, _PUSH_QUEUE), Gate(_SNAPSHOT_SLOTS, _SNAPSHOT_QUEUE)
    claims, push = claims_routes(store, doors, history, feeds, pushes, snapshots)
    app.add_middleware(Observed, straight={("POST", f"{claims.prefix}/push"): _told_why_not(push)})
    app.exception_handler(CallRefused)(_refused)
    app.exception_handler(RequestValidationError)(_misunderstood)
    app.exception_handler(HTTPException)(_nowhere)
    app.include_router(health_routes(lambda: store.epoch))
    app.include_router(claims)
    for router in routers:
        app.include_router(router)
    return app


def _told_why_not(answer: Answer) -> Answer:
    """As the app does where an answer is refused."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except CallRefused as error:
            return refusal(error)
        except HTTPException as error:
            return _nowhere(request, error)

    return answered


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, CallRefused)
    return refusal(error)


def _misunderstood(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()][:10]
    return _problem(422, Problem(code="BAD_MESSAGE", facts={"errors": errors}), {})


def _nowhere(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = "TOO_LARGE" if error.status_code == 413 else ""
    return _problem(error.status_code, Problem(code=code), dict(error.headers or {}))


def _problem(http_status: int, problem: Problem, headers: dict[str, str]) -> Response:
    return Response(problem.model_dump_json(), http_status, headers, media_type="application/json")
