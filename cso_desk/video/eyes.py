"""Looks at pictures in a process of its own: NumPy's many short steps would keep the interpreter from the window."""

import logging
import time
from dataclasses import asdict

from cso_desk.child import Child, NoAnswer, command

from . import LOOK_WORKER
from .picture import Image
from .quad import Quad
from .quality import Limits
from .seeing import Blind, Seen

LONGEST_S = 10.0
"""So long a picture may take, that for which the process is started too; else the process is put down."""

IDLE_S = 120.0
"""After so long without a picture `rest` ends the process, and its memory with it; the next picture starts it again."""

AGAIN_S = 1.0
"""So soon after it failed it is started again."""

_log = logging.getLogger(__name__)


class Eyes:
    """One process that looks, started with the first picture. For one thread, but for `put_down`."""

    def __init__(
        self, *, longest_s: float = LONGEST_S, idle_s: float = IDLE_S, worker: list[str] | None = None
    ) -> None:
        """`worker` is what is run instead of the process that looks, in tests."""
        self._longest_s, self._idle_s = longest_s, idle_s
        self._worker = worker or command("cso_desk.video.process", LOOK_WORKER)
        self._child: Child | None = None
        self._shut = False
        self._used_at = self._failed_at = float("-inf")

    def see(self, image: Image, limits: Limits, *, before: Quad | None, ago_s: float, follow: bool) -> Seen | None:
        """As `seeing.see`. Raises Blind where the process failed, or has failed a moment ago."""
        self._used_at = time.monotonic()
        head = {
            "limits": asdict(limits),
            "before": None if before is None else before.tolist(),
            "ago_s": ago_s,
            "follow": follow,
        }
        try:
            told = self._begun().ask(head, image, within_s=self._longest_s)
        except (NoAnswer, OSError) as fault:
            self.close()
            self._failed_at = time.monotonic()
            if not self._shut:
                _log.warning("the process that looks for papers did not start or ended before its answer: %s", fault)
            raise Blind from fault
        if "fault" in told:
            _log.error("looking for a paper failed:\n%s", told["fault"])
            raise Blind
        return None if told["seen"] is None else Seen.from_json(told["seen"])

    def rest(self) -> None:
        """Tell that there is nothing to look at now."""
        if self._child is not None and time.monotonic() - self._used_at > self._idle_s:
            self.close()

    def put_down(self) -> None:
        """End the process at once and for good, from any thread; who waits for it gets Blind."""
        self._shut = True
        child = self._child
        if child is not None:
            child.put_down()

    def close(self) -> None:
        """End the process; the next picture starts it again."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def _begun(self) -> Child:
        child = self._child
        if child is None:
            if time.monotonic() - self._failed_at < AGAIN_S:
                raise Blind
            child = self._child = Child(self._worker, name="documents")
        if self._shut:
            child.put_down()
        return child
