"""What a JHT claim is: frozen values that travel freely between threads; its form is in `form`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from .form import Form


class Channel(StrEnum):
    """How a claim came in."""

    BOOTH = "bilik"
    ONLINE = "daring"
    COLLECTIVE = "kolektif"


class ClaimState(StrEnum):
    """Where a claim stands at the centre, in the order of its life; who may lead it on: `transitions`."""

    DRAFT = "draft"
    REGISTERED = "registered"
    NO_SHOW = "no_show"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    CALLED = "called"
    IN_BOOTH = "in_booth"
    RETURNED = "returned"
    REFERRED = "referred"
    AWAITING_SECOND = "awaiting_second"
    APPROVED = "approved"
    REJECTED = "rejected"
    SETTLED = "settled"
    PAYING = "paying"
    PAID = "paid"
    TRANSFER_FAILED = "transfer_failed"


class Verdict(StrEnum):
    """What an officer may decide: return asks for a repair, reject is final, refer passes it to the supervisor."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    REFER = "refer"


class Segment(StrEnum):
    """What kind of worker a participant is, as Formulir 5 tells them apart."""

    WAGE_EARNER = "PU"
    OWN_ACCOUNT = "BPU"
    MIGRANT = "PMI"


@dataclass(frozen=True, slots=True)
class PriorPayment:
    """A payment of JHT made before, in whole rupiah."""

    gross: int
    paid_on: date
    partial: bool = True


@dataclass(frozen=True, slots=True)
class MasterRecord:
    """What the centre knows of the participant (*data pusat*); money in whole rupiah.

    Birth place and address are empty where the centre does not know them.
    """

    full_name: str
    nik: str
    kpj: str
    birth_date: date
    mother_name: str
    employer: str
    member_since: date
    inactive_since: date | None
    contributions: int
    returns: int
    registry_match: bool | None
    other_kpj: tuple[str, ...] = ()
    prior_payments: tuple[PriorPayment, ...] = ()
    has_npwp: bool = True
    segment: Segment = Segment.WAGE_EARNER
    birth_place: str = ""
    address: str = ""

    @property
    def balance(self) -> int:
        """Contributions and their returns, in whole rupiah."""
        return self.contributions + self.returns


@dataclass(frozen=True, slots=True)
class Decision:
    """One officer's verdict on one claim, as seen at one version of its form."""

    id: UUID
    claim_id: UUID
    stage: int
    verdict: Verdict
    reason: str
    note: str
    officer: str
    amount: int
    decided_at: datetime
    booth: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that belongs to a claim, named by the SHA-256 of its bytes; `late` came after the decision.

    A picture that a camera of a booth took says which booth, which camera and when; a file that was brought does not.
    """

    sha256: str
    size: int
    mime: str
    document: str
    officer: str
    added_at: datetime
    late: bool = False
    booth: int | None = None
    camera: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What an officer noted on a claim for colleagues; never changed, never taken back."""

    id: UUID
    officer: str
    text: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wish that the master record be corrected, with the picture that proves it; it changes nothing by itself.

    `old` is what the record said, `proof` the SHA-256 of an attachment.
    """

    id: UUID
    officer: str
    field: str
    old: str
    new: str
    proof: str
    reason: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why a decided claim was opened again, and the decisions that this set aside: they count no more."""

    id: UUID
    officer: str
    why: str
    reopened_at: datetime
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as the centre knows it, or as it will be once the desk's unanswered work has arrived there.

    A claim that waits and names a desk is kept for that desk: it is in its offline pack, or was handed over to it.
    `decisions` are those on the form as it stands; those of before it was opened again stand in `reopenings`.
    """

    id: UUID
    number: str
    ticket: str
    branch: int
    channel: Channel
    state: ClaimState
    row_version: int
    form: Form
    master: MasterRecord
    filed_at: datetime
    booth: int | None = None
    desk: str | None = None
    decisions: tuple[Decision, ...] = ()
    duplicates: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[Note, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reopenings: tuple[Reopening, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while an officer may still decide it."""
        return self.state in (ClaimState.WAITING, ClaimState.IN_BOOTH)

    @property
    def decision(self) -> Decision | None:
        """The newest decision, None while there is none."""
        return self.decisions[-1] if self.decisions else None
