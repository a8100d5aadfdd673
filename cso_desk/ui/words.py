"""The officer's words: pure functions from values to short Indonesian (or English) texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.findings import Finding
from cso_desk.claims.identity import InvalidNik, Nik
from cso_desk.claims.masks import mask_kpj, mask_nik
from cso_desk.claims.model import Cause, CheckSlot, Claim, ClaimState, Field, Verdict
from cso_desk.desk.model import Fate, LineState, Refusal, SyncStatus

from .seat import Seat

translate = QCoreApplication.translate


def indonesian() -> bool:
    """True while the window speaks Indonesian."""
    return QLocale().language() == QLocale.Language.Indonesian


def rupiah(amount: int) -> str:
    """Whole rupiah in groups of three: 72.283.950 (72,283,950 in English)."""
    text = f"{amount:,}"
    return text.replace(",", ".") if indonesian() else text


def decimal(value: float) -> str:
    """A number with one decimal: 0,2 (0.2 in English)."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if indonesian() else text


def day(value: date) -> str:
    """A date as it is written on every Indonesian form: 13-11-2025."""
    return value.strftime("%d-%m-%Y")


def long_day(value: date) -> str:
    """A date with the name of its weekday: Kamis, 13 November 2025."""
    locale = QLocale()
    return f"{locale.dayName(value.isoweekday())}, {value.day} {locale.monthName(value.month)} {value.year}"


def clock(value: datetime) -> str:
    """A time of day in western Indonesia: 09.42.18 WIB."""
    return f"{value:%H.%M.%S} WIB"


def running(seconds: float) -> str:
    """A running time: 03:12, or 1:03:12 from an hour on."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def spell(seconds: float) -> str:
    """A span of time in words: 6 dtk, 1 mnt 20 dtk, 18 mnt, 2 jam 5 mnt."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("Words", "%1 s").replace("%1", str(whole))
    minutes, rest = divmod(whole, 60)
    if minutes < 10 and rest:
        return translate("Words", "%1 min %2 s").replace("%1", str(minutes)).replace("%2", str(rest))
    if minutes < 60:
        return translate("Words", "%1 min").replace("%1", str(minutes))
    hours, minutes = divmod(minutes, 60)
    return translate("Words", "%1 h %2 min").replace("%1", str(hours)).replace("%2", str(minutes))


def state(value: WorkState) -> str:
    """A work state's word, in capitals."""
    return {
        WorkState.TALK: translate("Words", "TALKING"),
        WorkState.NEED: translate("Words", "OFFICER NEEDED"),
        WorkState.READY: translate("Words", "READY TO APPROVE"),
        WorkState.SCAN: translate("Words", "SCANNING"),
        WorkState.SOLO: translate("Words", "ALONE"),
        WorkState.LOST: translate("Words", "LOST"),
        WorkState.CLOSED: translate("Words", "CLOSED"),
    }[value]


STATE_ICONS = {
    WorkState.TALK: "mic",
    WorkState.NEED: "hand",
    WorkState.READY: "check",
    WorkState.SCAN: "scan",
    WorkState.SOLO: "pencil",
    WorkState.LOST: "wifi-off",
    WorkState.CLOSED: "",
}


def reason(value: Attention) -> str:
    """Why a booth is in its state, as its header says it."""
    texts = {
        "empty": translate("Words", "Nobody in the booth"),
        "decided": translate("Words", "Decided, the participant may leave"),
        "reconnecting": translate("Words", "Connecting again"),
        "send_floor_staff": translate("Words", "No picture, send the floor staff"),
        "all_passed": translate("Words", "All checks passed"),
        "verify": translate("Words", "Waits for verification"),
        "consent": translate("Words", "Reads the consent to recording"),
        "history": translate("Words", "Fills in the work history"),
        "find_papers": translate("Words", "Gets the papers ready"),
        "id_card": translate("Words", "Shows the identity card"),
        "family_card": translate("Words", "Shows the family card"),
        "papers": translate("Words", "Shows the papers"),
        "called": translate("Words", "Calls the officer"),
        "finished": translate("Words", "Has finished, waits for you"),
    }
    return texts.get(value.reason, value.reason)


