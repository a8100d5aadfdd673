"""A file is known by its bytes alone: what it is, how large its picture is, and whether all of it is there."""

import struct

import pytest

from cso_desk.desk.attachments import NotAttachable
from cso_desk.desk.file_check import MAX_PIXELS, Shape, shape_of
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime
from tests.real_files import HEIC_HEAD, heic, pdf, picture, png_of

WHOLE = {
    "jpeg": (picture(".jpg"), Shape(Mime.JPEG, (64, 48))),
    "png": (picture(".png"), Shape(Mime.PNG, (64, 48))),
    "webp": (picture(".webp"), Shape(Mime.WEBP, (64, 48))),
    "heic": (heic(), Shape(Mime.HEIC)),
    "pdf": (pdf(), Shape(Mime.PDF)),
}


def webp(name: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + 8 + len(body)) + b"WEBP" + name + struct.pack("<I", len(body)) + body


def why(content: bytes) -> str:
    with pytest.raises(NotAttachable) as refused:
        shape_of(content)
    return str(refused.value.facts["why"])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file_tells_what_it_is_and_how_large_its_picture_is(kind: str) -> None:
    content, shape = WHOLE[kind]
    assert shape_of(content) == shape


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_short_anywhere_behind_its_head_is_damaged(kind: str) -> None:
    content, _ = WHOLE[kind]
    cuts = {len(content) * part // 8 for part in range(3, 8)} | {len(content) - 8}
    assert {why(content[:cut]) for cut in cuts if cut >= 24} == {"damaged"}


@pytest.mark.parametrize("content", [b"MZ" + b"\0" * 60, b"<html></html>", b"GIF89a" + b"\0" * 30, b"\xff\xd8"])
def test_what_is_no_picture_and_no_pdf_is_refused_whatever_its_name_says(content: bytes) -> None:
    assert why(content) == "type"


def test_a_flipped_bit_in_a_png_is_noticed() -> None:
    content = bytearray(picture(".png"))
    content[len(content) // 2] ^= 1
    assert why(bytes(content)) == "damaged"


def test_a_small_picture_within_a_photograph_does_not_tell_its_size() -> None:
    whole, thumb = picture(".jpg", (64, 48)), picture(".jpg", (16, 12))
    inside = b"\xff\xe1" + struct.pack(">H", 2 + len(thumb)) + thumb
    assert shape_of(whole[:2] + inside + whole[2:]) == Shape(Mime.JPEG, (64, 48))


@pytest.mark.parametrize(
    ("content", "pixels"),
    [
        (webp(b"VP8X", bytes(4) + b"\x0f\x00\x00" + b"\x07\x01\x00"), (16, 264)),
        (webp(b"VP8L", b"\x2f" + struct.pack("<I", (99 << 14) | 199)), (200, 100)),
    ],
    ids=["extended", "lossless"],
)
def test_every_kind_of_webp_tells_its_size(content: bytes, pixels: tuple[int, int]) -> None:
    assert shape_of(content) == Shape(Mime.WEBP, pixels)


def test_a_picture_of_more_pixels_than_can_be_shown_is_refused_unread_with_its_size() -> None:
    side = 8192
    assert side * side == MAX_PIXELS
    assert shape_of(png_of((side, side))).pixels == (side, side)
    with pytest.raises(NotAttachable) as refused:
        shape_of(png_of((side, side + 1)))
    assert refused.value.facts == {"why": "pixels", "limit": MAX_PIXELS, "width": side, "height": side + 1}


@pytest.mark.parametrize("size", [(0, 10), (10, 0)])
def test_a_picture_without_a_pixel_is_damaged(size: tuple[int, int]) -> None:
    assert why(png_of(size)) == "damaged"


@pytest.mark.parametrize(
    "content",
    [
        HEIC_HEAD,
        HEIC_HEAD + struct.pack(">I4s", 4, b"meta"),
        HEIC_HEAD + struct.pack(">I4s", 99, b"meta"),
        b"\xff\xd8\xff\xd9",
        webp(b"ALPH", bytes(20)),
    ],
    ids=["no meta box", "a box smaller than its head", "a box beyond the end", "no frame", "no picture first"],
)
def test_a_file_whose_parts_do_not_fit_is_damaged(content: bytes) -> None:
    assert why(content) == "damaged"


def test_a_little_behind_the_end_of_a_pdf_does_no_harm_and_much_does() -> None:
    assert shape_of(pdf() + b"\r\n" * 500) == Shape(Mime.PDF)
    assert why(pdf() + b"\0" * 4096) == "damaged"


def test_the_last_box_of_a_heic_may_go_to_the_end() -> None:
    assert (
        shape_of(HEIC_HEAD + struct.pack(">I4s", 8, b"meta") + struct.pack(">I4s", 0, b"mdat") + b"\1" * 50).pixels
        is None
    )


def test_a_refusal_tells_the_limit_of_the_bytes() -> None:
    with pytest.raises(NotAttachable) as refused:
        shape_of(b"text")
    assert refused.value.facts == {"why": "type", "limit": MAX_BLOB_BYTES}
