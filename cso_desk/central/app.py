"""The claims service over HTTP."""

import asyncio
import hmac
import json
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, TextIO
from uuid import UUID

import uvicorn
from fastapi import Depends, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from cso_desk import wire
from cso_desk.claims.receipts import InvalidReceipt, parse_receipt
from cso_desk.wire import Position, Problem, Push

from .errors import CallRefused
from .store import CentralStore, described

log = logging.getLogger(__name__)

_LOOK_S = 0.5
_GRACE_S = 1
_KEEP_S = 75
_MAX_WAIT_S = 60.0


def make_app(store: CentralStore, *, token: str) -> FastAPI:
    """The service on a store; every call but the one for its health needs the bearer token."""
    bell = _Bell(store)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(bell.watch())
        try:
            yield
        finally:
            watching.cancel()

    app = FastAPI(title="CSO Desk centre", version="1", lifespan=lifespan)
    app.state.bell = bell
    app.exception_handler(CallRefused)(_refused)
    app.exception_handler(RequestValidationError)(_misunderstood)
    signed_in = [Depends(_bearer(token))]

    @app.get("/v1/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "api": 1, "epoch": store.epoch}

    @app.post("/v1/push", dependencies=signed_in)
    async def push(request: Request) -> Response:
        message = _read_push(await _body(request))
        return _json(await run_in_threadpool(store.push, message))

    @app.get("/v1/feed/{branch}", dependencies=signed_in)
    async def feed(branch: int, epoch: int, after: int = 0, hash: str = wire.GENESIS, wait: float = 0) -> Response:
        position = Position(n=after, hash=hash)
        until = asyncio.get_running_loop().time() + min(wait, _MAX_WAIT_S)
        while True:
            page = await run_in_threadpool(store.feed, branch, epoch, position)
            if page.entries:
                return _json(page)
            if not await bell.rang(branch, after, until):
                return Response(status_code=204)

    @app.get("/v1/ops/{op_id}", dependencies=signed_in)
    def op(op_id: UUID) -> Response:
        result = store.result(op_id)
        return _json(result) if result is not None else _problem(404, Problem(code="UNKNOWN_OP"))

    @app.get("/v1/receipts/{number:path}", dependencies=signed_in)
    def receipt(number: str) -> Response:
        told = store.receipt(_read_receipt(number))
        return _json(told) if told is not None else _problem(404, Problem(code="UNKNOWN_RECEIPT"))

    return app


def serve(
    database_url: str,
    host: str,
    port: int,
    token: str,
    *,
    leash: TextIO | None = None,
) -> None:
    """Serve until told to stop (SIGINT, SIGTERM); says on stdout, in one line, where it listens once it does.

    Port 0 takes a free one. With a `leash` it also ends when that closes: when whoever started it is gone. Raises
    what a database or a place that cannot be used raises: SQLAlchemyError, NewerSchema, ModuleNotFoundError, OSError.
    """
    store = CentralStore(database_url)
    try:
        # uvicorn raises the signal that has ended it once more when all is closed
        with socket.create_server((host, port)) as listener, suppress(KeyboardInterrupt):
            server = Server(make_app(store, token=token), announce=sys.stdout.write)
            if leash is not None:
                threading.Thread(target=server.end_with, args=(leash,), name="leash", daemon=True).start()
            server.run([listener])
    finally:
        store.close()


class Server(uvicorn.Server):
    """A uvicorn that says where it listens once it does."""

    def __init__(self, app: FastAPI, *, announce: Any) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_GRACE_S,
                timeout_keep_alive=_KEEP_S,
                lifespan="on",
            )
        )
        self._app = app
        self._announce = announce

    def end_with(self, leash: TextIO) -> None:
        """Wait until the leash closes, then end."""
        leash.read()
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce."""
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            self._announce(f"centre listening on http://{host}:{port}\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer the held polls, then stop."""
        self._app.state.bell.ring_out()
        await super().shutdown(sockets)


class _Bell:
    """Wakes the held polls of a branch when its log has grown; one look at all heads serves every poll."""

    def __init__(self, store: CentralStore) -> None:
        self._store = store
        self._heads: dict[int, int] = {}
        self._looked = asyncio.Event()
        self._is_over = False

    async def watch(self) -> None:
        """Look at the heads twice a second, for ever."""
        while True:
            try:
                self._heads = await run_in_threadpool(self._store.heads)
            except Exception:
                log.exception("the heads of the logs could not be read")
            self._wake()
            await asyncio.sleep(_LOOK_S)

    def ring_out(self) -> None:
        """Let every held poll go."""
        self._is_over = True
        self._wake()

    async def rang(self, branch: int, after: int, until: float) -> bool:
        """Wait until the branch's log is longer than `after`; False when `until` (loop time) came first."""
        while not self._is_over and (left := until - asyncio.get_running_loop().time()) > 0:
            try:
                await asyncio.wait_for(self._looked.wait(), left)
            except TimeoutError:
                return False
            if self._heads.get(branch, 0) > after:
                return True
        return False

    def _wake(self) -> None:
        looked, self._looked = self._looked, asyncio.Event()
        looked.set()


def _bearer(token: str) -> Any:
    expected = f"Bearer {token}".encode()

    def check(request: Request) -> None:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected):
            raise CallRefused(401, "UNAUTHORISED")

    return check


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > wire.MAX_BODY_BYTES:
            raise CallRefused(413, "TOO_LARGE", limit=wire.MAX_BODY_BYTES)
    return bytes(body)


def _read_push(body: bytes) -> Push:
    try:
        return Push.model_validate(json.loads(body))
    except ValidationError as error:
        if any(one["loc"] == ("ops",) and one["type"] == "too_long" for one in error.errors(include_input=False)):
            raise CallRefused(413, "TOO_MANY_OPS", limit=wire.MAX_OPS) from None
        raise CallRefused(422, "BAD_MESSAGE", errors=described(error)) from None
    except (ValueError, RecursionError):
        raise CallRefused(400, "NOT_JSON") from None


def _read_receipt(number: str) -> str:
    try:
        return parse_receipt(number)
    except InvalidReceipt as invalid:
        raise CallRefused(422, "BAD_RECEIPT", reason=invalid.reason) from None


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, CallRefused)
    return _problem(error.http_status, Problem(code=error.code, facts=error.facts, results=list(error.results)))


def _misunderstood(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return _problem(422, Problem(code="BAD_MESSAGE", facts={"errors": errors}))


def _json(message: BaseModel) -> Response:
    return Response(message.model_dump_json(), media_type="application/json")


def _problem(http_status: int, problem: Problem) -> Response:
    return Response(problem.model_dump_json(), http_status, media_type="application/json")
