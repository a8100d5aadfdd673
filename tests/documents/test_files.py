"""Which pictures in files are too bad to be kept: drawn papers as scans, as photographs, and spoiled."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from cso_desk.video.limits import Fault, Limits
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from cso_desk.video.stills import judge_file

from .camera import Grade, shot
from .people import paper


def scanned(kind: Paper) -> Image:
    """A paper as it lies in a scanner: nothing but the paper."""
    return np.ascontiguousarray(paper(kind, 3).image[:, :, :3])


def on_a_sheet(image: Image) -> Image:
    """The same as it was copied onto a white sheet of A4."""
    sheet = np.full((1754, 1240, 3), 255, np.uint8)
    scale = min(1000 / image.shape[1], 1500 / image.shape[0])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sheet[80 : 80 + small.shape[0], 80 : 80 + small.shape[1]] = small
    return sheet


@pytest.mark.parametrize("kind", Paper)
def test_a_scan_of_every_kind_is_kept_also_on_a_sheet_and_as_a_photograph(kind: Paper) -> None:
    scan = scanned(kind)
    assert judge_file(scan) is None
    assert judge_file(on_a_sheet(scan)) is None
    assert judge_file(shot(paper(kind, 3), Grade.EASY, 3).frame) is None


def blurred(image: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), image.shape[1] / 120), np.uint8)


def dark(image: Image) -> Image:
    return (image * 0.15).astype(np.uint8)


def tiny(image: Image) -> Image:
    return np.asarray(cv2.resize(image, (240, 150), interpolation=cv2.INTER_AREA), np.uint8)


def plain(image: Image) -> Image:
    return np.full_like(image, 250)


@pytest.mark.parametrize("kind", [Paper.KTP, Paper.PAKLARING])
@pytest.mark.parametrize(
    ("spoil", "fault"),
    [(blurred, Fault.STILL), (dark, Fault.MORE_LIGHT), (tiny, Fault.CLOSER), (plain, Fault.BLANK)],
)
def test_what_cannot_be_read_is_not_kept(kind: Paper, spoil: Callable[[Image], Image], fault: Fault) -> None:
    assert judge_file(spoil(scanned(kind))) is fault


def test_a_photograph_in_which_light_covers_the_card_is_not_kept() -> None:
    frame = shot(paper(Paper.KTP, 3), Grade.EASY, 3)
    left, top = frame.quad.mean(axis=0).astype(int)
    cv2.circle(frame.frame, (int(left), int(top)), 90, (255, 255, 255), -1)
    assert judge_file(frame.frame) is Fault.LESS_LIGHT
    assert judge_file(frame.frame, Limits(glare=0.9)) is None


def test_a_sheet_with_one_line_is_no_blurred_one() -> None:
    sheet = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.putText(sheet, "Surat keterangan", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2)
    assert judge_file(sheet) is None
