"""What the desk shows an officer: claims in booths with the fate of the officer's own work, and the line's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cso_desk.claims.model import Channel, Claim, Verdict


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is signed in at this desk; `number` is the staff number (NPK)."""

    id: str
    name: str
    number: str
    desk: str
    branch: int
    branch_name: str


class Fate(StrEnum):
    """What became of a piece of the officer's work. UNSURE: it was sent and no answer came; it is asked again."""

    NONE = "none"
    DRAFT = "draft"
    SENDING = "sending"
    UNSURE = "unsure"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The centre's word for one applied piece of work: position in the branch's log and that entry's hash."""

    n: int
    entry_hash: str


@dataclass(frozen=True, slots=True)
class BoothClaim:
    """The claim in one booth, with the desk's unanswered work laid over the centre's row.

    `version` names the very form that is shown (it changes with every edit): a decision carries it back.
    `fate` is that of the newest work on the claim; `decision_fate`, `receipt` and `refusal` are those of its decision.
    """

    claim: Claim
    version: str
    called_at: datetime
    fate: Fate = Fate.NONE
    decision_fate: Fate = Fate.NONE
    receipt: Receipt | None = None
    refusal: "Refusal | None" = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait in one channel, since when the first of them, and the ticket that is called next."""

    channel: Channel
    count: int
    oldest_at: datetime | None = None
    next_ticket: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """This desk's decisions of today, those refused left out; `receipted` of them the centre has taken."""

    approved: int = 0
    returned: int = 0
    rejected: int = 0
    referred: int = 0
    receipted: int = 0

    @property
    def total(self) -> int:
        """All decisions of today."""
        return self.approved + self.returned + self.rejected + self.referred


@dataclass(frozen=True, slots=True)
class Refusal:
    """Work that was not taken: `code` says why, `facts` with what; `op_id` is None when the desk itself refused.

    It is shown until the officer acknowledges it.
    """

    code: str
    claim_id: UUID | None
    booth: int | None
    op_id: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class DeskView:
    """All that the window shows of the desk's store; booth n stands at index n - 1."""

    booths: tuple[BoothClaim | None, ...]
    waiting: tuple[Waiting, ...] = ()
    today: Tally = Tally()
    refusals: tuple[Refusal, ...] = ()


class LineState(StrEnum):
    """How the desk stands with the centre."""

    SYNCED = "synced"
    SENDING = "sending"
    OFFLINE = "offline"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The line's state: `queued` ops on this desk, of which `unsure` were sent without an answer.

    `since` is the time of the last good answer (SYNCED) or of the first failure (OFFLINE); `cause` is a code.
    """

    state: LineState
    queued: int = 0
    unsure: int = 0
    refused: int = 0
    since: datetime | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A decision as the officer gave it: bound to booth, claim and the version of the form on the screen."""

    booth: int
    claim_id: UUID
    version: str
    verdict: Verdict
    reason: str = ""
    note: str = ""
