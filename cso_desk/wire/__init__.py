"""The messages that desk and centre both speak, version 1; only ever added to, and what is unknown is ignored."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cso_desk.claims.model import ClaimState, Verdict

MAX_OPS = 50
"""The most ops in one push."""

MAX_BODY_BYTES = 256 * 1024
"""The largest body of a push."""

MAX_PAGE = 100
"""The most entries in one page of the feed."""

POLL_S = 25.0
"""How long the centre holds a poll that has nothing to say, in seconds."""

MAX_ASKED = 1000
"""The most ops that may be asked after at once."""

API, LEAST_API = 1, 1
"""The version of these messages that is spoken here, and the oldest that is still understood."""

LEASE_S = 45 * 60.0
"""How long a claim stays with its desk after the last op on it, in seconds; then another may take it over."""

PACK = 12
"""The most claims that one desk may keep for itself while they wait."""

GENESIS = ""
"""The hash that stands before the first entry of a log."""


class Kind(StrEnum):
    """What an op, or an entry of the log, is; a change of meaning gets a new name."""

    CHECKOUT = "claim.checkout.v1"
    KEEP = "claim.keep.v1"
    EDIT = "claim.edit.v1"
    ATTACH = "claim.attach.v1"
    NOTE = "claim.note.v1"
    PROPOSE = "claim.propose.v1"
    REVEAL = "claim.reveal.v1"
    DECIDE = "claim.decide.v1"
    HAND_OVER = "claim.hand_over.v1"
    REVOKE = "claim.revoke.v1"
    REOPEN = "claim.reopen.v1"
    FILED = "claim.filed.v1"
    REFUSED = "op.refused.v1"


BESIDE = (Kind.NOTE, Kind.ATTACH, Kind.PROPOSE, Kind.REVEAL)
"""What is added beside a claim's form: it makes no version, for nothing that a decision rests on has changed."""


class Status(StrEnum):
    """What the centre says of one op: all but RETRY are its last word."""

    APPLIED = "applied"
    REJECTED = "rejected"
    PARKED = "parked"
    RETRY = "retry"


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


Count = Annotated[int, Field(ge=0, le=2**53)]
Name = Annotated[str, Field(max_length=100)]
Text = Annotated[str, Field(max_length=500)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Booth = Annotated[int, Field(ge=1, le=99)]


class Base(_Message):
    """The state of a claim that an op was made on."""

    row_version: Count
    cycle: Count = 1


ENVELOPE = ("seq", "session", "proof")
"""What is put around an op as it travels: no part of the bytes that are hashed, and that are fixed for ever."""


class Op(_Message):
    """One command of an officer; `after_op` is the desk's own op on the same claim that must have been applied.

    `proof` shows that `user` wrote it, in `session` (see `credentials`).
    """

    op_id: UUID
    seq: Annotated[int, Field(ge=1, le=2**53)]
    session: UUID | None = None
    proof: Annotated[str, Field(max_length=64)] = ""
    kind: Name
    claim: UUID
    user: Name
    base: Base
    lease: UUID | None = None
    after_op: UUID | None = None
    body: dict[str, Any]
    captured: dict[str, Any] = {}


class CheckoutBody(_Message):
    """A waiting claim is called to a booth: its lease is the op's id. A lease that has run out may be taken over."""

    booth: Booth


class KeepBody(_Message):
    """A waiting claim is kept for this desk until the end of its day, to be called while the line is down."""


class HandOverBody(_Message):
    """An open claim goes back to those that wait: kept for another desk, or for anybody where none is named."""

    desk: Name | None = None


class RevokeBody(_Message):
    """A supervisor takes a claim from the desk that holds it."""

    why: Annotated[str, Field(min_length=1, max_length=500)]


class ReopenBody(_Message):
    """A decided claim is opened again, to wait or to sit in a booth at once: then the op's id is its lease.

    A cycle of decisions ends with it and the next begins.
    """

    why: Annotated[str, Field(min_length=1, max_length=500)]
    booth: Booth | None = None


class NoteBody(_Message):
    """A word for colleagues, on a claim in any state."""

    text: Annotated[str, Field(min_length=1, max_length=500)]


class AttachBody(_Message):
    """A file of the claim, by the SHA-256 of its bytes; the bytes come by themselves.

    A picture from a booth tells its camera, and when it was taken.
    """

    sha256: Sha256
    size: Annotated[int, Field(ge=1, le=6 << 20)]
    mime: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=60)]
    document: Name = ""
    booth: Booth | None = None
    camera: Name = ""
    taken_at: datetime | None = None


class ProposeBody(_Message):
    """The master record should say `new` where it says `old`; `proof` is an attachment of the claim.

    It is kept on the claim for whoever may correct the record, and corrects nothing by itself.
    """

    field: Name
    old: Text
    new: Text
    proof: Sha256
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class RevealBody(_Message):
    """An officer looked at masked numbers of the claim: the fields, and the document beside which they stood.

    Nothing of the claim changes; the entry in the log is what it is for.
    """

    fields: Annotated[tuple[Name, ...], Field(min_length=1, max_length=20)]
    document: Name = ""


