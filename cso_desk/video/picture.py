"""Pictures as sources yield them: decoded, not yet scaled."""

from collections.abc import Sequence
from typing import Any, Protocol

import av
import cv2
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Size = tuple[int, int]

ASPECT_TOLERANCE = 0.02
_SCALERS_KEPT = 4


class Picture(Protocol):
    """A decoded picture, valid until its source's next `read`.

    `size` is (width, height) in pixels, `captured_at` the monotonic clock in seconds.
    """

    @property
    def size(self) -> Size:
        """Width and height in pixels."""

    @property
    def captured_at(self) -> float:
        """When the picture was taken, as well as that can be known, on the monotonic clock in seconds."""

    def scaled(self, size: Size) -> Image:
        """The picture stretched to `size`: a read-only (height, width, 4) uint8 BGRA image of its own memory."""


def fitted(source: Size, box: Size) -> Size:
    """The largest size of `source`'s proportions inside `box`; `box` itself if they differ by less than 2 %.

    Nothing is ever cropped: a document held at the edge of the picture is evidence.
    """
    width, height = max(box[0], 1), max(box[1], 1)
    scale = min(width / source[0], height / source[1])
    fit = max(round(source[0] * scale), 1), max(round(source[1] * scale), 1)
    if fit[0] >= width * (1 - ASPECT_TOLERANCE) and fit[1] >= height * (1 - ASPECT_TOLERANCE):
        return width, height
    return fit


class Scalers:
    """The swscale contexts of one source, one a target size: making one costs more than scaling a picture."""

    def __init__(self) -> None:
        self._by_size: dict[Size, VideoReformatter] = {}

    def scaled(self, frame: av.VideoFrame, size: Size) -> Image:
        """`frame` scaled and converted in one step, in C and without the GIL."""
        scaler = self._by_size.get(size)
        if scaler is None:
            if len(self._by_size) >= _SCALERS_KEPT:
                self._by_size.pop(next(iter(self._by_size)))
            scaler = self._by_size[size] = VideoReformatter()
        even = size[0] + size[0] % 2  # swscale takes twice the time for an odd width
        out = scaler.reformat(frame, even, size[1], "bgra", interpolation=Interpolation.AREA, threads=1)
        plane = out.planes[0]
        image: Image = np.ndarray((size[1], size[0], 4), np.uint8, memoryview(plane), strides=(plane.line_size, 4, 1))
        image.setflags(write=False)
        return image


class DecodedPicture:
    """A picture that libav decoded."""

    __slots__ = ("_frame", "_scalers", "captured_at", "size")

    def __init__(self, frame: av.VideoFrame, captured_at: float, scalers: Scalers) -> None:
        self.size: Size = (frame.width, frame.height)
        self.captured_at = captured_at
        self._frame = frame
        self._scalers = scalers

    def scaled(self, size: Size) -> Image:
        """The picture stretched to `size`, BGRA."""
        return self._scalers.scaled(self._frame, size)


class ArrayPicture:
    """A picture that stands in memory as BGR or BGRA."""

    __slots__ = ("_array", "captured_at", "size")

    def __init__(self, array: Image, captured_at: float) -> None:
        self.size: Size = (array.shape[1], array.shape[0])
        self.captured_at = captured_at
        self._array = array

    def scaled(self, size: Size) -> Image:
        """The picture stretched to `size`, BGRA."""
        image = self._array
        if size != self.size:
            image = _image(cv2.resize(image, size, interpolation=_interpolation(self.size, size)))
        if image.shape[2] == 3:
            image = _image(cv2.cvtColor(image, cv2.COLOR_BGR2BGRA))
        elif image is self._array:
            image = image.copy()
        image.setflags(write=False)
        return image


def _image(array: NDArray[Any]) -> Image:
    """What OpenCV made of an Image is one again, though its annotations cannot say so."""
    return array


def _interpolation(source: Sequence[int], target: Sequence[int]) -> int:
    halves = source[0] == 2 * target[0] and source[1] == 2 * target[1]
    return cv2.INTER_AREA if halves else cv2.INTER_LINEAR
