"""The desk's end of one WebRTC connection: a booth's cameras and microphone come in, the officer goes out."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import av
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.exceptions import InvalidAccessError, InvalidStateError, OperationError
from aiortc.mediastreams import MediaStreamError

from cso_desk.network import to_the_end
from cso_desk.video.pace import LiveClock

from .addresses import let_peers_meet_on_this_machine
from .decode_queue import DecodeQueue
from .messages import Offer, Track
from .officer_picture import Grade, OfficerPictures, OfficerTrack
from .opus import Pieces, SoundEncoder
from .peer_source import PeerSource
from .receiving import receive_promptly, receive_sound_promptly
from .repairs import Repeats
from .sound import FRAME_S, Pcm
from .stills import Stills

logger = logging.getLogger(__name__)
logging.getLogger("aioice").setLevel(logging.WARNING)  # it tells of every candidate
let_peers_meet_on_this_machine()

CHANNEL = "stills"
LATE_S = 0.2
_MOST_LINES = {"audio": 1, "video": 2, "application": 1}
_CODECS = {"audio": "audio/opus", "video": "video/vp8"}
_BAD_SDP = (
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    AssertionError,
    InvalidAccessError,
    InvalidStateError,
    OperationError,
)
"""What aiortc raises for a description that is none."""


def ended_early(error: BaseException) -> bool:
    """Whether this is what a task of aiortc's own ends with when a connection is closed before it stands."""
    return isinstance(error, InvalidStateError) and "is closed" in str(error)


class BadOffer(Exception):
    """A session description that cannot be answered; it is the page's fault."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A booth's sound: `heard(booth, pcm)` gets each 20 ms that come, `outgoing(booth)` is asked for each that go.

    Both are called on the network's loop, every 20 ms, and must not wait.
    """

    heard: Callable[[int, Pcm], None]
    outgoing: Callable[[int], Pcm]


class OfficerSound(MediaStreamTrack):
    """What a booth hears, asked for every 20 ms by a clock that does not drift."""

    kind = "audio"

    def __init__(self, booth: int, outgoing: Callable[[int], Pcm]) -> None:
        super().__init__()
        self._booth, self._outgoing = booth, outgoing
        self._encoder = SoundEncoder()
        self._due: float | None = None

    async def recv(self) -> "av.Packet[Any]":
        """The next packet, when it is due and there is one."""
        while self.readyState == "live":
            now = time.monotonic()
            due = now if self._due is None else self._due + FRAME_S
            if now - due > LATE_S:  # after a stall nobody wants to hear what was missed
                due = now
            self._due = due
            await asyncio.sleep(due - now)
            packet = self._encoder.packet(self._outgoing(self._booth))
            if packet is not None:
                return packet
        raise MediaStreamError


class Peer:
    """One connection with one booth; made and used on the network's loop, answered once, closed once."""

    def __init__(
        self,
        booth: int,
        sources: Mapping[Track, PeerSource],
        *,
        sound: Sound,
        pictures: OfficerPictures,
        grade: Grade,
        stills: Stills,
    ) -> None:
        self._booth = booth
        self._sources = sources
        self._stills = stills
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._connection.on("datachannel", self._channel_opened)
        self._picture = OfficerTrack(pictures, grade)
        self._sound_out = OfficerSound(booth, sound.outgoing)
        self._heard = sound.heard
        self._tasks: list[asyncio.Task[None]] = []
        self.queues: dict[Track, DecodeQueue] = {}
        self.receivers: dict[Track, Any] = {}

    @property
    def connection(self) -> RTCPeerConnection:
        """The connection itself, for what is measured of it."""
        return self._connection

    async def answer(self, offer: Offer) -> str:
        """The session description that answers the page's. Raises BadOffer, after which only `close` is left."""
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
            self._check()
            self._join(offer.mids)
            description = await self._connection.createAnswer()
            await self._connection.setLocalDescription(description)
        except _BAD_SDP as fault:
            raise BadOffer(type(fault).__name__) from fault
        return str(self._connection.localDescription.sdp)

    def show(self, grade: Grade) -> None:
        """Send the officer's picture in this grade from now on."""
        self._picture.show(grade)

    async def close(self) -> None:
        """End the connection and all that hangs on it, whole even where whoever waits for it is cancelled."""
        await to_the_end(self._close())

    async def _close(self) -> None:
        self._picture.stop()
        self._sound_out.stop()
        self._stills.close()
        await self._connection.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _check(self) -> None:
        """Raise ValueError where there are more lines than a booth has, none, or one that this desk cannot decode."""
        count = dict.fromkeys(_MOST_LINES, 0)
        for transceiver in self._connection.getTransceivers():
            count[transceiver.kind] += 1
            wanted = _CODECS[transceiver.kind]
            codecs = [codec for codec in transceiver._codecs if codec.mimeType.lower() == wanted]
            payloads = {codec.payloadType for codec in codecs}
            repairs = [codec for codec in transceiver._codecs if codec.parameters.get("apt") in payloads]
            transceiver._codecs = codecs + repairs
            if not codecs:
                raise ValueError(f"no {wanted}")
        if not any(count.values()) or any(count[kind] > most for kind, most in _MOST_LINES.items()):
            raise ValueError("no lines, or too many")

    def _join(self, mids: Mapping[str, Track]) -> None:
        """Let each line of the description carry what it is for."""
        left = [track for track in Track if track not in mids.values()]
        for transceiver in self._connection.getTransceivers():
            if transceiver.kind == "audio":
                self._send(transceiver, self._sound_out)
                if transceiver.receiver.track is not None:  # None of a page without a microphone
                    receive_sound_promptly(transceiver.receiver)
                    self._begin(self._listen(transceiver.receiver.track))
                continue
            track = mids.get(transceiver.mid or "") or left.pop(0)
            if track is Track.FACE:
                self._send(transceiver, self._picture)
                sender: Any = transceiver.sender
                sender._send_keyframe = self._picture.want_whole  # aiortc tells only encoders of its own
            self._look(track, transceiver)

    def _send(self, transceiver: RTCRtpTransceiver, track: MediaStreamTrack) -> None:
        sender: Any = transceiver.sender
        sender.replaceTrack(track)
        sender._retransmit = Repeats(sender._retransmit).again
        transceiver.direction = "sendrecv"

    def _look(self, track: Track, transceiver: RTCRtpTransceiver) -> None:
        receiver: Any = transceiver.receiver
        if receiver.track is None or track in self.queues:
            return
        self.queues[track] = receive_promptly(receiver)
        self.receivers[track] = receiver
        self._begin(self._watch(receiver.track, self._sources[track]))

    def _begin(self, work: Any) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _watch(self, track: MediaStreamTrack, source: PeerSource) -> None:
        """Lay each picture down at once, dated by its own timestamp."""
        clock = LiveClock()
        try:
            while True:
                frame = await track.recv()
                assert isinstance(frame, av.VideoFrame)
                source.put(frame, clock.captured_at(frame.time, time.monotonic()))
        except MediaStreamError:
            source.lose("ended")

    async def _listen(self, track: MediaStreamTrack) -> None:
        pieces = Pieces()
        try:
            while True:
                frame = await track.recv()
                assert isinstance(frame, av.AudioFrame)
                for pcm in pieces.cut(frame):
                    self._heard(self._booth, pcm)
        except MediaStreamError:
            return

    def _channel_opened(self, channel: RTCDataChannel) -> None:
        if channel.label == CHANNEL:
            channel.on("message", self._stills.take)
        else:
            channel.close()
