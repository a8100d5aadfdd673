"""Measures one connection, once a second: what aiortc has counted since the last time, as facts of that second."""

import time
from typing import Any

from .decode_queue import DecodeQueue
from .messages import Track
from .peer import Peer
from .peer_source import PeerSource
from .quality import Facts

_MS = 1000
_CLOCK = 90_000
_BITS = 8
_PARTS = 256
_NEWEST_COUNTS = 0.3
"""How much of the loss that is told is that of the last second: one packet more must not change the reason."""


class Meter:
    """What was counted on one connection when it was looked at last; used on the network's loop."""

    def __init__(self, peer: Peer, source: PeerSource) -> None:
        self._peer, self._source = peer, source
        self._at = time.monotonic()
        self._packets = self._expected = 0
        self._lost_percent = 0.0
        self._bytes = (0, 0)
        self._frames = source.received
        self._dropped = 0
        self.kbps_out = 0.0
        self.lost_percent_out: float | None = None
        """Of the officer's picture, as the booth reports it with its packets; None while it has not."""

    async def facts(self, *, limited_by: str) -> Facts:
        """What has happened since the last call."""
        now = time.monotonic()
        seconds, self._at = max(now - self._at, 1e-3), now
        jitter_ms, lost = self._stream()
        rtt_ms, (received, sent) = await self._transport()
        frames, self._frames = self._source.received - self._frames, self._source.received
        before, self._bytes = self._bytes, (received, sent)
        self.kbps_out = max(sent - before[1], 0) * _BITS / _MS / seconds
        queue = self._peer.queues.get(Track.FACE)
        return Facts(
            lost_percent=lost,
            jitter_ms=jitter_ms,
            rtt_ms=rtt_ms,
            fps=frames / seconds,
            size=self._source.size,
            kbps=max(received - before[0], 0) * _BITS / _MS / seconds,
            dropped=self._newly_dropped(queue),
            is_thinned=queue is not None and queue.is_thinned,
            limited_by=limited_by,
        )

    def _newly_dropped(self, queue: DecodeQueue | None) -> int:
        before, self._dropped = self._dropped, queue.dropped if queue is not None else 0
        return self._dropped - before

    def _stream(self) -> tuple[float, float]:
        """Jitter in ms, and what was lost in percent, of the face camera's stream."""
        receiver = self._peer.receivers.get(Track.FACE)
        # getStats() tells of one stream a receiver, and that may be the one of repairs
        streams: list[Any] = list(receiver._RTCRtpReceiver__remote_streams.values()) if receiver is not None else []
        if not streams:
            return 0.0, 0.0
        stream = max(streams, key=lambda each: int(each.packets_received))
        packets, before = stream.packets_received, self._packets
        expected, expected_before = stream.packets_expected, self._expected
        self._packets, self._expected = packets, expected
        due = expected - expected_before
        lost = max(due - (packets - before), 0) / due * 100 if due > 0 else 0.0
        self._lost_percent += (lost - self._lost_percent) * _NEWEST_COUNTS
        return stream.jitter / _CLOCK * _MS, self._lost_percent

    async def _transport(self) -> tuple[float | None, tuple[int, int]]:
        """The way there and back in ms, and the bytes received and sent."""
        rtt_ms, received, sent = None, 0, 0
        for sender in self._peer.connection.getSenders():
            for stats in (await sender.getStats()).values():
                if stats.type == "transport":
                    received, sent = stats.bytesReceived, stats.bytesSent
                elif stats.type == "remote-inbound-rtp" and stats.roundTripTime is not None:
                    rtt_ms = min(rtt_ms or float("inf"), max(stats.roundTripTime, 0.0) * _MS)
                    if stats.kind == "video":
                        self.lost_percent_out = stats.fractionLost / _PARTS * 100
        return rtt_ms, (received, sent)
