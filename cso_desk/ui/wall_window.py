"""The wall in a window of its own, for a second screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .language import translate
from .wall_view import WallView


class WallWindow(QWidget):
    """Holds the wall; closed, it gives the wall back."""

    closed = Signal()

    def __init__(self, owner: QWidget, wall: WallView) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setWindowTitle(translate("Words", "CSO Desk, wall"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(wall)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the wall back."""
        super().closeEvent(event)
        self.closed.emit()
