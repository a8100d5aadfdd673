"""The officer's microphone and loudspeaker, moved on a thread of their own: no stall of the window is ever heard."""

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

from cso_desk.booth.sound import Ears, Pcm
from cso_desk.worker import Loop

from .sound_choice import Device, Devices, SoundChoice, SoundState, SoundTrouble, pick
from .sound_stream import Loudspeaker, Microphone

_TURN_S = 0.005
_SYSTEMS_OWN = SoundChoice()


class SoundDevice(QObject):
    """Keeps the chosen devices open, and others in their place when they are unplugged or the system prefers others.

    `on_microphone` is given every frame of the officer's voice, `loudspeaker` is asked for every frame that is heard,
    or `both_ears` where the device has two channels; all on the thread `sound`, and must not wait. No device is no
    fault: the state says so, and all else goes on.
    The object itself lives on the Qt thread.
    """

    changed = Signal(object)
    """A SoundState."""
    _noticed = Signal()

    def __init__(
        self,
        *,
        on_microphone: Callable[[Pcm], None],
        loudspeaker: Callable[[], Pcm],
        both_ears: Callable[[], Ears],
        choice: SoundChoice = _SYSTEMS_OWN,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = SoundState(choice=choice)
        self._microphone = Microphone(on_microphone)
        self._loudspeaker = Loudspeaker(loudspeaker, both_ears)
        self._loop = Loop("sound", self._run)
        self._watch = QMediaDevices(self)
        self._watch.audioInputsChanged.connect(self._look)
        self._watch.audioOutputsChanged.connect(self._look)
        self._noticed.connect(self._look)

    @property
    def state(self) -> SoundState:
        """What is in use now."""
        return self._state

    def start(self) -> None:
        """Open the devices."""
        self._look()
        self._loop.start()

    def stop(self) -> None:
        """Close the devices and join the thread."""
        self._watch.audioInputsChanged.disconnect(self._look)
        self._watch.audioOutputsChanged.disconnect(self._look)
        self._loop.stop()

    def choose(self, choice: SoundChoice) -> None:
        """Use these devices from now on, others while they are not there."""
        self._state = replace(self._state, choice=choice)
        self._look()

    @Slot()
    def _look(self) -> None:
        """See what is plugged in, and use what was chosen or what stands in for it."""
        devices, choice = present_devices(), self._state.choice
        microphone = pick(devices.microphones, choice.microphone)
        loudspeaker = pick(devices.loudspeakers, choice.loudspeaker)
        self._microphone.want(_opened(microphone, QMediaDevices.audioInputs()))
        self._loudspeaker.want(_opened(loudspeaker, QMediaDevices.audioOutputs()))
        troubles = (
            (SoundTrouble.NO_MICROPHONE, microphone is None),
            (SoundTrouble.NO_LOUDSPEAKER, loudspeaker is None),
            (SoundTrouble.MICROPHONE_STOPPED, self._microphone.stopped and microphone is not None),
            (SoundTrouble.LOUDSPEAKER_STOPPED, self._loudspeaker.stopped and loudspeaker is not None),
        )
        amiss = tuple(trouble for trouble, holds in troubles if holds)
        state = SoundState(devices, choice, microphone, loudspeaker, amiss)
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    def _run(self, loop: Loop) -> None:
        """Move sound until the end; what is Qt's here is made, used and let go on this thread alone."""
        streams = (self._microphone, self._loudspeaker)
        try:
            while not loop.stopping:
                now = time.monotonic()
                changed = [stream.turn(now) for stream in streams]
                if any(changed):
                    self._noticed.emit()
                loop.rest(_TURN_S)
        finally:
            for stream in streams:
                stream.close()


def _opened(device: Device | None, all_: list[QAudioDevice]) -> QAudioDevice | None:
    if device is None:
        return None
    return next((one for one in all_ if _device(one).id == device.id), None)


def present_devices() -> Devices:
    """What is plugged in now; asked on the Qt thread."""
    return Devices(
        tuple(_device(one) for one in QMediaDevices.audioInputs()),
        tuple(_device(one) for one in QMediaDevices.audioOutputs()),
    )


def _device(one: QAudioDevice) -> Device:
    return Device(bytes(one.id().data()).decode("utf-8", "replace"), one.description(), one.isDefault())
