"""The commands of `cso-desk`: the desk itself, the demonstration, a bare wall, a receipt's check, and the centre's."""

import argparse
import base64
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from cso_desk import __version__
from cso_desk.central.service import commands as centre_commands
from cso_desk.config import MAX_BOOTHS
from cso_desk.documents import READ_WORKER
from cso_desk.video import LOOK_WORKER
from cso_desk.video.paper import Paper

DEMO_BOOTHS = 6
AUTOPILOT_SPEED = 3.0
SHA256_BYTES = 32
_DEFAULT_SIZE = "1920x1080"
_LEAST_SIZE = (320, 240)
_PAPERS = ("auto", *(paper.value for paper in Paper))
_DESK_PACKAGES = frozenset(("PySide6", "av", "aiortc", "cv2", "keyring", "numpy", "onnxruntime", "psutil", "rapidocr"))
"""What `build_spec/centre.lock` leaves out."""
_MOST_DIGITS = 16
_MOST_SIZE = (16384, 16384)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed with a sentence on stderr, 2 called wrongly.

    `receipt`, `queue` and `read-card` return 2 as well where it could not be told.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.profile is not None and options.run not in (_desk, _demo, _receipt, _queue):
        parser.error("--profile is for the desk, the demo, receipt and queue; the other commands have none")
    if getattr(options, "headless", False):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    run = getattr(options, "around", options.run)
    try:
        code: int = run(options)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] not in _DESK_PACKAGES:
            raise
        print(
            f"Only the centre is installed here: {missing.name} is missing. For the other commands install the"
            " packages of requirements.lock.",
            file=sys.stderr,
        )
        return 1
    return code