def timer_label(value: WorkState) -> str:
    """What the running time in a booth's header counts."""
    return {
        WorkState.TALK: translate("Words", "talk"),
        WorkState.NEED: translate("Words", "waiting"),
        WorkState.READY: translate("Words", "waiting"),
        WorkState.LOST: translate("Words", "lost"),
    }.get(value, translate("Words", "this step"))


def masked_identity(nik: str, kpj: str) -> tuple[str, str]:
    """NIK and KPJ as they may stand in a list."""
    return mask_nik(nik), mask_kpj(kpj)


def cause(value: Cause | None) -> str:
    """A claim's cause in full."""
    return _causes().get(value, (translate("Words", "Cause not chosen"),))[0]


def short_cause(value: Cause | None) -> str:
    """A claim's cause where there is little room."""
    return _causes().get(value, (translate("Words", "No cause"),))[-1]


def _causes() -> dict[Cause | None, tuple[str, ...]]:
    return {
        Cause.PENSION_AGE: (translate("Words", "Pension age (56)"), translate("Words", "Age 56")),
        Cause.PENSION_BY_AGREEMENT: (translate("Words", "Pension by agreement"), translate("Words", "Agreed pension")),
        Cause.RESIGNED: (translate("Words", "Resigned"), translate("Words", "Resign")),
        Cause.LAID_OFF: (translate("Words", "Laid off"),),
        Cause.CONTRACT_ENDED: (translate("Words", "Contract ended (PKWT)"), translate("Words", "Contract ended")),
        Cause.OWN_ACCOUNT_STOPPED: (translate("Words", "Own-account worker stopped"), translate("Words", "BPU")),
        Cause.LEFT_INDONESIA_FOREIGNER: (
            translate("Words", "Left Indonesia (foreigner)"),
            translate("Words", "Left, foreigner"),
        ),
        Cause.LEFT_INDONESIA_CITIZEN: (
            translate("Words", "Left Indonesia (citizen)"),
            translate("Words", "Left, citizen"),
        ),
        Cause.DISABLED: (translate("Words", "Total permanent disability"), translate("Words", "Disabled")),
        Cause.DIED: (translate("Words", "Died (heirs)"), translate("Words", "Heirs")),
        Cause.PARTIAL_10: (translate("Words", "Partial claim 10 %"), translate("Words", "Partial 10 %")),
        Cause.PARTIAL_30: (translate("Words", "Partial claim 30 %"), translate("Words", "Partial 30 %")),
    }


def claim_state(value: ClaimState) -> str:
    """Where a claim stands, as a past fact."""
    return {
        ClaimState.DRAFT: translate("Words", "Being filled in"),
        ClaimState.REGISTERED: translate("Words", "Registered"),
        ClaimState.NO_SHOW: translate("Words", "Did not come"),
        ClaimState.POSTPONED: translate("Words", "Postponed"),
        ClaimState.CANCELLED: translate("Words", "Cancelled"),
        ClaimState.WAITING: translate("Words", "Waiting"),
        ClaimState.CALLED: translate("Words", "Called"),
        ClaimState.IN_BOOTH: translate("Words", "In the booth"),
        ClaimState.RETURNED: translate("Words", "Returned"),
        ClaimState.REFERRED: translate("Words", "Referred to the supervisor"),
        ClaimState.AWAITING_SECOND: translate("Words", "Approved, waits for the second approver"),
        ClaimState.APPROVED: translate("Words", "Approved"),
        ClaimState.REJECTED: translate("Words", "Rejected"),
        ClaimState.SETTLED: translate("Words", "Settled"),
        ClaimState.PAYING: translate("Words", "Being paid out"),
        ClaimState.PAID: translate("Words", "Paid out"),
        ClaimState.TRANSFER_FAILED: translate("Words", "Sent back by the bank"),
    }[value]


def sync(status: SyncStatus, now: datetime) -> str:
    """How the desk stands with the centre, as the top bar says it."""
    if status.state is LineState.REFUSED:
        return translate("Words", "%1 refused, see (F2)").replace("%1", str(status.refused))
    if status.state is LineState.UNSURE:
        return translate("Words", "%1 unsure, being checked").replace("%1", str(status.unsure))
    if status.state is LineState.SENDING:
        return translate("Words", "Sending %1 changes").replace("%1", str(status.queued))
    if status.state is LineState.OFFLINE:
        text = translate("Words", "Offline %1, %2 kept on this desk")
        return text.replace("%1", _since(status, now)).replace("%2", str(status.queued))
    return translate("Words", "Synced %1 ago").replace("%1", _since(status, now))


