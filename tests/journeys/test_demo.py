"""The main job, run as anybody runs it: embedded centre, six booths, the desk, and an officer at the window."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import create_engine, text

BOOTHS = {1, 2, 3, 4, 5, 6}
_LOOK_S = 0.2
CAMERAS = [f"--source=synthetic:?seed={booth}" for booth in range(1, 5)]
"""Four booths of cameras alone and two of simulated booths that talk: what two cores carry at this pace."""
PROGRAM = [sys.executable, "-m", "cso_desk", "demo", "--headless"]


def run_demo(profile: Path, *options: str) -> dict[str, Any]:
    report = profile.parent / "report.json"
    command = [*PROGRAM, "--profile", str(profile), "--report", str(report), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    told: dict[str, Any] = json.loads(report.read_text())
    return told


def decisions(profile: Path) -> list[tuple[str, int]]:
    """Claim and booth of every decision the centre has, in the order in which they came."""
    engine = create_engine(f"sqlite:///{profile / 'centre' / 'centre.db'}")
    logged = "select entity from branch_log where kind = 'claim.decide.v1' order by n"
    with engine.connect() as connection:
        order = connection.execute(text(logged)).scalars().all()
        rows = connection.execute(text("select claim_id, body from claim")).all()
    engine.dispose()
    claims = {row.claim_id: json.loads(row.body) for row in rows}
    return [(claim, claims[claim]["decisions"][-1]["booth"]) for claim in order]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A run that is closed, politely, once claims are decided in every booth."""
    profile = tmp_path_factory.mktemp("demo") / "profile"
    report = profile.parent / "report.json"
    options = ["--profile", str(profile), "--autopilot", "--speed", "16", "--report", str(report), *CAMERAS]
    process = subprocess.Popen([*PROGRAM, *options], stderr=subprocess.PIPE, text=True)
    try:
        while {booth for _, booth in _decisions_so_far(profile)} != BOOTHS:
            _let_it_work(process)
        process.terminate()
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return profile, json.loads(report.read_text())


def test_claims_are_decided_in_all_six_booths_and_the_centre_has_receipted_every_one(
    first_run: tuple[Path, dict[str, Any]],
) -> None:
    profile, report = first_run
    picture = profile.parent / "wall.png"
    again = run_demo(profile, "--seconds", "4", "--screenshot", str(picture))
    made = decisions(profile)
    assert {booth for _, booth in made} == BOOTHS
    assert len({claim for claim, _ in made}) == len(made)
    assert again["claims"] == {"decided": len(made), "receipted": len(made), "refused": 0}
    assert report["claims"]["decided"] == len(made)
    assert picture.stat().st_size > 100_000


def test_the_report_tells_what_was_shown_of_every_booth(first_run: tuple[Path, dict[str, Any]]) -> None:
    _, report = first_run
    assert [booth["booth"] for booth in report["booths"]] == [1, 2, 3, 4, 5, 6]
    assert {booth["state"] for booth in report["booths"]} == {"live"}
    assert all(booth["fps_shown"] > 0 and booth["age_ms"]["p50"] > 0 for booth in report["booths"])
    assert set(report["gui_stall_ms"]) == {"p50", "p99", "max"}


def test_a_program_killed_at_work_loses_no_decision_and_makes_none_twice(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    command = [*PROGRAM, "--profile", str(profile), "--autopilot", "--speed", "16", *CAMERAS]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    others: list[psutil.Process] = []
    try:
        while len(_decisions_so_far(profile)) < 3:
            _let_it_work(process)
        others = psutil.Process(process.pid).children(recursive=True)
    finally:
        process.kill()  # the centre, the booths and the reader are not killed: they must end by themselves
        process.wait()
    assert len(others) >= 2
    assert psutil.wait_procs(others, timeout=30)[1] == []
    known = decisions(profile)
    report = run_demo(profile, "--seconds", "5")
    made = decisions(profile)
    assert made[: len(known)] == known
    assert len({claim for claim, _ in made}) == len(made)
    assert report["claims"]["decided"] == report["claims"]["receipted"] == len(made)


def _let_it_work(process: "subprocess.Popen[Any]") -> None:
    """Leave the processor to the program for a moment; it must not end by itself."""
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(_LOOK_S)


def _decisions_so_far(profile: Path) -> list[tuple[str, int]]:
    if not (profile / "desk" / "desk.db").exists():
        return []
    return decisions(profile)
