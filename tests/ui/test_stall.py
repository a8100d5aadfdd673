"""The stall meter: how long the window was kept waiting."""

import time

from pytestqt.qtbot import QtBot

from cso_desk.ui.stall import StallMeter


def test_the_stall_meter_tells_how_long_the_window_was_kept_waiting(qtbot: QtBot) -> None:
    meter = StallMeter()
    assert meter.summary() == {"p50": 0.0, "p99": 0.0, "max": 0.0}
    meter.start()
    qtbot.waitUntil(lambda: len(meter._late_ms) > 3)
    busy_until = time.monotonic() + 0.12
    while time.monotonic() < busy_until:
        pass
    qtbot.waitUntil(lambda: meter.summary()["max"] >= 100)
    meter.stop()
    assert meter.summary()["p50"] < meter.summary()["max"]
