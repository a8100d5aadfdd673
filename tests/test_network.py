"""The network's thread: it takes work from any thread, and leaves nothing behind."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from cso_desk.network import NetworkLoop, to_the_end

PATIENCE_S = 20.0


@pytest.fixture
def network() -> Iterator[NetworkLoop]:
    loop = NetworkLoop()
    loop.start()
    yield loop
    loop.stop()


async def _thread_name() -> str:
    return threading.current_thread().name


async def _fail() -> None:
    raise ValueError("no")


def test_what_is_submitted_runs_on_the_loops_own_thread(network: NetworkLoop) -> None:
    assert network.submit(_thread_name()).result(PATIENCE_S) == "network"
    assert not network.is_own_thread


def test_what_a_coroutine_raises_is_held_by_its_future(network: NetworkLoop) -> None:
    with pytest.raises(ValueError, match="no"):
        network.submit(_fail()).result(PATIENCE_S)


def test_what_a_call_raises_is_told_and_the_loop_goes_on(network: NetworkLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    network.call(int, "no number")
    assert network.submit(_thread_name()).result(PATIENCE_S) == "network"
    assert [args.exc_type for args in told] == [ValueError]


def test_stopping_lets_what_runs_clean_up_and_ends_its_helpers() -> None:
    network, cleaned = NetworkLoop(), threading.Event()
    begun = threading.Event()

    async def work() -> None:
        try:
            await asyncio.to_thread(begun.set)
            await asyncio.Event().wait()
        finally:
            cleaned.set()

    network.submit(work())
    network.start()
    assert begun.wait(PATIENCE_S)
    network.stop()
    assert cleaned.is_set()
    network.stop()
    network.call(begun.clear)
    assert begun.is_set()


def test_a_loop_that_never_started_can_be_stopped() -> None:
    NetworkLoop().stop()


def test_an_error_that_is_harmless_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    loop = NetworkLoop(harmless=lambda error: isinstance(error, KeyError))
    loop.start()

    def fail(error: Exception) -> None:
        raise error

    loop.call(fail, KeyError("nothing is wrong"))
    loop.call(fail, ValueError("something is"))
    loop.submit(asyncio.sleep(0)).result(10)
    loop.stop()
    assert [type(args.exc_value) for args in told] == [ValueError]  # type: ignore[attr-defined]


def test_what_goes_to_its_end_does_so_though_who_waits_is_cancelled_and_the_loop_stops() -> None:
    network, done = NetworkLoop(), threading.Event()
    begun, may_end = threading.Event(), threading.Event()
    cancelled: list[bool] = []

    async def close() -> str:
        begun.set()
        await asyncio.to_thread(may_end.wait, PATIENCE_S)
        done.set()
        return "closed"

    async def wait_for_it() -> None:
        try:
            await to_the_end(close())
        finally:
            cancelled.append(done.is_set())

    network.start()
    waiting = network.submit(wait_for_it())
    assert begun.wait(PATIENCE_S)
    waiting.cancel()
    network.call(may_end.set)
    network.stop()
    assert waiting.cancelled()
    assert cancelled == [True]


def test_what_goes_to_its_end_gives_what_it_returns_or_raises(network: NetworkLoop) -> None:
    assert network.submit(to_the_end(_thread_name())).result(PATIENCE_S) == "network"
    with pytest.raises(ValueError, match="no"):
        network.submit(to_the_end(_fail())).result(PATIENCE_S)
