"""What every program with a window needs: the application, its look, an end on a signal, why it cannot start."""

import contextlib
import ctypes
import gc
import logging
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from shiboken6 import isValid

from . import refusal_words, theme
from .language import INDONESIAN, Language

logger = logging.getLogger(__name__)

_SWITCH_S = 0.0002
"""So long a thread keeps the interpreter while others wait. At the usual 5 ms a frame waits for whichever thread counts
or judges just then, and a window that is being painted lets the network handle some two hundred packets a second."""


class CannotStart(Exception):
    """The program cannot start; `code` and `fact` are what `refusal_words.fault` says it with."""

    def __init__(self, code: str, fact: str = "") -> None:
        super().__init__(code, fact)
        self.code, self.fact = code, fact


def application_for_windows() -> QApplication:
    """The one QApplication of the process."""
    give_pictures_back()
    sys.setswitchinterval(_SWITCH_S)
    qInstallMessageHandler(_log_qt)
    application = QApplication.instance() or QApplication(["cso-desk"])
    assert isinstance(application, QApplication)
    application.setApplicationName("CSO Desk")
    application.setStyle("Fusion")
    return application


def dress() -> None:
    """Let the dialogs at the door look like the window that is not there yet."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    room = application.primaryScreen().availableGeometry()
    look = theme.Look(theme.current().palette, theme.density_for(room.width(), room.height()))
    theme.use(look)
    application.setFont(theme.font(look.density.body))
    application.setStyleSheet(theme.style_sheet(look))


def close_on_signal(window: QWidget) -> None:
    """Let Ctrl+C and a polite kill close a window as a click would; its frame timer lets Python see the signal."""

    def close(*_: object) -> None:
        if isValid(window):
            window.close()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, close)


def require_writable(file: Path | None) -> None:
    """Find out now whether a file can be written at the end; raises CannotStart."""
    if file is None:
        return
    if file.is_dir() or not file.parent.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK):
        raise CannotStart("bad_output", str(file))


def say_why(fault: CannotStart, language_code: str = INDONESIAN) -> int:
    """Tell why the program does not start: in English in the log, in the officer's language on screen and stderr."""
    if fault.code == "stopped":
        return 130
    logger.error("cannot start: %s %s", fault.code, fault.fact)
    application_for_windows()
    language = Language(language_code)
    sentence = refusal_words.fault(fault.code, fault.fact)
    print(sentence, file=sys.stderr)
    if QApplication.platformName() != "offscreen":
        box = QMessageBox(QMessageBox.Icon.Warning, "CSO Desk", sentence)
        box.exec()
    language.use("en")
    return 1


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Put what Qt says into the log; that a window without a screen has no size hints is not worth a word."""
    if "propagateSizeHints" not in message:
        levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
        logger.log(levels.get(kind, logging.WARNING), "Qt: %s", message)


class SettingAside:
    """Lets the collector of cyclic garbage pass over what there is whenever an officer's window is built.

    Its look through some 290,000 objects, most of them of modules, held the window up for 170 ms every other minute.
    What was set aside for a former window is looked through once more, so that nothing of a former shift is kept.
    Dialogs are left alone.
    """

    def __init__(self) -> None:
        self._before = False

    def __call__(self, window: QWidget) -> None:
        """A window is shown."""
        if isinstance(window, QDialog):
            return
        if self._before:
            gc.unfreeze()
        self._before = True
        gc.collect()
        gc.freeze()


def give_pictures_back() -> None:
    """Let glibc return every block of 128 KiB and more at once: all pictures, and what they are decoded from.

    By itself it raises that limit to 32 MiB and keeps whole pictures in a heap of each thread: a minute of work with
    six booths was measured at 550 MB instead of 370. With a limit of 1 MiB, which small pictures stay below, each
    moment in which the machine is overloaded and pictures pile up left its peak behind: +45 MB after one minute
    instead of +23, and +240 MB in an hour.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library has no mallopt
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 128 << 10)


_M_MMAP_THRESHOLD = -3  # malloc.h
