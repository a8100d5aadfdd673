"""A conference with simulated booths: how late the pictures are, how fast a switch is, what it costs the desk.

    python benchmarks/talk.py [--booths 6] [--seconds 30] [--report FILE.json]

The booths run in a process of their own: real peers over TLS and WebRTC on this machine, each with a drawn participant
who carries a time code and a tone of their own; the officer says 1000 Hz. In this process is the desk: the booths'
server, the sound switch and a window with a tile for each booth, the one in talk on stage at 1280x720 and 30 pictures a
second, the others at 640x360 and 15. Every two seconds another booth is taken. At the end the booths are frozen as if
their power was cut, and thawed again. Both processes read the same monotonic clock.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cso_desk.booth.simulation.voice import TONES_HZ
from cso_desk.booth.sound import FRAME_S, RATE, SAMPLES, Pcm

if TYPE_CHECKING:
    from cso_desk.ui.video_view import VideoTile

OFFICER_HZ = 1000
LOUD = 500.0
SWITCH_EVERY_S = 2.0
SETTLE_S = 4.0
FROZEN_S = 4.5
STAGE, TILE = (1280, 720, 30), (640, 360, 15)
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
    """Measure, or be the booths."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--booths", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=30.0, help="measured time")
    parser.add_argument("--report", type=Path, help="write the figures here as JSON")
    parser.add_argument("--street", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.street:
        return street(*asked.street)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        figures = Conference(Path(folder), asked.booths).run(asked.seconds)
    for name, (path, limit) in TARGETS.items():
        value: Any = figures
        for key in path:
            value = value[key]
        print(f"{name:20} {value!s:>10}  aim {limit}", "" if value is not None and value <= limit else "MISSED")
    if asked.report:
        asked.report.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


# the booths


def street(desk: str, pin: str, *codes: str) -> int:
    """Be the booths; prints a line whenever one begins or ceases to hear the officer."""
    import asyncio

    from cso_desk.booth.messages import Track
    from cso_desk.booth.simulation.booth import SimulatedBooth
    from cso_desk.video.synthetic import SyntheticSource

    class Steady:
        """A tone without a pause."""

        speaks = True

        def __init__(self, booth: int) -> None:
            self._piece = tone(TONES_HZ[booth])

        def next(self) -> Pcm:
            return self._piece

    class Ear:
        """Tells what a booth hears."""

        hears = False

        def __init__(self) -> None:
            self.booth: SimulatedBooth | None = None

        def take(self, pcm: Pcm) -> None:
            hears = loudness(pcm, OFFICER_HZ) > LOUD
            if hears is not self.hears and self.booth is not None:
                self.hears = hears
                line = {"booth": self.booth.booth, "hears": hears, "at": time.monotonic()}
                print(json.dumps(line), flush=True)

    async def live() -> None:
        runs = []
        for number, code in enumerate(codes, start=1):
            ear, source = Ear(), SyntheticSource(seed=number)
            lenses: Any = {Track.FACE: source.draw}
            voice: Any = Steady
            ear.booth = SimulatedBooth(desk, pin, code, lenses=lenses, voice=voice, on_heard=ear.take)
            runs.append(ear.booth.run())
        await asyncio.gather(*runs)

    asyncio.run(live())
    return 0


def tone(hertz: int) -> Pcm:
    """20 ms of a tone that the next 20 ms continue."""
    return (8000 * np.sin(2 * np.pi * hertz * np.arange(SAMPLES) / RATE)).astype(np.int16)


def loudness(pcm: Pcm, hertz: int) -> float:
    """How loud a tone is in 20 ms of sound."""
    angle = 2 * np.pi * hertz * np.arange(SAMPLES) / RATE
    return float(abs(np.dot(pcm, np.exp(1j * angle)))) * 2 / SAMPLES


# the desk


class Conference:
    """The desk's end, and all that is measured there."""

    def __init__(self, folder: Path, count: int) -> None:
        from PySide6.QtWidgets import QApplication

        from cso_desk.booth.booths import Booths, Told
        from cso_desk.booth.leaks import LeakMonitor
        from cso_desk.booth.messages import Welcome
        from cso_desk.booth.peer import Sound
        from cso_desk.booth.switch import Switch
        from cso_desk.booth.talk import nobody

        self._app = QApplication(sys.argv[:1])
        self._talk = nobody(count)
        self._switch = Switch(self._talk)
        self._monitor = LeakMonitor(self._talk, on_leak=lambda leak: None)
        self._count = count
        self._picture = _picture()
        self.booths: Booths = Booths(
            folder / "profile",
            booths=count,
            page={},
            sound=Sound(heard=self._heard, outgoing=self._outgoing),
            told=Told(*([lambda *what: None] * 5)),
            greeting=lambda booth: Welcome(booth=booth, branch="", officer=""),
            officer_picture=lambda: self._picture,
            now=lambda: datetime.now(UTC),
        )
        self._latencies: list[float] = []
        self._swaps: list[float] = []
        self._taken: list[tuple[float, int, int | None]] = []
        self._ears: list[dict[str, Any]] = []
        self._loud: list[tuple[float, int]] = []
        self._stage_asked: tuple[int, float] | None = None
        self._ended = threading.Event()

    def _heard(self, booth: int, pcm: Pcm) -> None:
        self._monitor.heard(booth, pcm)
        self._switch.heard(booth, pcm)

    def _outgoing(self, booth: int) -> Pcm:
        pcm = self._switch.outgoing(booth)
        self._monitor.sent(booth, pcm)
        return pcm

    def run(self, seconds: float) -> dict[str, Any]:
        """Hold the conference; returns the figures."""
        self.booths.start(host="127.0.0.1", port=0)
        codes = [self.booths.pairing_code(booth).text for booth in range(1, self._count + 1)]
        command = [sys.executable, __file__, "--street", f"https://127.0.0.1:{self.booths.port}"]
        process = subprocess.Popen([*command, self.booths.certificate.pin, *codes], stdout=subprocess.PIPE, text=True)
        threads = [
            threading.Thread(target=self._officer, name="officer"),
            threading.Thread(target=self._listen, args=(process,), name="ears"),
        ]
        for thread in threads:
            thread.start()
        try:
            return self._hold(process, seconds)
        finally:
            self._ended.set()
            process.kill()
            process.wait()
            for thread in threads:
                thread.join()
            if process.stdout is not None:
                process.stdout.close()
            self.booths.stop()

    def _hold(self, process: subprocess.Popen[str], seconds: float) -> dict[str, Any]:
        from PySide6.QtCore import QTimer

        from cso_desk.report import CpuMeter, quantiles
        from cso_desk.ui.stall import StallMeter
        from cso_desk.video.camera import Camera

        cameras = [Camera(source, name=f"booth {booth}") for booth, source in self.booths.sources.items()]
        tiles = self._window(cameras)
        timer = QTimer(interval=16)
        timer.timeout.connect(lambda: [tile.refresh(time.monotonic()) for tile in tiles])
        timer.start()
        for camera in cameras:
            camera.start()
        try:
            self._until(lambda: all(camera.status().fps > 1 for camera in cameras), 60.0)
            self._take(1)
            self._wait(SETTLE_S)
            self._latencies.clear()
            meter, stall = CpuMeter(), StallMeter()
            stall.start()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                self._wait(SWITCH_EVERY_S)
                self._take(random.choice([n for n in range(1, self._count + 1) if n != self._talk.talking_to]))
                self._monitor.check()
            cores, rss = meter.cores, meter.rss_mb
            stall.stop()
            latencies = quantiles(self._latencies, 50, 95)
            switches, late = self._switches()
            self._wait(1.0)
            stale, lost, back = self._freeze(process, tiles[-1])
            return {
                "latency_ms": latencies,
                "switch_ms": {**quantiles(switches, 50), "max": round(max(switches, default=0.0), 1)},
                "stage_swap_ms": {**quantiles(self._swaps, 50), "max": round(max(self._swaps, default=0.0), 1)},
                "leaks": self._monitor.leaks + late,
                "stale_s": stale,
                "lost_s": lost,
                "back_s": back,
                "cpu_cores": round(cores, 2),
                "gui_stall_ms": stall.summary(),
                "rss_mb": round(rss, 1),
                "switches": len(self._taken),
                "booths": self._count,
                "seconds": seconds,
            }
        finally:
            timer.stop()
            for camera in cameras:
                camera.stop()

    def _window(self, cameras: list[Any]) -> "list[VideoTile]":
        from PySide6.QtGui import QPaintEvent
        from PySide6.QtWidgets import QWidget

        from cso_desk.ui.video_view import VideoTile
        from cso_desk.video.time_code import read_time_code

        conference = self

        class Tile(VideoTile):
            """A tile that tells when what it painted was drawn."""

            def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's own name
                """Paint, and read the time code of a new picture."""
                before = self.painted
                super().paintEvent(event)
                if self.painted != before and self._frame is not None:
                    code = read_time_code(self._frame.image)
                    conference._seen(self, code, self._frame.source_size)

        self._screen = QWidget()
        self._screen.resize(1920, 1080)
        tiles: list[VideoTile] = []
        for index, camera in enumerate(cameras):
            tile = Tile(self._screen)
            tile.show_camera(camera)
            tile.setGeometry(10 + 320 * index, 860, 310, 174)
            tiles.append(tile)
        self._tiles = tiles
        self._screen.show()
        return tiles

    def _seen(self, tile: "VideoTile", code: float | None, size: tuple[int, int]) -> None:
        now = time.monotonic()
        if code is not None:
            self._latencies.append((now - code) * 1000)
        if self._stage_asked is not None:
            booth, at = self._stage_asked
            if tile is self._tiles[booth - 1] and size == STAGE[:2]:
                self._swaps.append((now - at) * 1000)
                self._stage_asked = None

    def _take(self, booth: int) -> None:
        """Talk with a booth, and have it on stage."""
        from cso_desk.booth.messages import Track
        from cso_desk.booth.officer_picture import Grade

        before = self._talk.talking_to
        self._talk = self._talk.take(booth)
        self._monitor.apply(self._talk)
        self._switch.apply(self._talk)
        self._taken.append((time.monotonic(), booth, before))
        if before is not None:
            self.booths.ask(before, Track.FACE, *TILE)
            self.booths.show_officer(before, Grade.HELD)
            self._tiles[before - 1].setGeometry(10 + 320 * (before - 1), 860, 310, 174)
        self._stage_asked = booth, time.monotonic()
        self.booths.ask(booth, Track.FACE, *STAGE)
        self.booths.show_officer(booth, Grade.TALK)
        self._tiles[booth - 1].setGeometry(10, 10, *STAGE[:2])
        self._tiles[booth - 1].raise_()

    def _officer(self) -> None:
        """The officer's microphone and loudspeaker: a clock of 20 ms."""
        voice, due, heard = tone(OFFICER_HZ), time.monotonic(), 0
        while not self._ended.is_set():
            self._monitor.officer(voice)
            self._switch.officer(voice)
            sound = self._switch.loudspeaker()
            loudest = max(range(1, self._count + 1), key=lambda booth: loudness(sound, TONES_HZ[booth]))
            now_heard = loudest if loudness(sound, TONES_HZ[loudest]) > LOUD else 0
            if now_heard != heard:
                heard = now_heard
                self._loud.append((time.monotonic(), heard))
            due += FRAME_S
            self._ended.wait(max(due - time.monotonic(), 0))

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._ears.append(json.loads(line))

    def _switches(self) -> tuple[list[float], int]:
        """How long each switch took until all three facts held, in ms, and how often a held booth heard on too long."""
        took, late = [], 0
        for index, (at, booth, before) in enumerate(self._taken[1:-1], start=1):
            until = self._taken[index + 1][0]
            facts = [
                _first(self._ears, at, until, booth=booth, hears=True),
                _first(self._ears, at, until, booth=before, hears=False),
                next((when for when, who in self._loud if at <= when < until and who == booth), None),
            ]
            took.append(max((fact - at) * 1000 if fact is not None else SWITCH_EVERY_S * 1000 for fact in facts))
            silent = facts[1]
            late += silent is None or (silent - at) * 1000 > ALLOWED_MS
        return took, late

    def _freeze(self, process: subprocess.Popen[str], tile: "VideoTile") -> tuple[float | None, ...]:
        """Stop the booths as a power cut would, and let them go on; when the last tile looks stale, lost and live."""
        from cso_desk.video.feed import FeedState

        process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        stale = self._when(lambda: tile.face.state is FeedState.STALE, began)
        lost = self._when(lambda: tile.face.state is FeedState.LOST, began)
        self._wait(max(FROZEN_S - (time.monotonic() - began), 0))
        process.send_signal(signal.SIGCONT)
        back = self._when(lambda: tile.face.state is FeedState.LIVE, time.monotonic())
        return stale, lost, back

    def _when(self, fact: Any, began: float) -> float | None:
        return round(time.monotonic() - began, 2) if self._until(fact, 15.0) else None

    def _wait(self, seconds: float) -> None:
        self._until(lambda: False, seconds)

    def _until(self, fact: Any, seconds: float) -> bool:
        """Let the window live until a fact holds."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, end = QEventLoop(), time.monotonic() + seconds
        look = QTimer(interval=5)
        look.timeout.connect(lambda: loop.quit() if fact() or time.monotonic() >= end else None)
        look.start()
        loop.exec()
        look.stop()
        return bool(fact())


def _first(ears: list[dict[str, Any]], since: float, until: float, **wanted: Any) -> float | None:
    """When something was first told in a span of time."""
    for told in ears:
        if since <= told["at"] < until and all(told[key] == value for key, value in wanted.items()):
            return float(told["at"])
    return None


def _picture() -> Any:
    """The officer: a drawn one, still."""
    import av

    from cso_desk.video.synthetic import SyntheticSource

    return av.VideoFrame.from_ndarray(SyntheticSource(seed=9).draw(0.0).copy(), format="bgra")


if __name__ == "__main__":
    sys.exit(main())
