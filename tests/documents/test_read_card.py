"""The command that reads one picture: what it says, with which exit code, and what bad input gets."""

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cso_desk.cli import main
from cso_desk.documents.ktp import parse
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from tests.documents.camera import Grade, nothing_held, shot
from tests.documents.people import paper


def saved(folder: Path, image: Image, name: str = "card.png") -> str:
    path = folder / name
    assert cv2.imwrite(str(path), image)
    return str(path)


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["read-card", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_card_held_upside_down_is_read_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = shot(paper(Paper.KTP, 3), Grade.EASY, 3, turned=180)
    code, told = read(capsys, saved(tmp_path, held.frame), "--kind", "ktp")
    assert (code, told["kind"], told["turned"]) == (0, "ktp", 2)
    assert {key: one["text"] for key, one in told["fields"].items()} == dict(held.drawn.truth)
    assert set(told["fields"]["nik"]) == {"text", "confidence", "box", "corrected"}
    assert {"sharpness", "glare", "coverage", "tilt_deg"} <= set(told["quality"])
    assert told["seconds"] > 0
    assert told["fields"]["nik"]["confidence"] >= 0.9
    inside = cv2.pointPolygonTest(held.quad, np.mean(told["fields"]["nik"]["box"], axis=0).tolist(), False)
    assert inside > 0


def test_the_kind_is_told_by_itself_and_the_table_names_what_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = drawn(Paper.NPWP, invented(4))
    assert main(["read-card", saved(tmp_path, scan.image)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("npwp")
    assert scan.truth["npwp"] in out
    assert scan.truth["name"] in out


def test_half_a_card_two_cards_and_another_document_are_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = paper(Paper.KTP, 6).image
    half = card[:, : card.shape[1] // 2]
    table = np.full((800, 2300, 3), 90, np.uint8)
    for x, seed in ((60, 6), (1200, 7)):
        one = paper(Paper.KTP, seed).image
        table[80 : 80 + one.shape[0], x : x + one.shape[1]] = one
    for image, reason in (
        (half, "farther"),
        (table, "several"),
        (drawn(Paper.NPWP, invented(4)).image, "other_document"),
    ):
        code, told = read(capsys, saved(tmp_path, image), "--kind", "ktp")
        assert (code, told["reason"]) == (2, reason)
        assert told["sentence"].endswith(".")


def test_no_document_and_a_blank_page_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(capsys, saved(tmp_path, nothing_held(3)))[1]["reason"] == "show"
    assert read(capsys, saved(tmp_path, np.full((900, 700, 3), 250, np.uint8)))[1]["reason"] == "blank"


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"a text", "type"), (b"\xff\xd8\xff\xe0 cut", "damaged"), (None, "file")]
)
def test_what_is_no_picture_gets_a_reason_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, reason: str
) -> None:
    path = tmp_path / "card.jpg"
    if content is not None:
        path.write_bytes(content)
    code, told = read(capsys, str(path))
    assert (code, told["reason"]) == (2, reason)
    assert main(["read-card", str(path)]) == 2
    assert capsys.readouterr().err.strip() == told["sentence"]


def test_no_lines_are_no_fields() -> None:
    assert parse([], 1000.0) == {}
