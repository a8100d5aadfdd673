"""The conversation of the desk with booths at its other end: real TLS, real WebRTC, on loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import BoothSignal
from cso_desk.booth.diary import Happening
from cso_desk.booth.door import DoorState
from cso_desk.booth.messages import Call, Consent, Devices, Health, Lamp, Message, Script, Show, Status, ToPage, Track
from cso_desk.booth.reception import Said, Sitting
from cso_desk.booth.showing import ShownThing, Wish
from cso_desk.booth.simulation.booth import SimulatedBooth
from cso_desk.claims.form import Cause, DocumentKind, Field, Form
from cso_desk.conversation import Address, Conversation
from cso_desk.kept_sound import SOUND_FILE, keep_choice, read_choice
from cso_desk.network import NetworkLoop
from cso_desk.shift import now
from cso_desk.ui.sound_choice import SoundChoice
from cso_desk.video.feed import FeedState
from cso_desk.video.synthetic import SyntheticSource

from .conversations import conversation_at, street_loop

M = TypeVar("M", bound=Message)

FORM = Form({Field.FULL_NAME: "Nur Contoh", Field.CAUSE: Cause.RESIGNED})
NUR = Sitting(UUID(int=1), "B-027", FORM, (DocumentKind.ID_CARD,))
AGUS = Sitting(UUID(int=2), "B-028", FORM.with_text(Field.FULL_NAME, "Agus Contoh"), (DocumentKind.ID_CARD,))
YES = Consent(run=NUR.run, given=True, text="consent_1", language="id")
PATIENCE_MS = 20_000


class Visitor:
    """A participant who remembers all that the desk says, and says only what a test says."""

    def __init__(self) -> None:
        self.heard: list[ToPage] = []
        self.is_there = False
        self._say: Callable[[Message], None] = lambda message: None

    def begin(self, say: Callable[[Message], None]) -> None:
        self._say, self.is_there = say, True

    def hear(self, message: ToPage) -> None:
        self.heard.append(message)

    def pause(self) -> None:
        self.is_there = False

    def says(self, network: NetworkLoop, message: Message) -> None:
        network.call(self._say, message)

    def newest(self, kind: type[M]) -> M | None:
        return next((message for message in reversed(self.heard) if isinstance(message, kind)), None)


@pytest.fixture
def street() -> Iterator[NetworkLoop]:
    with street_loop() as loop:
        yield loop


@pytest.fixture
def conversation(qtbot: QtBot, tmp_path: Path) -> Iterator[Conversation]:
    """A desk with a booth that talks and one with a fixed camera, and an officer at it."""
    with conversation_at(tmp_path, frozenset({1}), count=2) as made:
        yield made


@pytest.fixture
def visitor(conversation: Conversation, street: NetworkLoop, qtbot: QtBot) -> Iterator[Visitor]:
    """Somebody in booth 1, paired by the code that the officer made."""
    made = Visitor()
    conversation.doors.new_code(1)
    doorway = conversation.doors.doorway()
    booth = SimulatedBooth(
        f"https://127.0.0.1:{conversation.booths.port}",
        conversation.booths.certificate.pin,
        doorway.doors[0].code,
        lenses={Track.FACE: SyntheticSource(seed=1).draw},
        player=made,
    )
    street.submit(booth.run())
    qtbot.waitUntil(lambda: made.is_there and conversation.reception.is_connected(1), timeout=PATIENCE_MS)
    yield made
    street.submit(booth.stop()).result(20)


def test_a_booth_is_paired_by_the_code_that_is_shown_and_then_stays(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor
) -> None:
    first, second = conversation.doors.doorway().doors
    assert (first.state, first.code) == (DoorState.CONNECTED, "")
    assert second.state is DoorState.CAMERA
    conversation.doors.unpair(1)
    qtbot.waitUntil(lambda: conversation.doors.doorway().doors[0].state is DoorState.OPEN, timeout=PATIENCE_MS)


def test_a_wrong_code_is_told_at_the_door_that_waits_until_a_new_one_is_made(
    qtbot: QtBot, conversation: Conversation, street: NetworkLoop
) -> None:
    conversation.doors.new_code(1)
    wrong = SimulatedBooth(
        f"https://127.0.0.1:{conversation.booths.port}",
        conversation.booths.certificate.pin,
        "222222",
        lenses={},
    )
    street.submit(wrong.run()).result(20)
    qtbot.waitUntil(lambda: conversation.doors.doorway().doors[0].refused == "wrong_code", timeout=PATIENCE_MS)
    conversation.doors.new_code(1)
    assert conversation.doors.doorway().doors[0].refused == ""


def test_the_command_lines_name_the_address_and_pin_the_desks_own_key(conversation: Conversation) -> None:
    doorway = conversation.doors.doorway()
    assert doorway.address.endswith(f":{conversation.booths.port}/")
    for command in doorway.commands:
        assert doorway.address in command.line
        assert conversation.booths.certificate.pin in command.line


def test_what_is_said_in_a_booth_reaches_the_officer_and_the_claims_file(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor, street: NetworkLoop
) -> None:
    said: list[Said] = []
    signals: list[BoothSignal] = []
    conversation.said.connect(said.append)
    conversation.signalled.connect(signals.append)
    conversation.sit(1, NUR)
    qtbot.waitUntil(lambda: (script := visitor.newest(Script)) is not None and script.run == NUR.run)
    visitor.says(street, YES)
    qtbot.waitUntil(lambda: [one.message for one in said] == [YES], timeout=PATIENCE_MS)
    visitor.says(street, Call(wanted=True))
    qtbot.waitUntil(lambda: signals[-1].step == "called", timeout=PATIENCE_MS)


def test_a_booth_is_told_the_truth_about_the_talk_whenever_it_changes(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor, street: NetworkLoop
) -> None:
    def told(lamp: Lamp, *, hears: bool) -> bool:
        status = visitor.newest(Status)
        return status is not None and (status.lamp, status.officer_hears) == (lamp, hears)

    conversation.sit(1, NUR)
    visitor.says(street, YES)
    qtbot.waitUntil(lambda: conversation.reception.consented(1), timeout=PATIENCE_MS)
    conversation.step(lambda talk: talk.take(1))
    qtbot.waitUntil(lambda: told(Lamp.TALK, hears=True), timeout=PATIENCE_MS)
    conversation.step(lambda talk: talk.hold())
    qtbot.waitUntil(lambda: told(Lamp.HELD, hears=False), timeout=PATIENCE_MS)


def test_of_a_booth_that_covers_its_camera_nothing_is_seen_and_it_is_told_so_until_it_is_opened(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor, street: NetworkLoop
) -> None:
    camera, open_ = conversation.cameras[1], Devices(camera=Health.GOOD, microphone=Health.GOOD)

    def seen(*, sees: bool, state: FeedState) -> bool:
        status = visitor.newest(Status)
        return status is not None and (status.officer_sees, camera.status().state) == (sees, state)

    camera.start()
    conversation.sit(1, NUR)
    visitor.says(street, YES)
    qtbot.waitUntil(lambda: seen(sees=True, state=FeedState.LIVE), timeout=PATIENCE_MS)
    visitor.says(street, open_.model_copy(update={"covered": True}))
    qtbot.waitUntil(lambda: seen(sees=False, state=FeedState.COVERED), timeout=PATIENCE_MS)
    visitor.says(street, open_)
    qtbot.waitUntil(lambda: seen(sees=True, state=FeedState.LIVE), timeout=PATIENCE_MS)
    camera.stop()


def test_a_booth_is_told_that_the_officer_is_late_until_they_talk(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor
) -> None:
    def late() -> int | None:
        status = visitor.newest(Status)
        return None if status is None else status.late_min

    conversation.sit(1, NUR)
    conversation.tell_late(frozenset({1}), 10)
    assert conversation.view.of(1).late_min == 10
    qtbot.waitUntil(lambda: late() == 10, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: conversation.view.of(1).plays, timeout=PATIENCE_MS)
    conversation.step(lambda talk: talk.take(1))
    assert conversation.late() == {}
    assert conversation.view.of(1).late_min is None
    conversation.step(lambda talk: talk.hold())
    qtbot.waitUntil(lambda: late() is None, timeout=PATIENCE_MS)
    conversation.tell_late(frozenset({1}), 10)
    conversation.sit(1, AGUS)
    assert conversation.late() == {}
    conversation.tell_late(frozenset({1}), 10)
    conversation.rest()
    assert conversation.late() == {}


def test_the_next_participant_begins_on_hold_and_sees_nothing_of_the_one_before(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor
) -> None:
    conversation.sit(1, NUR)
    conversation.step(lambda talk: talk.take(1))
    conversation.reception.show(Wish(1, ShownThing.MESSAGE, {"": "Untuk Nur"}))
    qtbot.waitUntil(lambda: (show := visitor.newest(Show)) is not None and show.text == "Untuk Nur")
    conversation.sit(1, AGUS)
    assert conversation.voices.talk.talking_to is None
    qtbot.waitUntil(lambda: (show := visitor.newest(Show)) is not None and show.what == "nothing")


def test_a_booth_whose_line_is_cut_is_held_and_looks_lost_and_comes_back_by_itself(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor, street: NetworkLoop
) -> None:
    camera = conversation.cameras[1]
    camera.view((320, 180))
    camera.start()
    try:
        conversation.sit(1, NUR)
        conversation.step(lambda talk: talk.take(1))
        qtbot.waitUntil(lambda: camera.status().state is FeedState.LIVE, timeout=PATIENCE_MS)
        conversation.booths.stop()
        qtbot.waitUntil(lambda: conversation.voices.talk.talking_to is None, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: camera.status().state is not FeedState.LIVE, timeout=PATIENCE_MS)
        events = [event.what for event in conversation.reception._diary.events(1)]
        assert events[-1] is Happening.CUT
    finally:
        camera.stop()


def test_nobody_is_heard_and_nobody_sits_anywhere_once_the_officer_has_gone(
    qtbot: QtBot, conversation: Conversation, visitor: Visitor
) -> None:
    conversation.sit(1, NUR)
    conversation.step(lambda talk: talk.take(1))
    conversation.rest()
    assert conversation.voices.talk.connected == frozenset()
    qtbot.waitUntil(lambda: (script := visitor.newest(Script)) is not None and script.run == "", timeout=PATIENCE_MS)


def test_a_port_that_is_taken_is_an_error_and_everything_can_still_be_stopped(
    qtbot: QtBot, conversation: Conversation, tmp_path: Path
) -> None:
    port = conversation.booths.port
    other = Conversation(
        tmp_path / "other", frozenset({1}), count=1, address=Address("127.0.0.1", port), officer_camera=None, now=now
    )
    with pytest.raises(OSError):
        other.start()
    other.stop()
    other.deleteLater()


def test_the_chosen_devices_are_kept_and_rubbish_in_their_place_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / SOUND_FILE
    assert read_choice(file) == SoundChoice()
    keep_choice(file, SoundChoice("headset", "headset"))
    assert read_choice(file) == SoundChoice("headset", "headset")
    for rubbish in (b"", b"[]", b'{"microphone": 1}', b"\xff"):
        file.write_bytes(rubbish)
        assert read_choice(file) == SoundChoice()
