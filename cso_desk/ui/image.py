"""Frames as Qt draws them."""

from numpy.lib.stride_tricks import as_strided
from PySide6.QtGui import QImage

from cso_desk.video.frame import Frame


def to_qimage(frame: Frame) -> QImage:
    """The frame's own memory as a QImage, not copied; it lives as long as the QImage or a shallow copy of it does."""
    height, width = frame.image.shape[:2]
    stride = frame.image.strides[0]
    rows = as_strided(frame.image, ((height - 1) * stride + width * 4,), (1,), writeable=False)
    return QImage(rows.data, width, height, stride, QImage.Format.Format_RGB32)
