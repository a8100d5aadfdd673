"""How sound becomes WebRTC's packets, and how it comes from them: Opus, 20 ms at a time."""

import fractions
from collections import deque
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from .sound import RATE, SAMPLES, SILENCE, Pcm

TIME_BASE = fractions.Fraction(1, RATE)
BIT_RATE = 32_000
_TRAIL = 10
SILENCE_EVERY = 20
"""One packet in so many of silence is sent: every 400 ms, so that the other end knows that the line stands."""
_UNTIL_STEADY = 50


class Pieces:
    """Cuts decoded sound of any length into pieces of 20 ms."""

    def __init__(self) -> None:
        self._left: deque[NDArray[np.int16]] = deque()
        self._samples = 0

    def cut(self, frame: av.AudioFrame) -> Iterator[Pcm]:
        """Take decoded sound of 48 kHz, and give out the whole pieces there are; other rates are no sound of ours."""
        if frame.sample_rate != RATE:
            return
        samples = _mono(frame)
        if self._samples == 0 and len(samples) == SAMPLES:
            yield _kept(samples)
            return
        self._left.append(samples)
        self._samples += len(samples)
        if self._samples < SAMPLES:
            return
        whole = np.concatenate(self._left)
        end = len(whole) - len(whole) % SAMPLES
        for start in range(0, end, SAMPLES):
            yield _kept(whole[start : start + SAMPLES].copy())
        self._left = deque([whole[end:]])
        self._samples = len(whole) - end


class SoundEncoder:
    """Makes Opus packets of 20 ms; of long silence one in twenty alone, as discontinuous transmission does (RFC 7587).

    Most booths are on hold most of the time: their silence would be the greater part of all that the desk sends.
    """

    def __init__(self) -> None:
        self._codec = _encoder()
        self._number = 0
        self._silent = 0
        self._silence = b""

    def packet(self, pcm: Pcm) -> "av.Packet[Any] | None":
        """The next packet, None where there is nothing to be sent for these 20 ms."""
        self._silent = 0 if pcm.any() else self._silent + 1
        if self._silent <= _TRAIL:  # a decoder is led into silence by the encoder that it follows
            content = self._encoded(pcm)
        elif (self._silent - _TRAIL - 1) % SILENCE_EVERY:
            self._number += 1
            return None
        else:
            self._silence = self._silence or _packet_of_silence()
            content = self._silence
        packet = av.Packet(content)
        packet.pts, packet.time_base = self._number * SAMPLES, TIME_BASE
        self._number += 1
        return packet

    def _encoded(self, pcm: Pcm) -> bytes:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(pcm).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, TIME_BASE, self._number * SAMPLES
        return b"".join(bytes(packet) for packet in self._codec.encode(frame))


def _encoder() -> av.AudioCodecContext:
    codec: av.AudioCodecContext = av.CodecContext.create("libopus", "w")
    codec.bit_rate, codec.sample_rate, codec.time_base = BIT_RATE, RATE, TIME_BASE
    codec.format, codec.layout = "s16", "mono"
    codec.options = {"application": "voip"}
    return codec


def _packet_of_silence() -> bytes:
    encoder = SoundEncoder()
    return [encoder._encoded(SILENCE) for _ in range(_UNTIL_STEADY)][-1]


def _mono(frame: av.AudioFrame) -> NDArray[np.int16]:
    """One channel, as int16; of two the mean."""
    samples: NDArray[Any] = frame.to_ndarray()
    if frame.format.name != "s16":
        [frame] = av.AudioResampler(format="s16", layout="mono", rate=RATE).resample(frame)
        samples = frame.to_ndarray()
    samples = samples.reshape(-1)
    channels = len(frame.layout.channels)
    if channels == 1:
        return samples
    mixed = samples[0::channels].astype(np.int32)
    for channel in range(1, channels):
        mixed += samples[channel::channels]
    return (mixed // channels).astype(np.int16)


def _kept(samples: Pcm) -> Pcm:
    samples.setflags(write=False)
    return samples
