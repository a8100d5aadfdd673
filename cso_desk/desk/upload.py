"""Carries attachments to the centre, behind everything else: decisions travel before photographs."""

import logging
from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError

from cso_desk.wire import Problem
from cso_desk.wire.blob_wire import (
    CHECKSUM_HEADER,
    CHUNK_BYTES,
    CHUNK_TYPE,
    LEAST_CHUNK_BYTES,
    MAX_CHUNK_BYTES,
    OFFSET_HEADER,
    BlobRequest,
    BlobState,
    checksum,
)
from cso_desk.worker import Loop

from .attached import Attachment, AttachmentQueue, AttachmentState
from .attachments import AttachmentLost, Attachments
from .client import DEADLINE_S, Answer, Line, LineDown
from .errors import StoreError
from .pace import Pace
from .store import DeskStore
from .sync import Centre

log = logging.getLogger(__name__)

_IDLE_S = 60.0
_LOOK_S = 1.0
_REFUSALS = frozenset((400, 403, 413, 415))
_REFUSAL_CODES = frozenset(("UNKNOWN_CLAIM", "BAD_MESSAGE"))


class _Trouble(Exception):
    """The centre did not take what it should have; `least_s` is what it asked to wait."""

    def __init__(self, cause: str, least_s: float = 0.0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.least_s = least_s


class _Refused(Exception):
    """The centre does not take this attachment, however often it is offered."""


class Upload:
    """A loop that sends one chunk at a time while `is_clear`, which it asks before each, and one that cuts calls.

    The centre says where each upload goes on, so that nothing is lost by a kill, a cut line or a centre that forgot.
    A chunk becomes smaller each time the line fails in the middle of one. `on_change` is told on the loop's thread
    whenever an attachment has come further or has not. The desk's copy goes seven days after the centre's receipt.
    """

    def __init__(
        self,
        store: DeskStore,
        attachments: Attachments,
        centre: Centre,
        *,
        is_clear: Callable[[], bool],
        on_change: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        make_pace: Callable[[], Pace] = Pace,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._queue: AttachmentQueue = store.attachments
        self._attachments = attachments
        self._is_clear = is_clear
        self._on_change = on_change
        self._now = now
        self._pace = make_pace()
        self._line = Line(centre.url, centre.access, deadline_s=deadline_s)
        self._chunk_bytes = CHUNK_BYTES
        self._is_new = True
        self._send = Loop("upload", self._turn)
        self._watch = Loop("upload watch", self._watch_turn)

    def start(self) -> None:
        """Begin to send; what the centre refused in an earlier run is offered once more."""
        for loop in (self._watch, self._send):
            loop.start()

    def stop(self) -> None:
        """Cut what is under way and join; the next start goes on where this one ended."""
        for loop in (self._send, self._watch):
            loop.ask_to_stop()
        self._line.cut()
        for loop in (self._send, self._watch):
            loop.stop()
        self._line.close()

    def wake(self) -> None:
        """Say that there is something to send, or that the way is clear."""
        self._send.wake()

    def hurry(self) -> None:
        """Say that the officer has just signed in, or that the line is back: nothing waits out its pause."""
        self._pace.succeeded()
        self._send.wake()

    def _watch_turn(self, loop: Loop) -> None:
        self._line.cut_overdue()
        loop.rest(_LOOK_S)

    def _turn(self, loop: Loop) -> None:
        if (left := self._pace.left_s) > 0:
            loop.rest(left)
            return
        try:
            self._do_one(loop)
        except StoreError as error:
            log.warning("upload: %s", error.code)
            self._pace.failed()

    def _do_one(self, loop: Loop) -> None:
        if self._is_new:
            self._queue.ask_again()
            self._is_new = False
        if not self._is_clear():
            loop.rest(_LOOK_S)
            return
        which = self._queue.first()
        if which is None:
            if self._queue.release(self._now(), self._attachments.delete):
                self._on_change()
            loop.rest(_IDLE_S)
            return
        self._try(loop, which)
        self._on_change()

    def _try(self, loop: Loop, which: Attachment) -> None:
        try:
            if self._carry(loop, which, self._attachments.read(which.sha256)):
                self._queue.note_stored(which, self._now())
            self._pace.succeeded()
        except AttachmentLost as lost:
            log.error("the file of attachment %s cannot be read: %s", which.sha256, lost)
            self._queue.note_end(which, AttachmentState.LOST, lost.code)
        except _Refused as refused:
            log.error("the centre refuses attachment %s: %s", which.sha256, refused)
            self._queue.note_end(which, AttachmentState.REFUSED, str(refused))
        except LineDown as down:
            if not loop.stopping:
                self._queue.note_trouble(which, down.cause)
                self._pace.failed()
        except _Trouble as trouble:
            log.warning("upload of %s: %s", which.sha256, trouble.cause)
            self._queue.note_failure(which, trouble.cause)
            self._pace.failed(trouble.least_s)

    def _carry(self, loop: Loop, which: Attachment, content: bytes) -> bool:
        """Send what the centre has not got yet; False where the way had to be left to others in between."""
        told = self._begin(which)
        while not told.stored:
            if loop.stopping or not self._is_clear():
                return False
            before, told = told.offset, self._send_chunk(which, content, told)
            if told.offset <= before and not told.stored:
                raise _Trouble("offset")
            self._queue.note_offset(which, told.offset)
            self._on_change()
        return True

    def _begin(self, which: Attachment) -> BlobState:
        request = BlobRequest(sha256=which.sha256, size=which.size, mime=which.mime, claim=which.claim_id)
        answer = self._line.call("POST", "/v1/blobs", body=request.model_dump_json().encode())
        return _state(which, answer)

    def _send_chunk(self, which: Attachment, content: bytes, told: BlobState) -> BlobState:
        size = max(LEAST_CHUNK_BYTES, min(told.chunk, self._chunk_bytes, MAX_CHUNK_BYTES))
        chunk = content[told.offset : told.offset + size]
        headers = {
            "Content-Type": CHUNK_TYPE,
            OFFSET_HEADER: str(told.offset),
            CHECKSUM_HEADER: checksum(chunk),
        }
        try:
            answer = self._line.call("PATCH", f"/v1/blobs/{which.sha256}", body=chunk, headers=headers)
        except LineDown:
            self._chunk_bytes = max(LEAST_CHUNK_BYTES, self._chunk_bytes // 2)
            raise
        self._chunk_bytes = min(MAX_CHUNK_BYTES, self._chunk_bytes * 2)
        return _state(which, answer)


def _state(which: Attachment, answer: Answer) -> BlobState:
    """What the centre says of the attachment; where the chunk was not the next one, the place of that."""
    try:
        if answer.status in (200, 201):
            told = BlobState.model_validate_json(answer.body)
        else:
            offset = _offset_in(answer)
            told = BlobState(sha256=which.sha256, size=which.size, stored=False, offset=offset)
    except ValidationError:
        raise _Trouble("bad_answer") from None
    if not 0 <= told.offset <= which.size:
        raise _Trouble("bad_answer")
    return told


def _offset_in(answer: Answer) -> int:
    """The offset that a 409 tells; raises what any other answer is."""
    try:
        problem = Problem.model_validate_json(answer.body)
    except ValidationError:
        problem = Problem(code="")
    offset = problem.facts.get("offset")
    if problem.code == "OFFSET" and isinstance(offset, int):
        return offset
    cause = problem.code.lower() or f"http_{answer.status}"
    if problem.code and (answer.status in _REFUSALS or problem.code in _REFUSAL_CODES):
        raise _Refused(cause)
    raise _Trouble(cause, answer.retry_after_s)
