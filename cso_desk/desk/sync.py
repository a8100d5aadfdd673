"""Carries the outbox to the centre and the centre's log to the desk, for as long as the program runs."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from pydantic import ValidationError

from cso_desk.wire import POLL_S, ChainBroken, FeedGap, Page, Problem, PushAnswer, Receipt, Result, Status, canonical
from cso_desk.worker import Loop

from .client import DEADLINE_S, Answer, Line, LineDown
from .errors import StoreError
from .exchange import SEAL_AFTER, Outgoing, Verified
from .model import LineState, Officer, SyncStatus
from .pace import Pace
from .store import DeskStore

log = logging.getLogger(__name__)

_IDLE_S = 60.0
_LOOK_S = 1.0
_QUICK_S = 1.0
_DELIVERED_FROM = 500


@dataclass(frozen=True, slots=True)
class Centre:
    """Where the centre is, and the token it knows this desk by."""

    url: str
    token: str

    def receipt(self, number: str) -> Receipt | None:
        """What a receipt proves, by its number; None where the centre knows none such.

        Asks at once and in the caller's thread; raises LineDown where the centre's word does not come.
        """
        line = Line(self.url, self.token)
        try:
            answer = line.call("GET", f"/v1/receipts/{quote(number, safe='')}")
        finally:
            line.close()
        code = "" if answer.status == 200 else _problem(answer).code
        if code == "UNKNOWN_RECEIPT":
            return None
        if answer.status != 200:
            raise LineDown(code.lower() or f"http_{answer.status}", delivered=True)
        try:
            return Receipt.model_validate_json(answer.body)
        except ValidationError:
            raise LineDown("bad_answer", delivered=True) from None


class _Trouble(Exception):
    """An exchange that did not go as it should; `cause` is a code, `least_s` what the centre asked to wait."""

    def __init__(self, cause: str, least_s: float = 0.0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.least_s = least_s


class Sync:
    """Three loops: one pushes, one follows the feed, one cuts the calls that take too long.

    `on_status` gets the line's state after each exchange, `on_settled` is told when what the desk shows has changed;
    both are called on the loops' threads. Nothing is ever taken from the outbox but by the centre's word.
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
        make_pace: Callable[[], Pace] = Pace,
        poll_s: float = POLL_S,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._store = store
        self._officer = officer
        self._on_settled = on_settled
        self._now = now
        self._poll_s = poll_s
        self._contact = _Contact(store, officer, on_status, now)
        self._push_line = Line(centre.url, centre.token, deadline_s=deadline_s)
        self._feed_line = Line(centre.url, centre.token, deadline_s=deadline_s)
        self._push_pace, self._feed_pace = make_pace(), make_pace()
        self._chain_broken = False
        self._starting_over = threading.Lock()
        self._push = Loop("sync push", self._push_turn)
        self._feed = Loop("sync feed", self._feed_turn)
        self._watch = Loop("sync watch", self._watch_turn)

    def start(self) -> None:
        """Begin to exchange."""
        for loop in (self._watch, self._push, self._feed):
            loop.start()

    def stop(self) -> None:
        """Cut what is under way and join; what was not answered is asked again at the next start."""
        loops = (self._push, self._feed, self._watch)
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

    def _watch_turn(self, loop: Loop) -> None:
        for line in (self._push_line, self._feed_line):
            line.cut_overdue()
        loop.rest(_LOOK_S)

    def _push_turn(self, loop: Loop) -> None:
        if (left := self._push_pace.left_s) > 0:
            self._contact.say()
            loop.rest(left)
            return
        try:
            outgoing = self._store.take_out(self._officer, self._now())
            if not outgoing.ops:
                self._contact.say()
                loop.rest(SEAL_AFTER.total_seconds() if outgoing.has_drafts else _IDLE_S)
                return
            self._contact.say()
            self._exchange(outgoing)
            self._contact.good("push")
            self._push_pace.succeeded()
        except (_Trouble, StoreError) as trouble:
            self._bad(loop, "push", self._push_pace, trouble)

    def _feed_turn(self, loop: Loop) -> None:
        if (left := self._feed_pace.left_s) > 0:
            loop.rest(left)
            return
        if self._chain_broken:
            loop.rest(_IDLE_S)
            return
        try:
            asked = time.monotonic()
            wait_s = self._poll_s if self._contact.is_good("feed") else 0.0
            news = self._follow(self._store.position(self._officer), wait_s)
            self._feed_pace.succeeded()
            if not news and time.monotonic() - asked < min(_QUICK_S, wait_s):
                self._feed_pace.hold(_QUICK_S)
            self._contact.good("feed")
        except (_Trouble, StoreError) as trouble:
            self._bad(loop, "feed", self._feed_pace, trouble)

    def _bad(self, loop: Loop, what: str, pace: Pace, trouble: _Trouble | StoreError) -> None:
        if loop.stopping:
            return
        cause = trouble.cause if isinstance(trouble, _Trouble) else trouble.code
        log.warning("%s: %s", what, cause)
        pace.failed(trouble.least_s if isinstance(trouble, _Trouble) else 0.0)
        self._contact.bad(what, cause)
        self._on_settled()

    def _exchange(self, outgoing: Outgoing) -> None:
        try:
            answer = self._push_line.call("POST", "/v1/push", body=self._body(outgoing))
        except LineDown as down:
            self._unanswered(outgoing, delivered=down.delivered)
            raise _Trouble(down.cause) from down
        if answer.status != 200:
            self._refused(outgoing, answer)
            return
        try:
            told = PushAnswer.model_validate_json(answer.body)
        except ValidationError:
            self._store.no_answer()
            raise _Trouble("bad_answer") from None
        ours = _own(told.results, outgoing)
        try:
            self._settle(told.epoch, ours, told.feed)
        finally:
            self._store.take_back(outgoing)
        if all(result.status is Status.RETRY for result in ours):
            raise _Trouble("no_results", max((result.after_s for result in ours), default=0.0))

    def _follow(self, at: Verified, wait_s: float) -> int:
        """Ask for what comes after a place of the log, and take it in; returns how much it was."""
        params = {"epoch": at.epoch, "after": at.after.n, "hash": at.after.hash, "wait": wait_s}
        try:
            answer = self._feed_line.call("GET", f"/v1/feed/{self._officer.branch}", params=params)
        except LineDown as down:
            raise _Trouble(down.cause) from down
        if answer.status == 204:
            return 0
        if answer.status != 200:
            self._heed(_problem(answer), answer, at)
            return 1
        try:
            page = Page.model_validate_json(answer.body)
        except ValidationError:
            raise _Trouble("bad_answer") from None
        return self._settle(page.epoch, [], page)

    def _refused(self, outgoing: Outgoing, answer: Answer) -> None:
        """A whole push was not taken, or only its first ops: those first."""
        problem = _problem(answer)
        results = _own(problem.results, outgoing)
        if results:
            self._settle(outgoing.verified.epoch, results, None)
        self._unanswered(outgoing, delivered=answer.status >= _DELIVERED_FROM)
        self._heed(problem, answer, outgoing.verified)

    def _heed(self, problem: Problem, answer: Answer, at: Verified) -> None:
        if problem.code in ("EPOCH", "FORK", "SEQ_GAP"):
            self._start_over(problem, at)
            if at.epoch == 0:
                return
        raise _Trouble(problem.code.lower() or f"http_{answer.status}", answer.retry_after_s)

    def _start_over(self, problem: Problem, at: Verified) -> None:
        epoch = problem.facts.get("epoch", at.epoch)
        if not isinstance(epoch, int) or epoch < at.epoch:
            raise _Trouble("epoch_behind")
        with self._starting_over:
            if self._store.position(self._officer).epoch != at.epoch:
                return
            if at.epoch == 0:
                log.info("a new desk takes up the history of epoch %d", epoch)
            else:
                log.warning("starting over in epoch %d: %s", epoch, problem.code)
            self._store.start_over(self._officer, epoch)
            self._chain_broken = False
        self._push.wake()
        self._on_settled()

    def _unanswered(self, outgoing: Outgoing, *, delivered: bool) -> None:
        if delivered:
            self._store.no_answer()
            return
        self._store.take_back(outgoing)

    def _settle(self, epoch: int, results: list[Result], page: Page | None) -> int:
        try:
            news = self._store.settle(self._officer, epoch, results, None if self._chain_broken else page, self._now())
        except FeedGap:
            raise _Trouble("feed_gap") from None
        except ValueError as error:
            log.exception("the feed tells what this program does not understand")
            self._store.settle(self._officer, epoch, results, None, self._now())
            raise _Trouble("not_understood") from error
        except ChainBroken as broken:
            self._chain_broken = True
            log.error("alarm: the log of branch %d does not fit at entry %s", self._officer.branch, broken)
            raise _Trouble("chain_break") from None
        if news:
            self._on_settled()
        return news

    def _body(self, outgoing: Outgoing) -> bytes:
        """The push as it travels: the ops' bytes are put in as they were sealed."""
        head = {
            "desk": self._officer.desk,
            "inc": str(outgoing.inc),
            "branch": self._officer.branch,
            "epoch": outgoing.verified.epoch,
            "after": outgoing.verified.after.model_dump(),
        }
        return canonical(head)[:-1] + b',"ops":[' + ",".join(outgoing.ops).encode() + b"]}"


