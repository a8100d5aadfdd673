"""What the centre does by itself once an hour: lets go of uploads that nobody finished."""

import logging
from collections.abc import Callable
from datetime import datetime

from cso_desk.central.blobs.blobs import Blobs
from cso_desk.worker import Loop

log = logging.getLogger(__name__)

_HOUR_S = 3600.0


class Housekeeping:
    """A thread; that several workers do it is harmless."""

    def __init__(self, blobs: Blobs, *, now: Callable[[], datetime]) -> None:
        self._blobs = blobs
        self._now = now
        self._loop = Loop("housekeeping", self._turn)

    def start(self) -> None:
        """Begin, with the first round at once."""
        self._loop.start()

    def stop(self) -> None:
        """End and join."""
        self._loop.stop()

    def _turn(self, loop: Loop) -> None:
        try:
            swept = self._blobs.sweep(self._now())
        except Exception:
            log.exception("unfinished uploads could not be let go of")
        else:
            if swept:
                log.info("%d unfinished uploads were let go of", swept)
        loop.rest(_HOUR_S)
