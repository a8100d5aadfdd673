"""What an officer may not do with a claim, as errors that carry a code and facts; the window finds the words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar


class ClaimError(Exception):
    """A wish that the rules refuse; `facts` holds plain values only (text, numbers, lists), so that it may travel."""

    code: ClassVar[str] = "claim_error"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts: Mapping[str, Any] = MappingProxyType(facts)


class NotOpen(ClaimError):
    """The claim is no longer open; facts: `state`."""

    code = "not_open"


class NotReady(ClaimError):
    """Checks stand in the way of an approval; facts: `missing`, the list of their slots."""

    code = "not_ready"


class ReasonNeeded(ClaimError):
    """This verdict needs a coded reason; facts: `verdict`."""

    code = "reason_needed"


class UnknownReason(ClaimError):
    """No such reason serves this verdict; facts: `reason`, `verdict`."""

    code = "unknown_reason"


class NoteNeeded(ClaimError):
    """This verdict needs words for the participant or the supervisor; facts: `verdict`, `reason`."""

    code = "note_needed"


class EmptyNote(ClaimError):
    """The note says nothing."""

    code = "empty_note"


class NothingToCorrect(ClaimError):
    """The record cannot, or need not, be corrected so; facts: `field`."""

    code = "nothing_to_correct"


class NotProven(ClaimError):
    """The picture that is to prove something is no attachment of the claim; facts: `field`."""

    code = "not_proven"


class HeldByAnother(ClaimError):
    """The claim already sits in a booth; facts: `desk`, `booth`."""

    code = "held_by_another"


class WrongBooth(ClaimError):
    """The decision was given for another booth than the claim sits in; facts: `booth`, `claim_booth`."""

    code = "wrong_booth"


class UnknownField(ClaimError):
    """The form has no such field; facts: `key`."""

    code = "unknown_field"


class TooLong(ClaimError):
    """The text does not fit; facts: `key`, `length`, `limit` (characters)."""

    code = "too_long"


class Unwritable(ClaimError):
    """The text holds a character that no file or database can keep; facts: `key`, `position`."""

    code = "unwritable"


class NotAllowed(ClaimError):
    """This role may not do this with a claim in this state; facts: `state`, `action`, `role`."""

    code = "not_allowed"


class SameOfficer(ClaimError):
    """Who gave the first word may not give the second; facts: `officer`."""

    code = "same_officer"


class OverLimit(ClaimError):
    """The amount lies above what this role may approve; facts: `amount`, `limit` (rupiah), `role`."""

    code = "over_limit"


class AmountChanged(ClaimError):
    """The claim no longer pays what was approved first; facts: `approved`, `amount` (rupiah)."""

    code = "amount_changed"
