"""A booth at the far end of a bad line: what is lost, late or narrow there is told, and spoils nothing else."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from cso_desk.booth.messages import Track
from cso_desk.booth.officer_picture import Grade
from cso_desk.booth.quality import Quality
from cso_desk.booth.simulation.voice import TONES_HZ
from cso_desk.booth.sound import RATE, SAMPLES, Pcm
from cso_desk.video.camera import Camera
from cso_desk.video.feed import LOST_AFTER_S, STALE_AFTER_S, FeedState, FeedStatus
from tests.contract.tcp_line import Ill, TcpLine

from .doors import wait_until
from .house import OFFICER_HZ, Desk, Ears, Street, tone
from .relay import Relay, RelayedBooth, Weather

SLOW_LINE = 500_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose officer speaks and moves: nothing costs a line more."""
    made = Desk(tmp_path / "profile", {}, says=tone(OFFICER_HZ), officer_picture=grainy())
    made.start()
    yield made
    made.stop()


def grainy() -> Callable[[], av.VideoFrame]:
    """The officer's camera in bad light: no two pictures are alike, so that all that may be sent is sent."""
    chance = np.random.default_rng(0)
    grains = [(128 + chance.normal(0, 12, (360, 640, 3))).astype(np.uint8) for _ in range(5)]
    pictures = cycle([av.VideoFrame.from_ndarray(each, format="rgb24") for each in grains])
    return lambda: next(pictures)


def quality(desk: Desk, booth: int) -> Quality:
    return desk.booths.quality(booth) or Quality(booth, 0.0)


def loses_nothing(relay: Relay, desk: Desk) -> bool:
    """Whether some pictures come and nothing is lost meanwhile."""
    before = relay.lost
    desk.wait_for_pictures(1, more=8)
    return relay.lost == before


class Watched:
    """How many pictures a booth got of the officer, and what its participant heard."""

    def __init__(self) -> None:
        self.pictures = 0
        self.sizes: list[tuple[int, int]] = []
        self.ears = Ears()

    def see(self, picture: av.VideoFrame) -> None:
        self.pictures += 1
        self.sizes.append((picture.width, picture.height))

    @property
    def options(self) -> dict[str, Any]:
        return {"on_officer": self.see, "on_heard": self.ears.hear}


class Scale:
    """A voice that goes up a scale, 100 ms a step, so that what is heard tells when it was said."""

    speaks = True
    _STEPS, _FRAMES, _LOWEST_HZ = 20, 5, 400

    def __init__(self) -> None:
        self._frame = 0

    def next(self) -> Pcm:
        hertz = self._LOWEST_HZ + 100 * self._step
        self._frame += 1
        return (8000 * np.sin(2 * np.pi * hertz * np.arange(SAMPLES) / RATE)).astype(np.int16)

    def steps_behind(self, ears: Ears) -> int:
        """How many steps what is heard now is behind; -1 where that is no tone of the scale."""
        if not ears.pieces:
            return -1
        heard = np.abs(np.fft.rfft(ears.pieces[-1].astype(float)))[:: 100 * SAMPLES // RATE]
        step = int(heard.argmax()) - self._LOWEST_HZ // 100
        return (self._step - step) % self._STEPS if 0 <= step < self._STEPS else -1

    @property
    def _step(self) -> int:
        return self._frame // self._FRAMES % self._STEPS


def test_a_line_that_loses_is_told_and_pictures_and_sound_go_on(desk: Desk, street: Street) -> None:
    booth = Watched()
    street.enter(desk, 1, kind=partial(RelayedBooth, relay=Relay(Weather(loss=0.05))), **booth.options)
    street.enter(desk, 2)
    desk.wait_for_pictures(1)
    wait_until(lambda: quality(desk, 1).inward.reason == "line_loses")
    desk.wait_for_pictures(1, more=8)
    wait_until(lambda: desk.heard[1].has(TONES_HZ[1]) and booth.ears.has(OFFICER_HZ))
    seen = booth.pictures
    wait_until(lambda: booth.pictures > seen + 4)
    wait_until(lambda: quality(desk, 2).inward.lost_percent == 0.0)


def test_a_line_that_is_late_is_told_and_the_sound_is_on_time_again_with_it(desk: Desk, street: Street) -> None:
    relay, scale = Relay(Weather(delay_s=0.2)), Scale()
    street.enter(desk, 1, kind=partial(RelayedBooth, relay=relay), voice=lambda booth: scale)
    wait_until(lambda: quality(desk, 1).inward.reason == "line_slow")
    desk.wait_for_pictures(1)
    wait_until(lambda: quality(desk, 1).outward.reason == "line_slow")
    wait_until(lambda: scale.steps_behind(desk.heard[1]) >= 3)
    relay.weather = Weather()
    wait_until(lambda: scale.steps_behind(desk.heard[1]) in (0, 1, 2))


def test_on_a_narrow_line_the_officers_picture_gets_smaller_and_nothing_else_suffers(
    desk: Desk, street: Street
) -> None:
    booth = Watched()
    relay = Relay(Weather(bits_a_second=SLOW_LINE))
    street.enter(desk, 1, kind=partial(RelayedBooth, relay=relay), **booth.options)
    street.enter(desk, 2)
    desk.wait_for_pictures(1)
    desk.booths.show_officer(1, Grade.TALK)
    desk.booths.ask(1, Track.FACE, 1280, 720, 30)
    wait_until(lambda: quality(desk, 1).outward.reason == "saves")
    small = (Grade.HELD.value.width, Grade.HELD.value.height)
    wait_until(lambda: booth.sizes[-1:] == [small])
    wait_until(lambda: loses_nothing(relay, desk))
    wait_until(lambda: desk.heard[1].has(TONES_HZ[1]) and booth.ears.has(OFFICER_HZ))
    wait_until(lambda: quality(desk, 2).inward.reason == "good")
    relay.weather = Weather()
    desk.booths.send_whole(1)
    wait_until(lambda: booth.sizes[-1] != small)


def test_a_booth_whose_network_drops_looks_dead_by_the_age_of_its_picture_and_lives_again_with_the_line(
    desk: Desk, street: Street, cameras: dict[int, Camera]
) -> None:
    relay = Relay()
    line = TcpLine(desk.booths.port, lambda: Ill.SILENT if relay.weather.is_cut else Ill.WELL)
    with line.open() as address:
        far = street.enter(desk, 1, kind=partial(RelayedBooth, relay=relay), desk=address.replace("http:", "https:"))
        street.enter(desk, 2)
        wait_until(lambda: is_live(cameras[1]) and is_live(cameras[2]))
        relay.weather = Weather(is_cut=True)
        seen: list[FeedStatus] = []
        wait_until(lambda: seen.append(cameras[1].status()) or seen[-1].state is FeedState.LOST)
        for status in seen:
            assert status.age_s is not None
            assert (status.state is FeedState.LIVE) == (status.age_s <= STALE_AFTER_S)
            assert (status.state is FeedState.LOST) == (status.age_s > LOST_AFTER_S)
        wait_until(lambda: is_live(cameras[2]))
        relay.weather = Weather()
        wait_until(lambda: is_live(cameras[1]))
        wait_until(lambda: is_live(cameras[2]))
        assert not any(told[:2] == ("gone", 2) for told in desk.news.told)
        street.leave(far)


def is_live(camera: Camera) -> bool:
    return camera.status().state is FeedState.LIVE