@contextmanager
def loading() -> Iterator[None]:
    """Load a program without the collector of cyclic garbage, which would look through all of it again and again.

    What was loaded is set aside, so that the first look after it is short too.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _desk(options: argparse.Namespace) -> int:
    with loading():
        from cso_desk.app import run_desk

    return run_desk(options.profile)


def _demo(options: argparse.Namespace) -> int:
    booths = options.booths or max(DEMO_BOOTHS, len(options.source))
    if len(options.source) > booths or booths > MAX_BOOTHS:
        print(f"{len(options.source)} sources do not fit into {min(booths, MAX_BOOTHS)} booths.", file=sys.stderr)
        return 2
    with loading():
        from cso_desk.demo.play import Options, play

    return play(
        Options(
            booths=booths,
            sources=tuple(options.source),
            seconds=options.seconds,
            size=options.size,
            screenshot=options.screenshot,
            page=options.page,
            report=options.report,
            autopilot=options.autopilot,
            speed=options.speed or (AUTOPILOT_SPEED if options.autopilot else 1.0),
            profile=options.profile,
            night=options.night,
            language=options.language,
        )
    )


def _wall(options: argparse.Namespace) -> int:
    with loading():
        from cso_desk.wall import run_wall

    return run_wall(options.source, seconds=options.seconds, report=options.report, size=options.size)


def _booth_sim(options: argparse.Namespace) -> int:
    from cso_desk.booth.simulation.command import Asked, run

    booths = options.booths or len(options.code)
    if not 1 <= booths <= MAX_BOOTHS:
        print(
            f"A desk has 1 to {MAX_BOOTHS} booths, not {booths}: give a --code for each, or --booths.", file=sys.stderr
        )
        return 2
    if len(options.code) > booths:
        print(f"{len(options.code)} codes are too many for {booths} booths.", file=sys.stderr)
        return 2
    try:
        codes = (*options.code, *(_asked_code(number) for number in range(len(options.code) + 1, booths + 1)))
    except EOFError:
        print(f"\nEach of the {booths} booths needs a pairing code.", file=sys.stderr)
        return 2
    return run(Asked(options.desk, options.pin, codes, options.speed, options.leash))


def _asked_code(booth: int) -> str:
    """A pairing code from standard input. Raises EOFError where nobody gives one."""
    while not (code := input(f"Code of booth {booth}: ").strip()):
        pass
    return code


def _receipt(options: argparse.Namespace) -> int:
    from cso_desk.receipt_check import check

    return check(" ".join(options.number), profile=options.profile)


def _queue(options: argparse.Namespace) -> int:
    from cso_desk.queue_check import report

    code, sentence = report(options.profile)
    print(sentence, file=sys.stderr if code == 2 else sys.stdout)
    return code


def _read_card(options: argparse.Namespace) -> int:
    from cso_desk.read_card import read_card

    return read_card(options.file, kind=options.kind, as_data=options.json)


def _read_worker(_: argparse.Namespace) -> int:
    with loading():
        from cso_desk.documents.process import main as read

    read()
    return 0


def _look_worker(_: argparse.Namespace) -> int:
    with loading():
        from cso_desk.video.process import main as look

    look()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cso-desk", description=__doc__)
    parser.add_argument("--version", action="version", version=f"cso-desk {__version__}")
    parser.add_argument("--profile", type=Path, help="the folder of this desk's data")
    parser.set_defaults(run=_desk)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="embedded centre, simulated booths and the desk, with invented people")
    demo.add_argument("--booths", type=_booths, metavar="1..8", help="6, or as many as there are sources")
    demo.add_argument("--source", action="append", default=[], help="a camera instead of a simulated booth; repeatable")
    _window_options(demo)
    demo.add_argument("--screenshot", type=Path, metavar="FILE", help="leave a picture of the window at the end")
    demo.add_argument("--page", choices=("wall", "focus"), default="wall", help="what the picture shows")
    demo.add_argument("--autopilot", action="store_true", help="a scripted officer works at the window")
    demo.add_argument(
        "--speed",
        type=_positive,
        help=f"divides the human pace of officer and participants (1; with --autopilot {AUTOPILOT_SPEED:g})",
    )
    demo.add_argument(
        "--profile", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="where desk and centre keep their data"
    )
    demo.add_argument("--night", action="store_true", help="the dark theme")
    demo.add_argument("--language", choices=("id", "en"), default="id")
    demo.set_defaults(run=_demo)

    wall = commands.add_parser("wall", help="only the pictures, of any sources")
    wall.add_argument("source", nargs="+", help="a file, rtsp://, http://, usb:0 or synthetic:")
    _window_options(wall)
    wall.set_defaults(run=_wall)

    centre_commands.add_to(commands)

    booths = commands.add_parser("booth-sim", help="simulated booths against a desk, one for each pairing code")
    booths.add_argument(
        "--booths",
        type=_booths,
        metavar="1..8",
        help="as many as there are codes; codes that are missing are asked for",
    )
    booths.add_argument("--desk", type=_desk_url, required=True, metavar="URL", help="such as https://10.0.0.5:8443")
    booths.add_argument(
        "--pin", type=_pin, required=True, help="the pin of the desk's key, as the booth's dialog shows it"
    )
    booths.add_argument("--code", action="append", default=[], help="a pairing code; repeatable, a booth each")
    booths.add_argument("--speed", type=_positive, default=1.0, help="divides the human pace of the participants")
    booths.add_argument("--leash", action="store_true", help="end when standard input closes")
    booths.set_defaults(run=_booth_sim)

    receipt = commands.add_parser("receipt", help="ask the desk's centre whether a receipt is genuine")
    receipt.add_argument("number", nargs="+", metavar="NUMBER", help="such as TT-9K3F-7ZQ2-XWAB-Z")
    receipt.set_defaults(run=_receipt)

    queue = commands.add_parser("queue", help="say how much work of this desk is not at the centre; exit 1 where some")
    queue.set_defaults(run=_queue)

    card = commands.add_parser("read-card", help="read the document in one picture; exit 2 where it cannot be")
    card.add_argument("file", type=Path, metavar="FILE", help="JPEG, PNG, WebP, HEIC or PDF")
    card.add_argument(
        "--kind", choices=_PAPERS, default="auto", help="what the document is; auto tells it by its words"
    )
    card.add_argument("--json", action="store_true", help="as JSON, with boxes and quality")
    card.set_defaults(run=_read_card)

    commands.add_parser(READ_WORKER).set_defaults(run=_read_worker)  # the frozen program's own; no help, so not listed
    commands.add_parser(LOOK_WORKER).set_defaults(run=_look_worker)
    return parser


def _window_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true", help="without a display")
    parser.add_argument("--seconds", type=_positive, help="end by itself after so long")
    parser.add_argument("--report", type=Path, metavar="FILE", help="leave what was measured, as JSON")
    parser.add_argument("--size", type=_size, default=_size(_DEFAULT_SIZE), metavar="WxH", help="of the window")


def _booths(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_BOOTHS:
        raise argparse.ArgumentTypeError(f"a desk has 1 to {MAX_BOOTHS} booths, not {text!r}")
    return int(text)


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"a number above 0 is wanted, not {text!r}")
    return value


def _desk_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname:
        raise argparse.ArgumentTypeError(f"an address such as https://10.0.0.5:8443 is wanted, not {text!r}")
    return text


def _pin(text: str) -> str:
    try:
        known = len(base64.b64decode(text, validate=True))
    except ValueError:
        known = 0
    if known != SHA256_BYTES:
        raise argparse.ArgumentTypeError(
            f"the pin of a desk is a SHA-256 in base64, 44 signs with one '=', not {text!r}"
        )
    return text


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if width.isdecimal() and height.isdecimal() and len(text) <= _MOST_DIGITS:
        size = int(width), int(height)
        if all(least <= side <= most for least, side, most in zip(_LEAST_SIZE, size, _MOST_SIZE, strict=True)):
            return size
    least, most = ("x".join(map(str, size)) for size in (_LEAST_SIZE, _MOST_SIZE))
    raise argparse.ArgumentTypeError(f"a size such as 1366x768 is wanted, not {text!r}; from {least} to {most}")
