"""One way of sound between the program and a device of the system; it is opened again for ever."""

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import numpy as np
from PySide6.QtCore import QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QAudioSource

from cso_desk.booth.sound import RATE, SAMPLES, Ears, Pcm

STOPPED_AFTER_S = 3.0
"""A device that moves nothing for so long has stopped, whatever it says of itself; some need a second to begin."""

_AGAIN_AFTER_S = 1.0
_WIDE = 2
_EARS = 2
_FRAME_BYTES = SAMPLES * _WIDE
_MICROPHONE_FRAMES, _LOUDSPEAKER_FRAMES = 4, 3
"""How much the system keeps for us: 80 ms of what was said and 60 ms of what will be heard."""


class _Port(Protocol):
    """What a QAudioSource and a QAudioSink have in common."""

    def setBufferSize(self, bytes: int, /) -> None: ...
    def start(self) -> QIODevice: ...
    def stop(self) -> None: ...
    def bufferSize(self) -> int: ...


_P = TypeVar("_P", QAudioSource, QAudioSink)


class Stream(Generic[_P]):
    """`want` may be called from any thread; `turn` and `close` on the one that owns the stream, without an event loop.

    `stopped` is True while a device is wanted that cannot be opened, or gives or takes nothing.
    """

    def __init__(self) -> None:
        self.stopped = False
        self._lock = threading.Lock()
        self._wanted: QAudioDevice | None = None
        self._used: QAudioDevice | None = None
        self._port: _P | None = None
        self._io: QIODevice | None = None
        self._moved_at = self._again_at = 0.0
        self._channels = 1

    def want(self, device: QAudioDevice | None) -> None:
        """Use this device from the next turn on; None is none at all."""
        with self._lock:
            self._wanted = device

    def turn(self, now: float) -> bool:
        """Open what is wanted and move what there is to move; True when `stopped` changed."""
        before = self.stopped
        with self._lock:
            wanted = self._wanted
        if wanted is not self._used and (wanted is None or self._used is None or wanted.id() != self._used.id()):
            self.close()
            self._used, self._again_at, self.stopped = wanted, now, False
        if self._used is not None and self._port is None and now >= self._again_at:
            self._open(self._used, now)
        if self._port is not None and self._io is not None:
            self._follow(self._port, self._io, now)
        return self.stopped is not before

    def close(self) -> None:
        """Let the device go."""
        port, self._port, self._io, self._used = self._port, None, None, None
        if port is not None:
            port.stop()

    def _open(self, device: QAudioDevice, now: float) -> None:
        shape = self._shape(device)
        self._channels = shape.channelCount()
        port = self._make(device, shape)
        io = port.start()
        self._port, self._io, self._moved_at = port, io, now
        if io is None:
            self._give_up(now)

    def _follow(self, port: _P, io: QIODevice, now: float) -> None:
        if self._move(port, io):
            self._moved_at, self.stopped = now, False
        elif now - self._moved_at >= STOPPED_AFTER_S:
            self._give_up(now)

    def _give_up(self, now: float) -> None:
        used = self._used
        self.close()
        self._used, self._again_at, self.stopped = used, now + _AGAIN_AFTER_S, True

    def _shape(self, device: QAudioDevice) -> QAudioFormat:
        """How the device is opened."""
        return _format(device, 1)

    def _make(self, device: QAudioDevice, shape: QAudioFormat) -> _P:
        raise NotImplementedError

    def _move(self, port: _P, io: QIODevice) -> bool:
        """Move what can be moved; False when that was nothing."""
        raise NotImplementedError


class Microphone(Stream[QAudioSource]):
    """Hands every whole frame to `on_frame`."""

    def __init__(self, on_frame: Callable[[Pcm], None]) -> None:
        super().__init__()
        self._on_frame = on_frame
        self._rest = b""

    def close(self) -> None:
        """Let the device go, and forget the part of a frame."""
        super().close()
        self._rest = b""

    def _make(self, device: QAudioDevice, shape: QAudioFormat) -> QAudioSource:
        port = QAudioSource(device, shape)
        port.setBufferSize(_MICROPHONE_FRAMES * _FRAME_BYTES * self._channels)
        return port

    def _move(self, port: QAudioSource, io: QIODevice) -> bool:
        came = bytes(io.readAll().data())
        if not came:
            return False
        sound, size = self._rest + came, _FRAME_BYTES * self._channels
        whole = len(sound) - len(sound) % size
        for at in range(0, whole, size):
            frame = np.frombuffer(sound, np.int16, SAMPLES * self._channels, at)
            self._on_frame(frame if self._channels == 1 else _one_channel(frame, self._channels))
        self._rest = sound[whole:]
        return True


class Loudspeaker(Stream[QAudioSink]):
    """Asks `pull` for a frame whenever there is room for one, or `pull_both` where the device has two channels."""

    def __init__(self, pull: Callable[[], Pcm], pull_both: Callable[[], Ears]) -> None:
        super().__init__()
        self._pull, self._pull_both = pull, pull_both

    def _shape(self, device: QAudioDevice) -> QAudioFormat:
        return _format(device, min(device.maximumChannelCount(), _EARS))

    def _make(self, device: QAudioDevice, shape: QAudioFormat) -> QAudioSink:
        port = QAudioSink(device, shape)
        port.setBufferSize(_LOUDSPEAKER_FRAMES * _FRAME_BYTES * self._channels)
        return port

    def _move(self, port: QAudioSink, io: QIODevice) -> bool:
        room = port.bytesFree() // (_FRAME_BYTES * self._channels)
        for _ in range(min(room, _LOUDSPEAKER_FRAMES)):
            io.write(self._frame().tobytes())
        return room > 0

    def _frame(self) -> Pcm:
        if self._channels == _EARS:
            return self._pull_both()
        frame = self._pull()
        return frame if self._channels == 1 else np.repeat(frame, self._channels)


def _format(device: QAudioDevice, channels: int) -> QAudioFormat:
    """16 bits at 48 kHz, with so many channels where the device can, else as many as it likes."""
    shape = QAudioFormat()
    shape.setSampleRate(RATE)
    shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    shape.setChannelCount(max(channels, 1))
    if not device.isFormatSupported(shape):
        shape.setChannelCount(max(device.preferredFormat().channelCount(), 1))
    return shape


def _one_channel(frame: Pcm, channels: int) -> Pcm:
    mixed: Pcm = frame.reshape(SAMPLES, channels).mean(axis=1).astype(np.int16)
    return mixed
