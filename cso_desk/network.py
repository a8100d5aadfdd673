"""The network's thread: one asyncio loop for all that waits for sockets."""

import asyncio
import concurrent.futures
import logging
import threading
import weakref
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_CLEAN_UP_S = 5.0
_TURNS_TO_CLOSE = 3

logger = logging.getLogger(__name__)
_to_their_end: "weakref.WeakSet[asyncio.Task[Any]]" = weakref.WeakSet()


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """What `work` returns or raises; whoever waits may be cancelled meanwhile, and then ends only once `work` has."""
    task = asyncio.get_running_loop().create_task(work)
    _to_their_end.add(task)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    return task.result()


class NetworkLoop:
    """One asyncio loop on a thread of its own, a sibling of `Worker`; `submit` and `call` never wait.

    What a callable or a forgotten task raises goes to `threading.excepthook`, and the loop goes on; but for what is
    `harmless`: a library's own tasks may end with an error that says nothing is wrong.
    """

    def __init__(
        self, name: str = "network", *, harmless: Callable[[BaseException], bool] = lambda error: False
    ) -> None:
        self._loop = asyncio.SelectorEventLoop()  # aioice's sockets want it on Windows as well
        self._loop.set_exception_handler(lambda loop, context: _tell(loop, context, harmless))
        self._thread = threading.Thread(target=self._run, name=name)
        self._stopping = False

    def start(self) -> None:
        """Start the thread; what was given before is done first."""
        self._thread.start()

    @property
    def is_own_thread(self) -> bool:
        """True on the loop's own thread."""
        return threading.current_thread() is self._thread

    def submit(self, coroutine: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Run `coroutine` on the loop, from any thread; the future holds what it returns or raises."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def call(self, function: Callable[..., object], *args: object) -> None:
        """Call `function` on the loop soon, from any thread; once the loop has stopped, nothing happens."""
        if not self._stopping:
            self._loop.call_soon_threadsafe(function, *args)

    def stop(self) -> None:
        """Cancel what still runs, let it clean up, and join the thread; harmless when never started or called twice."""
        if self._stopping:
            return
        self._stopping = True
        if self._thread.ident is None:
            self._loop.close()
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(_end_tasks())
            self._loop.run_until_complete(self._end_sockets())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            self._loop.close()

    async def _end_sockets(self) -> None:
        """Close what would wait for the other end: a TLS handshake in its middle, a goodbye that is not answered."""
        loop: Any = self._loop
        for transport in list(loop._transports.values()):  # asyncio has no public list of them
            transport.abort()
        for _ in range(_TURNS_TO_CLOSE):
            await asyncio.sleep(0)


async def _end_tasks() -> None:
    """Cancel what runs; who cleans up already is let finish, and who does not come to an end is left behind."""
    tasks = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
    for task in tasks:
        if not task.cancelling() and task not in _to_their_end:
            task.cancel()
    if tasks:
        _, left = await asyncio.wait(tasks, timeout=_CLEAN_UP_S)
        for task in left:
            task.cancel()
            logger.error("a task of the network did not end: %s", task)


def _tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any], harmless: Callable[[BaseException], bool]) -> None:
    error = context.get("exception")
    if error is not None and harmless(error):
        return
    if error is None:
        loop.default_exception_handler(context)
        return
    hook = threading.ExceptHookArgs((type(error), error, error.__traceback__, threading.current_thread()))
    threading.excepthook(hook)
