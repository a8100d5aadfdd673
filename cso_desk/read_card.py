"""Reads the document in one picture and says what it says, as a table or as JSON; nothing of it is kept."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2

from cso_desk.documents.examine import examine
from cso_desk.documents.kinds import HEALTH_CARD, LICENCE, PASSPORT
from cso_desk.documents.ocr import ModelsMissing, Ocr
from cso_desk.documents.reading import CERTAIN, Examined, Field, Reading, Unread
from cso_desk.documents.told import as_json
from cso_desk.video.copies import Copy, Sign, signs
from cso_desk.video.limits import Limits
from cso_desk.video.opened import Unopened, open_pictures
from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image
from cso_desk.video.quality import Fault

MOST_BYTES = 64 << 20
"""More than a participant may upload: a still of a large camera, without loss, has to be readable too."""

AUTO = "auto"


def read_card(file: Path, *, kind: str, as_data: bool) -> int:
    """Read a picture and print what it says: 0 read, 2 not, with the reason and what to do about it."""
    examined, facts = _examined(file, None if kind == AUTO else Paper(kind))
    answer = examined.answer
    if isinstance(answer, Unread):
        sentence = _sentence(answer, kind, facts)
        if as_data:
            print(json.dumps({"kind": None, "fields": {}} | as_json(examined) | {"sentence": sentence}, indent=2))
        print(sentence, file=sys.stderr)
        return 2
    found = signs(examined.traces, Limits(), answer.kind) if examined.traces is not None else ()
    told = as_json(examined) | {"signs": [asdict(sign) for sign in found]}
    print(json.dumps(told, indent=2, ensure_ascii=False) if as_data else _table(answer, found))
    return 0


def _examined(file: Path, kind: Paper | None) -> tuple[Examined, dict[str, Any]]:
    try:
        pictures = open_pictures(_content(file), most_bytes=MOST_BYTES)
    except Unopened as unopened:
        return Examined(Unread(unopened.why), None), unopened.facts
    except OSError as fault:
        return Examined(Unread("file"), None), {"fault": fault.strerror or str(fault)}
    try:
        return _best(pictures, kind), {}
    except ModelsMissing as missing:
        return Examined(Unread("models"), None), {"path": str(missing)}


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _best(pictures: tuple[Image, ...], kind: Paper | None) -> Examined:
    """What the first page that can be read says, or why the first one cannot."""
    cv2.setNumThreads(1)
    ocr = Ocr()
    ocr.load()
    first: Examined | None = None
    for picture in pictures:
        examined = examine(ocr, picture, kind)
        if isinstance(examined.answer, Reading):
            return examined
        first = first or examined
    assert first is not None
    return first


def _table(reading: Reading, found: tuple[Sign, ...]) -> str:
    lines = [f"{reading.kind}, read in {reading.seconds:.2f} s"]
    lines += [_row(key, field) for key, field in reading.fields.items()]
    for number, member in enumerate(reading.members, 1):
        lines.append(_row(f"member {number}", member.name))
        if member.nik is not None:
            lines.append(_row("", member.nik))
    lines += [f"{_SIGNS[sign.copy]} ({sign.value:.2f}, limit {sign.limit:g})" for sign in found]
    return "\n".join(lines)


_SIGNS = {
    Copy.SCREEN: "This may be a photo of a screen: ask for the document itself",
    Copy.PHOTOCOPY: "This may be a photocopy: ask for the document itself",
}


def _row(key: str, field: Field) -> str:
    doubt = "" if field.confidence >= CERTAIN else "  to be checked"
    corrected = f"  (read as {field.corrected})" if field.corrected else ""
    return f"{key:<15} {field.text:<32} {field.confidence:4.0%}{doubt}{corrected}"


_WHAT = {
    Paper.KTP: "an identity card",
    Paper.KK: "a family card",
    Paper.KPJ: "a membership card",
    Paper.PAKLARING: "a letter of reference",
    Paper.TABUNGAN: "a bank book",
    Paper.NPWP: "a tax card",
    PASSPORT: "a passport",
    LICENCE: "a driving licence",
    HEALTH_CARD: "a health card",
}
_SENTENCES = {
    Fault.SHOW: "No {wanted} is seen. Show the whole document, with all four edges in the picture.",
    Fault.BLANK: "The paper is blank. Show the printed side.",
    Fault.CLOSER: "The document is too small to be read. Hold it closer, at least half as wide as the picture.",
    Fault.FARTHER: "Only a part of the document is in the picture. Show all four edges.",
    Fault.STILL: "The picture is blurred. Hold the document still and in focus, then take it again.",
    Fault.LESS_LIGHT: "The document reflects the light. Tilt it a little or move the light, then take it again.",
    Fault.MORE_LIGHT: "The picture is too dark. Give more light, then take it again.",
    Fault.FLAT: "The document leans too far. Hold it flat before the camera.",
    Fault.FINGERS: "Fingers cover a part of the document. Hold it at its edges.",
    Fault.SEVERAL: "More than one document is seen. Show one at a time.",
    "unreadable": "A document is seen, but it cannot be read as {wanted}. Take a sharper picture of the right side.",
    "other_document": "This is {seen}, not {wanted}. Show the right document, or name its kind.",
    "not_read": "This is {seen}, which is not read here. Show an identity card.",
    "empty": "The file is empty. Choose another.",
    "large": "The file has more than {limit} bytes. Make it smaller, or take a picture of the document.",
    "type": "This is no picture: JPEG, PNG, WebP, HEIC and PDF are read. Take a picture of the document.",
    "damaged": "The file is damaged and cannot be opened. Send it again, or take a new picture.",
    "pixels": "The picture has too many pixels. Make it smaller than {limit} pixels, or take a new one.",
    "encrypted": "The PDF asks for a password. Save it without one, or take a picture of the document.",
    "pages": "The PDF has {pages} pages; {limit} are opened at most. Save the page of the document alone.",
    "slow": "The file takes too long to open. Save it anew, or take a picture of the document.",
    "file": "The file cannot be read: {fault}. Name another.",
    "models": "The models that read are missing from this installation ({path}). Install CSO Desk again.",
}


def _sentence(answer: Unread, kind: str, facts: dict[str, Any]) -> str:
    """What was seen and what to do, in one or two sentences."""
    wanted = _WHAT[Paper(kind)] if kind != AUTO else "a known document"
    reason = "not_read" if answer.reason == "other_document" and kind == AUTO else answer.reason
    said = {"wanted": wanted, "seen": _WHAT.get(answer.seen or "", "another document")} | facts
    sentence = _SENTENCES[reason].format_map({"limit": 0, "pages": 0, "fault": "", "path": ""} | said)
    return sentence.replace("No an ", "No ").replace("No a ", "No ")
