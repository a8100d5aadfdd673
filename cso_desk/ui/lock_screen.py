"""Hides what the windows show while the officer is away: opaque curtains over every one, and a watch for idle time."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from . import paint, theme
from .language import translate

_MINUTE_MS = 60_000
_SIGNS_OF_LIFE = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)


class Curtain(QWidget):
    """Covers one window whole, whatever its size becomes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.title = window.windowTitle()
        window.setWindowTitle("CSO Desk")
        window.installEventFilter(self)
        self.setAccessibleName(translate("Entry", "Screen locked"))
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window, and stay above what it begins to show."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded):
            self.setGeometry(self._window.rect())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a plain ground with a lock."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(look.palette.app))
        middle = self.height() / 8
        paint.icon(painter, self.width() / 2 - 14, middle, "lock", look.palette.ink2, 28)
        row = QRectF(0, middle + 20, self.width(), 30)
        body = theme.font(look.density.title, 600)
        paint.text(painter, row, translate("Entry", "Screen locked"), body, look.palette.ink2, paint.CENTRE)
        painter.end()


class Curtains:
    """The curtains of all windows of the program."""

    def __init__(self) -> None:
        self._drawn: list[tuple[QWidget, Curtain]] = []

    @property
    def drawn(self) -> bool:
        """True while nothing is to be seen."""
        return bool(self._drawn)

    def draw(self) -> None:
        """Cover every window that shows something now, and close menus and tips."""
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        covered = {window for window, _ in self._drawn}
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window not in covered:
                self._drawn.append((window, Curtain(window)))

    def open(self) -> None:
        """Show the windows as they are now."""
        for window, curtain in self._drawn:
            if not isValid(window):
                continue
            window.removeEventFilter(curtain)
            window.setWindowTitle(curtain.title)
            curtain.hide()
            curtain.deleteLater()
        self._drawn = []


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for so many minutes; 0 never does."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=round(minutes * _MINUTE_MS))
        self._timer.timeout.connect(self.idle)

    @property
    def remaining_ms(self) -> int:
        """How long it is until then if nobody touches anything, in milliseconds; -1 while nobody watches."""
        return self._timer.remainingTime()

    def start(self) -> None:
        """Begin to watch, as if somebody had just touched a key."""
        application = QCoreApplication.instance()
        if self._timer.interval() > 0 and application is not None:
            application.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the time anew at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False
