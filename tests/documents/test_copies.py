"""Signs of a copy: a card on a screen and a photocopy beside the same card itself, held to the same camera."""

import cv2
import numpy as np
import pytest

from cso_desk.video import finding
from cso_desk.video.copies import Copy, Sign, Traces, signs, traces
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.limits import Limits
from cso_desk.video.paper import SIZE_MM, Paper
from cso_desk.video.picture import Image
from cso_desk.video.quad import rectified, turned
from tests.documents.camera import Grade, shot
from tests.documents.copies import SHINE, on_a_screen, photocopied
from tests.documents.people import paper

SEED = 3
LIMITS = Limits()


def flat(frame: Image) -> Image:
    quad = finding.find(frame)
    assert quad is not None
    return rectified(frame, quad, aspect=SIZE_MM[Paper.KTP][0] / SIZE_MM[Paper.KTP][1])


def told(image: Image, kind: Paper = Paper.KTP) -> list[Copy]:
    return [sign.copy for sign in signs(traces(image), LIMITS, kind)]


def test_a_screen_and_a_photocopy_are_told_from_the_card_itself() -> None:
    card, grade = paper(Paper.KTP, SEED), Grade.MEDIUM
    screen = shot(on_a_screen(card, SEED, pixels=620), grade, SEED, shine=SHINE)
    assert told(flat(shot(card, grade, SEED).frame)) == []
    assert told(flat(screen.frame)) == [Copy.SCREEN]
    assert told(flat(shot(photocopied(card, SEED), grade, SEED).frame)) == [Copy.PHOTOCOPY]


def test_what_was_kept_as_a_still_shows_the_same_signs_whichever_way_up_it_is() -> None:
    card = on_a_screen(paper(Paper.KTP, SEED), SEED, pixels=620)
    shown = flat(shot(card, Grade.EASY, SEED, shine=SHINE).frame)
    kept = cv2.imdecode(cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, 92])[1], cv2.IMREAD_COLOR)
    assert kept is not None
    assert told(turned(np.asarray(kept, np.uint8), 1)) == [Copy.SCREEN]


def test_a_photocopy_in_the_light_of_a_lamp_has_no_colour_either() -> None:
    copy = flat(shot(photocopied(paper(Paper.KTP, SEED), SEED), Grade.EASY, SEED).frame)
    warm = np.clip(copy * np.array((0.6, 0.8, 0.95)), 0, 255).astype(np.uint8)
    assert told(warm) == [Copy.PHOTOCOPY]


def test_a_letter_without_colour_may_be_an_original() -> None:
    letter = (drawn(Paper.PAKLARING, invented(SEED), dpi=80).image * 0.85).astype(np.uint8)
    assert traces(letter).colour < LIMITS.colour
    assert told(letter, Paper.PAKLARING) == []


def test_a_card_that_reflects_or_lies_in_the_dark_is_called_no_photocopy() -> None:
    copy = photocopied(paper(Paper.KTP, SEED), SEED).image
    assert told(copy) == [Copy.PHOTOCOPY]
    for level in (0, 255):
        hidden = copy.copy()
        hidden[:, : copy.shape[1] // 2] = level
        assert told(hidden) == []


def test_a_drawing_without_noise_has_no_grid_for_all_its_lines() -> None:
    assert traces(drawn(Paper.TABUNGAN, invented(4)).image).grid < LIMITS.grid


@pytest.mark.parametrize("size", [(1, 1), (90, 140), (400, 640)])
def test_a_small_or_an_empty_picture_shows_no_sign_of_a_screen(size: tuple[int, int]) -> None:
    for level in (0, 128, 255):
        assert traces(np.full((*size, 3), level, np.uint8)).grid < LIMITS.grid


def test_the_limits_of_the_settings_decide() -> None:
    measured = Traces(grid=20.0, colour=0.2)
    assert signs(measured, LIMITS, Paper.KTP) == (Sign(Copy.SCREEN, 20.0, LIMITS.grid),)
    strict = Limits(grid=25.0, colour=0.3)
    assert signs(measured, strict, Paper.KTP) == (Sign(Copy.PHOTOCOPY, 0.2, 0.3),)
