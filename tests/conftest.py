"""What every test stands on: no display needed, a profile of its own, and nothing left behind."""

import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cso_desk.claims.table_files import put_in_force
from cso_desk.paths import PROFILE_VARIABLE, resource

pytest_plugins = ("tests.postgres",)

_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30


def _keep_temporary_files_in_memory() -> None:
    """Where there is room: almost every test makes a database or two, and half of that time is the disk's."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    if min(shutil.disk_usage(_MEMORY).free, psutil.virtual_memory().available) > _ROOM:
        os.environ["TMPDIR"] = str(_MEMORY)  # for the processes of the tests as well
        tempfile.tempdir = None


_keep_temporary_files_in_memory()

_SECONDS_TO_END = 1.0
_OUTCOME = pytest.StashKey[bool]()


@pytest.fixture
def tmp_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty profile that the program takes for the officer's own."""
    profile = tmp_path / "profile"
    profile.mkdir(mode=0o700)
    monkeypatch.setenv(PROFILE_VARIABLE, str(profile))
    return profile


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a top-level window, and clear timers and windows away."""
    threads, timers, windows = _threads(), _timers(), _windows()
    yield
    _delete_what_is_due()
    left = [
        *(f"thread {thread.name}" for thread in _still_running(_threads() - threads)),
        *(_stopped(timer) for timer in _timers() - timers),
        *(_closed(window) for window in _windows() - windows),
    ]
    _delete_what_is_due()
    if left and request.node.stash.get(_OUTCOME, True):  # a test that failed half-way has said enough
        pytest.fail("left behind: " + ", ".join(sorted(left)), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself passed."""
    report = yield
    if report.when == "call":
        item.stash[_OUTCOME] = report.passed
    return report


def pytest_collection_finish() -> None:
    """Set aside what importing made, so that the search for timers has only the tests' own objects to look through."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Set aside anew what the tests of a file made and left lying: modules, caches, reports."""
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()


def _threads() -> set[threading.Thread]:
    """The threads, but for those that a server's event loop keeps for its calls: they end with the server's own."""
    return {
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread) and not thread.name.startswith("AnyIO worker")
    }


def _still_running(threads: set[threading.Thread]) -> list[threading.Thread]:
    for thread in threads:
        thread.join(_SECONDS_TO_END)
    return [thread for thread in threads if thread.is_alive()]


def _timers() -> set[QTimer]:
    if QCoreApplication.instance() is None:
        return set()
    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer)]
    return {timer for timer in timers if isValid(timer) and timer.isActive()}


@pytest.fixture
def always_a_second_officer(tmp_path: Path) -> Iterator[None]:
    """Every approval waits for a second officer, by a ladder of one's own."""
    folder = tmp_path / "rules"
    folder.mkdir()
    ladder = (resource("rules") / "ladder.toml").read_text(encoding="utf-8")
    (folder / "ladder.toml").write_text(ladder.replace("second_from = 50_000_000", "second_from = 1"))
    assert [limits.second_from for limits in put_in_force(folder).ladder.limits] == [1]
    yield
    put_in_force(None)


def _windows() -> set[QWidget]:
    if not isinstance(QApplication.instance(), QApplication):
        return set()
    top = QApplication.topLevelWidgets()
    return {widget for widget in top if widget.parent() is None and widget.metaObject().className() != "QTipLabel"}


def _stopped(timer: QTimer) -> str:
    if timer.thread() == QThread.currentThread():
        timer.stop()
    return f"timer {timer.objectName() or timer.metaObject().className()} of {timer.parent()!r}, {timer.interval()} ms"


def _closed(window: QWidget) -> str:
    text = f"window {window.objectName() or window.metaObject().className()}"
    window.close()
    window.deleteLater()
    return text


def _delete_what_is_due() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
