"""Files as cameras and scanners make them, small: pictures, papers, and what is wrong with some."""

import io
import zlib

import cv2
import numpy as np
import pypdf


def picture(kind: str = ".jpg", size: tuple[int, int] = (64, 48), grey: int = 90) -> bytes:
    """A whole picture of `size` (width, height) as OpenCV writes it: `.jpg`, `.png` or `.webp`."""
    ramp = np.linspace(0, grey, size[0], dtype=np.uint8)
    pixels = np.repeat(np.tile(ramp, (size[1], 1))[:, :, None], 3, axis=2)
    return bytes(cv2.imencode(kind, pixels)[1].tobytes())


def pdf(pages: int, *, width: int = 200) -> bytes:
    """A paper of so many empty pages."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 300)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sealed_pdf() -> bytes:
    """A paper that asks for a password."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf(1)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def large_png(width: int, height: int) -> bytes:
    """A small file of a very large picture, as a decompression bomb is; it has its first rows alone."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(min((width + 7) // 8 + 1, 10_000)) * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
