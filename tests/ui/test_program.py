"""What every program with a window needs of the interpreter."""

import gc
import sys
import weakref

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.ui.program import SettingAside, application_for_windows


class _Ring:
    def __init__(self) -> None:
        self.itself = self


def test_once_the_window_is_built_what_there_is_is_looked_through_no_more(qtbot: QtBot) -> None:
    window, dialog = QWidget(), QDialog()
    qtbot.addWidget(window)
    qtbot.addWidget(dialog)
    kept, set_aside = _Ring(), SettingAside()
    gc.freeze()
    forgotten = weakref.ref(_Ring())
    set_aside(dialog)
    assert forgotten() is not None
    set_aside(window)
    assert forgotten() is None
    assert not any(one is kept for one in gc.get_objects())


def test_a_former_shift_is_let_go_when_the_next_one_begins(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    former, set_aside = _Ring(), SettingAside()
    set_aside(window)
    gone = weakref.ref(former)
    del former
    gc.collect()
    assert gone() is not None
    set_aside(window)
    assert gone() is None


def test_no_thread_keeps_the_interpreter_for_a_whole_frame(qtbot: QtBot) -> None:
    application_for_windows()
    assert sys.getswitchinterval() < 0.001
