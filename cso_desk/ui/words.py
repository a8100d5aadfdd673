"""The officer's words: pure functions from values to short Indonesian (or English) texts."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QLocale

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.claims.form import Cause, Field
from cso_desk.claims.identity import InvalidNik, Nik
from cso_desk.claims.masks import mask_kpj, mask_nik
from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.desk.model import BoothClaim, Fate

from . import check_words
from .language import translate
from .seat import Seat

_URGENT_S = 600.0


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
        "talk": translate("Words", "You hear each other"),
        "send_floor_staff": translate("Words", "No picture, send the floor staff"),
        "all_passed": translate("Words", "All checks passed"),
        "verify": translate("Words", "Waits for verification"),
        "consent": translate("Words", "Reads the consent to recording"),
        "id_card": translate("Words", "Shows the identity card"),
        "family_card": translate("Words", "Shows the family card"),
        "papers": translate("Words", "Shows the papers"),
        "form": translate("Words", "Reads and confirms the form"),
        "signature": translate("Words", "Signs with a finger"),
        "receipt": translate("Words", "Reads the receipt"),
        "stuck": translate("Words", "Cannot go on alone"),
        "form_wrong": translate("Words", "Says that the form is wrong"),
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
    if seat.held.provisional:
        return Step(provisional(), f"{seat.number} C", translate("Words", "call"))
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
    return text.replace("%1", check_words.slot(check.slot)).replace("%2", str(left))


def state_of(seat: Seat) -> str:
    """The state word of a booth; a decided one says what was decided, and first of all when that is not for good."""
    held = seat.held
    if held is None or held.claim.is_open or held.claim.decision is None:
        return state(seat.attention.state)
    word = {
        Verdict.APPROVE: translate("Words", "APPROVED"),
        Verdict.RETURN: translate("Words", "RETURNED"),
        Verdict.REJECT: translate("Words", "REJECTED"),
        Verdict.REFER: translate("Words", "REFERRED"),
    }[held.claim.decision.verdict]
    return translate("Words", "PROVISIONAL: %1").replace("%1", word) if held.provisional else word


def reason_of(seat: Seat, now: float) -> str:
    """Why a booth is in its state, after how long it may still be decided; for a decided one, what became of that."""
    held = seat.held
    if held is not None and held.claim.is_open:
        return " · ".join(text for text in (lease(held, now), reason(seat.attention)) if text)
    return _lasting_reason(seat)


def _lasting_reason(seat: Seat) -> str:
    """As `reason_of`, without what changes from second to second."""
    held = seat.held
    if held is None or held.claim.is_open:
        return reason(seat.attention)
    if held.receipt is not None:
        return translate("Words", "Sent, receipt %1").replace("%1", str(held.receipt.n))
    if held.provisional and held.decision_fate is not Fate.UNSURE:
        return provisional()
    return fate(held.decision_fate)


def provisional() -> str:
    """What became of a decision that the centre has not heard of yet."""
    return translate("Words", "Provisional, waits for the centre")


def decided_provisionally(verdict: Verdict) -> str:
    """What was decided while the line was down, not yet for good."""
    return {
        Verdict.APPROVE: translate("Words", "Approved provisionally"),
        Verdict.RETURN: translate("Words", "Returned provisionally"),
        Verdict.REJECT: translate("Words", "Rejected provisionally"),
        Verdict.REFER: translate("Words", "Referred provisionally"),
    }[verdict]


def lease(held: BoothClaim, now: float) -> str:
    """For how long a claim may still be decided, while the line is down or little is left; `now` is monotonic."""
    if held.lease_ends is None or not held.claim.is_open:
        return ""
    left = held.lease_ends - now
    if held.line_is_up and (left >= _URGENT_S or left <= 0):
        return ""
    if left <= 0:
        return translate("Words", "the time to decide is over")
    return translate("Words", "to be decided within %1").replace("%1", running(left))


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
        parts += [_lasting_reason(seat), seat.held.claim.form.text(Field.FULL_NAME), next_step(seat).text]
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
