"""Cuts: a booth that dies looks stale and then lost by the age of its pictures, and is live again when it returns."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from cso_desk.booth.messages import Answer, Call, Devices, Health, Message, ToPage
from cso_desk.booth.simulation.voice import TONES_HZ
from cso_desk.video.camera import Camera
from cso_desk.video.feed import LOST_AFTER_S, STALE_AFTER_S, FeedState

from .doors import wait_until
from .house import Desk, Street


def _decoders() -> list[str]:
    """The threads in which aiortc decodes, the booths' and the desk's."""
    return [thread.name for thread in threading.enumerate() if thread.name.endswith("-decoder")]


def live(camera: Camera) -> bool:
    return camera.status().state is FeedState.LIVE


def test_a_booth_that_dies_is_stale_then_lost_and_live_again_in_the_same_source(
    desk: Desk, street: Street, cameras: dict[int, Camera]
) -> None:
    dying = street.enter(desk, 1)
    street.enter(desk, 2)
    wait_until(lambda: live(cameras[1]) and live(cameras[2]))
    street.leave(dying)
    seen = []
    wait_until(lambda: seen.append(cameras[1].status()) or seen[-1].state is FeedState.LOST)
    for status in seen:  # the state is told from the age of the newest picture, whatever the line says
        assert status.age_s is not None
        assert (status.state is FeedState.LIVE) == (status.age_s <= STALE_AFTER_S)
        assert (status.state is FeedState.LOST) == (status.age_s > LOST_AFTER_S)
    assert live(cameras[2])
    wait_until(lambda: cameras[1].status().cause in ("ended", "silent"))
    street.enter(desk, 1)
    wait_until(lambda: live(cameras[1]))
    assert desk.booths.connected == {1, 2}


def test_pictures_that_fail_alone_are_made_anew_while_the_line_goes_on(desk: Desk, street: Street) -> None:
    street.enter(desk, 1)
    desk.wait_for_pictures(1)
    desk.booths._network.submit(desk.booths._rooms[1].end()).result()
    desk.wait_for_pictures(1, more=4)
    assert [told for told in desk.news.told if told[0] in ("connected", "gone")] == [("connected", 1)]


def test_an_answer_to_an_offer_of_before_changes_nothing(desk: Desk, street: Street) -> None:
    booth = street.enter(desk, 1)
    desk.wait_for_pictures(1)
    street.run(booth._take(Answer(sdp="v=0\r\n")))
    desk.wait_for_pictures(1, more=4)


@pytest.mark.parametrize("turns", [3, 6, 9])
def test_a_booth_that_is_told_to_end_while_it_closes_its_pictures_leaves_no_thread_that_decodes(
    desk: Desk, street: Street, turns: int
) -> None:
    booth = street.enter(desk, 1)
    desk.wait_for_pictures(1)

    async def broken_off() -> None:
        closing = asyncio.create_task(booth.reconnect())
        for _ in range(turns):
            await asyncio.sleep(0)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        assert len(_decoders()) <= 2  # the desk's own, until it learns of it

    wait_until(lambda: len(_decoders()) == 4)
    street.run(broken_off())
    street.leave(booth)


def test_a_booth_comes_back_by_itself_when_the_desk_was_restarted(desk: Desk, street: Street, tmp_path: Path) -> None:
    street.enter(desk, 1)
    desk.wait_for_pictures(1)
    port = desk.booths.port
    desk.stop()
    again = Desk(tmp_path / "profile", {})
    again.start(port)
    try:
        again.wait_for_pictures(1)
        assert again.booths.paired == {1}
        assert again.booths.certificate == desk.booths.certificate
    finally:
        again.stop()


def test_a_second_browser_takes_the_booth_over_and_the_first_does_not_come_back(desk: Desk, street: Street) -> None:
    first = street.enter(desk, 1)
    desk.wait_for_pictures(1)
    second = street.enter(desk, 1)
    wait_until(lambda: first.refused)
    assert first.refused == "not_paired"
    desk.wait_for_pictures(1)
    assert not second.refused


def test_a_desk_of_another_key_is_not_told_the_code(desk: Desk, street: Street, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other", {})
    other.start()
    try:
        code = other.booths.pairing_code(1).text
        street.enter(desk, 1, desk=f"https://127.0.0.1:{other.booths.port}", code=code)
        street.enter(desk, 2)
        desk.wait_for_pictures(2)
        assert other.booths.paired == frozenset()
    finally:
        other.stop()


@pytest.mark.parametrize(("health", "cause"), [(Health.REFUSED, "blocked"), (Health.MISSING, "absent")])
def test_a_booth_without_a_camera_says_why_is_heard_all_the_same_and_leaves_the_others_alone(
    desk: Desk, street: Street, cameras: dict[int, Camera], health: Health, cause: str
) -> None:
    devices = Devices(camera=health, microphone=Health.GOOD)
    street.enter(desk, 1, player=Says(devices), lenses={})
    street.enter(desk, 2)
    wait_until(lambda: cameras[1].status().cause == cause)
    desk.news.wait_for("said", 1, devices)
    wait_until(lambda: desk.heard[1].has(TONES_HZ[1]))
    wait_until(lambda: live(cameras[2]))


def test_a_port_that_is_taken_is_told_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    second = Desk(tmp_path / "second", {})
    with pytest.raises(OSError, match="in use"):
        second.start(desk.booths.port)
    second.stop()


class Says:
    """A player who says one thing as soon as the desk is there."""

    def __init__(self, message: Message) -> None:
        self._message = message

    def begin(self, say: Callable[[Message], None]) -> None:
        say(self._message)

    def hear(self, message: ToPage) -> None:
        pass

    def pause(self) -> None:
        pass


def test_what_is_said_while_nobody_is_there_is_dropped(desk: Desk) -> None:
    desk.booths.send(1, Call(wanted=True))
    assert desk.booths.quality(1) is None
    assert desk.booths.connected == frozenset()
