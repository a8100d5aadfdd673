"""Simulated booths as a child process, so that drawing and encoding them takes nothing from the window's threads."""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict

import psutil

from cso_desk.worker import Worker

from .play import Person

_STOP_S = 10.0
_NICENESS = 5


class BoothsProcess:
    """Runs `booth-sim` against a desk; it ends with this process, however that ends. `cast` never waits.

    Where there is not enough of the machine for both, the desk goes first: in truth the booths are other machines.
    """

    def __init__(self, desk: str, pin: str, codes: Mapping[int, str], *, speed: float = 1.0) -> None:
        """`codes` are the pairing codes by booth; `desk` is such as "https://127.0.0.1:8443"."""
        asked = ["--leash", "--desk", desk, "--pin", pin, "--speed", f"{speed:g}"]
        asked += [part for booth in sorted(codes) for part in ("--code", codes[booth])]
        self._command = [*_this_program(), "booth-sim", *asked]
        self._process: subprocess.Popen[str] | None = None
        self._writer = Worker("booth casts")

    def start(self) -> None:
        """Start the booths; they pair by themselves. Raises OSError."""
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True)
        _stand_back(self._process.pid)
        self._writer.start()

    def cast(self, booth: int, person: Person | None) -> None:
        """Say who sits in a booth: what no desk ever tells a booth, for in truth the person is there."""
        line = json.dumps({"booth": booth, **(asdict(person) if person is not None else {})})
        self._writer.do(lambda: self._write(line))

    def stop(self) -> None:
        """End the booths; harmless when never started or called twice."""
        process, self._process = self._process, None
        if process is None:
            return
        self._writer.stop()
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def _write(self, line: str) -> None:
        process = self._process
        if process is None or process.stdin is None or process.poll() is not None:
            return
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        except OSError:
            return  # it has just ended; whoever looks at the booths sees that they are gone


def _stand_back(pid: int) -> None:
    """Let a process that has just begun, and so has one thread, claim less of the processors than this one."""
    with suppress(psutil.Error):  # it has ended already
        process = psutil.Process(pid)
        process.nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", process.nice() + _NICENESS))  # Windows has a name


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "cso_desk"]
