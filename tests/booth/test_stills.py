"""Stills that a booth sends in pieces: whole ones are told, broken ones dropped with their reason."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from cso_desk.booth.messages import STILL_CHUNK_BYTES, StillBegun, Track
from cso_desk.booth.stills import Stills, StillTaken

JPEG = b"\xff\xd8\xff" + bytes(range(256)) * 100


class Album:
    def __init__(self) -> None:
        self.taken: list[StillTaken] = []
        self.lost: list[str] = []
        self.stills = Stills(4, on_still=self.taken.append, on_lost=lambda booth, name, why: self.lost.append(why))

    def send(self, content: bytes, chunk: int = STILL_CHUNK_BYTES, **changes: Any) -> None:
        told = {
            "id": "one",
            "track": Track.DOCUMENT,
            "mime": "image/jpeg",
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "width": 1920,
            "height": 1080,
            **changes,
        }
        self.stills.take(StillBegun.model_construct(**told).model_dump_json())
        for start in range(0, len(content), chunk):
            self.stills.take(content[start : start + chunk])


def test_a_whole_still_is_told_with_what_proves_it() -> None:
    album = Album()
    album.send(JPEG)
    [still] = album.taken
    assert (still.booth, still.id, still.track, still.content) == (4, "one", Track.DOCUMENT, JPEG)
    assert still.sha256 == hashlib.sha256(JPEG).hexdigest()
    assert album.lost == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda album: album.send(JPEG, sha256="0" * 64), "wrong_hash"),
        (lambda album: album.send(b"GIF89a" + JPEG), "no_picture"),
        (lambda album: album.send(JPEG, mime="image/png"), "no_picture"),
        (lambda album: album.send(JPEG, size=len(JPEG) - 1), "too_long"),
        (lambda album: album.send(JPEG, chunk=STILL_CHUNK_BYTES + 1), "too_long"),
        (lambda album: (album.send(JPEG, size=len(JPEG) + 1), album.stills.close()), "too_short"),
        (lambda album: (album.send(JPEG, size=len(JPEG) + 1), album.send(JPEG)), "too_short"),
        (lambda album: album.send(JPEG, size=1 << 40), "not_understood"),
        (lambda album: album.send(JPEG, mime="text/html"), "not_understood"),
        (lambda album: album.stills.take("{"), "not_understood"),
        (lambda album: album.stills.take(" " * 5000), "not_understood"),
        (lambda album: album.stills.take(JPEG), "unasked"),
    ],
)
def test_a_still_that_is_broken_is_dropped_with_its_reason_and_the_next_one_is_taken(
    spoil: Callable[[Album], object], why: str
) -> None:
    album = Album()
    spoil(album)
    assert album.lost[0] == why
    before = len(album.taken)
    album.send(JPEG, id="two")
    assert [still.id for still in album.taken[before:]] == ["two"]
