"""What was read from a document: each field with how sure it is and where it stands, or why nothing could be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from cso_desk.video.copies import Sign, Traces
from cso_desk.video.limits import Quality
from cso_desk.video.paper import Paper

from .detection import Quad

CERTAIN = 0.9
"""From this confidence on a field may be taken without a second look: of 1,000 NIKs none may be wrong."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document: dates as ISO 8601, numbers as bare digits, words as they are printed.

    `confidence` is 0 to 1; `box` is where it stands, four corners in pixels of the picture that was given, clockwise
    from the upper left of the text; `corrected` is what had been read before the grammar of the field put it right.
    """

    text: str
    confidence: float
    box: Quad
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a family card."""

    name: Field
    nik: Field | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read. A field that could not be told is not among `fields`.

    `seconds` is the processor's time; `turned` by how many quarter turns to the right the picture had to be turned to
    stand upright. `signs` say that the picture may show a copy of the document.
    """

    kind: Paper
    fields: Mapping[str, Field]
    seconds: float
    members: tuple[Member, ...] = ()
    turned: int = 0
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing could be read, and why.

    `reason` is `no_text`, `other_document` or `unreadable`; `seen` says which document it is, where its words told: a
    `Paper`, or one of `kinds.OTHERS`.
    """

    reason: str
    seen: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Examined:
    """What a picture shows: what was read, or why not, and how well the paper is seen; None where none was found.

    `traces` are those of a copy, measured of what was read whole.
    """

    answer: Reading | Unread
    quality: Quality | None
    traces: Traces | None = None
