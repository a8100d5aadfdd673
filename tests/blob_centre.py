"""The centre's attachments alone, really served; a bearer token says who calls: desk, branch and role."""

import hashlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import requests
import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import Engine, func, insert, select

from cso_desk.central.blobs.blob_store import BlobStore
from cso_desk.central.blobs.blobs import Blobs
from cso_desk.central.blobs.blobs_api import blob_routes
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.schema import blob, blob_upload, claim
from cso_desk.claims.tables import Role
from cso_desk.wire.blob_wire import CHECKSUM_HEADER, CHUNK_TYPE, OFFSET_HEADER, checksum

BRANCH, OTHER_BRANCH = 114, 7
CLAIM, OTHER_CLAIM = UUID(int=1), UUID(int=2)
KEY = bytes(range(32))
NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
PATIENCE_S = 20.0
JPEG_START = b"\xff\xd8\xff\xe0"


def photo(size: int, seed: int = 0) -> bytes:
    """Bytes that begin as a JPEG does, no two stretches of them alike."""
    body = b"".join((number * 2654435761 + seed).to_bytes(8, "big") for number in range(size // 8 + 1))
    return (JPEG_START + body)[:size]


PHOTO = photo(700_000)
SHA = hashlib.sha256(PHOTO).hexdigest()
SMALL = photo(9_000, seed=1)
SMALL_SHA = hashlib.sha256(SMALL).hexdigest()


def token(desk: str = "D-1", branch: int = BRANCH, role: Role = Role.OFFICER) -> str:
    """What a desk's officer shows the guard of these tests."""
    return f"{desk}/{branch}/{role}"


def add_claims(engine: Engine) -> None:
    """One claim of each branch."""
    known = {"state": "in_booth", "cycle": 1, "row_version": 1, "body": {}}
    with engine.begin() as connection:
        for claim_id, branch in ((CLAIM, BRANCH), (OTHER_CLAIM, OTHER_BRANCH)):
            connection.execute(insert(claim).values(claim_id=claim_id, branch=branch, **known))


def counts(engine: Engine) -> tuple[int, int]:
    """How many blobs are whole, and how many uploads are under way."""
    with engine.begin() as connection:
        told = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in (blob, blob_upload)]
        return told[0], told[1]


def files_in(folder: Path) -> set[str]:
    """The names of all files below a folder."""
    return {file.name for file in folder.rglob("*") if file.is_file()}


class BlobCentre:
    """The service, from `open` on; `before` is called with every request before anything else is done with it."""

    def __init__(self, engine: Engine, store: BlobStore) -> None:
        self.blobs = Blobs(engine, store, now=lambda: NOW)
        self.seen: list[tuple[str, UUID, str]] = []
        self.before: Callable[[Request], object] = lambda _request: None
        self.app = FastAPI()
        self.app.exception_handler(CallRefused)(_refused)
        self.app.exception_handler(RequestValidationError)(_misunderstood)
        self.app.include_router(blob_routes(self.blobs, self._guard, on_read=self._on_read))

    @contextmanager
    def open(self, port: int = 0) -> Iterator[str]:
        """Serve; yields the address."""
        config = uvicorn.Config(self.app, log_config=None, access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", port)) as listener:
            thread = threading.Thread(target=server.run, args=([listener],))
            thread.start()
            try:
                yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            finally:
                server.should_exit = True
                thread.join()

    def _guard(self, request: Request) -> Caller:
        self.before(request)
        words = request.headers.get("authorization", "").removeprefix("Bearer ").split("/")
        if len(words) != 3:
            raise CallRefused(401, "UNAUTHORISED")
        desk, branch, role = words
        return Caller("9900001", Role(role), int(branch), desk, uuid5(CLAIM, desk))

    def _on_read(self, caller: Caller, claim_id: UUID, sha256: str) -> None:
        self.seen.append((caller.officer, claim_id, sha256))


class Desk:
    """Speaks to the centre as a desk does, one call at a time."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}"}

    def post(self, content: bytes, sha256: str, **changes: Any) -> requests.Response:
        told = {"sha256": sha256, "size": len(content), "mime": "image/jpeg", "claim": str(CLAIM), **changes}
        return requests.post(f"{self.url}/v1/blobs", json=told, headers=self.headers, timeout=PATIENCE_S)

    def patch(self, sha256: str, offset: int, chunk: Any, **changes: str) -> requests.Response:
        told = {"Content-Type": CHUNK_TYPE, OFFSET_HEADER: str(offset), **changes}
        if isinstance(chunk, bytes):
            told.setdefault(CHECKSUM_HEADER, checksum(chunk))
        where = f"{self.url}/v1/blobs/{sha256}"
        return requests.patch(where, data=chunk, headers={**self.headers, **told}, timeout=PATIENCE_S)

    def head(self, sha256: str) -> requests.Response:
        return requests.head(f"{self.url}/v1/blobs/{sha256}", headers=self.headers, timeout=PATIENCE_S)

    def get(self, sha256: str, **headers: str) -> requests.Response:
        where = f"{self.url}/v1/blobs/{sha256}"
        return requests.get(where, headers={**self.headers, **headers}, timeout=PATIENCE_S)

    def send(self, content: bytes, sha256: str, *, chunk: int = 256 << 10) -> requests.Response:
        """Send the whole from where the centre says."""
        answer = self.post(content, sha256)
        while not answer.json().get("stored", True):
            at = answer.json()["offset"]
            answer = self.patch(sha256, at, content[at : at + chunk])
        return answer


def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CallRefused)
    return JSONResponse({"code": error.code, "facts": error.facts}, error.http_status)


def _misunderstood(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"code": "BAD_MESSAGE"}, 422)
