"""Live streams: RTSP cameras and pictures over HTTP, read at their live edge."""

import contextlib
import http.client
import io
import socket
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from typing import Any
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
        self._body = body = _Body(self.uri)
        try:
            if self._interrupted.is_set():
                raise SourceLost("stopped")
            body.open()
            self._begin(Stream(body, options=_LOW_LATENCY, timeout=None))  # type: ignore[arg-type] # read() is all it needs
        except SourceLost as lost:
            raise self._reason(lost) from lost

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
            raise self._reason(lost) from lost

    def _reason(self, lost: SourceLost) -> SourceLost:
        """Why it was lost in truth: libav sees no more than the end of a file."""
        if self._interrupted.is_set():
            return SourceLost("stopped")
        return (self._body and self._body.lost) or lost


class _Body:
    """The body of an HTTP answer as a file for libav, which another thread can break off from the first byte on."""

    name = "http"

    def __init__(self, uri: str) -> None:
        self.lost: SourceLost | None = None
        self._uri = uri
        self._answer: http.client.HTTPResponse | None = None
        self._due = 0.0
        self._cut = False
        self._cords: list[socket.socket] = []
        self._answers: list[_Answer] = []

    def open(self) -> None:
        """Ask, and wait for the whole head of the answer. Raises SourceLost, also when that takes more than 4 s."""
        self._due = time.monotonic() + OPEN_TIMEOUT_S
        try:
            self._answer = _opener(self).open(self._uri, timeout=OPEN_TIMEOUT_S)
        except urllib.error.HTTPError as error:
            with error:
                raise SourceLost(_HTTP_CAUSES.get(error.code, "refused"), f"HTTP {error.code}") from error
        except urllib.error.URLError as error:
            reason = error.reason if isinstance(error.reason, BaseException) else error
            raise SourceLost(cause_of(reason), str(error.reason)) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise SourceLost(cause_of(error), str(error)) from error

    def read(self, size: int) -> bytes:
        """What is there, up to `size` bytes; nothing at the end or when it is lost, and then `lost` says why."""
        if self._answer is None:
            return b""
        self._due = time.monotonic() + SILENT_AFTER_S
        try:
            return bytes(self._answer.read1(size))
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.lost = self.lost or SourceLost(cause_of(error), str(error))  # libav asks again after the end
            return b""

    def interrupt(self) -> None:
        """Break off what is waited for, be it a handshake, the head or the body, and let no connection follow."""
        self._cut = True
        for cord in tuple(self._cords):
            with contextlib.suppress(OSError):
                cord.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection, and those that led to it."""
        for answer in self._answers:
            answer.close()
        for cord in self._cords:
            cord.close()

    def hold(self, answer: "_Answer") -> None:
        """See to it that an answer is closed: urllib forgets one whose redirect fails."""
        self._answers.append(answer)

    def left_s(self) -> float:
        """The seconds left for what is waited for. Raises TimeoutError when there are none."""
        left_s = self._due - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("it took too long")
        return left_s

    def connect(self, address: tuple[str, int], *_: object) -> socket.socket:
        """A new connection, by which `interrupt` can be heard from now on. Raises OSError."""
        connected = socket.create_connection(address, self.left_s())
        self._cords.append(connected.dup())  # a second handle, for TLS takes the first one away
        if self._cut:
            self.interrupt()
        return connected


class _Answer(http.client.HTTPResponse):
    """An answer of which every byte comes in the time its body gives, however slowly they drip."""

    def __init__(self, sock: socket.socket, *args: Any, body: _Body, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp: io.BufferedReader = io.BufferedReader(_TimedReader(self.fp.detach(), sock, body))
        body.hold(self)


class _TimedReader(io.RawIOBase):
    """A socket's reader that gives each wait only the time left: a socket's own limit begins anew with each byte."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, body: _Body) -> None:
        self._raw, self._sock, self._body = raw, sock, body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._body.left_s())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Handler(urllib.request.AbstractHTTPHandler):
    """Opens http and https over the connections of one body."""

    def __init__(self, body: _Body) -> None:
        super().__init__()
        self._body = body
        self.http_request = self.https_request = self.do_request_

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(self._connection, http.client.HTTPConnection), request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(self._connection, http.client.HTTPSConnection), request)

    def _connection(self, kind: type[http.client.HTTPConnection], host: str, **options: Any) -> Any:
        connection: Any = kind(host, **options)
        connection._create_connection = self._body.connect  # the only way to the socket before TLS and a proxy's answer
        connection.response_class = partial(_Answer, body=self._body)
        return connection


def _opener(body: _Body) -> urllib.request.OpenerDirector:
    """What follows redirects and proxies, but to nowhere except http and https."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Handler(body),
    ):
        opener.add_handler(handler)
    return opener


_HTTP_CAUSES = {401: "denied", 403: "denied", 404: "absent", 410: "absent"}
