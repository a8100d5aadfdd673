"""A camera: one thread that reads a source and hands each viewer the newest picture at its size."""

import random
import threading
import time
from dataclasses import dataclass

from cso_desk.worker import Loop

from .feed import COVERED, FeedState, FeedStatus, feed_state
from .frame import Frame
from .mailbox import Mailbox
from .picture import Picture, Size, fitted
from .source import Source, SourceLost, open_source

FIRST_REST_S = 0.5
LONGEST_REST_S = 8.0
OVERTAKEN_S = 0.12
CATCHING_UP_GAP_S = 0.25
FPS_OVER_S = 1.0
WHOLE = (960, 540)
"""What is asked of a camera, in pixels, for those who want its pictures as large as they are: enough to see whether a
paper is held well. What is kept of it is a still of the camera's full resolution, where the booth can send one."""
_EARLY = 0.2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a camera is shown at: a size (width, height) in pixels, and pictures a second, None as many as there are."""

    size: Size
    fps: float | None


@dataclass(frozen=True, slots=True)
class _News:
    captured_at: float
    size: Size
    fps: float


class Viewer:
    """One place where a camera is shown: gets the newest picture, already scaled to its size, in its mailbox.

    Pictures keep their proportions and are never cropped. While hidden nothing is converted.
    All methods may be called from any thread and never wait.
    """

    def __init__(self, camera: "Camera", size: Size | None, *, aside: bool) -> None:
        self.aside = aside
        """True where it takes what comes, and nothing is asked of the source for it."""
        self.mailbox = Mailbox()
        self._camera = camera
        self._size = size
        self._hidden = False
        self._gap_s = 0.0
        self._next_at = 0.0
        self._given_at = 0.0

    def resize(self, size: Size) -> None:
        """Have further pictures fitted into `size` (width, height) in pixels."""
        self._size = size

    def hide(self) -> None:
        """Convert no further pictures, and forget what was not taken or is under way."""
        self._hidden = True
        self.mailbox.shut()

    def show(self) -> None:
        """Convert pictures again."""
        self.mailbox.reopen()
        self._hidden = False

    def limit_fps(self, fps: float | None) -> None:
        """Convert at most `fps` pictures a second; None lifts the limit."""
        self._gap_s = 1 / fps if fps else 0.0

    def close(self) -> None:
        """Take no further pictures, for good."""
        self.hide()
        self._camera._forget(self)

    def _fitted(self, source: Size) -> Size:
        return source if self._size is None else fitted(source, self._size)

    def _wants(self, picture: Picture, now: float) -> bool:
        if self._hidden or (self._size is not None and min(self._size) < 1):
            return False
        if now - picture.captured_at > OVERTAKEN_S and now - self._given_at < CATCHING_UP_GAP_S:
            return False  # it is behind: the next picture is already waiting
        if not self._gap_s:
            return True
        if now < self._next_at - _EARLY * self._gap_s:
            return False
        self._next_at = max(self._next_at, now - self._gap_s) + self._gap_s
        return True


class Camera:
    """One source and the thread that reads it, reopened for ever; any number of viewers."""

    def __init__(self, source: Source | str, *, name: str) -> None:
        """`source` may be an address as for `open_source`, which raises ValueError; `name` is the thread's."""
        self._source = open_source(source) if isinstance(source, str) else source
        self._name = name
        self._loop: Loop | None = None
        self._lock = threading.Lock()
        self._viewers: tuple[Viewer, ...] = ()
        self._replaced_before = 0
        self._news: _News | None = None
        self._started_at = 0.0
        self._is_open = False
        self._attempt = 0
        self._cause = ""
        self._rest = (0.0, 0.0)
        self._sequence = 0
        self._rate = _Rate()

    @property
    def name(self) -> str:
        """The camera's name."""
        return self._name

    def start(self) -> None:
        """Start to read; harmless when started already."""
        if self._loop is not None:
            return
        self._started_at = time.monotonic()
        self._news = None
        self._attempt = 0
        self._cause = ""
        self._loop = Loop(f"camera {self._name}", self._turn)
        self._loop.start()

    def ask_to_stop(self) -> None:
        """Say that the camera is to stop, without waiting: so that several stop side by side."""
        if self._loop is not None:
            self._loop.ask_to_stop()
            self._source.interrupt()

    def stop(self) -> None:
        """Stop, join the thread and close the source; harmless when not started."""
        if self._loop is None:
            return
        self.ask_to_stop()
        self._loop.stop()
        self._loop = None
        self._close()

    def view(self, size: Size | None, *, aside: bool = False) -> Viewer:
        """A new viewer, whose pictures are fitted into `size` (width, height) in pixels, or kept as they come.

        For one `aside` nothing is asked of the source: it gets what the others are sent.
        """
        viewer = Viewer(self, size, aside=aside)
        with self._lock:
            self._viewers = (*self._viewers, viewer)
        return viewer

    def status(self, now: float | None = None) -> FeedStatus:
        """What may honestly be said of this camera at `now` on the monotonic clock."""
        now = time.monotonic() if now is None else now
        with self._lock:
            replaced = self._replaced_before + sum(viewer.mailbox.replaced for viewer in self._viewers)
        if self._loop is None:
            return FeedStatus(FeedState.OFF, replaced=replaced)
        news = self._news
        age_s = None if news is None else max(now - news.captured_at, 0.0)
        state = FeedState.COVERED if self._cause == COVERED else feed_state(age_s, now - self._started_at)
        fps = news.fps if news is not None and state is FeedState.LIVE else 0.0
        size = None if news is None else news.size
        since, rest_s = self._rest
        rested = min((now - since) / rest_s, 1.0) if rest_s else 1.0
        return FeedStatus(state, age_s, self._attempt, self._cause, size, replaced, fps, rested)

    def wanted(self) -> Wanted | None:
        """The largest size and the highest rate at which it is shown now: no more need be sent. None: nowhere."""
        shown = [viewer for viewer in self._viewers if not viewer._hidden and not viewer.aside]
        sizes = [viewer._size or WHOLE for viewer in shown if viewer._size is None or min(viewer._size) > 0]
        if not sizes:
            return None
        width, height = (max(sides) for sides in zip(*sizes, strict=True))
        gap_s = min(viewer._gap_s for viewer in shown)
        return Wanted((width, height), 1 / gap_s if gap_s else None)

    def _forget(self, viewer: Viewer) -> None:
        with self._lock:
            if viewer in self._viewers:
                self._viewers = tuple(other for other in self._viewers if other is not viewer)
                self._replaced_before += viewer.mailbox.replaced

    def _turn(self, loop: Loop) -> None:
        try:
            if self._is_open:
                self._give(self._source.read())
            else:
                self._attempt += 1
                self._source.open()
                self._is_open = True
        except SourceLost as lost:
            if loop.stopping:
                return
            self._cause = lost.cause
            self._close()
            rest_s = _rest_s(self._attempt)
            self._rest = (time.monotonic(), rest_s)
            loop.rest(rest_s)
        except BaseException:
            self._close()
            raise

    def _give(self, picture: Picture) -> None:
        now = time.monotonic()
        fps = self._rate.tick(now)
        self._news = _News(picture.captured_at, picture.size, fps)
        self._attempt, self._cause = 0, ""
        frames: dict[Size, Frame] = {}
        for viewer in self._viewers:
            if not viewer._wants(picture, now):
                continue
            size = viewer._fitted(picture.size)
            if size not in frames:
                frames[size] = Frame(picture.scaled(size), picture.captured_at, self._sequence, picture.size)
            viewer._given_at = now
            viewer.mailbox.put(frames[size])
        self._sequence += 1

    def _close(self) -> None:
        self._is_open = False
        self._source.close()


class _Rate:
    """How many ticks a second there were, over the last second or so."""

    def __init__(self) -> None:
        self._since = 0.0
        self._ticks = 0
        self._fps = 0.0

    def tick(self, now: float) -> float:
        self._ticks += 1
        elapsed = now - self._since
        if elapsed >= FPS_OVER_S:
            self._fps = self._ticks / elapsed if elapsed < 2 * FPS_OVER_S else 0.0
            self._since, self._ticks = now, 0
        return self._fps


def _rest_s(attempt: int) -> float:
    """How long to rest before the next try: doubling from 0.5 to 8 s, by up to a fifth less for each its own."""
    longest = min(FIRST_REST_S * 2.0 ** min(max(attempt - 1, 0), 10), LONGEST_REST_S)
    return longest * random.uniform(0.8, 1.0)
