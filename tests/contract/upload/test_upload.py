"""Attachments on their way from the desk to the centre, behind everything else."""

import hashlib
import os
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from fastapi import Request
from sqlalchemy import Engine

from cso_desk.desk.attached import KEPT_FOR, AttachmentState, offer_again
from cso_desk.wire.blob_wire import CHUNK_BYTES, MAX_BLOB_BYTES
from tests.blob_centre import NOW, PATIENCE_S, BlobCentre, counts, files_in, photo
from tests.contract.upload.desk import SIZE, Desk, whole


def test_attachments_reach_the_centre_one_after_the_other(desk: Desk, url: str, folder: Path, engine: Engine) -> None:
    first = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(first)
    second = desk.add(photo(SIZE, seed=1))
    largest = desk.add(photo(MAX_BLOB_BYTES, seed=2))
    desk.until_stored(second, largest)
    assert [hashlib.sha256(whole(folder, sha)).hexdigest() for sha in (first, largest)] == [first, largest]
    assert files_in(folder) == {first, second, largest}
    assert counts(engine) == (3, 0)
    assert (desk.of(first).offset, desk.of(first).last_error) == (SIZE, "")
    assert desk.attachments.read(first) == photo(SIZE)


def test_nothing_is_sent_while_decisions_wait_and_a_decision_goes_between_two_chunks(
    desk: Desk, url: str, centre: BlobCentre
) -> None:
    asked: list[str] = []
    centre.before = lambda request: asked.append(request.method)
    clear = threading.Event()
    looked: list[bool] = []

    def is_clear() -> bool:
        looked.append(clear.is_set())
        return looked[-1]

    desk.is_clear = is_clear
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    assert desk.upload is not None
    while len(looked) < 3:
        desk.upload.wake()
    assert asked == []

    def stop_after_two(request: Request) -> None:
        asked.append(request.method)
        if len(asked) == 3:
            clear.clear()

    centre.before = stop_after_two
    clear.set()
    desk.upload.wake()
    desk.until(lambda: desk.of(sha).offset == 2 * CHUNK_BYTES)
    seen = len(looked)
    while len(looked) < seen + 3:
        desk.upload.wake()
    assert asked == ["POST", "PATCH", "PATCH"]
    clear.set()
    desk.upload.wake()
    desk.until_stored(sha)
    assert asked == ["POST", "PATCH", "PATCH", "POST", "PATCH"]


def test_what_is_there_already_is_not_sent_again(desk: Desk, url: str, centre: BlobCentre) -> None:
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(sha)
    asked: list[str] = []
    centre.before = lambda request: asked.append(request.method)
    with desk.store._transaction() as connection:
        offer_again(connection)
    assert desk.upload is not None
    desk.upload.wake()
    desk.until_stored(sha)
    assert asked == ["POST"]


