"""Draws a small picture of a file; safe on any thread."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cso_desk.desk.attachments import NotAttachable
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime

_LARGEST = QSize(1000, 1000)
_FORMATS = {Mime.JPEG: b"jpeg", Mime.PNG: b"png", Mime.WEBP: b"webp"}


def picture_of(content: bytes, mime: Mime) -> QImage | None:
    """The picture in a file, upright and no larger than a preview needs; None where Qt has no eyes for such a file.

    Raises NotAttachable (`damaged`) where it should have a picture and has none.
    """
    name = _FORMATS.get(mime)
    if name is None or name not in [bytes(known.data()) for known in QImageReader.supportedImageFormats()]:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(name))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > _LARGEST.width() or size.height() > _LARGEST.height():
        reader.setScaledSize(size.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise NotAttachable(why="damaged", limit=MAX_BLOB_BYTES)
    return image
