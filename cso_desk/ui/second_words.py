"""The words for second approvals and for claims at other desks: why, by whom, since when, and what hinders."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from cso_desk.claims.checks import Assessment
from cso_desk.claims.dates import JAKARTA, day_of
from cso_desk.claims.errors import ClaimError
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.claims.table_files import in_force
from cso_desk.claims.workflow import SecondWord, needs_second
from cso_desk.desk.model import AwaitingSecond, Fate, HeldElsewhere, Officer, Piece, Refusal
from cso_desk.desk.second import MOST
from cso_desk.wire import Kind

from . import conflict_words, form_words, refusal_words, words
from .language import translate

_STAGE = 2
_STATES = {
    Verdict.APPROVE: ClaimState.APPROVED,
    Verdict.RETURN: ClaimState.RETURNED,
    Verdict.REJECT: ClaimState.REJECTED,
    Verdict.REFER: ClaimState.REFERRED,
}


def name(claim: Claim) -> str:
    """Whose claim it is."""
    return claim.form.text(Field.FULL_NAME) or claim.master.full_name


def why(claim: Claim) -> str:
    """Why a second officer has to give a word."""
    first = claim.decision
    if first is not None and claim.state is ClaimState.REFERRED:
        said = form_words.reason(first.reason, day_of(first.decided_at))
        return translate("Second", "Referred: %1").replace("%1", said)
    word = None
    if first is not None:
        on = day_of(first.decided_at)
        word = needs_second(claim, first.amount, on=on)
        if word is SecondWord.AMOUNT:
            limit = in_force().ladder.limits_on(on).second_from
            return translate("Second", "Rp %1 or more").replace("%1", form_words.short_amount(limit))
    return {
        SecondWord.ACCEPTED: translate("Second", "A warning was accepted"),
        SecondWord.SAMPLE: translate("Second", "Random sample"),
    }.get(word or SecondWord.AMOUNT, translate("Second", "Needs a second approver"))


def by(officer: str) -> str:
    """Who gave the first word."""
    return translate("Second", "by officer %1").replace("%1", officer)


def own() -> str:
    """That the claim is one's own, and another officer's to decide."""
    return translate("Second", "You verified it")


def under_way(one: AwaitingSecond) -> str:
    """What became of the second word given here, or of opening the claim again; unknown is never called failed."""
    what = translate("Reopen", "Open again") if one.verdict is None else form_words.verb(one.verdict)
    return f"{what}: {fate(one.fate)}"


def fate(value: Fate) -> str:
    """What became of a word or a wish, nothing where there is none."""
    return {
        Fate.SENDING: translate("Second", "on its way, waits for the centre"),
        Fate.UNSURE: translate("Second", "not certain yet, asked again"),
        Fate.SENT: translate("Second", "sent, the list follows"),
        Fate.REFUSED: translate("Second", "refused by the centre"),
    }.get(value, "")


def summary(count: int, oldest: datetime | None, officer: Officer, now: datetime) -> str:
    """How many wait, since when, and how much this officer approves."""
    if not count or oldest is None:
        return translate("Second", "No claim waits for a second approval.")
    text = translate("Second", "%1 wait, the oldest for %2.").replace("%1", str(count))
    text = text.replace("%2", words.spell((now - oldest).total_seconds()))
    parts = [text, _limit(officer, day_of(now))]
    if count >= MOST:
        parts.append(_only_oldest())
    return " ".join(part for part in parts if part)


def held_summary(elsewhere: Collection[HeldElsewhere], now: datetime) -> str:
    """How many claims are at other desks, and how many of those longer than they were lent; `now` is the centre's."""
    if not elsewhere:
        return translate("Second", "No claim is at another desk.")
    parts = [translate("Second", "%1 claims are at other desks.").replace("%1", str(len(elsewhere)))]
    over = sum(is_over(one, now) for one in elsewhere)
    if over:
        parts.append(translate("Second", "Of %1 the time is over.").replace("%1", str(over)))
    if len(elsewhere) >= MOST:
        parts.append(_only_oldest())
    return " ".join(parts)


def told(claim: Claim, piece: Piece, value: Refusal) -> str:
    """What was not taken of whom, and why."""
    what = translate("Second", "Take back") if piece.verdict is None else form_words.verb(piece.verdict)
    if piece.kind == Kind.REOPEN:
        what = translate("Reopen", "Open again")
    return f"{what} · {name(claim)} · {claim.number}: {refusal(value)}"


