"""From a paper before a camera to a document of its claim: watched, taken, read, turned upright, kept, announced."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import cv2

from cso_desk.booth.attention import Activity, BoothSignal
from cso_desk.claims.checks import documents_of
from cso_desk.claims.dates import day_of
from cso_desk.claims.errors import ClaimError
from cso_desk.claims.form import DocumentKind
from cso_desk.claims.laws import law_of
from cso_desk.claims.model import Claim
from cso_desk.desk.attachments import Attachments
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.errors import StoreError
from cso_desk.desk.filed import Shot
from cso_desk.desk.model import DeskView, Refusal
from cso_desk.documents.compare import document_of, kind_of
from cso_desk.documents.reader import ReadAnswer, Reader
from cso_desk.documents.reading import Reading, Unread
from cso_desk.documents.scan import PASSING, Scan, WantedReading
from cso_desk.documents.standing import looks_of, stood_up
from cso_desk.documents.waiting import Job
from cso_desk.video.camera import Camera
from cso_desk.video.capture import Blocked, Taken
from cso_desk.video.copies import signs
from cso_desk.video.document_watch import DocumentWatch
from cso_desk.video.limits import Limits
from cso_desk.video.opened import Unopened, open_pictures
from cso_desk.video.picture import Image
from cso_desk.video.scan import Progress
from cso_desk.video.stills import judge_still
from cso_desk.wire.blob_wire import Mime
from cso_desk.worker import InlineWorker, Worker

log = logging.getLogger(__name__)

_QUALITY = 92
_FIRST = DocumentKind.ID_CARD
_TOLD_APART = (DocumentKind.ID_CARD,)
"""Papers that look different for each person; of the others a fingerprint says little (`video.fingerprint`)."""


@dataclass(slots=True)
class _Booth:
    """What is known of one booth: whose claim, which document is asked for, and which the officer has open."""

    claim: Claim | None = None
    asked: DocumentKind | None = None
    open: DocumentKind | None = None
    attended: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A picture on its way to be read: of whom, as what, and when it was taken; a kept one has its hash."""

    claim_id: UUID | None
    booth: int
    document: DocumentKind
    image: Image
    shot: Shot | None = None
    sha256: str = ""


