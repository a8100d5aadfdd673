"""What goes on around every request: an id, one line in the log, the counts, and an answer where the code has none."""

import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from cso_desk.central.service import metrics
from cso_desk.central.service.faults import Wait, busy, wait_for
from cso_desk.central.service.logs import of_request
from cso_desk.central.service.setting_values import LOOPBACK, Network
from cso_desk.wire import Problem

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

Make = Callable[[], Awaitable[Response]]
Straight = Mapping[tuple[str, str], Callable[[Request], Awaitable[Response]]]
"""What answers a call by itself, by method and path."""

LATER = "cso_desk.later"
"""Where a request's scope has the list into which an answer that is to be waited for is put (see `Later`)."""

_ALWAYS_ANSWERED = frozenset(("/v1/health", "/metrics"))
_CLIENT_GONE = 499
_MOST_BYTES = 2 << 20
_MOST_WAITING = 500
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = logging.getLogger(__name__)


class Observed:
    """An ASGI app around another; whatever streams through it is not held up.

    Where more than `most_waiting` requests wait for a thread, the next are told at once to come again. A body larger
    than any call may bring is not read to its end, whoever sends it. `/metrics` is answered to the networks of the
    application's `state.scrapers` only, or else to this machine.

    A call of `straight` does not go through the app: for a call that comes again and again, what a framework does
    around it costs too much.
    """

    def __init__(
        self, app: App, *, straight: Straight = MappingProxyType({}), most_waiting: int = _MOST_WAITING
    ) -> None:
        self._app = app
        self._straight = straight
        self._most_waiting = most_waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; anything else (the lifespan) is passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _id_of(scope)
        answer = _Answer(send, request)
        began = time.perf_counter()
        with of_request(request):
            try:
                await self._answered(scope, receive, answer)
            finally:
                self._tell(scope, answer.status, time.perf_counter() - began)

    async def _answered(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        if scope["path"] == "/metrics":
            await self._metrics(scope, answer)
            return
        if scope["path"] not in _ALWAYS_ANSWERED and _waiting() > self._most_waiting:
            metrics.turned_away()
            await answer.wait(busy())
            return
        if _announced(scope) > _MOST_BYTES:
            await answer.problem(413, Problem(code="TOO_LARGE", facts={"limit": _MOST_BYTES}))
            return
        try:
            if (straight := self._straight.get((scope["method"], scope["path"]))) is not None:
                made = await straight(Request(scope, _limited(receive)))
                await made(scope, receive, answer)
            elif (make := await self._asked(scope, receive, answer)) is not None:
                made = await make()
                await made(scope, receive, answer)
        except ClientDisconnect:
            return
        except Exception as error:
            wait = wait_for(error)
            if wait is None:
                log.exception("a request failed: our own fault")
                await answer.problem(500, Problem(code="FAULT"))
                return
            log.warning("the database does not do its part: %s", _in_a_line(error))
            await answer.wait(wait)

    async def _asked(self, scope: Scope, receive: Receive, answer: "_Answer") -> Make | None:
        """Let the route answer; returns what it leaves to be made, without what was kept of the request."""
        later: list[Make] = []
        within = {**scope, LATER: later}
        try:
            await self._app(within, _limited(receive), answer)
        finally:
            scope["route"] = within.get("route")
        return later[0] if later else None

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        path = scope["path"]
        known = path in _ALWAYS_ANSWERED or (scope["method"], path) in self._straight
        route = path if known else getattr(scope.get("route"), "path", "none")
        metrics.request_answered(scope["method"], route, status, seconds)
        facts = {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("answered", extra={"facts": facts})

    async def _metrics(self, scope: Scope, answer: "_Answer") -> None:
        if not _is_from(scope, getattr(scope["app"].state, "scrapers", LOOPBACK)):
            await answer.problem(404, Problem(code="NOT_FOUND"))
            return
        body = await anyio.to_thread.run_sync(metrics.exposition)
        await answer.whole(200, body, metrics.CONTENT_TYPE)


class Later(Response):
    """An answer of a route that has to be waited for: it is made and sent when all that led to the route is let go.

    What a framework keeps of a request that it still works at is twice what its connection takes.
    """

    def __init__(self, make: Make) -> None:
        super().__init__()
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave it to be made."""
        scope[LATER].append(self._make)


class _Answer:
    """Passes an answer on as it comes, marked with the request's id, and remembers its status."""

    def __init__(self, send: Send, request: str) -> None:
        self._send = send
        self._request = request
        self.status = _CLIENT_GONE

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message.get("headers", ()), (b"x-request-id", self._request.encode())]
            message = {**message, "headers": headers}
        await self._send(message)

    async def wait(self, wait: Wait) -> None:
        """Tell when to come again."""
        problem = Problem(code=wait.code, facts={"after_s": wait.after_s})
        await self.problem(wait.http_status, problem, (b"retry-after", str(wait.after_s).encode()))

    async def problem(self, status: int, problem: Problem, *headers: tuple[bytes, bytes]) -> None:
        """Tell why not; an answer that has begun already can only be broken off."""
        if self.status != _CLIENT_GONE:
            raise ConnectionAbortedError("the answer broke off")
        await self.whole(status, problem.model_dump_json().encode(), "application/json", *headers)

    async def whole(self, status: int, body: bytes, kind: str, *headers: tuple[bytes, bytes]) -> None:
        """An answer in one piece."""
        told = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *headers]
        await self({"type": "http.response.start", "status": status, "headers": told})
        await self({"type": "http.response.body", "body": body})


def _announced(scope: Scope) -> int:
    """How many bytes a body is said to have; 0 where nothing is said."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(said[:18]) if said.isdigit() else 0


def _limited(receive: Receive) -> Receive:
    """Raises HTTPException (413) as soon as a body is too large, for what reads it to answer."""
    size = 0

    async def read() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > _MOST_BYTES:
            raise HTTPException(413)
        return message

    return read


def _id_of(scope: Scope) -> str:
    """The caller's own id where it is one that may stand in a log."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = str(value.decode("latin-1"))
            return text if _SANE_ID.fullmatch(text) else uuid4().hex
    return uuid4().hex


def _waiting() -> int:
    return anyio.to_thread.current_default_thread_limiter().statistics().tasks_waiting


def _is_from(scope: Scope, networks: tuple[Network, ...]) -> bool:
    try:
        address = ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return False
    return any(address in network for network in networks)


def _in_a_line(error: Exception) -> str:
    return json.dumps(str(getattr(error, "orig", None) or error).strip().partition("\n")[0])
