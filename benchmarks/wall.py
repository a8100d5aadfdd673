"""What six pictures cost: CSO Desk's tiles beside plain decoding, mpv and the usual OpenCV program, in one run.

    python benchmarks/wall.py [--seconds 20] [--report FILE.json] [--only decode,desk,...]

Six H.264 files of 1280x720 at 30 frames a second are made on the spot and shown at 640x360 in one window under Xvfb.
Each way runs in a process of its own, one after the other. CPU is the processor time of that
process between the fifth second (everything is open by then) and the end, in cores; Xvfb's own is not counted.
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
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Figures = dict[str, Any]

TILES = 6
SIZE = (640, 360)
FPS = 30
OFF_STAGE_FPS = 15
FILM_S = 10
SETTLE_S = 5.0
WAYS = {
    "decode": "ffmpeg decodes, nothing is shown (the limit)",
    "mpv": "mpv, six processes",
    "opencv": "cv2.VideoCapture + QLabel.setPixmap",
    "desk": "CSO Desk, all at full rate",
    "desk15": "CSO Desk, one on stage, five at 15 fps",
}
TARGETS = {"desk": 1.7, "desk15": 1.4}


def main() -> int:
    """Measure, or be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="measured time of each way")
    parser.add_argument("--report", type=Path, help="write the figures here as JSON")
    parser.add_argument("--only", default=",".join(WAYS), help="which ways, separated by commas")
    parser.add_argument("--show", choices=["opencv", "desk", "desk15"], help=argparse.SUPPRESS)
    parser.add_argument("--film", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--films", nargs="*", default=[], help="six films to show instead of new ones")
    asked = parser.parse_args()
    if asked.film:
        return make_film(asked.film[0], int(asked.film[1]))
    if asked.show:
        return show(asked.show, asked.films, asked.seconds)
    results = measure([way for way in WAYS if way in asked.only.split(",")], asked.films, asked.seconds)
    print_table(results)
    if asked.report:
        asked.report.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 0


def measure(ways: list[str], films: list[str], seconds: float) -> dict[str, Figures]:
    """The figures of each way, one after the other."""
    results: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder, Screen() as screen:
        films = films or make_films(Path(folder))
        for way in ways:
            commands = commands_of(way, films, seconds)
            if commands:
                print(f"{WAYS[way]} ...", file=sys.stderr)
                results[way] = run(commands, seconds, screen)
    base = results.get("decode", {}).get("cores")
    for figures in results.values():
        figures["ratio"] = round(float(figures["cores"]) / float(base), 2) if base else None
    return results


class Screen:
    """A virtual screen for as long as the benchmark runs."""

    def __enter__(self) -> dict[str, str]:
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "2000x1200x24", "-nolisten", "tcp"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as display:
            number = display.readline().strip()
        return {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()


def make_films(folder: Path) -> list[str]:
    """Six films of 10 seconds: a drawn participant with a camera's noise, 2.5 Mbit/s, as a camera in a booth sends."""
    films = []
    for seed in range(TILES):
        path = folder / f"booth{seed + 1}.mp4"
        subprocess.run([sys.executable, __file__, "--film", str(path), str(seed)], check=True)
        films.append(str(path))
    return films


def make_film(path: str, seed: int) -> int:
    """Draw one film; the system's ffmpeg encodes it."""
    from cso_desk.video.synthetic import SyntheticSource

    source = SyntheticSource(seed=seed)
    source.speak(True)
    encoder = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgra", "-s", "1280x720", "-r", "30", "-i", "-",
         "-vf", "noise=alls=7:allf=t", "-c:v", "libx264", "-preset", "veryfast", "-b:v", "2500k", "-maxrate", "3500k",
         "-bufsize", "5000k", "-g", "60", "-pix_fmt", "yuv420p", path],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    assert encoder.stdin is not None
    for number in range(FILM_S * FPS):
        encoder.stdin.write(source.draw(number / FPS).tobytes())
    encoder.stdin.close()
    return encoder.wait()


def commands_of(way: str, films: list[str], seconds: float) -> list[list[str]]:
    """What is run for a way, side by side; nothing where its program is not installed."""
    if way == "decode":
        return [["ffmpeg", "-v", "error", "-re", "-stream_loop", "-1", "-i", film, "-f", "null", "-"] for film in films]
    if way == "mpv":
        if not shutil.which("mpv"):
            return []
        return [
            ["mpv", "--really-quiet", "--no-config", "--no-audio", "--no-osc", "--loop=inf", "--vo=x11", "--no-border",
             f"--geometry={SIZE[0]}x{SIZE[1]}+{SIZE[0] * (index % 3)}+{SIZE[1] * (index // 3)}", film]
            for index, film in enumerate(films)
        ]  # fmt: skip
    return [[sys.executable, __file__, "--show", way, "--seconds", str(SETTLE_S + seconds), "--films", *films]]


def run(commands: list[list[str]], seconds: float, screen: dict[str, str]) -> Figures:
    """Run the commands side by side and weigh them; a last line of JSON on their stdout joins the figures."""
    processes = [subprocess.Popen(command, env=screen, stdout=subprocess.PIPE, text=True) for command in commands]
    try:
        time.sleep(SETTLE_S)
        before, began = cpu_seconds(processes), time.monotonic()
        time.sleep(seconds - 1)
        cores = (cpu_seconds(processes) - before) / (time.monotonic() - began)
        figures: Figures = {"cores": round(cores, 3), "rss_mb": round(rss_mb(processes))}
        if len(processes) == 1:
            figures |= json.loads(processes[0].communicate()[0].splitlines()[-1])
        return figures
    finally:
        for process in processes:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def cpu_seconds(processes: list[subprocess.Popen[str]]) -> float:
    """The processor time they have used, in seconds."""
    times = [psutil.Process(process.pid).cpu_times() for process in processes]
    return sum(one.user + one.system for one in times)


def rss_mb(processes: list[subprocess.Popen[str]]) -> float:
    """The memory they hold, in MiB; what they share is counted for each."""
    return sum(psutil.Process(process.pid).memory_info().rss for process in processes) / 2**20


def show(way: str, films: list[str], seconds: float) -> int:
    """Show six films in one window for some seconds; the last line printed is what was seen, as JSON."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from cso_desk.ui.program import give_pictures_back
    from cso_desk.ui.stall import StallMeter

    if way != "opencv":
        give_pictures_back()  # as every window of the desk does
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.setFixedSize(SIZE[0] * 3, SIZE[1] * 2)
    wall = UsualWall(window, films) if way == "opencv" else DeskWall(window, films, off_stage=way == "desk15")
    meter = StallMeter()

    def begin() -> None:
        wall.count_anew()
        meter.start()

    window.show()
    QTimer.singleShot(round(SETTLE_S * 1000), begin)
    QTimer.singleShot(round(seconds * 1000), app.quit)
    app.exec()
    meter.stop()
    figures = {"fps": wall.fps(seconds - SETTLE_S), "stall_ms": meter.summary(), **wall.further()}
    wall.stop()
    print(json.dumps(figures), flush=True)
    return 0


class DeskWall:
    """Six tiles of CSO Desk with their one frame timer."""

    def __init__(self, window: "QWidget", films: list[str], *, off_stage: bool) -> None:
        from PySide6.QtCore import QTimer

        from cso_desk.ui.video_view import VideoTile
        from cso_desk.video.camera import Camera

        self._cameras = [Camera(film, name=str(index)) for index, film in enumerate(films)]
        self._tiles = [VideoTile(window) for _ in films]
        for index, (tile, camera) in enumerate(zip(self._tiles, self._cameras, strict=True)):
            tile.setGeometry(SIZE[0] * (index % 3), SIZE[1] * (index // 3), *SIZE)
            tile.show_camera(camera)
            tile.limit_fps(OFF_STAGE_FPS if off_stage and index else None)
            camera.start()
        self._timer = QTimer(window, interval=16)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self._before = [0] * len(films)

    def _refresh(self) -> None:
        now = time.monotonic()
        for tile in self._tiles:
            tile.refresh(now)

    def count_anew(self) -> None:
        """Begin to count pictures."""
        self._before = [tile.painted for tile in self._tiles]

    def fps(self, seconds: float) -> list[float]:
        """Pictures a second of each tile, over `seconds` since counting began."""
        return [
            round((tile.painted - before) / seconds, 1) for tile, before in zip(self._tiles, self._before, strict=True)
        ]

    def further(self) -> Figures:
        """What else is known."""
        ages = sorted(age for tile in self._tiles for age in tile.ages)
        p50, p99 = ages[len(ages) // 2], ages[len(ages) * 99 // 100]
        replaced = sum(tile.replaced for tile in self._tiles)
        return {"age_ms": {"p50": round(p50, 1), "p99": round(p99, 1)}, "replaced": replaced}

    def stop(self) -> None:
        """End all threads."""
        self._timer.stop()
        for camera in self._cameras:
            camera.ask_to_stop()
        for camera in self._cameras:
            camera.stop()


class UsualWall:
    """The program one finds everywhere: a thread a camera, cvtColor, a queued signal per frame, setPixmap."""

    def __init__(self, window: "QWidget", films: list[str]) -> None:
        import cv2
        from PySide6.QtCore import QThread, Signal
        from PySide6.QtGui import QImage, QPixmap
        from PySide6.QtWidgets import QLabel

        class Reader(QThread):
            read = Signal(QImage)

            def __init__(self, film: str) -> None:
                super().__init__()
                self.film = film

            def run(self) -> None:
                capture = cv2.VideoCapture(self.film)
                due = time.monotonic()
                while not self.isInterruptionRequested():
                    there, image = capture.read()
                    if not there:
                        capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
                        continue
                    rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
                    height, width = rgb.shape[:2]
                    self.read.emit(QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy())
                    due += 1 / FPS
                    time.sleep(max(due - time.monotonic(), 0))
                capture.release()

        class Label(QLabel):
            painted = 0

            def put(self, image: QImage) -> None:
                self.setPixmap(QPixmap.fromImage(image).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
                self.painted += 1

        from PySide6.QtCore import Qt

        self._labels, self._readers = [], []
        for index, film in enumerate(films):
            label, reader = Label(window), Reader(film)
            label.setGeometry(SIZE[0] * (index % 3), SIZE[1] * (index // 3), *SIZE)
            reader.read.connect(label.put)
            self._labels.append(label)
            self._readers.append(reader)
            reader.start()
        self._before = [0] * len(films)

    def count_anew(self) -> None:
        """Begin to count pictures."""
        self._before = [label.painted for label in self._labels]

    def fps(self, seconds: float) -> list[float]:
        """Pictures a second of each tile, over `seconds` since counting began."""
        return [
            round((label.painted - before) / seconds, 1)
            for label, before in zip(self._labels, self._before, strict=True)
        ]

    def further(self) -> Figures:
        """What else is known."""
        return {}

    def stop(self) -> None:
        """End all threads."""
        for reader in self._readers:
            reader.requestInterruption()
        for reader in self._readers:
            reader.wait()


def print_table(results: dict[str, Figures]) -> None:
    """The figures side by side."""
    print(f"{'':44} {'ratio':>6} {'cores':>6} {'MB':>5} {'fps of each tile':>17} {'stall p50/p99/max ms':>22}")
    for way, figures in results.items():
        fps = figures.get("fps")
        shown = f"{min(fps):.1f} to {max(fps):.1f}" if fps else "-"
        stall = figures.get("stall_ms")
        stalls = f"{stall['p50']:.1f} / {stall['p99']:.1f} / {stall['max']:.0f}" if stall else "-"
        ratio = figures["ratio"] if figures["ratio"] is not None else "-"
        print(f"{WAYS[way]:44} {ratio:>6} {figures['cores']:>6} {figures['rss_mb']:>5} {shown:>17} {stalls:>22}")
    for way, limit in TARGETS.items():
        ratio = results.get(way, {}).get("ratio")
        if ratio is not None:
            print(
                f"{WAYS[way]}: {ratio} times decoding alone; the aim of at most {limit} is",
                "met" if ratio <= limit else "MISSED",
            )


if __name__ == "__main__":
    sys.exit(main())
