"""Carries the outbox to the centre and the centre's log to the desk, for as long as the program runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from pydantic import ValidationError

from cso_desk.wire import POLL_S, Receipt
from cso_desk.worker import Loop

from .asking import problem_in
from .client import DEADLINE_S, Access, Line, LineDown
from .contact import Contact
from .engine import Engine
from .model import Officer, SyncStatus
from .pace import Pace
from .reach import Reach
from .store import DeskStore
from .witness import EVERY_S

_LOOK_S = 1.0


@dataclass(frozen=True, slots=True)
class Centre:
    """Where the centre is, and what proves to it who calls."""

    url: str
    access: Access

    def receipt(self, number: str) -> Receipt | None:
        """What a receipt proves, by its number; None where the centre knows none such.

        Asks at once and in the caller's thread; raises LineDown where the centre's word does not come.
        """
        line = Line(self.url, self.access)
        try:
            answer = line.call("GET", f"/v1/receipts/{quote(number, safe='')}")
        finally:
            line.close()
        code = "" if answer.status == 200 else problem_in(answer).code
        if code == "UNKNOWN_RECEIPT":
            return None
        if answer.status != 200:
            raise LineDown(code.lower() or f"http_{answer.status}", delivered=True)
        try:
            return Receipt.model_validate_json(answer.body)
        except ValidationError:
            raise LineDown("bad_answer", delivered=True) from None


class Sync:
    """Three loops: one pushes, one follows the feed, one cuts the calls that take too long.

    `on_status` gets the line's state after each exchange, `on_settled` is told when what the desk shows has changed;
    both are called on the loops' threads.
    """

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        centre: Centre,
        *,
        on_status: Callable[[SyncStatus], None],
        on_settled: Callable[[], None],
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        reach: Reach | None = None,
        rules: str = "",
        make_pace: Callable[[], Pace] = Pace,
        poll_s: float = POLL_S,
        witness_s: float = EVERY_S,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._push_line = Line(centre.url, centre.access, deadline_s=deadline_s)
        self._feed_line = Line(centre.url, centre.access, deadline_s=deadline_s)
        self._engine = Engine(
            store,
            officer,
            push_line=self._push_line,
            feed_line=self._feed_line,
            contact=Contact(store, officer, on_status, now, reach or Reach()),
            on_settled=on_settled,
            on_again=self.wake,
            now=now,
            rules=rules,
            make_pace=make_pace,
            poll_s=poll_s,
            witness_s=witness_s,
        )
        self._push = Loop("sync push", lambda loop: loop.rest(self._engine.push()))
        self._feed = Loop("sync feed", lambda loop: loop.rest(self._engine.feed()))
        self._watch = Loop("sync watch", self._watch_turn)

    def start(self) -> None:
        """Begin to exchange."""
        for loop in (self._watch, self._push, self._feed):
            loop.start()

    def stop(self) -> None:
        """Cut what is under way and join; what was not answered is asked again at the next start."""
        loops = (self._push, self._feed, self._watch)
        self._engine.end()
        for loop in loops:
            loop.ask_to_stop()
        for line in (self._push_line, self._feed_line):
            line.cut()
        for loop in loops:
            loop.stop()
        for line in (self._push_line, self._feed_line):
            line.close()

    def wake(self) -> None:
        """Say that there is something to send."""
        self._push.wake()

    def hurry(self) -> None:
        """Say that the officer has just signed in, or that the line is back: nothing waits out its pause."""
        self._engine.hurry()
        self._push.wake()
        self._feed.wake()

    def _watch_turn(self, loop: Loop) -> None:
        for line in (self._push_line, self._feed_line):
            line.cut_overdue()
        loop.rest(_LOOK_S)
