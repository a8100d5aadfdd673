"""Live streams: RTSP cameras and pictures over HTTP, read at their live edge."""

import contextlib
import socket
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import av

from .pace import Budget, LiveClock
from .picture import DecodedPicture, Scalers
from .source import SourceLost
from .stream import Stream, cause_of

OPEN_TIMEOUT_S = 4.0
READ_SLICE_S = 0.5
SILENT_AFTER_S = 4.0
FLOOD_PER_S = 75.0
FLOOD_RESERVE = 300

_LOW_LATENCY = {"fflags": "nobuffer", "flags": "low_delay", "analyzeduration": "500000"}
_RTSP = {**_LOW_LATENCY, "max_delay": "100000", "reorder_queue_size": "64", "buffer_size": "2097152"}
_UNTIMED = frozenset({"mpjpeg", "mjpeg", "h264", "hevc"})


class _LiveSource:
    """A stream read as it comes: pictures know their age, and a flood is held back."""

    def __init__(self) -> None:
        self._stream: Stream | None = None
        self._scalers = Scalers()
        self._interrupted = threading.Event()
        self._clock = LiveClock()
        self._budget = Budget(FLOOD_PER_S, FLOOD_RESERVE)

    def read(self) -> DecodedPicture:
        """The next picture. Raises SourceLost, also after 4 s of silence."""
        if self._interrupted.wait(self._budget.wait_s(time.monotonic())):
            raise SourceLost("stopped")
        frame = self._next()
        now = time.monotonic()
        return DecodedPicture(frame, self._clock.captured_at(self._time_s(frame), now), self._scalers)

    def interrupt(self) -> None:
        """End a waiting `open` or `read` soon."""
        self._interrupted.set()

    def close(self) -> None:
        """Close the stream."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        self._interrupted.clear()

    def _begin(self, stream: Stream) -> None:
        self._stream = stream
        self._clock = LiveClock()
        self._budget = Budget(FLOOD_PER_S, FLOOD_RESERVE)

    def _next(self) -> av.VideoFrame:
        silent_at = time.monotonic() + SILENT_AFTER_S
        while self._stream is not None:
            try:
                frame = self._stream.next()
            except SourceLost as lost:
                if self._interrupted.is_set():
                    raise SourceLost("stopped") from lost
                if lost.cause != "silent" or not self._may_go_on() or time.monotonic() > silent_at:
                    raise
                continue
            if frame is None:
                break
            return frame
        raise SourceLost("ended")

    def _may_go_on(self) -> bool:
        """Whether a read that waited too long can be called again."""
        return False

    def _time_s(self, frame: av.VideoFrame) -> float | None:
        untimed = self._stream is None or self._stream.format in _UNTIMED
        return None if untimed or frame.pts is None else frame.time


class RtspSource(_LiveSource):
    """A camera that speaks RTSP, over TCP or UDP."""

    def __init__(self, uri: str, transport: str) -> None:
        super().__init__()
        self.uri = uri
        self.transport = transport

    def open(self) -> None:
        """Connect and ask for the stream. Raises SourceLost."""
        options = {**_RTSP, "rtsp_transport": self.transport}
        self._begin(Stream(self.uri, options=options, timeout=(OPEN_TIMEOUT_S, READ_SLICE_S)))

    def _may_go_on(self) -> bool:
        return True  # libav keeps an RTSP session over a read that was broken off, so `interrupt` is seen soon


class HttpSource(_LiveSource):
    """Pictures over HTTP: MPEG-TS, MJPEG, Matroska, FLV and what else can be read from the middle; HLS."""

    def __init__(self, uri: str) -> None:
        super().__init__()
        self.uri = uri
        self._body: _Body | None = None

    def open(self) -> None:
        """Ask for the stream. Raises SourceLost."""
        if urlsplit(self.uri).path.endswith(".m3u8"):  # a playlist names further addresses, which libav follows
            self._begin(Stream(self.uri, options=_LOW_LATENCY, timeout=(OPEN_TIMEOUT_S, SILENT_AFTER_S)))
            return
        self._body = _Body(self.uri)
        try:
            self._begin(Stream(self._body, options=_LOW_LATENCY, timeout=None))  # type: ignore[arg-type] # read() is all it needs
        except SourceLost as lost:
            raise self._body.lost or lost from lost

    def interrupt(self) -> None:
        """End a waiting `open` or `read` at once, by closing the connection."""
        super().interrupt()
        if self._body is not None:
            self._body.interrupt()

    def close(self) -> None:
        """Close the stream and its connection."""
        super().close()
        if self._body is not None:
            self._body.close()
            self._body = None

    def _next(self) -> av.VideoFrame:
        try:
            return super()._next()
        except SourceLost as lost:
            raise (self._body and self._body.lost) or lost from lost


class _Body:
    """The body of an HTTP answer as a file for libav, which another thread can break off."""

    name = "http"

    def __init__(self, uri: str) -> None:
        self.lost: SourceLost | None = None
        try:
            self._answer = urllib.request.urlopen(uri, timeout=SILENT_AFTER_S)
        except urllib.error.HTTPError as error:
            with error:
                raise SourceLost(_HTTP_CAUSES.get(error.code, "refused"), f"HTTP {error.code}") from error
        except urllib.error.URLError as error:
            reason = error.reason if isinstance(error.reason, BaseException) else error
            raise SourceLost(cause_of(reason), str(error.reason)) from error
        except (OSError, ValueError) as error:
            raise SourceLost(cause_of(error), str(error)) from error
        self._socket: socket.socket = self._answer.fp.raw._sock

    def read(self, size: int) -> bytes:
        """What is there, up to `size` bytes; nothing at the end or when it is lost, and then `lost` says why."""
        try:
            return bytes(self._answer.read1(size))
        except (OSError, ValueError) as error:
            self.lost = self.lost or SourceLost(cause_of(error), str(error))  # libav asks again after the end
            return b""

    def interrupt(self) -> None:
        """Break the connection off under a waiting read."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection."""
        self._answer.close()


_HTTP_CAUSES = {401: "denied", 403: "denied", 404: "absent", 410: "absent"}
