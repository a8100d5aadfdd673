"""Files that somebody brings: opened upright, or refused with a reason, in bounded time."""

import io
from collections.abc import Callable

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image as Pil

from cso_desk.video.capture import Blocked, Taken
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.opened import LONGEST, Unopened, open_pictures
from cso_desk.video.opening import MAX_PAGES, SHOWN_PAGES, opened_elsewhere
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from cso_desk.video.quality import Fault
from cso_desk.video.stills import judge_picture, judge_still
from tests.documents.camera import Grade, nothing_held, shot
from tests.documents.heic import heic
from tests.real_files import large_png, pdf, picture, sealed_pdf

SCENE = np.zeros((40, 60, 3), np.uint8)
SCENE[:20] = (200, 30, 20)  # blue above


def coded(image: Image, ending: str) -> bytes:
    return bytes(cv2.imencode(ending, image)[1].tobytes())


def why(content: bytes) -> str:
    with pytest.raises(Unopened) as refused:
        open_pictures(content)
    return refused.value.why


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
def test_a_picture_is_opened(ending: str) -> None:
    (image,) = open_pictures(coded(SCENE, ending))
    assert image.shape == SCENE.shape
    assert abs(image[:15].astype(int) - SCENE[:15]).max() < 40


def test_a_phones_picture_is_turned_as_its_exif_says() -> None:
    out, exif = io.BytesIO(), Pil.Exif()
    exif[0x0112] = 6  # turn by a quarter, clockwise
    Pil.fromarray(SCENE[:, :, ::-1]).save(out, "JPEG", exif=exif)
    (image,) = open_pictures(out.getvalue())
    assert image.shape == (60, 40, 3)
    assert image[30, 35, 0] > 150 > image[30, 5, 0]


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_pictures_of_all_kinds_of_colour_become_bgr(mode: str) -> None:
    grey = Pil.new("L", (30, 20), 200)
    image = Pil.fromarray(np.full((20, 30), 200 * 257, np.uint16)) if mode == "I;16" else grey.convert(mode)
    out = io.BytesIO()
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    (opened,) = open_pictures(out.getvalue())
    assert opened.shape == (20, 30, 3)
    assert opened.mean() > 120


def test_a_very_large_photo_comes_out_smaller() -> None:
    (image,) = open_pictures(coded(np.zeros((1000, 7000, 3), np.uint8), ".jpg"))
    assert max(image.shape) <= LONGEST


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(7 << 20), "large"),
        (b"this is text, whatever it is called", "type"),
        (b"GIF89a" + bytes(50), "type"),
        (b"\xff\xd8\xff\xe0 and then rubbish", "damaged"),
        (coded(SCENE, ".jpg")[:-200], "damaged"),
        (coded(SCENE, ".png")[:60], "damaged"),
        (coded(SCENE, ".webp")[:40], "damaged"),
        (large_png(10_000, 10_000), "pixels"),
        (large_png(60_000, 60_000), "pixels"),
    ],
)
def test_what_is_no_good_picture_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert why(content) == reason


WHOLE = {
    **{kind: picture(kind, (160, 120)) for kind in (".jpg", ".png", ".webp")},
    "heic": heic(np.zeros((64, 64, 3), np.uint8)),
    "pdf": pdf(1),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_short_anywhere_behind_its_head_is_damaged(kind: str) -> None:
    content = WHOLE[kind]
    cuts = (len(content) * 5 // 8, len(content) - 8)
    assert [why(content[:cut]) for cut in cuts] == ["damaged", "damaged"]


def test_a_flipped_bit_in_a_png_is_noticed() -> None:
    content = bytearray(picture(".png"))
    content[len(content) // 2] ^= 1
    assert why(bytes(content)) == "damaged"


@pytest.mark.parametrize("size", [(0, 10), (10, 0)])
def test_a_picture_without_a_pixel_is_damaged(size: tuple[int, int]) -> None:
    assert why(large_png(*size)) == "damaged"


def test_a_pdf_shows_its_first_pages() -> None:
    pages = open_pictures(pdf(5))
    assert len(pages) == SHOWN_PAGES
    assert pages[0].shape[0] / pages[0].shape[1] == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: pdf(MAX_PAGES + 80), "pages"),
        (sealed_pdf, "encrypted"),
        (lambda: b"%PDF-1.7 and then rubbish", "damaged"),
        (lambda: b"\0\0\0\x18ftypheic" + bytes(200), "damaged"),
    ],
)
def test_a_pdf_or_heic_that_is_no_good_is_refused_with_a_reason(content: Callable[[], bytes], reason: str) -> None:
    assert why(content()) == reason


def test_a_phones_heic_is_opened() -> None:
    scene = cv2.resize(SCENE, (240, 160), interpolation=cv2.INTER_NEAREST)
    (image,) = open_pictures(heic(scene))
    assert image.shape == scene.shape
    assert abs(image[:70].astype(int) - scene[:70]).max() < 40


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(Unopened, match="slow"):
        opened_elsewhere(pdf(1), longest=LONGEST, most_pixels=10**6, time_s=0.0)


def test_a_page_of_a_strange_size_is_no_larger_than_any_other() -> None:
    (page,) = open_pictures(pdf(1, width=14_000))
    assert max(page.shape) <= LONGEST + 1
    assert pypdfium2.PdfDocument(pdf(1, width=14_000))[0].get_width() == 14_000


def test_a_good_still_is_taken_at_its_full_size() -> None:
    taken = shot(drawn(Paper.KTP, invented(1)), Grade.EASY, 2, size=(1920, 1080))
    answer = judge_still(coded(taken.frame, ".jpg"), booth=2, at=7.0, camera="face 2")
    assert isinstance(answer, Taken)
    assert (answer.booth, answer.at, answer.camera) == (2, 7.0, "face 2")
    assert answer.image.shape == (1080, 1920, 3)
    assert answer.flat().shape[1] > 900


def test_a_bad_still_is_blocked_with_the_reason() -> None:
    assert judge_picture(nothing_held(1), booth=2, at=0.0) == Blocked(2, (Fault.SHOW,))
    card = drawn(Paper.KTP, invented(1)).image
    blurred = np.asarray(cv2.GaussianBlur(card_on_a_table(card), (0, 0), 5), np.uint8)
    answer = judge_picture(blurred, booth=2, at=0.0)
    assert isinstance(answer, Blocked)
    assert answer.faults == (Fault.STILL,)
    assert judge_picture(card_on_a_table(np.full_like(card, 230)), booth=2, at=0.0) == Blocked(2, (Fault.BLANK,))
    two = np.hstack([card_on_a_table(card)] * 2)
    assert judge_picture(two, booth=2, at=0.0) == Blocked(2, (Fault.SEVERAL,))
    for half in (card_on_a_table(card)[:, 500:], card_on_a_table(card)[:340]):
        assert isinstance(judge_picture(half, booth=2, at=0.0), Blocked)


def card_on_a_table(card: Image) -> Image:
    frame = np.full((720, 1100, 3), 70, np.uint8)
    frame[150:526, 250:846] = cv2.resize(card, (596, 376), interpolation=cv2.INTER_AREA)
    return frame
