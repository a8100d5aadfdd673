"""What libav decodes: the pictures of one opened container, and video files shown as if they were live."""

import http.client
import stat
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import IO

import av
import av.logging

from .pace import Pace
from .picture import DecodedPicture, Scalers
from .source import SourceLost

DEFAULT_FPS = 25.0
MAX_BROKEN_PACKETS = 100
_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (FileNotFoundError, "absent"),
    (av.HTTPNotFoundError, "absent"),
    (av.HTTPUnauthorizedError, "denied"),
    (av.HTTPForbiddenError, "denied"),
    (PermissionError, "denied"),
    (ConnectionRefusedError, "refused"),
    (av.ExitError, "silent"),
    (TimeoutError, "silent"),
    (av.InvalidDataError, "rubbish"),
    (av.ProtocolNotFoundError, "unsupported"),
    (av.DecoderNotFoundError, "unsupported"),
    (ConnectionError, "ended"),
    (EOFError, "ended"),
    (http.client.HTTPException, "rubbish"),
)

av.logging.set_level(None)  # what libav has to say reaches us as errors


def cause_of(error: BaseException) -> str:
    """The code for what libav or the system raised."""
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), "absent")


class Stream:
    """The video pictures of one opened container, in order."""

    def __init__(self, file: str | IO[bytes], *, options: dict[str, str], timeout: tuple[float, float] | None) -> None:
        """Open `file`; `timeout` is for opening and for each read, in seconds. Raises SourceLost."""
        try:
            self._container = av.open(file, mode="r", options=options, timeout=timeout)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise SourceLost(cause_of(error), str(error)) from error
        if not self._container.streams.video:
            self._container.close()
            raise SourceLost("rubbish", "there is no picture in it")
        self._video = self._container.streams.video[0]
        if getattr(self._video, "codec_context", None) is None:  # its annotation forgets streams nobody can decode
            self._container.close()
            raise SourceLost("unsupported", "no decoder")
        self._video.codec_context.thread_count = 1  # a thread a camera already; frame threads would add latency
        self._frames = self._decoded()

    @property
    def format(self) -> str:
        """The container's short name, such as "rtsp"."""
        return str(self._container.format.name)

    @property
    def period_s(self) -> float:
        """The nominal time from picture to picture."""
        return 1 / float(self._video.average_rate or DEFAULT_FPS)

    def next(self) -> av.VideoFrame | None:
        """The next picture, None at the end. Raises SourceLost; after a cause "silent" it may be called again."""
        try:
            return next(self._frames, None)
        except (av.FFmpegError, OSError) as error:
            self._frames = self._decoded()
            raise SourceLost(cause_of(error), str(error)) from error

    def rewind(self) -> None:
        """Begin again at the first picture. Raises SourceLost."""
        try:
            self._container.seek(0)
        except (av.FFmpegError, OSError) as error:
            raise SourceLost("ended", str(error)) from error
        self._frames = self._decoded()

    def close(self) -> None:
        """Close the container."""
        self._frames.close()
        self._container.close()

    def _decoded(self) -> Generator[av.VideoFrame, None, None]:
        broken = 0
        for packet in self._container.demux(self._video):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                broken += 1
                if broken > MAX_BROKEN_PACKETS:
                    raise
                continue
            except EOFError:
                continue
            if frames:
                broken = 0
            yield from frames


class FileSource:
    """A video file, played at its own speed and begun again at its end without a gap."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: Stream | None = None
        self._pace = Pace(1 / DEFAULT_FPS)
        self._scalers = Scalers()
        self._interrupted = threading.Event()

    def open(self) -> None:
        """Open the file. Raises SourceLost; what is no regular file is not tried, for a FIFO would wait for ever."""
        try:
            mode = self._path.stat().st_mode
        except OSError as error:
            raise SourceLost(cause_of(error), str(error)) from error
        if not stat.S_ISREG(mode):
            raise SourceLost("unsupported", "not a regular file")
        self._stream = Stream(str(self._path), options={}, timeout=None)
        self._pace = Pace(self._stream.period_s)

    def read(self) -> DecodedPicture:
        """The next picture, when it is due. Raises SourceLost."""
        frame = self._next()
        due = self._pace.due(frame.time, time.monotonic())
        if self._interrupted.wait(max(due - time.monotonic(), 0)):
            raise SourceLost("stopped")
        return DecodedPicture(frame, due, self._scalers)

    def interrupt(self) -> None:
        """End a waiting `read`."""
        self._interrupted.set()

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        self._interrupted.clear()

    def _next(self) -> av.VideoFrame:
        if self._stream is None:
            raise SourceLost("ended", "not open")
        frame = self._stream.next()
        if frame is None:
            self._stream.rewind()
            frame = self._stream.next()
        if frame is None:
            raise SourceLost("rubbish", "no picture in the whole file")
        return frame
