"""A TCP proxy between a desk and the centre that treats what it carries as a bad line does."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from enum import StrEnum
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

_CHUNK = 1 << 16
_SLOW_S = 0.3


class Ill(StrEnum):
    """What befalls a connection: SILENT takes everything and passes nothing on, DEAF loses all that comes back.

    Both stay open, as half-open connections do. SLOW delays each piece; CUT resets at some byte, either way.
    """

    WELL = "well"
    SLOW = "slow"
    SILENT = "silent"
    DEAF = "deaf"
    CUT_THERE = "cut there"
    CUT_BACK = "cut back"


class TcpLine:
    """Carries connections to `port`; what befalls them is asked of `ill`, at each piece that is to be carried.

    What desks said is kept, connection by connection, so that it can be said again.
    """

    def __init__(self, port: int, ill: Callable[[], Ill] = lambda: Ill.WELL) -> None:
        self.ill = ill
        self.port = 0
        self.befell: dict[Ill, int] = {}
        self._target = port
        self._said: list[bytearray] = []
        self._open: set[asyncio.StreamWriter] = set()
        self._chance = Random(port)

    @contextmanager
    def open(self) -> Iterator[str]:
        """Carry, on a thread of its own; yields the address for the desk."""
        self._loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._loop.run_forever, name="tcp line")
        thread.start()
        server = self._do(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{self.port}"
        finally:
            server.close()
            self._do(self._hang_up())
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()

    def cut_all(self) -> None:
        """Reset every connection there is."""
        self._do(self._reset())

    def say_again(self, times: int, order: Random) -> int:
        """Say all that desks ever said again, each connection on a new one; returns how many calls were taken."""
        said = [bytes(one) for one in self._said if one] * times
        order.shuffle(said)
        return sum(self._do(self._replayed(one)) for one in said)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        done: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return done.result(60)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = [writer]
        said = bytearray()
        self._said.append(said)
        self._open.add(writer)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            ends.append(back)
            self._open.add(back)
            up = self._pump(reader, back, said, deafness=Ill.SILENT, end=Ill.CUT_THERE)
            down = self._pump(there, writer, None, deafness=Ill.DEAF, end=Ill.CUT_BACK)
            await asyncio.gather(up, down)
        except (OSError, asyncio.CancelledError):
            return  # the line is hung up
        finally:
            for end in ends:
                end.transport.abort()
                self._open.discard(end)

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        said: bytearray | None,
        *,
        deafness: Ill,
        end: Ill,
    ) -> None:
        with suppress(OSError):
            is_lost = False
            while piece := await source.read(_CHUNK):
                ill = self.ill()
                if said is not None:
                    said += piece
                if ill is not Ill.WELL:
                    self.befell[ill] = self.befell.get(ill, 0) + 1
                is_lost = is_lost or ill is deafness
                if is_lost:
                    continue
                if ill is Ill.SLOW:
                    await asyncio.sleep(_SLOW_S)
                if ill is end:
                    sink.write(piece[: self._chance.randrange(len(piece))])
                    await sink.drain()
                    break
                sink.write(piece)
                await sink.drain()
            if is_lost:
                return  # the other side may hang up: this one does not hear of it
        sink.transport.abort()

    async def _replayed(self, said: bytes) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._target)
        asked, told = said.count(b" HTTP/1.1\r\n"), b""
        try:
            writer.write(said)
            while told.count(b"HTTP/1.1 ") < asked and (piece := await reader.read(_CHUNK)):
                told += piece
            return told.count(b"HTTP/1.1 200")
        finally:
            writer.transport.abort()

    async def _reset(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _hang_up(self) -> None:
        await self._reset()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # what was aborted is let go of in the next turn
