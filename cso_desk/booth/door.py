"""How each booth is set up, as the officer who sets it up sees it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DoorState(StrEnum):
    """What there is between the desk and one booth. CAMERA: a fixed camera, with which nobody talks."""

    CAMERA = "camera"
    OPEN = "open"
    """Nothing is paired; a code lets one browser in."""
    PAIRED = "paired"
    """A browser is paired, and not connected now."""
    CONNECTED = "connected"


@dataclass(frozen=True, slots=True)
class Door:
    """One booth: the code that pairs it and until when, since when it is as it is, and what was refused last.

    `refused` is `wrong_code`, `too_many_tries`, `old_page` or `certificate_changed`, "" where nothing was.
    """

    booth: int
    state: DoorState
    since: datetime
    code: str = ""
    code_until: datetime | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """The command line that opens the page in one browser's kiosk mode; `browser` is its name, as in "Chromium"."""

    browser: str
    line: str


@dataclass(frozen=True, slots=True)
class Doorway:
    """The address under which booths reach this desk, the browsers' command lines, and every booth."""

    address: str
    commands: tuple[Command, ...]
    doors: tuple[Door, ...]
