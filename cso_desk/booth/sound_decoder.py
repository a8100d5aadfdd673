"""What decodes a booth's sound: where it comes, on the network's loop."""

import logging
import queue
from collections.abc import Callable
from typing import Any

import av
from aiortc.codecs.opus import OpusDecoder

logger = logging.getLogger(__name__)


class SoundDecoder(queue.Queue[Any]):
    """Stands in place of the queue before aiortc's decoder of sound; what is put is decoded, and `give` gets it.

    20 ms of Opus are decoded in less time than it takes to wake a thread for it and the loop for its answer, fifty
    times a second for each booth. Only the end goes to the thread, which tells it to the track.
    """

    def __init__(self, give: Callable[[Any], object]) -> None:
        super().__init__()
        self._give = give
        self._decoder = OpusDecoder()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Decode the next packet; None ends the decoder. What is no Opus is left out."""
        if item is None:
            super().put(None)
            return
        try:
            frames = self._decoder.decode(item[1])
        except av.FFmpegError as fault:
            logger.warning("a packet of sound cannot be decoded: %s", type(fault).__name__)
            return
        for frame in frames:
            self._give(frame)