def _since(status: SyncStatus, now: datetime) -> str:
    return spell((now - status.since).total_seconds()) if status.since else "…"


def about(claim: Claim, today: date) -> str:
    """Sex and age as the identity number tells them: L · 34 th; nothing where it tells nothing."""
    try:
        nik = Nik.parse(claim.form.text(Field.NIK))
    except InvalidNik:
        return ""
    born = claim.master.birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    sex = translate("Words", "M") if str(nik.sex) == "L" else translate("Words", "F")
    return translate("Words", "%1 · %2 y").replace("%1", sex).replace("%2", str(age))


def share(value: Cause | None) -> str:
    """What a partial claim takes of the balance."""
    if value is Cause.PARTIAL_10:
        return translate("Words", "Partial 10 %")
    return translate("Words", "Partial 30 %")


def slot(value: CheckSlot) -> str:
    """A check's name."""
    return {
        CheckSlot.ID_CARD: translate("Words", "ID original"),
        CheckSlot.FACE: translate("Words", "Face × ID"),
        CheckSlot.CIVIL_REGISTRY: translate("Words", "Civil registry"),
        CheckSlot.MATCH: translate("Words", "Data match"),
        CheckSlot.ELIGIBILITY: translate("Words", "Eligibility"),
        CheckSlot.DUPLICATE: translate("Words", "Duplicate"),
        CheckSlot.DOCUMENTS: translate("Words", "Documents"),
        CheckSlot.ACCOUNT: translate("Words", "Account"),
    }[value]


@dataclass(frozen=True, slots=True)
class Step:
    """The next step in a booth: what is to be done, the keys for it (parted by spaces) and what they do."""

    text: str
    key: str = ""
    does: str = ""


def next_step(seat: Seat) -> Step:
    """What the officer does next in this booth, with its key; or that nothing is needed yet."""
    held, attention = seat.held, seat.attention
    number = str(seat.number)
    if held is None:
        return Step(translate("Words", "Call the next ticket"), f"{number} C", translate("Words", "call"))
    if held.claim.decision is not None and not held.claim.is_open:
        return _after_decision(seat)
    if attention.state is WorkState.READY:
        return Step(translate("Words", "Complete, decide"), f"{number} Ctrl+Enter", translate("Words", "approve"))
    if attention.state is WorkState.LOST:
        return Step(translate("Words", "Form is kept, waits for the booth"))
    if attention.state in (WorkState.SOLO, WorkState.SCAN):
        return Step(_not_yet(attention))
    return Step(_to_do(seat), f"{number} Enter", translate("Words", "focus"))


def _after_decision(seat: Seat) -> Step:
    assert seat.held is not None
    if seat.held.decision_fate is Fate.REFUSED:
        return Step(
            translate("Words", "The centre refused it, see why"), f"{seat.number} Enter", translate("Words", "focus")
        )
    return Step(translate("Words", "Call the next ticket"), f"{seat.number} C", translate("Words", "call"))


def _not_yet(attention: Attention) -> str:
    if attention.left_s is None:
        return translate("Words", "You are not needed yet")
    text = translate("Words", "You are not needed yet, done by itself in ± %1")
    return text.replace("%1", spell(max(1.0, attention.left_s)))


def _to_do(seat: Seat) -> str:
    if seat.assessment is None or seat.assessment.ready:
        return translate("Words", "Verify with the participant")
    check = seat.assessment.missing[0]
    left = len(seat.assessment.missing)
    text = translate("Words", "Verify %1, %2 left")
    if left == 1:
        text = translate("Words", "Only %1 is left")
    return text.replace("%1", slot(check.slot)).replace("%2", str(left))


def state_of(seat: Seat) -> str:
    """The state word of a booth; a decided one says what was decided."""
    held = seat.held
    if held is None or held.claim.is_open or held.claim.decision is None:
        return state(seat.attention.state)
    return {
        Verdict.APPROVE: translate("Words", "APPROVED"),
        Verdict.RETURN: translate("Words", "RETURNED"),
        Verdict.REJECT: translate("Words", "REJECTED"),
        Verdict.REFER: translate("Words", "REFERRED"),
    }[held.claim.decision.verdict]


