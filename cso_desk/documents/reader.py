"""Reads documents for all booths in a process of its own, so that neither the window nor a camera ever waits."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cso_desk.child import Child, NoAnswer, command
from cso_desk.video.copies import Traces
from cso_desk.video.quality import Quality
from cso_desk.worker import Loop

from . import READ_WORKER
from .reading import Reading, Unread
from .told import from_json
from .waiting import Job, Waiting

LONGEST_S = 60.0
"""So long a picture may take before the process is put down. A page of a hundred lines takes four seconds of one core,
of which the process may get little while others want it."""

IDLE_S = 600.0
"""After so long without a picture the process ends, and its memory with it; the next picture starts it again."""

START_S = 60.0
"""So much longer the first picture may take, for which the process is started and loads its models."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What became of a job: `Unread` for `hung`, `crashed`, `fault`, `too_many` or `stopped` where reading failed."""

    job: UUID
    booth: int | None
    answer: Reading | Unread
    quality: Quality | None = None
    traces: Traces | None = None


class Reader:
    """Reads one picture after the other. All methods return at once but `stop`, and may be called from any thread.

    `on_read` is called once for each job, from the reader's thread or from the one that hands in too many.
    """

    def __init__(
        self,
        on_read: Callable[[ReadAnswer], None],
        *,
        longest_s: float = LONGEST_S,
        start_s: float = START_S,
        idle_s: float = IDLE_S,
        worker: list[str] | None = None,
    ) -> None:
        """`worker` is what is run instead of the process that reads, in tests."""
        self._on_read = on_read
        self._longest_s = longest_s
        self._start_s = start_s
        self._idle_s = idle_s
        self._worker = worker or command("cso_desk.documents.process", READ_WORKER)
        self._waiting = Waiting()
        self._guard = threading.Lock()
        self._child: Child | None = None
        self._warm_wanted = False
        self._reading = Loop("reading", self._turn)

    def start(self) -> None:
        """Take jobs from now on; the process itself is started with the first."""
        self._reading.start()

    def read(self, job: Job) -> None:
        """Have a picture read. If too many wait, one of a booth that the officer is not with is answered `too_many`."""
        with self._guard:
            stopping = self._reading.stopping
            gone = None if stopping else self._waiting.put(job)
        if stopping:
            self._failed(job, "stopped")
        elif gone is not None:
            self._failed(gone, "too_many")
        self._reading.wake()

    def attend(self, booth: int | None) -> None:
        """Serve this booth first from now on, what waits already included."""
        with self._guard:
            self._waiting.first = booth

    def warm(self) -> None:
        """Start the process and load its models, because a document is about to be shown."""
        self._warm_wanted = True
        self._reading.wake()

    def stop(self) -> None:
        """Put the process down, answer what waits with `stopped`, and join."""
        with self._guard:
            self._reading.ask_to_stop()
            child = self._child
        if child is not None:
            child.put_down()
        self._reading.stop()
        self._end_child()
        while (job := self._waiting.take()) is not None:
            self._failed(job, "stopped")

    def _turn(self, loop: Loop) -> None:
        with self._guard:
            job = self._waiting.take()
        if job is not None:
            self._answer(job)
        elif self._warm_wanted:
            self._warm_wanted = False
            self._ask(None)
        elif not self._rested(loop):
            self._end_child()

    def _rested(self, loop: Loop) -> bool:
        """Rest; whether there was something to wake up for, or nothing to end."""
        began = time.monotonic()
        loop.rest(self._idle_s)
        return self._child is None or time.monotonic() - began < self._idle_s

    def _answer(self, job: Job) -> None:
        answer = self._ask(job)
        if isinstance(answer, str):
            self._failed(job, answer)
            return
        examined = from_json(answer)
        self._on_read(ReadAnswer(job.id, job.booth, examined.answer, examined.quality, examined.traces))

    def _ask(self, job: Job | None) -> dict[str, Any] | str:
        """The child's answer, or why there is none."""
        fresh = self._child is None
        child = self._begin()
        if child is None:
            return "stopped"
        head, image = ({}, None) if job is None else (job.head, job.image)
        try:
            answer = child.ask(head, image, within_s=self._longest_s + (self._start_s if fresh else 0.0))
        except NoAnswer as fault:
            self._end_child()
            reason = "stopped" if self._reading.stopping else "hung" if fault.hung else "crashed"
            _log.warning("the process that reads ended before its answer: %s", reason)
            return reason
        if "fault" in answer:
            _log.error("reading a document failed:\n%s", answer["fault"])
            return "fault"
        return answer

    def _begin(self) -> Child | None:
        """The child, started if need be; None where the reader is stopping."""
        child = self._child or Child(self._worker, name="reading")
        with self._guard:
            self._child = child
            return None if self._reading.stopping else child

    def _end_child(self) -> None:
        with self._guard:
            child, self._child = self._child, None
        if child is not None:
            child.close()

    def _failed(self, job: Job, reason: str) -> None:
        self._on_read(ReadAnswer(job.id, job.booth, Unread(reason)))
