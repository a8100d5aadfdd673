"""The command `booth-sim`: simulated booths in a process of their own, against a desk of this machine or another."""

import asyncio
import json
import logging
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cso_desk.booth.messages import Track
from cso_desk.video.synthetic import SyntheticSource

from .booth import SimulatedBooth
from .play import Participant, Person
from .voice import Voice


@dataclass(frozen=True, slots=True)
class Asked:
    """What is simulated: against which desk, known by which pin, with one code a booth.

    `speed` divides every span of time. On a `leash` it ends when stdin closes, and learns there who sits where.
    """

    desk: str
    pin: str
    codes: tuple[str, ...]
    speed: float = 1.0
    leash: bool = False


class Cabin:
    """One simulated booth, and who acts in it; `size` of its camera is 1280x720."""

    def __init__(self, asked: Asked, number: int, code: str, casts: dict[int, Person]) -> None:
        self._casts = casts
        stage = SyntheticSource(seed=number)
        self._voice: Voice | None = None
        self._speaks = False
        self.participant = Participant(stage, voice=self._speak, speed=asked.speed)
        self.booth = SimulatedBooth(
            asked.desk,
            asked.pin,
            code,
            lenses={Track.FACE: stage.draw},
            voice=self._voice_of,
            player=self.participant,
        )

    def _voice_of(self, booth: int) -> Voice:
        self.participant.cast(self._casts.get(booth))
        self._voice = Voice(booth)
        self._voice.speaks = self._speaks
        return self._voice

    def _speak(self, speaks: bool) -> None:
        self._speaks = speaks
        if self._voice is not None:
            self._voice.speaks = speaks


def run(asked: Asked) -> int:
    """Simulate booths until stopped; returns 0, or 1 where the desk wants none of them. What befalls them is logged."""
    logging.basicConfig(format="%(levelname)s %(message)s")
    if not asked.leash:
        logging.getLogger("cso_desk").setLevel(logging.INFO)
    return asyncio.run(_run(asked))


async def _run(asked: Asked) -> int:
    casts: dict[int, Person] = {}
    cabins = [Cabin(asked, number, code, casts) for number, code in enumerate(asked.codes, start=1)]
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl+C comes as KeyboardInterrupt
            loop.add_signal_handler(number, stopped.set)
    if asked.leash:
        _Leash(cabins, casts, stopped).start()
    runs = [asyncio.create_task(cabin.booth.run()) for cabin in cabins]
    waits = {asyncio.create_task(stopped.wait()), asyncio.create_task(_all(runs))}
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for work in (*waits, *runs):
        work.cancel()
    await asyncio.gather(*waits, *runs, return_exceptions=True)
    return int(all(cabin.booth.refused for cabin in cabins))


async def _all(runs: Sequence[asyncio.Task[None]]) -> bool:
    await asyncio.gather(*runs)
    return True


class _Leash(threading.Thread):
    """Reads stdin to its end; a daemon, for nothing can wake up who waits there."""

    def __init__(self, cabins: Sequence[Cabin], casts: dict[int, Person], stopped: asyncio.Event) -> None:
        super().__init__(name="leash", daemon=True)
        self._cabins, self._casts, self._stopped = cabins, casts, stopped
        self._loop = asyncio.get_running_loop()

    def run(self) -> None:
        """Hand on each line, such as {"booth": 1, "seed": 7, "name": "", "nik": ""}; nobody is known without a seed."""
        for line in sys.stdin:
            self._loop.call_soon_threadsafe(self._cast, json.loads(line))
        with suppress(RuntimeError):  # the loop has ended for another reason
            self._loop.call_soon_threadsafe(self._stopped.set)

    def _cast(self, told: Mapping[str, Any]) -> None:
        booth = told["booth"]
        self._casts.pop(booth, None)
        if "seed" in told:
            self._casts[booth] = Person(told["seed"], told["name"], told["nik"])
        for cabin in self._cabins:
            if cabin.booth.booth == booth:
                cabin.participant.cast(self._casts.get(booth))
