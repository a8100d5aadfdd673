"""One camera: what its viewers get, what its status says, and how it comes back."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from cso_desk.video import camera as camera_module
from cso_desk.video.camera import Camera, Wanted
from cso_desk.video.feed import FeedState
from cso_desk.video.picture import ArrayPicture, Image
from cso_desk.video.source import SourceLost
from cso_desk.video.synthetic import SyntheticSource

Start = Callable[[object], Camera]
Until = Callable[..., None]
CANVAS = np.zeros((36, 64, 4), np.uint8)


class CountedPicture(ArrayPicture):
    """A picture that counts how often it is converted."""

    conversions = 0

    def scaled(self, size: tuple[int, int]) -> Image:
        CountedPicture.conversions += 1
        return super().scaled(size)


class ScriptedSource:
    """A source that gives pictures `late_s` old each time it is fed, and fails when told to."""

    def __init__(self, *, late_s: float = 0.0) -> None:
        self.opened = 0
        self.closed = 0
        self.fails_to_open = ""
        self._late_s = late_s
        self._lost = ""
        self._fed = threading.Semaphore(0)
        self._interrupted = False

    def feed(self, pictures: int) -> None:
        self._fed.release(pictures)

    def lose(self, cause: str) -> None:
        self._lost = cause
        self._fed.release()

    def open(self) -> None:
        self.opened += 1
        if self.fails_to_open:
            raise SourceLost(self.fails_to_open)

    def read(self) -> CountedPicture:
        self._fed.acquire()
        if self._interrupted:
            raise SourceLost("stopped")
        if self._lost:
            cause, self._lost = self._lost, ""
            raise SourceLost(cause)
        return CountedPicture(CANVAS, time.monotonic() - self._late_s)

    def interrupt(self) -> None:
        self._interrupted = True
        self._fed.release()

    def close(self) -> None:
        self.closed += 1
        self._interrupted = False


@pytest.fixture(autouse=True)
def _quick_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "FIRST_REST_S", 0.02)
    monkeypatch.setattr(CountedPicture, "conversions", 0)


def test_each_viewer_gets_pictures_of_its_own_size(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    small, large = made.view((32, 18)), made.view((64, 36))
    source.feed(1)
    until(lambda: made.status().age_s is not None)
    frames = [viewer.mailbox.take() for viewer in (small, large)]
    assert [frame and frame.image.shape for frame in frames] == [(18, 32, 4), (36, 64, 4)]
    assert [frame and frame.source_size for frame in frames] == [(64, 36)] * 2


def test_viewers_of_one_size_share_one_conversion(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    viewers = [made.view((32, 18)) for _ in range(3)]
    source.feed(1)
    until(lambda: all(viewer.mailbox.take() is not None for viewer in viewers))
    assert CountedPicture.conversions == 1


def test_hidden_and_closed_viewers_convert_nothing(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    hidden, closed = made.view((32, 18)), made.view((32, 18))
    hidden.hide()
    closed.close()
    source.feed(1)
    until(lambda: made.status().age_s is not None)
    assert CountedPicture.conversions == 0
    hidden.show()
    source.feed(1)
    until(lambda: hidden.mailbox.take() is not None)
    assert closed.mailbox.take() is None


def test_a_hidden_viewer_forgets_its_picture_and_one_that_is_under_way() -> None:
    shown = Camera(SyntheticSource(seed=1), name="booth 1")
    viewer = shown.view((32, 18))

    class SlowPicture(ArrayPicture):
        """A picture whose viewer is hidden while it is being scaled."""

        def scaled(self, size: tuple[int, int]) -> Image:
            viewer.hide()
            return super().scaled(size)

    shown._give(ArrayPicture(CANVAS, time.monotonic()))
    viewer.hide()
    viewer.show()
    assert viewer.mailbox.take() is None
    shown._give(SlowPicture(CANVAS, time.monotonic()))
    viewer.show()
    assert viewer.mailbox.take() is None
    shown._give(ArrayPicture(CANVAS, time.monotonic()))
    assert viewer.mailbox.take() is not None


def test_a_resized_viewer_gets_its_new_size(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    viewer = camera(source).view((32, 18))
    viewer.resize((16, 9))
    source.feed(1)
    until(lambda: viewer.mailbox._frame is not None)
    frame = viewer.mailbox.take()
    assert frame is not None
    assert frame.image.shape == (9, 16, 4)


def test_a_limited_viewer_gets_about_half_of_thirty(camera: Start, until: Until) -> None:
    made = camera(SyntheticSource())
    full, limited = made.view((64, 36)), made.view((64, 36))
    limited.limit_fps(15)
    counts = [0, 0]

    def thirty_were_seen() -> bool:
        for index, viewer in enumerate((full, limited)):
            counts[index] += viewer.mailbox.take() is not None
        return counts[0] >= 30

    until(thirty_were_seen)
    assert 12 <= counts[1] + limited.mailbox.replaced <= 18


def test_no_more_is_wanted_of_a_source_than_its_largest_and_quickest_viewer_shows() -> None:
    shown = Camera(SyntheticSource(seed=1), name="booth 1")
    assert shown.wanted() is None
    tile, stage, hidden = shown.view((320, 180)), shown.view((240, 400)), shown.view((1280, 720))
    hidden.hide()
    for viewer in (tile, stage):
        viewer.limit_fps(15)
    assert shown.wanted() == Wanted((320, 400), 15.0)
    tile.limit_fps(None)
    assert shown.wanted() == Wanted((320, 400), None)
    whole = shown.view(None)
    assert shown.wanted() == Wanted((960, 540), None)
    for viewer in (whole, tile, stage):
        viewer.close()
    assert shown.wanted() is None


def test_pictures_that_are_already_overtaken_are_not_converted(camera: Start, until: Until) -> None:
    source = ScriptedSource(late_s=0.9)
    made = camera(source)
    viewer = made.view((32, 18))
    source.feed(200)
    until(lambda: made._sequence == 200)
    assert viewer.mailbox.take() is not None
    assert CountedPicture.conversions < 20


def test_the_status_grows_old_with_the_picture(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    assert made.status().state is FeedState.CONNECTING
    source.feed(1)
    until(lambda: made.status().age_s is not None)
    taken_at = time.monotonic() - (made.status().age_s or 0)
    states = [made.status(taken_at + age_s).state for age_s in (0.9, 1.1, 2.9, 3.1)]
    assert states == [FeedState.LIVE, FeedState.STALE, FeedState.STALE, FeedState.LOST]


def test_a_lost_source_is_opened_again_and_says_why_meanwhile(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    source.feed(1)
    until(lambda: made.status().age_s is not None)
    source.fails_to_open = "refused"
    source.lose("ended")
    until(lambda: made.status().attempt >= 3)
    assert made.status().cause == "refused"
    source.fails_to_open = ""
    source.feed(1)
    until(lambda: made.status().attempt == 0)
    assert made.status().cause == ""
    assert source.closed >= 3


def test_a_covered_camera_is_neither_stale_nor_lost_however_long(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    source.feed(1)
    until(lambda: made.status().age_s is not None)
    source.fails_to_open = "covered"
    source.lose("covered")
    until(lambda: made.status().cause == "covered")
    assert made.status(time.monotonic() + 60).state is FeedState.COVERED


def test_the_rests_between_tries_double_up_to_eight_seconds_and_differ() -> None:
    rests = [camera_module._rest_s(attempt) for attempt in range(1, 40)]
    assert max(rests) <= 8.0
    assert min(rests[-10:]) >= 8.0 * 0.8
    assert len(set(rests)) == len(rests)
    assert rests[0] <= camera_module.FIRST_REST_S


def test_a_camera_that_waits_for_its_source_stops_at_once_and_can_start_again(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    until(lambda: source.opened == 1)
    made.stop()
    assert made.status().state is FeedState.OFF
    assert not [thread for thread in threading.enumerate() if thread.name == f"camera {made.name}"]
    made.start()
    source.feed(1)
    until(lambda: made.status().state is FeedState.LIVE)


def test_replaced_frames_stay_counted_after_their_viewer_is_gone(camera: Start, until: Until) -> None:
    source = ScriptedSource()
    made = camera(source)
    viewer = made.view((32, 18))
    source.feed(5)
    until(lambda: made._sequence == 5)
    viewer.close()
    assert made.status().replaced == 4
