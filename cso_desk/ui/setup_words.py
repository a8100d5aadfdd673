"""What is said while booths are set up."""

from datetime import datetime

from cso_desk.booth.attention import WorkState
from cso_desk.booth.door import Door, DoorState

from . import words
from .language import translate

ICONS = {
    DoorState.CAMERA: "camera",
    DoorState.OPEN: "circle-dashed",
    DoorState.PAIRED: "wifi-off",
    DoorState.CONNECTED: "circle-check",
}
STATES = {
    DoorState.CAMERA: WorkState.SOLO,
    DoorState.OPEN: WorkState.NEED,
    DoorState.PAIRED: WorkState.LOST,
    DoorState.CONNECTED: WorkState.READY,
}


def booth(number: int) -> str:
    """The name of a booth."""
    return translate("Setup", "Booth %1").replace("%1", str(number))


def state(door: Door, now: datetime) -> str:
    """How a booth is, and since when."""
    text = {
        DoorState.CAMERA: translate("Setup", "fixed camera, without conversation"),
        DoorState.OPEN: translate("Setup", "waits to be paired"),
        DoorState.PAIRED: translate("Setup", "paired, away for %1"),
        DoorState.CONNECTED: translate("Setup", "connected for %1"),
    }[door.state]
    return text.replace("%1", words.spell((now - door.since).total_seconds()))


def what_to_do(door: Door) -> str:
    """The next step of setting this booth up."""
    return {
        DoorState.CAMERA: translate("Setup", "This booth shows a camera of the settings. There is nothing to pair."),
        DoorState.OPEN: translate(
            "Setup", "Start the browser of the booth with the command line below, then type the code on its screen."
        ),
        DoorState.PAIRED: translate(
            "Setup",
            "The booth comes back by itself once its browser runs. Does it not, look at its line and its screen.",
        ),
        DoorState.CONNECTED: translate("Setup", "The booth is ready. It stays paired after a restart of either side."),
    }[door.state]


def good_for(door: Door, now: datetime) -> str:
    """How long the code is good, or that it is not any more."""
    if door.code_until is None:
        return ""
    left = (door.code_until - now).total_seconds()
    if left <= 0:
        return translate("Setup", "The code is over. Make a new one.")
    return translate("Setup", "Good once, for %1").replace("%1", words.spell(left))


def refused(door: Door) -> str:
    """What was refused last at a booth, and what to do; "" where nothing was."""
    return {
        "": "",
        "wrong_code": translate("Setup", "A wrong code was typed. Compare it with the one shown here."),
        "too_many_tries": translate("Setup", "Too many wrong codes. Wait a minute, then make a new one."),
        "old_page": translate("Setup", "The booth shows an older page. Load it again in its browser."),
        "certificate_changed": translate(
            "Setup", "This desk has a new key. Start the booth's browser with the command line below."
        ),
    }.get(door.refused, translate("Setup", "The booth was refused: %1.").replace("%1", door.refused))
