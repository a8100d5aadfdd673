"""How much work a desk holds that the centre has not answered for."""

from dataclasses import dataclass
from datetime import datetime

from .store import DeskStore


@dataclass(frozen=True, slots=True)
class Unsent:
    """Pieces of work without an answer, and whether attachments wait to be sent besides."""

    work: int
    attachments: bool

    def __bool__(self) -> bool:
        """True while there is something that only this desk has."""
        return self.work > 0 or self.attachments


def unsent(store: DeskStore, now: datetime) -> Unsent:
    """What this desk's store holds, whoever wrote it; raises StoreError."""
    queued = store.hello(now, version="", rules="").queued
    return Unsent(queued, store.attachments.first() is not None)
