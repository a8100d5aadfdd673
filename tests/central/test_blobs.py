import errno
import hashlib
import os
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import requests
from sqlalchemy import Engine, insert, select, update

from cso_desk.central.blobs.blob_store import BlobLost, BlobStore, FileBlobs, StoreDown
from cso_desk.central.blobs.blobs import EXPIRES_AFTER, MAX_UPLOADS, link, stored
from cso_desk.central.database import open_engine
from cso_desk.central.schema import blob_claim, blob_upload
from cso_desk.claims.tables import Role
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
    BRANCH,
    CLAIM,
    NOW,
    OTHER_BRANCH,
    OTHER_CLAIM,
    PATIENCE_S,
    BlobCentre,
    Desk,
    add_claims,
    counts,
    files_in,
    photo,
    token,
)

PHOTO = photo(700_000)
SHA = hashlib.sha256(PHOTO).hexdigest()
SMALL = photo(9_000, seed=1)
SMALL_SHA = hashlib.sha256(SMALL).hexdigest()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    add_claims(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def centre(engine: Engine, folder: Path) -> BlobCentre:
    return BlobCentre(engine, FileBlobs(folder))


@pytest.fixture
def url(centre: BlobCentre) -> Iterator[str]:
    with centre.open() as url:
        yield url


@pytest.fixture
def desk(url: str) -> Desk:
    return Desk(url, token())


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


def test_the_store_itself_leads_nobody_out_of_its_folder(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path / "blobs")
    (tmp_path / "secret").write_bytes(b"secret")
    for name in ("../secret", "/etc/passwd", "", "00", " ".join(["00"] * 32), f"{SHA}\n"):
        with pytest.raises(ValueError):
            blobs.read(name)


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


def test_two_desks_with_the_same_photograph_do_not_disturb_each_other(url: str, engine: Engine, folder: Path) -> None:
    desks = [Desk(url, token(f"D-{number}")) for number in range(4)]
    with ThreadPoolExecutor(len(desks)) as pool:
        answers = list(pool.map(lambda desk: desk.send(PHOTO, SHA, chunk=LEAST_CHUNK_BYTES), desks))
    assert {answer.json()["stored"] for answer in answers} == {True}
    assert files_in(folder) == {SHA}
    assert counts(engine) == (1, 0)


def test_one_desk_on_two_lines_at_once_brings_one_attachment(url: str, engine: Engine, folder: Path) -> None:
    def send(_number: int) -> bool:
        desk = Desk(url, token())
        answer = desk.post(PHOTO, SHA)
        for _ in range(len(PHOTO) // LEAST_CHUNK_BYTES * 3):
            told = answer.json()
            if told.get("stored"):
                return True
            at = told["facts"]["offset"] if answer.status_code == 409 else told["offset"]
            answer = desk.patch(SHA, at, PHOTO[at : at + LEAST_CHUNK_BYTES * 3])
        return False

    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(send, range(3)))
    assert (folder / SHA[:2] / SHA[2:4] / SHA).read_bytes() == PHOTO
    assert files_in(folder) == {SHA}
    assert counts(engine) == (1, 0)


def test_another_desk_cannot_spoil_an_upload(url: str) -> None:
    ours, theirs = Desk(url, token("D-1")), Desk(url, token("D-2"))
    ours.post(PHOTO, SHA)
    ours.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    assert theirs.head(SHA).status_code == 404
    assert theirs.send(PHOTO[:-4] + b"evil", SHA).json()["code"] == "WRONG_HASH"
    assert ours.head(SHA).headers["Upload-Offset"] == str(CHUNK_BYTES)
    assert ours.send(PHOTO, SHA).status_code == 201


def test_an_upload_that_another_desk_brought_to_its_end_is_over(url: str, engine: Engine, folder: Path) -> None:
    slow, quick = Desk(url, token("D-1")), Desk(url, token("D-2"))
    slow.post(PHOTO, SHA)
    slow.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    assert quick.send(PHOTO, SHA).status_code == 201
    assert slow.post(PHOTO, SHA).status_code == 200
    assert files_in(folder) == {SHA}
    assert counts(engine) == (1, 0)


def test_an_upload_begun_with_another_size_or_type_begins_anew(desk: Desk, engine: Engine, folder: Path) -> None:
    desk.post(PHOTO, SHA, size=len(PHOTO) + 1)
    desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    assert desk.post(PHOTO, SHA).json()["offset"] == 0
    assert len(list((folder / "partial").iterdir())) == 1
    assert desk.send(PHOTO, SHA).status_code == 201
    assert counts(engine) == (1, 0)


def test_a_partial_that_is_lost_or_cut_short_goes_on_from_what_is_left(desk: Desk, folder: Path) -> None:
    desk.post(PHOTO, SHA)
    desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    (partial,) = (folder / "partial").iterdir()
    os.truncate(partial, 1000)
    assert desk.patch(SHA, CHUNK_BYTES, PHOTO[CHUNK_BYTES:]).json()["facts"] == {"offset": 1000}
    desk.patch(SHA, 1000, PHOTO[1000:CHUNK_BYTES])
    partial.unlink()
    assert desk.head(SHA).headers["Upload-Offset"] == "0"
    assert desk.send(PHOTO, SHA).status_code == 201


def test_what_a_torn_write_left_behind_is_written_over(desk: Desk, folder: Path) -> None:
    desk.post(PHOTO, SHA)
    desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    (partial,) = (folder / "partial").iterdir()
    with partial.open("ab") as file:
        file.write(bytes(100_000))
    assert desk.head(SHA).headers["Upload-Offset"] == str(CHUNK_BYTES)
    assert desk.send(PHOTO, SHA).status_code == 201


def test_a_desk_has_only_so_many_uploads_under_way(desk: Desk, url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        for number in range(MAX_UPLOADS):
            under_way = {"id": uuid4(), "sha256": f"{number:064}", "desk": "D-1", "size": 9, "mime": "image/png"}
            connection.execute(insert(blob_upload).values(**under_way, arrived=0, at=NOW))
    refused = desk.post(PHOTO, SHA)
    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_UPLOADS")
    assert Desk(url, token("D-2")).send(PHOTO, SHA).status_code == 201
    assert desk.post(PHOTO, SHA).status_code == 200
    with engine.begin() as connection:
        connection.execute(
            update(blob_upload).where(blob_upload.c.sha256 == f"{0:064}").values(desk="D-3", size=60 << 20)
        )
    assert Desk(url, token("D-3")).post(SMALL, SMALL_SHA, size=5 << 20).status_code == 429


def test_uploads_that_nothing_comes_to_are_forgotten_after_seven_days(
    desk: Desk, centre: BlobCentre, engine: Engine, folder: Path
) -> None:
    desk.post(PHOTO, SHA)
    desk.patch(SHA, 0, PHOTO[:CHUNK_BYTES])
    desk.send(SMALL, SMALL_SHA)
    stray = folder / "partial" / uuid4().hex
    stray.write_bytes(b"left by a crash")
    assert centre.blobs.sweep(NOW + EXPIRES_AFTER) == 0
    assert stray.exists()
    for file in (folder / "partial").iterdir():
        os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    assert centre.blobs.sweep(NOW + EXPIRES_AFTER + timedelta(seconds=1)) == 2
    assert files_in(folder) == {SMALL_SHA}
    assert counts(engine) == (1, 0)
    assert desk.send(PHOTO, SHA).status_code == 201


def test_only_an_officer_of_the_claims_branch_brings_an_attachment(url: str, engine: Engine) -> None:
    for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.FINANCE):
        assert Desk(url, token(role=role)).post(PHOTO, SHA).status_code == 403
    elsewhere = Desk(url, token("D-9", OTHER_BRANCH))
    for claim_id in (CLAIM, uuid4()):
        refused = elsewhere.post(PHOTO, SHA, claim=str(claim_id))
        assert (refused.status_code, refused.json()["code"]) == (404, "UNKNOWN_CLAIM")
    assert requests.post(f"{url}/v1/blobs", json={}, timeout=PATIENCE_S).status_code == 401
    assert counts(engine) == (0, 0)


def test_an_attachment_is_seen_by_the_branches_of_its_claims_alone(
    desk: Desk, url: str, centre: BlobCentre, engine: Engine
) -> None:
    elsewhere = Desk(url, token("D-9", OTHER_BRANCH))
    auditor = Desk(url, token("D-8", OTHER_BRANCH, Role.AUDITOR))
    desk.send(PHOTO, SHA)
    assert [who.get(SHA).status_code for who in (desk, elsewhere, auditor)] == [404, 404, 404]
    with engine.begin() as connection:
        link(connection, SHA, CLAIM, BRANCH)
        link(connection, SHA, CLAIM, BRANCH)
    assert [who.get(SHA).status_code for who in (desk, elsewhere, auditor)] == [200, 404, 200]
    assert elsewhere.get(SHA).json()["code"] == elsewhere.get("0" * 64).json()["code"]
    assert elsewhere.head(SHA).status_code == 404
    assert centre.seen == [("9900001", CLAIM, SHA)] * 2
    with engine.begin() as connection:
        link(connection, SHA, CLAIM, OTHER_BRANCH)
    assert [who.get(SHA).status_code for who in (desk, elsewhere)] == [404, 200]
    with engine.begin() as connection:
        link(connection, SHA, OTHER_CLAIM, BRANCH)
        assert len(connection.execute(select(blob_claim)).all()) == 2
    assert desk.get(SHA).status_code == 200


@pytest.fixture
def linked(desk: Desk, engine: Engine) -> Desk:
    with engine.begin() as connection:
        link(connection, SMALL_SHA, CLAIM, BRANCH)
    assert desk.get(SMALL_SHA).status_code == 404
    desk.send(SMALL, SMALL_SHA)
    return desk


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("", 200, SMALL, None),
        ("bytes=0-99", 206, SMALL[:100], "bytes 0-99/9000"),
        ("bytes=8000-", 206, SMALL[8000:], "bytes 8000-8999/9000"),
        ("bytes=-10", 206, SMALL[-10:], "bytes 8990-8999/9000"),
        ("bytes=0-99999", 206, SMALL, "bytes 0-8999/9000"),
        ("bytes=-99999", 206, SMALL, "bytes 0-8999/9000"),
        ("bytes=9000-", 416, b"", "bytes */9000"),
        ("bytes=-0", 416, b"", "bytes */9000"),
        ("bytes=5-4", 200, SMALL, None),
        ("bytes=0-1,5-6", 200, SMALL, None),
        ("lines=1-2", 200, SMALL, None),
        ("bytes=-", 200, SMALL, None),
    ],
)
def test_a_range_is_answered_with_that_range(
    linked: Desk, asked: str, status: int, content: bytes, told: str | None
) -> None:
    answer = linked.get(SMALL_SHA, Range=asked)
    assert (answer.status_code, answer.content, answer.headers.get("Content-Range")) == (status, content, told)


