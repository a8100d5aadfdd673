"""Attachments at the centre: taken in chunk by chunk, checked as a whole, and shown to the branches they concern."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from cso_desk.central.blobs.blob_store import BlobLost, BlobStore, StoreDown, StoreFull
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.schema import blob, blob_claim, blob_upload, claim
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.tables import Role
from cso_desk.wire.blob_wire import LEAST_CHUNK_BYTES, MAX_BLOB_BYTES, BlobRequest, BlobState, Mime, mime_of

log = logging.getLogger(__name__)

EXPIRES_AFTER = timedelta(days=7)
"""How long an upload that nothing comes to is kept."""

MAX_UPLOADS, MAX_UPLOAD_BYTES = 32, 64 << 20
"""How many uploads of a desk may be under way, and how large they may be together."""

_UPLOADERS = frozenset((Role.OFFICER, Role.SUPERVISOR, Role.HEAD))


@dataclass(frozen=True, slots=True)
class Blob:
    """A whole attachment, with one of the claims for which it may be seen."""

    sha256: str
    mime: str
    content: bytes
    claim_id: UUID


class Blobs:
    """What is known of attachments, and the way their bytes take into a store.

    An upload is a desk's own, so that two desks with the same photograph do not disturb each other. A chunk is on the
    disk before the table tells of it; what the table does not tell of is written over. Two calls that bring the same
    chunk at once are harmless, and whatever goes wrong shows in the hash of the whole, which decides.
    """

    def __init__(
        self,
        engine: Engine,
        store: BlobStore,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(JAKARTA),
    ) -> None:
        self._engine = engine
        self._store = store
        self._now = now

    def begin(self, caller: Caller, request: BlobRequest) -> BlobState:
        """Begin an upload, or say where it goes on, or that nothing is to be done; raises CallRefused.

        An upload whose last act was cut short is brought to its end.
        """
        _require_allowed(caller, request)
        known = self._known(caller, request)
        with _storing():
            if known is not None and self._store.holds(request.sha256, known):
                self._drop(self._upload(caller, request.sha256))
                return _stored(request.sha256, known)
            upload = self._opened(caller, request)
            return self._go_on(upload, self._arrived(upload))

    def state(self, caller: Caller, sha256: str) -> BlobState:
        """How far an attachment has come; raises CallRefused (404) where the caller's desk has begun none."""
        upload = self._upload(caller, sha256)
        if upload is None:
            return self._stored_here(caller, sha256)
        with _storing():
            return _state(upload, self._arrived(upload))

    def append(self, caller: Caller, sha256: str, offset: int, chunk: bytes) -> BlobState:
        """Take the chunk at an offset; the last one brings the upload to its end. Raises CallRefused.

        409 OFFSET tells the right offset. 422 WRONG_HASH: the whole is not what it was said to be, and is gone.
        """
        upload = self._upload(caller, sha256)
        if upload is None:
            return self._stored_here(caller, sha256)
        with _storing():
            arrived = self._arrived(upload)
            if offset != arrived:
                raise CallRefused(409, "OFFSET", offset=arrived)
            _require_fitting(upload, offset, chunk)
            if offset == 0 and mime_of(chunk) != upload.mime:
                self._drop(upload)
                raise CallRefused(415, "OTHER_TYPE", mime=upload.mime)
            try:
                self._store.append(upload.id, offset, chunk)
            except BlobLost:
                self._conflict(caller, sha256)
            if not self._move(upload, offset, offset + len(chunk)):
                self._conflict(caller, sha256)
            return self._go_on(upload, offset + len(chunk))

    def read(self, caller: Caller, sha256: str) -> Blob:
        """A whole attachment, its hash checked; raises CallRefused: 404 where no claim the caller may see has it."""
        row, claim_id = self._readable(caller, sha256)
        try:
            with _storing():
                content = self._store.read(sha256)
        except BlobLost:
            log.error("alarm: the bytes of blob %s are gone", sha256)
            raise CallRefused(503, "BLOB_LOST") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            log.error("alarm: the bytes of blob %s are damaged", sha256)
            raise CallRefused(503, "BLOB_DAMAGED")
        return Blob(sha256, row.mime, content, claim_id)

    def sweep(self, now: datetime) -> int:
        """Forget the uploads that nothing came to for seven days; returns how many."""
        before = now - EXPIRES_AFTER
        with self._reading() as connection:
            ids = set(connection.scalars(select(blob_upload.c.id).where(blob_upload.c.at < before)))
        for upload in ids:
            self._store.discard(upload)
        with self._engine.begin() as connection:
            connection.execute(delete(blob_upload).where(blob_upload.c.id.in_(ids), blob_upload.c.at < before))
            alive = set(connection.scalars(select(blob_upload.c.id)))
        strays = set(self._store.unfinished(before)) - alive
        for upload in strays:
            self._store.discard(upload)
        return len(ids | strays)

    def _reading(self) -> Any:
        return self._engine.execution_options(reading=True).begin()

    def _known(self, caller: Caller, request: BlobRequest) -> int | None:
        """The size of the blob where it is whole; raises CallRefused where the claim is none of the caller's branch."""
        with self._reading() as connection:
            branch = connection.scalar(select(claim.c.branch).where(claim.c.claim_id == request.claim))
            if branch != caller.branch:
                raise CallRefused(404, "UNKNOWN_CLAIM")
            size: int | None = connection.scalar(select(blob.c.size).where(blob.c.sha256 == request.sha256))
            return size

    def _upload(self, caller: Caller, sha256: str) -> Row[Any] | None:
        with self._reading() as connection:
            row: Row[Any] | None = connection.execute(_uploads_of(caller, sha256)).one_or_none()
            return row

    def _opened(self, caller: Caller, request: BlobRequest) -> Row[Any]:
        """The desk's upload, begun if need be; one of another size or type is begun anew."""
        row = self._upload(caller, request.sha256)
        if row is not None and (row.size, row.mime) != (request.size, request.mime):
            self._drop(row)
            row = None
        if row is None:
            row = self._begun(caller, request)
        return row

    def _begun(self, caller: Caller, request: BlobRequest) -> Row[Any]:
        new = {"id": uuid4(), "sha256": request.sha256, "desk": caller.desk, "size": request.size, "mime": request.mime}
        try:
            with self._engine.begin() as connection:
                _require_quota(connection, caller, request.size)
                connection.execute(insert(blob_upload).values(**new, arrived=0, at=self._now()))
        except IntegrityError:
            log.info("desk %s began the upload of %s twice at once", caller.desk, request.sha256)
        row = self._upload(caller, request.sha256)
        if row is None:
            raise CallRefused(409, "OFFSET", offset=0)
        return row

    def _arrived(self, upload: Row[Any]) -> int:
        """Up to where the bytes are safe: told by the table and there; an upload that lost bytes goes back."""
        there: int = min(upload.arrived, self._store.offset(upload.id))
        if there < upload.arrived:
            log.warning("upload %s lost its bytes after %d", upload.id, there)
            self._move(upload, upload.arrived, there)
        return there

    def _move(self, upload: Row[Any], was: int, arrived: int) -> bool:
        same = (blob_upload.c.id == upload.id, blob_upload.c.arrived == was)
        with self._engine.begin() as connection:
            moved = connection.execute(update(blob_upload).where(*same).values(arrived=arrived, at=self._now()))
            return moved.rowcount == 1

    def _conflict(self, caller: Caller, sha256: str) -> NoReturn:
        """Another call was quicker, or the bytes are gone: tell where the upload stands."""
        upload = self._upload(caller, sha256)
        raise CallRefused(409, "OFFSET", offset=0 if upload is None else self._arrived(upload))

    def _go_on(self, upload: Row[Any], arrived: int) -> BlobState:
        if arrived == 0:
            self._store.begin(upload.id)
        if arrived < upload.size:
            return _state(upload, arrived)
        return self._finished(upload)

    def _finished(self, upload: Row[Any]) -> BlobState:
        try:
            is_right = self._store.finish(upload.id, upload.sha256)
        except BlobLost:
            raise CallRefused(409, "OFFSET", offset=self._arrived(upload)) from None
        if not is_right:
            self._drop(upload)
            log.warning("desk %s sent %d bytes that are not those of %s", upload.desk, upload.size, upload.sha256)
            raise CallRefused(422, "WRONG_HASH")
        self._keep(upload)
        return _stored(upload.sha256, upload.size)

    def _keep(self, upload: Row[Any]) -> None:
        whole = {"sha256": upload.sha256, "size": upload.size, "mime": upload.mime, "desk": upload.desk}
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(blob_upload).where(blob_upload.c.id == upload.id))
                if connection.scalar(select(blob.c.sha256).where(blob.c.sha256 == upload.sha256)) is None:
                    connection.execute(insert(blob).values(**whole, at=self._now()))
        except IntegrityError:
            self._drop(upload)

    def _drop(self, upload: Row[Any] | None) -> None:
        if upload is not None:
            self._store.discard(upload.id)
            with self._engine.begin() as connection:
                connection.execute(delete(blob_upload).where(blob_upload.c.id == upload.id))

    def _stored_here(self, caller: Caller, sha256: str) -> BlobState:
        """The state of a whole blob that the caller's desk brought, or may see; raises CallRefused (404)."""
        with self._reading() as connection:
            row = connection.execute(select(blob).where(blob.c.sha256 == sha256)).one_or_none()
            if row is None or not (row.desk == caller.desk or _seen_for(connection, caller, sha256)):
                raise CallRefused(404, "UNKNOWN_UPLOAD")
            return _stored(sha256, row.size)

    def _readable(self, caller: Caller, sha256: str) -> tuple[Row[Any], UUID]:
        with self._reading() as connection:
            row = connection.execute(select(blob).where(blob.c.sha256 == sha256)).one_or_none()
            claim_id = _seen_for(connection, caller, sha256)
            if row is None or claim_id is None:
                raise CallRefused(404, "UNKNOWN_BLOB")
            return row, claim_id


