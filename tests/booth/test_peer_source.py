"""The pictures of a connection as a source of a camera: why none comes, and how it goes on."""

import threading

import av
import pytest

from cso_desk.booth import peer_source
from cso_desk.booth.peer_source import PeerSource
from cso_desk.video.source import SourceLost

from .doors import wait_until


def test_a_source_says_why_no_picture_comes_and_goes_on_with_the_next_one() -> None:
    source = PeerSource()
    source.lose("denied")
    with pytest.raises(SourceLost) as lost:
        source.open()
    assert lost.value.cause == "denied"
    source.put(av.VideoFrame(64, 36, "yuv420p"), 1.0)
    source.put(av.VideoFrame(32, 18, "yuv420p"), 2.0)
    source.open()
    picture = source.read()
    assert (picture.size, picture.captured_at, source.received) == ((32, 18), 2.0, 2)
    source.interrupt()
    with pytest.raises(SourceLost) as stopped:
        source.read()
    assert stopped.value.cause == "stopped"
    source.close()


def test_a_source_that_said_why_it_is_lost_waits_for_the_next_picture_however_long_that_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(peer_source, "SILENT_AFTER_S", 0.0)
    source = PeerSource()
    source.put(av.VideoFrame(64, 36, "yuv420p"), 1.0)
    source.open()
    source.read()
    source.lose("ended")
    with pytest.raises(SourceLost, match="ended"):
        source.read()
    source.close()  # as a camera does before it tries again
    opened: list[str] = []
    trying = threading.Thread(target=lambda: opened.append(tried(source)))
    trying.start()
    wait_until(lambda: opened or source._news._waiters)  # type: ignore[attr-defined] # Condition's own
    source.put(av.VideoFrame(32, 18, "yuv420p"), 2.0)
    trying.join()
    assert opened == ["open"]
    assert source.read().size == (32, 18)


def test_a_covered_source_lays_no_picture_down_and_counts_as_covered_until_its_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = PeerSource()
    source.put(av.VideoFrame(64, 36, "yuv420p"), 1.0)
    source.cover(True)
    source.put(av.VideoFrame(64, 36, "yuv420p"), 2.0)
    source.lose("absent")
    assert tried(source) == "covered"
    with pytest.raises(SourceLost, match="covered"):
        source.read()
    source.cover(False)
    source.put(av.VideoFrame(32, 18, "yuv420p"), 3.0)
    assert tried(source) == "open"
    assert (source.read().captured_at, source.received) == (3.0, 2)
    source.cover(True)
    with pytest.raises(SourceLost, match="covered"):
        source.read()
    monkeypatch.setattr(peer_source, "SILENT_AFTER_S", 0.0)
    source.cover(False)
    assert tried(source) == "silent"


def tried(source: PeerSource) -> str:
    try:
        source.open()
    except SourceLost as lost:
        return lost.cause
    return "open"
