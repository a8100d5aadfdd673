"""The officer's picture: encoded once for all booths that get the same size, never once a booth."""

import asyncio
import fractions
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av.video.frame import PictureType

from cso_desk.video.camera import Camera
from cso_desk.video.picture import Scalers, fitted

TIME_BASE = fractions.Fraction(1, 90_000)
_CLOCK = 90_000
_MOST_WAITING = 30
_WHOLE_EVERY_S = 0.3
_SEEN_AT = (640, 360)


@dataclass(frozen=True, slots=True)
class Sending:
    """A size in pixels, a rate, and what it may take of the line."""

    width: int
    height: int
    fps: int
    kbps: int


class Grade(Enum):
    """How much of the officer a booth sees."""

    HELD = Sending(320, 180, 8, 120)
    TALK = Sending(640, 360, 20, 700)


def newest_of(camera: Camera | None) -> Callable[[], av.VideoFrame | None]:
    """The newest picture of the officer's own camera, for the booths; asked on the network's thread."""
    if camera is None:
        return lambda: None
    viewer = camera.view(_SEEN_AT)
    newest: list[av.VideoFrame] = []

    def picture() -> av.VideoFrame | None:
        frame = viewer.mailbox.take()
        if frame is not None:
            newest[:] = [av.VideoFrame.from_numpy_buffer(frame.image, format="bgra")]
        return newest[0] if newest else None

    return picture


class OfficerTrack(MediaStreamTrack):
    """The officer's picture for one booth, as packets that are encoded already."""

    kind = "video"

    def __init__(self, pictures: "OfficerPictures", grade: Grade) -> None:
        super().__init__()
        self._pictures = pictures
        self._grade = grade
        self._packets: asyncio.Queue[av.Packet[Any]] = asyncio.Queue()
        self._waits_for_whole = True
        pictures._add(self, grade)

    def show(self, grade: Grade) -> None:
        """Send another size from the next picture on that stands for itself; the old one goes on until then."""
        if grade is not self._grade:
            self._grade, self._waits_for_whole = grade, True
            self._pictures._move(self, grade)

    def want_whole(self) -> None:
        """Send a picture that stands for itself soon: the booth has lost one."""
        self._pictures._want_whole(self._grade)

    async def recv(self) -> "av.Packet[Any]":
        """The next packet."""
        if self.readyState != "live":
            raise MediaStreamError
        return await self._packets.get()

    def stop(self) -> None:
        """Send no more."""
        super().stop()
        self._pictures._remove(self)

    def _put(self, packet: "av.Packet[Any]") -> None:
        if self._packets.qsize() >= _MOST_WAITING:  # nobody sends: what waits is worth nothing
            self._packets = asyncio.Queue()
            self._waits_for_whole = True
            self.want_whole()
        if packet.is_keyframe:
            self._waits_for_whole = False
        if not self._waits_for_whole:
            self._packets.put_nowait(packet)


class OfficerPictures:
    """Takes the officer's picture and encodes it once a grade; used on the network's loop.

    `picture` gives the newest picture, None while there is none; it is called on the loop and must not wait.
    """

    def __init__(self, picture: Callable[[], av.VideoFrame | None]) -> None:
        self._picture = picture
        self._tracks: dict[Grade, set[OfficerTrack]] = {grade: set() for grade in Grade}
        self._running: dict[Grade, asyncio.Task[None]] = {}
        self._whole_wanted: dict[Grade, bool] = dict.fromkeys(Grade, True)
        self._began = time.monotonic()

    async def close(self) -> None:
        """Encode no more."""
        tasks = tuple(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._running.clear()

    def _add(self, track: OfficerTrack, grade: Grade) -> None:
        self._tracks[grade].add(track)
        self._whole_wanted[grade] = True
        if grade not in self._running:
            self._running[grade] = asyncio.create_task(self._encode(grade))

    def _move(self, track: OfficerTrack, grade: Grade) -> None:
        self._remove(track)
        self._add(track, grade)

    def _remove(self, track: OfficerTrack) -> None:
        for tracks in self._tracks.values():
            tracks.discard(track)

    def _want_whole(self, grade: Grade) -> None:
        self._whole_wanted[grade] = True

    async def _encode(self, grade: Grade) -> None:
        """Encode for one grade while anybody looks on."""
        encoder, due = _Encoder(grade.value), time.monotonic()
        whole_at = 0.0
        try:
            while self._tracks[grade]:
                picture = self._picture()
                if picture is not None:
                    now = time.monotonic()
                    whole = self._whole_wanted[grade] and now - whole_at >= _WHOLE_EVERY_S
                    if whole:
                        self._whole_wanted[grade], whole_at = False, now
                    pts = round((now - self._began) * _CLOCK)
                    for packet in await asyncio.to_thread(encoder.packets, picture, pts, whole=whole):
                        for track in tuple(self._tracks[grade]):
                            track._put(packet)
                due = max(due + 1 / grade.value.fps, time.monotonic() - 1 / grade.value.fps)
                await asyncio.sleep(due - time.monotonic())
        finally:
            del self._running[grade]


class _Encoder:
    """A VP8 encoder of one grade; made anew when the picture's shape changes."""

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        self._codec: av.VideoCodecContext | None = None
        self._scalers = Scalers()

    def packets(self, picture: av.VideoFrame, pts: int, *, whole: bool) -> "list[av.Packet[Any]]":
        """Encode a picture; the first one, and one that has to be `whole`, stands for itself."""
        width, height = fitted((picture.width, picture.height), (self._sending.width, self._sending.height))
        width, height = width - width % 2, height - height % 2
        codec = self._codec
        if codec is None or (codec.width, codec.height) != (width, height):
            codec = self._codec = _vp8(width, height, self._sending.kbps * 1000)
        frame = self._scalers.converted(picture, (width, height), "yuv420p")  # both grades share the picture itself
        frame.pts, frame.time_base = pts, TIME_BASE
        frame.pict_type = PictureType.I if whole else PictureType.NONE
        return codec.encode(frame)


def _vp8(width: int, height: int, bit_rate: int) -> Any:
    codec: Any = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
    codec.bit_rate, codec.time_base = bit_rate, TIME_BASE
    codec.gop_size = 3000
    codec.qmin, codec.qmax = 2, 56
    codec.thread_count = 1
    codec.options = {
        "bufsize": str(bit_rate),
        "minrate": str(bit_rate),
        "maxrate": str(bit_rate),
        "cpu-used": "-6",
        "deadline": "realtime",
        "lag-in-frames": "0",
        "noise-sensitivity": "4",
        "static-thresh": "1",
        "undershoot-pct": "100",
        "overshoot-pct": "15",
    }
    return codec
