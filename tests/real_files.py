"""Files as cameras and scanners make them, small: pictures of every kind that may be attached, and a paper."""

import struct
import zlib

import cv2
import numpy as np

HEIC_HEAD = struct.pack(">I4s4sI4s", 20, b"ftyp", b"heic", 0, b"mif1")


def picture(kind: str = ".jpg", size: tuple[int, int] = (64, 48), grey: int = 90) -> bytes:
    """A whole picture of `size` (width, height) as OpenCV writes it: `.jpg`, `.png` or `.webp`."""
    ramp = np.linspace(0, grey, size[0], dtype=np.uint8)
    pixels = np.repeat(np.tile(ramp, (size[1], 1))[:, :, None], 3, axis=2)
    return bytes(cv2.imencode(kind, pixels)[1].tobytes())


def png_of(size: tuple[int, int]) -> bytes:
    """A picture that says it has `size`, with so few bytes that it cannot be so large."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def heic() -> bytes:
    """The boxes of a photograph as a telephone writes them."""
    return HEIC_HEAD + struct.pack(">I4s", 12, b"meta") + b"\0" * 4 + struct.pack(">I4sQ", 1, b"mdat", 24) + b"\1" * 8


def pdf() -> bytes:
    """A paper of no pages."""
    return b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
