"""What the desk shows an officer: claims in booths with the fate of the officer's own work, and the line's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cso_desk.claims.model import Channel, Claim, ClaimState, Verdict
from cso_desk.claims.tables import Role
from cso_desk.claims.transitions import Action, allowed

from .filed import Filed
from .sightings import Clash


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is signed in at this desk; `number` is the staff number (NPK), `role` what the centre said of it last."""

    id: str
    name: str
    number: str
    desk: str
    branch: int
    branch_name: str
    desk_name: str = ""
    role: Role = Role.OFFICER

    @property
    def place(self) -> str:
        """The desk as people call it."""
        return self.desk_name or self.desk

    @property
    def is_above(self) -> bool:
        """True for whoever may give the second word on a claim, and take one back from a desk."""
        return Action.APPROVE in allowed(ClaimState.AWAITING_SECOND, self.role)


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
    `undelivered`: its decision was never sent. `provisional`: it was given while the line was down and is not answered,
    so that the centre may still say otherwise.
    `lease_until` is the end of the lease by the centre's clock; `lease_ends` is when a decision can no longer be begun
    while the line is down, on this machine's monotonic clock in whole seconds.
    """

    claim: Claim
    version: str
    called_at: datetime
    fate: Fate = Fate.NONE
    decision_fate: Fate = Fate.NONE
    receipt: Receipt | None = None
    refusal: "Refusal | None" = None
    undelivered: bool = False
    provisional: bool = False
    lease_until: datetime | None = None
    lease_ends: float | None = None
    line_is_up: bool = True
    files: tuple[Filed, ...] = ()
    clashes: tuple[Clash, ...] = ()


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


class Stand(StrEnum):
    """Where a piece of work stands. WRITING may still grow, KEPT is on this desk only; PARKED waits for a person."""

    WRITING = "writing"
    KEPT = "kept"
    SENDING = "sending"
    UNSURE = "unsure"
    REFUSED = "refused"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an officer's work that the centre has not taken; `kind` is that of the wire.

    `fields`: what the officer saw and what the officer wrote, by form key. `text`: the words of a note, or why a claim
    is taken from a desk. `desk`: to whom a claim was handed. `code` and `facts` say why it was refused.
    """

    op_id: UUID
    kind: str
    stand: Stand
    officer: str
    at: datetime
    booth: int = 0
    fields: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    verdict: Verdict | None = None
    reason: str = ""
    text: str = ""
    document: str = ""
    desk: str | None = None
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_refused(self) -> bool:
        """True where the centre has answered, and has not done it."""
        return self.stand in (Stand.REFUSED, Stand.PARKED)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One attachment on its way: `sent` of its `size` bytes are at the centre, `cause` is a code.

    `is_stuck`: it is not sent any more in this run.
    """

    document: str
    size: int
    sent: int
    tries: int
    cause: str
    at: datetime
    is_stuck: bool = False


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A claim as the centre last told it, with what is unanswered, refused and unread, or still to be carried there."""

    claim: Claim
    pieces: tuple[Piece, ...] = ()
    parcels: tuple[Parcel, ...] = ()

    @property
    def oldest_at(self) -> datetime:
        """Since when something waits."""
        return min([*(piece.at for piece in self.pieces), *(parcel.at for parcel in self.parcels)])


@dataclass(frozen=True, slots=True)
class Pack:
    """The claims kept for the time without the line: `kept` are left, `asked` are asked for and not granted yet.

    `until` is the first end among them by the centre's clock.
    """

    kept: int = 0
    asked: int = 0
    until: datetime | None = None
    next_ticket: str = ""


@dataclass(frozen=True, slots=True)
class AwaitingSecond:
    """A claim that waits for a second officer's word, as the centre last told it.

    `version` names what is shown: a decision carries it back. `fate` is that of the second word given at this desk,
    `verdict` what that word was; without one it is that of the wish to open the claim again.
    """

    claim: Claim
    version: str
    fate: Fate = Fate.NONE
    verdict: Verdict | None = None

    @property
    def since(self) -> datetime:
        """When the first word was given."""
        return self.claim.filed_at if self.claim.decision is None else self.claim.decision.decided_at

    @property
    def is_under_way(self) -> bool:
        """True from the second word on until the centre has answered, and has shown what became of it."""
        return self.fate not in (Fate.NONE, Fate.REFUSED)

    def waits_for(self, officer: Officer) -> bool:
        """True while this officer might give the word: the first one was another's."""
        first = self.claim.decision
        return not self.is_under_way and first is not None and first.officer != officer.id


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """An open claim that another desk of the branch has in a booth, or keeps for itself.

    `lease_until` is by the centre's clock; `fate` is that of this desk's wish to take the claim back.
    """

    claim: Claim
    lease_until: datetime | None = None
    fate: Fate = Fate.NONE

    @property
    def is_under_way(self) -> bool:
        """True from the wish on until the centre has answered, and has shown what became of it."""
        return self.fate not in (Fate.NONE, Fate.REFUSED)


@dataclass(frozen=True, slots=True)
class DeskView:
    """All that the window shows of the desk's store; booth n stands at index n - 1.

    `unsettled` is in the order of age, the oldest first; `answered_at` is when the centre last answered for a piece of
    work. `clock_ahead_s`: by how much this machine's clock is ahead of the centre's, None where that is not known.
    `desks` are the other desks of the branch that are known of. `second` and `elsewhere`, the longest waiting first,
    are told to whoever may act on them.
    """

    booths: tuple[BoothClaim | None, ...]
    waiting: tuple[Waiting, ...] = ()
    today: Tally = Tally()
    refusals: tuple[Refusal, ...] = ()
    line_is_up: bool = True
    pack: Pack = Pack()
    unsettled: tuple[Unsettled, ...] = ()
    answered_at: datetime | None = None
    clock_ahead_s: float | None = None
    desks: tuple[str, ...] = ()
    second: tuple[AwaitingSecond, ...] = ()
    elsewhere: tuple[HeldElsewhere, ...] = ()

    @property
    def next_ticket(self) -> str:
        """Who would be called next, empty when nobody waits: while the line is down one of the kept first."""
        if not self.line_is_up and self.pack.next_ticket:
            return self.pack.next_ticket
        return next((waiting.next_ticket for waiting in self.waiting if waiting.next_ticket), "")


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
class Correction:
    """What the master record should say of the participant: `old` is what it says, `proof` a picture of the claim."""

    field: str
    old: str
    new: str
    proof: str
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    """A decision as the officer gave it: bound to booth, claim and the version of the form on the screen.

    A second word is given in no booth: 0.
    """

    booth: int
    claim_id: UUID
    version: str
    verdict: Verdict
    reason: str = ""
    note: str = ""