def reason_of(seat: Seat, now: float) -> str:
    """Why a booth is in its state; for a decided one, what became of the decision."""
    held = seat.held
    if held is None or held.claim.is_open:
        return reason(seat.attention)
    if held.receipt is not None:
        return translate("Words", "Sent, receipt %1").replace("%1", str(held.receipt.n))
    return fate(held.decision_fate)


def fate(value: Fate) -> str:
    """What became of a piece of work; unknown is never called failed."""
    return {
        Fate.NONE: "",
        Fate.DRAFT: translate("Words", "Kept on this desk"),
        Fate.SENDING: translate("Words", "Kept on this desk, sending"),
        Fate.UNSURE: translate("Words", "Unsure, being checked"),
        Fate.SENT: translate("Words", "Sent"),
        Fate.REFUSED: translate("Words", "Refused by the centre"),
    }[value]


def running_in(attention: Attention, now: float) -> str:
    """The running time of a state: waiting and lost in words, everything else as a clock."""
    seconds = now - attention.since
    if attention.state in (WorkState.NEED, WorkState.LOST):
        return spell(seconds)
    return running(seconds)


def in_booth(seat: Seat, now: float) -> str:
    """How long the participant has sat in the booth."""
    return translate("Words", "in booth %1").replace("%1", running(now - seat.seated_since))


def who_waits(ticket: str) -> str:
    """Who would be called next."""
    if not ticket:
        return translate("Words", "Nobody waits")
    return translate("Words", "%1 is waiting").replace("%1", ticket)


def spoken(seat: Seat, now: float) -> str:
    """One sentence that tells a screen reader all of a booth."""
    parts = [translate("Words", "Booth %1").replace("%1", str(seat.number)), state_of(seat).lower()]
    if seat.held is not None:
        parts += [reason_of(seat, now), seat.held.claim.form.text(Field.FULL_NAME), next_step(seat).text]
    return ", ".join(part for part in parts if part)


def strip(seat: Seat, now: float) -> tuple[str, str]:
    """What the strip of the next booths says of one booth: a bold word and a quiet remark."""
    attention = seat.attention
    if attention.state is WorkState.NEED:
        bold = translate("Words", "Officer needed %1").replace("%1", spell(now - attention.since))
        return bold, reason(attention)
    if attention.state is WorkState.READY:
        return translate("Words", "Ready to approve"), translate("Words", "1 step")
    if attention.state is WorkState.SCAN:
        return reason(attention), _left(attention)
    if attention.state is WorkState.SOLO:
        return translate("Words", "Alone"), _left(attention)
    return translate("Words", "Connecting again"), translate("Words", "no action needed yet")


def _left(attention: Attention) -> str:
    if attention.left_s is None:
        return ""
    return translate("Words", "± %1 left").replace("%1", spell(max(1.0, attention.left_s)))


def finding(check: Check) -> str:
    """What a check found, in two or three words."""
    if check.outcome is Outcome.WARN and check.accepted:
        return translate("Words", "accepted")
    text = _findings().get(check.finding, check.finding)
    for place, fact in enumerate(_FACTS.get(check.finding, ()), start=1):
        text = text.replace(f"%{place}", _fact(check.facts.get(fact, "")))
    return text


