"""Lets calls that come at the same time share the work: those that arrive while others are under way go as one."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from fastapi.concurrency import run_in_threadpool

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Together(Generic[_Asked, _Answer]):
    """`act` answers several at once, in their order, on a thread; up to `lanes` such groups are under way at a time.

    Nobody waits for company: who comes alone goes alone. Used on the service's event loop alone.
    """

    def __init__(self, act: Callable[[Sequence[_Asked]], Sequence[_Answer]], *, lanes: int, most: int) -> None:
        self._act = act
        self._lanes = lanes
        self._most = most
        self._waiting: deque[tuple[_Asked, asyncio.Future[_Answer]]] = deque()
        self._under_way = 0
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
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
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
