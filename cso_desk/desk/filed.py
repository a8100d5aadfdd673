"""The files of a claim in a booth, and where each of them stands between this desk and the centre."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FileStand(StrEnum):
    """Where a file stands. ELSEWHERE: another desk attached it, and nothing is known here of its bytes.

    REFUSED: the centre takes it not, or not as part of the claim. LOST: the desk's own copy went before it was sent.
    """

    WAITING = "waiting"
    SENDING = "sending"
    STORED = "stored"
    ELSEWHERE = "elsewhere"
    REFUSED = "refused"
    LOST = "lost"

    @property
    def is_missing(self) -> bool:
        """True where the document is still to be attached, once more."""
        return self in (FileStand.REFUSED, FileStand.LOST)


@dataclass(frozen=True, slots=True)
class Shot:
    """Where a picture comes from that a camera of a booth took: the booth, which of its cameras, and when."""

    booth: int
    camera: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of a claim; `sent` of its `size` bytes are at the centre, `cause` is the code of what hinders it.

    `is_late`: it came after the decision. `is_linked` is False where the centre refused to make it part of the claim.
    `added_at` is when the claim got it, `shot` None of a file that was brought.
    """

    sha256: str
    document: str
    size: int
    mime: str
    stand: FileStand
    sent: int = 0
    cause: str = ""
    is_late: bool = False
    is_linked: bool = True
    added_at: datetime | None = None
    shot: Shot | None = None

    @property
    def percent(self) -> int:
        """How much of it is at the centre; 100 only when all of it is."""
        return 100 * self.sent // max(self.size, 1)


def already(files: Iterable[Filed], sha256: str) -> Filed | None:
    """The file of a claim with these very bytes, None where it has none; what is lost is to be attached again."""
    same = (one for one in files if one.sha256 == sha256 and one.is_linked and one.stand is not FileStand.LOST)
    return next(same, None)
