"""A participant who acts as the desk's script says: agrees, reads the form, shows papers, signs, calls and waits."""

import asyncio
import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cso_desk.booth.messages import (
    Call,
    Confirmed,
    Consent,
    FormShown,
    Guidance,
    Lamp,
    Message,
    Script,
    Signed,
    Status,
    Step,
    StepAt,
    ToPage,
)

CONSENT_TEXT = "simulated"
_SECONDS = {
    "consent": (4.0, 10.0),
    "form": (8.0, 30.0),
    "document": (8.0, 14.0),
    "signature": (4.0, 9.0),
    "receipt": (3.0, 6.0),
    "message": (2.0, 4.0),
}
_SHARE_WHO_CALL = 0.3
_SHARE_WHO_SPEAK = 0.5
_CALLS_FOR_S = 20.0
_STROKE_POINTS = 24


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits down in a booth: what the picture looks like and what the card says; `seed` makes both."""

    seed: int
    name: str = ""
    nik: str = ""


class Stage(Protocol):
    """The picture in which somebody acts; `SyntheticSource` is one."""

    def sit(self, *, seed: int, name: str = "", nik: str = "") -> None:
        """Let a person sit down."""

    def leave(self) -> None:
        """Leave the booth empty."""

    def hold_card(self, held: bool) -> None:
        """Raise the card, or lower it."""

    def speak(self, speaking: bool) -> None:
        """Move the lips, or close them."""


class Participant:
    """Plays whoever the script is for, always the same way for the same run; `speed` divides every span of time.

    `voice` is told whether the participant speaks. Used on one loop.
    """

    def __init__(self, stage: Stage, *, voice: Callable[[bool], object], speed: float = 1.0) -> None:
        self._stage, self._voice, self._speed = stage, voice, speed
        self._say: Callable[[Message], None] = lambda message: None
        self._cast: Person | None = None
        self._script = Script(run="")
        self._acting: asyncio.Task[None] | None = None
        self._current = ""
        self._form: FormShown | None = None
        self._news = asyncio.Condition()
        self._lamp = Lamp.HELD
        self._taken = False
        self._stage.leave()
        self._speak(False)

    def cast(self, person: Person | None) -> None:
        """Say who sits here, which no desk ever tells a booth; who is not known is drawn by chance."""
        self._cast = person
        if self._script.run:
            self._sit()

    def begin(self, say: Callable[[Message], None]) -> None:
        """The desk is there; it will say what goes on."""
        self._say = say

    def pause(self) -> None:
        """The desk is away: wait for it, and go on with its next script."""
        self._say = lambda message: None
        self._script = Script(run="")
        self._stop()

    def hear(self, message: ToPage) -> None:
        """The desk says something."""
        match message:
            case Script():
                self._follow(message)
            case FormShown():
                self._form = message
            case Guidance():
                self._taken = message.code == "taken"
            case Status():
                self._lamp = message.lamp
            case _:
                return
        self._tell()

    def _follow(self, script: Script) -> None:
        before, self._script = self._script, script
        if script == before or (self._current and _same(script, before) and script.at == self._current):
            return
        if script.run != before.run:
            self._sit()
        self._stop()
        if script.run:
            self._acting = asyncio.get_running_loop().create_task(self._act(script))

    async def _act(self, script: Script) -> None:
        """Walk from where the script begins to the first step that somebody else leads."""
        codes = [step.code for step in script.steps]
        start = codes.index(script.at) if script.at in codes else len(codes)
        for step in script.steps[start:]:
            dice = random.Random(f"{script.run} {step.code}")
            self._current = step.code
            self._say(StepAt(run=script.run, step=step.code, state="begun"))
            if not step.alone:
                await self._talk(dice)
                return
            if dice.random() < _SHARE_WHO_CALL and step.needs in ("form", "document"):
                await self._call(dice)
            await self._do(step, script.run, dice)
            self._say(StepAt(run=script.run, step=step.code, state="done"))
        self._current = ""
        await self._talk(random.Random(script.run))

    async def _do(self, step: Step, run: str, dice: random.Random) -> None:
        seconds = dice.uniform(*_SECONDS[step.needs]) / self._speed
        match step.needs:
            case "consent":
                await asyncio.sleep(seconds)
                self._say(Consent(run=run, given=True, text=CONSENT_TEXT, language="id"))
            case "form":
                form = await self._shown(run)
                await asyncio.sleep(seconds)
                self._say(Confirmed(run=run, form_version=(self._form or form).version))
            case "document":
                await self._show_paper(seconds)
            case "signature":
                form = await self._shown(run)
                await asyncio.sleep(seconds)
                self._say(Signed(run=run, form_version=form.version, strokes=(_stroke(dice),)))
            case _:
                await asyncio.sleep(seconds)

    async def _show_paper(self, seconds: float) -> None:
        """Hold the card up until the desk says that it is taken, but not for ever."""
        self._taken = False
        self._stage.hold_card(True)
        try:
            async with asyncio.timeout(seconds):
                await self._until(lambda: self._taken)
        except TimeoutError:
            pass
        finally:
            self._stage.hold_card(False)

    async def _shown(self, run: str) -> FormShown:
        await self._until(lambda: self._form is not None and self._form.run == run)
        assert self._form is not None
        return self._form

    async def _call(self, dice: random.Random) -> None:
        """Ask for the officer, until one is heard or it takes too long."""
        self._say(Call(wanted=True))
        self._speak(True)
        try:
            async with asyncio.timeout(dice.uniform(0.4, 1.0) * _CALLS_FOR_S / self._speed):
                await self._until(lambda: self._lamp is Lamp.TALK)
        except TimeoutError:
            pass
        finally:
            self._speak(False)
            self._say(Call(wanted=False))

    async def _talk(self, dice: random.Random) -> None:
        """Answer while the officer is there; some speak to themselves while nobody is."""
        mutters = dice.random() < _SHARE_WHO_SPEAK
        while True:
            lamp = self._lamp
            self._speak(lamp is Lamp.TALK or (mutters and lamp is Lamp.HELD))
            await self._until(lambda: self._lamp is not lamp)  # noqa: B023 # it is awaited in the same turn

    async def _until(self, fact: Callable[[], bool]) -> None:
        async with self._news:
            await self._news.wait_for(fact)

    def _tell(self) -> None:
        async def tell() -> None:
            async with self._news:
                self._news.notify_all()

        self._telling = asyncio.get_running_loop().create_task(tell())

    def _sit(self) -> None:
        run, person = self._script.run, self._cast
        if not run:
            self._stage.leave()
        elif person is None:
            self._stage.sit(seed=random.Random(run).randrange(1 << 30))
        else:
            self._stage.sit(seed=person.seed, name=person.name, nik=person.nik)

    def _speak(self, speaking: bool) -> None:
        self._stage.speak(speaking)
        self._voice(speaking)

    def _stop(self) -> None:
        if self._acting is not None:
            self._acting.cancel()
            self._acting = None
        self._current = ""
        self._stage.hold_card(False)
        self._speak(False)


def _same(script: Script, other: Script) -> bool:
    return script.run == other.run and script.steps == other.steps


def _stroke(dice: random.Random) -> tuple[tuple[float, float], ...]:
    """A line as a finger draws it, from left to right."""
    bends = dice.uniform(2, 5)
    points = [place / (_STROKE_POINTS - 1) for place in range(_STROKE_POINTS)]
    return tuple((0.1 + 0.8 * at, 0.5 + 0.3 * math.sin(bends * math.pi * at)) for at in points)
