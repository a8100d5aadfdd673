"""Puts what we receive pictures and sound with in the place of aiortc's own, by its private names."""

from typing import Any

from .decode_queue import DecodeQueue
from .jitter import PromptJitterBuffer, PromptSoundBuffer
from .repairs import Missing
from .sound_decoder import SoundDecoder


def receive_promptly(receiver: Any) -> DecodeQueue:
    """Let a receiver of pictures that is not started yet lose no time, and no more than it must; returns its queue."""
    ask_whole = receiver._RTCRtpReceiver__decoder_error.set  # aiortc asks for a whole picture with its next packet
    queue = receiver._RTCRtpReceiver__decoder_queue = DecodeQueue(ask_whole)
    receiver._RTCRtpReceiver__nack_generator = Missing()
    receiver._RTCRtpReceiver__jitter_buffer = PromptJitterBuffer(on_gap=queue.miss)
    return queue


def receive_sound_promptly(receiver: Any) -> None:
    """The same for a receiver of sound."""
    receiver._RTCRtpReceiver__jitter_buffer = PromptSoundBuffer()
    receiver._RTCRtpReceiver__decoder_queue = SoundDecoder(receiver.track._queue.put_nowait)
