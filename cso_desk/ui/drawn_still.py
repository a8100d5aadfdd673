"""A picture of a document as it is shown, made on another thread than the window's."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cso_desk.wire.blob_wire import Mime

from .preview import picture_of

_THUMB = QSize(176, 132)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnStill:
    """A picture, a small one of it, and the size in pixels of the file, in which boxes are told."""

    image: QImage
    thumb: QImage
    pixels: tuple[int, int]


def draw_still(content: bytes, mime: Mime) -> DrawnStill | None:
    """The picture in a file; None where Qt has no eyes for such a file. Raises NotAttachable where it is damaged."""
    image = picture_of(content, mime)
    if image is None:
        return None
    thumb = image.scaled(_THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    wide, tall = _pixels(content) or (image.width(), image.height())
    if (wide > tall) != (image.width() > image.height()):  # the file says that it lies on its side
        wide, tall = tall, wide
    return DrawnStill(image, thumb, (wide, tall))


def _pixels(content: bytes) -> tuple[int, int] | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    size = QImageReader(buffer).size()
    return (size.width(), size.height()) if size.isValid() else None
