"""The booths that talk: server, sound, reception and the officer's window, joined; all of it outlives a shift."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cso_desk.booth import scripts
from cso_desk.booth.attention import Attention
from cso_desk.booth.booths import Booths, Told
from cso_desk.booth.diary import Happening
from cso_desk.booth.doors import Doors
from cso_desk.booth.leaks import Leak
from cso_desk.booth.messages import FromPage, Lamp, Language, Message, Track, Welcome
from cso_desk.booth.officer_picture import Grade, newest_of
from cso_desk.booth.page import booth_page
from cso_desk.booth.prompts import Prompts
from cso_desk.booth.reception import Reception, Sitting
from cso_desk.booth.reminder import HoldReminder
from cso_desk.booth.sound import chime
from cso_desk.booth.talk import Talk
from cso_desk.booth.talk_view import TalkView
from cso_desk.booth.telling import Telling
from cso_desk.booth.voices import Voices
from cso_desk.kept_sound import SOUND_FILE, keep_choice, read_choice
from cso_desk.paths import resource
from cso_desk.ui.conversation_bridge import ConversationBridge
from cso_desk.ui.sound_choice import SoundChoice, SoundState
from cso_desk.ui.sound_device import SoundDevice
from cso_desk.ui.wall_view import side
from cso_desk.video.camera import Camera
from cso_desk.worker import Worker

logger = logging.getLogger(__name__)

_PULSE_MS = 100
_STATUS_EVERY = 5
"""Pulses between two looks at what the booths are told, and at the sizes they are asked for."""
_MOST_FPS = 30
_LATE = "officer_late"
"""The recorded sentence that the officer is late."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the booths' server listens: `host` "0.0.0.0" is every network, `port` 0 any free one."""

    host: str = "0.0.0.0"
    port: int = 8443


@dataclass(frozen=True, slots=True)
class Greeting:
    """How a booth is greeted: the branch's name, and how the officer is addressed."""

    branch: str = ""
    officer: str = ""


