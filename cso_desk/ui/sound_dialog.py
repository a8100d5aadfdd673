"""Microphone and loudspeaker: choosing them, and the test before the shift."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.booth.talk_view import TalkView

from . import paint, talk_words, theme
from .entry_parts import EntryDialog
from .key_button import Kind
from .language import translate
from .sound_choice import Device, SoundChoice, SoundState

_METER_TALL = 10
_CHEVRON = 14
_FIELD = 30
_HEARD_FROM = 0.4


class LevelMeter(QWidget):
    """A bar as long as the sound is loud."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0.0
        self.setFixedHeight(_METER_TALL)
        self.setAccessibleName(translate("Talk", "Loudness of your microphone"))

    @property
    def level(self) -> float:
        """How loud it is, from 0 to 1."""
        return self._level

    def show_level(self, level: float) -> None:
        """Show how loud it is now."""
        if level != self._level:
            self._level = level
            self.update()

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(200, _METER_TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the bar."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        paint.rounded(painter, whole, _METER_TALL / 2, look.palette.sunken, look.palette.line)
        if self._level > 0:
            whole.setWidth(max(whole.width() * self._level, _METER_TALL))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.state(WorkState.READY).solid))
            painter.drawRoundedRect(whole, _METER_TALL / 2, _METER_TALL / 2)
        painter.end()


class SoundDialog(EntryDialog):
    """Follows what is plugged in and how loud the microphone is; every choice holds at once."""

    chosen = Signal(object)
    """A SoundChoice."""
    test_wanted = Signal()
    """A sentence is to be played to the officer."""
    confirmed = Signal()
    """The officer heard it, and the microphone is heard."""
    reminder_changed = Signal(bool)
    """Whether the reminder of those on hold rings."""

    def __init__(self, state: SoundState, place: str, *, reminds: bool, parent: QWidget | None) -> None:
        super().__init__("volume-2", translate("Talk", "Microphone and loudspeaker"), place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state = state
        self._tested = False
        self._said_something = False
        self.microphones, self.loudspeakers = _DeviceBox(), _DeviceBox()
        self.meter = LevelMeter()
        self._add(translate("Talk", "Microphone"), self.microphones)
        self._body.addWidget(self.meter)
        self.hint = self.add_words(translate("Talk", "Say something: the bar must move."))
        self._add(translate("Talk", "Loudspeaker or headset"), self.loudspeakers)
        self.add_words(translate("Talk", "Use a headset: from a loudspeaker one booth can be heard in another."))
        self.reminder = QCheckBox(translate("Talk", "A chime reminds me of those on hold"))
        self.reminder.setFont(theme.font(theme.current().density.body))
        self.reminder.setChecked(reminds)
        self._body.addWidget(self.reminder)
        self.end_body()
        self.close_ = self.button(translate("Talk", "Close"), Qt.Key.Key_Escape)
        self.test = self.button(translate("Talk", "Play"), Qt.Key.Key_F4, icon="volume-2")
        self.heard = self.button(translate("Talk", "I hear it"), Qt.Key.Key_Return, Kind.APPROVE, icon="check")
        self.lay_out((self.close_, self.test), (self.heard,))
        self.close_.clicked.connect(self.reject)
        self.test.clicked.connect(self._test)
        self.heard.clicked.connect(self._confirm)
        self.reminder.toggled.connect(self.reminder_changed)
        self.microphones.activated.connect(self._choose)
        self.loudspeakers.activated.connect(self._choose)
        self.show_state(state)
        self.test.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: SoundState) -> None:
        """Follow what is plugged in, what is in use, and what is amiss."""
        self._state = state
        _fill(self.microphones, state.devices.microphones, state.choice.microphone)
        _fill(self.loudspeakers, state.devices.loudspeakers, state.choice.loudspeaker)
        self.said.say(" ".join(talk_words.sound_trouble(trouble) for trouble in state.troubles))
        self._check()
        self.fit()

    def show_talk(self, view: TalkView) -> None:
        """Show how loud the microphone is."""
        self.meter.show_level(view.level)
        if view.level >= _HEARD_FROM and not self._said_something:
            self._said_something = True
            self.hint.setText(translate("Talk", "Your microphone is heard."))
            self._check()

    def _add(self, label: str, box: "_DeviceBox") -> None:
        title = QLabel(label)
        title.setProperty("kind", "label")
        title.setFont(theme.font(theme.current().density.value))
        title.setBuddy(box)
        box.setFont(theme.font(theme.current().density.body))
        box.setAccessibleName(label)
        box.setFixedHeight(_FIELD)
        self._body.addWidget(title)
        self._body.addWidget(box)
        self._body.addSpacing(4)

    def _choose(self) -> None:
        choice = SoundChoice(str(self.microphones.currentData() or ""), str(self.loudspeakers.currentData() or ""))
        self._tested = False
        self._check()
        self.chosen.emit(choice)

    def _test(self) -> None:
        self._tested = True
        self._check()
        self.test_wanted.emit()

    def _check(self) -> None:
        """What is not yet tested is written beside the button that is locked for it."""
        lacks = ""
        if not self._said_something:
            lacks = translate("Talk", "Say something")
        elif not self._tested:
            lacks = translate("Talk", "Play the sentence")
        self.busy.setText(lacks)
        self.heard.setEnabled(not lacks and not self._state.troubles)
        self.heard.setAccessibleDescription(lacks)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


class _DeviceBox(QComboBox):
    """A list of devices, with the chevron in the ink of the look."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list and its chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        ink = theme.current().palette.ink2
        paint.icon(painter, self.width() - _CHEVRON - 6, self.height() / 2, "chevron-down", ink, _CHEVRON)
        painter.end()


def _fill(box: _DeviceBox, devices: Sequence[Device], chosen: str) -> None:
    """Offer the devices, and first of all whatever the system prefers; what is chosen but gone is offered too."""
    default = next((device.name for device in devices if device.is_default), "")
    system = translate("Talk", "As the system prefers")
    rows = [(f"{system} ({default})" if default else system, ""), *((device.name, device.id) for device in devices)]
    if chosen and all(device.id != chosen for device in devices):
        rows.append((translate("Talk", "(not plugged in)"), chosen))
    with QSignalBlocker(box):
        if rows != [(box.itemText(index), box.itemData(index)) for index in range(box.count())]:
            box.clear()
            for name, device_id in rows:
                box.addItem(name, device_id)
        box.setCurrentIndex(max(box.findData(chosen), 0))
