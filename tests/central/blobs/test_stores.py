"""Where the bytes lie: a folder or an object store, either of which may be full, away or wrong."""

import errno
import hashlib
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from sqlalchemy import Engine

from cso_desk.central.blobs.blob_store import BlobLost, BlobStore, FileBlobs, StoreDown
from cso_desk.central.blobs.blobs import link
from tests.blob_centre import (
    BRANCH,
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
    token,
)
from tests.full_disk import files_no_larger_than


def test_the_store_itself_leads_nobody_out_of_its_folder(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path / "blobs")
    (tmp_path / "secret").write_bytes(b"secret")
    for name in ("../secret", "/etc/passwd", "", "00", " ".join(["00"] * 32), f"{SHA}\n"):
        with pytest.raises(ValueError):
            blobs.read(name)


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