class Conversation(QObject):
    """Belongs to the Qt thread; what waits does so on the network's thread, on that of the sound, or on a camera's."""

    talk_changed = Signal(object)
    """A TalkView."""
    sound_changed = Signal(object)
    """A SoundState."""
    signalled = Signal(object)
    """A BoothSignal."""
    said = Signal(object)
    """A Said: what a participant said for good."""
    changed = Signal(int)
    """Something else of a booth is to be shown anew."""
    measured = Signal(int, object)
    """Booth, and the Quality of its line, None where nothing is measured."""
    still_taken = Signal(object)
    """A StillTaken."""
    still_lost = Signal(int)
    """No still came of a booth that was asked for one."""
    doors_changed = Signal()
    leaked = Signal(object)
    """A Leak: by now everybody is held."""
    page_said = Signal(int, object)
    """Booth and message, after the reception has taken it in."""

    def __init__(
        self,
        folder: Path,
        numbers: frozenset[int],
        *,
        count: int,
        address: Address,
        officer_camera: Camera | None,
        now: Callable[[], datetime],
        prompts: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`folder` keeps key and pairings; `numbers` are the booths with a browser, of `count` in all.

        `prompts` is the branch's folder of recorded sentences. Raises OSError where the key cannot be kept.
        """
        super().__init__(parent)
        self._numbers, self._address, self._now = numbers, address, now
        self.officer_camera = officer_camera
        """The officer's own, None where there is none; whoever made it starts and stops it."""
        self._bridge = ConversationBridge(self)
        self._greeting = Greeting()
        self._prompts = Prompts(resource("prompts"), own=prompts)
        self._player = Worker("prompts")
        self._kept = folder / SOUND_FILE
        self._reminder = HoldReminder()
        self._asked: dict[tuple[int, Track], tuple[int, int, int]] = {}
        self._pulses = 0
        self._view: TalkView | None = None
        sides = {number: side(number, count) for number in numbers}
        self.voices = Voices(numbers, on_leak=self._bridge.leaked.emit, sides=sides)
        self.booths = Booths(
            folder,
            booths=count,
            page=booth_page((resource("prompts"),) if prompts is None else (prompts, resource("prompts"))),
            sound=self.voices.sound,
            told=Told(
                connected=self._bridge.connected.emit,
                said=self._bridge.said.emit,
                gone=self._bridge.gone.emit,
                still=self._bridge.still_taken.emit,
                still_lost=self._bridge.still_lost.emit,
                refused=self._bridge.refused.emit,
            ),
            greeting=self._welcome,
            officer_picture=newest_of(officer_camera),
            now=now,
        )
        self.cameras = {
            number: Camera(self.booths.sources[number], name=f"booth {number}") for number in sorted(numbers)
        }
        """The face cameras of the booths that talk; whoever has the conversation starts and stops its cameras."""
        self.document_cameras = {
            number: Camera(self.booths.document_sources[number], name=f"booth {number} papers")
            for number in sorted(numbers)
        }
        """The second cameras that the browsers of these booths may have."""
        self.doors = Doors(self.booths, numbers, count=count, now=now, on_change=self.doors_changed.emit)
        self.reception = Reception(
            count,
            scripts.packaged(),
            say=self.booths.send,
            on_signal=self.signalled.emit,
            on_said=self.said.emit,
            on_change=self.changed.emit,
            clock=time.monotonic,
            now=now,
        )
        self._telling = Telling(self.reception, self.voices, now=now)
        self.device = SoundDevice(
            on_microphone=self.voices.exchange.officer,
            loudspeaker=self.voices.exchange.loudspeaker,
            both_ears=self.voices.exchange.both_ears,
            choice=read_choice(self._kept),
            parent=self,
        )
        self.device.changed.connect(self.sound_changed)
        self._bridge.connected.connect(self._connected)
        self._bridge.said.connect(self._said)
        self._bridge.gone.connect(self._gone)
        self._bridge.refused.connect(self._refused)
        self._bridge.still_taken.connect(self.still_taken)
        self._bridge.still_lost.connect(self._still_lost)
        self._bridge.leaked.connect(self._leaked)
        self._timer = QTimer(self, interval=_PULSE_MS)
        self._timer.timeout.connect(self._pulse)

    @property
    def numbers(self) -> frozenset[int]:
        """The booths that talk."""
        return self._numbers

    @property
    def sound_state(self) -> SoundState:
        """Which devices are in use."""
        return self.device.state

    @property
    def view(self) -> TalkView:
        """The conversation as the window shows it."""
        return self.voices.view().told_late(self.late())

    def start(self) -> None:
        """Serve the booths and open the devices. Raises OSError where the port is taken; then only `stop` is left."""
        self.voices.start()
        self._player.start()
        self.device.start()
        self._timer.start()
        self.booths.start(host=self._address.host, port=self._address.port)
        self.doors_changed.emit()

    def stop(self) -> None:
        """Hold everybody, say goodbye to every booth and let the devices go."""
        self._timer.stop()
        self.booths.stop()
        self.device.stop()
        self._player.stop()
        self.voices.stop()

    # the officer

    def serve(self, greeting: Greeting, attentions: Callable[[], tuple[Attention, ...]]) -> None:
        """An officer is at the desk; `attentions` tells who needs them next, in order."""
        self._greeting = greeting
        self._telling.serve(attentions)
        for number in self.booths.connected:
            self.booths.send(number, self._welcome(number))

    def rest(self) -> None:
        """No officer is at the desk: nobody is heard, and nobody sits anywhere as far as the booths know."""
        self.step(Talk.hold)
        self._telling.rest()
        for number in self._numbers:
            self.reception.sit(number, None)

    def hold_all(self) -> None:
        """The screen is locked: nobody is heard until the officer is back."""
        self.step(Talk.hold)

    def step(self, step: Callable[[Talk], Talk]) -> None:
        """Take a step of the talk, and show it at once."""
        before = self.voices.talk
        since = self.voices.since
        if self.voices.change(step) and before.talking_to is not None and since is not None:
            self._telling.talked(time.monotonic() - since)
        if self.voices.talk.talking_to is not None:
            self._telling.end_late(self.voices.talk.talking_to)
        for number in self._numbers:
            if before.lamp(number) is not self.voices.talk.lamp(number):
                self.booths.show_officer(number, _grade(self.voices.talk.lamp(number)))
        self._show_talk()
        self._telling.tell()

    @Slot(int, str)
    def prompt(self, booth: int, name: str) -> None:
        """Play a recorded sentence in a booth, "" ends it; in the language of its page."""
        if not name:
            self.voices.stop_playing((booth,))
            self._show_talk()
            return
        language = self.reception.language(booth)
        self._player.do(lambda: self.voices.play(self._prompts.samples(name, language), (booth,)))

    def late(self) -> Mapping[int, int]:
        """In how many minutes the officer said to be there, by booth."""
        return self._telling.late()

    @Slot(object, int)
    def tell_late(self, booths: frozenset[int], minutes: int) -> None:
        """Say in booths, on the page and by a recorded sentence, that the officer is late; 0 minutes takes it back."""
        self._telling.tell_late(booths, minutes)
        for booth in sorted(booths) if minutes else ():
            self.prompt(booth, _LATE)
        self._show_talk()
        self._telling.tell()

    def sentences(self, language: Language) -> Mapping[str, str]:
        """The recorded sentences by name, with what each says in a language."""
        return {name: self._prompts.text(name, language) for name in self._prompts.names}

    def sit(self, booth: int, sitting: Sitting | None) -> None:
        """Say who sits in a booth; nothing of the conversation is left for the next participant."""
        before = self.reception.sitting(booth)
        if before is not None and (sitting is None or sitting.run != before.run):
            self.voices.leave(booth)
            self._reminder.forget(booth)
            self._telling.end_late(booth)
        self.reception.sit(booth, sitting)

    @Slot(int)
    def take_still(self, booth: int) -> str:
        """Ask a booth for a still of its best camera; returns the id that comes back with it."""
        return self.booths.take_still(booth, Track.DOCUMENT if self.reception.has_second_camera(booth) else Track.FACE)

    @Slot(int)
    def send_whole(self, booth: int) -> None:
        """Try the officer's whole picture on a line that was too narrow for it."""
        if booth in self._numbers:
            self.booths.send_whole(booth)

    def say(self, booth: int, message: Message) -> None:
        """Say something to a booth's page."""
        self.booths.send(booth, message)

    @Slot()
    def test_sound(self) -> None:
        """Play the chime to the officer."""
        self.voices.ring(chime())

    @Slot(object)
    def choose_sound(self, choice: SoundChoice) -> None:
        """Use these devices from now on, also after the next start."""
        self.device.choose(choice)
        self._player.do(lambda: keep_choice(self._kept, choice))

    def remind(self, on: bool) -> None:
        """Ring, or not, while somebody is on hold for long."""
        self._reminder.muted = not on

    # what the booths tell

    @Slot(int, str)
    def _connected(self, booth: int, language: str) -> None:
        self.doors.opened(booth)
        for track in Track:
            self._asked.pop((booth, track), None)
        self.booths.show_officer(booth, _grade(self.voices.talk.lamp(booth)))
        self.reception.connected(booth, cast("Language", language))
        self._telling.tell()

    @Slot(int, object)
    def _said(self, booth: int, message: FromPage) -> None:
        self.reception.hear(booth, message)
        self.page_said.emit(booth, message)

    @Slot(int, str)
    def _gone(self, booth: int, cause: str) -> None:
        self.doors.closed(booth)
        self.voices.leave(booth)
        self.reception.gone(booth)
        self._show_talk()

    @Slot(object, str)
    def _refused(self, booth: int | None, code: str) -> None:
        self.doors.refused(booth, code)

    @Slot(int, str, str)
    def _still_lost(self, booth: int, name: str, why: str) -> None:
        logger.warning("no still came of booth %d: %s", booth, why)
        self.still_lost.emit(booth)

    @Slot(object)
    def _leaked(self, leak: Leak) -> None:
        self._show_talk()
        self.leaked.emit(leak)

    # again and again

    @Slot()
    def _pulse(self) -> None:
        self._pulses += 1
        self._show_talk()
        if self._reminder.follow(self.voices.talk, now=time.monotonic()):
            self.voices.ring(chime())
        if self._pulses % _STATUS_EVERY == 0:
            self._note_voices()
            self._telling.tell()
            self._ask()
            for number in self._numbers:
                self.measured.emit(number, self.booths.quality(number))

    def _show_talk(self) -> None:
        view = self.view
        if view != self._view:
            self._view = view
            self.talk_changed.emit(view)

    def _note_voices(self) -> None:
        """Write down who spoke while on hold."""
        for number in self._numbers:
            if self._view is not None and self._view.of(number).wants_to_speak:
                self.reception.note(number, Happening.SPOKE)

    def _ask(self) -> None:
        """Ask every booth for the size and rate at which it is shown."""
        for track, cameras in ((Track.FACE, self.cameras), (Track.DOCUMENT, self.document_cameras)):
            for number, camera in cameras.items():
                wanted = camera.wanted()
                if wanted is None:
                    continue
                ask = (*wanted.size, min(round(wanted.fps or _MOST_FPS), _MOST_FPS))
                if self._asked.get((number, track)) != ask:
                    self._asked[number, track] = ask
                    self.booths.ask(number, track, *ask)

    def _welcome(self, booth: int) -> Welcome:
        return Welcome(booth=booth, branch=self._greeting.branch, officer=self._greeting.officer)


def _grade(lamp: Lamp) -> Grade:
    return Grade.TALK if lamp in (Lamp.TALK, Lamp.ANNOUNCED) else Grade.HELD
