"""A QR code as a widget: dark on white in every theme, for a camera has to read it."""

import segno
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Modules of white around the code, as ISO/IEC 18004 asks for."""


class QrCode(QWidget):
    """Shows a text as a QR code of error correction M, as large as its square allows in whole pixels."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._modules: tuple[bytes, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(QSize(side, side))

    @property
    def text(self) -> str:
        """What the code says."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show another text, or nothing."""
        if text == self._text:
            return
        self._text = text
        matrix = segno.make_qr(text, error="m", boost_error=False).matrix if text else ()
        self._modules = tuple(bytes(row) for row in matrix)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        count = len(self._modules) + 2 * _QUIET
        each = max(self.width() // count, 1)
        left = (self.width() - each * count) / 2 + each * _QUIET
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left + x * each, left + y * each, each, each), QColor("#000000"))
        painter.end()