class EditBody(_Message):
    """Fields of the form: what the officer saw there, and what the officer wrote."""

    fields: dict[Name, tuple[str, str]]


class DecideBody(_Message):
    """A verdict on the form of digest `form`; `amount` is the gross rupiah that the officer was shown.

    The second stage has no booth, and is given at the centre's word only: never while the line is down.
    """

    booth: Booth | None = None
    verdict: Verdict
    reason: str = ""
    note: str = ""
    stage: int = 1
    amount: Count = 0
    form: str


class Position(_Message):
    """A place in a branch's log that the desk has verified: it makes the desk a witness."""

    n: Count = 0
    hash: str = GENESIS


class Push(_Message):
    """Ops in their order; each stays as it was written, for its bytes are hashed."""

    desk: Name
    inc: UUID
    branch: Count
    epoch: Count
    after: Position
    ops: Annotated[list[dict[str, Any]], Field(max_length=MAX_OPS)] = []


class Result(_Message):
    """The centre's word on one op; `n` and `entry_hash` are its receipt."""

    op_id: UUID
    status: Status
    replayed: bool = False
    n: int = 0
    entry_hash: str = ""
    row_version: int = 0
    code: str = ""
    facts: dict[str, Any] = {}
    after_s: float = 0.0


class Entry(_Message):
    """One entry of a branch's log; `data` is the claim after it, hashed through its salted digest so that personal
    data can be erased one day without breaking the chain."""

    n: int
    prev: str
    hash: str
    kind: str
    entity: UUID
    rv: int
    body: dict[str, Any]
    digest: str = ""
    salt: str = ""
    data: dict[str, Any] | None = None


class Page(_Message):
    """A stretch of a branch's log after the position asked for, and where the log ends."""

    epoch: int
    entries: list[Entry] = []
    head: int = 0


class PushAnswer(_Message):
    """The results of a push, in its order, and the feed after the desk's position.

    `pace_s`: how long the centre wants to be left alone before the next push.
    """

    epoch: int
    results: list[Result] = []
    feed: Page
    server_time: datetime | None = None
    pace_s: float = 0.0


class Hello(_Message):
    """What a desk says of itself when it comes back to the line; `rules` is the digest of its tables."""

    version: Name
    api: int = API
    schema_version: Name = ""
    rules: Name = ""
    wall: datetime
    inc: UUID
    queued: Count = 0
    oldest_s: Annotated[float, Field(ge=0)] = 0.0


class Welcome(_Message):
    """What the centre wants a desk to know: times in seconds, `offline_up_to` in rupiah.

    `pace_s` spreads the desks that come back at once. `rules` is the digest of the centre's tables: where it differs
    from the desk's, the centre may decide otherwise than the desk shows.
    """

    api: int = API
    least_api: int = LEAST_API
    epoch: int
    server_time: datetime
    pace_s: float = 0.0
    rules: str = ""
    lease_s: float = LEASE_S
    pack: int = PACK
    offline_up_to: int = 0


class Snapshot(_Message):
    """The first line of a snapshot, before one `Kept` a line: a branch's claims as they stand at a place of its log."""

    epoch: int
    at: Position
    claims: int


class Kept(_Message):
    """One claim of a snapshot, with what an entry of the log would tell of it."""

    cycle: int
    lease: UUID | None = None
    lease_until: datetime | None = None
    claim: dict[str, Any]


class OpIds(_Message):
    """Which ops a desk asks after."""

    op_ids: Annotated[list[UUID], Field(max_length=MAX_ASKED)]


class KnownOps(_Message):
    """What became of those of them that the centre knows; the others never arrived."""

    known: list[Result] = []


class Receipt(_Message):
    """What a receipt's number proves: one decision, of `amount` rupiah, and the state of its claim today; nobody's
    personal data. `claim` is the claim's number. `set_aside`: the claim was opened again, the decision counts no more.
    """

    receipt: Name
    claim: str
    branch: Count
    stage: int
    verdict: Verdict
    amount: Count
    decided_at: datetime
    state: ClaimState
    set_aside: bool = False


class Problem(_Message):
    """Why a whole call was not taken; `results` holds the ops that were dealt with before."""

    code: str
    facts: dict[str, Any] = {}
    results: list[Result] = []


def bounded(ops: Sequence[str]) -> Sequence[str]:
    """As many of the ops' texts, from the first, as one push may carry."""
    size = _ENVELOPE_BYTES
    for count, text in enumerate(ops):
        size += len(text.encode()) + 1
        if count == MAX_OPS or size > MAX_BODY_BYTES:
            return ops[:count]
    return ops


_ENVELOPE_BYTES = 2048
