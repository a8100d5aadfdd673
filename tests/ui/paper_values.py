"""A drawn identity card as a claim has it: the file, what is drawn of it, and what was read of it."""

import hashlib
from datetime import UTC, datetime
from functools import cache

import cv2

from cso_desk.claims.form import DocumentKind
from cso_desk.desk.filed import Filed, FileStand, Shot
from cso_desk.desk.stills import Still
from cso_desk.documents.reading import Field as Read
from cso_desk.documents.reading import Reading
from cso_desk.ui.drawn_still import draw_still
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.paper import Paper
from cso_desk.wire.blob_wire import Mime

TAKEN = datetime(2025, 11, 13, 2, 35, 12, tzinfo=UTC)
CARD = {
    "nik": "9974011208910012",
    "name": "MUHAMMAD RIZKY PRATAMA",
    "birth_place": "REKAAN",
    "birth_date": "1991-08-12",
    "sex": "LAKI-LAKI",
    "address": "KP TELADAN",
}


@cache
def card() -> bytes:
    """The bytes of a picture of a card of somebody who does not exist."""
    person = invented(4, name=CARD["name"], nik=CARD["nik"])
    _, encoded = cv2.imencode(".jpg", drawn(Paper.KTP, person, dpi=150).image)
    return encoded.tobytes()


def filed(document: DocumentKind = DocumentKind.ID_CARD, *, is_shot: bool = True, mark: str = "") -> Filed:
    """The file of a claim; another `mark` makes it another file."""
    sha256 = hashlib.sha256(card() + mark.encode()).hexdigest()
    shot = Shot(1, "face", TAKEN) if is_shot else None
    return Filed(sha256, document, len(card()), "image/jpeg", FileStand.STORED, added_at=TAKEN, shot=shot)


def still(file: Filed) -> Still:
    """The file as the window is given it."""
    return Still(file.sha256, draw_still(card(), Mime.JPEG))


def reading(confidence: float = 0.98, **texts: str) -> Reading:
    """What was read of it; `address` is never sure."""
    box = ((60.0, 40.0), (260.0, 40.0), (260.0, 60.0), (60.0, 60.0))
    told = {**CARD, **texts}
    return Reading(
        Paper.KTP, {key: Read(text, 0.8 if key == "address" else confidence, box) for key, text in told.items()}, 0.5
    )
