"""The frozen program runs by itself: built once by PyInstaller, then started away from the checkout."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import cv2
import pytest
from PIL import Image as Pil

from cso_desk import __version__
from cso_desk.child import Child
from cso_desk.documents import READ_WORKER
from cso_desk.documents.waiting import Job
from cso_desk.video import LOOK_WORKER
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.eyes import Eyes
from cso_desk.video.limits import Limits
from cso_desk.video.paper import Paper
from tests.documents.camera import Grade, shot

ROOT = Path(__file__).parents[2]
_SECONDS_TO_BUILD = 900

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(_SECONDS_TO_BUILD + 300),
    pytest.mark.skipif("CSO_DESK_SOAK_SECONDS" not in os.environ, reason="built by make soak"),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(folder)]
    spec = ROOT / "build_spec" / "cso_desk.spec"
    built = subprocess.run(
        [*command, "--workpath", str(folder / "work"), str(spec)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS_TO_BUILD,
    )
    assert built.returncode == 0, built.stderr
    return folder / "cso-desk" / "cso-desk"


def test_the_frozen_program_says_its_version(program: Path, tmp_path: Path) -> None:
    answer = _run(program, "--version", folder=tmp_path)

    assert (answer.returncode, answer.stdout.strip()) == (0, f"cso-desk {__version__}"), answer.stderr


def test_the_frozen_program_shows_six_live_booths_and_has_decisions_receipted(program: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    options = ["--headless", "--autopilot", "--speed", "10", "--seconds", "40", "--profile", str(tmp_path / "profile")]

    answer = _run(program, "demo", *options, "--report", str(report), folder=tmp_path)

    assert answer.returncode == 0, answer.stderr
    seen = json.loads(report.read_text(encoding="utf-8"))
    assert [booth["state"] for booth in seen["booths"]] == ["live"] * 6
    assert seen["claims"]["receipted"] > 0


def test_the_frozen_program_reads_a_card_in_a_picture_and_in_a_pdf(program: Path, tmp_path: Path) -> None:
    card = drawn(Paper.KTP, invented(5))
    picture, page = tmp_path / "card.png", tmp_path / "card.pdf"
    assert cv2.imwrite(str(picture), card.image)
    Pil.fromarray(card.image[:, :, ::-1]).save(page, resolution=300)

    for file in (picture, page):
        answer = _run(program, "read-card", str(file), "--kind", "ktp", "--json", folder=tmp_path)

        assert answer.returncode == 0, answer.stderr
        assert json.loads(answer.stdout)["fields"]["nik"]["text"] == card.truth["nik"]


def test_the_frozen_program_is_its_own_process_that_reads(program: Path) -> None:
    card = drawn(Paper.KTP, invented(5))
    job = Job(uuid4(), 1, card.image, Paper.KTP, flat=True)
    child = Child([str(program), READ_WORKER], name="reading")
    try:
        told = child.ask(job.head, job.image, within_s=120.0)
    finally:
        child.close()

    assert told["fields"]["nik"]["text"] == card.truth["nik"]


def test_the_frozen_program_is_its_own_process_that_looks(program: Path) -> None:
    shown = shot(drawn(Paper.KTP, invented(5)), Grade.EASY, 2)
    eyes = Eyes(longest_s=120.0, worker=[str(program), LOOK_WORKER])
    try:
        seen = eyes.see(shown.frame, Limits(), before=None, ago_s=0.0, follow=False)
    finally:
        eyes.close()

    assert seen is not None
    assert seen.faults == ()


def _run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "QT_"))}
    return subprocess.run([program, *arguments], cwd=folder, env=bare, capture_output=True, text=True, check=False)
