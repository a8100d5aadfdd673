"""The words for the files of a claim: what they are, where they stand, and why one cannot be attached."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from cso_desk.booth.attention import WorkState
from cso_desk.desk.attaching import Found
from cso_desk.desk.filed import Filed, FileStand
from cso_desk.desk.model import Refusal
from cso_desk.wire.blob_wire import Mime

from . import form_keys, refusal_words, sync_words
from .drawn_still import DrawnStill
from .language import translate

ICONS = {
    FileStand.WAITING: "clock",
    FileStand.SENDING: "refresh-cw",
    FileStand.STORED: "cloud-check",
    FileStand.ELSEWHERE: "cloud",
    FileStand.REFUSED: "octagon-x",
    FileStand.LOST: "triangle-alert",
}
STATES = {FileStand.REFUSED: WorkState.LOST, FileStand.LOST: WorkState.NEED}
"""How those look that ask for the officer; the others are quiet."""

_KINDS = {Mime.JPEG: "JPEG", Mime.PNG: "PNG", Mime.PDF: "PDF", Mime.WEBP: "WebP", Mime.HEIC: "HEIC"}
_BY_MIME = {str(mime): name for mime, name in _KINDS.items()}


def document(kind: str) -> str:
    """What a file is of; one of no known document is another file."""
    return form_keys.document(kind) or translate("Attach", "Other file")


def stand(filed: Filed) -> str:
    """Where a file stands, in few words."""
    text = {
        FileStand.WAITING: translate("Attach", "waits to be sent"),
        FileStand.SENDING: translate("Attach", "%1 % sent").replace("%1", str(filed.percent)),
        FileStand.STORED: translate("Attach", "at the centre"),
        FileStand.ELSEWHERE: translate("Attach", "attached by another desk"),
        FileStand.REFUSED: translate("Attach", "refused by the centre (F2)"),
        FileStand.LOST: translate("Attach", "lost on this desk, attach it again"),
    }[filed.stand]
    if filed.is_late:
        text += ", " + translate("Attach", "late")
    return text


def kind(filed: Filed) -> str:
    """What a file is and how large: JPEG 2,1 MB."""
    return f"{_BY_MIME.get(filed.mime, '')} {sync_words.size(filed.size)}".strip()


def sentence(filed: Filed) -> str:
    """All of a file for a screen reader and a tool tip: document, kind, where it stands, and what hinders it."""
    parts = [f"{document(filed.document)}: {kind(filed)}", stand(filed)]
    if filed.cause and filed.is_linked:
        parts.append(sync_words.parcel_cause(filed.cause))
    elif filed.cause:
        parts.append(refusal_words.refusal(Refusal(filed.cause, None, None)))
    return ", ".join(parts)


def about(found: Found) -> str:
    """What a file on the disk is: JPEG · 2,1 MB · 4000 × 3000."""
    parts = [_KINDS[found.mime], sync_words.size(found.size)]
    if isinstance(found.picture, DrawnStill):
        parts.append("{} × {}".format(*found.picture.pixels))
    return " · ".join(parts)


def file_name(name: str) -> str:
    """A file's name as it may be shown: signs that are not seen, or turn the others round, are left out."""
    return "".join(sign for sign in name if not unicodedata.category(sign).startswith("C"))


def there_already(filed: Filed) -> str:
    """That the claim has these very bytes."""
    text = translate("Attach", "The claim has this very file already, as: %1. Choose another file.")
    return text.replace("%1", document(filed.document))


def late() -> str:
    """That a decided claim gets the file, and how."""
    return translate("Attach", "This claim is decided: the file is kept with it as a late one.")


def first_of(count: int) -> str:
    """That several files came and one is shown."""
    text = translate("Attach", "%1 files came, this is the first. Bring the others one by one.")
    return text.replace("%1", str(count))


def problem(refusal: Refusal) -> str:
    """Why a file is not attached, and what to do: one sentence or two."""
    facts = refusal.facts
    if refusal.code in ("not_attachable", "not_readable"):
        text = _problems(facts).get(str(facts.get("why")), "")
        if text:
            return text
    return refusal_words.refusal(refusal)


def _problems(facts: Mapping[str, Any]) -> Mapping[str, str]:
    sizes = (sync_words.size(facts.get("size", 0)), sync_words.size(facts.get("limit", 0)))
    large = translate(
        "Attach", "This file has %1, the most is %2. Scan it with fewer dots, or make the picture smaller."
    )
    pages = translate("Attach", "This PDF has %1 pages, the most is %2. Save the pages of this document alone.")
    wide = translate("Attach", "This picture has %1 × %2 pixels, too many to be shown. Scan it with fewer dots.")
    return {
        "empty": translate("Attach", "This file is empty. Choose another one, or scan the paper again."),
        "too_large": large.replace("%1", sizes[0]).replace("%2", sizes[1]),
        "type": translate(
            "Attach", "This is neither a picture nor a PDF, whatever its name says. Choose a photograph or a scan."
        ),
        "damaged": translate(
            "Attach", "This file is damaged or cut short. Copy it once more, or scan the paper again."
        ),
        "encrypted": translate("Attach", "This PDF asks for a password. Ask for one without, or photograph the paper."),
        "pages": pages.replace("%1", str(facts.get("pages"))).replace("%2", str(facts.get("limit"))),
        "slow": translate("Attach", "This file takes too long to open. Save it anew, or scan the paper again."),
        "pixels": wide.replace("%1", str(facts.get("width"))).replace("%2", str(facts.get("height"))),
        "blank": translate(
            "Attach", "Nothing is printed in this picture. Choose another file, or take the other side."
        ),
        "closer": translate(
            "Attach", "This picture has too few dots to be read. Scan the paper, or photograph it from closer."
        ),
        "still": translate("Attach", "This picture is blurred. Photograph the paper once more, or scan it."),
        "less_light": translate(
            "Attach", "Light covers a part of the paper in this picture. Photograph it without flash, or scan it."
        ),
        "more_light": translate("Attach", "This picture is too dark. Photograph the paper where there is more light."),
        "fingers": translate(
            "Attach", "Fingers cover a part of the paper in this picture. Photograph it lying on a table."
        ),
        "gone": translate("Attach", "This file is no longer there. Choose it again."),
        "folder": translate("Attach", "This is a folder. Choose one file in it."),
        "device": translate("Attach", "This is a device, not a file. Choose a file."),
        "forbidden": translate(
            "Attach", "This file may not be read. Close it in the other program, or copy it to another folder."
        ),
        "fault": translate("Attach", "This file cannot be read. Look after its disk or stick, then choose it again."),
    }
