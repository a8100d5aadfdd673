"""Two browsers in two booths and an officer between them, each with a tone of their own: who is seen and heard where.

Real Chromium, the real page and the real conversation of the desk; only cameras and microphones are stood in for. Sound
is judged in blocks of 100 ms, all that each page receives, decoded, and all that goes to the officer's loudspeaker.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, Playwright
from pytestqt.qtbot import QtBot

from cso_desk.booth.reception import Sitting
from cso_desk.booth.sound import FRAME_S, RATE, Pcm
from cso_desk.booth.talk import Talk
from cso_desk.claims.form import Cause, DocumentKind, Field, Form
from cso_desk.conversation import Conversation
from cso_desk.ui.sound_choice import Devices
from cso_desk.video.frame import Frame
from cso_desk.video.time_code import read_time_code
from tests.booth.tones import tone
from tests.conversations import conversation_at

from .conftest import CHROMIUM, FLAGS
from .stay import a_context

BOOTH_HZ = {1: 440, 2: 660}
OFFICER_HZ = (1000, 1500, 2000)
"""One after the other, changed right after each switch: what a busy machine plays late of before is no leak of now."""
TONES = (*BOOTH_HZ.values(), *OFFICER_HZ)
COLOURS = {1: (190, 60, 60), 2: (60, 60, 190)}
"""Red, green and blue of what each booth's camera shows."""

LOUD = 0.02
"""As strong as a tone is where it is meant to be, at the least: they are sent at 0.25, and listened to at a fifth."""
TRACE = 0.001
"""As strong as any may be where there is to be silence, at the most: 48 dB less than was sent."""
EDGE = 0.02
"""The same in a block with another tone: where that begins, ends or stumbles, it holds something of every tone."""
WATCHED = 5
"""Blocks without a trace that each place must give after a switch has taken effect wherever it is to be heard."""

PATIENCE_MS = 30_000
_SECONDS = float(os.environ.get("CSO_DESK_SOAK_SECONDS", "0"))
_CLOCKS_AGREE_S = 0.5
_SCRIPT = Path(__file__).with_name("stand_in.js").read_text(encoding="utf-8")

Rows = NDArray[np.float64]
"""How strong each of the TONES is in each block of 100 ms: shape (blocks, 5)."""
Tones = NDArray[np.bool_]
"""Some of the TONES."""


class Officer:
    """Somebody at the desk who says a tone and listens, in place of microphone and loudspeaker."""

    def __init__(self, conversation: Conversation) -> None:
        self._exchange = conversation.voices.exchange
        self.tone = 0
        """Which one of OFFICER_HZ is said."""
        self._heard: list[list[float]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="officer")
        self._thread.start()

    def __str__(self) -> str:
        return "officer"

    def count(self) -> int:
        """How many blocks were heard, with that of now and one in which what was cut off may still click."""
        return len(self._heard) + 2

    def heard(self, since: int = 0) -> Rows:
        """What was heard, from the block `since` on."""
        return _rows(self._heard[since:])

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        block: list[Pcm] = []
        while not self._ended.wait(max(due - time.monotonic(), 0)):
            self._exchange.officer(tone(OFFICER_HZ[self.tone]))
            block.append(self._exchange.loudspeaker().copy())
            if len(block) * FRAME_S >= 0.1:
                self._heard.append(_strengths(np.concatenate(block)))
                block.clear()
            due += FRAME_S


class Guest:
    """Somebody in a booth: one browser with the booth's page, its camera a colour and its microphone a tone."""

    def __init__(self, booth: int, page: Page) -> None:
        self.booth, self.page = booth, page

    def __str__(self) -> str:
        return f"booth {self.booth}"

    def count(self) -> int:
        """How many blocks the page received."""
        return int(self.page.evaluate("heard.length"))

    def heard(self, since: int = 0) -> Rows:
        """What the page received, from the block `since` on."""
        return _rows(self.page.evaluate("(since) => heard.slice(since)", since))

    def agrees(self) -> bool:
        """Press what is asked to be pressed; True once pictures and sound flow."""
        for button in ("agree", "needed"):
            if self.page.locator(f"#{button}").is_visible():
                self.page.locator(f"#{button}").click()
        return self.count() > 0


