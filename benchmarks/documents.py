"""How well and how fast identity cards are read, grade by grade, beside Tesseract 5 on the same flattened pictures.

And how often an original is taken for a copy, and a card on a screen or a photocopy for what it is.

Each card is one of a person who does not exist, held to the simulated camera at 1280x720 (`tests/documents`).
"""

import argparse
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from cso_desk.documents import ktp
from cso_desk.documents.examine import examine
from cso_desk.documents.ocr import Line, Ocr
from cso_desk.documents.reading import CERTAIN, Reading
from cso_desk.video import finding
from cso_desk.video.copies import Copy, Traces, signs, traces
from cso_desk.video.limits import Limits
from cso_desk.video.paper import SIZE_MM, Paper
from cso_desk.video.picture import Image
from cso_desk.video.quad import rectified
from cso_desk.video.quality import measure
from tests.documents.camera import Grade, Shot, shot
from tests.documents.copies import SHINE, on_a_screen, photocopied
from tests.documents.people import paper

FIELDS = ("nik", "name", "birth_date")
WORDS = ("name", "birth_place", "address", "village", "district")
TESSERACT = ("tesseract", "stdin", "stdout", "-l", "ind", "--psm", "6", "tsv")
_TESSERACT_WIDTH = 1400  # its letters want to be 30 pixels high
_ASPECT = SIZE_MM[Paper.KTP][0] / SIZE_MM[Paper.KTP][1]
Texts = Mapping[str, tuple[str, float]]


@dataclass
class Tally:
    """What was counted of one grade by one reader."""

    cards: int = 0
    told: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    quick_s: list[float] = field(default_factory=list)
    find_ms: list[float] = field(default_factory=list)
    certain_and_wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    shown: Counter[str] = field(default_factory=Counter)
    signs: Counter[str] = field(default_factory=Counter)
    traces: dict[str, list[Traces]] = field(default_factory=lambda: defaultdict(list))

    def add(self, texts: Texts, truth: Mapping[str, str], seed: int) -> None:
        """Count one card."""
        self.cards += 1
        for key, right in truth.items():
            text, confidence = texts.get(key, ("", 0.0))
            how = "exact" if text == right else "wrong" if text else "refused"
            self.told[f"{key} {how}"] += 1
            if key in FIELDS and how != "exact":
                self.missed.append(f"seed {seed}: {key} {right} {how}, {text}, {confidence:.3f}")
            if key in WORDS and text and confidence >= CERTAIN:
                self.told[f"words certain and {how}"] += 1
            if key == "nik" and text not in ("", right) and confidence >= CERTAIN:
                self.certain_and_wrong.append(f"seed {seed}: {right} read as {text}, {confidence:.3f}")

    def trace(self, what: str, flat: Image | None) -> None:
        """Count what is seen of a copy in a card that was found, an original or a copy: `what` it is."""
        if flat is None:
            return
        measured = traces(flat)
        self.shown[what] += 1
        self.traces[what].append(measured)
        for sign in signs(measured, Limits(), Paper.KTP):
            self.signs[f"{what} told as {sign.copy}"] += 1

    def share(self, key: str, how: str) -> float:
        """The share of cards of which a field was exact, wrong or refused."""
        return self.told[f"{key} {how}"] / max(self.cards, 1)


