"""What an audit can find: each fault says where the history does not hold, and nothing of anybody's personal data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from cso_desk.wire.checkpoints import ACCESS_LOG


class Flaw(StrEnum):
    """What does not fit."""

    STRAY = "stray"
    GAP = "gap"
    PREVIOUS = "previous"
    HASH = "hash"
    DATA = "data"
    UNREADABLE = "unreadable"
    HEAD = "head"
    CUT = "cut"
    BEYOND = "beyond"
    NO_HEAD = "no_head"
    REWRITTEN = "rewritten"
    TIME = "time"
    NO_RESULT = "no_result"
    RESULT_DIFFERS = "result_differs"
    RESULT_UNTOLD = "result_untold"
    DECISION_UNWRITTEN = "decision_unwritten"
    DECISION_UNTOLD = "decision_untold"
    DECISION_DIFFERS = "decision_differs"
    DECIDED_TWICE = "decided_twice"
    SAME_OFFICER = "same_officer"
    CLAIM_UNWRITTEN = "claim_unwritten"
    CLAIM_UNTOLD = "claim_untold"
    CLAIM_DIFFERS = "claim_differs"
    NOT_AS_SIGNED = "not_as_signed"
    CHECKPOINT_MISSING = "checkpoint_missing"
    CHECKPOINT_FORGED = "checkpoint_forged"
    CHECKPOINT_DIFFERS = "checkpoint_differs"
    WITNESS_DAMAGED = "witness_damaged"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: in which log (a branch, or ACCESS_LOG; None for none), at which entry, about what.

    `about` is an id; `facts` are the names of columns, never what stands in them.
    """

    flaw: Flaw
    branch: int | None = None
    n: int = 0
    about: str = ""
    facts: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = "centre" if self.branch is None else f"branch {self.branch}"
        if self.branch == ACCESS_LOG:
            where = "access log"
        said = _SENTENCES[self.flaw].format(n=self.n, about=self.about, facts=", ".join(self.facts))
        return f"{where}: {said}"


_SENTENCES: Mapping[Flaw, str] = MappingProxyType(
    {
        Flaw.STRAY: "entry {n} stands before the first one.",
        Flaw.GAP: "entry {n} is missing.",
        Flaw.PREVIOUS: "entry {n} does not name the hash of the entry before it.",
        Flaw.HASH: "the hash of entry {n} does not fit what the entry tells.",
        Flaw.DATA: "the data of entry {n} do not fit their digest.",
        Flaw.UNREADABLE: "entry {n} cannot be read.",
        Flaw.HEAD: "the head does not bear the hash of entry {n}, the last one.",
        Flaw.CUT: "the log ends with entry {n}, its head says that there are more: the tail is cut off.",
        Flaw.BEYOND: "the log goes on after entry {n}, where its head says that it ends.",
        Flaw.NO_HEAD: "the log has entries and no head.",
        Flaw.REWRITTEN: "entry {n} is not the one that was receipted for op {about}: the log was rewritten from there "
        "on, or from before.",
        Flaw.TIME: "the time of entry {n} is not the one that was hashed with it.",
        Flaw.NO_RESULT: "entry {n} tells of op {about}, which has no result.",
        Flaw.RESULT_DIFFERS: "entry {n} and the result of op {about} differ in: {facts}.",
        Flaw.RESULT_UNTOLD: "op {about} has a result, and entry {n}, which it names, does not tell of it.",
        Flaw.DECISION_UNWRITTEN: "entry {n} tells of decision {about}, which is not in the table.",
        Flaw.DECISION_UNTOLD: "decision {about} is in the table, and no applied entry tells of it.",
        Flaw.DECISION_DIFFERS: "decision {about} differs in the table from what entry {n} tells: {facts}.",
        Flaw.DECIDED_TWICE: "claim {about} has more than one decision of the same cycle and stage.",
        Flaw.SAME_OFFICER: "both stages of claim {about} were decided by the same officer.",
        Flaw.CLAIM_UNWRITTEN: "entry {n} tells of claim {about}, which is not in the table.",
        Flaw.CLAIM_UNTOLD: "claim {about} is in the table, and no entry tells of it.",
        Flaw.CLAIM_DIFFERS: "claim {about} differs in the table from what entry {n}, its last one, tells: {facts}.",
        Flaw.NOT_AS_SIGNED: "entry {n} is not the one that checkpoint {about} signed: the log was rewritten or cut.",
        Flaw.CHECKPOINT_MISSING: "checkpoint {about} is missing.",
        Flaw.CHECKPOINT_FORGED: "checkpoint {about} does not fit its heads or its signature.",
        Flaw.CHECKPOINT_DIFFERS: "checkpoint {about} differs from its copy in the witness folder.",
        Flaw.WITNESS_DAMAGED: "{about}",
    }
)