def offline() -> str:
    """That nothing can be decided while the line is down."""
    return translate(
        "Second", "The line is down. A second approval needs the centre; until it is back the claims can be read."
    )


def offline_elsewhere() -> str:
    """That nothing can be taken back while the line is down."""
    return translate("Second", "The line is down. A claim is taken back only while the centre can be reached.")


def hindrance(error: ClaimError, assessment: Assessment) -> str:
    """Why this officer cannot approve a claim, and what to do."""
    if error.code == "not_ready":
        return _not_ready(assessment)
    return refusal(Refusal(error.code, None, None, facts=error.facts))


def refusal(value: Refusal) -> str:
    """Why a second word or a wish was not taken, and what to do: one sentence."""
    there = conflict_words.changed(value.facts)
    if conflict_words.is_elsewhere(value.code) and there:
        text = translate("Second", "This claim is dealt with already: %1. There is nothing more to do here.")
        return text.replace("%1", there[:1].lower() + there[1:])
    own_words = _own_words(value)
    if own_words:
        return own_words
    text = refusal_words.refusal(Refusal(value.code, None, None, facts=value.facts))
    return text[:1].upper() + text[1:]


def lease(one: HeldElsewhere, now: datetime) -> str:
    """Until when the desk holds the claim, or since when it might be taken over; `now` is the centre's time."""
    if one.lease_until is None:
        return translate("Second", "lent without end")
    if one.lease_until < now:
        over = words.spell((now - one.lease_until).total_seconds())
        return translate("Second", "time over for %1").replace("%1", over)
    at = one.lease_until.astimezone(JAKARTA)
    return translate("Second", "lent until %1").replace("%1", f"{at:%H.%M}")


def is_over(one: HeldElsewhere, now: datetime) -> bool:
    """True where the time is over for which the centre lent the claim."""
    return one.lease_until is not None and one.lease_until < now


def place(claim: Claim) -> str:
    """Where an open claim is: in a booth of its desk, or kept there."""
    if claim.booth is None:
        return translate("Second", "Kept at desk %1").replace("%1", str(claim.desk))
    text = translate("Second", "Booth %1 of desk %2").replace("%1", str(claim.booth))
    return text.replace("%2", str(claim.desk))


def centre_time(now: datetime, ahead_s: float | None) -> datetime:
    """The centre's time, from this machine's and by how much that is ahead."""
    return now - timedelta(seconds=ahead_s or 0.0)


def moment(at: datetime) -> str:
    """A day and a time of day where the officers are."""
    there = at.astimezone(JAKARTA)
    return f"{words.day(there.date())} {there:%H.%M}"


def decided(verdict: Verdict) -> str:
    """A verdict as a past fact."""
    return words.claim_state(_STATES[verdict])


def _own_words(value: Refusal) -> str:
    facts = value.facts
    if value.code == "same_officer":
        return translate("Second", "You verified this claim yourself. Another officer gives the second word.")
    if value.code == "amount_changed":
        text = translate("Second", "It would pay Rp %1 now, and Rp %2 was approved first. Return it for a new check.")
        text = text.replace("%1", words.rupiah(int(facts.get("amount", 0))))
        return text.replace("%2", words.rupiah(int(facts.get("approved", 0))))
    if value.code == "over_limit":
        text = translate("Second", "You approve up to Rp %1. The head of the branch approves this claim.")
        return text.replace("%1", words.rupiah(int(facts.get("limit", 0))))
    return {
        "stale_form": _changed(),
        "stale_version": _changed(),
        "form_differs": _changed(),
        "not_open": translate("Second", "This claim is dealt with already. There is nothing more to do here."),
        "not_allowed": translate("Second", "Your role may not do this. Ask the supervisor or the head of the branch."),
        "empty_note": translate("Second", "Write why the claim is taken back."),
    }.get(value.code, "")


def _only_oldest() -> str:
    return translate("Second", "Only the oldest %1 are shown.").replace("%1", str(MOST))


def _changed() -> str:
    return translate("Second", "The claim has changed since you saw it. Read it again, then decide.")


def _not_ready(assessment: Assessment) -> str:
    text = translate("Second", "Cannot be approved, checks are open: %1.")
    return text.replace("%1", ", ".join(form_words.missing(check) for check in assessment.missing))


def _limit(officer: Officer, on: date) -> str:
    step = in_force().ladder.step_on(on, _STAGE, officer.role)
    if step is None or step.up_to is None:
        return ""
    return translate("Second", "You approve up to Rp %1.").replace("%1", words.rupiah(step.up_to))
