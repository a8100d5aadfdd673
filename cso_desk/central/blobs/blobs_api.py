"""Attachments over HTTP."""

import re
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from cso_desk.central.blobs.blobs import Blobs
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller, Guard
from cso_desk.wire import Problem
from cso_desk.wire.blob_wire import (
    CHECKSUM_HEADER,
    CHUNK_TYPE,
    MAX_CHUNK_BYTES,
    OFFSET_HEADER,
    BlobRequest,
    BlobState,
    is_sound,
)

_Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the attachment's bytes.")]
_Offset = Annotated[int, Header(alias=OFFSET_HEADER, ge=0, le=2**53)]
_Checksum = Annotated[str, Header(alias=CHECKSUM_HEADER, max_length=100)]

_PROBLEMS = {401: "Nobody is signed in.", 404: "There is none such that the caller may see."}
_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_CHUNK = {"requestBody": {"required": True, "content": {CHUNK_TYPE: _BYTES, "application/octet-stream": _BYTES}}}


def blob_routes(
    blobs: Blobs,
    guard: Guard,
    *,
    on_read: Callable[[Caller, UUID, str], None] = lambda _caller, _claim, _sha256: None,
) -> APIRouter:
    """The calls for attachments; `on_read` is told who is about to see which one, and for which claim."""
    routes = APIRouter(prefix="/v1/blobs", tags=["attachments"])
    who = Depends(guard)

    @routes.post(
        "",
        summary="Begin an upload, or ask where it goes on",
        responses={
            201: {"model": BlobState, "description": "The chunk at `offset` is next."},
            **_told(403, 409, 413, 415, 422, 429, 503, 507),
        },
    )
    def begin(request: BlobRequest, response: Response, caller: Caller = who) -> BlobState:
        """200: the attachment is stored already and nothing is to be sent. 201: it is to be sent from `offset` on."""
        state = blobs.begin(caller, request)
        response.status_code = 200 if state.stored else 201
        return _with_offset(response, state)

    @routes.head("/{sha256}", summary="How far an upload of this desk has come", responses=_told(422, 503))
    def state(sha256: _Sha256, caller: Caller = who) -> Response:
        """The header Upload-Offset tells; where it is Upload-Length, the attachment is stored."""
        told = blobs.state(caller, sha256)
        return Response(headers={**_headers(told), "Cache-Control": "no-store"})

    @routes.patch(
        "/{sha256}",
        summary="Send the next chunk",
        openapi_extra=_CHUNK,
        responses={
            201: {"model": BlobState, "description": "It was the last chunk: the attachment is stored."},
            **_told(409, 413, 415, 422, 503, 507),
        },
    )
    async def append(
        sha256: _Sha256,
        request: Request,
        response: Response,
        offset: _Offset,
        checksum: _Checksum,
        caller: Caller = who,
    ) -> BlobState:
        """200: the chunk at `offset` is next. 201: the whole is stored. 409: the chunk is not the next one.

        422 and a code: CHUNK_DAMAGED, nothing of it is kept; WRONG_HASH, the whole is not what it was said to be, and
        all of it is gone.
        """
        chunk = await _chunk(request)
        _require_sound(chunk, checksum)
        told = await run_in_threadpool(blobs.append, caller, sha256, offset, chunk)
        response.status_code = 201 if told.stored else 200
        return _with_offset(response, told)

    @routes.get(
        "/{sha256}",
        summary="An attachment of a claim that the caller may see",
        response_class=Response,
        responses={
            200: {"content": {"application/octet-stream": _BYTES}, "description": "The whole, in its own type."},
            206: {"content": {"application/octet-stream": _BYTES}, "description": "The range asked for."},
            304: {"description": "It is the one named in If-None-Match."},
            416: {"description": "It has no such range."},
            **_told(422, 503),
        },
    )
    def read(
        sha256: _Sha256,
        caller: Caller = who,
        range_: Annotated[str, Header(alias="Range")] = "",
        if_none_match: Annotated[str, Header()] = "",
    ) -> Response:
        """The ETag is the hash in quotes: what is named by its hash never changes."""
        blob = blobs.read(caller, sha256)
        headers = {"ETag": f'"{sha256}"', "Accept-Ranges": "bytes", "Cache-Control": "private, no-cache"}
        if any(tag.strip() in ("*", headers["ETag"]) for tag in if_none_match.split(",")):
            return Response(status_code=304, headers=headers)
        on_read(caller, blob.claim_id, sha256)
        headers |= {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
        return _ranged(blob.content, range_, blob.mime, headers)

    return routes


def _told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    told: dict[int | str, dict[str, Any]] = {status: {"model": Problem} for status in statuses}
    return told | {status: {"model": Problem, "description": text} for status, text in _PROBLEMS.items()}


def _headers(state: BlobState) -> dict[str, str]:
    return {OFFSET_HEADER: str(state.offset), "Upload-Length": str(state.size)}


def _with_offset(response: Response, state: BlobState) -> BlobState:
    response.headers.update(_headers(state))
    return state


async def _chunk(request: Request) -> bytes:
    chunk = bytearray()
    try:
        async for part in request.stream():
            chunk += part
            if len(chunk) > MAX_CHUNK_BYTES:
                raise CallRefused(413, "TOO_LARGE", limit=MAX_CHUNK_BYTES)
    except ClientDisconnect:
        raise CallRefused(400, "CUT_SHORT") from None
    return bytes(chunk)


def _require_sound(chunk: bytes, checksum: str) -> None:
    try:
        is_whole = is_sound(chunk, checksum)
    except ValueError:
        raise CallRefused(422, "BAD_CHECKSUM", wanted="crc32 <base64>") from None
    if not is_whole:
        raise CallRefused(422, "CHUNK_DAMAGED")


def _ranged(content: bytes, asked: str, mime: str, headers: dict[str, str]) -> Response:
    """The whole, or the one range asked for; what is not understood is answered with the whole (RFC 9110, 14.2)."""
    span = _span(asked, len(content))
    if span is None:
        return Response(content, media_type=mime, headers=headers)
    if not span:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(content)}"})
    told = f"bytes {span.start}-{span.stop - 1}/{len(content)}"
    return Response(content[span.start : span.stop], 206, {**headers, "Content-Range": told}, mime)


def _span(asked: str, size: int) -> range | None:
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", asked.strip(), re.ASCII)
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1 if last else size, size))