def test_what_the_caller_has_is_not_sent_again(linked: Desk, centre: BlobCentre) -> None:
    whole = linked.get(SMALL_SHA)
    assert (whole.headers["Content-Type"], whole.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    centre.seen.clear()
    for tags in (whole.headers["ETag"], f'"x", {whole.headers["ETag"]}', "*"):
        same = linked.get(SMALL_SHA, **{"If-None-Match": tags})
        assert (same.status_code, same.content) == (304, b"")
    assert linked.get(SMALL_SHA, **{"If-None-Match": '"x"'}).status_code == 200
    assert len(centre.seen) == 1


def test_damaged_bytes_are_never_shown_and_lost_ones_can_be_brought_again(linked: Desk, folder: Path) -> None:
    file = folder / SMALL_SHA[:2] / SMALL_SHA[2:4] / SMALL_SHA
    file.write_bytes(SMALL[:-1] + b"\x00")
    for asked in ({}, {"Range": "bytes=0-9"}):
        answer = linked.get(SMALL_SHA, **asked)
        assert (answer.status_code, answer.json()["code"]) == (503, "BLOB_DAMAGED")
    file.unlink()
    assert linked.get(SMALL_SHA).json()["code"] == "BLOB_LOST"
    assert linked.send(SMALL, SMALL_SHA).status_code == 201
    assert linked.get(SMALL_SHA).content == SMALL


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_takes_nothing_of_a_chunk_and_goes_on_when_there_is_room(
    desk: Desk, engine: Engine, folder: Path
) -> None:
    large = photo(2 << 20)
    sha = hashlib.sha256(large).hexdigest()
    desk.post(large, sha)
    desk.patch(sha, 0, large[: 1 << 20])
    with files_no_larger_than(1_200_000):
        full = desk.patch(sha, 1 << 20, large[1 << 20 :])
        assert (full.status_code, full.json()["code"]) == (507, "DISK_FULL")
        assert [file.stat().st_size for file in (folder / "partial").iterdir()] == [1 << 20]
        assert desk.head(sha).headers["Upload-Offset"] == str(1 << 20)
    assert desk.send(large, sha).status_code == 201
    assert counts(engine) == (1, 0)


def test_a_store_that_cannot_be_written_is_said_and_nothing_partial_is_kept(
    desk: Desk, engine: Engine, folder: Path
) -> None:
    desk.post(PHOTO, SHA)
    (folder / SHA[:2]).write_bytes(b"a file where a folder should be")
    down = desk.send(PHOTO, SHA)
    assert (down.status_code, down.json()["code"]) == (503, "STORE_DOWN")
    assert counts(engine) == (0, 1)
    (folder / SHA[:2]).unlink()
    ended = desk.post(PHOTO, SHA)
    assert (ended.status_code, ended.json()["stored"]) == (200, True)
    assert files_in(folder) == {SHA}


def test_the_files_are_readable_by_the_service_alone(desk: Desk, folder: Path) -> None:
    desk.send(PHOTO, SHA)
    desk.post(SMALL, SMALL_SHA)
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def test_an_upload_is_on_the_disk_before_it_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs, upload = FileBlobs(tmp_path), uuid4()
    done: list[str] = []
    real_sync, real_rename = os.fsync, Path.replace

    def note(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def noted(*args: object) -> object:
            done.append(name)
            return call(*args)

        return noted

    monkeypatch.setattr(os, "fsync", note("sync", real_sync))
    monkeypatch.setattr(Path, "replace", note("rename", real_rename))
    blobs.begin(upload)
    assert done == ["sync"]
    blobs.append(upload, 0, SMALL)
    assert done == ["sync"] * 2
    assert blobs.finish(upload, SMALL_SHA)
    assert done[2:] == ["rename", "sync", "sync", "sync"]


STORES = ["files", "objects"]


@pytest.fixture
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "files":
        return FileBlobs(tmp_path / "any")
    from cso_desk.central.blobs.blob_s3 import S3Blobs

    where = request.getfixturevalue("object_store")
    return S3Blobs("claims", tmp_path / "spool", endpoint=where, region="ap-southeast-3")


@pytest.mark.parametrize("any_store", STORES, indirect=True)
def test_every_store_keeps_the_same_promises(any_store: BlobStore) -> None:
    upload, wrong = uuid4(), uuid4()
    assert any_store.offset(upload) == 0
    with pytest.raises(BlobLost):
        any_store.append(upload, 0, SMALL)
    with pytest.raises(BlobLost):
        any_store.finish(upload, SMALL_SHA)
    any_store.begin(upload)
    with pytest.raises(BlobLost):
        any_store.append(upload, 1, SMALL)
    any_store.append(upload, 0, SMALL[:5000])
    any_store.append(upload, 4000, SMALL[4000:])
    assert any_store.offset(upload) == len(SMALL)
    assert not any_store.holds(SMALL_SHA, len(SMALL))
    assert any_store.finish(upload, SMALL_SHA)
    assert any_store.holds(SMALL_SHA, len(SMALL))
    assert not any_store.holds(SMALL_SHA, len(SMALL) - 1)
    assert any_store.read(SMALL_SHA) == SMALL
    any_store.begin(wrong)
    any_store.append(wrong, 0, SMALL[:-1])
    assert not any_store.finish(wrong, SMALL_SHA)
    assert any_store.offset(wrong) == 0
    assert any_store.read(SMALL_SHA) == SMALL
    any_store.delete(SMALL_SHA)
    any_store.delete(SMALL_SHA)
    with pytest.raises(BlobLost):
        any_store.read(SMALL_SHA)
    assert not any_store.holds(SMALL_SHA, len(SMALL))
    with pytest.raises(ValueError):
        any_store.read("../secret")


@pytest.fixture
def object_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An object store over HTTP, with one bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        where = f"http://{host}:{port}"
        requests.post(f"{where}/moto-api/reset", timeout=PATIENCE_S)
        client = boto3.client("s3", endpoint_url=where, region_name="ap-southeast-3")
        client.create_bucket(Bucket="claims", CreateBucketConfiguration={"LocationConstraint": "ap-southeast-3"})
        client.close()
        yield where
    finally:
        server.stop()


def test_an_object_store_that_comes_back_gets_what_was_sent_meanwhile(
    engine: Engine, tmp_path: Path, object_store: str
) -> None:
    import boto3

    from cso_desk.central.blobs.blob_s3 import S3Blobs

    client = boto3.client("s3", endpoint_url=object_store, region_name="ap-southeast-3")
    client.delete_bucket(Bucket="claims")
    spool = tmp_path / "spool"
    centre = BlobCentre(engine, S3Blobs("claims", spool, endpoint=object_store, region="ap-southeast-3"))
    with centre.open() as url:
        desk = Desk(url, token())
        down = desk.send(PHOTO, SHA)
        assert (down.status_code, down.json()["code"]) == (503, "STORE_DOWN")
        assert desk.head(SHA).headers["Upload-Offset"] == str(len(PHOTO))
        client.create_bucket(Bucket="claims", CreateBucketConfiguration={"LocationConstraint": "ap-southeast-3"})
        assert desk.post(PHOTO, SHA).json()["stored"]
        with engine.begin() as connection:
            link(connection, SHA, CLAIM, BRANCH)
        assert desk.get(SHA).content == PHOTO
    kept = client.list_objects_v2(Bucket="claims")["Contents"]
    client.close()
    assert [one["Key"] for one in kept] == [f"{SHA[:2]}/{SHA}"]
    assert files_in(spool) == set()


def test_an_object_store_that_is_not_there_is_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cso_desk.central.blobs.blob_s3 import S3Blobs

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    blobs = S3Blobs("claims", tmp_path, endpoint=f"http://127.0.0.1:{port}", region="ap-southeast-3")
    with pytest.raises(StoreDown):
        blobs.holds(SHA, 1)


def test_disk_full_is_told_apart_from_other_faults() -> None:
    from cso_desk.durable import is_full

    assert all(is_full(OSError(number, "")) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
    assert not is_full(OSError(errno.EIO, ""))


def test_a_claim_id_is_needed(desk: Desk) -> None:
    assert desk.post(PHOTO, SHA, claim="9974011208910012").status_code == 422
    assert UUID(int=1) == CLAIM
