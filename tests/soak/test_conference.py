"""A conference that goes on: booths in a process of their own, and an officer who talks with one after the other.

`make test` holds it for some seconds with two booths, `make soak` for CSO_DESK_SOAK_SECONDS with six. Nothing may leak
into a booth and no thread may be left over; in a long run neither memory nor delay may grow.
"""

import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import psutil
import pytest
from pytestqt.qtbot import QtBot

from benchmarks.conference import Conference
from cso_desk.booth.talk import Talk

_SECONDS = float(os.environ.get("CSO_DESK_SOAK_SECONDS", "0"))
_WARM_UP = 0.2
"""Of the time: what is loaded and reserved once is no drift."""
_MB_AN_HOUR = 30.0
_MB_OF_NOISE = 30.0
"""So much the memory goes up and down as booths come on stage; in a run of minutes that hides a drift."""
_MS_OF_NOISE = 60
_BIN_MS = 5

long_run = pytest.mark.skipif(not _SECONDS, reason="run by make soak")


class Watch:
    """What is seen of a conference of so many seconds; of a bounded size, so that it is no drift itself."""

    def __init__(self, seconds: float) -> None:
        self.late_at_first: Counter[int] = Counter()
        self.late_at_last: Counter[int] = Counter()
        self.threads: list[Counter[str]] = []
        self._memory: list[tuple[float, float]] = []
        self._seconds, self._began = seconds, time.monotonic()
        self._process = psutil.Process()

    @property
    def at(self) -> float:
        """Which part of the time is over, from 0 to 1."""
        return (time.monotonic() - self._began) / self._seconds

    def begin(self) -> None:
        """Everybody is there: the time counts from now on."""
        self._began = time.monotonic()

    def see(self, tile: object, latency_ms: float) -> None:
        """A picture was painted, so long after it was drawn."""
        quarter = (1.0 - _WARM_UP) / 4
        if _WARM_UP <= self.at < _WARM_UP + quarter:
            self.late_at_first[int(latency_ms) // _BIN_MS] += 1
        elif self.at >= 1.0 - quarter:
            self.late_at_last[int(latency_ms) // _BIN_MS] += 1

    def look(self) -> None:
        """See what there is now."""
        if self.at >= _WARM_UP:
            hours = (time.monotonic() - self._began) / 3600
            self._memory.append((hours, self._process.memory_info().rss / 1e6))
            self.threads = [*self.threads[:1], _threads()]

    @property
    def hours(self) -> float:
        """Between the first look after the warm-up and the last."""
        return self._memory[-1][0] - self._memory[0][0]

    @property
    def megabytes_an_hour(self) -> float:
        """The slope of the memory."""
        hours, megabytes = np.array(self._memory).T
        return float(np.polyfit(hours, megabytes, 1)[0])

    def __str__(self) -> str:
        times = f"{self.hours * 3600:.0f} s after the warm-up"
        first, last = self._memory[0][1], self._memory[-1][1]
        memory = f"memory {first:.1f} to {last:.1f} MB, {self.megabytes_an_hour:+.1f} MB an hour"
        late = f"pictures late by {_median_ms(self.late_at_first)} ms at first, {_median_ms(self.late_at_last)} at last"
        return f"{times}: {memory}; {late}; {self.threads[-1].total()} threads"


def hold(conference: Conference, watch: Watch, *, every_s: float, seed: int) -> None:
    """Change who hears whom again and again until the time is over; nothing may leak."""
    chance = Random(seed)
    assert conference.wait_for_all()
    watch.begin()
    while watch.at < 1.0:
        conference.change(_some_step(conference.talk, chance))
        conference.wait(every_s)
        conference.monitor.check()
        assert conference.monitor.leaks == 0
        watch.look()
    assert conference.monitor.checked > 0
    assert conference.wait_for_all()
    watch.look()


def test_nothing_leaks_and_no_thread_is_left_over_while_the_officer_goes_from_booth_to_booth(
    qtbot: QtBot, tmp_path: Path
) -> None:
    watch = Watch(5.0)
    with Conference(tmp_path, 2, on_seen=watch.see) as conference:
        hold(conference, watch, every_s=0.25, seed=1)
    assert watch.threads[0] == watch.threads[-1]


@long_run
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_neither_memory_nor_delay_grows_in_a_long_conference(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch(_SECONDS)
    with Conference(tmp_path, 6, on_seen=watch.see) as conference:
        hold(conference, watch, every_s=3.0, seed=2)
    with capsys.disabled():
        sys.stdout.write(f"\n{watch}\n")
    assert watch.megabytes_an_hour * watch.hours < _MB_AN_HOUR * watch.hours + _MB_OF_NOISE, watch
    assert _median_ms(watch.late_at_last) <= _median_ms(watch.late_at_first) + _MS_OF_NOISE, watch
    assert watch.threads[0] == watch.threads[-1], watch


def _some_step(talk: Talk, chance: Random) -> Talk:
    booth = chance.choice(sorted(talk.booths))
    others = frozenset(chance.sample(sorted(talk.booths), 2))
    steps = [talk.hold(), talk.listen(booth), talk.announce(others), talk.announce(), talk.mute()]
    return chance.choice([*steps, *[talk.take(booth)] * len(steps)])


def _threads() -> Counter[str]:
    """The threads by name, but for those that asyncio keeps for its calls: their number is bounded."""
    return Counter(thread.name for thread in threading.enumerate() if not thread.name.startswith("asyncio_"))


def _median_ms(late: Counter[int]) -> int:
    return int(np.median(list(late.elements()))) * _BIN_MS if late else 0
