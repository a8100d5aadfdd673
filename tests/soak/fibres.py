"""Turns of several loops in one order: each on a thread of its own, of which exactly one runs at a time."""

import threading
from collections.abc import Callable


class Killed(BaseException):
    """The machine has lost its power: nothing that runs on it comes back from where it stands."""


class Fibre:
    """A thread that runs only while `resume` waits for it, up to where it suspends itself."""

    def __init__(self, name: str, body: Callable[[], None]) -> None:
        self.ended = False
        self.ticket = 0
        self.woken = False
        self.resting = False
        self._body = body
        self._killed = False
        self._fault: BaseException | None = None
        self._go, self._back = threading.Lock(), threading.Lock()
        self._go.acquire()
        self._back.acquire()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def resume(self) -> None:
        """Let it run until it suspends or ends; raises what it fell over."""
        if self._thread.ident is None:
            self._thread.start()
        self._go.release()
        self._back.acquire()
        if self.ended:
            self._thread.join()
        if self._fault is not None:
            raise self._fault

    def suspend(self) -> None:
        """From inside: give way until resumed; raises Killed."""
        self.ticket += 1
        self._back.release()
        self._go.acquire()
        if self._killed:
            raise Killed

    def kill(self) -> None:
        """End it where it stands."""
        if self._thread.ident is None:
            self.ended = True
        if not self.ended:
            self._killed = True
            self.resume()

    def _run(self) -> None:
        self._go.acquire()
        try:
            self._body()
        except Killed:
            pass
        except BaseException as fault:
            self._fault = fault
        finally:
            self.ended = True
            self._back.release()
