"""The calls by which a desk and the centre keep up with each other."""

import json
import zlib
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import uniform
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ValidationError

from cso_desk import wire
from cso_desk.central.audit.alarms import HistoryWatch
from cso_desk.central.errors import CallRefused
from cso_desk.central.feeds import Feeds
from cso_desk.central.gate import Gate
from cso_desk.central.guard import Caller, Guard
from cso_desk.central.pushes import described
from cso_desk.central.service.observe import Later
from cso_desk.central.store import CentralStore
from cso_desk.central.together import Together
from cso_desk.claims.dates import day_of
from cso_desk.claims.receipts import InvalidReceipt, parse_receipt
from cso_desk.claims.table_files import digest, in_force
from cso_desk.wire import (
    Hello,
    Kept,
    KnownOps,
    OpIds,
    Page,
    Position,
    Problem,
    Push,
    PushAnswer,
    Receipt,
    Result,
    Snapshot,
    Welcome,
)

_MAX_WAIT_S = 60.0
_HERD_S = 20.0
_BUSY = 0.5
_SNAPSHOT_CHUNK = 1 << 16
_LANES, _MOST_OPS_TOGETHER = 1, 100


@dataclass(frozen=True, slots=True)
class Doors:
    """Who is let in: officers who are signed in, or these and desks by themselves."""

    guard: Guard
    either: Callable[[Request], Awaitable[None]]


Problems = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Problems:
    """For OpenAPI: the refusals a call may get, all told as a Problem."""
    return {status: {"model": Problem} for status in statuses}


def claims_routes(
    store: CentralStore, doors: Doors, history: HistoryWatch, feeds: Feeds, pushes: Gate, snapshots: Gate
) -> tuple[APIRouter, Callable[[Request], Awaitable[Response]]]:
    """Push, feed, snapshot and what belongs to them; and what answers a push without the framework."""
    router = APIRouter(prefix="/v1", tags=["claims"])
    together = Together(
        store.push_all, lanes=_LANES, most=_MOST_OPS_TOGETHER, weigh=lambda message: max(1, len(message.ops))
    )
    who = Annotated[Caller, Depends(doors.guard)]

    @router.post("/hello", responses=problems(401, 422, 426))
    def hello(hello: Hello, caller: who) -> Welcome:
        """Tell who one is and what one has, and learn what the centre wants of a desk."""
        store.hear(hello)
        return Welcome(
            epoch=store.epoch,
            server_time=store.now(),
            pace_s=round(uniform(0, _HERD_S), 1) if pushes.load > _BUSY else 0.0,
            rules=digest(),
            offline_up_to=in_force().ladder.limits_on(day_of(store.now())).offline_up_to,
        )

    @router.post(
        "/push",
        response_model=PushAnswer,
        responses=problems(400, 401, 403, 409, 413, 422, 429, 503),
        openapi_extra={
            "requestBody": {"required": True, "content": {"application/json": {"schema": Push.model_json_schema()}}}
        },
    )
    async def push(request: Request, caller: who) -> Response:
        """Hand in ops in their order, and get their results and the feed in the same answer."""
        pushes.require_room()
        message = read_push(await body_of(request))
        if (message.desk, message.branch) != (caller.desk, caller.branch):
            raise CallRefused(403, "NOT_YOURS")
        async with pushes:
            with _witnessed(history, caller, message.branch, message.after):
                answer = await together.ask(message)
                if isinstance(answer, CallRefused):
                    raise answer
        feeds.grew(message.branch, message.epoch, answer.feed.entries)
        if pushes.load > _BUSY:
            answer = answer.model_copy(update={"pace_s": round(uniform(0, 1 + _HERD_S * pushes.load), 1)})
        return _json(answer)

    @router.get(
        "/feed/{branch}", response_model=Page, responses={204: {}, **problems(401, 404, 409, 422, 426, 429, 503)}
    )
    async def feed(
        branch: int,
        caller: who,
        request: Request,
        epoch: Annotated[int, Query(ge=0, le=2**53)],
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        hash: Annotated[str, Query(max_length=64)] = wire.GENESIS,
        wait: Annotated[float, Query(ge=0, allow_inf_nan=False)] = 0,
    ) -> Response:
        """The branch's log after a position; held for up to `wait` seconds while there is nothing to tell."""
        require_api(request)
        if not caller.may_read(branch):
            raise CallRefused(404, "UNKNOWN_BRANCH")
        position = Position(n=after, hash=hash)

        async def answer() -> Response:
            try:
                with _witnessed(history, caller, branch, position):
                    told = await feeds.page(branch, epoch, position, min(wait, _MAX_WAIT_S))
            except CallRefused as refused:
                return refusal(refused)
            return Response(status_code=204) if told is None else Response(told, media_type="application/json")

        return Later(answer)

    @router.get(
        "/snapshot/{branch}",
        response_class=StreamingResponse,
        responses={
            200: {"content": {"application/x-ndjson": {}}, "description": "A `Snapshot` and a line for each `Kept`"},
            **problems(401, 404, 422, 426, 429),
        },
    )
    async def snapshot(branch: int, caller: who, request: Request) -> Response:
        """A branch's claims at one place of its log, gzipped JSON lines: where a new desk begins to follow."""
        require_api(request)
        if not caller.may_read(branch):
            raise CallRefused(404, "UNKNOWN_BRANCH")
        async with snapshots:
            head, kept = await run_in_threadpool(store.snapshot, branch)
        headers = {"Content-Encoding": "gzip", "ETag": f'"{head.epoch}.{head.at.n}"'}
        return StreamingResponse(_zipped(_lines(head, kept)), media_type="application/x-ndjson", headers=headers)

    @router.post("/ops/known", responses=problems(401, 422))
    def known_ops(asked: OpIds, caller: who) -> KnownOps:
        """What became of those of the ops that ever arrived: after a restore the others have to be sent again."""
        return KnownOps(known=store.known_ops(asked.op_ids, caller.branch))

    @router.get("/ops/{op_id}", responses=problems(401, 404, 422))
    def op(op_id: UUID, caller: who) -> Result:
        """What became of one op of the caller's branch."""
        known = store.known_ops([op_id], caller.branch)
        if not known:
            raise CallRefused(404, "UNKNOWN_OP")
        return known[0]

    @router.get("/receipts/{number:path}", responses=problems(401, 403, 404, 422), dependencies=[Depends(doors.either)])
    def receipt(number: str) -> Receipt:
        """What a receipt proves; a desk may ask with nobody signed in."""
        told = store.receipt(_read_receipt(number))
        if told is None:
            raise CallRefused(404, "UNKNOWN_RECEIPT")
        return told

    async def straight_push(request: Request) -> Response:
        return await push(request, await doors.guard(request))

    return router, straight_push


