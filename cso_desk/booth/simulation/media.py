"""What a simulated booth sends and gets over WebRTC: a drawn participant, a voice, stills; the officer comes in."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import av
import cv2
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from cso_desk.booth.asks import TILE
from cso_desk.booth.messages import STILL_CHUNK_BYTES, Ask, Offer, StillBegun, TakeStill, Track
from cso_desk.booth.officer_picture import TIME_BASE
from cso_desk.booth.opus import Pieces, SoundEncoder
from cso_desk.booth.peer import CHANNEL
from cso_desk.booth.receiving import receive_promptly, receive_sound_promptly
from cso_desk.booth.sound import FRAME_S, Pcm
from cso_desk.network import to_the_end
from cso_desk.video.picture import Image, Scalers

from .voice import Voice

_CLOCK = 90_000
_JPEG_QUALITY = 92
_ENOUGH_BUFFERED = 512 << 10


class Lens(Protocol):
    """What a camera sees: a picture of its full resolution at a monotonic time, (height, width, 4) uint8 BGRA."""

    def __call__(self, now: float) -> Image:
        """The picture at `now`; the next one may overwrite it."""


class CameraTrack(MediaStreamTrack):
    """A camera at the size and rate that it was asked for last."""

    kind = "video"

    def __init__(self, lens: Lens, ask: Ask) -> None:
        super().__init__()
        self._lens = lens
        self.ask = ask
        self._scalers = Scalers()
        self._due = time.monotonic()

    async def recv(self) -> av.VideoFrame:
        """The next picture, when it is due."""
        if self.readyState != "live":
            raise MediaStreamError
        now = time.monotonic()
        self._due = max(self._due + 1 / self.ask.fps, now - 1 / self.ask.fps)
        await asyncio.sleep(self._due - now)
        return await asyncio.to_thread(self._picture)

    def _picture(self) -> av.VideoFrame:
        now = time.monotonic()
        image = self._lens(now)
        height, width = image.shape[:2]
        smaller = max(width / self.ask.width, height / self.ask.height, 1.0)
        size = round(width / smaller / 2) * 2, round(height / smaller / 2) * 2
        whole = av.VideoFrame.from_numpy_buffer(image, format="bgra")
        frame = self._scalers.converted(whole, size, "yuv420p")
        frame.pts, frame.time_base = round(now * _CLOCK), TIME_BASE
        return frame


class VoiceTrack(MediaStreamTrack):
    """A voice, 20 ms at a time."""

    kind = "audio"

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice = voice
        self._encoder = SoundEncoder()
        self._due = time.monotonic()

    async def recv(self) -> "av.Packet[Any]":
        """The next packet, when it is due and there is one."""
        while self.readyState == "live":
            now = time.monotonic()
            self._due = max(self._due + FRAME_S, now - FRAME_S)
            await asyncio.sleep(self._due - now)
            packet = self._encoder.packet(self._voice.next())
            if packet is not None:
                return packet
        raise MediaStreamError


class BoothMedia:
    """One connection of a simulated booth: made for an offer, answered once, closed once; on one loop.

    `on_heard` gets every 20 ms that the booth hears, None where nobody listens, `on_officer` the officer's pictures.
    """

    def __init__(
        self,
        lenses: dict[Track, Lens],
        voice: Voice,
        *,
        heeds: Callable[[Ask], Ask],
        on_heard: Callable[[Pcm], object] | None,
        on_officer: Callable[[av.VideoFrame], object],
    ) -> None:
        self.heard = 0
        """How many pieces of sound came of the desk, silent ones too."""
        self._lenses = lenses
        self._heeds = heeds
        self._on_heard, self._on_officer = on_heard, on_officer
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._cameras = {
            track: CameraTrack(lens, heeds(TILE.model_copy(update={"track": track}))) for track, lens in lenses.items()
        }
        self._voice = VoiceTrack(voice)
        self._stills: RTCDataChannel | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._offering: asyncio.Task[Offer] | None = None
        self._sending = asyncio.Lock()
        self._open, self._room = asyncio.Event(), asyncio.Event()

    @property
    def connection(self) -> RTCPeerConnection:
        """The connection itself."""
        return self._connection

    async def offer(self) -> Offer:
        """The session description that is offered, all candidates within."""
        self._offering = asyncio.get_running_loop().create_task(self._offer())
        return await asyncio.shield(self._offering)  # aioice forgets sockets where it is broken off

    async def _offer(self) -> Offer:
        connection = self._connection
        connection.on("track", self._received)
        connection.addTrack(self._voice)
        for camera in self._cameras.values():
            connection.addTrack(camera)
        self._stills = channel = connection.createDataChannel(CHANNEL)
        channel.bufferedAmountLowThreshold = _ENOUGH_BUFFERED // 2
        channel.on("open", self._open.set)
        channel.on("bufferedamountlow", self._room.set)
        await connection.setLocalDescription(await connection.createOffer())
        lines = [line for line in connection.getTransceivers() if line.kind == "video"]
        mids = {str(line.mid): track for line, track in zip(lines, self._cameras, strict=True)}
        return Offer(sdp=connection.localDescription.sdp, mids=mids)

    async def take_answer(self, sdp: str) -> None:
        """Connect; what answers an offer of before is passed over."""
        if self._connection.signalingState != "have-local-offer":
            return
        await self._connection.setRemoteDescription(RTCSessionDescription(sdp, "answer"))

    def heed(self, ask: Ask) -> None:
        """Send a camera's picture at another size and rate from the next one on."""
        if (camera := self._cameras.get(ask.track)) is not None:
            camera.ask = self._heeds(ask)

    async def send_still(self, asked: TakeStill) -> None:
        """Send a still of a camera's full resolution."""
        channel, lens = self._stills, self._lenses.get(asked.track)
        if channel is None or lens is None:
            return
        async with self._sending:
            await self._open.wait()
            begun, content = await asyncio.to_thread(_still, asked, lens)
            channel.send(begun.model_dump_json())
            for start in range(0, len(content), STILL_CHUNK_BYTES):
                if channel.bufferedAmount > _ENOUGH_BUFFERED:
                    self._room.clear()
                    await self._room.wait()
                channel.send(content[start : start + STILL_CHUNK_BYTES])

    async def close(self) -> None:
        """End the connection, whole even where whoever waits for it is cancelled."""
        await to_the_end(self._close())

    async def _close(self) -> None:
        if self._offering is not None:
            await asyncio.gather(self._offering, return_exceptions=True)
        for camera in self._cameras.values():
            camera.stop()
        self._voice.stop()
        await self._connection.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _received(self, track: MediaStreamTrack) -> None:
        for receiver in self._connection.getReceivers():
            if receiver.track is track:
                receive_sound_promptly(receiver) if track.kind == "audio" else receive_promptly(receiver)
        work = self._listen(track) if track.kind == "audio" else self._look(track)
        self._tasks.add(asyncio.get_running_loop().create_task(work))

    async def _listen(self, track: MediaStreamTrack) -> None:
        pieces = Pieces()
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                assert isinstance(frame, av.AudioFrame)
                self.heard += 1
                if self._on_heard is not None:
                    for pcm in pieces.cut(frame):
                        self._on_heard(pcm)

    async def _look(self, track: MediaStreamTrack) -> None:
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                assert isinstance(frame, av.VideoFrame)
                self._on_officer(frame)


def _still(asked: TakeStill, lens: Lens) -> tuple[StillBegun, bytes]:
    image = lens(time.monotonic())
    _, jpeg = cv2.imencode(".jpg", image[:, :, :3], (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY))
    content = jpeg.tobytes()
    begun = StillBegun(
        id=asked.id,
        track=asked.track,
        mime="image/jpeg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=image.shape[1],
        height=image.shape[0],
    )
    return begun, content
