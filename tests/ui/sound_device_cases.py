"""The officer's microphone and loudspeaker with a real sound system: round the loop, unplugged, silent, none at all."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cso_desk.booth.sound import SAMPLES, SILENCE, Ears, Pcm
from cso_desk.ui.sound_choice import Device, SoundChoice, SoundState, SoundTrouble, pick
from cso_desk.ui.sound_device import SoundDevice
from tests.booth.tones import OFFICER_HZ, strength, tone

from .pulse import Pulse, pulse

__all__ = ["pulse"]

WITHIN_MS = 20_000
pytestmark = pytest.mark.qt_log_ignore("^Stream failed to connect", extend=True)  # Qt's own word for a device that left


class Officer:
    """Somebody who sends a tone to the loudspeaker and listens what comes back."""

    def __init__(self) -> None:
        self.plays = True
        self.hears = 0.0
        self.frames = 0
        self.hundred = threading.Event()
        self.states: list[SoundState] = []

    def speak(self) -> Pcm:
        return tone(OFFICER_HZ) if self.plays else SILENCE

    def speak_to_both(self) -> Ears:
        return np.repeat(self.speak()[:, None], 2, axis=1)

    def listen(self, pcm: Pcm) -> None:
        assert pcm.shape == (SAMPLES,)
        self.hears = strength(pcm, OFFICER_HZ)
        self.frames += 1
        if self.frames >= 100 and self.hears > 0.5:
            self.hundred.set()


@pytest.fixture
def officer() -> Officer:
    return Officer()


@pytest.fixture
def device(qtbot: QtBot, pulse: Pulse, officer: Officer) -> Iterator[SoundDevice]:
    """A desk's sound, with whatever is plugged in."""
    made = SoundDevice(on_microphone=officer.listen, loudspeaker=officer.speak, both_ears=officer.speak_to_both)
    made.changed.connect(officer.states.append)
    yield made
    made.stop()


@pytest.fixture
def front(pulse: Pulse) -> Iterator[None]:
    """A headset is plugged in."""
    modules = pulse.plug("front")
    yield
    pulse.unplug(modules)


def test_sound_goes_out_and_comes_in_while_the_window_stands_still(
    front: None, device: SoundDevice, officer: Officer
) -> None:
    device.start()
    assert officer.hundred.wait(WITHIN_MS / 1000), "no event of Qt was handled meanwhile"
    assert device.state.troubles == ()


def test_without_any_device_the_desk_says_so_and_goes_on_when_one_is_plugged_in(
    qtbot: QtBot, pulse: Pulse, device: SoundDevice, officer: Officer
) -> None:
    device.start()
    qtbot.waitUntil(lambda: len(device.state.troubles) == 2, timeout=WITHIN_MS)
    front = pulse.plug("front")
    qtbot.waitUntil(lambda: device.state.troubles == () and officer.hears > 0.5, timeout=WITHIN_MS)
    pulse.unplug(front)  # Qt goes on to list the last device that left: its silence tells
    qtbot.waitUntil(lambda: len(device.state.troubles) == 2, timeout=WITHIN_MS)
    assert officer.states[-1] == device.state


def test_what_was_chosen_is_used_and_when_it_is_unplugged_what_is_there(
    qtbot: QtBot, front: None, pulse: Pulse, device: SoundDevice, officer: Officer
) -> None:
    back = pulse.plug("back")
    pulse.prefer("front")
    device.choose(SoundChoice("back_mic", "back"))
    device.start()
    qtbot.waitUntil(lambda: _used(device) == ("back_mic", "back") and officer.hears > 0.5, timeout=WITHIN_MS)
    pulse.prefer("back")  # of one that is not the system's own Qt does not tell that it has left
    pulse.unplug(back)
    qtbot.waitUntil(lambda: _used(device) == ("front_mic", "front"), timeout=WITHIN_MS)
    officer.hears = 0.0
    qtbot.waitUntil(lambda: officer.hears > 0.5, timeout=WITHIN_MS)
    back = pulse.plug("back")
    qtbot.waitUntil(lambda: _used(device) == ("back_mic", "back"), timeout=WITHIN_MS)
    pulse.unplug(back)


def test_the_systems_own_choice_is_followed_where_nothing_was_chosen(
    qtbot: QtBot, front: None, pulse: Pulse, device: SoundDevice
) -> None:
    device.start()
    qtbot.waitUntil(lambda: _used(device) == ("front_mic", "front"), timeout=WITHIN_MS)
    back = pulse.plug("back")
    pulse.prefer("back")
    qtbot.waitUntil(lambda: _used(device) == ("back_mic", "back"), timeout=WITHIN_MS)
    pulse.unplug(back)


def test_a_microphone_that_gives_nothing_any_more_is_named_and_opened_again(
    qtbot: QtBot, front: None, pulse: Pulse, device: SoundDevice, officer: Officer
) -> None:
    device.start()
    qtbot.waitUntil(lambda: officer.hears > 0.5, timeout=WITHIN_MS)
    pulse.suspend("front", on=True)
    qtbot.waitUntil(lambda: device.state.troubles == (SoundTrouble.MICROPHONE_STOPPED,), timeout=WITHIN_MS)
    pulse.suspend("front", on=False)
    officer.hears = 0.0
    qtbot.waitUntil(lambda: device.state.troubles == () and officer.hears > 0.5, timeout=WITHIN_MS)


def test_a_device_that_is_not_there_is_stood_in_for_by_the_systems_own_and_then_by_any() -> None:
    built_in, headset = Device("a", "Built-in"), Device("b", "Headset", is_default=True)
    assert pick([built_in, headset], "a") == built_in
    assert pick([built_in, headset], "gone") == headset
    assert pick([built_in], "gone") == built_in
    assert pick([], "a") is None


def _used(device: SoundDevice) -> tuple[str, str]:
    state = device.state
    return state.microphone.id if state.microphone else "", state.loudspeaker.id if state.loudspeaker else ""
