"""Watches the cameras of the booths that scan, takes papers that are held still, and takes one when it is told to."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from cso_desk.worker import Loop

from .camera import Camera, Viewer
from .capture import Blocked, Taken
from .eyes import Eyes
from .quality import Fault, Limits
from .scan import Progress, Scan
from .seeing import Blind

FPS = 5
"""So many frames a second are looked at of one camera."""

_TURN_S = 0.04
_IDLE_S = 5.0


@dataclass(slots=True)
class _Watched:
    viewer: Viewer
    scan: Scan


class DocumentWatch:
    """One thread for all booths, and one process that looks. All methods may be called from any thread and never wait.

    A booth has one camera that looks at papers. What is announced comes on the thread: `on_progress` for each frame in
    which something is seen and once when it is gone, `on_taken` for each picture that was taken, by itself or when
    asked, and `on_blocked` when a picture was asked for and none is good enough.
    """

    def __init__(
        self,
        *,
        on_progress: Callable[[Progress], None],
        on_taken: Callable[[Taken], None],
        on_blocked: Callable[[Blocked], None],
        limits: Limits | None = None,
        eyes: Eyes | None = None,
    ) -> None:
        self._on_progress = on_progress
        self._on_taken = on_taken
        self._on_blocked = on_blocked
        self._limits = limits or Limits()
        self._eyes = eyes or Eyes()
        self._lock = threading.Lock()
        self._cameras: dict[int, Camera] = {}
        self._watched: dict[int, _Watched] = {}
        self._asked: list[int] = []
        self._told: dict[int, Progress] = {}
        self._loop = Loop("documents", self._turn)

    def start(self) -> None:
        """Start to watch."""
        self._loop.start()

    def ask_to_stop(self) -> None:
        """Say that the watch is to end, without waiting."""
        self._loop.ask_to_stop()
        self._eyes.put_down()

    def stop(self) -> None:
        """End the watch, join its thread and let the cameras go; harmless when never started."""
        self.ask_to_stop()
        self._loop.stop()
        self._eyes.close()
        with self._lock:
            watched = list(self._watched.values())
            self._watched.clear()
        for one in watched:
            one.viewer.close()

    def use(self, booth: int, camera: Camera | None) -> None:
        """Look at the papers of `booth` through `camera`; None: the booth has none any more."""
        with self._lock:
            was_on = booth in self._watched
            self._let_go(booth)
            self._cameras.pop(booth, None)
            if camera is not None:
                self._cameras[booth] = camera
                if was_on:
                    self._begin(booth, camera)
        self._loop.wake()

    def watch(self, booth: int, *, on: bool) -> None:
        """Look at the frames of `booth` from now on, or no more; what was seen before is forgotten."""
        with self._lock:
            camera = self._cameras.get(booth)
            if not on:
                self._let_go(booth)
            elif camera is not None and booth not in self._watched:
                self._begin(booth, camera)
        self._loop.wake()

    def take(self, booth: int) -> None:
        """Take the best picture of the last ten seconds; `on_taken` or `on_blocked` tells what came of it."""
        with self._lock:
            self._asked.append(booth)
        self._loop.wake()

    def _begin(self, booth: int, camera: Camera) -> None:
        viewer = camera.view(None)
        viewer.limit_fps(FPS)
        self._watched[booth] = _Watched(viewer, Scan(booth, camera.name, self._limits, self._eyes.see))

    def _let_go(self, booth: int) -> None:
        watched = self._watched.pop(booth, None)
        if watched is not None:
            watched.viewer.close()

    def _turn(self, loop: Loop) -> None:
        with self._lock:
            watched = dict(self._watched)
            asked, self._asked = self._asked, []
        for booth in asked:
            self._answer(booth, watched.get(booth))
        for booth, one in watched.items():
            if loop.stopping:
                return
            self._look(booth, one)
        for booth in self._told.keys() - watched.keys():
            del self._told[booth]
            self._on_progress(Progress(booth))
        if not watched:
            self._eyes.rest()
        loop.rest(_TURN_S if watched else _IDLE_S)

    def _look(self, booth: int, one: _Watched) -> None:
        frame = one.viewer.mailbox.take()
        if frame is None:
            return
        try:
            progress, taken = one.scan.look(frame)
        except Blind:
            return
        if taken is not None:
            self._on_taken(taken)
        if progress != self._told.get(booth, Progress(booth)):
            self._told[booth] = progress
            self._on_progress(progress)

    def _answer(self, booth: int, one: _Watched | None) -> None:
        answer = Blocked(booth, (Fault.SHOW,)) if one is None else one.scan.take(time.monotonic())
        if isinstance(answer, Taken):
            self._on_taken(answer)
        else:
            self._on_blocked(answer)
