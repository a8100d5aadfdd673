"""How the whole desk behaves at its hardest: a cold profile that takes in 10,000 claims while six booths are live.

    .venv/bin/python benchmarks/desk.py [--claims 10000] [--report FILE.json]

Runs the desk twice in processes of its own, on a real X server where Xvfb is installed: first on an empty profile
(the claims come in while the stalls of the window are measured), then again (the warm start, from the start of the
process to the first picture of every booth). The peer of the stalls is the same window with no claim coming in.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BOOTHS = 6
QUIET_S = 10.0


def main() -> None:
    """Print the table, and write the report where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--child", nargs=2, metavar=("FOLDER", "BEGAN"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        _desk(Path(options.child[0]), float(options.child[1]), options.claims)
        return
    with tempfile.TemporaryDirectory() as folder:
        cold = _run(Path(folder), options.claims)
        warm = _run(Path(folder), options.claims)
    result = {"claims": options.claims, "cold": cold, "warm": warm}
    peer = max(warm["stall_ms"]["p99"], 0.1)
    print(f"{options.claims} claims taken in: {cold['synced_s']:.1f} s")
    print(f"stall while they come in: p99 {cold['stall_ms']['p99']:.1f} ms, max {cold['stall_ms']['max']:.1f} ms")
    print(f"stall of the quiet window: p99 {peer:.1f} ms, max {warm['stall_ms']['max']:.1f} ms")
    print(f"ratio of the p99: {cold['stall_ms']['p99'] / peer:.2f}")
    print(f"start to a live wall: cold {cold['live_s']:.2f} s, warm {warm['live_s']:.2f} s")
    print(f"memory: cold {cold['rss_mb']:.0f} MB, warm {warm['rss_mb']:.0f} MB")
    if options.report:
        options.report.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _run(folder: Path, claims: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--claims", str(claims), "--child", str(folder), str(time.time())]
    if shutil.which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", *command]
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        sys.exit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _desk(folder: Path, began: float, claims: int) -> None:
    from PySide6.QtCore import QTimer

    from cso_desk import log
    from cso_desk.app import App
    from cso_desk.config import Booth, Config
    from cso_desk.report import CpuMeter
    from cso_desk.ui.program import application_for_windows
    from cso_desk.ui.stall import StallMeter
    from cso_desk.video.camera import Camera

    log.set_up(folder / "profile")
    application = application_for_windows()
    application.setQuitOnLastWindowClosed(False)
    cameras = {n: Camera(f"synthetic:?seed={n}", name=f"booth {n}") for n in range(1, BOOTHS + 1)}
    centre = _Centre(folder / "centre.db", claims)
    config = Config(
        officer="Ratih Kusuma",
        officer_number="000417",
        desk="Meja 3",
        branch=1,
        branch_name="KC Contoh",
        centre_url=centre.url,
        centre_token=centre.token,
        booths=tuple(Booth(n, "") for n in cameras),
    )
    app = App(config, folder / "profile", cameras=cameras)
    stall, cpu = StallMeter(), CpuMeter()
    told: dict[str, Any] = {}

    def look() -> None:
        seen = app.window.shown()
        if "live_s" not in told and app.window.isVisible() and all(booth.ages_ms for booth in seen.values()):
            told["live_s"] = round(time.time() - began - centre.took_s, 2)
            stall.start()
            told["at"] = time.monotonic()
        waiting = sum(queue.count for queue in app.window.view.waiting)
        if "synced_s" not in told and waiting >= claims:
            told["synced_s"] = round(cpu.seconds, 2)
            told["synced_at"] = time.monotonic()
        if "at" in told and "synced_at" in told and time.monotonic() - max(told["at"], told["synced_at"]) > QUIET_S:
            beat.stop()
            application.quit()

    beat = QTimer(interval=50)
    beat.timeout.connect(look)
    beat.start()
    app.start()
    application.exec()
    result = {key: told[key] for key in ("live_s", "synced_s")}
    result |= {"stall_ms": stall.summary(), "rss_mb": round(cpu.rss_mb, 1), "cpu_cores": round(cpu.cores, 2)}
    stall.stop()
    app.stop()
    centre.stop()
    print(json.dumps(result))


class _Centre:
    """A centre in a process of its own, with so many claims waiting; `took_s` is how long it took to be there."""

    def __init__(self, path: Path, claims: int) -> None:
        from cso_desk.app import now
        from cso_desk.central.store import CentralStore
        from cso_desk.demo.people import participants

        began = time.time()
        if not path.exists():
            store = CentralStore(f"sqlite:///{path}")
            store.add_claims(participants(claims, today=now().date(), now=now()))
            store.close()
        self.token = "benchmark"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cso_desk", "central", "--database", f"sqlite:///{path}", "--port", "0"],
            env={**os.environ, "CSO_DESK_CENTRE_TOKEN": self.token},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().split()[-1]
        self.took_s = time.time() - began

    def stop(self) -> None:
        """Stop serving."""
        self._process.terminate()
        self._process.wait()


if __name__ == "__main__":
    main()
