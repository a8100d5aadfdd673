"""USB cameras, through OpenCV."""

import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np

from .picture import ArrayPicture
from .source import SourceLost

SIZE = (1280, 720)
FPS = 30

cv2.utils.logging.setLogLevel(
    cv2.utils.logging.LOG_LEVEL_SILENT
)  # what is wrong with a camera is told by SourceLost, not on stderr


class UsbSource:
    """A camera that the operating system knows by a number, or by a path such as /dev/video0."""

    def __init__(self, device: int | str) -> None:
        self._device = device
        self._capture: cv2.VideoCapture | None = None
        self._interrupted = threading.Event()

    def open(self) -> None:
        """Open the camera at 1280x720, 30 frames a second, or what it has nearest to that. Raises SourceLost."""
        if not _is_there(self._device):
            raise SourceLost("absent", f"no camera {self._device}")
        capture = cv2.VideoCapture(self._device)
        if not capture.isOpened():
            capture.release()
            raise SourceLost("refused", f"camera {self._device} does not open")
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # raw 720p does not fit through USB 2
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, SIZE[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, SIZE[1])
        capture.set(cv2.CAP_PROP_FPS, FPS)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._capture = capture

    def read(self) -> ArrayPicture:
        """The next picture. Raises SourceLost."""
        if self._interrupted.is_set():
            raise SourceLost("stopped")
        if self._capture is None:
            raise SourceLost("ended", "not open")
        there, image = self._capture.read()
        if not there:
            raise SourceLost("ended", "the camera sends nothing more")
        return ArrayPicture(image.astype(np.uint8, copy=False), time.monotonic())

    def interrupt(self) -> None:
        """Make the next `read` end; one that waits ends by the driver's own time limit."""
        self._interrupted.set()

    def close(self) -> None:
        """Let go of the camera."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        self._interrupted.clear()


def _is_there(device: int | str) -> bool:
    if not sys.platform.startswith("linux"):
        return True  # only opening it tells
    return Path(f"/dev/video{device}" if isinstance(device, int) else device).exists()
