"""The chair before a camera: empty under noise and changing light, taken by whoever moves a little."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest

from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.frame import Frame
from cso_desk.video.presence import LEFT_AFTER_S, SEEN_AT, Grey, Presence, PresenceSensor, Sat
from cso_desk.video.presence_watch import PresenceWatch
from cso_desk.video.synthetic import SyntheticSource

START = 1000.0
Until = Callable[..., None]


class Chair:
    """A drawn booth before a noisy camera, and the sensor that looks at it once a second."""

    def __init__(self, *, noise: float = 3.0, seed: int = 1) -> None:
        self.source = SyntheticSource(seed=seed)
        self.sensor = PresenceSensor()
        self.now = START
        self.light, self.gain = 0.0, 1.0
        self._noise, self._random = noise, np.random.default_rng(seed)

    def picture(self) -> Grey:
        drawn = cv2.resize(self.source.draw(self.now)[:, :, :3], (320, 180), interpolation=cv2.INTER_AREA)
        grey = cv2.cvtColor(drawn, cv2.COLOR_BGR2GRAY).astype(np.float32) * self.gain + self.light
        grey += self._random.normal(0, self._noise, grey.shape).astype(np.float32)
        small = cv2.resize(np.clip(grey, 0, 255).astype(np.uint8), SEEN_AT, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8)

    def live(self, seconds: int, *, brighter: float = 0.0, stronger: float = 0.0) -> list[Presence]:
        """What is said at each second, while the light changes by so much a second."""
        said = []
        for _ in range(seconds):
            self.now += 1.0
            self.light += brighter
            self.gain += stronger
            said.append(self.sensor.look(self.picture(), self.now).presence)
        return said


@pytest.mark.parametrize("noise", [1.0, 12.0])
def test_an_empty_chair_is_empty_under_noise_and_a_slow_change_of_the_light(noise: float) -> None:
    chair = Chair(noise=noise)
    chair.source.leave()
    said = [*chair.live(22), *chair.live(15, brighter=1.0), *chair.live(15, brighter=-1.0, stronger=0.01)]
    assert Presence.HERE not in said
    assert said[-1] is Presence.AWAY
    assert said.index(Presence.AWAY) == LEFT_AFTER_S
    assert chair.sensor.sat == Sat(Presence.AWAY, START + 1)


@pytest.mark.parametrize("seed", range(2))
def test_a_participant_who_only_sits_there_is_seen_at_once_and_never_called_away(seed: int) -> None:
    said = Chair(seed=seed).live(30)
    assert said[0] is Presence.UNKNOWN
    assert set(said[2:]) == {Presence.HERE}


def test_a_participant_is_seen_while_the_light_changes_too() -> None:
    said = Chair().live(30, brighter=4.0)
    assert set(said[2:]) == {Presence.HERE}


def test_who_leaves_is_away_since_the_last_movement_and_here_again_at_once() -> None:
    chair = Chair()
    chair.live(22)
    chair.source.leave()
    left_at = chair.now + 1.0
    said = chair.live(int(LEFT_AFTER_S) + 1)
    assert (said[-2], said[-1]) == (Presence.HERE, Presence.AWAY)
    assert chair.sensor.sat == Sat(Presence.AWAY, left_at)
    chair.source.sit(seed=2)
    assert chair.live(1) == [Presence.HERE]
    assert chair.sensor.sat.since == chair.now


def test_a_lamp_that_is_switched_on_is_nobody() -> None:
    chair = Chair()
    chair.source.leave()
    chair.live(22)
    chair.light += 40
    assert chair.live(3) == [Presence.AWAY] * 3


def test_a_frozen_stream_and_one_with_gaps_tell_nothing_of_who_left() -> None:
    chair = Chair()
    chair.live(10)
    chair.source.leave()
    chair.live(2)
    frozen = chair.picture()
    for _ in range(200):
        chair.now += 1.0
        assert chair.sensor.look(frozen, chair.now).presence is Presence.HERE
    for _ in range(4):
        chair.now += 30.0
        assert set(chair.live(15)) == {Presence.HERE}


def test_a_picture_of_another_size_is_no_movement() -> None:
    sensor = PresenceSensor()
    sensor.look(np.zeros((54, 96), np.uint8), 1.0)
    assert sensor.look(np.full((54, 72), 99, np.uint8), 2.0).presence is Presence.UNKNOWN


@pytest.fixture
def camera() -> Iterator[Camera]:
    made = Camera(SyntheticSource(seed=1), name="chair")
    yield made
    made.stop()


def test_the_watch_says_of_each_booth_what_changed_and_asks_nothing_of_its_camera(camera: Camera) -> None:
    source = SyntheticSource(seed=1)
    watch = PresenceWatch({3: camera}, left_after_s=20.0)
    assert watch.sat(3) == Sat(Presence.UNKNOWN, 0.0)
    assert camera.wanted() is None
    told = []
    for second in range(3):
        image = cv2.resize(source.draw(START + second), SEEN_AT, interpolation=cv2.INTER_AREA)
        watch._viewers[3].mailbox.put(Frame(np.asarray(image, np.uint8), START + second, second, (1280, 720)))
        told += list(watch.look())
    assert told == [(3, Sat(Presence.UNKNOWN, 0.0), Sat(Presence.HERE, START + 1))]
    assert watch.sat(3) == Sat(Presence.HERE, START + 1)
    watch.stop()
    assert camera._viewers == ()


def test_a_small_picture_comes_of_a_camera_that_is_shown_nowhere_else(camera: Camera, until: Until) -> None:
    watch = PresenceWatch({1: camera}, left_after_s=20.0)
    camera.start()
    until(lambda: watch._viewers[1].mailbox._frame is not None)
    frame = watch._viewers[1].mailbox.take()
    assert frame is not None
    assert frame.image.shape == (SEEN_AT[1], SEEN_AT[0], 4)
    assert camera.status().state is FeedState.LIVE
    watch.stop()


def test_a_desk_that_does_not_want_it_looks_at_nobody(camera: Camera) -> None:
    watch = PresenceWatch({1: camera}, left_after_s=0)
    assert (watch.sat(1), list(watch.look()), camera._viewers) == (None, [], ())
