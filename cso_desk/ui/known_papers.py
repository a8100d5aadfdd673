"""What is known of the pictures of claims: how each looks, what was read of it and how that compares with the form."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from cso_desk.claims.form import DocumentKind
from cso_desk.claims.model import Claim
from cso_desk.desk.filed import Filed
from cso_desk.desk.stills import Still
from cso_desk.documents.compare import Row, compare_document, kind_of
from cso_desk.documents.reading import Reading, Unread
from cso_desk.documents.scan import PASSING, WantedReading

from .claim_paper import ClaimPaper
from .drawn_still import DrawnStill

MOST_PICTURES = 64
"""Eight booths with eight documents each, of at most 4 MB; an older picture is asked for again when it is shown."""


class KnownPapers(QObject):
    """Remembers pictures and readings by the hash of their file; it fetches nothing itself."""

    picture_wanted = Signal(str, str)
    """The hash and the type of a file that is to be drawn."""
    reading_wanted = Signal(object)
    """A WantedReading."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stills: dict[str, Still] = {}
        self._drawn: dict[str, DrawnStill] = {}
        self._asked: set[str] = set()
        self._readings: dict[str, Reading | Unread] = {}
        self._reading: set[str] = set()
        self._compared: tuple[ClaimPaper, tuple[object, ...], tuple[Row, ...]] | None = None

    @property
    def drawn(self) -> Mapping[str, DrawnStill]:
        """The pictures that can be shown."""
        return self._drawn

    def want(self, kind: DocumentKind, file: Filed | None, *, booth: int) -> None:
        """Ask for how a file looks, and for what it says where such a document is read."""
        if file is None:
            return
        sha256 = file.sha256
        if sha256 not in self._stills and sha256 not in self._asked:
            self._asked.add(sha256)
            self.picture_wanted.emit(sha256, file.mime)
        if kind_of(kind) is not None and sha256 not in self._readings and sha256 not in self._reading:
            self._reading.add(sha256)
            self.reading_wanted.emit(WantedReading(sha256, file.mime, kind, booth, is_flat=file.shot is not None))

    def take_picture(self, still: Still) -> None:
        """Take a picture that was drawn, or why there is none."""
        self._asked.discard(still.sha256)
        self._stills[still.sha256] = still
        if isinstance(still.picture, DrawnStill):
            self._drawn[still.sha256] = still.picture
        while len(self._drawn) > MOST_PICTURES:
            oldest = next(iter(self._drawn))
            del self._drawn[oldest], self._stills[oldest]

    def take_reading(self, sha256: str, reading: Reading | Unread) -> None:
        """Take what was read of a picture."""
        self._reading.discard(sha256)
        self._readings[sha256] = reading

    def try_again(self, file: Filed | None) -> None:
        """Let a picture be read once more whose reading failed for a reason that passes."""
        read = self.reading(file)
        if file is not None and isinstance(read, Unread) and read.reason in PASSING:
            del self._readings[file.sha256]

    def cause(self, file: Filed | None) -> str:
        """Why there is nothing to be seen of a file, "" while it is not known or can be seen."""
        still = None if file is None else self._stills.get(file.sha256)
        return "" if still is None else still.cause

    def reading(self, file: Filed | None) -> Reading | Unread | None:
        """What was read of a file, None while it is not known."""
        return None if file is None else self._readings.get(file.sha256)

    def rows(self, paper: ClaimPaper, claim: Claim) -> tuple[Row, ...]:
        """A document laid beside form and record of its claim, once for each state of claim and readings."""
        original, copy = self.reading(paper.picture), self.reading(paper.copy)
        basis = (claim.form, claim.master, original, copy)
        known = self._compared
        if known is None or known[0] != paper or any(one is not now for one, now in zip(known[1], basis, strict=True)):
            first = original if isinstance(original, Reading) else None
            second = copy if isinstance(copy, Reading) else None
            if first is None and paper.picture is None:
                first, second = second, None
            known = self._compared = (paper, basis, compare_document(paper.kind, claim, first, second))
        return known[2]