class _Contact:
    """What is known of the line, told whenever it may have changed; shared by the loops."""

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        on_status: Callable[[SyncStatus], None],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._officer = officer
        self._on_status = on_status
        self._now = now
        self._lock = threading.Lock()
        self._good_at: datetime | None = None
        self._failing: dict[str, tuple[datetime, str]] = {}

    def is_good(self, what: str) -> bool:
        """True where the last exchange of this kind brought a good answer."""
        with self._lock:
            return self._good_at is not None and what not in self._failing

    def good(self, what: str) -> None:
        """An answer came, and it was a good one."""
        with self._lock:
            self._good_at = self._now()
            self._failing.pop(what, None)
        self.say()

    def bad(self, what: str, cause: str) -> None:
        """No good answer came."""
        with self._lock:
            since, _ = self._failing.get(what, (self._now(), cause))
            self._failing[what] = (since, cause)
        self.say()

    def say(self) -> None:
        """Tell the line's state."""
        try:
            counts = self._store.counts(self._officer)
        except StoreError as error:
            self._on_status(SyncStatus(LineState.OFFLINE, cause=error.code))
            return
        with self._lock:
            failing = min(self._failing.values(), default=None)
            good_at = self._good_at
        state = LineState.SYNCED
        if counts.unsure:
            state = LineState.UNSURE
        elif failing is not None:
            state = LineState.OFFLINE
        elif counts.refused:
            state = LineState.REFUSED
        elif good_at is None:
            state = LineState.OFFLINE
        elif counts.queued:
            state = LineState.SENDING
        since, cause = failing if failing is not None else (good_at, "" if good_at else "not_yet")
        self._on_status(SyncStatus(state, counts.queued, counts.unsure, counts.refused, since=since, cause=cause))


def _own(results: list[Result], outgoing: Outgoing) -> list[Result]:
    """The results of the ops that were sent; what answers another question is no answer."""
    return [result for result in results if result.op_id in outgoing.op_ids]


def _problem(answer: Answer) -> Problem:
    try:
        return Problem.model_validate_json(answer.body)
    except ValidationError:
        return Problem(code="")
