"""How the booths are set up: their codes, since when they are there or away, and how their browsers are started."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from .booths import Booths
from .door import Command, Door, DoorState, Doorway
from .kiosk import chromium, edge


class Doors:
    """Keeps what the dialog of the booths shows; used by one thread. `on_change` is called when that changed."""

    def __init__(
        self,
        booths: Booths,
        numbers: frozenset[int],
        *,
        count: int,
        now: Callable[[], datetime],
        on_change: Callable[[], None],
    ) -> None:
        """`numbers` are the booths that talk, of `count` in all."""
        self._booths, self._numbers, self._now, self._on_change = booths, numbers, now, on_change
        self._since = {number: now() for number in range(1, count + 1)}
        self._codes: dict[int, tuple[str, datetime]] = {}
        self._refused: dict[int, str] = {}

    def doorway(self) -> Doorway:
        """How every booth is set up now."""
        addresses = self._booths.addresses if self._booths.port else ()
        address = addresses[0] if addresses else ""
        pin = self._booths.certificate.pin
        commands = (
            Command("Chromium", chromium(address, pin).line()),
            Command("Microsoft Edge", edge(address, pin).line(windows=True)),
        )
        paired, connected = self._booths.paired, self._booths.connected
        return Doorway(address, commands, tuple(self._door(number, paired, connected) for number in self._since))

    def new_code(self, booth: int) -> str:
        """Let one browser be this booth by a new code, which is returned as it is typed."""
        code = self._booths.pairing_code(booth)
        self._refused.pop(booth, None)
        self._codes[booth] = (code.text, self._now() + timedelta(seconds=code.ends_at - time.monotonic()))
        self._on_change()
        return code.text

    def unpair(self, booth: int) -> None:
        """Let a booth have no browser any more. Raises OSError."""
        self._booths.forget(booth)
        self.closed(booth)

    def opened(self, booth: int) -> None:
        """A booth's browser is there."""
        self._since[booth] = self._now()
        self._codes.pop(booth, None)
        self._refused.pop(booth, None)
        self._on_change()

    def closed(self, booth: int) -> None:
        """A booth's browser is gone."""
        self._since[booth] = self._now()
        self._on_change()

    def refused(self, booth: int | None, code: str) -> None:
        """A browser was not let in; one that is no booth's yet may be any that is waited for."""
        for number in self._codes if booth is None else (booth,):
            self._refused[number] = code
        self._on_change()

    def _door(self, number: int, paired: frozenset[int], connected: frozenset[int]) -> Door:
        since = self._since[number]
        if number not in self._numbers:
            return Door(number, DoorState.CAMERA, since)
        if number in connected:
            return Door(number, DoorState.CONNECTED, since)
        code, until = self._codes.get(number, ("", None))
        refused = self._refused.get(number, "")
        if number in paired and not code:
            changed = number in self._booths.strangers
            return Door(number, DoorState.PAIRED, since, refused="certificate_changed" if changed else refused)
        return Door(number, DoorState.OPEN, since, code, until, refused)