def _fact(value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return str(value[0]) if len(value) == 1 else translate("Words", "%1 claims").replace("%1", str(len(value)))
    return str(value)


_FACTS: Mapping[str, tuple[str, ...]] = {
    Finding.LETTERS_DIFFER: ("letters",),
    Finding.CAUSE_DATE_AHEAD: ("day",),
    Finding.WAITING_UNTIL: ("day",),
    Finding.WAITED: ("days",),
    Finding.INACTIVE: ("day",),
    Finding.AGE: ("age",),
    Finding.TOO_YOUNG: ("age",),
    Finding.MEMBER_FOR: ("years", "months"),
    Finding.MEMBER_TOO_SHORT: ("years", "months"),
    Finding.PARTIAL_BEFORE: ("day",),
    Finding.PRIOR_AHEAD: ("day",),
    Finding.DATES_APART: ("reported",),
    Finding.FOUND: ("claims",),
    Finding.COMPLETE: ("seen", "needed"),
    Finding.NOT_ALL_SEEN: ("seen", "needed"),
    Finding.UNREADABLE: ("seen", "needed"),
    Finding.MISSING: ("seen", "needed"),
    Finding.UNUSUAL_LENGTH: ("digits",),
}
"""Which facts stand for %1 and %2 in a finding's words."""


def _findings() -> Mapping[str, str]:
    return {
        Finding.NOT_SEEN: translate("Words", "not seen"),
        Finding.ORIGINAL: translate("Words", "original"),
        Finding.NOT_ORIGINAL: translate("Words", "not original"),
        Finding.FACE_MATCHES: translate("Words", "matches"),
        Finding.FACE_DIFFERS: translate("Words", "differs"),
        Finding.UNKNOWN: translate("Words", "no answer yet"),
        Finding.REGISTERED: translate("Words", "registered"),
        Finding.NOT_REGISTERED: translate("Words", "not registered"),
        Finding.SAME: translate("Words", "same"),
        Finding.INCOMPLETE: translate("Words", "fields empty"),
        Finding.NIK_INVALID: translate("Words", "NIK not valid"),
        Finding.BAD_DATE: translate("Words", "date not valid"),
        Finding.DIFFERS: translate("Words", "differs"),
        Finding.LETTERS_DIFFER: translate("Words", "%1 letter(s) off"),
        Finding.USUAL_FORM: translate("Words", "short name"),
        Finding.NIK_BIRTH_DIFFERS: translate("Words", "NIK vs birth"),
        Finding.OTHER_CARD: translate("Words", "another card"),
        Finding.NO_CAUSE: translate("Words", "no cause yet"),
        Finding.NO_CAUSE_DATE: translate("Words", "no date yet"),
        Finding.CAUSE_DATE_AHEAD: translate("Words", "on %1"),
        Finding.STILL_ACTIVE: translate("Words", "still a member"),
        Finding.WAITING_UNTIL: translate("Words", "from %1"),
        Finding.WAITED: translate("Words", "%1 days past"),
        Finding.INACTIVE: translate("Words", "inactive"),
        Finding.AGE: translate("Words", "age %1"),
        Finding.TOO_YOUNG: translate("Words", "only %1 years old"),
        Finding.NO_WAIT: translate("Words", "no waiting"),
        Finding.MEMBER_FOR: translate("Words", "%1 y %2 m"),
        Finding.MEMBER_TOO_SHORT: translate("Words", "only %1 y %2 m"),
        Finding.PARTIAL_BEFORE: translate("Words", "taken %1"),
        Finding.PRIOR_AHEAD: translate("Words", "paid %1"),
        Finding.NO_BALANCE: translate("Words", "no balance"),
        Finding.NO_LAW: translate("Words", "no rule yet"),
        Finding.DATES_APART: translate("Words", "vs %1"),
        Finding.DATES_REVERSED: translate("Words", "date too early"),
        Finding.RULE_IN_DOUBT: translate("Words", "rule in doubt"),
        Finding.OTHER_CARDS: translate("Words", "another KPJ"),
        Finding.FOREIGN_TAX: translate("Words", "foreign tax"),
        Finding.CLOSER_HEIRS: translate("Words", "closer heirs"),
        Finding.RELATION_UNKNOWN: translate("Words", "which heir?"),
        Finding.NONE: translate("Words", "none"),
        Finding.FOUND: "%1",
        Finding.COMPLETE: translate("Words", "%1 of %2"),
        Finding.NOT_ALL_SEEN: translate("Words", "%1 of %2"),
        Finding.UNREADABLE: translate("Words", "%1/%2, blurred"),
        Finding.MISSING: translate("Words", "%1/%2, missing"),
        Finding.SUBSTITUTE_NEEDED: translate("Words", "needs another"),
        Finding.NOT_ASKED: translate("Words", "not asked"),
        Finding.OWN_ACTIVE: translate("Words", "own name"),
        Finding.HEIR_ACTIVE: translate("Words", "of the heir"),
        Finding.NOT_ACTIVE: translate("Words", "not active"),
        Finding.HOLDER_DIFFERS: translate("Words", "another holder"),
        Finding.BAD_NUMBER: translate("Words", "number not valid"),
        Finding.UNUSUAL_LENGTH: translate("Words", "%1 digits, unusual"),
    }


def refusal(value: Refusal) -> str:
    """What was not done, why, and what to do: one sentence."""
    text = _refusals().get(value.code)
    if text is None:
        text = translate("Words", "Not done (%1). Look at the booth again before you go on.").replace("%1", value.code)
    for place, fact in (("%1", "salvaged"), ("%2", "known")):
        if fact in value.facts:
            text = text.replace(place, "?" if value.facts[fact] is None else str(value.facts[fact]))
    if value.booth is None:
        return text
    return translate("Words", "Booth %1: %2").replace("%1", str(value.booth)).replace("%2", text)


def _refusals() -> Mapping[str, str]:
    changed = translate("Words", "the form has changed since you saw it. Read it again, then decide.")
    elsewhere = translate("Words", "another desk has taken this claim. Call the next ticket.")
    return {
        "stale_form": changed,
        "form_differs": changed,
        "stale_version": changed,
        "field_changed": translate("Words", "the centre has another text in this field. Read it again."),
        "amount_differs": translate("Words", "the centre reckons another amount. Look at the calculation again."),
        "wrong_booth": translate("Words", "another claim sits here now. Nothing was written."),
        "booth_occupied": translate("Words", "decide this claim before you call the next ticket."),
        "unread_refusal": translate("Words", "first read why the centre refused this claim (Enter)."),
        "nobody_waits": translate("Words", "nobody waits for a booth."),
        "held_by_another": elsewhere,
        "stale_lease": elsewhere,
        "not_open": translate("Words", "this claim is decided already. Call the next ticket."),
        "not_allowed": translate("Words", "this is not yours to do with this claim. Refer it to the supervisor."),
        "same_officer": translate("Words", "the first approval is yours; another officer gives the second."),
        "over_limit": translate("Words", "the amount is above what you may approve. Refer it to the supervisor."),
        "amount_changed": translate(
            "Words", "the amount is no longer the one approved first. Refer it to the supervisor."
        ),
        "unknown_field": translate("Words", "the form has no such field. Nothing was written."),
        "not_ready": translate("Words", "checks are still open. The decision bar names them."),
        "reason_needed": translate("Words", "choose a reason first."),
        "unknown_reason": translate("Words", "this reason does not fit the decision. Choose another."),
        "note_needed": translate("Words", "write the note first."),
        "too_long": translate("Words", "the text is too long, 500 characters are the most. The rest was not kept."),
        "unwritable": translate("Words", "the text has a character that cannot be kept. Delete it."),
        "dependency": translate("Words", "work before this one was refused, so this was not done either. Do it again."),
        "disk_full": translate(
            "Words", "the disk of this desk is full; the last work was NOT kept. Make room, then repeat it."
        ),
        "store_damaged": translate(
            "Words", "the data of this desk are damaged; the last work was NOT kept. Start the program again."
        ),
        "store_set_aside": translate(
            "Words",
            "the data of this desk were damaged and set aside. %1 of %2 pieces of work could be read again; "
            "the claims come from the centre.",
        ),
        "store_fault": translate("Words", "this desk could not keep the last work. Start the program again."),
    }


def fault(code: str, fact: str = "") -> str:
    """Why the program does not start, and what to do: one or two sentences."""
    texts = {
        "profile_busy": translate(
            "Words", "CSO Desk already runs on this profile. Use the window that is open, or close it first."
        ),
        "wrong_key": translate(
            "Words",
            "The data of this desk were written with another key and stay untouched. "
            "Ask the supervisor to bring back the key, or choose another profile.",
        ),
        "newer_store": translate(
            "Words", "A newer version of CSO Desk wrote the data of this desk. Install that version again."
        ),
        "disk_full": translate("Words", "The disk is full. Make room, then start again."),
        "store_damaged": translate("Words", "The data of this desk are damaged and could not be set aside: %1"),
        "store_fault": translate("Words", "The data of this desk cannot be opened: %1"),
        "bad_config": translate("Words", "The settings cannot be used: %1"),
        "bad_source": translate("Words", "A camera's address cannot be used: %1"),
        "centre_failed": translate("Words", "The centre of the demonstration did not start: %1"),
    }
    return texts.get(code, translate("Words", "CSO Desk cannot start: %1")).replace("%1", fact)
