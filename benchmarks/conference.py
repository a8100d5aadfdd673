"""A desk in conference with simulated booths in a process of their own: what `talk.py` and the soak measure.

The booths are real peers over TLS and WebRTC on this machine, each with a drawn participant who carries a time code and
a tone of their own; the officer says 1000 Hz. In this process is the desk: the booths' server, the sound switch with
its monitor, and a window with a tile for each booth, the one in talk on stage. Both processes read the same clock.
"""

import json
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cso_desk.booth.simulation.voice import TONES_HZ
from cso_desk.booth.sound import FRAME_S, RATE, SAMPLES, Pcm

if TYPE_CHECKING:
    from cso_desk.booth.talk import Talk
    from cso_desk.ui.video_view import VideoTile
    from cso_desk.video.camera import Camera

OFFICER_HZ = 1000
LOUD = 500.0
START_S = 60.0
MOST_KEPT = 4000
STAGE, TILE = (1280, 720, 30), (640, 360, 15)


class Conference:
    """The desk's end; used by the Qt thread, within `with`.

    `on_seen(tile, latency_ms)` is called with every picture that was painted, with how long ago it was drawn.
    """

    def __init__(self, folder: Path, count: int, *, on_seen: "Callable[[VideoTile, float], object]") -> None:
        from PySide6.QtWidgets import QApplication

        from cso_desk.booth.booths import Booths, Told
        from cso_desk.booth.leaks import LeakMonitor
        from cso_desk.booth.messages import Welcome
        from cso_desk.booth.peer import Sound
        from cso_desk.booth.switch import Switch
        from cso_desk.booth.talk import nobody
        from cso_desk.ui.program import give_pictures_back

        give_pictures_back()
        self._app = QApplication.instance() or QApplication(sys.argv[:1])
        self.count = count
        self.talk = nobody(count)
        self.monitor = LeakMonitor(self.talk, on_leak=lambda leak: None)
        self.ears: deque[dict[str, Any]] = deque(maxlen=MOST_KEPT)
        """When which booth began or ceased to hear the officer: {"booth", "hears", "at"}."""
        self.loud: deque[tuple[float, int]] = deque(maxlen=MOST_KEPT)
        """When the officer began to hear which booth, 0 for none."""
        self._switch = Switch(self.talk)
        self._on_seen = on_seen
        picture = _picture()
        self._booths = Booths(
            folder / "profile",
            booths=count,
            page={},
            sound=Sound(heard=self._heard, outgoing=self._outgoing),
            told=Told(*([lambda *what: None] * len(fields(Told)))),
            greeting=lambda booth: Welcome(booth=booth, branch="", officer=""),
            officer_picture=lambda: picture,
            now=lambda: datetime.now(UTC),
        )
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._officer, name="officer"),
            threading.Thread(target=self._listen, name="ears"),
        ]

    def __enter__(self) -> "Conference":
        from PySide6.QtCore import QTimer

        from cso_desk.video.camera import Camera

        self._booths.start(host="127.0.0.1", port=0)
        codes = [self._booths.pairing_code(booth).text for booth in range(1, self.count + 1)]
        command = [sys.executable, __file__, f"https://127.0.0.1:{self._booths.port}"]
        self.street = subprocess.Popen(
            [*command, self._booths.certificate.pin, *codes], stdout=subprocess.PIPE, text=True
        )
        """The booths' process."""
        for thread in self._threads:
            thread.start()
        self._cameras = [Camera(source, name=f"booth {booth}") for booth, source in self._booths.sources.items()]
        self.tiles = self._window(self._cameras)
        self._timer = QTimer(interval=16)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        for camera in self._cameras:
            camera.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._timer.stop()
        for camera in self._cameras:
            camera.stop()
        self._screen.close()
        self._screen.deleteLater()
        self._ended.set()
        self.street.kill()
        self.street.wait()
        for thread in self._threads:
            thread.join()
        if self.street.stdout is not None:
            self.street.stdout.close()
        self._booths.stop()

    def wait_for_all(self) -> bool:
        """Let the window live until all booths are seen; False where that lasts too long."""
        return self.until(lambda: all(camera.status().fps > 1 for camera in self._cameras), START_S)

    def take(self, booth: int) -> None:
        """Talk with a booth, and have it on stage."""
        self.change(self.talk.take(booth))

    def change(self, talk: "Talk") -> None:
        """Let this be who hears whom, with the booth in talk on stage."""
        from cso_desk.booth.messages import Track
        from cso_desk.booth.officer_picture import Grade

        before, self.talk = self.talk.talking_to, talk
        self.monitor.apply(talk)
        self._switch.apply(talk)
        booth = talk.talking_to
        if before == booth:
            return
        if before is not None:
            self._booths.ask(before, Track.FACE, *TILE)
            self._booths.show_officer(before, Grade.HELD)
            self._lay(before)
        if booth is not None:
            self._booths.ask(booth, Track.FACE, *STAGE)
            self._booths.show_officer(booth, Grade.TALK)
            self.tiles[booth - 1].setGeometry(10, 10, *STAGE[:2])
            self.tiles[booth - 1].raise_()

    def wait(self, seconds: float) -> None:
        """Let the window live for a while."""
        self.until(lambda: False, seconds)

    def until(self, fact: Callable[[], object], seconds: float) -> bool:
        """Let the window live until a fact holds, or that time is over; returns whether it holds."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, end = QEventLoop(), time.monotonic() + seconds
        look = QTimer(interval=5)
        look.timeout.connect(lambda: loop.quit() if fact() or time.monotonic() >= end else None)
        look.start()
        loop.exec()
        look.stop()
        return bool(fact())

    def _refresh(self) -> None:
        now = time.monotonic()
        for tile in self.tiles:
            tile.refresh(now)

    def _window(self, cameras: "list[Camera]") -> "list[VideoTile]":
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
                    if code is not None:
                        conference._on_seen(self, (time.monotonic() - code) * 1000)

        self._screen = QWidget()
        self._screen.resize(1920, 1080)
        self.tiles = []
        for booth, camera in enumerate(cameras, start=1):
            tile = Tile(self._screen)
            tile.show_camera(camera)
            self.tiles.append(tile)
            self._lay(booth)
        self._screen.show()
        return self.tiles

    def _lay(self, booth: int) -> None:
        self.tiles[booth - 1].setGeometry(10 + 320 * (booth - 1), 860, 310, 174)

    def _heard(self, booth: int, pcm: Pcm) -> None:
        self.monitor.heard(booth, pcm)
        self._switch.heard(booth, pcm)

    def _outgoing(self, booth: int) -> Pcm:
        pcm = self._switch.outgoing(booth)
        self.monitor.sent(booth, pcm)
        return pcm

    def _officer(self) -> None:
        """The officer's microphone and loudspeaker: a clock of 20 ms."""
        voice, due, heard = tone(OFFICER_HZ), time.monotonic(), 0
        while not self._ended.is_set():
            self.monitor.officer(voice)
            self._switch.officer(voice)
            sound = self._switch.loudspeaker()
            loudest = max(range(1, self.count + 1), key=lambda booth: loudness(sound, TONES_HZ[booth]))
            now_heard = loudest if loudness(sound, TONES_HZ[loudest]) > LOUD else 0
            if now_heard != heard:
                heard = now_heard
                self.loud.append((time.monotonic(), heard))
            due += FRAME_S
            self._ended.wait(max(due - time.monotonic(), 0))

    def _listen(self) -> None:
        assert self.street.stdout is not None
        for line in self.street.stdout:
            self.ears.append(json.loads(line))


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


def _picture() -> Any:
    """The officer: a drawn one, still."""
    import av

    from cso_desk.video.synthetic import SyntheticSource

    return av.VideoFrame.from_ndarray(SyntheticSource(seed=9).draw(0.0).copy(), format="bgra")


if __name__ == "__main__":
    sys.exit(street(*sys.argv[1:]))
