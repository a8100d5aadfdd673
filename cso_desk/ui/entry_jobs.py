"""Does what waits for the centre, a password or the disk on a thread of its own, and tells the window how it ended."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from cso_desk.desk.asking import Refused
from cso_desk.desk.client import LineDown
from cso_desk.desk.errors import StoreError
from cso_desk.desk.session import NotReached
from cso_desk.worker import Worker

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: its `value`, or a code with facts; `is_down` where the centre's word did not come.

    `until`: how long the officer may go on without that word; None who may not, and `why_not` is the code for it.
    """

    value: Any = None
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    is_down: bool = False
    until: datetime | None = None
    why_not: str = "no_offline"


class EntryBridge(QObject):
    """What the jobs' thread may touch."""

    ended = Signal(object, object)
    """Which job, and its Outcome."""


class SessionBridge(QObject):
    """What the lines' threads may touch."""

    must_sign_in = Signal(str)
    """Why the officer has to sign in anew: a code."""


class EntryJobs(QObject):
    """One job at a time; what became of one that was given up is not told. What has `start()` has `stop()`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("entry")
        self._bridge = EntryBridge(self)
        self._bridge.ended.connect(self._ended)
        self._turn: object | None = None
        self._then: Callable[[Outcome], None] | None = None

    def start(self) -> None:
        """Start the thread."""
        self._worker.start()

    def stop(self) -> None:
        """Let the running job end, and join."""
        self.give_up()
        self._worker.stop()

    def do(self, job: Callable[[], object], then: Callable[[Outcome], None]) -> None:
        """Do a job, then say on this thread how it ended, unless another one was given or this was given up."""
        turn = self._turn = object()
        self._then = then
        bridge = self._bridge
        self._worker.do(lambda: bridge.ended.emit(turn, _outcome(job)))

    def give_up(self) -> None:
        """Take no notice of what is under way."""
        self._turn = self._then = None

    @Slot(object, object)
    def _ended(self, turn: object, outcome: Outcome) -> None:
        if turn is not self._turn or self._then is None:
            return
        then = self._then
        self.give_up()
        then(outcome)


def _outcome(job: Callable[[], object]) -> Outcome:
    try:
        return Outcome(job())
    except Refused as refused:
        return Outcome(code=refused.code, facts=refused.facts)
    except NotReached as away:
        return Outcome(code=away.cause, is_down=True, until=away.until, why_not=away.why_not)
    except LineDown as down:
        return Outcome(code=down.cause, is_down=True)
    except (OSError, StoreError):
        log.exception("the disk does not take what belongs to an officer's sign-in")
        return Outcome(code="disk")
    except Exception:
        log.exception("a fault of ours at the sign-in")
        return Outcome(code="fault")
