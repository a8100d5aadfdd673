"""Video files as cameras: paced, looped, and what becomes of those that are none."""

import itertools
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.source import SourceLost
from cso_desk.video.stream import FileSource

from .conftest import Film, grey_of

Start = Callable[[object], Camera]
Until = Callable[..., None]
FPS = 60


@pytest.fixture
def opened() -> Iterator[Callable[[Path], FileSource]]:
    sources: list[FileSource] = []

    def open_file(path: Path) -> FileSource:
        source = FileSource(path)
        sources.append(source)
        source.open()
        return source

    yield open_file
    for source in sources:
        source.close()


def test_a_file_is_shown_picture_by_picture_at_its_own_speed_and_begins_again(
    film: Film, opened: Callable[[Path], FileSource]
) -> None:
    source = opened(film("loop.mp4", fps=FPS, frames=30))
    pictures = [source.read() for _ in range(75)]
    levels = [int(picture.scaled((32, 18))[9, 16, 1]) for picture in pictures[:3]]
    assert levels == sorted(levels)
    for index in (0, 29, 30, 59, 74):
        level = int(pictures[index].scaled((32, 18))[9, 16, 1])
        assert level == pytest.approx(grey_of(index % 30), abs=4)
    steps = {round(b.captured_at - a.captured_at, 4) for a, b in itertools.pairwise(pictures)}
    assert steps == {round(1 / FPS, 4)}


def test_a_change_of_resolution_in_mid_stream_is_followed(
    film: Film, tmp_path: Path, camera: Start, until: Until
) -> None:
    both = tmp_path / "both.ts"
    both.write_bytes(film("a.ts", size=(320, 180)).read_bytes() + film("b.ts", size=(640, 480)).read_bytes())
    made = camera(str(both))
    viewer = made.view((320, 180))
    seen: dict[tuple[int, int], tuple[int, ...]] = {}

    def both_were_seen() -> bool:
        frame = viewer.mailbox.take()
        if frame is not None:
            seen[frame.source_size] = frame.image.shape
        return len(seen) == 2

    until(both_were_seen)
    assert seen == {(320, 180): (180, 320, 4), (640, 480): (180, 240, 4)}


@pytest.mark.parametrize("name", ["noise.mp4", "noise.ts", "noise.mjpeg", "empty.mp4", "cut.mp4", "sound.wav"])
def test_what_is_no_film_is_called_rubbish(name: str, film: Film, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "cut.mp4":
        path.write_bytes(film("whole.mp4").read_bytes()[:2000])
    elif name == "sound.wav":
        path.write_bytes(
            b"RIFF\x24\x10\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\x10\0\0" + bytes(4096)
        )
    else:
        path.write_bytes(b"" if name == "empty.mp4" else bytes(n * 7919 % 251 for n in range(100_000)))
    source = FileSource(path)
    with pytest.raises(SourceLost) as lost:
        _one_picture(source)
    source.close()
    assert lost.value.cause == "rubbish"


@pytest.mark.parametrize("kind", ["fifo", "socket", "folder", "device", "link to a fifo"])
def test_what_is_no_regular_file_is_unsupported_and_never_opened(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "it"
    with socket.socket(socket.AF_UNIX) as listener:
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "socket":
            listener.bind(str(path))
        elif kind == "folder":
            path.mkdir()
        elif kind == "device":
            path = Path("/dev/zero")
        else:
            os.mkfifo(tmp_path / "other")
            path.symlink_to(tmp_path / "other")
        with pytest.raises(SourceLost) as lost:
            FileSource(path).open()
    assert lost.value.cause == "unsupported"


def test_a_film_damaged_in_the_middle_goes_on_after_the_damage(
    film: Film, tmp_path: Path, camera: Start, until: Until
) -> None:
    data = bytearray(film("sound.mp4", frames=60).read_bytes())
    for start in range(len(data) // 3, len(data) // 2, 4):
        data[start] ^= 0x5A
    path = tmp_path / "damaged.mp4"
    path.write_bytes(data)
    source = FileSource(path)
    made = camera(source)
    until(lambda: made._sequence > 10)
    stream = source._stream
    until(lambda: made._sequence > 80)
    assert source._stream is stream
    assert made.status().state is FeedState.LIVE


def test_a_file_that_is_not_there_is_absent_and_shown_as_soon_as_it_is(
    film: Film, tmp_path: Path, camera: Start, until: Until
) -> None:
    path = tmp_path / "later.mp4"
    made = camera(str(path))
    until(lambda: made.status().cause == "absent")
    path.write_bytes(film("later.mp4").read_bytes())
    until(lambda: made.status().state is FeedState.LIVE)
    assert made.status().cause == ""


def test_nothing_is_said_on_stderr_about_broken_films(
    film: Film, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    test_what_is_no_film_is_called_rubbish("noise.ts", film, tmp_path)
    test_what_is_no_film_is_called_rubbish("cut.mp4", film, tmp_path)
    assert capfd.readouterr().err == ""


def _one_picture(source: FileSource) -> None:
    source.open()
    source.read()
