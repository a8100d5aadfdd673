"""Which microphone and loudspeaker the officer uses: what there is, what was chosen, and what that comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtMultimedia import QAudioDevice, QMediaDevices


@dataclass(frozen=True, slots=True)
class Device:
    """One microphone or loudspeaker, as the system calls it."""

    id: str
    name: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Devices:
    """All there are at one moment."""

    microphones: tuple[Device, ...] = ()
    loudspeakers: tuple[Device, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """What the officer chose, by id; "" is whatever the system takes by default."""

    microphone: str = ""
    loudspeaker: str = ""


class SoundTrouble(StrEnum):
    """Why there is no sound one way."""

    NO_MICROPHONE = "no_microphone"
    NO_LOUDSPEAKER = "no_loudspeaker"
    MICROPHONE_STOPPED = "microphone_stopped"
    LOUDSPEAKER_STOPPED = "loudspeaker_stopped"


@dataclass(frozen=True, slots=True)
class SoundState:
    """What is in use now, None where nothing can be, and what is amiss."""

    devices: Devices = Devices()
    choice: SoundChoice = SoundChoice()
    microphone: Device | None = None
    loudspeaker: Device | None = None
    troubles: tuple[SoundTrouble, ...] = ()


def pick(devices: Sequence[Device], chosen: str) -> Device | None:
    """The device to use: the one chosen if it is there, else the system's own, else any; None where there is none."""
    for device in devices:
        if device.id == chosen:
            return device
    return next((device for device in devices if device.is_default), devices[0] if devices else None)


def present_devices() -> Devices:
    """What is plugged in now; asked on the Qt thread."""
    return Devices(
        tuple(_device(one) for one in QMediaDevices.audioInputs()),
        tuple(_device(one) for one in QMediaDevices.audioOutputs()),
    )


def _device(one: QAudioDevice) -> Device:
    return Device(bytes(one.id().data()).decode("utf-8", "replace"), one.description(), one.isDefault())
