"""The pictures that wait to be read: few, and those of the booth that the officer is with first."""

from dataclasses import dataclass
from uuid import UUID

from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image

MOST = 16
"""Pictures that may wait: two a booth; whoever hands in more is not served by waiting longer."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A picture to be read: BGR, (height, width, 3) uint8, which nobody changes any more.

    `flat` where the paper fills it, upright or not, as in a still that was taken; else the paper is looked for. `kind`
    None tells the kind by its words; a flat paper of another kind than one that is but `guessed` is read as what it is.
    `quick` reads of an identity card its number and name only.
    """

    id: UUID
    booth: int | None
    image: Image
    kind: Paper | None = None
    flat: bool = False
    quick: bool = False
    guessed: bool = False

    @property
    def head(self) -> dict[str, object]:
        """What the process that reads is told of the picture."""
        return {"kind": self.kind, "flat": self.flat, "quick": self.quick, "guessed": self.guessed}


class Waiting:
    """Jobs in the order they came, those of one booth before all others; at most MOST. Not for several threads."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self.first: int | None = None
        """The booth that is served first."""

    def __len__(self) -> int:
        return len(self._jobs)

    def put(self, job: Job) -> Job | None:
        """Add a job; tell who has to go for it if there are too many: the newest of another booth, else this one."""
        self._jobs.append(job)
        if len(self._jobs) <= MOST:
            return None
        gone = next((one for one in reversed(self._jobs) if one.booth != self.first), job)
        self._jobs.remove(gone)
        return gone

    def take(self) -> Job | None:
        """The next job; None where none waits."""
        if not self._jobs:
            return None
        job = next((one for one in self._jobs if one.booth == self.first), self._jobs[0])
        self._jobs.remove(job)
        return job
