"""The process that looks for papers sees what is seen here, and neither a crash nor a hanging picture stops it."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from cso_desk.video.camera import Camera
from cso_desk.video.capture import Taken
from cso_desk.video.document_watch import DocumentWatch
from cso_desk.video.eyes import AGAIN_S, Eyes
from cso_desk.video.limits import Limits
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from cso_desk.video.seeing import Blind, Seen, see
from cso_desk.video.synthetic import SyntheticSource
from tests.documents.camera import Grade, nothing_held, shot
from tests.documents.people import paper

DARK: Image = np.zeros((4, 4, 3), np.uint8)


@pytest.fixture
def start() -> Iterator[Callable[..., Eyes]]:
    made: list[Eyes] = []

    def eyes(**options: object) -> Eyes:
        made.append(Eyes(**options))  # type: ignore[arg-type]
        return made[-1]

    yield eyes
    for one in made:
        one.close()


@pytest.fixture
def processes() -> Callable[[], list[psutil.Process]]:
    """Those that have come since: other tests of this run keep a database's or a browser's."""
    before = set(psutil.Process().children())
    return lambda: [child for child in psutil.Process().children() if child not in before]


def look(eyes: Eyes, image: Image = DARK) -> Seen | None:
    return eyes.see(image, Limits(), before=None, ago_s=0.0, follow=False)


def sees_again(eyes: Eyes) -> Seen | None:
    """What is seen once the process may be started again."""
    pause = threading.Event()
    for _ in range(200):
        try:
            return look(eyes)
        except Blind:
            pause.wait(AGAIN_S / 10)
    pytest.fail("it never saw again")


def worker(folder: Path, does: str) -> list[str]:
    """A process that takes pictures as the real one does, and does something else with the first that it ever gets."""
    code = f"""
import os, threading
from pathlib import Path
from cso_desk.child import serve
first = Path({str(folder)!r}) / "first"
def answer(head, image):
    if not first.exists():
        first.touch()
        {does}
    return dict(seen=None)
serve(answer)
"""
    return [sys.executable, "-c", code]


def test_the_other_process_sees_what_is_seen_here(start: Callable[..., Eyes]) -> None:
    eyes, limits = start(), Limits()
    held = shot(paper(Paper.KTP, 1), Grade.EASY, 2, width=0.6).frame
    here = see(held, limits, before=None, ago_s=0.0, follow=False)
    there = eyes.see(held, limits, before=None, ago_s=0.0, follow=False)
    assert here is not None
    assert there is not None
    assert here.as_json() == there.as_json()
    assert (there.faults, there.followed, there.print is None) == ((), False, False)
    moved = here.quad + np.float32(2)
    here = see(held, limits, before=moved, ago_s=0.2, follow=True)
    there = eyes.see(held, limits, before=moved, ago_s=0.2, follow=True)
    assert here is not None
    assert there is not None
    assert here.as_json() == there.as_json()
    assert there.followed
    assert there.quality.motion > 0
    strict = eyes.see(held, Limits(sharpness=9999.0), before=None, ago_s=0.0, follow=False)
    assert strict is not None
    assert (strict.faults, strict.print) == (("still",), None)
    assert eyes.see(nothing_held(1), limits, before=None, ago_s=0.0, follow=False) is None


def test_it_leaves_the_processor_to_the_window_and_is_one_process(
    start: Callable[..., Eyes], processes: Callable[[], list[psutil.Process]]
) -> None:
    eyes = start()
    look(eyes)
    look(eyes)
    (child,) = processes()
    assert child.nice() > psutil.Process().nice()


@pytest.mark.parametrize("does", ["os._exit(1)", "threading.Event().wait()", "raise RuntimeError('a fault of ours')"])
def test_what_goes_wrong_with_one_picture_does_no_harm_to_the_next(
    start: Callable[..., Eyes], tmp_path: Path, does: str
) -> None:
    eyes = start(worker=worker(tmp_path, does), longest_s=2.0)
    with pytest.raises(Blind):
        look(eyes)
    assert sees_again(eyes) is None


def test_a_process_that_cannot_live_is_not_started_with_each_picture(
    start: Callable[..., Eyes], processes: Callable[[], list[psutil.Process]], tmp_path: Path
) -> None:
    born = tmp_path / "born"
    eyes = start(worker=[sys.executable, "-c", f"open({str(born)!r}, 'a').write('1')"])
    for _ in range(20):
        with pytest.raises(Blind):
            look(eyes)
    assert born.read_text() == "1"
    assert processes() == []


def test_a_program_that_cannot_be_started_blinds_and_raises_nothing_else(start: Callable[..., Eyes]) -> None:
    with pytest.raises(Blind):
        look(start(worker=["/nowhere/at/all"]))


def test_putting_it_down_ends_a_look_that_never_would(
    start: Callable[..., Eyes], processes: Callable[[], list[psutil.Process]], tmp_path: Path
) -> None:
    eyes = start(worker=worker(tmp_path, "threading.Event().wait()"))
    began = threading.Event()

    def end() -> None:
        while not (tmp_path / "first").exists():
            began.wait(0.01)
        eyes.put_down()

    ending = threading.Thread(target=end)
    ending.start()
    with pytest.raises(Blind):
        look(eyes)
    ending.join()
    with pytest.raises(Blind):
        look(eyes)
    assert processes() == []


def test_it_ends_after_a_rest_and_comes_back(
    start: Callable[..., Eyes], processes: Callable[[], list[psutil.Process]]
) -> None:
    eyes = start(idle_s=0.0)
    look(eyes)
    eyes.rest()
    assert processes() == []
    look(eyes)
    assert len(processes()) == 1


def test_a_paper_is_taken_though_the_process_is_killed_meanwhile(
    processes: Callable[[], list[psutil.Process]],
) -> None:
    taken: list[Taken] = []
    watch = DocumentWatch(on_progress=lambda _: None, on_taken=taken.append, on_blocked=lambda _: None)
    source = SyntheticSource(seed=3, name="Nur Aisyah")
    camera = Camera(source, name="booth 4")
    pause = threading.Event()
    camera.start()
    watch.start()
    try:
        watch.use(4, camera)
        watch.watch(4, on=True)
        while not processes():
            pause.wait(0.01)
        processes()[0].kill()
        source.hold_card(True)
        while not taken:
            assert not pause.wait(0.01)
    finally:
        watch.stop()
        camera.stop()
    assert processes() == []
