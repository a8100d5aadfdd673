"""What goes over the pipes to the process that reads and back: a head in JSON behind its length, then bare pixels."""

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image

from .waiting import Job

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is to be read; `image` None asks for nothing but to be ready."""

    image: Image | None
    kind: Paper | None = None
    flat: bool = False
    quick: bool = False


def ask(pipe: IO[bytes], job: Job | None) -> None:
    """Ask to read a picture; None to get ready. Raises OSError where nobody listens any more."""
    if job is None:
        tell(pipe, {"shape": None})
        return
    head = {"shape": job.image.shape, "kind": job.kind, "flat": job.flat, "quick": job.quick}
    pipe.write(_framed(head))
    pipe.write(np.ascontiguousarray(job.image).data)
    pipe.flush()


def asked(pipe: IO[bytes]) -> Asked | None:
    """The next question; None where there are no more."""
    head = told(pipe)
    if head is None:
        return None
    if head["shape"] is None:
        return Asked(None)
    shape = tuple(head["shape"])
    pixels = _read(pipe, int(np.prod(shape)))
    if pixels is None:
        return None
    kind = Paper(head["kind"]) if head["kind"] else None
    return Asked(np.frombuffer(pixels, np.uint8).reshape(shape), kind, head["flat"], head["quick"])


def tell(pipe: IO[bytes], answer: dict[str, Any]) -> None:
    """Answer. Raises OSError where nobody listens any more."""
    pipe.write(_framed(answer))
    pipe.flush()


def told(pipe: IO[bytes]) -> dict[str, Any] | None:
    """The answer; None where the pipe ended before it was whole."""
    length = _read(pipe, _LENGTH.size)
    body = _read(pipe, _LENGTH.unpack(length)[0]) if length is not None else None
    if body is None:
        return None
    answer: dict[str, Any] = json.loads(body)
    return answer


def _framed(head: dict[str, Any]) -> bytes:
    body = json.dumps(head).encode()
    return _LENGTH.pack(len(body)) + body


def _read(pipe: IO[bytes], length: int) -> bytes | None:
    """Exactly so many bytes; None where there are fewer."""
    data = pipe.read(length)
    return data if len(data) == length else None
