"""One picture of a source, as it was at one moment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)  # pictures are told apart by identity: arrays do not compare to a bool
class Frame:
    """A read-only picture.

    `image` is (height, width, 4) uint8 in BGRA order, which a QImage of Format_RGB32 takes without conversion;
    `captured_at` is the monotonic clock in seconds; `sequence` counts the source's pictures from 0;
    `source_size` is (width, height) in pixels of the picture before scaling.
    """

    image: NDArray[np.uint8]
    captured_at: float
    sequence: int
    source_size: tuple[int, int]
