"""Opens the pictures in a file that somebody brings: bounded in time and memory, upright, and never trusted.

JPEG, PNG and WebP are decoded here, once their header says that they are not too large. What is in a PDF or HEIC cannot
be told before it is opened by libraries that could be kept busy for ever: a process of its own does that
(`opening`), which is ended when it takes too long.
"""

import io
import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PIL import Image as Pil
from PIL import ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from .opening import Unopened, opened_elsewhere
from .picture import Image

MAX_BYTES = 6 << 20
MAX_PIXELS = 64 << 20
LONGEST = 4096
"""No picture comes out larger than this; a sheet of A4 has 350 dots an inch then."""

__all__ = ["LONGEST", "MAX_BYTES", "MAX_PIXELS", "Unopened", "open_pictures"]


def open_pictures(content: bytes, *, most_bytes: int = MAX_BYTES) -> tuple[Image, ...]:
    """The pictures in a file, BGR and upright: one, or the first pages of a PDF.

    Raises Unopened, whose `why` is a code: `empty`, `large` (more than `most_bytes`), `type` (none of JPEG, PNG, WebP,
    HEIC and PDF, whatever it is called), `damaged`, `pixels`, `encrypted`, `pages` or `slow`.
    """
    if not content:
        raise Unopened("empty")
    if len(content) > most_bytes:
        raise Unopened("large", limit=most_bytes)
    if content.startswith(b"%PDF-") or content[4:8] == b"ftyp":
        return opened_elsewhere(content, longest=LONGEST, most_pixels=MAX_PIXELS)
    kind = next((kind for kind, marks in _MARKS.items() if _has(content, marks)), None)
    if kind is None:
        raise Unopened("type")
    if kind is PngImageFile:
        _require_whole(content)
    return (_decoded(kind, content),)


_MARKS: Mapping[type[ImageFile.ImageFile], tuple[tuple[int, bytes], ...]] = MappingProxyType(
    {
        JpegImageFile: ((0, b"\xff\xd8\xff"),),
        PngImageFile: ((0, b"\x89PNG\r\n\x1a\n"),),
        WebPImageFile: ((0, b"RIFF"), (8, b"WEBP")),
    }
)


def _has(content: bytes, marks: tuple[tuple[int, bytes], ...]) -> bool:
    return all(content[at : at + len(mark)] == mark for at, mark in marks)


def _require_whole(png: bytes) -> None:
    """Follow the chunks with their checksums to the last (PNG 5.3); Pillow shows a picture without."""
    at, name = 8, b""
    try:
        while name != b"IEND":
            length, name = struct.unpack_from(">I4s", png, at)
            (told,) = struct.unpack_from(">I", png, at + 8 + length)
            if zlib.crc32(png[at + 4 : at + 8 + length]) != told:
                raise Unopened("damaged")
            at += 12 + length
    except struct.error as fault:
        raise Unopened("damaged") from fault


def _decoded(kind: type[ImageFile.ImageFile], content: bytes) -> Image:
    """The first picture of the file: the format's own reader, which neither guesses formats nor warns of sizes."""
    try:
        with kind(io.BytesIO(content)) as file:
            if file.width * file.height > MAX_PIXELS:
                raise Unopened("pixels", width=file.width, height=file.height, limit=MAX_PIXELS)
            file.draft("RGB", (LONGEST, LONGEST))
            file.load()
            upright = ImageOps.exif_transpose(file)
            upright.thumbnail((LONGEST, LONGEST), Pil.Resampling.BOX)
            return np.ascontiguousarray(np.asarray(_coloured(upright), np.uint8)[:, :, ::-1])
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError) as fault:
        raise Unopened("damaged") from fault
    except (MemoryError, OverflowError) as fault:
        raise Unopened("pixels", limit=MAX_PIXELS) from fault


def _coloured(picture: Pil.Image) -> Pil.Image:
    """The picture in red, green and blue; what is see-through lies on white paper."""
    if picture.mode.startswith("I"):  # sixteen bits a pixel
        picture = Pil.fromarray((np.asarray(picture).clip(0, 65535) / 257).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        paper = Pil.new("RGBA", over.size, "white")
        return Pil.alpha_composite(paper, over).convert("RGB")
    return picture.convert("RGB")
