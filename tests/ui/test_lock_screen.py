"""A locked screen: curtains that show nothing of the windows, and the watch over idle time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.ui.lock_screen import Curtains, IdleWatch

PATIENCE_MS = 20_000


def colours_in(window: QWidget) -> set[str]:
    """The colours of some places of a window as it is painted."""
    picture = window.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 20) for y in range(0, picture.height(), 20))
    return {picture.pixelColor(x, y).name() for x, y in places}


def test_a_drawn_curtain_shows_nothing_of_the_windows_and_grows_with_them(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle("Setujui klaim Sari")
    layout = QVBoxLayout(window)
    secret = QLabel("RAHASIA")
    secret.setStyleSheet("background: #ff00ff")
    layout.addWidget(secret)
    window.resize(300, 200)
    window.show()
    curtains = Curtains()
    assert "#ff00ff" in colours_in(window)
    curtains.draw()
    window.resize(500, 400)
    layout.addWidget(QLabel("more"))
    assert curtains.drawn
    assert "#ff00ff" not in colours_in(window)
    assert window.windowTitle() == "CSO Desk"
    curtains.open()
    assert "#ff00ff" in colours_in(window)
    assert window.windowTitle() == "Setujui klaim Sari"


def test_idle_time_is_told_and_begins_anew_with_every_key(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    brief, watch, never = IdleWatch(0.2 / 60, window), IdleWatch(10, window), IdleWatch(0, window)
    with qtbot.waitSignal(brief.idle, timeout=PATIENCE_MS):
        brief.start()
    never.start()
    watch.start()
    left = watch.remaining_ms
    qtbot.waitUntil(lambda: watch.remaining_ms < left - 100, timeout=PATIENCE_MS)
    before = watch.remaining_ms

    def has_begun_anew() -> bool:
        qtbot.keyClick(window, Qt.Key.Key_A)
        return watch.remaining_ms > before

    qtbot.waitUntil(has_begun_anew, timeout=PATIENCE_MS)
    assert never.remaining_ms == -1
    for one in (brief, watch, never):
        one.stop()
