"""A booth's camera as a source like any other; it outlives the connections over which its pictures come."""

import threading
import time

import av

from cso_desk.video.feed import COVERED
from cso_desk.video.picture import DecodedPicture, Scalers, Size
from cso_desk.video.source import SourceLost

SILENT_AFTER_S = 3.0


class PeerSource:
    """The newest picture of one camera of a booth: laid down by the network's thread, taken by the camera's.

    Nothing is queued. `open` waits for a picture as long as it takes, for it is the booth that comes back by itself:
    a camera that tried again and again would rest longer each time, and rest on when the picture is there.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._frame: av.VideoFrame | None = None
        self._captured_at = 0.0
        self._cause = "absent"
        self._told_cause = ""
        self._covered = False
        self._opened_at = 0.0
        self._interrupted = False
        self._scalers = Scalers()
        self._received = 0
        self._size: Size | None = None

    @property
    def received(self) -> int:
        """How many pictures have come; from any thread."""
        return self._received

    @property
    def size(self) -> Size | None:
        """The size of the newest picture as it came; from any thread."""
        return self._size

    def put(self, frame: av.VideoFrame, captured_at: float) -> None:
        """Lay down the newest picture, in place of one that nobody took; from any thread, never waits."""
        with self._news:
            if self._covered:
                return
            self._frame, self._captured_at = frame, captured_at
            self._cause = "silent"
            self._received += 1
            self._size = frame.width, frame.height
            self._news.notify_all()

    def lose(self, cause: str) -> None:
        """Say why no more pictures come, by a code of SourceLost; from any thread, never waits."""
        with self._news:
            self._cause = COVERED if self._covered else cause
            self._news.notify_all()

    def cover(self, on: bool) -> None:
        """Lay no picture down while the participant has the camera covered; from any thread, never waits."""
        with self._news:
            if on == self._covered:
                return
            self._covered, self._opened_at = on, time.monotonic()
            if on:
                self._frame, self._cause = None, COVERED
            self._news.notify_all()

    def open(self) -> None:
        """Wait for a picture. Raises SourceLost where there is another reason than was told before."""
        with self._news:
            while not (self._interrupted or self._frame is not None or self._cause != self._told_cause):
                self._wait_for_news()
            if self._interrupted:
                raise SourceLost("stopped")
            if self._frame is None:
                self._told_cause = self._cause
                raise SourceLost(self._cause)

    def read(self) -> DecodedPicture:
        """The next picture. Raises SourceLost after 3 s without one, with the reason that the booth gave, and at once
        where the camera is covered."""
        until = time.monotonic() + SILENT_AFTER_S
        with self._news:
            while self._frame is None and not self._interrupted:
                if self._covered:
                    self._told_cause = self._cause
                    raise SourceLost(self._cause)
                if not self._news.wait(until - time.monotonic()) and time.monotonic() >= until:
                    self._told_cause = self._cause
                    raise SourceLost(self._cause)
            if self._interrupted or self._frame is None:
                raise SourceLost("stopped")
            frame, self._frame = self._frame, None
            return DecodedPicture(frame, self._captured_at, self._scalers)

    def _wait_for_news(self) -> None:
        """Wait; a camera that was opened again counts as covered until its first picture, but for 3 s at the most."""
        if self._covered or self._cause != COVERED:
            self._news.wait()
            return
        left_s = self._opened_at + SILENT_AFTER_S - time.monotonic()
        if left_s > 0:
            self._news.wait(left_s)
        else:
            self._cause = "silent"

    def interrupt(self) -> None:
        """End a waiting `open` or `read`."""
        with self._news:
            self._interrupted = True
            self._news.notify_all()

    def close(self) -> None:
        """Forget what was laid down; the source can be opened again."""
        with self._news:
            if self._interrupted:  # whoever looks next has been told nothing; after a cut it is the same who goes on
                self._told_cause = ""
            self._interrupted = False
            self._frame = None
