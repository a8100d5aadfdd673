"""A paper before a camera is followed, judged and taken; the best of the last ten seconds is kept."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest

from cso_desk.video.camera import Camera
from cso_desk.video.capture import KEPT, BestFrames, Blocked, Taken
from cso_desk.video.document_watch import DocumentWatch
from cso_desk.video.frame import Frame
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from cso_desk.video.quality import Fault, Limits, Quality
from cso_desk.video.scan import GONE_S, NEEDED, Progress, Scan
from cso_desk.video.synthetic import SyntheticSource
from tests.documents.camera import Grade, nothing_held, shot
from tests.documents.people import paper
from tests.documents.test_finding import GOOD

FRAME_S = 0.2


@pytest.fixture(scope="module")
def held() -> Image:
    return shot(paper(Paper.KTP, 1), Grade.EASY, 2, width=0.6).frame


@pytest.fixture(scope="module")
def other() -> Image:
    return shot(paper(Paper.KPJ, 1), Grade.EASY, 2, width=0.6).frame


@pytest.fixture(scope="module")
def blurred(held: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(held, (0, 0), 4), np.uint8)


@pytest.fixture(scope="module")
def nobody() -> Image:
    return nothing_held(1)


class Booth:
    """A scan that is shown one frame each fifth of a second."""

    def __init__(self) -> None:
        self.scan = Scan(3, "camera 3", Limits())
        self.now = 50.0
        self.taken: list[Taken] = []

    def see(self, image: Image, times: int = 1) -> Progress:
        for _ in range(times):
            self.now += FRAME_S
            progress, taken = self.scan.look(Frame(image, self.now, 0, (image.shape[1], image.shape[0])))
            if taken is not None:
                self.taken.append(taken)
        return progress


def test_ten_good_frames_in_a_row_take_a_paper_once(held: Image) -> None:
    booth = Booth()
    progress = booth.see(held, NEEDED - 1)
    assert (progress.good, progress.code, progress.taken) == (NEEDED - 1, "hold", False)
    assert len(progress.corners) == 4
    assert booth.taken == []
    progress = booth.see(held, 4)
    assert (progress.code, progress.share) == ("taken", 1.0)
    (taken,) = booth.taken
    assert (taken.booth, taken.camera) == (3, "camera 3")
    assert taken.image.shape == held.shape


def test_a_bad_frame_begins_the_count_anew_and_says_why(held: Image, blurred: Image, nobody: Image) -> None:
    booth = Booth()
    booth.see(held, 4)
    assert booth.see(blurred).faults[0] is Fault.STILL
    assert booth.see(held).good == 1
    progress = booth.see(nobody)
    assert (progress.good, progress.faults, progress.corners) == (0, (Fault.SHOW,), ())


def test_the_same_paper_is_taken_again_only_after_it_was_gone(held: Image, nobody: Image) -> None:
    booth = Booth()
    booth.see(held, NEEDED + 3)
    booth.see(nobody, 2)
    booth.see(held, NEEDED + 3)
    assert len(booth.taken) == 1
    booth.see(nobody, int(GONE_S / FRAME_S) + 2)
    booth.see(held, NEEDED)
    assert len(booth.taken) == 2


def test_another_paper_that_follows_without_a_gap_is_taken_too(held: Image, other: Image) -> None:
    booth = Booth()
    booth.see(held, NEEDED)
    assert booth.see(other).good == 1
    booth.see(other, NEEDED)
    assert len(booth.taken) == 2


def test_take_reaches_back_and_gives_the_sharpest(held: Image, nobody: Image) -> None:
    booth = Booth()
    softer = np.asarray(cv2.GaussianBlur(held, (0, 0), 1.2), np.uint8)
    booth.see(softer)
    booth.see(held)
    booth.see(softer)
    booth.see(nobody, 20)
    taken = booth.scan.take(booth.now)
    assert isinstance(taken, Taken)
    assert taken.image is held
    assert booth.scan.take(booth.now) == Blocked(3, (Fault.SHOW,))


def test_take_is_blocked_with_the_reason(blurred: Image, nobody: Image, held: Image) -> None:
    booth = Booth()
    assert booth.scan.take(booth.now) == Blocked(3, (Fault.SHOW,))
    booth.see(blurred)
    blocked = booth.scan.take(booth.now)
    assert isinstance(blocked, Blocked)
    assert blocked.faults[0] is Fault.STILL
    booth.see(held)
    booth.see(nobody)
    assert booth.scan.take(booth.now + 11) == Blocked(3, (Fault.SHOW,))


def test_the_best_frames_are_few_and_the_best_of_ten_seconds_is_among_them() -> None:
    rolls = np.random.default_rng(3)
    ring = BestFrames()
    all_: list[Taken] = []
    for step in range(300):
        taken = picture(50 + step * FRAME_S, float(rolls.uniform(100, 500)) - step % 60)
        all_.append(taken)
        ring.add(taken)
        assert len(ring) <= KEPT
        best = max((one for one in all_ if taken.at - one.at <= 10), key=lambda one: one.quality.worth)
        kept = ring.best(taken.at)
        assert kept is not None
        assert kept.quality.worth >= 0.75 * best.quality.worth
    assert ring.best(taken.at + 10.5) is None


def picture(at: float, sharpness: float) -> Taken:
    quad = np.zeros((4, 2), np.float32)
    return Taken(1, np.zeros((1, 1, 3), np.uint8), quad, replace(GOOD, sharpness=sharpness), at)


class Heard:
    def __init__(self) -> None:
        self.progress: list[Progress] = []
        self.taken: list[Taken] = []
        self.blocked: list[Blocked] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def watch(heard: Heard) -> Iterator[DocumentWatch]:
    made = DocumentWatch(
        on_progress=heard.progress.append, on_taken=heard.taken.append, on_blocked=heard.blocked.append
    )
    made.start()
    yield made
    made.stop()


@pytest.fixture
def booth() -> Iterator[tuple[Camera, SyntheticSource]]:
    source = SyntheticSource(seed=3, name="Nur Aisyah")
    camera = Camera(source, name="booth 4")
    camera.start()
    yield camera, source
    camera.stop()


def wait_for(fact: Callable[[], object], seconds: float = 30.0) -> None:
    pause = threading.Event()
    give_up = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < give_up, "what was awaited did not come"
        pause.wait(0.01)


def test_a_card_held_up_in_a_booth_is_taken_by_itself_at_the_full_size(
    watch: DocumentWatch, booth: tuple[Camera, SyntheticSource], heard: Heard
) -> None:
    camera, source = booth
    source.hold_card(True)
    watch.use(4, camera)
    watch.watch(4, on=True)
    wait_for(lambda: heard.taken)
    assert heard.taken[0].image.shape == (720, 1280, 4)
    assert heard.taken[0].camera == "booth 4"
    assert {one.booth for one in heard.progress} == {4}
    watch.watch(4, on=False)
    wait_for(lambda: heard.progress[-1] == Progress(4))


def test_a_booth_that_nobody_scans_is_not_looked_at_and_take_says_so(
    watch: DocumentWatch, booth: tuple[Camera, SyntheticSource], heard: Heard
) -> None:
    camera, source = booth
    source.hold_card(True)
    watch.use(4, camera)
    watch.take(4)
    watch.take(9)
    wait_for(lambda: len(heard.blocked) == 2)
    assert heard.blocked == [Blocked(4, (Fault.SHOW,)), Blocked(9, (Fault.SHOW,))]
    assert heard.progress == []


def test_limits_are_settings() -> None:
    strict = Scan(1, "c", Limits(coverage=0.9))
    image = shot(paper(Paper.KTP, 1), Grade.EASY, 2, width=0.6).frame
    progress, _ = strict.look(Frame(image, 1.0, 0, (1280, 720)))
    assert progress.faults == (Fault.CLOSER,)
    assert isinstance(progress.quality, Quality)
