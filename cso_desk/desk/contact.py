"""How the line stands, as the officer is told it."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from cso_desk.wire import Welcome

from .errors import StoreError
from .model import LineState, Officer, SyncStatus
from .reach import Reach
from .store import DeskStore

log = logging.getLogger(__name__)

CHAIN_BROKEN = "chain_break"
"""The centre answers, and what it tells is not believed."""


class Contact:
    """What is known of the line, told whenever it may have changed; shared by the loops."""

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        on_status: Callable[[SyncStatus], None],
        now: Callable[[], datetime],
        reach: Reach,
    ) -> None:
        self._store = store
        self._officer = officer
        self._on_status = on_status
        self._now = now
        self._reach = reach
        self._unproven = ""
        self._other_rules = False
        self._lock = threading.Lock()
        self._good_at: datetime | None = None
        self._failing: dict[str, tuple[datetime, str]] = {}
        self._doubts: dict[str, datetime] = {}

    def is_good(self, what: str) -> bool:
        """True where the last exchange of this kind brought a good answer."""
        with self._lock:
            return self._good_at is not None and what not in self._failing

    def waits_for(self, officer: str) -> None:
        """Another officer has to sign in before the rest can be sent; "" where nobody has."""
        self._unproven = officer

    def welcome(self, welcome: Welcome, rules: str) -> None:
        """The centre has said what it is and what time it has."""
        self._other_rules = bool(welcome.rules) and bool(rules) and welcome.rules != rules
        if self._other_rules:
            log.error("alarm: the centre judges by other tables than this desk")
        self._reach.up(welcome.server_time)

    def good(self, what: str, server_time: datetime | None = None) -> None:
        """An answer came, and it was a good one."""
        self._reach.up(server_time)
        with self._lock:
            self._good_at = self._now()
            self._failing.pop(what, None)
        self.say()

    def rests(self, what: str) -> None:
        """There is nothing to exchange: what failed before was brought another way, and is no trouble any more."""
        with self._lock:
            self._failing.pop(what, None)
        self.say()

    def bad(self, what: str, cause: str) -> None:
        """No good answer came."""
        if cause != CHAIN_BROKEN:  # the centre answers; what it tells is not believed
            self._reach.down()
        with self._lock:
            since, _ = self._failing.get(what, (self._now(), cause))
            self._failing[what] = (since, cause)
        self.say()

    def doubt(self, cause: str) -> None:
        """The centre contradicts itself, or what this desk has verified; said until it is believed again."""
        with self._lock:
            is_new = cause not in self._doubts
            self._doubts.setdefault(cause, self._now())
        if is_new:
            self.say()

    def believe(self, cause: str) -> None:
        """That doubt is no more."""
        with self._lock:
            was_there = self._doubts.pop(cause, None) is not None
        if was_there:
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
            doubt = min(((since, cause) for cause, since in self._doubts.items()), default=None)
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
        elif doubt is not None:
            state, failing = LineState.OFFLINE, doubt
        elif counts.queued:
            state = LineState.SENDING
        since, cause = failing if failing is not None else (good_at, "" if good_at else "not_yet")
        if state is LineState.SENDING and self._unproven:
            cause = "unproven"
        elif state is LineState.SYNCED and self._other_rules:
            cause = "other_rules"
        self._on_status(SyncStatus(state, counts.queued, counts.unsure, counts.refused, since=since, cause=cause))
