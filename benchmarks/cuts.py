"""How soon a booth is back once its network is: a desk and one booth at the two ends of a line that is cut.

    sudo python benchmarks/cuts.py [--booth browser|simulated] [--cuts 2,5,12,30] [--how loss|link] [--report FILE.json]

The line is a pair of Linux network interfaces, each end in a namespace of its own: this needs root, `ip` and `tc`.
`loss` drops every packet both ways and tells nobody, as a switch without power does; `link` takes the booth's own
interface down, which a browser is told. The booth is Debian's Chromium or `booth-sim`. Told is when its picture looked
stale and lost after the cut, and when it was live after the end of the cut, in seconds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from cso_desk.booth.booths import Booths
    from cso_desk.video.camera import Camera

DESK, BOOTH = "10.77.0.1", "10.77.0.2"
SETTLE_S = 4.0
PATIENCE_S = 60.0
BACK_S = 3.0
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)

Wait = Callable[[float], None]


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--booth", choices=("browser", "simulated"), default="browser")
    parser.add_argument("--cuts", type=lambda text: [float(one) for one in text.split(",")], default=[2, 5, 12, 30])
    parser.add_argument("--how", choices=("loss", "link"), default="loss")
    parser.add_argument("--report", type=Path, help="write the figures here as JSON")
    parser.add_argument("--booth-in", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.booth_in is None:
        with two_ends() as (desk, booth):
            command = ["ip", "netns", "exec", desk, sys.executable, *sys.argv, "--booth-in", booth]
            return subprocess.run(command, check=False).returncode
    figures = measure(asked.booth, Line(asked.booth_in, asked.how), asked.cuts)
    for row in figures:
        missed = "" if row["back_s"] is not None and row["back_s"] <= BACK_S else "MISSED"
        print(*(f"{key} {value!s:>5}" for key, value in row.items()), f" aim {BACK_S}", missed)
    if asked.report:
        asked.report.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


@contextmanager
def two_ends() -> Iterator[tuple[str, str]]:
    """Two namespaces that are joined by a line, the desk's and the booth's."""
    desk, booth = f"desk-{os.getpid()}", f"booth-{os.getpid()}"
    try:
        for name in (desk, booth):
            run("ip", "netns", "add", name)
        run("ip", "-n", desk, "link", "add", "line", "type", "veth", "peer", "name", "line", "netns", booth)
        for name, address in ((desk, DESK), (booth, BOOTH)):
            run("ip", "-n", name, "addr", "add", f"{address}/24", "dev", "line")
            for interface in ("lo", "line"):
                run("ip", "-n", name, "link", "set", interface, "up")
        yield desk, booth
    finally:
        for name in (desk, booth):
            subprocess.run(("ip", "netns", "del", name), check=False)


class Line:
    """The line from this namespace to the booth's."""

    def __init__(self, booth: str, how: str) -> None:
        self.inside = ("ip", "netns", "exec", booth)
        self._is_link = how == "link"

    def cut(self) -> None:
        """Let nothing through any more."""
        if self._is_link:
            run(*self.inside, "ip", "link", "set", "line", "down")
            return
        for end in ((), self.inside):
            run(*end, "tc", "qdisc", "replace", "dev", "line", "root", "pfifo", "limit", "0")

    def mend(self) -> None:
        """Carry on."""
        if self._is_link:
            run(*self.inside, "ip", "link", "set", "line", "up")
            return
        for end in ((), self.inside):
            run(*end, "tc", "qdisc", "del", "dev", "line", "root")


def measure(kind: str, line: Line, cuts: list[float]) -> list[dict[str, Any]]:
    """What befell the picture at each cut."""
    from cso_desk.booth.booths import Booths, Told
    from cso_desk.booth.messages import Script, Step, Welcome
    from cso_desk.booth.page import booth_page
    from cso_desk.booth.peer import Sound
    from cso_desk.booth.sound import SILENCE
    from cso_desk.paths import resource
    from cso_desk.video.camera import Camera

    script = Script(run="r1", steps=(Step(code="consent", needs="consent", chapter="consent"),), at="consent")
    told: dict[str, Any] = {one.name: lambda *what: None for one in fields(Told)}
    booths: Booths
    with tempfile.TemporaryDirectory() as folder:
        booths = Booths(
            Path(folder),
            booths=1,
            page=booth_page((resource("prompts"),)),
            sound=Sound(heard=lambda booth, pcm: None, outgoing=lambda booth: SILENCE),
            told=Told(**{**told, "connected": lambda booth, language: booths.send(booth, script)}),
            greeting=lambda booth: Welcome(booth=booth, branch="", officer=""),
            officer_picture=lambda: None,
            now=lambda: datetime.now(UTC),
        )
        camera = Camera(booths.sources[1], name="booth 1")
        camera.start()
        booths.start(host=DESK, port=0)
        try:
            with (browser if kind == "browser" else simulated)(booths, line) as wait:
                return [one_cut(camera, line, cut_s, wait) for cut_s in cuts]
        finally:
            booths.stop()
            camera.stop()


def one_cut(camera: "Camera", line: Line, cut_s: float, wait: Wait) -> dict[str, Any]:
    """Cut the line for so long, when the booth is live."""
    from cso_desk.video.feed import FeedState

    def when(*states: FeedState, within_s: float) -> float | None:
        began = time.monotonic()
        while (passed := time.monotonic() - began) < within_s:
            if camera.status().state in states:
                return round(passed, 2)
            wait(0.01)
        return None

    when(FeedState.LIVE, within_s=PATIENCE_S)
    wait(SETTLE_S)
    began = time.monotonic()
    line.cut()
    stale = when(FeedState.STALE, FeedState.LOST, within_s=cut_s)
    lost = when(FeedState.LOST, within_s=began + cut_s - time.monotonic())
    wait(max(began + cut_s - time.monotonic(), 0.0))
    line.mend()
    back = when(FeedState.LIVE, within_s=PATIENCE_S)
    lost = None if stale is None or lost is None else round(stale + lost, 2)
    return {"cut_s": cut_s, "stale_s": stale, "lost_s": lost, "back_s": back}


@contextmanager
def browser(booths: "Booths", line: Line) -> Iterator[Wait]:
    """Debian's Chromium as the booth."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = Path(folder) / "chromium"
        chromium.write_text(f'#!/bin/sh\nexec {" ".join(line.inside)} {CHROMIUM} "$@"\n', encoding="utf-8")
        chromium.chmod(0o755)
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = started.new_context(ignore_https_errors=True).new_page()
        page.goto(f"https://{DESK}:{booths.port}/#{booths.pairing_code(1).text}")
        page.locator("#agree").click()
        yield lambda seconds: page.wait_for_timeout(1000 * seconds)
        started.close()


@contextmanager
def simulated(booths: "Booths", line: Line) -> Iterator[Wait]:
    """`booth-sim` as the booth."""
    command = [*line.inside, sys.executable, "-m", "cso_desk", "booth-sim", "--desk", f"https://{DESK}:{booths.port}"]
    command += ["--pin", booths.certificate.pin, "--code", booths.pairing_code(1).text]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[1])
    try:
        yield time.sleep
    finally:
        process.terminate()
        process.wait()


def run(*command: str) -> None:
    """Run a command that has to succeed."""
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
