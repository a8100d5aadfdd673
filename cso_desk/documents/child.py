"""The program's hold on the process that reads: started when needed, asked, and put down when it does not answer."""

import subprocess
import sys
from typing import Any

from . import READ_WORKER, messages
from .waiting import Job


class NoAnswer(Exception):
    """The process ended before it answered: it crashed, or was put down."""


class Child:
    """One process that reads, from its start to its end; `ask` waits, `put_down` may be called from another thread."""

    def __init__(self, command: list[str] | None = None) -> None:
        self._process = subprocess.Popen(
            command or _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=_NO_CONSOLE
        )

    def ask(self, job: Job | None) -> dict[str, Any]:
        """The answer to a job, or to None that it is ready. Raises NoAnswer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            messages.ask(self._process.stdin, job)
            answer = messages.told(self._process.stdout)
        except (OSError, ValueError):
            answer = None
        if answer is None:
            raise NoAnswer
        return answer

    def put_down(self) -> None:
        """End the process at once; who waits for its answer gets NoAnswer."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of all that it held."""
        self.put_down()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was on its way to it does not matter any more
                    continue
        self._process.wait()


_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_WORKER]
    return [sys.executable, "-m", "cso_desk.documents.process"]