def refusal(refused: CallRefused) -> Response:
    """The answer to a call that is not taken."""
    told = Problem(code=refused.code, facts=refused.facts, results=list(refused.results))
    after_s = refused.facts.get("after_s")
    headers = {} if after_s is None else {"Retry-After": str(max(1, round(after_s)))}
    return Response(told.model_dump_json(), refused.http_status, headers, media_type="application/json")


async def body_of(request: Request, limit: int = wire.MAX_BODY_BYTES) -> bytes:
    """The body of a call; raises CallRefused as soon as it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise CallRefused(413, "TOO_LARGE", limit=limit)
    return bytes(body)


def read_push(body: bytes) -> Push:
    """The message in a body; raises CallRefused."""
    try:
        return Push.model_validate(json.loads(body))
    except ValidationError as error:
        if any(one["loc"] == ("ops",) and one["type"] == "too_long" for one in error.errors(include_input=False)):
            raise CallRefused(413, "TOO_MANY_OPS", limit=wire.MAX_OPS) from None
        raise CallRefused(422, "BAD_MESSAGE", errors=described(error)) from None
    except (ValueError, RecursionError):
        raise CallRefused(400, "NOT_JSON") from None


def require_api(request: Request) -> None:
    """Tell a desk too old to understand the feed that it has to be updated; what it has to send is taken all the same.

    A call that does not say which messages it speaks is taken to speak the newest.
    """
    told = request.headers.get("CSO-Api", str(wire.API))
    if not told.isdecimal() or int(told[:9]) < wire.LEAST_API:
        raise CallRefused(426, "TOO_OLD", least_api=wire.LEAST_API)


@contextmanager
def _witnessed(history: HistoryWatch, caller: Caller, branch: int, after: Position) -> Iterator[None]:
    """Take the word of a desk that has verified another history than the centre's."""
    try:
        yield
    except CallRefused as refused:
        if refused.code == "HISTORY_DIFFERS":
            history.alarm(branch, after.n, after.hash, desk=caller.desk)
        raise


def _read_receipt(number: str) -> str:
    try:
        return parse_receipt(number)
    except InvalidReceipt as invalid:
        raise CallRefused(422, "BAD_RECEIPT", reason=invalid.reason) from None


def _lines(head: Snapshot, kept: Iterable[Kept]) -> Iterator[bytes]:
    yield head.model_dump_json().encode() + b"\n"
    for one in kept:
        yield one.model_dump_json().encode() + b"\n"


def _zipped(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, gzipped, in pieces worth sending."""
    packer = zlib.compressobj(1, wbits=31)
    piece = bytearray()
    for line in lines:
        piece += packer.compress(line)
        if len(piece) >= _SNAPSHOT_CHUNK:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece) + packer.flush()


def _json(message: BaseModel) -> Response:
    return Response(message.model_dump_json(), media_type="application/json")
