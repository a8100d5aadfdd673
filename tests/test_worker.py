"""Threads that do jobs in order, and threads that turn."""

import threading
from functools import partial

import pytest

from cso_desk.worker import InlineWorker, Loop, Worker

PATIENCE_S = 20.0


@pytest.fixture
def uncaught(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What nobody caught: the error's text and the thread's name."""
    heard: list[tuple[str, str]] = []

    def hear(args: threading.ExceptHookArgs) -> None:
        assert args.thread is not None
        heard.append((str(args.exc_value), args.thread.name))

    monkeypatch.setattr(threading, "excepthook", hear)
    return heard


def test_jobs_run_in_the_order_they_were_given_on_one_named_thread() -> None:
    worker = Worker("claims")
    done: list[tuple[int, str]] = []

    def note(number: int) -> None:
        done.append((number, threading.current_thread().name))

    for number in range(50):  # before the start as well
        worker.do(partial(note, number))
    worker.start()
    for number in range(50, 100):
        worker.do(partial(note, number))
    worker.stop()
    assert done == [(number, "claims") for number in range(100)]


def test_a_job_that_raises_is_told_of_and_the_next_one_runs(uncaught: list[tuple[str, str]]) -> None:
    worker, done = Worker("claims"), []

    def fail() -> None:
        raise ValueError("the disk is full")

    worker.start()
    worker.do(fail)
    worker.do(lambda: done.append("next"))
    worker.stop()
    assert uncaught == [("the disk is full", "claims")]
    assert done == ["next"]


def test_stopping_waits_for_the_jobs_already_given() -> None:
    worker, gate = Worker("claims"), threading.Event()
    done: list[object] = []
    worker.start()
    worker.do(lambda: done.append(gate.wait(PATIENCE_S)))
    worker.do(lambda: done.append("the last"))
    opener = threading.Timer(0.05, gate.set)
    opener.start()
    worker.stop()
    assert done == [True, "the last"]
    opener.join()


def test_stopping_twice_or_without_a_start_is_harmless() -> None:
    worker = Worker("claims")
    worker.stop()
    started = Worker("claims")
    started.start()
    started.stop()
    started.stop()


def test_a_job_may_stop_its_own_worker() -> None:
    worker = Worker("claims")
    worker.start()
    worker.do(worker.stop)
    worker.stop()


def test_the_inline_worker_runs_a_job_in_the_thread_that_gives_it() -> None:
    done: list[threading.Thread] = []
    InlineWorker().do(lambda: done.append(threading.current_thread()))
    assert done == [threading.current_thread()]


class Turns:
    """Counts the turns of a loop that would rest for an hour after each."""

    def __init__(self) -> None:
        self.count = 0
        self.news = threading.Condition()
        self.loop = Loop("line", self.turn)

    def turn(self, loop: Loop) -> None:
        with self.news:
            self.count += 1
            self.news.notify_all()
        loop.rest(3600)

    def until(self, count: int) -> None:
        with self.news:
            assert self.news.wait_for(lambda: self.count >= count, PATIENCE_S), self.count


def test_a_rest_ends_at_once_when_the_loop_is_woken_or_stopped() -> None:
    turns = Turns()
    turns.loop.start()
    turns.until(1)
    turns.loop.wake()
    turns.until(2)
    turns.loop.stop()
    assert turns.count == 2


def test_a_wake_before_the_rest_is_not_lost() -> None:
    turns = Turns()
    turns.loop.wake()
    turns.loop.start()
    turns.until(2)
    turns.loop.stop()


def test_a_turn_that_takes_long_can_see_that_it_is_to_end() -> None:
    seen = threading.Event()

    def turn(loop: Loop) -> None:
        seen.set()
        while not loop.stopping:
            loop.rest(3600)

    loop = Loop("line", turn)
    loop.start()
    assert seen.wait(PATIENCE_S)
    assert not loop.stopping
    loop.ask_to_stop()
    loop.stop()
    assert loop.stopping


def test_a_turn_that_raises_is_told_of_and_the_loop_goes_on(uncaught: list[tuple[str, str]]) -> None:
    went_on = threading.Event()

    def turn(loop: Loop) -> None:
        if not uncaught:
            raise OSError("no route")
        went_on.set()
        loop.rest(3600)

    loop = Loop("line", turn)
    loop.start()
    while not uncaught:
        went_on.wait(0.01)
    loop.wake()  # or it would rest for a second first
    assert went_on.wait(PATIENCE_S)
    loop.stop()
    assert uncaught == [("no route", "line")]