def link(connection: Connection, sha256: str, claim_id: UUID, branch: int) -> None:
    """Note that a claim of a branch has an attachment, whether its bytes are here or not; harmless again.

    A claim that changes its branch is linked again.
    """
    here = (blob_claim.c.sha256 == sha256, blob_claim.c.claim_id == claim_id)
    if connection.execute(update(blob_claim).where(*here).values(branch=branch)).rowcount == 0:
        connection.execute(insert(blob_claim).values(sha256=sha256, claim_id=claim_id, branch=branch))


def stored(connection: Connection, shas: Iterable[str]) -> set[str]:
    """Which of these attachments are here as a whole."""
    return set(connection.scalars(select(blob.c.sha256).where(blob.c.sha256.in_(set(shas)))))


def _require_allowed(caller: Caller, request: BlobRequest) -> None:
    if caller.role not in _UPLOADERS:
        raise CallRefused(403, "ROLE")
    if request.size > MAX_BLOB_BYTES:
        raise CallRefused(413, "TOO_LARGE", limit=MAX_BLOB_BYTES)
    if request.mime not in list(Mime):
        raise CallRefused(415, "UNKNOWN_TYPE", allowed=[str(mime) for mime in Mime])


def _require_quota(connection: Connection, caller: Caller, size: int) -> None:
    count, total = connection.execute(
        select(func.count(), func.coalesce(func.sum(blob_upload.c.size), 0)).where(blob_upload.c.desk == caller.desk)
    ).one()
    if count >= MAX_UPLOADS or total + size > MAX_UPLOAD_BYTES:
        raise CallRefused(429, "TOO_MANY_UPLOADS", limit=MAX_UPLOADS, limit_bytes=MAX_UPLOAD_BYTES)


