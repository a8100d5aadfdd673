"""Who may bring an attachment, and who sees it."""

from pathlib import Path
from uuid import uuid4

import pytest
import requests
from sqlalchemy import Engine, select

from cso_desk.central.blobs.blobs import link
from cso_desk.central.schema import blob_claim
from cso_desk.claims.tables import Role
from tests.blob_centre import (
    BRANCH,
    CLAIM,
    OTHER_BRANCH,
    OTHER_CLAIM,
    PATIENCE_S,
    PHOTO,
    SHA,
    SMALL,
    SMALL_SHA,
    BlobCentre,
    Desk,
    counts,
    token,
)


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
