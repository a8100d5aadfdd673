"""Tells from a file's bytes alone whether it is whole, and how large its picture is; nothing is decoded."""

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime, mime_of

from .attachments import NotAttachable

MAX_PIXELS = 64 << 20
"""The largest picture that is taken: a sheet of A4 scanned with 600 dpi has half as many."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file is, and the width and height of its picture in pixels where its first bytes tell them."""

    mime: Mime
    pixels: tuple[int, int] | None = None


def shape_of(content: bytes) -> Shape:
    """What a whole file of a size that can be shown is.

    Raises NotAttachable, whose facts `why` also says `damaged` and, with `width` and `height`, `pixels`.
    """
    mime = mime_of(content)
    if mime is None:
        raise NotAttachable(why="type", limit=MAX_BLOB_BYTES)
    try:
        pixels = _LOOKS[mime](content)
    except (_Damaged, struct.error, IndexError):
        raise NotAttachable(why="damaged", limit=MAX_BLOB_BYTES) from None
    if pixels is not None:
        _require_showable(*pixels)
    return Shape(mime, pixels)


class _Damaged(Exception):
    """The file ends too early, or is not what its parts say."""


def _require_showable(width: int, height: int) -> None:
    if not width * height:
        raise NotAttachable(why="damaged", limit=MAX_BLOB_BYTES)
    if width * height > MAX_PIXELS:
        raise NotAttachable(why="pixels", limit=MAX_PIXELS, width=width, height=height)


def _jpeg(content: bytes) -> tuple[int, int]:
    """Follow the segments and the scans to the end of the picture (ITU-T T.81, annex B)."""
    size: tuple[int, int] | None = None
    at = 2
    while True:
        found = _JPEG_MARKER.search(content, at)
        if found is None:
            raise _Damaged
        marker, at = content[found.end() - 1], found.end()
        if marker == _JPEG_END:
            break
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 3)
            size = size or (width, height)
        at += struct.unpack_from(">H", content, at)[0]
    if size is None:
        raise _Damaged
    return size


_JPEG_MARKER = re.compile(rb"\xff+[^\x00\xff\x01\xd0-\xd8]")
"""Any marker but those that stand alone in the midst of a scan."""
_JPEG_END = 0xD9
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _png(content: bytes) -> tuple[int, int]:
    """Follow the chunks with their checksums to the last (PNG 5.3)."""
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        told = struct.unpack_from(">I", content, at + 8 + length)[0]
        if zlib.crc32(content[at + 4 : at + 8 + length]) != told:
            raise _Damaged
        at += 12 + length
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _webp(content: bytes) -> tuple[int, int]:
    """The size of the canvas, or of the only picture (RFC 9649)."""
    if len(content) < struct.unpack_from("<I", content, 4)[0] + 8:
        raise _Damaged
    name = content[12:16]
    if name == b"VP8X":
        return _24_bits(content, 24) + 1, _24_bits(content, 27) + 1
    if name == b"VP8L":
        bits = struct.unpack_from("<I", content, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise _Damaged


def _24_bits(content: bytes, at: int) -> int:
    low, high = struct.unpack_from("<HB", content, at)
    return int(low | high << 16)


def _heic(content: bytes) -> None:
    """Follow the boxes to the end of the file (ISO/IEC 14496-12, 4.2); how large the picture is stands deep in them."""
    at, names = 0, set()
    while at < len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        if size == 1:
            size = struct.unpack_from(">Q", content, at + 8)[0]
        if size == 0:
            size = len(content) - at
        if size < 8 or at + size > len(content):
            raise _Damaged
        names.add(name)
        at += size
    if b"meta" not in names:
        raise _Damaged


def _pdf(content: bytes) -> None:
    """The mark at the end, behind which some programs write a little more (ISO 32000-1, 7.5.5)."""
    if b"%%EOF" not in content[-_PDF_TAIL:]:
        raise _Damaged


_PDF_TAIL = 2048
_LOOKS: Mapping[Mime, Callable[[bytes], tuple[int, int] | None]] = MappingProxyType(
    {Mime.JPEG: _jpeg, Mime.PNG: _png, Mime.WEBP: _webp, Mime.HEIC: _heic, Mime.PDF: _pdf}
)
