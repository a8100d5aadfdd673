"""What may be done with a claim: put into a booth, edited, decided. The stores count the versions, not these rules."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from .checks import Assessment
from .dates import day_of
from .errors import (
    AmountChanged,
    EmptyNote,
    HeldByAnother,
    NotAllowed,
    NoteNeeded,
    NothingToCorrect,
    NotOpen,
    NotProven,
    NotReady,
    OverLimit,
    ReasonNeeded,
    SameOfficer,
    TooLong,
    UnknownField,
    UnknownReason,
    Unwritable,
    WrongBooth,
)
from .form import Field, acceptance_key, is_form_key
from .model import Attachment, Claim, ClaimState, Decision, Note, Proposal, Reopening, Verdict
from .table_files import in_force
from .tables import Ladder, Reason, Role
from .transitions import Action, next_state

TEXT_LIMIT = 500
"""The most characters that one field, or the note of a decision, may hold."""

_SECOND = (ClaimState.AWAITING_SECOND, ClaimState.REFERRED)
_OWN_RULES = frozenset((Action.SEAT, Action.APPROVE, Action.RETURN, Action.REJECT, Action.REFER, Action.REOPEN))
_SEATLESS = frozenset(
    (ClaimState.WAITING, ClaimState.CALLED, ClaimState.NO_SHOW, ClaimState.POSTPONED, ClaimState.CANCELLED)
)


class SecondWord(StrEnum):
    """Why an approval waits for a second officer: its amount, a warning that was accepted, or a sample."""

    AMOUNT = "amount"
    ACCEPTED = "accepted"
    SAMPLE = "sample"


def reasons_for(verdict: Verdict, on: date) -> tuple[Reason, ...]:
    """List the reasons that may serve a verdict on a day; none for an approval."""
    return tuple(reason for reason in in_force().reasons_on(on) if verdict in reason.verdicts)


def check_out(claim: Claim, *, desk: str, booth: int, lapsed: bool = False) -> Claim:
    """Put a waiting claim into a booth of a desk; where it sits there already, nothing changes.

    `lapsed`: the lease of whoever holds it has run out, and it may be taken over. Raises HeldByAnother where it sits
    elsewhere or is kept for another desk, NotOpen where it is decided.
    """
    _require_mine(claim, desk, lapsed=lapsed)
    if claim.state in (ClaimState.WAITING, ClaimState.CALLED):
        return replace(claim, state=next_state(claim.state, Action.SEAT, Role.OFFICER), desk=desk, booth=booth)
    _require_open(claim)
    if lapsed:
        return replace(claim, desk=desk, booth=booth)
    if claim.booth != booth:
        raise HeldByAnother(desk=claim.desk, booth=claim.booth)
    return claim


def keep(claim: Claim, *, desk: str, lapsed: bool = False) -> Claim:
    """Keep a waiting claim for a desk, so that it can be called there while the line is down.

    Raises HeldByAnother and NotOpen.
    """
    _require_mine(claim, desk, lapsed=lapsed)
    if claim.state is not ClaimState.WAITING:
        raise NotOpen(state=str(claim.state))
    return replace(claim, desk=desk)


def hand_over(claim: Claim, *, desk: str | None) -> Claim:
    """Put an open claim back among those that wait: kept for another desk, or for whoever calls next (None).

    Raises NotOpen.
    """
    _require_open(claim)
    return replace(claim, state=ClaimState.WAITING, desk=desk, booth=None)


def add_note(claim: Claim, note: Note) -> Claim:
    """Add a note, to a claim in any state; the same note again changes nothing. Raises what `check_note` does."""
    check_note(note.text)
    if any(known.id == note.id for known in claim.notes):
        return claim
    return replace(claim, notes=(*claim.notes, note))


def check_note(text: str) -> None:
    """Raise what is wrong with the text of a note: EmptyNote, TooLong, Unwritable."""
    if not text.strip():
        raise EmptyNote
    _require_writable("note", text)


def attach(claim: Claim, attachment: Attachment) -> Claim:
    """Add a file to a claim, marked as late where the claim is decided; the same file again changes nothing."""
    if any(known.sha256 == attachment.sha256 for known in claim.attachments):
        return claim
    late = replace(attachment, late=not claim.is_open)
    return replace(claim, attachments=(*claim.attachments, late))


CORRECTABLE: frozenset[str] = frozenset(
    (
        *(Field.FULL_NAME, Field.NIK, Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.ADDRESS),
        *(Field.MOTHER_NAME, Field.KPJ, Field.EMPLOYER),
    )
)
"""The fields of the master record whose correction may be proposed."""


def propose(claim: Claim, proposal: Proposal) -> Claim:
    """Add a wish that the master record be corrected, to a claim in any state; the record itself stays as it is.

    The same wish again changes nothing. Raises NothingToCorrect (no such field, or the record says so already),
    NotProven (the proof is no attachment of the claim), EmptyNote (no reason), TooLong and Unwritable.
    """
    if any(known.id == proposal.id for known in claim.proposals):
        return claim
    if proposal.field not in CORRECTABLE or not proposal.new.strip() or proposal.new == proposal.old:
        raise NothingToCorrect(field=proposal.field)
    if all(known.sha256 != proposal.proof for known in claim.attachments):
        raise NotProven(field=proposal.field)
    check_note(proposal.reason)
    for text in (proposal.old, proposal.new):
        _require_writable(proposal.field, text)
    return replace(claim, proposals=(*claim.proposals, proposal))


def move(claim: Claim, action: Action, role: Role) -> Claim:
    """Lead a claim on by anything but a seat or a decision; who waits or leaves sits in no booth.

    Raises NotAllowed.
    """
    if action in _OWN_RULES:
        raise NotAllowed(state=str(claim.state), action=str(action), role=str(role))
    state = next_state(claim.state, action, role)
    if state in _SEATLESS:
        return replace(claim, state=state, desk=None, booth=None)
    return replace(claim, state=state)


def edit(claim: Claim, key: str, text: str) -> Claim:
    """Write into one field of an open claim's form.

    Raises NotOpen, UnknownField, TooLong (more than 500 characters) and Unwritable (a lone surrogate or NUL).
    """
    _require_open(claim)
    if not is_form_key(key):
        raise UnknownField(key=key)
    _require_writable(key, text)
    return replace(claim, form=claim.form.with_text(key, text))


def decide(
    claim: Claim,
    assessment: Assessment,
    verdict: Verdict,
    *,
    reason: str,
    note: str,
    officer: str,
    id: UUID,
    now: datetime,
    booth: int | None = None,
    ladder: Ladder | None = None,
) -> Decision:
    """Make an officer's decision on an open claim; its amount is the gross one approved, or 0 for any other verdict.

    Raises NotOpen, WrongBooth, NotReady (approval while a check stands in the way), OverLimit, ReasonNeeded,
    UnknownReason, NoteNeeded, TooLong and Unwritable. Reasons and ladder are those of the day of the assessment; the
    ladder is the one in force by default.
    """
    _require_open(claim)
    if booth is not None and claim.booth is not None and booth != claim.booth:
        raise WrongBooth(booth=booth, claim_booth=claim.booth)
    if verdict is Verdict.APPROVE:
        _require_ready(assessment)
        _require_within_limit(assessment, 1, Role.OFFICER, ladder or in_force().ladder)
    reason, note = reason.strip(), note.strip()
    _require_reason(verdict, reason, note, assessment.on)
    _require_writable("note", note)
    amount = assessment.gross if verdict is Verdict.APPROVE else 0
    return Decision(
        id=id,
        claim_id=claim.id,
        stage=1,
        verdict=verdict,
        reason=reason,
        note=note,
        officer=officer,
        amount=amount,
        decided_at=now,
        booth=booth,
    )


def decide_second(
    claim: Claim,
    assessment: Assessment,
    verdict: Verdict,
    *,
    role: Role,
    reason: str,
    note: str,
    officer: str,
    id: UUID,
    now: datetime,
    ladder: Ladder | None = None,
) -> Decision:
    """Make the second officer's decision on a claim that waits for it, or that was referred.

    Raises NotOpen, NotAllowed, SameOfficer, NotReady, AmountChanged, OverLimit, ReasonNeeded, UnknownReason,
    NoteNeeded, TooLong and Unwritable. Reasons and ladder are those of the day of the assessment; the ladder is the
    one in force by default.
    """
    first = claim.decision
    if claim.state not in _SECOND or first is None:
        raise NotOpen(state=str(claim.state))
    next_state(claim.state, Action(verdict), role)
    if officer == first.officer:
        raise SameOfficer(officer=officer)
    if verdict is Verdict.APPROVE:
        _require_ready(assessment)
        _require_same_amount(first, assessment.gross)
        _require_within_limit(assessment, 2, role, ladder or in_force().ladder)
    reason, note = reason.strip(), note.strip()
    _require_reason(verdict, reason, note, assessment.on)
    _require_writable("note", note)
    return Decision(
        id=id,
        claim_id=claim.id,
        stage=2,
        verdict=verdict,
        reason=reason,
        note=note,
        officer=officer,
        amount=assessment.gross if verdict is Verdict.APPROVE else 0,
        decided_at=now,
    )


def needs_second(claim: Claim, amount: int, *, on: date, ladder: Ladder | None = None) -> SecondWord | None:
    """Tell why an approval of `amount` rupiah on a day needs a second officer, None where it does not.

    The sample is drawn by the claim's id, which no desk chooses. The ladder is the one in force by default.
    """
    limits = (ladder or in_force().ladder).limits_on(on)
    if amount >= limits.second_from:
        return SecondWord.AMOUNT
    if any(claim.form.text(acceptance_key(slot)).strip() for slot in limits.second_if_accepted):
        return SecondWord.ACCEPTED
    drawn = int.from_bytes(sha256(claim.id.bytes).digest()[:4]) % 100
    return SecondWord.SAMPLE if drawn < limits.second_sample else None


def apply_decision(claim: Claim, decision: Decision, *, ladder: Ladder | None = None) -> Claim:
    """Take a decision into its claim; a first approval waits for a second officer where `needs_second` says so
    of the day of the decision.

    The claim stays where it sat, so that its booth can show what became of it. Raises NotOpen where nobody waits for
    a decision of this stage. The ladder is the one in force by default.
    """
    first = decision.stage == 1
    if not (claim.is_open if first else claim.state in _SECOND):
        raise NotOpen(state=str(claim.state))
    state = next_state(claim.state, Action(decision.verdict), Role.OFFICER if first else Role.HEAD)
    if first and state is ClaimState.APPROVED:
        word = needs_second(claim, decision.amount, on=day_of(decision.decided_at), ladder=ladder)
        state = ClaimState.APPROVED if word is None else ClaimState.AWAITING_SECOND
    return replace(claim, state=state, decisions=(*claim.decisions, decision))


def reopen(
    claim: Claim,
    *,
    role: Role,
    officer: str,
    why: str,
    id: UUID,
    now: datetime,
    desk: str | None = None,
    booth: int | None = None,
) -> Claim:
    """Open a decided claim again, so that its form can be changed: its decisions are set aside and count no more.

    It waits for whoever calls it, or sits in a booth of a desk at once. A word that waits for the second one is taken
    back by whoever gave it; for anything else but a returned claim it takes somebody above. Raises NotAllowed,
    EmptyNote (no reason why), TooLong and Unwritable.
    """
    state = next_state(claim.state, Action.REOPEN, role)
    first = claim.decision
    if claim.state in _SECOND and role is Role.OFFICER and (first is None or first.officer != officer):
        raise NotAllowed(state=str(claim.state), action=str(Action.REOPEN), role=str(role))
    check_note(why)
    if booth is not None:
        state = next_state(state, Action.SEAT, role)
    reopening = Reopening(id, officer, why, now, claim.decisions)
    return replace(
        claim,
        state=state,
        desk=None if booth is None else desk,
        booth=booth,
        decisions=(),
        reopenings=(*claim.reopenings, reopening),
    )


def may_reopen(claim: Claim, *, role: Role, officer: str) -> bool:
    """True where this officer may open this claim again."""
    try:
        reopen(claim, role=role, officer=officer, why=str(Action.REOPEN), id=claim.id, now=claim.filed_at)
    except NotAllowed:
        return False
    return True


def _require_mine(claim: Claim, desk: str, *, lapsed: bool) -> None:
    if claim.desk not in (None, desk) and not lapsed:
        if claim.state in (ClaimState.WAITING, ClaimState.CALLED, ClaimState.IN_BOOTH):
            raise HeldByAnother(desk=claim.desk, booth=claim.booth)
        raise NotOpen(state=str(claim.state))


def _require_open(claim: Claim) -> None:
    if not claim.is_open:
        raise NotOpen(state=str(claim.state))


def _require_ready(assessment: Assessment) -> None:
    if not assessment.ready:
        raise NotReady(missing=[str(check.slot) for check in assessment.missing])


def _require_same_amount(first: Decision, amount: int) -> None:
    if first.verdict is Verdict.APPROVE and first.amount != amount:
        raise AmountChanged(approved=first.amount, amount=amount)


def _require_within_limit(assessment: Assessment, stage: int, role: Role, ladder: Ladder) -> None:
    amount, step = assessment.gross, ladder.step_on(assessment.on, stage, role)
    if step is None:
        state = ClaimState.IN_BOOTH if stage == 1 else ClaimState.AWAITING_SECOND
        raise NotAllowed(state=str(state), action=str(Action.APPROVE), role=str(role))
    if step.up_to is not None and amount > step.up_to:
        raise OverLimit(amount=amount, limit=step.up_to, role=str(role))


def _require_reason(verdict: Verdict, reason: str, note: str, on: date) -> None:
    if not reason:
        if verdict is not Verdict.APPROVE:
            raise ReasonNeeded(verdict=str(verdict))
        return
    known = next((one for one in reasons_for(verdict, on) if one.code == reason), None)
    if known is None:
        raise UnknownReason(reason=reason, verdict=str(verdict))
    if known.needs_note and not note:
        raise NoteNeeded(verdict=str(verdict), reason=reason)


def _require_writable(key: str, text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise TooLong(key=key, length=len(text), limit=TEXT_LIMIT)
    bad = next((place for place, sign in enumerate(text) if sign == "\0" or unicodedata.category(sign) == "Cs"), None)
    if bad is not None:
        raise Unwritable(key=key, position=bad)
