"""A process of its own that opens PDF and HEIC files, and is ended when it takes too much time or memory."""

import contextlib
import io
import multiprocessing
import sys
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from .picture import Image

MAX_PAGES = 20
"""A PDF with more pages is no paper that a participant shows."""

SHOWN_PAGES = 3
"""So many of a PDF's first pages are opened."""

TIME_S = 15.0
"""The longest that opening a file may take, in seconds, the start of the process included."""

_MEMORY_BYTES = 3 << 30
_POINTS_PER_INCH = 72
_PAGE_DPI = 250
_LARGEST_ANSWER = 1 << 30
_PDF_END = b"%%EOF"  # behind which some programs write a little more (ISO 32000-1, 7.5.5)
_PDF_TAIL = 2048


class Unopened(Exception):  # the file's fault, not the program's
    """A file whose pictures are not opened; `why` is a code, `facts` numbers that belong to it.

    empty, large, type, damaged, pixels: see `open_pictures`. encrypted: a password is asked for. pages: it has more
    than MAX_PAGES. slow: it took more than TIME_S, or more memory than it may.
    """

    def __init__(self, why: str, **facts: int) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts


def opened_elsewhere(content: bytes, *, longest: int, most_pixels: int, time_s: float = TIME_S) -> tuple[Image, ...]:
    """The pictures in a PDF or HEIC file, opened by a process that lives for this alone. Raises Unopened."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, longest, most_pixels), name="opening", daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send_bytes(content)
        if not ours.poll(time_s):
            raise Unopened("slow")
        return _answer(ours)
    except (EOFError, OSError) as fault:  # it died: of memory, or of what the file did to it
        raise Unopened("damaged") from fault
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _answer(connection: Connection) -> tuple[Image, ...]:
    told: dict[str, Any] = connection.recv()
    if "why" in told:
        raise Unopened(told["why"], **told["facts"])
    images = []
    for height, width in told["sizes"]:
        raw = np.frombuffer(connection.recv_bytes(_LARGEST_ANSWER), np.uint8)
        images.append(raw.reshape(height, width, 3))
    return tuple(images)


def _serve(connection: Connection, longest: int, most_pixels: int) -> None:
    """What the process does: opens one file and tells its pictures, or why not."""
    _bound()
    content = connection.recv_bytes()
    try:
        images = (_pdf if content.startswith(b"%PDF-") else _heic)(content, longest, most_pixels)
    except Unopened as unopened:
        connection.send({"why": unopened.why, "facts": unopened.facts})
        return
    except MemoryError:
        connection.send({"why": "slow", "facts": {}})
        return
    connection.send({"sizes": [image.shape[:2] for image in images]})
    for image in images:
        connection.send_bytes(image.tobytes())


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):  # the system's own limit may be lower
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CPU, (int(TIME_S), int(TIME_S) + 1))


def _pdf(content: bytes, longest: int, _most_pixels: int) -> list[Image]:
    import pypdfium2

    if _PDF_END not in content[-_PDF_TAIL:]:  # what was cut short opens as fewer pages, or as empty ones
        raise Unopened("damaged")
    try:
        file = pypdfium2.PdfDocument(content)
        pages = len(file)
        if pages > MAX_PAGES:
            raise Unopened("pages", pages=pages, limit=MAX_PAGES)
        return [_page(file[number], longest) for number in range(min(pages, SHOWN_PAGES))]
    except pypdfium2.PdfiumError as fault:
        raise Unopened("encrypted" if "password" in str(fault).lower() else "damaged") from fault


def _page(page: Any, longest: int) -> Image:
    width, height = page.get_size()
    if not min(width, height) > 0:
        raise Unopened("damaged")
    scale = min(_PAGE_DPI / _POINTS_PER_INCH, longest / max(width, height))
    bitmap = page.render(scale=scale, draw_annots=True)
    return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])


def _heic(content: bytes, longest: int, most_pixels: int) -> list[Image]:
    import cv2
    import pi_heif

    try:
        file = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        width, height = file.size
        if width * height > most_pixels:
            raise Unopened("pixels", width=width, height=height, limit=most_pixels)
        picture = np.asarray(file, np.uint8)
    except (ValueError, OSError, EOFError, RuntimeError, SyntaxError) as fault:
        raise Unopened("damaged") from fault
    if picture.ndim == 2:
        picture = np.repeat(picture[:, :, None], 3, 2)
    image = np.ascontiguousarray(picture[:, :, 2::-1])
    if max(image.shape[:2]) > longest:
        shrink = longest / max(image.shape[:2])
        image = np.asarray(cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    return [image]
