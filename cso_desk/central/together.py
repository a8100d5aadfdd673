"""Lets calls that come at the same time share the work: those that arrive while others are under way go as one."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from fastapi.concurrency import run_in_threadpool

_COMPANY_S = 0.002

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Together(Generic[_Asked, _Answer]):
    """`act` answers several at once, in their order, on a thread; up to `lanes` such groups are under way at a time.

    A group weighs no more than `most` by `weigh`, if it is not of one alone.

    Those who were answered together come back one after the other, and the first of them would keep all others
    waiting: after a group of several the next one waits a moment for company. Where little is asked, nobody waits.
    Used on the service's event loop alone.
    """

    def __init__(
        self,
        act: Callable[[Sequence[_Asked]], Sequence[_Answer]],
        *,
        lanes: int,
        most: int,
        weigh: Callable[[_Asked], int] = lambda _asked: 1,
        company_s: float = _COMPANY_S,
    ) -> None:
        self._act = act
        self._lanes = lanes
        self._most = most
        self._weigh = weigh
        self._company_s = company_s
        self._waiting: deque[tuple[_Asked, asyncio.Future[_Answer]]] = deque()
        self._under_way = 0
        self._usual = 1
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, asked: _Asked) -> _Answer:
        """The answer to one; raises what `act` raised for its group."""
        future: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if self._under_way < self._lanes:
            self._under_way += 1
            task = asyncio.create_task(self._go())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await future

    async def _go(self) -> None:
        try:
            await self._answer_all()
        finally:
            self._under_way -= 1  # in the same step that found nobody waiting: who asks next has to begin anew

    async def _answer_all(self) -> None:
        while group := await self._next_group():
            try:
                answers = await run_in_threadpool(self._act, [asked for asked, _future in group])
            except Exception as error:
                for _asked, future in group:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_asked, future), answer in zip(group, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

    async def _next_group(self) -> list[tuple[_Asked, asyncio.Future[_Answer]]]:
        if 0 < len(self._waiting) < self._usual:
            await asyncio.sleep(self._company_s)
        group: list[tuple[_Asked, asyncio.Future[_Answer]]] = []
        room = self._most
        while self._waiting and (not group or self._weigh(self._waiting[0][0]) <= room):
            room -= self._weigh(self._waiting[0][0])
            group.append(self._waiting.popleft())
        if group:
            self._usual = max(len(group), self._usual // 2)
        return group
