"""A camera whose picture is red, and counts how often it is converted."""

import threading
import time

import numpy as np

from cso_desk.video.picture import ArrayPicture, Image
from cso_desk.video.source import SourceLost


class RedSource:
    """A red picture, thirty times a second, until it falls silent or is lost."""

    conversions = 0

    def __init__(self, size: tuple[int, int] = (640, 360)) -> None:
        self.silent = False
        self.cause = ""
        self._canvas = np.full((size[1], size[0], 4), (20, 30, 200, 255), np.uint8)
        self._interrupted = threading.Event()

    def open(self) -> None:
        if self.cause:
            raise SourceLost(self.cause)

    def read(self) -> ArrayPicture:
        while not self._interrupted.wait(1 / 30):
            if self.cause:
                raise SourceLost(self.cause)
            if not self.silent:
                return RedPicture(self._canvas, time.monotonic())
        raise SourceLost("stopped")

    def interrupt(self) -> None:
        self._interrupted.set()

    def close(self) -> None:
        self._interrupted.clear()


class RedPicture(ArrayPicture):
    """A picture that counts its conversions."""

    def scaled(self, size: tuple[int, int]) -> Image:
        RedSource.conversions += 1
        return super().scaled(size)
