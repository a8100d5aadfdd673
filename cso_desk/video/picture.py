"""Pictures as sources yield them: decoded, not yet scaled."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import av
import cv2
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Size = tuple[int, int]

ASPECT_TOLERANCE = 0.02
_SCALERS_KEPT = 4
_PICTURES_A_POOL = 600


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


class _Kind(NamedTuple):
    """All that a filter graph is made for."""

    source: Size
    source_format: str
    colorspace: int
    color_range: int
    size: Size
    format: str


class Scalers:
    """The filter graphs of one source, one for each kind of frame and target size; for one thread at a time.

    A graph's pictures come from a pool of its own: fresh memory for each would cost as much as the scaling. What was
    taken from a pool stays valid when its graph is gone, and any thread may let go of it.
    """

    def __init__(self) -> None:
        self._by_kind: dict[_Kind, Graph] = {}
        self._made = 0

    def scaled(self, frame: av.VideoFrame, size: Size) -> Image:
        """`frame` scaled and converted in one step, in C and without the GIL. Raises av.FFmpegError."""
        even = size[0] + size[0] % 2  # swscale takes up to four times the time for an odd width
        plane = self.converted(frame, (even, size[1]), "bgra").planes[0]
        image: Image = np.ndarray((size[1], size[0], 4), np.uint8, memoryview(plane), strides=(plane.line_size, 4, 1))
        image.setflags(write=False)
        return image

    def converted(self, frame: av.VideoFrame, size: Size, pixel_format: str) -> av.VideoFrame:
        """`frame` as another one of `size` and `pixel_format`, whose times and type are the caller's to set.

        Its memory must not be written: it is that of `frame` where there was nothing to do. Raises av.FFmpegError.
        """
        if self._made >= _PICTURES_A_POOL:
            self._by_kind.clear()  # a pool keeps all that was ever needed at the same time, also of a size nobody sees
            self._made = 0
        self._made += 1
        source = frame.width, frame.height
        kind = _Kind(source, frame.format.name, int(frame.colorspace), int(frame.color_range), size, pixel_format)
        graph = self._by_kind.get(kind)
        if graph is None:
            if len(self._by_kind) >= _SCALERS_KEPT:
                self._by_kind.pop(next(iter(self._by_kind)))
            graph = self._by_kind[kind] = _graph(kind)
        try:
            graph.vpush(frame)
            return graph.vpull()
        except av.FFmpegError:
            del self._by_kind[kind]  # what was pushed may still be in it
            raise


def _graph(kind: _Kind) -> Graph:
    """What scales frames of one kind; its colours are those of VideoReformatter for samples of colour in the middle."""
    graph = Graph()
    graph.threads = 1
    source = graph.add(
        "buffer",
        video_size=f"{kind.source[0]}x{kind.source[1]}",
        pix_fmt=kind.source_format,
        colorspace=str(kind.colorspace),
        range=str(kind.color_range),
        time_base="1/1",
    )
    untold = graph.add("setparams", color_primaries="unknown", color_trc="unknown")  # swscale refuses reserved ones
    width, height = map(str, kind.size)
    scale = graph.add("scale", width=width, height=height, flags="area", interl="-1")
    graph.link_nodes(source, untold, scale, graph.add("format", pix_fmts=kind.format), graph.add("buffersink"))
    graph.configure()
    return graph


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
