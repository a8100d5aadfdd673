"""The fixtures of conftest.py catch what they are there to catch."""

import os
from pathlib import Path

import pytest

from cso_desk.paths import profile_dir

pytest_plugins = ("pytester",)

_CULPRITS = """
import threading
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QLabel
kept = []

def test_a_thread_is_left(request):
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait, name="camera-7", daemon=True)
    thread.start()
    kept.append(ended)

def test_after_the_thread(): pass

def test_a_timer_is_left(qapp):
    timer = QTimer()
    timer.setObjectName("blinker")
    timer.start(60_000)
    kept.append(timer)

def test_after_the_timer(qapp): pass

def test_a_window_is_left(qapp):
    label = QLabel()
    label.setObjectName("orphan")
    label.show()
    kept.append(label)

def test_after_the_window(qapp): pass

def test_a_hidden_window_is_left(qapp):
    label = QLabel()
    label.setObjectName("ghost")
    kept.append(label)

def test_after_the_hidden_window(qapp): pass

def test_a_window_is_given_back(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.show()
    kept.append(label)
    kept.append(QTimer(label))
    kept[-1].start(60_000)

def test_a_thread_is_joined():
    thread = threading.Thread(target=int, name="short")
    thread.start()
    thread.join()

def test_qt_warns(qapp): qWarning("a signal that is not there")

def test_python_warns():
    import warnings
    warnings.warn("old ways", DeprecationWarning)

def test_nobody_reads_an_exception_of_a_thread():
    def fail(): raise RuntimeError("lost in a thread")
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
"""


def test_what_a_test_leaves_behind_or_warns_of_fails_that_test_and_not_the_next(pytester: pytest.Pytester) -> None:
    root = Path(__file__).parents[1]
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (pytester.path / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    pytester.makepyfile(test_culprits=_CULPRITS)

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "test_culprits.py")

    result.assert_outcomes(passed=10, errors=4, failed=3)
    result.stdout.fnmatch_lines_random(
        [
            "*left behind: thread camera-7*",
            "*left behind: timer blinker of None, 60000 ms*",
            "*left behind: window orphan*",
            "*left behind: window ghost*",
            "ERROR test_culprits.py::test_a_thread_is_left*",
            "ERROR test_culprits.py::test_a_timer_is_left*",
            "ERROR test_culprits.py::test_a_window_is_left*",
            "ERROR test_culprits.py::test_a_hidden_window_is_left*",
            "FAILED test_culprits.py::test_qt_warns*",
            "FAILED test_culprits.py::test_python_warns*",
            "FAILED test_culprits.py::test_nobody_reads_an_exception_of_a_thread*",
        ]
    )


def test_tests_need_no_display() -> None:
    assert os.environ["QT_QPA_PLATFORM"]


def test_the_temporary_profile_is_the_one_the_program_uses(tmp_profile: Path) -> None:
    assert profile_dir() == tmp_profile
