"""Several processes that serve on one listening socket, and the one that starts them, and starts again who died."""

import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TextIO

from cso_desk.central.service import metrics
from cso_desk.central.service.settings import Settings

_BACK_OFF_S = 0.2
_MOST_BACK_OFF_S = 5.0
_LIVED_S = 10.0
_START_S = 60.0
_GRACE_S = 10.0

log = logging.getLogger(__name__)


class WorkersFailed(RuntimeError):
    """A worker did not begin to serve when all were started; what it said stands on stderr."""


@dataclass(slots=True)
class _Worker:
    """A process that serves; it says so on `out`, which closes when it ends, however it does."""

    process: subprocess.Popen[bytes]
    out: IO[bytes]
    began_at: float
    back_off_s: float
    serves: bool = False


class Workers:
    """Keeps the settings' number of workers at work until it is told to stop (SIGINT, SIGTERM, or the leash closes).

    Has no threads and touches no database: it cannot fail as a worker can. Should it be killed itself, the workers'
    leash closes and they end.
    """

    def __init__(self, listener: socket.socket, settings: Settings, *, leash: TextIO | None = None) -> None:
        self._listener = listener
        self._settings = settings
        self._leash = leash
        self._workers: list[_Worker] = []
        self._due: list[tuple[float, float]] = []
        self._is_told = False
        self._has_announced = False
        self._looks = selectors.PollSelector()

    def run(self) -> None:
        """Serve until told to stop. Raises WorkersFailed when the first workers do not start."""
        woken, wake = socket.socketpair()
        with woken, wake, self._looks, tempfile.TemporaryDirectory(prefix="cso-desk-centre-") as folder:
            wake.setblocking(False)
            woken.setblocking(False)
            signal.set_wakeup_fd(wake.fileno())
            for told in (signal.SIGINT, signal.SIGTERM):
                signal.signal(told, lambda *_: None)
            self._looks.register(woken, selectors.EVENT_READ)
            if self._leash is not None:
                self._looks.register(self._leash.fileno(), selectors.EVENT_READ)
            try:
                self._keep(Path(folder), woken)
            finally:
                self._end_all()
                signal.set_wakeup_fd(-1)

    def _keep(self, folder: Path, woken: socket.socket) -> None:
        began = time.monotonic()
        self._due = [(began, _BACK_OFF_S)] * self._settings.workers
        while not self._is_told:
            self._start_due(folder)
            for key, _mask in self._looks.select(self._next_look()):
                self._hear(key, woken, folder)
            if not self._has_announced and time.monotonic() > began + _START_S:
                raise WorkersFailed("the workers did not begin to serve")

    def _hear(self, key: selectors.SelectorKey, woken: socket.socket, folder: Path) -> None:
        if isinstance(key.data, _Worker):
            self._hear_worker(key.data, folder)
        elif key.fileobj is woken:
            woken.recv(64)
            self._is_told = True
        elif not os.read(key.fd, 4096):
            self._is_told = True

    def _hear_worker(self, worker: _Worker, folder: Path) -> None:
        if os.read(worker.out.fileno(), 4096):
            worker.serves = True
            self._announce()
            return
        self._forget(worker, folder)
        if not self._has_announced:
            raise WorkersFailed(f"a worker ended with code {worker.process.returncode} before it served")
        lived = time.monotonic() - worker.began_at
        wait = _BACK_OFF_S if lived > _LIVED_S else worker.back_off_s
        log.error("worker %d ended with code %s", worker.process.pid, worker.process.returncode)
        self._due.append((time.monotonic() + wait, min(2 * wait, _MOST_BACK_OFF_S)))

    def _forget(self, worker: _Worker, folder: Path) -> None:
        self._looks.unregister(worker.out)
        worker.out.close()
        worker.process.kill()
        worker.process.wait()
        _close(worker.process.stdin)
        self._workers.remove(worker)
        metrics.worker_ended(worker.process.pid, folder)

    def _announce(self) -> None:
        if self._has_announced or not all(worker.serves for worker in self._workers) or self._due:
            return
        self._has_announced = True
        sys.stdout.write(announcement(self._listener, is_tls=self._settings.certificate is not None))
        sys.stdout.flush()

    def _next_look(self) -> float | None:
        """Seconds until a worker is due, or the first ones have had their time; None to wait for whatever comes."""
        if self._due:
            return max(0.0, min(at for at, _ in self._due) - time.monotonic())
        return None if self._has_announced else _START_S

    def _start_due(self, folder: Path) -> None:
        now = time.monotonic()
        for at, back_off_s in [due for due in self._due if due[0] <= now]:
            self._due.remove((at, back_off_s))
            worker = self._started(folder, back_off_s)
            self._workers.append(worker)
            self._looks.register(worker.out, selectors.EVENT_READ, worker)

    def _started(self, folder: Path, back_off_s: float) -> _Worker:
        socket_number = self._listener.fileno()
        process = subprocess.Popen(
            [*_this_program(), "central", "--leash", "--socket", str(socket_number)],
            env={**os.environ, **self._settings.environment(), metrics.FOLDER_VARIABLE: str(folder)},
            stdin=subprocess.PIPE,  # closes with this process, however it ends, and the worker with it
            stdout=subprocess.PIPE,
            pass_fds=(socket_number,),
        )
        assert process.stdout is not None
        return _Worker(process, process.stdout, time.monotonic(), back_off_s)

    def _end_all(self) -> None:
        for worker in self._workers:
            worker.process.terminate()
        until = time.monotonic() + _GRACE_S
        for worker in self._workers:
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(max(0.0, until - time.monotonic()))
            worker.process.kill()
            worker.process.wait()
            worker.out.close()
            _close(worker.process.stdin)


def announcement(listener: socket.socket, *, is_tls: bool) -> str:
    """The line that says where the centre listens."""
    host, port = listener.getsockname()[:2]
    return f"centre listening on {'https' if is_tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}\n"


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        pipe.close()


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "cso_desk"]
