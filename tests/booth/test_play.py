"""Simulated participants: they act as the desk's script says, over the real line, from a process of their own too."""

from typing import Any

import psutil

from cso_desk.booth.messages import (
    Call,
    Confirmed,
    Consent,
    FormShown,
    Lamp,
    Message,
    Script,
    Signed,
    Status,
    Step,
    StepAt,
)
from cso_desk.booth.simulation.play import Participant, Person
from cso_desk.booth.simulation.process import BoothsProcess
from cso_desk.video.synthetic import SyntheticSource

from .doors import News, wait_until
from .house import Desk, Street

FAST = 200.0
STEPS = (
    Step(code="consent", needs="consent", chapter="consent"),
    Step(code="form", needs="form", chapter="form"),
    Step(code="show_ktp", needs="document", chapter="documents", document="ktp"),
    Step(code="signature", needs="signature", chapter="documents"),
    Step(code="interview", needs="interview", chapter="interview", alone=False),
)


def said(desk: Desk, kind: type[Message]) -> list[Any]:
    return [told[2] for told in desk.news.told if told[0] == "said" and isinstance(told[2], kind)]


def script(run: str, at: str = "consent") -> Script:
    return Script(run=run, steps=STEPS, at=at)


def status(lamp: Lamp) -> Status:
    return Status(lamp=lamp, officer_sees=True, officer_hears=lamp is Lamp.TALK)


def test_a_participant_walks_through_the_script_by_itself_and_then_waits_for_the_officer(
    desk: Desk, street: Street
) -> None:
    stage, voices = SyntheticSource(seed=1), News()
    player = Participant(stage, voice=lambda speaks: voices.hear(speaks), speed=FAST)
    street.enter(desk, 1, player=player)
    desk.news.wait_for("connected", 1)
    assert stage.guest is None
    desk.booths.send(1, script("r1"))
    desk.booths.send(1, FormShown(run="r1", version=7, lines=()))
    desk.news.until(lambda: StepAt(run="r1", step="interview", state="begun") in said(desk, StepAt))
    done = [told.step for told in said(desk, StepAt) if told.state == "done"]
    assert done == ["consent", "form", "show_ktp", "signature"]
    [consent] = said(desk, Consent)
    assert (consent.run, consent.given) == ("r1", True)
    assert [told.form_version for told in said(desk, Confirmed)] == [7]
    [signed] = said(desk, Signed)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for stroke in signed.strokes for x, y in stroke)
    assert stage.guest is not None
    desk.booths.send(1, status(Lamp.TALK))
    voices.until(lambda: voices.told[-1:] == [(True,)])
    desk.booths.send(1, Script(run=""))
    wait_until(lambda: stage.guest is None)
    voices.until(lambda: voices.told[-1:] == [(False,)])


def test_who_comes_back_goes_on_where_the_script_says(desk: Desk, street: Street) -> None:
    stage = SyntheticSource(seed=1)
    player = Participant(stage, voice=lambda speaks: None, speed=FAST)
    street.run(_cast(player, Person(seed=5, name="PESERTA CONTOH", nik="9901010101900001")))
    street.enter(desk, 1, player=player)
    desk.news.wait_for("connected", 1)
    desk.booths.send(1, FormShown(run="r2", version=1, lines=()))
    desk.booths.send(1, script("r2", at="show_ktp"))
    desk.news.until(lambda: StepAt(run="r2", step="interview", state="begun") in said(desk, StepAt))
    assert next(told.step for told in said(desk, StepAt) if told.state == "begun") == "show_ktp"
    assert said(desk, Consent) == []
    assert stage.guest is not None
    assert stage.guest.name == "PESERTA CONTOH"


async def _cast(player: Participant, person: Person) -> None:
    player.cast(person)


def test_some_call_the_officer_and_take_it_back_when_heard(desk: Desk, street: Street) -> None:
    player = Participant(SyntheticSource(seed=1), voice=lambda speaks: None, speed=FAST)
    street.enter(desk, 1, player=player)
    desk.news.wait_for("connected", 1)
    for number in range(30):
        run = f"call{number}"
        desk.booths.send(1, FormShown(run=run, version=1, lines=()))
        desk.booths.send(1, script(run))
        begun = StepAt(run=run, step="interview", state="begun")
        desk.news.until(lambda begun=begun: begun in said(desk, StepAt))
        if said(desk, Call):
            break
    calls = [call.wanted for call in said(desk, Call)]
    assert calls[:2] == [True, False]


def test_booths_in_a_process_of_their_own_pair_act_stand_back_behind_the_desk_and_end_with_it(desk: Desk) -> None:
    codes = {booth: desk.booths.pairing_code(booth).text for booth in (1, 2)}
    process = BoothsProcess(f"https://127.0.0.1:{desk.booths.port}", desk.booths.certificate.pin, codes, speed=FAST)
    process.start()
    try:
        process.cast(2, Person(seed=3, name="PESERTA CONTOH", nik="9901010101900001"))
        desk.wait_for_pictures(1)
        desk.wait_for_pictures(2)
        assert process._process is not None
        assert psutil.Process(process._process.pid).nice() == min(psutil.Process().nice() + 5, 19)
        desk.booths.send(2, script("r3"))
        desk.news.until(lambda: said(desk, Consent))
    finally:
        process.stop()
    wait_until(lambda: not desk.booths.connected)
