"""Papers are found in frames, measured and judged; faces, walls and tables are none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from cso_desk.video.finding import find, find_all
from cso_desk.video.paper import SIZE_MM, Paper
from cso_desk.video.picture import Image
from cso_desk.video.quad import Quad, pose, rectified, turned
from cso_desk.video.quality import Fault, Limits, Quality, judge, measure
from tests.documents.camera import Grade, Shot, nothing_held, shot
from tests.documents.people import paper

GOOD = Quality(
    sharpness=400, glare=0.0, coverage=0.6, tilt_deg=5, brightness=180, fingers=0.0, width_px=768, cut=False, motion=0.0
)


def apart(found: Quad | None, taken: Shot) -> float:
    """How far the corners that were found are from the true ones, in shares of the paper's width."""
    assert found is not None
    ways = [np.linalg.norm(np.roll(found, turn, 0) - taken.quad, axis=1).mean() for turn in range(4)]
    return float(min(ways) / np.linalg.norm(taken.quad[1] - taken.quad[0]))


@pytest.mark.parametrize("kind", Paper)
def test_a_paper_is_found_to_a_hair(kind: Paper) -> None:
    for seed, grade in ((1, Grade.EASY), (2, Grade.MEDIUM)):
        taken = shot(paper(kind, seed), grade, seed)
        assert apart(find(taken.frame), taken) < 0.01


def test_a_card_upside_down_or_on_its_side_is_found_as_well() -> None:
    for degrees in (90, 180, 275):
        taken = shot(paper(Paper.KTP, 3), Grade.EASY, 3, turned=degrees, width=0.5)
        assert apart(find(taken.frame), taken) < 0.01


def test_nobody_and_nothing_is_taken_for_a_paper() -> None:
    assert [seed for seed in range(16) if find(nothing_held(seed)) is not None] == []


def test_a_blank_card_is_no_document() -> None:
    card = paper(Paper.KTP, 1)
    blank = replace(card, image=np.full_like(card.image, 225))
    assert find(shot(blank, Grade.EASY, 1).frame) is None


def test_two_papers_are_told_as_two() -> None:
    frame = np.full((720, 1280, 3), 60, np.uint8)
    for seed, left in ((1, 60), (2, 680)):
        card = cv2.resize(paper(Paper.KTP, seed).image, (540, 341), interpolation=cv2.INTER_AREA)
        frame[200:541, left : left + 540] = card
    assert len(find_all(frame)) == 2


def test_noise_and_strange_sizes_are_looked_at_without_harm() -> None:
    rolls = np.random.default_rng(1)
    for size in ((1, 1), (2, 900), (37, 41), (720, 1280), (1080, 1921)):
        assert find(rolls.integers(0, 255, (*size, 3), np.uint8)) is None
    assert find(np.zeros((480, 640, 4), np.uint8)) is None


def test_a_rectified_card_is_the_card_that_was_drawn() -> None:
    card = paper(Paper.KTP, 4)
    taken = shot(card, Grade.EASY, 4)
    flat = rectified(taken.frame, taken.quad)
    height, width = flat.shape[:2]
    assert width / height == pytest.approx(SIZE_MM[Paper.KTP][0] / SIZE_MM[Paper.KTP][1], rel=0.04)
    assert likeness(flat, card.image) > 0.85
    upside_down = shot(card, Grade.EASY, 4, turned=180)
    found = find(upside_down.frame)
    assert found is not None
    assert likeness(rectified(upside_down.frame, found), card.image) < 0.5
    assert likeness(turned(rectified(upside_down.frame, found), 2), card.image) > 0.85


def test_the_tilt_and_the_proportions_of_a_paper_are_told_from_its_corners() -> None:
    quad = np.array([(340, 170), (940, 170), (940, 548), (340, 548)], np.float32)
    straight = pose(quad, (1280, 720))
    assert straight.aspect == pytest.approx(600 / 378, rel=0.01)
    assert straight.tilt_deg < 1
    leaning = shot(paper(Paper.KTP, 1), Grade.HARD, 4)
    assert 8 < pose(leaning.quad, (1280, 720)).tilt_deg < 40


def test_a_harder_grade_is_less_sharp() -> None:
    measured = {}
    for grade in Grade:
        shots = [shot(paper(Paper.KTP, seed), grade, seed) for seed in (1, 5)]
        measured[grade] = np.mean([measure(taken.frame, taken.quad).sharpness for taken in shots])
    assert measured[Grade.EASY] > 1.2 * measured[Grade.MEDIUM]
    assert measured[Grade.MEDIUM] > 1.2 * measured[Grade.HARD]


def test_blur_glare_darkness_and_fingers_are_measured() -> None:
    taken = shot(paper(Paper.KTP, 1), Grade.EASY, 2)
    before = measure(taken.frame, taken.quad)
    assert judge(before, Limits()) == ()
    middle = taken.quad.mean(axis=0).astype(int)
    spot = cv2.circle(taken.frame.copy(), middle.tolist(), 90, (255, 255, 255), -1)
    assert judge(measure(spot, taken.quad), Limits()) == (Fault.LESS_LIGHT,)
    blurred: Image = np.asarray(cv2.GaussianBlur(taken.frame, (0, 0), 4), np.uint8)
    assert measure(blurred, taken.quad).sharpness < 0.4 * before.sharpness
    dark = (taken.frame * 0.15).astype(np.uint8)
    assert Fault.MORE_LIGHT in judge(measure(dark, taken.quad), Limits())
    thumb = taken.frame.copy()
    cv2.line(thumb, taken.quad[2:].mean(axis=0).astype(int).tolist(), middle.tolist(), (110, 136, 172), 60)
    assert Fault.FINGERS in judge(measure(thumb, taken.quad), Limits())


def test_a_reflection_is_measured_in_the_noise_of_a_dark_booths_camera_too() -> None:
    taken = shot(paper(Paper.KTP, 1), Grade.EASY, 2)
    middle = taken.quad.mean(axis=0).astype(int)
    spot = cv2.circle(taken.frame.copy(), middle.tolist(), 90, (255, 255, 255), -1)
    plain = measure(spot, taken.quad).glare
    noise = np.random.default_rng(1).normal(0, 13, spot.shape)
    assert measure(np.clip(spot + noise, 0, 255).astype(np.uint8), taken.quad).glare > 0.7 * plain > Limits().glare
    clean = np.clip(taken.frame + noise, 0, 255).astype(np.uint8)
    assert measure(clean, taken.quad).glare < Limits().glare / 3


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ({"sharpness": 60.0}, Fault.STILL),
        ({"motion": 2.0}, Fault.STILL),
        ({"glare": 0.2}, Fault.LESS_LIGHT),
        ({"brightness": 255.0}, Fault.LESS_LIGHT),
        ({"brightness": 20.0}, Fault.MORE_LIGHT),
        ({"coverage": 0.2}, Fault.CLOSER),
        ({"width_px": 200.0}, Fault.CLOSER),
        ({"tilt_deg": 50.0}, Fault.FLAT),
        ({"fingers": 0.1}, Fault.FINGERS),
        ({"cut": True}, Fault.FARTHER),
    ],
)
def test_each_limit_has_its_fault(bad: dict[str, float], fault: Fault) -> None:
    assert judge(GOOD, Limits()) == ()
    assert judge(replace(GOOD, **bad), Limits()) == (fault,)
    assert replace(GOOD, **bad).worth <= GOOD.worth


def likeness(one: Image, other: Image) -> float:
    """The correlation of two pictures, made small."""
    small = [
        cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (128, 80), interpolation=cv2.INTER_AREA)
        for image in (one, other)
    ]
    return float(np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1])
