"""Several processes that serve on one listening socket, and the one that forks them, and forks again who died."""

import logging
import multiprocessing
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TextIO

from cso_desk.central.service import metrics

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess  # not on Windows

_BACK_OFF_S = 0.2
_MOST_BACK_OFF_S = 5.0
_LIVED_S = 10.0
_START_S = 60.0
_GRACE_S = 10.0
_TOLD = (signal.SIGINT, signal.SIGTERM)

log = logging.getLogger(__name__)

Serve = Callable[[IO[bytes], Callable[[str], object]], None]
"""Serves in a worker until its leash closes or it is told to stop; what it says to the second says that it serves."""


class WorkersFailed(RuntimeError):
    """A worker did not begin to serve when all were started; what it said stands on stderr."""


@dataclass(slots=True)
class _Worker:
    """A process that serves; it says so on `out`, which closes when it ends, however it does."""

    process: "ForkProcess"
    out: IO[bytes]
    began_at: float
    back_off_s: float
    serves: bool = False


class Workers:
    """Keeps so many workers at work until it is told to stop (SIGINT, SIGTERM, or the leash closes).

    A worker is a fork of this process, so it begins with all that was loaded and built before, in a moment and mostly
    in the same memory. This one has no threads and no connection to the database, or they could not be forked; it
    cannot fail as a worker can. Should it be killed itself, the workers' leash closes and they end.
    """

    def __init__(self, listener: socket.socket, serve: Serve, count: int, *, leash: TextIO | None, line: str) -> None:
        self._listener = listener
        self._serve = serve
        self._count = count
        self._leash = leash
        self._line = line
        self._workers: list[_Worker] = []
        self._due: list[tuple[float, float]] = []
        self._is_told = False
        self._has_announced = False
        self._looks = selectors.PollSelector()
        self._held, self._hold = os.pipe()  # the workers' leash: who holds its other end is this process alone

    def run(self) -> None:
        """Serve until told to stop, and say `line` once all serve. Raises WorkersFailed where they do not start."""
        woken, wake = socket.socketpair()
        with woken, wake, self._looks:
            wake.setblocking(False)
            woken.setblocking(False)
            signal.set_wakeup_fd(wake.fileno())
            for told in _TOLD:
                signal.signal(told, lambda *_: None)
            self._looks.register(woken, selectors.EVENT_READ)
            if self._leash is not None:
                self._looks.register(self._leash.fileno(), selectors.EVENT_READ)
            try:
                self._keep(woken)
            finally:
                self._end_all()
                signal.set_wakeup_fd(-1)
                os.close(self._hold)
                os.close(self._held)

    def _keep(self, woken: socket.socket) -> None:
        began = time.monotonic()
        self._due = [(began, _BACK_OFF_S)] * self._count
        while not self._is_told:
            self._start_due()
            for key, _mask in self._looks.select(self._next_look()):
                self._hear(key, woken)
            if not self._has_announced and time.monotonic() > began + _START_S:
                raise WorkersFailed("the workers did not begin to serve")

    def _hear(self, key: selectors.SelectorKey, woken: socket.socket) -> None:
        if isinstance(key.data, _Worker):
            self._hear_worker(key.data)
        elif key.fileobj is woken:
            woken.recv(64)
            self._is_told = True
        elif not os.read(key.fd, 4096):
            self._is_told = True

    def _hear_worker(self, worker: _Worker) -> None:
        if os.read(worker.out.fileno(), 4096):
            worker.serves = True
            self._announce()
            return
        self._forget(worker)
        if not self._has_announced:
            raise WorkersFailed(f"a worker ended with code {worker.process.exitcode} before it served")
        lived = time.monotonic() - worker.began_at
        wait = _BACK_OFF_S if lived > _LIVED_S else worker.back_off_s
        log.error("worker %d ended with code %s", worker.process.pid, worker.process.exitcode)
        self._due.append((time.monotonic() + wait, min(2 * wait, _MOST_BACK_OFF_S)))

    def _forget(self, worker: _Worker) -> None:
        self._looks.unregister(worker.out)
        worker.out.close()
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)
        if worker.process.pid is not None:
            metrics.worker_ended(worker.process.pid)

    def _announce(self) -> None:
        if self._has_announced or not all(worker.serves for worker in self._workers) or self._due:
            return
        self._has_announced = True
        sys.stdout.write(self._line)
        sys.stdout.flush()

    def _next_look(self) -> float | None:
        """Seconds until a worker is due, or the first ones have had their time; None to wait for whatever comes."""
        if self._due:
            return max(0.0, min(at for at, _ in self._due) - time.monotonic())
        return None if self._has_announced else _START_S

    def _start_due(self) -> None:
        now = time.monotonic()
        for at, back_off_s in [due for due in self._due if due[0] <= now]:
            self._due.remove((at, back_off_s))
            worker = self._started(back_off_s)
            self._workers.append(worker)
            self._looks.register(worker.out, selectors.EVENT_READ, worker)

    def _started(self, back_off_s: float) -> _Worker:
        out, said = os.pipe()
        process = multiprocessing.get_context("fork").Process(target=self._work, args=(said,))
        with _signals_held_back():
            process.start()
        os.close(said)
        return _Worker(process, os.fdopen(out, "rb", buffering=0), time.monotonic(), back_off_s)

    def _work(self, said: int) -> None:
        """Runs in the new process."""
        os.close(self._hold)
        signal.set_wakeup_fd(-1)
        for told in _TOLD:
            signal.signal(told, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD)
        try:
            with os.fdopen(self._held, "rb", buffering=0) as leash:
                self._serve(leash, lambda line: os.write(said, line.encode()))
        except Exception:
            log.exception("a worker fails: our own fault")
            sys.exit(1)

    def _end_all(self) -> None:
        for worker in self._workers:
            worker.process.terminate()
        until = time.monotonic() + _GRACE_S
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            worker.process.kill()
            worker.process.join()
            worker.out.close()


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Let none come between a fork and what the new process does with it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _TOLD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD)


def announcement(listener: socket.socket, *, is_tls: bool) -> str:
    """The line that says where the centre listens."""
    host, port = listener.getsockname()[:2]
    return f"centre listening on {'https' if is_tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}\n"
