"""A picture of a document as it is shown, made on another thread than the window's."""

from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from cso_desk.desk.attachments import NotAttachable
from cso_desk.video.limits import Limits
from cso_desk.video.opened import MAX_BYTES, Unopened, open_pictures
from cso_desk.video.picture import Image
from cso_desk.video.stills import judge_file
from cso_desk.wire.blob_wire import Mime

_LARGEST = 1400
"""Pixels of the longer side: enough to look at one closer, and some five megabytes."""
_THUMB = QSize(176, 132)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnStill:
    """A picture, a small one of it, and its size in pixels before it was made smaller, in which boxes are told."""

    image: QImage
    thumb: QImage
    pixels: tuple[int, int]


def draw_still(content: bytes, _mime: Mime) -> DrawnStill:
    """The picture in a file, or the first page of it, as it is opened to be read. Raises NotAttachable."""
    return _drawn(_opened(content)[0])


def draw_file(content: bytes, _mime: Mime, limits: Limits | None = None) -> DrawnStill:
    """As `draw_still`, for a file that somebody brings: what cannot be read is not attached either.

    Raises NotAttachable, also where no page of it is good enough: its `why` is the Fault of the first one.
    """
    pages = _opened(content)
    faults = [fault for page in pages if (fault := judge_file(page, limits)) is not None]
    if len(faults) == len(pages):
        raise NotAttachable(why=str(faults[0]))
    return _drawn(pages[0])


def _opened(content: bytes) -> tuple[Image, ...]:
    try:
        return open_pictures(content)
    except Unopened as fault:
        raise NotAttachable(why=fault.why, **{"limit": MAX_BYTES, **fault.facts}) from fault


def _drawn(picture: Image) -> DrawnStill:
    tall, wide = picture.shape[:2]
    scale = min(_LARGEST / max(tall, wide), 1.0)
    if scale < 1:
        size = max(round(wide * scale), 1), max(round(tall * scale), 1)
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    shown = np.ascontiguousarray(picture)
    height, width = shown.shape[:2]
    image = QImage(shown.data, width, height, shown.strides[0], QImage.Format.Format_BGR888).copy()
    thumb = image.scaled(_THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return DrawnStill(image, thumb, (wide, tall))
