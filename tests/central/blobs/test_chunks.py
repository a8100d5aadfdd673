"""How the centre takes an attachment in: chunk by chunk, each checked, and the whole once more."""

import hashlib
import socket
import threading
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
import requests
from sqlalchemy import Engine

from cso_desk.central.blobs.blobs import stored
from cso_desk.wire.blob_wire import (
    CHUNK_BYTES,
    LEAST_CHUNK_BYTES,
    MAX_BLOB_BYTES,
    MAX_CHUNK_BYTES,
    Mime,
    checksum,
    is_sound,
    mime_of,
)
from tests.blob_centre import (
    CLAIM,
    PATIENCE_S,
    PHOTO,
    SHA,
    SMALL,
    SMALL_SHA,
    BlobCentre,
    Desk,
    counts,
    files_in,
    photo,
)


def test_an_attachment_sent_in_chunks_is_kept_once_and_under_its_hash(desk: Desk, engine: Engine, folder: Path) -> None:
    begun = desk.post(PHOTO, SHA)
    assert (begun.status_code, begun.json()["offset"], begun.json()["chunk"]) == (201, 0, CHUNK_BYTES)
    first = desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    assert (first.status_code, first.headers["Upload-Offset"]) == (200, str(CHUNK_BYTES))
    assert desk.head(SHA).headers["Upload-Offset"] == str(CHUNK_BYTES)
    last = desk.send(PHOTO, SHA)
    assert (last.status_code, last.json()["stored"]) == (201, True)
    assert (folder / SHA[:2] / SHA[2:4] / SHA).read_bytes() == PHOTO
    assert files_in(folder) == {SHA}
    assert counts(engine) == (1, 0)
    assert desk.head(SHA).headers["Upload-Offset"] == str(len(PHOTO))
    again = desk.post(PHOTO, SHA)
    assert (again.status_code, again.json()["stored"]) == (200, True)
    with engine.begin() as connection:
        assert stored(connection, [SHA, SMALL_SHA]) == {SHA}


def test_an_attachment_may_be_as_large_as_allowed_and_not_a_byte_larger(desk: Desk, engine: Engine) -> None:
    largest = photo(MAX_BLOB_BYTES)
    sha = hashlib.sha256(largest).hexdigest()
    assert desk.send(largest, sha, chunk=MAX_CHUNK_BYTES).status_code == 201
    for size in (MAX_BLOB_BYTES + 1, 100 << 20):
        refused = desk.post(largest, "0" * 64, size=size)
        assert (refused.status_code, refused.json()["code"]) == (413, "TOO_LARGE")
    assert counts(engine) == (1, 0)


def test_a_chunk_at_another_place_is_told_the_right_one(desk: Desk) -> None:
    desk.post(PHOTO, SHA)
    early = desk.patch(SHA, CHUNK_BYTES, PHOTO[CHUNK_BYTES : 2 * CHUNK_BYTES])
    assert (early.status_code, early.json()) == (409, {"code": "OFFSET", "facts": {"offset": 0}})
    desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    again = desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    assert (again.status_code, again.json()["facts"]) == (409, {"offset": CHUNK_BYTES})
    assert desk.send(PHOTO, SHA).status_code == 201


