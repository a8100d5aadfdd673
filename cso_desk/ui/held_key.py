"""A key that counts only while it is held: whatever takes the keyboard away lets go of it."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

_TAKES_AWAY = (QEvent.Type.ApplicationDeactivate, QEvent.Type.WindowDeactivate, QEvent.Type.WindowBlocked)


class HeldKey(QObject):
    """Told once that its key went down, it watches for the key to come up."""

    let_go = Signal()

    def __init__(self, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._key = key
        self._is_held = False

    @property
    def is_held(self) -> bool:
        """True from `hold` until the key came up."""
        return self._is_held

    def hold(self) -> None:
        """The key went down."""
        if not self._is_held:
            self._is_held = True
            QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is a window

    def release(self) -> None:
        """Let go, whether the key came up or not."""
        if self._is_held:
            self._is_held = False
            QCoreApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the key come up, or the keyboard be taken away; everything goes on its way."""
        up = event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat()
        if (up and QKeySequence(event.key()).toString() == self._key) or event.type() in _TAKES_AWAY:  # type: ignore[attr-defined]
            self.release()
            self.let_go.emit()
        return False
