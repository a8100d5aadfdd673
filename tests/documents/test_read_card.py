"""The command that reads one picture: what it says, with which exit code, and what bad input gets."""

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cso_desk.cli import main
from cso_desk.documents.ktp import parse
from cso_desk.video.drawn import Typeface, drawn, invented
from cso_desk.video.drawn.ground import plain
from cso_desk.video.drawn.sheet import Sheet
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from tests.documents.camera import Grade, nothing_held, shot
from tests.documents.copies import SHINE, on_a_screen
from tests.documents.people import paper
from tests.real_files import large_png, pdf, sealed_pdf

LOWER_PART_LOST = 1000050
"""Of this seed's hard card the lower rows cannot be read, though all of it is in the picture."""


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
    high, wide = card.shape[0] // 2, card.shape[1] // 2
    table = np.full((800, 2300, 3), 90, np.uint8)
    for x, seed in ((60, 6), (1200, 7)):
        one = paper(Paper.KTP, seed).image
        table[80 : 80 + one.shape[0], x : x + one.shape[1]] = one
    for image, reason in (
        (card[:, :wide], "farther"),
        (card[:high], "farther"),
        (card[high:], "farther"),
        (table, "several"),
        (drawn(Paper.NPWP, invented(4)).image, "other_document"),
    ):
        code, told = read(capsys, saved(tmp_path, image), "--kind", "ktp")
        assert (code, told["reason"]) == (2, reason)
        assert told["sentence"].endswith(".")


@pytest.mark.parametrize("seed", range(5, 9))
def test_a_card_that_the_border_cuts_through_is_not_read(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = shot(paper(Paper.KTP, seed), Grade.EASY, 2).frame
    middle = frame.shape[1] // 2
    for half in (frame[:, :middle], frame[:, middle:]):
        code, told = read(capsys, saved(tmp_path, half), "--kind", "ktp")
        assert (code, told["reason"], told["fields"]) == (2, "farther", {})


def test_a_card_whole_in_the_picture_tells_what_little_of_it_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = shot(paper(Paper.KTP, LOWER_PART_LOST), Grade.HARD, LOWER_PART_LOST)
    code, told = read(capsys, saved(tmp_path, held.frame), "--kind", "ktp")
    assert code == 0
    assert told["fields"]["nik"]["text"] == held.drawn.truth["nik"]
    assert not told["fields"].keys() & {"marital_status", "occupation", "citizenship", "valid_until"}


def passport() -> Image:
    """The page of a passport of nobody: its headings, a few labels, and the two lines for machines."""
    sheet = Sheet(plain((1000, 704), (205, 214, 190)), 125.0)
    face = Typeface()
    for y, words in ((9, "REPUBLIK INDONESIA"), (16, "PASPOR / PASSPORT"), (30, "No. Paspor X0000000"), (40, "CONTOH")):
        sheet.text((44, y), words, face.bold, 5.0)
    for y, words in (
        (72, "P<IDNCONTOH<<TIDAK<ADA<<<<<<<<<<<<<<<<<<<<<<"),
        (80, "X0000000<0IDN0001010M0001010<<<<<<<<<<<<<<00"),
    ):
        sheet.text((6, y), words, face.digits, 4.2)
    return sheet.image


def test_a_passport_is_named_and_what_is_read_here_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = read(capsys, saved(tmp_path, passport()), "--kind", "ktp")
    assert (code, told["reason"], told["seen"]) == (2, "other_document", "passport")
    assert "This is a passport, not an identity card." in told["sentence"]


def test_a_card_on_a_screen_is_read_with_the_sign_that_it_may_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = paper(Paper.KTP, 3)
    held = shot(on_a_screen(card, 3, pixels=620), Grade.EASY, 3, shine=SHINE)
    path = saved(tmp_path, held.frame)
    code, told = read(capsys, path, "--kind", "ktp")
    assert (code, told["fields"]["nik"]["text"]) == (0, card.truth["nik"])
    assert [sign["copy"] for sign in told["signs"]] == ["screen"]
    assert told["signs"][0]["value"] > told["signs"][0]["limit"]
    assert told["traces"]["grid"] == pytest.approx(told["signs"][0]["value"], abs=0.001)


def test_no_document_and_a_blank_page_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(capsys, saved(tmp_path, nothing_held(3)))[1]["reason"] == "show"
    assert read(capsys, saved(tmp_path, np.full((900, 700, 3), 250, np.uint8)))[1]["reason"] == "blank"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"a text", "type"),
        (b"\xff\xd8\xff\xe0 cut", "damaged"),
        (large_png(10_000, 10_000), "pixels"),
        (large_png(2**31 - 1, 2**31 - 1), "pixels"),
        (pdf(100), "pages"),
        (sealed_pdf(), "encrypted"),
        (None, "file"),
    ],
    ids=["empty", "a text", "broken", "100 megapixels", "a bomb", "100 pages", "encrypted", "no file"],
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
