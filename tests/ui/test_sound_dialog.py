"""Microphone and loudspeaker before the shift: chosen, tried, and confirmed only when both were heard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.hearing import Voice
from cso_desk.ui.announce_dialog import AnnounceDialog
from cso_desk.ui.late_dialog import LateDialog
from cso_desk.ui.sound_choice import Device, Devices, SoundChoice, SoundState, SoundTrouble
from cso_desk.ui.sound_dialog import SoundDialog

from .talk_values import view_of

HEADSET, BUILT_IN = Device("usb", "Headset USB", is_default=True), Device("hda", "Bawaan")
STATE = SoundState(Devices((HEADSET, BUILT_IN), (HEADSET,)), SoundChoice(), HEADSET, HEADSET)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget) -> SoundDialog:
    made = SoundDialog(STATE, "Cabang Contoh", reminds=True, parent=window)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_it_is_confirmed_only_when_the_microphone_moved_the_bar_and_the_sentence_was_played(
    dialog: SoundDialog,
) -> None:
    confirmed: list[bool] = []
    dialog.confirmed.connect(lambda: confirmed.append(True))
    played: list[bool] = []
    dialog.test_wanted.connect(lambda: played.append(True))
    dialog.heard.click()
    dialog.test.click()
    assert (played, dialog.heard.isEnabled()) == ([True], False)
    dialog.show_talk(view_of(officer=Voice(0.75)))
    assert dialog.meter.level == 0.75
    dialog.heard.click()
    assert confirmed == [True]
    assert not dialog.isVisible()


def test_another_loudspeaker_is_to_be_tried_anew(dialog: SoundDialog) -> None:
    chosen: list[SoundChoice] = []
    dialog.chosen.connect(chosen.append)
    dialog.show_talk(view_of(officer=Voice(0.75)))
    dialog.test.click()
    dialog.microphones.setCurrentIndex(2)
    dialog.microphones.activated.emit(2)
    assert chosen == [SoundChoice("hda", "")]
    assert not dialog.heard.isEnabled()


def test_what_is_plugged_in_and_what_is_amiss_is_followed(dialog: SoundDialog) -> None:
    assert [dialog.microphones.itemText(row) for row in range(dialog.microphones.count())] == [
        "As the system prefers (Headset USB)",
        "Headset USB",
        "Bawaan",
    ]
    dialog.show_state(
        replace(
            STATE,
            devices=Devices((), (HEADSET,)),
            choice=SoundChoice("hda", "usb"),
            microphone=None,
            troubles=(SoundTrouble.NO_MICROPHONE,),
        )
    )
    assert dialog.microphones.currentText() == "(not plugged in)"
    assert dialog.loudspeakers.currentData() == "usb"
    assert dialog.said.text.startswith("No microphone is plugged in")
    assert not dialog.heard.isEnabled()


def test_the_reminder_of_those_on_hold_can_be_silenced(dialog: SoundDialog) -> None:
    changed: list[bool] = []
    dialog.reminder_changed.connect(changed.append)
    dialog.reminder.click()
    assert changed == [False]


def test_the_booths_that_are_chosen_are_told_how_late_one_is_or_it_is_taken_back(qtbot: QtBot, window: QWidget) -> None:
    told: list[tuple[object, int]] = []

    def opened() -> LateDialog:
        dialog = LateDialog({3, 1}, {3: 7}, "Cabang Contoh", parent=window)
        dialog.told.connect(lambda booths, minutes: told.append((booths, minutes)))
        dialog.show()
        return dialog

    dialog = opened()
    assert [box.text() for box in dialog.boxes.values()] == ["Booth 1", "Booth 3, told 7 min"]
    qtbot.keyClick(dialog.minutes, Qt.Key.Key_Right)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog = opened()
    dialog.boxes[1].click()
    qtbot.keyClick(dialog, Qt.Key.Key_Delete)
    assert told == [(frozenset({1, 3}), 15), (frozenset({3}), 0)]
    dialog = opened()
    dialog.boxes[3].click()
    assert (dialog.go.isEnabled(), dialog.back.isEnabled()) == (True, False)


def test_an_announcement_goes_to_those_who_are_chosen_and_to_nobody_not_at_all(window: QWidget) -> None:
    dialog = AnnounceDialog([3, 1, 2], "Cabang Contoh", parent=window)
    chosen: list[frozenset[int]] = []
    dialog.chosen.connect(chosen.append)
    for booth in (1, 2, 3):
        dialog.boxes[booth].click()
    assert not dialog.go.isEnabled()
    dialog.boxes[2].click()
    dialog.go.click()
    assert chosen == [frozenset({2})]