def _require_fitting(upload: Row[Any], offset: int, chunk: bytes) -> None:
    left = upload.size - offset
    if len(chunk) > left:
        raise CallRefused(422, "CHUNK_TOO_LONG", left=left)
    if len(chunk) < min(left, LEAST_CHUNK_BYTES):
        raise CallRefused(422, "CHUNK_TOO_SHORT", least=min(left, LEAST_CHUNK_BYTES))


def _uploads_of(caller: Caller, sha256: str) -> Any:
    return select(blob_upload).where(blob_upload.c.desk == caller.desk, blob_upload.c.sha256 == sha256)


def _seen_for(connection: Connection, caller: Caller, sha256: str) -> UUID | None:
    """A claim with this attachment that the caller may see."""
    rows = connection.execute(select(blob_claim.c.claim_id, blob_claim.c.branch).where(blob_claim.c.sha256 == sha256))
    return next((row.claim_id for row in rows if caller.may_read(row.branch)), None)


def _state(upload: Row[Any], arrived: int) -> BlobState:
    return BlobState(sha256=upload.sha256, size=upload.size, stored=False, offset=arrived)


def _stored(sha256: str, size: int) -> BlobState:
    return BlobState(sha256=sha256, size=size, stored=True, offset=size)


@contextmanager
def _storing() -> Iterator[None]:
    try:
        yield
    except StoreFull as full:
        log.error("there is no room left for attachments: %s", full)
        raise CallRefused(507, "DISK_FULL") from full
    except StoreDown as down:
        log.error("the store of attachments does not answer: %s", down)
        raise CallRefused(503, "STORE_DOWN") from down