class Scans:
    """All booths' documents. Methods may be called from any thread and never wait; `stop` joins what it started.

    `on_scan` hears what a camera sees, `on_read` a picture's hash and what was read of it, `on_refusal` what could not
    be kept. They are called on threads of its own.
    """

    def __init__(
        self,
        cameras: Mapping[int, Camera],
        desk: ClaimDesk,
        attachments: Attachments,
        files: Worker | InlineWorker,
        *,
        on_scan: Callable[[Scan], None],
        on_read: Callable[[str, Reading | Unread], None],
        on_refusal: Callable[[Refusal], None],
        on_kept: Callable[[], None],
        now: Callable[[], datetime],
        limits: Limits | None = None,
        make_reader: Callable[[Callable[[ReadAnswer], None]], Reader] = Reader,
    ) -> None:
        self._desk, self._attachments, self._files = desk, attachments, files
        self._on_scan, self._on_read, self._on_refusal, self._on_kept = on_scan, on_read, on_refusal, on_kept
        self._now, self._limits = now, limits
        self._lock = threading.Lock()
        self._booths = {booth: _Booth() for booth in cameras}
        self._reading: dict[UUID, _Read] = {}
        self._known: dict[str, Reading | Unread] = {}
        self._wanted: set[str] = set()
        self.watch = DocumentWatch(
            on_progress=self._progress, on_taken=self._seen_well, on_blocked=self._blocked, limits=limits
        )
        self.ask_still: Callable[[int], bool] = lambda booth: False
        """Asks a booth for a still of its camera's full resolution; False where it can send none."""
        self._waits_for_still: dict[int, Taken] = {}
        self.reader = make_reader(self._answered)
        for booth, camera in cameras.items():
            self.watch.use(booth, camera)

    def start(self) -> None:
        """Begin to watch; the process that reads starts with the first picture."""
        self.watch.start()
        self.reader.start()

    def stop(self) -> None:
        """End the watch and the reading."""
        self.watch.stop()
        self.reader.stop()

    def follow(self, view: DeskView) -> None:
        """Learn who sits where; what was seen of somebody who has left is forgotten."""
        for number, held in enumerate(view.booths, start=1):
            claim = held.claim if held is not None and held.claim.is_open else None
            with self._lock:
                booth = self._booths.get(number)
                if booth is None:
                    continue
                left = booth.claim is not None and (claim is None or claim.id != booth.claim.id)
                booth.claim = claim
                if left:
                    booth.asked = booth.open = None
            if left:
                self.watch.watch(number, on=False)
            self._set_watch(number)

    def hear(self, signal: BoothSignal) -> None:
        """Learn what the participant is asked to show."""
        asked = DocumentKind(signal.document) if signal.document in tuple(DocumentKind) else None
        if asked is None and signal.activity is Activity.SCANNING:
            asked = _FIRST
        with self._lock:
            booth = self._booths.get(signal.booth)
            if booth is None:
                return
            booth.asked = asked
        if asked is not None:
            self.reader.warm()
        self._set_watch(signal.booth)

    def attend(self, attended: int | None, document: DocumentKind | None = None) -> None:
        """Watch the booth in focus too, and read its pictures first; `document` is the one that is open in it."""
        with self._lock:
            for number, booth in self._booths.items():
                booth.attended = number == attended
                if booth.attended:
                    booth.open = document
        self.reader.attend(attended)
        for number in self._booths:
            self._set_watch(number)

    def use(self, booth: int, camera: Camera) -> None:
        """Look for the papers of a booth in this camera's pictures from now on."""
        self.watch.use(booth, camera)

    def take(self, booth: int) -> None:
        """Take the best picture of the last ten seconds now."""
        self.watch.take(booth)

    def take_still(self, booth: int, content: bytes, at: float, *, camera: str) -> None:
        """Take the paper in a still of a booth's camera at its full size, or say why it is not good enough.

        A still that was asked for because the paper was seen well stands in for that picture, if it is as good.
        """
        self._files.do(lambda: self._judge(booth, content, at, camera))

    def lose_still(self, booth: int) -> None:
        """No still came: take what was seen well, or else the best picture of the last ten seconds."""
        seen = self._was_seen(booth)
        if seen is not None:
            self.take_in(seen)
        else:
            self.take(booth)

    def read(self, wanted: WantedReading) -> None:
        """Read a picture that is kept, once; what is known already is told at once."""
        with self._lock:
            known = self._known.get(wanted.sha256)
            if known is None and wanted.sha256 in self._wanted:
                return
            self._wanted.add(wanted.sha256)
        if known is not None:
            self._on_read(wanted.sha256, known)
        else:
            self._files.do(lambda: self._read_kept(wanted))

    def _set_watch(self, number: int) -> None:
        with self._lock:
            booth = self._booths[number]
            on = booth.claim is not None and (booth.asked is not None or booth.attended)
        self.watch.watch(number, on=on)

    def _expected(self, number: int) -> DocumentKind:
        """What a paper that is shown in a booth is taken for, until it is read."""
        with self._lock:
            booth = self._booths[number]
            if booth.asked is not None:
                return booth.asked
            if booth.open is not None and kind_of(booth.open) is not None:
                return booth.open
            return next(_missing(booth.claim, self._now()), _FIRST)

    # what the camera's thread tells

    def _progress(self, seen: Progress) -> None:
        self._on_scan(
            Scan(
                seen.booth,
                time.monotonic(),
                self._expected(seen.booth),
                good=seen.good,
                wanted=seen.needed,
                faults=tuple(str(fault) for fault in seen.faults) if seen.corners else (),
                corners=seen.corners,
            )
        )

    def _blocked(self, blocked: Blocked) -> None:
        faults = tuple(str(fault) for fault in blocked.faults)
        self._on_scan(Scan(blocked.booth, time.monotonic(), faults=faults, refused=True))

    def _seen_well(self, taken: Taken) -> None:
        """The watch took a picture: a still of the camera's full size is better, where the booth sends one."""
        with self._lock:
            self._waits_for_still[taken.booth] = taken
        if not self.ask_still(taken.booth):
            self._was_seen(taken.booth)
            self.take_in(taken)

    def _was_seen(self, booth: int) -> Taken | None:
        with self._lock:
            return self._waits_for_still.pop(booth, None)

    def _judge(self, booth: int, content: bytes, at: float, camera: str) -> None:
        seen = self._was_seen(booth)
        try:
            judged = judge_still(content, booth=booth, at=at, camera=camera, limits=self._limits)
        except Unopened as fault:
            log.warning("a still of booth %d cannot be opened: %s", booth, fault.why)
            judged = Blocked(booth, ())
        if isinstance(judged, Taken):
            self.take_in(judged)
        elif seen is not None:
            self.take_in(seen)
        else:
            self._blocked(judged)

    def take_in(self, taken: Taken) -> None:
        """Have a picture read that was taken, then kept as what it is; it is bound to the claim that sits there now."""
        with self._lock:
            claim = self._booths[taken.booth].claim
        if claim is None:
            return
        document = self._expected(taken.booth)
        self._on_scan(Scan(taken.booth, time.monotonic(), document, taken=True))
        ago = timedelta(seconds=max(time.monotonic() - taken.at, 0.0))
        shot = Shot(taken.booth, taken.camera, self._now() - ago)
        job = Job(uuid4(), taken.booth, taken.flat(), kind_of(document), flat=True, guessed=True)
        with self._lock:
            self._reading[job.id] = _Read(claim.id, taken.booth, document, job.image, shot)
        self.reader.read(job)

    # what the reader tells

    def _answered(self, answer: ReadAnswer) -> None:
        with self._lock:
            wanted = self._reading.pop(answer.job)
        told = self._with_signs(answer)
        if wanted.sha256:
            self._tell(wanted.sha256, told)
            return
        if isinstance(told, Unread) and told.reason == "other_document":
            self._on_scan(Scan(wanted.booth, time.monotonic(), faults=("other_document",), refused=True))
            return
        if isinstance(told, Reading):
            wanted = replace(wanted, document=document_of(told.kind))
        self._files.do(lambda: self._keep(wanted, told))

    def _with_signs(self, answer: ReadAnswer) -> Reading | Unread:
        told = answer.answer
        if isinstance(told, Unread) or answer.traces is None:
            return told
        return replace(told, signs=signs(answer.traces, self._limits or Limits(), told.kind))

    def _tell(self, sha256: str, told: Reading | Unread) -> None:
        with self._lock:
            if isinstance(told, Unread) and told.reason in PASSING:
                self._wanted.discard(sha256)
            else:
                self._known[sha256] = told
        self._on_read(sha256, told)

    # on the thread of the files

    def _keep(self, wanted: _Read, told: Reading | Unread) -> None:
        """Keep a picture that was read, upright, as what it is; then it is part of its claim."""
        assert wanted.claim_id is not None
        image, told = stood_up(wanted.image, told)
        _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        try:
            attached = self._attachments.put(encoded.tobytes(), Mime.JPEG)
        except (StoreError, ClaimError) as error:
            log.error("a picture was not kept: %s", error.code)
            self._on_refusal(Refusal(error.code, wanted.claim_id, wanted.booth))
            return
        with self._lock:
            self._wanted.add(attached.sha256)
        self._desk.attach(
            wanted.claim_id,
            wanted.booth,
            attached,
            wanted.document,
            shot=wanted.shot,
            looks=looks_of(image) if wanted.document in _TOLD_APART else "",
            on_end=self._ended,
        )
        self._tell(attached.sha256, told)

    def _ended(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._on_kept()
        else:
            self._on_refusal(refusal)

    def _read_kept(self, wanted: WantedReading) -> None:
        try:
            image = open_pictures(self._attachments.read(wanted.sha256))[0]
        except (StoreError, Unopened) as fault:
            log.info("a document cannot be read: %s", fault.code if isinstance(fault, StoreError) else fault.why)
            with self._lock:
                self._wanted.discard(wanted.sha256)
            self._on_read(wanted.sha256, Unread("no_picture"))
            return
        job = Job(uuid4(), wanted.booth, image, kind_of(wanted.document), flat=wanted.is_flat)
        with self._lock:
            self._reading[job.id] = _Read(None, wanted.booth, wanted.document, image, sha256=wanted.sha256)
        self.reader.read(job)


def _missing(claim: Claim | None, now: datetime) -> Iterator[DocumentKind]:
    """The papers that a claim needs, that can be read, and of which it has no picture yet."""
    if claim is None:
        return iter(())
    law = law_of(claim, day_of(now))
    has = {one.document for one in claim.attachments if one.taken_at is not None}
    needed = documents_of(claim, law) if law is not None else ()
    return iter([kind for kind in needed if kind_of(kind) is not None and str(kind) not in has])
