"""A slot for the newest frame: the only way a picture travels from a camera's thread to the screen's."""

import threading

from .frame import Frame


class Mailbox:
    """A slot for the newest frame. Putting never waits; an unread frame is replaced and counted.

    While it is shut what is put is dropped: a frame that was under way when its viewer was hidden would be old when the
    viewer is shown again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frame: Frame | None = None
        self._replaced = 0
        self._is_shut = False

    def put(self, frame: Frame) -> None:
        """Lay `frame` in the slot; a frame that nobody took is dropped and counted in `replaced`."""
        with self._lock:
            if self._is_shut:
                return
            self._replaced += self._frame is not None
            self._frame = frame

    def take(self) -> Frame | None:
        """The newest frame that was not taken yet, or None."""
        if self._frame is None:
            return None
        with self._lock:
            frame, self._frame = self._frame, None
            return frame

    def shut(self) -> None:
        """Drop what lies in the slot, and whatever is put until `reopen`; none of it counts as replaced."""
        with self._lock:
            self._is_shut, self._frame = True, None

    def reopen(self) -> None:
        """Take frames again."""
        self._is_shut = False

    @property
    def replaced(self) -> int:
        """How many frames were replaced before anybody took them."""
        return self._replaced
