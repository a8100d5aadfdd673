"""How long the Qt thread kept its timers waiting."""

import time
from collections import deque

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot

_KEPT = 60_000


class StallMeter(QObject):
    """Measures by how much a timer on the Qt thread comes late; keeps the last 60,000 measurements and the worst."""

    def __init__(self, interval_ms: int = 8, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._interval_ms = interval_ms
        self._late_ms: deque[float] = deque(maxlen=_KEPT)
        self._max_ms = 0.0
        self._last = 0.0
        self._timer = QTimer(self, interval=interval_ms, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._measure)

    def start(self) -> None:
        """Begin to measure, anew."""
        self._late_ms.clear()
        self._max_ms = 0.0
        self._last = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        """End measuring."""
        self._timer.stop()

    def summary(self) -> dict[str, float]:
        """The lateness in milliseconds: its median `p50`, `p99` and `max`; zeros before the first measurement."""
        if not self._late_ms:
            return {"p50": 0.0, "p99": 0.0, "max": 0.0}
        p50, p99 = np.percentile(np.array(self._late_ms), [50, 99])
        return {"p50": round(float(p50), 2), "p99": round(float(p99), 2), "max": round(self._max_ms, 2)}

    @Slot()
    def _measure(self) -> None:
        now = time.monotonic()
        late_ms = max((now - self._last) * 1000 - self._interval_ms, 0.0)
        self._last = now
        self._late_ms.append(late_ms)
        self._max_ms = max(self._max_ms, late_ms)
