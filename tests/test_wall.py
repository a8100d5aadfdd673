"""The bare wall as a program: any sources, measured, ended by itself."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cso_desk.ui import theme
from cso_desk.ui.bare_wall import BareWall
from cso_desk.ui.language import Language
from cso_desk.ui.program import CannotStart
from cso_desk.wall import camera_at, run_wall, stop_cameras


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    Language("en")


def test_the_wall_ends_after_the_seconds_given_and_leaves_what_it_measured(qapp: QApplication, tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    assert run_wall(["synthetic:", "synthetic:?seed=2"], seconds=1.0, report=report, size=(640, 240)) == 0
    told = json.loads(report.read_text())
    assert [booth["booth"] for booth in told["booths"]] == [1, 2]
    assert [booth["source"] for booth in told["booths"]] == ["synthetic:", "synthetic:?seed=2"]
    assert all(booth["state"] == "live" and booth["fps_shown"] > 0 for booth in told["booths"])
    assert all(booth["age_ms"]["p50"] is not None for booth in told["booths"])
    assert told["seconds"] > 0
    assert told["rss_mb"] > 0
    assert told["cpu_cores"] >= 0
    assert set(told["gui_stall_ms"]) == {"p50", "p99", "max"}


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_a_polite_kill_closes_the_wall_as_a_click_would_and_the_report_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    report = tmp_path / "r.json"

    def kill() -> None:
        shown = [window for window in QApplication.topLevelWidgets() if isinstance(window, BareWall)]
        assert len(shown) == 1
        os.kill(os.getpid(), signal.SIGTERM)

    QTimer.singleShot(0, kill)
    assert run_wall(["synthetic:"], seconds=None, report=report, size=(320, 180)) == 0
    assert len(json.loads(report.read_text())["booths"]) == 1


def test_a_wall_with_an_address_that_names_nothing_says_which_and_starts_nothing(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_wall(["synthetic:", "gopher://old"], seconds=0.1, report=None, size=(320, 180)) == 1
    assert "gopher://old" in capsys.readouterr().err


def test_an_address_that_names_no_camera_cannot_start() -> None:
    with pytest.raises(CannotStart) as caught:
        camera_at(3, "rtsp://")
    assert caught.value.code == "bad_source"
    assert "rtsp://" in caught.value.fact


def test_cameras_are_named_after_their_booths_and_stop_side_by_side() -> None:
    cameras = [camera_at(number, "synthetic:") for number in (1, 2, 3)]
    assert [camera.name for camera in cameras] == ["booth 1", "booth 2", "booth 3"]
    for camera in cameras:
        camera.start()
    stop_cameras(camera for camera in cameras)
    stop_cameras(cameras)


def test_the_same_source_twice_is_shown_twice(qtbot: QtBot) -> None:
    cameras = [camera_at(number, "synthetic:") for number in (1, 2)]
    for camera in cameras:
        camera.start()
    wall = BareWall(cameras)
    qtbot.addWidget(wall)
    wall.resize(800, 240)
    wall.show()
    qtbot.waitUntil(lambda: all(tile.painted for tile in wall.tiles), timeout=10_000)
    wall.close()
    stop_cameras(cameras)
