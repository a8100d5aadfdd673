"""The process that reads: pictures come in over a pipe, what they say goes out over another; it ends when they close.

`python -m cso_desk.documents.process` runs it; the frozen program runs it as `cso-desk read-worker`.
"""

import contextlib
import os
import sys
import traceback
from typing import IO

import cv2
import psutil

from .examine import examine, examine_flat
from .messages import Asked, asked, tell
from .ocr import Ocr
from .told import as_json

_NICENESS = 5  # with 10 it got a fiftieth of a core beside ten busy processes


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until there are no more questions."""
    ocr = Ocr()
    while (question := asked(questions)) is not None:
        tell(answers, _answer(ocr, question))


def main() -> None:
    """Answer over standard input and output, with little claim to the processor and on one thread."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _step_back()
    cv2.setNumThreads(1)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, answers)


def _answer(ocr: Ocr, question: Asked) -> dict[str, object]:
    try:
        if question.image is None:
            ocr.load()
            return {"ready": True}
        look = examine_flat if question.flat else examine
        return as_json(look(ocr, question.image, question.kind, quick=question.quick))
    except Exception:
        return {"fault": traceback.format_exc()}


def _step_back() -> None:
    """Let the window and the pictures go first."""
    nice = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", _NICENESS)  # the name that Windows has for it
    with contextlib.suppress(psutil.Error):
        psutil.Process().nice(nice)


if __name__ == "__main__":
    main()
