"""Stills: a camera's full picture that comes over the data channel in chunks, and is believed only when it is whole."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from .messages import STILL_CHUNK_BYTES, StillBegun, Track

_SIGNATURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
_MOST_TEXT = 2048


@dataclass(frozen=True, slots=True)
class StillTaken:
    """A whole still; `at` is the monotonic time at which its last byte came, `width` and `height` are as told."""

    booth: int
    id: str
    track: Track
    content: bytes
    sha256: str
    width: int
    height: int
    at: float


class Stills:
    """Puts the stills of one booth together, one at a time: `on_still` gets it, or `on_lost(booth, id, why)`.

    `why`: not_understood, too_long, too_short, wrong_hash, no_picture, unasked.
    """

    def __init__(
        self, booth: int, *, on_still: Callable[[StillTaken], object], on_lost: Callable[[int, str, str], object]
    ) -> None:
        self._booth = booth
        self._on_still, self._on_lost = on_still, on_lost
        self._begun: StillBegun | None = None
        self._content = bytearray()

    def take(self, message: str | bytes) -> None:
        """Take the next message of the channel: a StillBegun as text, or a chunk."""
        if isinstance(message, str):
            self._begin(message)
        elif self._begun is None:
            self._on_lost(self._booth, "", "unasked")
        elif len(message) > STILL_CHUNK_BYTES or len(self._content) + len(message) > self._begun.size:
            self._lose("too_long")
        else:
            self._content += message
            if len(self._content) == self._begun.size:
                self._finish(self._begun)

    def close(self) -> None:
        """Give up what is not whole: the connection is over."""
        self._lose("too_short")

    def _begin(self, text: str) -> None:
        self._lose("too_short")
        try:
            if len(text) > _MOST_TEXT:
                raise ValueError(len(text))
            self._begun = StillBegun.model_validate_json(text)
        except (ValidationError, ValueError):
            self._on_lost(self._booth, "", "not_understood")

    def _finish(self, begun: StillBegun) -> None:
        content = bytes(self._content)
        if hashlib.sha256(content).hexdigest() != begun.sha256:
            self._lose("wrong_hash")
        elif not content.startswith(_SIGNATURES[begun.mime]):
            self._lose("no_picture")
        else:
            self._forget()
            size = begun.width, begun.height
            self._on_still(
                StillTaken(self._booth, begun.id, begun.track, content, begun.sha256, *size, at=time.monotonic())
            )

    def _lose(self, why: str) -> None:
        begun = self._begun
        self._forget()
        if begun is not None:
            self._on_lost(self._booth, begun.id, why)

    def _forget(self) -> None:
        self._begun = None
        self._content = bytearray()
