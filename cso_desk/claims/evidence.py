"""What proves a field of the form: the picture, the place in it, and how it was read; kept in the form itself."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from .form import DocumentKind, Field, Form, evidence_key

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels of the picture."""

_SHAPE = re.compile(
    r"(?P<sha256>[0-9a-f]{64}) (?P<box>\d{1,5},\d{1,5},\d{1,5},\d{1,5}) (?P<confidence>1|0\.\d\d) "
    r"(?P<document>[a-z_]{1,40}) (?P<at>\S{19,32}) (?P<text>[0-9a-f]{16})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The picture (by the SHA-256 of its bytes) and the region that prove one field; `at` is when it was confirmed.

    `text` is the digest of the very text that was proven: what is written over it later is not proven by it.
    """

    sha256: str
    box: Box
    confidence: float
    document: DocumentKind
    at: datetime
    text: str

    def __str__(self) -> str:
        """The evidence as it stands in the form."""
        box = ",".join(str(side) for side in self.box)
        share = "1" if self.confidence >= 0.995 else f"{max(self.confidence, 0):.2f}"
        at = self.at.isoformat(timespec="seconds")
        return f"{self.sha256} {box} {share} {self.document} {at} {self.text}"


def prove(text: str, *, sha256: str, box: Box, confidence: float, document: DocumentKind, now: datetime) -> Evidence:
    """Evidence that this text was seen there."""
    return Evidence(sha256, box, confidence, document, now, _digest(text))


def evidence_in(text: str) -> Evidence | None:
    """The evidence that a text of the form tells, None where it is none."""
    told = _SHAPE.fullmatch(text)
    if told is None or told["document"] not in tuple(DocumentKind):
        return None
    left, top, wide, tall = (int(side) for side in told["box"].split(","))
    try:
        at = datetime.fromisoformat(told["at"])
    except ValueError:
        return None
    return Evidence(
        told["sha256"],
        (left, top, wide, tall),
        float(told["confidence"]),
        DocumentKind(told["document"]),
        at,
        told["text"],
    )


def evidence_of(form: Form, field: Field) -> Evidence | None:
    """What proves the text that stands in a field now; None where nothing does, or it was written over since."""
    found = evidence_in(form.text(evidence_key(field)))
    if found is None or found.text != _digest(form.text(field)):
        return None
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]
