"""A booth's browser that is killed in mid-conversation, and started again by the same command line."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from cso_desk.booth.door import DoorState
from cso_desk.booth.messages import Track
from cso_desk.booth.reception import Sitting
from cso_desk.booth.simulation.booth import SimulatedBooth
from cso_desk.claims.form import Cause, DocumentKind, Field, Form
from cso_desk.conversation import Conversation
from cso_desk.network import NetworkLoop
from cso_desk.video.camera import Camera
from cso_desk.video.feed import LOST_AFTER_S, STALE_AFTER_S, FeedState, FeedStatus
from cso_desk.video.synthetic import SyntheticSource
from tests.conversations import conversation_at, street_loop

from .kiosk_browser import KioskBrowser

FORM = Form({Field.FULL_NAME: "Nur Contoh", Field.CAUSE: Cause.RESIGNED})
NUR = Sitting(UUID(int=1), "B-027", FORM, (DocumentKind.ID_CARD,))
PATIENCE_MS = 40_000


@pytest.fixture
def network() -> Iterator[NetworkLoop]:
    with street_loop() as loop:
        yield loop


@pytest.fixture
def conversation(qtbot: QtBot, tmp_path: Path) -> Iterator[Conversation]:
    """A desk with two booths that talk, and an officer at it."""
    with conversation_at(tmp_path / "desk", frozenset({1, 2}), count=2) as made:
        for camera in made.cameras.values():
            camera.start()
        yield made
        for camera in made.cameras.values():
            camera.stop()


@pytest.fixture
def browser(conversation: Conversation, network: NetworkLoop, tmp_path: Path) -> Iterator[KioskBrowser]:
    made = KioskBrowser(tmp_path / "booth", conversation.booths.certificate.pin, network)
    yield made
    made.stop()


@pytest.fixture
def neighbour(conversation: Conversation, network: NetworkLoop) -> Iterator[SimulatedBooth]:
    """Somebody in booth 2."""
    code, pin = conversation.booths.pairing_code(2).text, conversation.booths.certificate.pin
    lenses = {Track.FACE: SyntheticSource(seed=2).draw}
    made = SimulatedBooth(f"https://127.0.0.1:{conversation.booths.port}", pin, code, lenses=lenses)
    network.submit(made.run())
    yield made
    network.submit(made.stop()).result(20)


def test_a_browser_that_is_killed_in_talk_is_lost_ends_the_talk_and_is_the_same_booth_again_when_it_is_started(
    qtbot: QtBot, conversation: Conversation, browser: KioskBrowser, neighbour: SimulatedBooth, tmp_path: Path
) -> None:
    camera, other = conversation.cameras[1], conversation.cameras[2]
    address = f"https://127.0.0.1:{conversation.booths.port}/"
    browser.start(f"{address}#{conversation.booths.pairing_code(1).text}")
    conversation.sit(1, NUR)
    qtbot.waitUntil(lambda: browser.press("agree"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: is_live(camera) and is_live(other), timeout=PATIENCE_MS)
    conversation.step(lambda talk: talk.take(1))
    qtbot.waitUntil(lambda: browser.has_kept(NUR.run), timeout=PATIENCE_MS)
    pairings = (tmp_path / "desk" / "booths.json").read_bytes()
    browser.kill()
    seen: list[FeedStatus] = []
    qtbot.waitUntil(lambda: seen.append(camera.status()) or seen[-1].state is FeedState.LOST, timeout=PATIENCE_MS)
    for status in seen:
        assert status.age_s is not None
        assert (status.state is FeedState.LIVE) == (status.age_s <= STALE_AFTER_S)
        assert (status.state is FeedState.LOST) == (status.age_s > LOST_AFTER_S)
    qtbot.waitUntil(lambda: conversation.voices.talk.connected == frozenset(), timeout=PATIENCE_MS)
    assert [door.state for door in conversation.doors.doorway().doors] == [DoorState.PAIRED, DoorState.CONNECTED]
    qtbot.waitUntil(lambda: is_live(other), timeout=PATIENCE_MS)
    browser.start(address)
    qtbot.waitUntil(lambda: is_live(camera), timeout=PATIENCE_MS)
    assert (tmp_path / "desk" / "booths.json").read_bytes() == pairings
    assert conversation.reception.sitting(1) == NUR
    assert conversation.voices.talk.connected == frozenset()


def is_live(camera: Camera) -> bool:
    return camera.status().state is FeedState.LIVE
