"""Named threads: one that does jobs in order, one that turns; both end at once when asked and are joined."""

import queue
import sys
import threading
from collections.abc import Callable

Job = Callable[[], None]


class Worker:
    """One thread that owns one thing (the database, the sockets); jobs are done in the order they were given.

    `do` never waits and may be called from any thread. What a job raises goes to `threading.excepthook`
    and the next job runs. `stop` lets the jobs already given finish, then joins.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        """Start the thread; jobs given before are run first."""
        self._thread.start()

    def do(self, job: Job) -> None:
        """Run `job` on the thread, after all jobs given before it."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Finish the jobs already given and join the thread; harmless when never started or called twice."""
        self._stopping.set()
        self._jobs.put(None)
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:
                threading.excepthook(_hook_args())


class InlineWorker:
    """Stands where a `Worker` stands and runs each job at once, in the caller's thread: for tests and tools."""

    def do(self, job: Job) -> None:
        """Run `job` now."""
        job()


class Loop:
    """One thread that calls `turn` again and again until stopped; `turn` rests with `rest`, never with sleep."""

    def __init__(self, name: str, turn: Callable[["Loop"], None]) -> None:
        self._turn = turn
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        """Start turning."""
        self._thread.start()

    @property
    def stopping(self) -> bool:
        """True once `stop` was called: a turn that takes long looks here and returns."""
        return self._stopping.is_set()

    def rest(self, seconds: float) -> None:
        """Rest for `seconds`, or until `wake` or `stop` is called."""
        self._wake.wait(seconds)
        if not self._stopping.is_set():
            self._wake.clear()

    def wake(self) -> None:
        """End the present rest, or the next one if none is running."""
        self._wake.set()

    def ask_to_stop(self) -> None:
        """Say that the loop is to end, without waiting for it."""
        self._stopping.set()
        self._wake.set()

    def stop(self) -> None:
        """End the loop and join its thread; harmless when never started or called twice."""
        self.ask_to_stop()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._turn(self)
            except Exception:
                threading.excepthook(_hook_args())
                self.rest(_REST_AFTER_A_FAULT_S)


_REST_AFTER_A_FAULT_S = 1.0


def _hook_args() -> threading.ExceptHookArgs:
    return threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread()))
