"""The held polls: who waits for a branch's log to grow is answered from memory, at one look of the database for all."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi.concurrency import run_in_threadpool

from cso_desk import wire
from cso_desk.central.gate import Gate
from cso_desk.central.service import metrics
from cso_desk.central.store import CentralStore, Heads
from cso_desk.wire import Entry, Position

log = logging.getLogger(__name__)

_LOOK_S = 0.5
_MOST_BEHIND = 2 * wire.MAX_PAGE
_REMEMBERED_BYTES = 64 * 1024
_READ_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class _Known:
    n: int
    hash: str
    text: bytes


class _Branch:
    """The newest entries of one branch's log, as they travel, and who waits for the next.

    So many as have room, and the last one always: each worker remembers every branch.
    """

    def __init__(self) -> None:
        self.known: deque[_Known] = deque()
        self.waiting = 0
        self.grown = asyncio.Event()
        self.reading = asyncio.Lock()

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in where they go on from the last one known."""
        for entry in entries:
            if self.known and entry.n != self.known[-1].n + 1:
                if entry.n <= self.known[-1].n:
                    continue
                self.known.clear()
            self.known.append(_Known(entry.n, entry.hash, entry.model_dump_json().encode()))
        size = sum(len(one.text) for one in self.known)
        while len(self.known) > 1 and size > _REMEMBERED_BYTES:
            size -= len(self.known.popleft().text)
        self.ring()

    def ring(self) -> None:
        """Let those who wait look again."""
        grown, self.grown = self.grown, asyncio.Event()
        grown.set()

    def after(self, position: Position) -> list[_Known] | None:
        """What comes after a position; None where memory does not reach so far, or knows it otherwise."""
        if not self.known:
            return None
        ahead = self.known[-1].n - position.n
        if not 0 <= ahead < len(self.known) or self.known[-1 - ahead].hash != position.hash:
            return None
        return list(self.known)[len(self.known) - ahead :]


class Feeds:
    """Answers polls; used on the service's event loop alone."""

    def __init__(self, store: CentralStore, gate: Gate) -> None:
        self._store = store
        self._gate = gate
        self._heads = Heads(0, {})
        self._branches: dict[int, _Branch] = {}
        self._is_over = False

    @property
    def held(self) -> int:
        """How many polls are being held."""
        return sum(branch.waiting for branch in self._branches.values())

    async def page(self, branch: int, epoch: int, position: Position, wait_s: float) -> bytes | None:
        """The page after a position as JSON, None where nothing came within `wait_s`; raises CallRefused."""
        until = asyncio.get_running_loop().time() + wait_s
        while True:
            await self._warm_up(branch)
            found = self._remembered(branch, epoch, position)
            if found is None:
                async with self._gate:
                    page = await run_in_threadpool(self._store.feed, branch, epoch, position)
                if page.entries:
                    return page.model_dump_json().encode()
            elif found:
                return found
            if not await self._grows(branch, position, until):
                return None

    def grew(self, branch: int, epoch: int, entries: Iterable[Entry]) -> None:
        """Tell of entries that this process has just written, so that nobody waits for the next look."""
        if epoch == self._heads.epoch and branch in self._branches:
            self._branches[branch].add(entries)

    def ring_out(self) -> None:
        """Let every held poll go, now and from now on."""
        self._is_over = True
        for branch in self._branches.values():
            branch.grown.set()

    async def watch(self) -> None:
        """Look at the heads of all logs twice a second, for ever."""
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("the heads of the logs could not be read")
            await asyncio.sleep(_LOOK_S)

    async def _warm_up(self, number: int) -> None:
        """Read the end of a branch's log once, however many ask for it at the same time."""
        branch = self._branches.setdefault(number, _Branch())
        head = self._heads.n.get(number, 0)
        if branch.known or head == 0:
            return
        async with branch.reading:
            if not branch.known:
                after = {number: max(0, head - wire.MAX_PAGE)}
                found = await run_in_threadpool(self._store.entries, after, _READ_AT_ONCE)
                branch.add(found[number])

    async def _look(self) -> None:
        before, self._heads = self._heads, await run_in_threadpool(self._store.heads)
        for number, branch in self._branches.items():
            if self._heads.epoch != before.epoch:
                branch.known.clear()
            if self._heads.is_halted(number):
                branch.known.clear()
                branch.ring()
        behind: dict[int, int] = {}
        for number, branch in list(self._branches.items()):
            last = branch.known[-1].n if branch.known else None
            head = self._heads.n.get(number, 0)
            if self._heads.is_halted(number) or (branch.waiting == 0 and last is None):
                continue
            if last is None or not 0 <= head - last <= _MOST_BEHIND:
                branch.known.clear()
                behind[number] = max(0, head - wire.MAX_PAGE)
            elif head > last:
                behind[number] = last
        for number, entries in (await run_in_threadpool(self._store.entries, behind, _READ_AT_ONCE)).items():
            if entries:
                self._branches[number].add(entries)

    def _remembered(self, branch: int, epoch: int, position: Position) -> bytes | None:
        """The page as JSON; empty where nothing is new, None where memory cannot tell."""
        known = self._branches.get(branch)
        is_served = epoch == self._heads.epoch and not self._heads.is_halted(branch)
        found = known.after(position) if known is not None and is_served else None
        if known is None or found is None:
            return None
        if not found:
            return b""
        told = b",".join(one.text for one in found[: wire.MAX_PAGE])
        return b'{"epoch":%d,"entries":[%b],"head":%d}' % (epoch, told, known.known[-1].n)

    async def _grows(self, number: int, position: Position, until: float) -> bool:
        """Wait until the branch's log may be longer than at `position`; False when `until` (loop time) came first."""
        branch = self._branches.setdefault(number, _Branch())
        branch.waiting += 1
        try:
            while not self._is_over and (left := until - asyncio.get_running_loop().time()) > 0:
                grown = branch.grown
                if self._heads.is_halted(number):
                    return True
                if branch.known and branch.known[-1].n > position.n:
                    return True
                try:
                    with metrics.held_poll():
                        async with asyncio.timeout(left):  # wait_for would make a task of its own for each
                            await grown.wait()
                except TimeoutError:
                    return False
            return False
        finally:
            branch.waiting -= 1
