"""What a booth's camera sees of a document that is held to it, for those who show it."""

from dataclasses import dataclass

from cso_desk.claims.form import DocumentKind

PASSING = frozenset(("too_many", "hung", "crashed", "stopped"))
"""Why a picture was not read that may well be read another time."""

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scan:
    """One look at a booth: `good` of `wanted` frames in a row are good enough, `faults` say why the newest is not.

    `corners` are those of the document as shares of the picture, none where there is no document. `taken` says that a
    picture was just kept, `refused` that one was wanted and there was none good enough. `at` is monotonic.
    """

    booth: int
    at: float
    kind: DocumentKind | None = None
    good: int = 0
    wanted: int = 10
    faults: tuple[str, ...] = ()
    corners: tuple[Corner, ...] = ()
    taken: bool = False
    refused: bool = False

    @property
    def is_seen(self) -> bool:
        """True while there is something to be told of a document."""
        return bool(self.corners) or self.taken or self.refused


@dataclass(frozen=True, slots=True)
class WantedReading:
    """A picture of a claim that is to be read: its file, what document it should be, and for which booth.

    `is_flat`: a camera of ours took it, so that the paper fills it.
    """

    sha256: str
    mime: str
    document: DocumentKind
    booth: int
    is_flat: bool = False
