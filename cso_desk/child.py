"""Processes of ours that answer questions about pictures over pipes: the program's hold on one, and what one does.

Over the pipes go a head in JSON behind its length, then bare pixels.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from typing import IO, Any

import cv2
import numpy as np
import psutil
from numpy.typing import NDArray

from .worker import Loop

Image = NDArray[np.uint8]
Head = dict[str, Any]

_LENGTH = struct.Struct("<I")
_WATCHED_EVERY_S = 1.0
_NICENESS = 5  # with 10 the process that reads got a fiftieth of a core beside ten busy processes
_KEPT_BYTES = 4 << 20
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class NoAnswer(Exception):
    """The process ended before it answered; `hung` where it was put down because it took too long."""

    def __init__(self, *, hung: bool = False) -> None:
        super().__init__("hung" if hung else "ended")
        self.hung = hung


class Child:
    """One process from its start to its end; `ask` waits, `put_down` may be called from another thread."""

    def __init__(self, command: list[str], *, name: str) -> None:
        """Start it. Raises OSError where it cannot be started; `name` is that of the thread that watches it."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=_NO_CONSOLE
        )
        _set_back(self._process.pid)
        self._due: float | None = None
        self._hung = False
        self._watch = Loop(f"{name} watch", self._look)
        self._watch.start()

    def ask(self, head: Head, image: Image | None = None, *, within_s: float) -> Head:
        """The answer to a question, which may be about a picture; `fault` in it tells what went wrong there.

        Raises NoAnswer, after `within_s` and a second at the latest.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._due = time.monotonic() + within_s
        try:
            _write(self._process.stdin, {**head, "shape": None if image is None else image.shape}, image)
            answer = _head(self._process.stdout)
        except (OSError, ValueError):
            answer = None
        finally:
            self._due = None
        if answer is None:
            raise NoAnswer(hung=self._hung)
        return answer

    def put_down(self) -> None:
        """End the process at once; who waits for its answer gets NoAnswer."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of all that it held."""
        self.put_down()
        self._watch.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was on its way to it does not matter any more
                    pipe.close()
        self._process.wait()

    def _look(self, loop: Loop) -> None:
        """Put the process down once its time is over."""
        due = self._due
        left = _WATCHED_EVERY_S if due is None else due - time.monotonic()
        if left > 0:
            loop.rest(min(left, _WATCHED_EVERY_S))
        else:
            self._hung, self._due = True, None
            self.put_down()


def command(module: str, word: str) -> list[str]:
    """How to start a module of ours as a process: of the frozen program by a command of its own."""
    return [sys.executable, word] if getattr(sys, "frozen", False) else [sys.executable, "-m", module]


def serve(answer: Callable[[Head, Image | None], Head]) -> None:
    """Be such a process: answer what comes over standard input until it closes.

    A picture is valid until the next question. What `answer` raises is the answer's `fault`.
    """
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    cv2.setNumThreads(1)
    pixels = _Pixels(sys.stdin.buffer)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        while (head := _head(sys.stdin.buffer)) is not None:
            shape = head.pop("shape")
            image = pixels.next(shape) if shape is not None else None
            if shape is not None and image is None:
                return
            try:
                told = answer(head, image)
            except Exception:
                told = {"fault": traceback.format_exc()}
            _write(out, told)


class _Pixels:
    """The pictures that come over a pipe, in memory that is used again where they are no larger than a camera's."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._kept = bytearray(_KEPT_BYTES)

    def next(self, shape: list[int]) -> Image | None:
        """The next picture; None where the pipe ends before it is whole."""
        length = int(np.prod(shape))
        memory = self._kept if length <= _KEPT_BYTES else bytearray(length)
        filled = 0
        while filled < length:
            came = self._pipe.readinto(memoryview(memory)[filled:length])  # type: ignore[attr-defined]
            if not came:
                return None
            filled += came
        return np.frombuffer(memory, np.uint8, length).reshape(shape)


def _write(pipe: IO[bytes], head: Head, image: Image | None = None) -> None:
    body = json.dumps(head).encode()
    pipe.write(_LENGTH.pack(len(body)) + body)
    if image is not None:
        pipe.write(np.ascontiguousarray(image).data)
    pipe.flush()


def _head(pipe: IO[bytes]) -> Head | None:
    """The next head; None where the pipe ends before it is whole."""
    length = pipe.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    body = pipe.read(_LENGTH.unpack(length)[0])
    if len(body) < _LENGTH.unpack(length)[0]:
        return None
    head: Head = json.loads(body)
    return head


def _set_back(pid: int) -> None:
    """Let the window and the pictures go before a process, from its start on: loading takes a second of a core."""
    mine = psutil.Process()
    with contextlib.suppress(psutil.Error):
        nicer = min(mine.nice() + _NICENESS, 19)
        nice = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", nicer)  # the name that Windows has for it
        psutil.Process(pid).nice(nice)