def test_two_desks_with_the_same_photograph_both_get_their_receipt(
    sit_down: Callable[..., Desk], url: str, folder: Path, engine: Engine
) -> None:
    desks = [sit_down(f"D-{number}") for number in range(3)]
    shas = {desk.add(photo(MAX_BLOB_BYTES // 2)) for desk in desks}
    for desk in desks:
        desk.connect(url)
    for desk in desks:
        desk.until_stored(*shas)
    assert files_in(folder) == shas
    assert counts(engine) == (1, 0)


def test_a_centre_that_went_away_is_asked_again_where_it_was_left(
    desk: Desk, centre: BlobCentre, folder: Path, engine: Engine
) -> None:
    sha = desk.add(photo(SIZE))
    here = threading.Event()
    desk.is_clear = lambda: desk.of(sha).offset < 2 * CHUNK_BYTES or here.is_set()
    with centre.open() as url:
        port = int(url.rsplit(":", 1)[1])
        desk.connect(url)
        desk.until(lambda: desk.of(sha).offset == 2 * CHUNK_BYTES)
    here.set()
    assert desk.upload is not None
    desk.upload.wake()
    desk.until(lambda: desk.of(sha).last_error in ("unreachable", "broken"))
    asked: list[tuple[str, str]] = []
    centre.before = lambda request: asked.append((request.method, request.headers.get("Upload-Offset", "")))
    with centre.open(port):
        desk.until_stored(sha)
    assert asked == [("POST", ""), ("PATCH", str(2 * CHUNK_BYTES))]
    assert desk.of(sha).tries == 0
    assert counts(engine) == (1, 0)


def test_a_centre_that_lost_its_partial_gets_it_again(desk: Desk, url: str, centre: BlobCentre, folder: Path) -> None:
    asked: list[str] = []

    def forget_once(request: Request) -> None:
        asked.append(request.method)
        if asked.count("PATCH") == 3 and len(asked) == 4:
            for file in (folder / "partial").iterdir():
                file.unlink()

    centre.before = forget_once
    sha = desk.add(photo(MAX_BLOB_BYTES // 4))
    desk.connect(url)
    desk.until_stored(sha)
    assert whole(folder, sha) == photo(MAX_BLOB_BYTES // 4)


def test_a_centre_that_forgot_the_whole_upload_begins_anew(
    desk: Desk, url: str, centre: BlobCentre, engine: Engine
) -> None:
    asked: list[str] = []

    def forget_once(request: Request) -> None:
        asked.append(request.method)
        if len(asked) == 3:
            assert centre.blobs.sweep(NOW + timedelta(days=8)) == 1

    centre.before = forget_once
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(sha)
    assert counts(engine) == (1, 0)


def test_what_the_centre_refuses_keeps_nothing_else_back_and_is_offered_at_the_next_start(
    desk: Desk, url: str, centre: BlobCentre
) -> None:
    unknown = uuid4()
    refused = desk.add(photo(SIZE), unknown)
    good = desk.add(photo(SIZE, seed=1))
    desk.connect(url)
    desk.until_stored(good)
    assert desk.state(refused, unknown) is AttachmentState.REFUSED
    assert desk.of(refused, unknown).last_error == "unknown_claim"
    assert desk.attachments.has(refused)
    desk.disconnect()
    asked: list[str] = []
    centre.before = lambda request: asked.append(request.method)
    desk.connect(url)
    desk.until(lambda: asked and desk.state(refused, unknown) is AttachmentState.REFUSED)


def test_a_file_that_is_damaged_or_gone_keeps_nothing_else_back(desk: Desk, url: str) -> None:
    damaged, gone, good = (desk.add(photo(SIZE, seed=seed)) for seed in range(3))
    os.truncate(desk.profile / "attachments" / damaged, 100)
    desk.attachments.delete(gone)
    desk.connect(url)
    desk.until_stored(good)
    assert {desk.state(sha) for sha in (damaged, gone)} == {AttachmentState.LOST}
    desk.add(photo(SIZE, seed=0))
    desk.until_stored(damaged)


def test_an_upload_that_always_fails_lets_the_others_by(desk: Desk, url: str, folder: Path) -> None:
    bad, good = photo(SIZE), photo(SIZE, seed=1)
    sha = hashlib.sha256(bad).hexdigest()
    folder.mkdir(exist_ok=True)
    (folder / sha[:2]).write_bytes(b"a file where a folder should be")
    assert desk.add(bad) == sha
    other = desk.add(good)
    assert other[:2] != sha[:2]
    desk.connect(url)
    desk.until_stored(other)
    assert desk.state(sha) is AttachmentState.WAITING
    desk.until(lambda: desk.of(sha).last_error == "store_down")
    (folder / sha[:2]).unlink()
    desk.until_stored(sha)


def test_stopping_waits_for_no_answer(desk: Desk, url: str, centre: BlobCentre) -> None:
    asked, release = threading.Event(), threading.Event()

    def hold(_request: Request) -> None:
        asked.set()
        release.wait(PATIENCE_S * 2)

    centre.before = hold
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    assert asked.wait(PATIENCE_S)
    stopping = threading.Thread(target=desk.disconnect)
    stopping.start()
    stopping.join(PATIENCE_S)
    stopped = not stopping.is_alive()
    release.set()
    stopping.join()
    assert stopped
    assert desk.of(sha).last_error == ""
    assert desk.state(sha) is AttachmentState.WAITING


def test_a_call_that_brings_nothing_is_cut_in_time(desk: Desk, url: str, centre: BlobCentre) -> None:
    release = threading.Event()
    centre.before = lambda _request: release.wait(PATIENCE_S * 2)
    sha = desk.add(photo(SIZE))
    desk.connect(url, deadline_s=0.2)
    desk.until(lambda: desk.of(sha).last_error == "timeout")
    release.set()
    desk.until_stored(sha)


def test_the_copy_goes_when_the_centre_has_had_it_for_seven_days(desk: Desk, url: str) -> None:
    sha = desk.add(photo(SIZE))
    desk.connect(url)
    desk.until_stored(sha)
    assert desk.attachments.has(sha)
    desk.clock += KEPT_FOR
    assert desk.upload is not None
    desk.upload.wake()
    desk.until(lambda: desk.state(sha) is AttachmentState.RELEASED)
    assert not desk.attachments.has(sha)
