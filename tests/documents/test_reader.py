"""The process that reads: it serves the officer's booth first, and neither a crash nor a hanging picture stops it."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import psutil
import pytest

from cso_desk.documents.reader import ReadAnswer, Reader
from cso_desk.documents.reading import Reading, Unread
from cso_desk.documents.waiting import MOST, Job, Waiting
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.limits import Limits
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image

SECONDS = 60.0
BLANK: Image = np.zeros((4, 4, 3), np.uint8)


class Heard:
    """Answers as they come, and the way to wait for so many."""

    def __init__(self) -> None:
        self.answers: list[ReadAnswer] = []
        self._came = threading.Condition()

    def __call__(self, answer: ReadAnswer) -> None:
        with self._came:
            self.answers.append(answer)
            self._came.notify_all()

    def wait(self, count: int) -> list[ReadAnswer]:
        with self._came:
            assert self._came.wait_for(lambda: len(self.answers) >= count, SECONDS)
        return self.answers

    @property
    def reasons(self) -> list[str]:
        return [answer.answer.reason if isinstance(answer.answer, Unread) else "read" for answer in self.answers]


@pytest.fixture
def heard() -> Heard:
    return Heard()


class Readers:
    """Readers of one test, and what processes there were before it."""

    def __init__(self, folder: Path, heard: Heard) -> None:
        self._folder, self._heard = folder, heard
        self._before = set(psutil.Process().children())
        self.started: list[Reader] = []

    def __call__(self, *, does: str | None = None, **options: float) -> Reader:
        reader = Reader(self._heard, worker=script(self._folder, does) if does else None, **options)
        self.started.append(reader)
        reader.start()
        return reader

    def processes(self) -> list[psutil.Process]:
        """Those that have come since: other tests of this run keep a database's or a browser's."""
        return [child for child in psutil.Process().children() if child not in self._before]


@pytest.fixture
def start(tmp_path: Path, heard: Heard) -> Iterator[Readers]:
    made = Readers(tmp_path, heard)
    yield made
    for reader in made.started:
        reader.stop()


def job(booth: int | None = 1, image: Image = BLANK, **more: bool) -> Job:
    return Job(uuid4(), booth, image, Paper.KTP, **more)


def script(tmp_path: Path, does: str) -> list[str]:
    """A process that takes questions as the real one does, and then does something else with some."""
    code = f"""
import os, sys, threading
from pathlib import Path
from cso_desk.child import serve
folder = Path({str(tmp_path)!r})
def answer(head, image):
    level = int(image[0, 0, 0])
    {does}
    return dict(reason=str(level), seen=None, quality=None, seconds=0.0)
serve(answer)
"""
    return [sys.executable, "-c", code]


def test_a_card_is_read_in_the_other_process_and_the_answer_says_whose_it_is(start: Readers, heard: Heard) -> None:
    reader = start()
    paper = drawn(Paper.KTP, invented(5))
    asked = job(3, paper.image, flat=True)
    reader.warm()
    reader.read(asked)
    (answer,) = heard.wait(1)
    assert (answer.job, answer.booth) == (asked.id, 3)
    assert isinstance(answer.answer, Reading)
    assert answer.answer.fields["nik"].text == paper.truth["nik"]
    assert answer.traces is not None
    assert (answer.traces.grid < Limits().grid, answer.traces.colour > Limits().colour) == (True, True)
    (child,) = start.processes()
    assert child.nice() > psutil.Process().nice()


def test_a_process_that_is_killed_is_started_again_for_the_next_picture(start: Readers, heard: Heard) -> None:
    reader = start(does="level and os._exit(1)")
    for level in (0, 1, 0):
        reader.read(job(image=np.full((4, 4, 3), level, np.uint8)))
    heard.wait(3)
    assert heard.reasons == ["0", "crashed", "0"]


def test_a_picture_that_hangs_is_answered_and_the_next_one_is_read(start: Readers, heard: Heard) -> None:
    reader = start(does="level and threading.Event().wait()", longest_s=0.5, start_s=2.5)
    for level in (1, 0):
        reader.read(job(image=np.full((4, 4, 3), level, np.uint8)))
    heard.wait(2)
    assert heard.reasons == ["hung", "0"]


def test_stopping_in_the_midst_of_a_picture_answers_all_and_leaves_no_process(
    tmp_path: Path, start: Readers, heard: Heard
) -> None:
    reader = start(does="(folder / 'began').touch(), threading.Event().wait()")
    for _ in range(3):
        reader.read(job())
    began = threading.Event()
    while not (tmp_path / "began").exists():
        began.wait(0.01)
    reader.stop()
    reader.read(job())
    assert heard.reasons == ["stopped"] * 4
    assert start.processes() == []


def test_a_process_that_nobody_needs_ends_and_comes_back(start: Readers, heard: Heard) -> None:
    reader = start(does="pass", idle_s=0.05)
    reader.read(job())
    heard.wait(1)
    gone = threading.Event()
    while start.processes():
        gone.wait(0.01)
    reader.read(job())
    heard.wait(2)
    assert heard.reasons == ["0", "0"]


def test_the_officers_booth_is_served_first_also_when_the_officer_moves_on() -> None:
    waiting = Waiting()
    for booth in (1, 2, 3, 2):
        waiting.put(job(booth))
    waiting.first = 2
    assert _booths(waiting, 2) == [2, 2]
    waiting.first = 3
    assert _booths(waiting, 3) == [3, 1, None]


def test_too_many_pictures_cost_the_newest_of_a_booth_that_the_officer_is_not_with() -> None:
    waiting = Waiting()
    waiting.first = 1
    first = [job(1) for _ in range(2)]
    others = [job(2) for _ in range(MOST - 2)]
    for one in (*first, *others):
        assert waiting.put(one) is None
    assert waiting.put(job(1)) is others[-1]
    late = job(3)
    assert waiting.put(late) is late
    assert len(waiting) == MOST


def _booths(waiting: Waiting, count: int) -> list[int | None]:
    jobs = [waiting.take() for _ in range(count)]
    return [one.booth if one else None for one in jobs]