def test_nothing_is_kept_of_a_damaged_chunk(desk: Desk, folder: Path) -> None:
    desk.post(PHOTO, SHA)
    whole = PHOTO[:CHUNK_BYTES]
    damaged = whole[:-1] + b"\x00"
    for chunk, told, code in (
        (damaged, checksum(whole), "CHUNK_DAMAGED"),
        (whole[:-1], checksum(whole), "CHUNK_DAMAGED"),
        (whole, "crc32 AAAA", "BAD_CHECKSUM"),
        (whole, "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "BAD_CHECKSUM"),
        (whole, "crc32 not base64", "BAD_CHECKSUM"),
    ):
        refused = desk.patch(SHA, 0, chunk, **{"Upload-Checksum": told})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert desk.head(SHA).headers["Upload-Offset"] == "0"
    assert [file.stat().st_size for file in (folder / "partial").iterdir()] == [0]
    assert desk.send(PHOTO, SHA).status_code == 201


def test_nothing_is_kept_of_a_chunk_whose_line_is_cut(
    desk: Desk, centre: BlobCentre, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk.post(PHOTO, SHA)
    asked = threading.Event()
    centre.before = lambda _request: asked.set()
    host, port = desk.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        head = {**desk.headers, "Host": host, "Content-Length": str(CHUNK_BYTES), "Upload-Offset": "0"}
        head["Upload-Checksum"] = checksum(PHOTO[:CHUNK_BYTES])
        text = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        line.sendall(f"PATCH /v1/blobs/{SHA} HTTP/1.1\r\n{text}\r\n".encode() + PHOTO[: CHUNK_BYTES // 2])
        assert asked.wait(PATIENCE_S)
    assert desk.head(SHA).headers["Upload-Offset"] == "0"
    assert [file.stat().st_size for file in (folder / "partial").iterdir()] == [0]
    assert desk.send(PHOTO, SHA).status_code == 201
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_whole_that_is_not_what_it_was_said_to_be_is_gone_and_may_be_sent_again(
    desk: Desk, engine: Engine, folder: Path
) -> None:
    other = PHOTO[:-1] + b"\x00"
    refused = desk.send(other, SHA)
    assert (refused.status_code, refused.json()["code"]) == (422, "WRONG_HASH")
    assert counts(engine) == (0, 0)
    assert files_in(folder) == set()
    assert desk.head(SHA).status_code == 404
    assert desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES]).json()["code"] == "UNKNOWN_UPLOAD"
    assert desk.send(PHOTO, SHA).status_code == 201


@pytest.mark.parametrize(
    ("offset", "size", "status", "code"),
    [
        (0, LEAST_CHUNK_BYTES - 1, 422, "CHUNK_TOO_SHORT"),
        (0, 0, 422, "CHUNK_TOO_SHORT"),
        (0, len(SMALL) * 8 + 1, 422, "CHUNK_TOO_LONG"),
        (0, MAX_CHUNK_BYTES + 1, 413, "TOO_LARGE"),
        (2**53 + 1, 100, 422, "BAD_MESSAGE"),
        (-1, 100, 422, "BAD_MESSAGE"),
    ],
)
def test_a_chunk_of_no_use_is_refused(desk: Desk, offset: int, size: int, status: int, code: str) -> None:
    content = photo(len(SMALL) * 8)
    sha = hashlib.sha256(content).hexdigest()
    desk.post(content, sha)
    refused = desk.patch(sha, offset, photo(size))
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert desk.send(content, sha).status_code == 201


def test_a_body_far_too_large_is_refused_and_not_kept(desk: Desk, folder: Path) -> None:
    desk.post(PHOTO, SHA)
    parts = (bytes(1 << 20) for _ in range(100))
    with suppress(requests.ConnectionError):  # the centre may hang up before its answer is read
        assert desk.patch(SHA, 0, parts, **{"Upload-Checksum": checksum(b"")}).status_code == 413
    assert [file.stat().st_size for file in (folder / "partial").iterdir()] == [0]
    assert desk.send(PHOTO, SHA).status_code == 201


@pytest.mark.parametrize("name", ["../../etc/passwd", "%2e%2e%2fdesk.db", SHA.upper(), SHA[:-1], f"{SHA}0", "partial"])
def test_a_name_that_is_no_hash_is_no_attachment(desk: Desk, name: str) -> None:
    assert desk.get(name).status_code in (404, 422)
    assert desk.patch(name, 0, b"x").status_code in (404, 422)
    assert desk.post(PHOTO, name).status_code == 422


def test_only_pictures_and_papers_are_taken_and_only_as_what_they_are(desk: Desk, engine: Engine) -> None:
    refused = desk.post(PHOTO, SHA, mime="application/x-msdownload")
    assert (refused.status_code, refused.json()["code"]) == (415, "UNKNOWN_TYPE")
    assert sorted(refused.json()["facts"]["allowed"]) == sorted(Mime)
    program = b"MZ" + bytes(50_000)
    sha = hashlib.sha256(program).hexdigest()
    refused = desk.send(program, sha)
    assert (refused.status_code, refused.json()["code"]) == (415, "OTHER_TYPE")
    assert counts(engine) == (0, 0)
    desk.post(PHOTO, SHA, mime="application/pdf")
    assert desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES]).status_code == 415


@pytest.mark.parametrize(
    ("start", "mime"),
    [
        (b"\xff\xd8\xff\xe1", Mime.JPEG),
        (b"\x89PNG\r\n\x1a\n", Mime.PNG),
        (b"%PDF-1.7", Mime.PDF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Mime.WEBP),
        (b"\x00\x00\x00\x18ftypheic", Mime.HEIC),
        (b"\x00\x00\x00\x18ftypmp42", None),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"<svg onload=", None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_its_first_bytes(start: bytes, mime: Mime | None) -> None:
    assert mime_of(start) is mime


def test_a_checksum_tells_a_chunk_from_any_other() -> None:
    assert is_sound(b"123456789", "crc32 y/Q5Jg==")  # the check value of CRC-32 is cbf43926
    assert not is_sound(b"123456788", "crc32 y/Q5Jg==")


def test_a_claim_id_is_needed(desk: Desk) -> None:
    assert desk.post(PHOTO, SHA, claim="9974011208910012").status_code == 422
    assert UUID(int=1) == CLAIM