@dataclass(frozen=True, slots=True)
class House:
    """A desk in conversation with both booths."""

    conversation: Conversation
    officer: Officer
    guests: tuple[Guest, ...]

    @property
    def places(self) -> tuple[Officer | Guest, ...]:
        """Where one hears: at the desk, in booth 1 and in booth 2."""
        return (self.officer, *self.guests)


@pytest.fixture(scope="module")
def browsers(playwright_of: Playwright) -> Iterator[tuple[Browser, ...]]:
    made = tuple(playwright_of.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS)) for _ in BOOTH_HZ)
    yield made
    for browser in made:
        browser.close()


@pytest.fixture
def house(
    qtbot: QtBot, browsers: tuple[Browser, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setattr("cso_desk.ui.sound_device.present_devices", Devices)  # else this machine's own would join in
    with (
        conversation_at(tmp_path / "desk", frozenset(BOOTH_HZ), count=len(BOOTH_HZ)) as conversation,
        a_context(browsers[0], _stand_in(1)) as first,
        a_context(browsers[1], _stand_in(2)) as second,
    ):
        officer = Officer(conversation)
        guests = (Guest(1, first.new_page()), Guest(2, second.new_page()))
        for guest in guests:
            conversation.cameras[guest.booth].start()
            code = conversation.booths.pairing_code(guest.booth).text
            guest.page.goto(f"https://127.0.0.1:{conversation.booths.port}/#{code}")
            form = Form({Field.FULL_NAME: f"Peserta Contoh {guest.booth}", Field.CAUSE: Cause.RESIGNED})
            conversation.sit(guest.booth, Sitting(UUID(int=guest.booth), "B-027", form, (DocumentKind.ID_CARD,)))
        for guest in guests:
            qtbot.waitUntil(guest.agrees, timeout=PATIENCE_MS)
        yield House(conversation, officer, guests)
        officer.stop()
        for camera in conversation.cameras.values():
            camera.stop()


def test_each_booth_is_seen_as_it_is_now_and_no_tone_strays_from_its_way_over_every_switch(
    qtbot: QtBot, house: House
) -> None:
    for booth, colour in COLOURS.items():
        assert np.abs(np.subtract(seen_now(qtbot, house.conversation, booth), colour)).max() < 30
    switch(qtbot, house, lambda talk: talk.take(1))
    switch(qtbot, house, lambda talk: talk.take(2))
    switch(qtbot, house, lambda talk: talk.listen(1))
    switch(qtbot, house, lambda talk: talk.hold())
    switch(qtbot, house, lambda talk: talk.take(1))
    nothing_strayed(house)


@pytest.mark.skipif(not _SECONDS, reason="run by make soak")
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_no_tone_strays_from_its_way_over_a_long_time_of_random_switches(
    qtbot: QtBot, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, end, count = Random(3), time.monotonic() + _SECONDS, 0
    while time.monotonic() < end or not count:
        switch(qtbot, house, _some_step(chance))
        count += 1
    nothing_strayed(house)
    with capsys.disabled():
        sys.stdout.write(f"\n{count} switches, {[place.count() for place in house.places]} blocks judged\n")


def seen_now(qtbot: QtBot, conversation: Conversation, booth: int) -> list[int]:
    """Red, green and blue in the middle of a picture that was drawn only after this was asked for."""
    viewer = conversation.cameras[booth].view((640, 360))
    asked = time.monotonic()
    found: list[Frame] = []

    def is_found() -> bool:
        frame = viewer.mailbox.take()
        drawn = None if frame is None else read_time_code(frame.image)
        if frame is not None and drawn is not None and drawn > asked:
            assert drawn < time.monotonic() + _CLOCKS_AGREE_S
            found.append(frame)
        return bool(found)

    qtbot.waitUntil(is_found, timeout=PATIENCE_MS)
    viewer.close()
    image = found[0].image
    blue, green, red, _ = image[image.shape[0] // 2, image.shape[1] // 2].tolist()
    return [red, green, blue]


def switch(qtbot: QtBot, house: House, step: Callable[[Talk], Talk]) -> None:
    """Take a step of the talk: it takes effect wherever it is to be heard, and nothing else is heard anywhere."""
    officer, voices = house.officer, house.conversation.voices
    received = [guest.count() for guest in house.guests]
    house.conversation.step(step)
    began = [officer.count(), *received]
    officer.tone = (officer.tone + 1) % len(OFFICER_HZ)
    said = np.isin(TONES, OFFICER_HZ[officer.tone])
    heard_by_officer = [hertz for booth, hertz in BOOTH_HZ.items() if voices.talk.gain(booth)]
    meant = [np.isin(TONES, heard_by_officer), *(said & (booth in voices.talk.hearers) for booth in BOOTH_HZ)]
    late = [said & False, *[np.isin(TONES, OFFICER_HZ) & ~said] * len(BOOTH_HZ)]

    def takes_effect() -> None:
        for place, since, tones in zip(house.places, began, meant, strict=True):
            heard = place.heard(since)
            assert not tones.any() or (heard[:, tones] > LOUD).all(axis=1).any(), (place, heard[-WATCHED:])

    qtbot.waitUntil(takes_effect, timeout=PATIENCE_MS)
    effect = [place.count() for place in house.places]

    def is_watched() -> None:
        for place, since, tones in zip(house.places, effect, meant, strict=True):
            newest = place.heard(since)[-WATCHED:]
            assert len(newest) == WATCHED, place
            assert not _strays(newest, tones).any(), (place, newest)

    qtbot.waitUntil(is_watched, timeout=PATIENCE_MS)
    for place, since, tones, old in zip(house.places, began, meant, late, strict=True):
        heard = place.heard(since)
        strays = _strays(heard, tones | old)
        assert not strays.any(), f"{place}: of {TONES} Hz are meant {tones}, late {old}:\n{heard[strays][:9]}"


def nothing_strayed(house: House) -> None:
    """No booth ever received the other's tone, or its own, and the desk's own monitor looked and agrees."""
    for guest in house.guests:
        assert guest.heard()[:, : len(BOOTH_HZ)].max() < EDGE
    assert house.conversation.voices.exchange.monitor.checked > 0
    assert house.conversation.voices.leaks == 0


def _strays(heard: Rows, meant: Tones) -> NDArray[np.bool_]:
    """The blocks with a trace of any other tone than those that are meant."""
    others = heard[:, ~meant].max(axis=1, initial=0.0)
    sounds = heard[:, meant].max(axis=1, initial=0.0) > TRACE / 10
    return others > np.where(sounds, EDGE, TRACE)


def _some_step(chance: Random) -> Callable[[Talk], Talk]:
    """What an officer may do next; every other time it is to talk with a booth."""
    booth = chance.choice(sorted(BOOTH_HZ))
    steps: list[Callable[[Talk], Talk]] = [
        *(lambda talk: talk.push(booth), lambda talk: talk.listen(booth), lambda talk: talk.hold()),
        *(lambda talk: talk.announce(frozenset({booth})), lambda talk: talk.announce(), lambda talk: talk.mute()),
    ]
    return chance.choice([*steps, *[lambda talk: talk.take(booth)] * len(steps)])


def _stand_in(booth: int) -> str:
    """The script that stands in for the devices of a booth."""
    told = {
        "colour": f"rgb({' '.join(map(str, COLOURS[booth]))})",
        "hertz": BOOTH_HZ[booth],
        "tones": TONES,
        "clockMs": (time.monotonic() - time.time()) * 1000,
    }
    return f"const standIn = {json.dumps(told)};\n{_SCRIPT}"


def _rows(heard: Sequence[Sequence[float]]) -> Rows:
    return np.array(heard, np.float64).reshape(-1, len(TONES))


def _strengths(sound: Pcm) -> list[float]:
    """How strong each of the TONES is, from 0 to 1."""
    turns = np.outer(TONES, np.arange(len(sound)) / RATE)
    found: list[float] = (np.abs(np.exp(2j * np.pi * turns) @ sound) * 2 / len(sound) / 32768).tolist()
    return found