def main() -> None:
    """Measure and print; exit 1 where a NIK is wrong though certain."""
    options = _options()
    seed = secrets.randbelow(10**6) if options.fresh else options.seed
    cv2.setNumThreads(1)
    ocr = Ocr()
    ocr.load()
    ours = {grade: Tally() for grade in Grade}
    theirs = {grade: Tally() for grade in Grade}
    tesseract = options.tesseract if shutil.which(TESSERACT[0]) else 0
    for number in range(options.cards):
        grade = tuple(Grade)[number % len(Grade)]
        held = shot(paper(Paper.KTP, seed * 10**6 + number), grade, seed * 10**6 + number)
        flat = _found(held, ours[grade])
        ours[grade].trace("original", flat)
        if number < options.copies:
            _show_copies(held, ours[grade], seed * 10**6 + number)
        _read(ocr, held, ours[grade], seed * 10**6 + number, quick=number % 4 < 2)
        if number < tesseract and flat is not None:
            _by_tesseract(flat, held, theirs[grade], number)
    _print(seed, ours, theirs)
    if options.report:
        report = {"seed": seed, "cards": options.cards, "ours": _as_json(ours), "tesseract": _as_json(theirs)}
        options.report.write_text(json.dumps(report, indent=2), encoding="utf-8")
    sys.exit(any(tally.certain_and_wrong for tally in ours.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=150, help="a third of each grade")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", action="store_true", help="a seed that was never seen, told in the first line")
    parser.add_argument("--tesseract", type=int, default=60, metavar="N", help="the first N cards by Tesseract as well")
    parser.add_argument("--copies", type=int, default=60, metavar="N", help="the first N cards as copies as well")
    parser.add_argument("--report", type=Path, metavar="FILE", help="leave what was measured, as JSON")
    return parser.parse_args()


def _found(held: Shot, tally: Tally) -> Image | None:
    """The card found, measured and flattened, as it is for both readers."""
    began = time.process_time()
    quad = finding.find(held.frame)
    if quad is not None:
        measure(held.frame, quad)
    tally.find_ms.append(1000 * (time.process_time() - began))
    return None if quad is None else rectified(held.frame, quad, aspect=_ASPECT)


def _show_copies(held: Shot, tally: Tally, seed: int) -> None:
    """The same card on a screen, and as a photocopy, held just as the original was."""
    copies = {
        "screen": shot(on_a_screen(held.drawn, seed), held.grade, seed, shine=SHINE),
        "photocopy": shot(photocopied(held.drawn, seed), held.grade, seed),
    }
    for what, copy in copies.items():
        quad = finding.find(copy.frame)
        tally.trace(what, None if quad is None else rectified(copy.frame, quad, aspect=_ASPECT))


def _read(ocr: Ocr, held: Shot, tally: Tally, seed: int, *, quick: bool) -> None:
    answer = examine(ocr, held.frame, Paper.KTP).answer
    fields = answer.fields if isinstance(answer, Reading) else {}
    tally.add({key: (one.text, one.confidence) for key, one in fields.items()}, held.drawn.truth, seed)
    tally.seconds.append(answer.seconds)
    if quick:
        tally.quick_s.append(examine(ocr, held.frame, Paper.KTP, quick=True).answer.seconds)


def _by_tesseract(flat: Image, held: Shot, tally: Tally, seed: int) -> None:
    scale = _TESSERACT_WIDTH / flat.shape[1]
    large = cv2.resize(flat, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    png = cv2.imencode(".png", large)[1].tobytes()
    began = time.perf_counter()
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    said = subprocess.run(TESSERACT, input=png, capture_output=True, check=True, env=environment).stdout.decode()
    tally.seconds.append(time.perf_counter() - began)
    found = ktp.parse(_lines(said), float(large.shape[1]))
    texts = {key: (one.said.text, one.said.confidence) for key, one in found.items() if one.said is not None}
    tally.add(texts, held.drawn.truth, seed)


def _lines(table: str) -> list[Line]:
    """Tesseract's words as lines, so that one parser reads them and ours."""
    rows = [dict(zip(table.split("\n")[0].split("\t"), row.split("\t"), strict=False)) for row in table.split("\n")[1:]]
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        if row.get("text", "").strip():
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    return [_line(words) for words in lines.values()]


def _line(words: list[dict[str, str]]) -> Line:
    boxes = np.array([[int(word[side]) for side in ("left", "top", "width", "height")] for word in words])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    confidence = max(min(float(word["conf"]) for word in words), 0.0) / 100
    text = " ".join(word["text"] for word in words)
    return Line.even(text, ((left, top), (right, top), (right, bottom), (left, bottom)), confidence)


def _print(seed: int, ours: Mapping[Grade, Tally], theirs: Mapping[Grade, Tally]) -> None:
    print(f"Identity cards of seed {seed}, held to a simulated camera at 1280x720; one core")
    print("grade    reader     cards   NIK exact wrong refused  name exact  birth exact   s/card mean p95")
    for grade in Grade:
        for reader, tally in (("CSO Desk", ours[grade]), ("Tesseract", theirs[grade])):
            if tally.cards:
                print(f"{grade:<8} {reader:<9} {_row(tally)}")
    quick = [one for tally in ours.values() for one in tally.quick_s]
    found = [one for tally in ours.values() for one in tally.find_ms]
    if quick:
        print(f"NIK and name alone: {mean(quick):.2f} s, p95 {_p95(quick):.2f} s")
    print(f"finding and judging a frame: {mean(found):.1f} ms, p95 {_p95(found):.1f} ms")
    for grade in Grade:
        certain = ", ".join(f"{ours[grade].told[f'words certain and {how}']} {how}" for how in ("exact", "wrong"))
        print(f"{grade:<8} names, places and addresses with confidence of {CERTAIN} and more: {certain}")
        _print_copies(grade, ours[grade])
    wrong = [one for tally in ours.values() for one in tally.certain_and_wrong]
    print(
        f"NIKs wrong with confidence of {CERTAIN} and more: {len(wrong)} of {sum(one.cards for one in ours.values())}"
    )
    for one in wrong:
        print("  " + one)


def _print_copies(grade: Grade, tally: Tally) -> None:
    for what, cards in tally.shown.items():
        told = ", ".join(f"{tally.signs[f'{what} told as {copy}']} told as {copy}" for copy in Copy)
        grids = sorted(one.grid for one in tally.traces[what])
        colours = sorted(one.colour for one in tally.traces[what])
        spans = f"grid {grids[0]:.1f} to {grids[-1]:.1f} dB, colour {colours[0]:.3f} to {colours[-1]:.3f}"
        print(f"{grade:<8} {cards:4} found of {what:<9} {told}; {spans}")


def _row(tally: Tally) -> str:
    nik = "  ".join(f"{tally.share('nik', how):6.1%}" for how in ("exact", "wrong", "refused"))
    others = "      ".join(f"{tally.share(key, 'exact'):6.1%}" for key in FIELDS[1:])
    return f"{tally.cards:5}   {nik}   {others}        {mean(tally.seconds):.2f}  {_p95(tally.seconds):.2f}"


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def _as_json(tallies: Mapping[Grade, Tally]) -> dict[str, Any]:
    return {
        grade: {
            "cards": tally.cards,
            "told": dict(tally.told),
            "seconds_mean": mean(tally.seconds),
            "seconds_p95": _p95(tally.seconds),
            "quick_s_mean": mean(tally.quick_s) if tally.quick_s else None,
            "find_ms_mean": mean(tally.find_ms) if tally.find_ms else None,
            "certain_and_wrong": tally.certain_and_wrong,
            "missed": tally.missed,
            "found": dict(tally.shown),
            "signs": dict(tally.signs),
        }
        for grade, tally in tallies.items()
        if tally.cards
    }


if __name__ == "__main__":
    main()
