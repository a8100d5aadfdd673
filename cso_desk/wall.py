"""The bare wall: only the pictures of any sources, measured when asked for."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from cso_desk.report import CpuMeter, booth_report, write_report
from cso_desk.ui import theme
from cso_desk.ui.bare_wall import BareWall
from cso_desk.ui.program import CannotStart, application_for_windows, close_on_signal, require_writable, say_why
from cso_desk.ui.stall import StallMeter
from cso_desk.video.camera import Camera

_MS = 1000


def run_wall(sources: Iterable[str], *, seconds: float | None, report: Path | None, size: tuple[int, int]) -> int:
    """Show only the pictures of some sources until the window is closed; returns the exit code."""
    application = application_for_windows()
    try:
        require_writable(report)
        addresses = tuple(sources)
        cameras = [camera_at(number, source) for number, source in enumerate(addresses, start=1)]
    except CannotStart as fault:
        return say_why(fault)
    theme.use(theme.Look(theme.DARK, theme.ROOMY))
    wall = BareWall(cameras)
    wall.resize(*size)
    stall, cpu = StallMeter(), CpuMeter()
    if report is not None:
        wall.closing.connect(lambda: write_report(report, _wall_report(wall, addresses, stall, cpu)))
    if seconds is not None:
        QTimer.singleShot(round(seconds * _MS), wall, wall.finish)
    for camera in cameras:
        camera.start()
    close_on_signal(wall)
    wall.show()
    stall.start()
    application.exec()
    stall.stop()
    stop_cameras(cameras)
    wall.deleteLater()
    return 0


def _wall_report(wall: BareWall, sources: Sequence[str], stall: StallMeter, cpu: CpuMeter) -> dict[str, Any]:
    return {
        "booths": [
            booth_report(number, source, tile.status, wall.fps(tile), tile.ages)
            for number, (source, tile) in enumerate(zip(sources, wall.tiles, strict=True), start=1)
        ],
        "gui_stall_ms": stall.summary(),
        "cpu_cores": round(cpu.cores, 2),
        "rss_mb": round(cpu.rss_mb, 1),
        "seconds": round(cpu.seconds, 1),
    }


def camera_at(number: int, source: str) -> Camera:
    """The camera of a booth at an address, not started; raises CannotStart where the address names none."""
    return camera_named(f"booth {number}", source)


def camera_named(name: str, source: str) -> Camera:
    """The camera at an address, not started; raises CannotStart where the address names none."""
    try:
        return Camera(source, name=name)
    except ValueError as fault:
        raise CannotStart("bad_source", str(fault)) from None


def stop_cameras(cameras: Iterable[Camera]) -> None:
    """Stop cameras side by side: the slowest decides how long it takes."""
    stopping = tuple(cameras)
    for camera in stopping:
        camera.ask_to_stop()
    for camera in stopping:
        camera.stop()
