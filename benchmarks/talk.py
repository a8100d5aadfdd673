"""A conference with simulated booths: how late the pictures are, how fast a switch is, what it costs the desk.

    python benchmarks/talk.py [--booths 6] [--seconds 30] [--report FILE.json]

What is measured is `conference.py`: the booth in talk on stage at 1280x720 and 30 pictures a second, the others at
640x360 and 15. Every two seconds another booth is taken. At the end the booths are frozen as if their power was cut,
and thawed again.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.conference import STAGE, Conference

if TYPE_CHECKING:
    from cso_desk.ui.video_view import VideoTile

SWITCH_EVERY_S = 2.0
SETTLE_S = 4.0
FROZEN_S = 4.5
ALLOWED_MS = 150
TARGETS = {
    "latency p50 ms": (("latency_ms", "p50"), 90),
    "latency p95 ms": (("latency_ms", "p95"), 180),
    "switch max ms": (("switch_ms", "max"), 150),
    "stage swap max ms": (("stage_swap_ms", "max"), 300),
    "leaks": (("leaks",), 0),
    "stale after s": (("stale_s",), 1.2),
    "lost after s": (("lost_s",), 3.2),
    "back after s": (("back_s",), 3.0),
    "cpu cores": (("cpu_cores",), 0.8),
    "GUI stall p99 ms": (("gui_stall_ms", "p99"), 16),
}


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--booths", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=30.0, help="measured time")
    parser.add_argument("--report", type=Path, help="write the figures here as JSON")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        measure = Measure(Path(folder), asked.booths)
        with measure.conference:
            figures = measure.run(asked.seconds)
    for name, (path, limit) in TARGETS.items():
        value: Any = figures
        for key in path:
            value = value[key]
        print(f"{name:20} {value!s:>10}  aim {limit}", "" if value is not None and value <= limit else "MISSED")
    if asked.report:
        asked.report.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


class Measure:
    """What is measured of one conference."""

    def __init__(self, folder: Path, count: int) -> None:
        self.conference = Conference(folder, count, on_seen=self._seen)
        self._latencies: list[float] = []
        self._swaps: list[float] = []
        self._taken: list[tuple[float, int, int | None]] = []
        self._stage_asked: tuple[int, float] | None = None

    def run(self, seconds: float) -> dict[str, Any]:
        """Hold the conference; returns the figures."""
        from cso_desk.report import CpuMeter, quantiles
        from cso_desk.ui.stall import StallMeter

        conference = self.conference
        conference.wait_for_all()
        self._take(1)
        conference.wait(SETTLE_S)
        self._latencies.clear()
        meter, stall = CpuMeter(), StallMeter()
        stall.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            conference.wait(SWITCH_EVERY_S)
            others = [n for n in range(1, conference.count + 1) if n != conference.talk.talking_to]
            self._take(random.choice(others))
            conference.monitor.check()
        cores, rss = meter.cores, meter.rss_mb
        stall.stop()
        latencies = quantiles(self._latencies, 50, 95)
        switches, late = self._switches()
        conference.wait(1.0)
        stale, lost, back = self._freeze(conference.tiles[-1])
        return {
            "latency_ms": latencies,
            "switch_ms": {**quantiles(switches, 50), "max": round(max(switches, default=0.0), 1)},
            "stage_swap_ms": {**quantiles(self._swaps, 50), "max": round(max(self._swaps, default=0.0), 1)},
            "leaks": conference.monitor.leaks + late,
            "stale_s": stale,
            "lost_s": lost,
            "back_s": back,
            "cpu_cores": round(cores, 2),
            "gui_stall_ms": stall.summary(),
            "rss_mb": round(rss, 1),
            "switches": len(self._taken),
            "booths": conference.count,
            "seconds": seconds,
        }

    def _take(self, booth: int) -> None:
        before = self.conference.talk.talking_to
        now = time.monotonic()
        self.conference.take(booth)
        self._taken.append((now, booth, before))
        self._stage_asked = booth, now

    def _seen(self, tile: "VideoTile", latency_ms: float) -> None:
        self._latencies.append(latency_ms)
        if self._stage_asked is None or tile._frame is None:
            return
        booth, at = self._stage_asked
        if tile is self.conference.tiles[booth - 1] and tile._frame.source_size == STAGE[:2]:
            self._swaps.append((time.monotonic() - at) * 1000)
            self._stage_asked = None

    def _switches(self) -> tuple[list[float], int]:
        """How long each switch took until all three facts held, in ms, and how often a held booth heard on too long."""
        took, late = [], 0
        ears, loud = self.conference.ears, self.conference.loud
        for index, (at, booth, before) in enumerate(self._taken[1:-1], start=1):
            until = self._taken[index + 1][0]
            facts = [
                _first(ears, at, until, booth=booth, hears=True),
                _first(ears, at, until, booth=before, hears=False),
                next((when for when, who in loud if at <= when < until and who == booth), None),
            ]
            took.append(max((fact - at) * 1000 if fact is not None else SWITCH_EVERY_S * 1000 for fact in facts))
            silent = facts[1]
            late += silent is None or (silent - at) * 1000 > ALLOWED_MS
        return took, late

    def _freeze(self, tile: "VideoTile") -> tuple[float | None, ...]:
        """Stop the booths as a power cut would, and let them go on; when the last tile looks stale, lost and live."""
        from cso_desk.video.feed import FeedState

        street = self.conference.street
        street.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        stale = self._when(lambda: tile.face.state is FeedState.STALE, began)
        lost = self._when(lambda: tile.face.state is FeedState.LOST, began)
        self.conference.wait(max(FROZEN_S - (time.monotonic() - began), 0))
        street.send_signal(signal.SIGCONT)
        back = self._when(lambda: tile.face.state is FeedState.LIVE, time.monotonic())
        return stale, lost, back

    def _when(self, fact: Any, began: float) -> float | None:
        return round(time.monotonic() - began, 2) if self.conference.until(fact, 15.0) else None


def _first(ears: Iterable[dict[str, Any]], since: float, until: float, **wanted: Any) -> float | None:
    """When something was first told in a span of time."""
    for told in ears:
        if since <= told["at"] < until and all(told[key] == value for key, value in wanted.items()):
            return float(told["at"])
    return None


if __name__ == "__main__":
    sys.exit(main())
