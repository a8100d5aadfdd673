"""What the desk exchanges with the centre, turn by turn; who owns the threads says when."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from cso_desk import __version__
from cso_desk.wire import (
    MAX_ASKED,
    POLL_S,
    Kept,
    KnownOps,
    OpIds,
    Page,
    Problem,
    PushAnswer,
    Result,
    Snapshot,
    Status,
    Welcome,
)
from cso_desk.wire.chain import ChainBroken, FeedGap, canonical

from .asking import problem_in
from .client import Answer, LineDown, Patience
from .contact import CHAIN_BROKEN, Contact
from .errors import StoreError
from .exchange import SEAL_AFTER, Outgoing, Verified
from .model import Officer
from .pace import Pace
from .store import DeskStore
from .witness import EVERY_S, Witness

log = logging.getLogger(__name__)

M = TypeVar("M", bound=BaseModel)

HISTORY_DIFFERS = "history_differs"
"""The centre does not have what this desk has verified."""

_IDLE_S = 60.0
_QUICK_S = 1.0
_DELIVERED_FROM = 500
_MOST_PACE_S = 120.0
_SNAPSHOT = Patience(deadline_s=900.0, most_bytes=512 << 20)  # of a large branch, on a thin line


def _nothing() -> None:
    """Wake nobody."""


class Calls(Protocol):
    """What the engine needs of a line to the centre."""

    def call(
        self, method: str, path: str, *, body: bytes | None = None, params: Any = None, patience: Patience | None = None
    ) -> Answer:
        """Ask the centre; raises LineDown where no whole answer came."""

    def renew(self) -> bool:
        """Fetch another token; False where the officer has to sign in anew. Raises LineDown."""


class Trouble(Exception):
    """An exchange that did not go as it should; `cause` is a code, `least_s` what the centre asked to wait."""

    def __init__(self, cause: str, least_s: float = 0.0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.least_s = least_s


class Engine:
    """The turns of pushing and of following the feed, which may run beside each other on a line each.

    After each silence the desk says hello first: the centre tells its time and how long to wait, so that the desks
    of a country do not come back at once. A new desk takes up a snapshot before it follows the feed. Nothing is ever
    taken from the outbox but by the centre's word.

    `on_settled` is told when what the desk shows has changed, `on_again` that there is again something to send.
    """

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        *,
        push_line: Calls,
        feed_line: Calls,
        contact: Contact,
        on_settled: Callable[[], None],
        on_again: Callable[[], None] = _nothing,
        now: Callable[[], datetime],
        rules: str = "",
        make_pace: Callable[[], Pace] = Pace,
        poll_s: float = POLL_S,
        witness_s: float = EVERY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._officer = officer
        self._push_line = push_line
        self._feed_line = feed_line
        self._contact = contact
        self._on_settled = on_settled
        self._on_again = on_again
        self._now = now
        self._rules = rules
        self._poll_s = poll_s
        self._clock = clock
        self._push_pace, self._feed_pace = make_pace(), make_pace()
        self._witness = Witness(store, officer, feed_line, contact, every_s=witness_s, clock=clock)
        self._chain_broken = False
        self._welcomed = False
        self._ended = False
        self._starting_over = threading.Lock()

    def push(self) -> float:
        """Send what waits, if it is time; returns for how long to rest unless there is news, in seconds."""
        if (left := self._push_pace.left_s) > 0:
            self._contact.say()
            return left
        try:
            self._ask_after_old_ops()
            outgoing = self._store.take_out(self._officer, self._now())
            self._contact.waits_for(outgoing.unproven)
            if not outgoing.ops:
                self._contact.rests("push")
                return SEAL_AFTER.total_seconds() if outgoing.has_drafts else _IDLE_S
            self._contact.say()
            told = self._exchange(outgoing)
            self._contact.good("push", told.server_time)
            self._push_pace.succeeded()
            if told.pace_s > 0:
                self._push_pace.hold(min(told.pace_s, _MOST_PACE_S))
        except (Trouble, StoreError) as trouble:
            self._bad("push", self._push_pace, trouble)
        return 0.0

    def feed(self) -> float:
        """Follow the centre's log, if it is time; returns for how long to rest, in seconds."""
        if self._chain_broken:
            self._contact.bad("feed", CHAIN_BROKEN)
            return _IDLE_S
        if (left := self._feed_pace.left_s) > 0:
            return left
        try:
            if (not self._welcomed and self._greet()) or self._take_snapshot():
                return 0.0
            asked = self._clock()
            wait_s = self._poll_s if self._contact.is_good("feed") else 0.0
            news = self._follow(self._store.position(self._officer), wait_s)
            self._feed_pace.succeeded()
            if not news and self._clock() - asked < min(_QUICK_S, wait_s):
                self._feed_pace.hold(_QUICK_S)
            self._contact.good("feed")
            self._witness.look()
        except (Trouble, StoreError) as trouble:
            self._bad("feed", self._feed_pace, trouble)
            if isinstance(trouble, Trouble) and trouble.cause == HISTORY_DIFFERS:
                self._testify()
        return 0.0

    def hurry(self) -> None:
        """Let nothing wait out its pause."""
        self._push_pace.succeeded()
        self._feed_pace.succeeded()

    def end(self) -> None:
        """What fails from now on was cut: it is nobody's fault and is told to nobody."""
        self._ended = True

    def _testify(self) -> None:
        try:
            self._witness.testify()
        except StoreError as error:
            log.warning("checkpoints: %s", error.code)

    def _bad(self, what: str, pace: Pace, trouble: Trouble | StoreError) -> None:
        if self._ended:
            return
        cause = trouble.cause if isinstance(trouble, Trouble) else trouble.code
        self._welcomed = self._welcomed and what != "feed"
        log.warning("%s: %s", what, cause)
        pace.failed(trouble.least_s if isinstance(trouble, Trouble) else 0.0)
        self._contact.bad(what, cause)
        self._on_settled()

    def _greet(self) -> bool:
        """Say hello; True where the centre asks to come later."""
        hello = self._store.hello(self._now(), version=__version__, rules=self._rules)
        answer = self._ask("POST", "/v1/hello", hello.model_dump_json().encode())
        welcome = _read(Welcome, answer)
        self._welcomed = True
        self._contact.welcome(welcome, self._rules)
        if welcome.pace_s <= 0:
            return False
        self._feed_pace.hold(min(welcome.pace_s, _MOST_PACE_S))
        return True

    def _take_snapshot(self) -> bool:
        """Take up the branch's claims at once where the feed was never followed; True where it did."""
        at = self._store.position(self._officer)
        if at.epoch == 0 or at.after.n != 0:
            return False
        try:
            answer = self._feed_line.call("GET", f"/v1/snapshot/{self._officer.branch}", patience=_SNAPSHOT)
        except LineDown as down:
            raise Trouble(down.cause) from down
        if answer.status != 200:
            self._heed(problem_in(answer), answer, at)
            return True
        lines = iter(answer.body.splitlines())
        try:
            head = Snapshot.model_validate_json(next(lines, b""))
            if head.epoch != at.epoch or head.at.n == 0:
                return False
            taken = self._store.load(self._officer, head, _kept_in(lines, head.claims))
        except ValueError as error:
            log.exception("the snapshot tells what this program does not understand")
            raise Trouble("not_understood") from error
        if taken:
            self._on_settled()
        return True

    def _ask_after_old_ops(self) -> None:
        """After a new beginning ask which of the answered ops the centre still knows; the others are sent again."""
        op_ids = self._store.unasked()
        for start in range(0, len(op_ids), MAX_ASKED):
            chunk = op_ids[start : start + MAX_ASKED]
            body = OpIds(op_ids=chunk).model_dump_json().encode()
            known = _read(KnownOps, self._ask("POST", "/v1/ops/known", body, self._push_line))
            self._store.asked(chunk, known.known, self._now())
        if op_ids:
            self._on_settled()

    def _ask(self, method: str, path: str, body: bytes, line: Calls | None = None) -> Answer:
        try:
            answer = (line or self._feed_line).call(method, path, body=body)
        except LineDown as down:
            raise Trouble(down.cause) from down
        if answer.status != 200:
            raise Trouble(problem_in(answer).code.lower() or f"http_{answer.status}", answer.retry_after_s)
        return answer

    def _exchange(self, outgoing: Outgoing) -> PushAnswer:
        try:
            answer = self._push_line.call("POST", "/v1/push", body=self._body(outgoing))
        except LineDown as down:
            self._unanswered(outgoing, delivered=down.delivered)
            raise Trouble(down.cause) from down
        if answer.status != 200:
            self._refused(outgoing, answer)
            return PushAnswer(epoch=0, feed=Page(epoch=0))
        try:
            told = PushAnswer.model_validate_json(answer.body)
        except ValidationError:
            self._store.no_answer()
            raise Trouble("bad_answer") from None
        ours = _own(told.results, outgoing)
        try:
            self._settle(told.epoch, ours, told.feed)
        finally:
            self._store.take_back(outgoing)
        if all(result.status is Status.RETRY for result in ours):
            raise Trouble("no_results", max((result.after_s for result in ours), default=0.0))
        return told

    def _follow(self, at: Verified, wait_s: float) -> int:
        """Ask for what comes after a place of the log, and take it in; returns how much it was."""
        params = {"epoch": at.epoch, "after": at.after.n, "hash": at.after.hash, "wait": wait_s}
        try:
            answer = self._feed_line.call("GET", f"/v1/feed/{self._officer.branch}", params=params)
        except LineDown as down:
            raise Trouble(down.cause) from down
        if answer.status == 204:
            return 0
        if answer.status != 200:
            self._heed(problem_in(answer), answer, at)
            return 1
        try:
            page = Page.model_validate_json(answer.body)
        except ValidationError:
            raise Trouble("bad_answer") from None
        return self._settle(page.epoch, [], page)

    def _refused(self, outgoing: Outgoing, answer: Answer) -> None:
        """A whole push was not taken, or only its first ops: those first."""
        problem = problem_in(answer)
        results = _own(problem.results, outgoing)
        if results:
            self._settle(outgoing.verified.epoch, results, None)
        self._unanswered(outgoing, delivered=answer.status >= _DELIVERED_FROM)
        if problem.code == "NOT_PROVEN":
            self._store.prove_anew(problem.facts.get("op_id"))
            self._show_oneself_anew()
        if problem.code == "HASH_MISMATCH":
            op_id, held = (problem.facts.get(name) for name in ("op_id", "held"))
            if self._store.rename(op_id, held):
                return
        self._heed(problem, answer, outgoing.verified)

    def _show_oneself_anew(self) -> None:
        """The centre may have lost the session itself, as in a restore: then its officer is asked to sign in."""
        try:
            self._push_line.renew()
        except LineDown as down:
            raise Trouble(down.cause) from down

    def _heed(self, problem: Problem, answer: Answer, at: Verified) -> None:
        if problem.code in ("EPOCH", "FORK", "SEQ_GAP"):
            self._start_over(problem, at)
            if at.epoch == 0:
                return
        raise Trouble(problem.code.lower() or f"http_{answer.status}", answer.retry_after_s)

    def _start_over(self, problem: Problem, at: Verified) -> None:
        epoch = problem.facts.get("epoch", at.epoch)
        if not isinstance(epoch, int) or epoch < at.epoch:
            raise Trouble("epoch_behind")
        with self._starting_over:
            if self._store.position(self._officer).epoch != at.epoch:
                return
            if at.epoch == 0:
                log.info("a new desk takes up the history of epoch %d", epoch)
            else:
                log.warning("starting over in epoch %d: %s", epoch, problem.code)
            self._store.start_over(self._officer, epoch)
            self._chain_broken = False
            self._witness.start_over()
        self._on_again()
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
            raise Trouble("feed_gap") from None
        except ValueError as error:
            log.exception("the feed tells what this program does not understand")
            self._store.settle(self._officer, epoch, results, None, self._now())
            raise Trouble("not_understood") from error
        except ChainBroken as broken:
            self._chain_broken = True
            self._contact.bad("feed", CHAIN_BROKEN)
            log.error("alarm: the log of branch %d does not fit at entry %s", self._officer.branch, broken)
            raise Trouble(CHAIN_BROKEN) from None
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


def _own(results: list[Result], outgoing: Outgoing) -> list[Result]:
    """The results of the ops that were sent; what answers another question is no answer."""
    return [result for result in results if result.op_id in outgoing.op_ids]


def _kept_in(lines: Iterator[bytes], claims: int) -> Iterator[Kept]:
    """The claims of a snapshot; raises ValueError where they are not as many as it says."""
    count = 0
    for line in lines:
        count += 1
        yield Kept.model_validate_json(line)
    if count != claims:
        raise ValueError(f"a snapshot of {claims} claims tells {count}")


def _read(kind: type[M], answer: Answer) -> M:
    try:
        return kind.model_validate_json(answer.body)
    except ValidationError:
        raise Trouble("bad_answer") from None
