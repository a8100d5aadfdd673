"""How attachments travel between desk and centre, version 1: by the SHA-256 of their bytes, in checked chunks.

A desk asks with a `BlobRequest` (POST /v1/blobs) and is told in a `BlobState` where to go on; it sends one chunk a call
(PATCH /v1/blobs/{sha256}) with the headers below, until the state says `stored`. The meaning is that of tus 1.0, the
status codes are our own.
"""

import base64
import binascii
import zlib
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MAX_BLOB_BYTES = 6 << 20
"""The largest attachment."""

CHUNK_BYTES = 256 << 10
"""How much one call carries on an ordinary line."""

LEAST_CHUNK_BYTES, MAX_CHUNK_BYTES = 16 << 10, 1 << 20
"""How little a chunk that is not the last may be, and how much any."""

OFFSET_HEADER = "Upload-Offset"
"""Where in the attachment a chunk begins; in an answer, where the next one has to."""

CHECKSUM_HEADER = "Upload-Checksum"
"""The word `crc32`, a blank, and the base64 of a chunk's CRC-32 (ISO 3309), as tus spells it."""

CHUNK_TYPE = "application/offset+octet-stream"


class Mime(StrEnum):
    """What an attachment may be."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    WEBP = "image/webp"
    HEIC = "image/heic"


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class BlobRequest(_Message):
    """A desk has an attachment of a claim to send; one that is too large or of another type has its own answer."""

    sha256: Sha256
    size: Annotated[int, Field(ge=1, le=2**53, json_schema_extra={"maximum": MAX_BLOB_BYTES})]
    mime: Annotated[str, Field(max_length=60, json_schema_extra={"enum": [str(mime) for mime in Mime]})]
    claim: UUID


class BlobState(_Message):
    """How far an attachment has come: whole and `stored`, or the chunk at `offset`, of `chunk` bytes, is next."""

    sha256: str
    size: int
    stored: bool
    offset: int
    chunk: int = CHUNK_BYTES


def checksum(chunk: bytes) -> str:
    """The checksum header of a chunk."""
    return f"crc32 {base64.b64encode(zlib.crc32(chunk).to_bytes(4, 'big')).decode()}"


def is_sound(chunk: bytes, told: str) -> bool:
    """Whether a chunk is the one that its checksum header speaks of; raises ValueError where the header is none."""
    name, _, text = told.partition(" ")
    try:
        digest = base64.b64decode(text, validate=True)
    except binascii.Error:
        digest = b""
    if name != "crc32" or len(digest) != _CRC_BYTES:
        raise ValueError(CHECKSUM_HEADER)
    return digest == zlib.crc32(chunk).to_bytes(_CRC_BYTES, "big")


def mime_of(content: bytes) -> Mime | None:
    """What a file is by its first bytes, None where it is nothing that may be attached."""
    for start, mime in _STARTS.items():
        if content.startswith(start):
            return mime
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Mime.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return Mime.HEIC
    return None


_CRC_BYTES = 4
_STARTS = {b"\xff\xd8\xff": Mime.JPEG, b"\x89PNG\r\n\x1a\n": Mime.PNG, b"%PDF-": Mime.PDF}
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
