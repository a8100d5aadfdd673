"""Uploads beside each other and over time: two desks, lost bytes, too many of them, and those that nothing comes to."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, insert, update

from cso_desk.central.blobs.blobs import EXPIRES_AFTER, MAX_UPLOADS
from cso_desk.central.schema import blob_upload
from cso_desk.wire.blob_wire import (
    CHUNK_BYTES,
    LEAST_CHUNK_BYTES,
)
from tests.blob_centre import (
    NOW,
    PHOTO,
    SHA,
    SMALL,
    SMALL_SHA,
    BlobCentre,
    Desk,
    counts,
    files_in,
    token,
)


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
