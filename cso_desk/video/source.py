"""Sources: what opens, yields pictures and closes; and how an address names one."""

import os.path
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, urlsplit, urlunsplit

from .picture import Picture


class SourceLost(Exception):  # it is the world that failed, not the program
    """A source that cannot be opened or yields no more; `cause` is a code.

    absent: there is no such file, host or device. refused: nobody listens there. denied: a password is asked for.
    blocked: a booth's browser may not use its camera.
    silent: it is open and sends nothing. ended: it closed. rubbish: what it sends is no picture.
    unsupported: a format that cannot be read here. stopped: somebody called `interrupt`.
    """

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause


class Source(Protocol):
    """Anything that opens, yields pictures and closes; used by one thread, but for `interrupt`."""

    def open(self) -> None:
        """Open; may wait for some seconds. Raises SourceLost."""

    def read(self) -> Picture:
        """The next picture; may wait for some seconds. Raises SourceLost."""

    def interrupt(self) -> None:
        """From any thread: make a waiting `open` or `read` end soon, and the next ones until `close`."""

    def close(self) -> None:
        """Let go of everything; harmless when not open. The source can be opened again."""


def open_source(uri: str) -> Source:
    """The source that `uri` names, not opened yet. Raises ValueError with a sentence if it names none.

    `synthetic:?seed=3&name=..`, `usb:0`, `rtsp://host/path` (an option `transport=udp|tcp` is taken off the query),
    `http://` or `https://`, `file://`, or a path.
    """
    if "\0" in uri:
        raise ValueError(f"{uri!r} is no source: it holds a NUL character.")
    scheme, colon, _ = uri.partition(":")
    is_file = os.path.exists(uri)  # noqa: PTH110 # Path.exists raises for an address too long to be a file's
    if not colon or len(scheme) == 1 or is_file:  # C:\video.mp4 has no scheme but a drive
        return _file_source(uri)
    maker = _MAKERS.get(scheme.lower())
    if maker is None:
        raise ValueError(f"{uri!r} is no source: it begins with none of {', '.join(sorted(_MAKERS))} and is no file.")
    return maker(uri)


# Each maker imports what it needs, so that a wall of files does not load OpenCV's cameras, nor a drawn one libav.


def _file_source(uri: str) -> Source:
    from .stream import FileSource

    if not uri:
        raise ValueError("An empty word is no source.")
    return FileSource(Path(uri))


def _file_uri(uri: str) -> Source:
    from urllib.request import url2pathname

    path = url2pathname(_split(uri).path)
    if "\0" in path:
        raise ValueError(f"{uri!r} is no source: it holds a NUL character.")
    return _file_source(path)


def _rtsp(uri: str) -> Source:
    from .live import RtspSource

    parts = _network_parts(uri)
    options = [word for word in parts.query.split("&") if word.startswith("transport=")]
    kept = "&".join(word for word in parts.query.split("&") if word not in options)
    transport = options[-1].removeprefix("transport=") if options else "tcp"
    if transport not in ("tcp", "udp"):
        raise ValueError(f"The transport of an rtsp source is tcp or udp, not {transport!r}.")
    return RtspSource(urlunsplit(parts._replace(query=kept)), transport)


def _http(uri: str) -> Source:
    from .live import HttpSource

    _network_parts(uri)
    return HttpSource(uri)


def _usb(uri: str) -> Source:
    from .usb import UsbSource

    device = uri.partition(":")[2]
    return UsbSource(int(device) if device.isdecimal() else device)


def _synthetic(uri: str) -> Source:
    from .synthetic import SyntheticSource

    query = parse_qs(_split(uri).query)
    seed = query.get("seed", ["0"])[-1]
    if not seed.isdecimal():
        raise ValueError(f"The seed of a synthetic source is a whole number, not {seed!r}.")
    return SyntheticSource(seed=int(seed), name=query.get("name", [""])[-1])


def _network_parts(uri: str) -> SplitResult:
    """The parts of an address on the network. Raises ValueError where nobody could be called by it."""
    if any(sign.isspace() or not sign.isprintable() for sign in uri):
        raise ValueError(f"{uri!r} is no address: it holds a space or a control character.")
    parts = _split(uri)
    if not parts.hostname:
        raise ValueError(f"{uri!r} names no host.")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError(f"The port in {uri!r} is no whole number from 1 to 65535.")
    return parts


def _split(uri: str) -> SplitResult:
    try:
        return urlsplit(uri)
    except ValueError:
        raise ValueError(f"{uri!r} is no address: its host cannot be read.") from None


_MAKERS = {"synthetic": _synthetic, "usb": _usb, "rtsp": _rtsp, "http": _http, "https": _http, "file": _file_uri}
