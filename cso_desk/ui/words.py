"""The officer's words: pure functions from values to short Indonesian (or English) texts."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.claims.masks import mask_kpj, mask_nik
from cso_desk.claims.model import Cause, ClaimState
from cso_desk.desk.model import LineState, SyncStatus

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
        ClaimState.WAITING: translate("Words", "Waiting"),
        ClaimState.IN_BOOTH: translate("Words", "In the booth"),
        ClaimState.RETURNED: translate("Words", "Returned"),
        ClaimState.REFERRED: translate("Words", "Referred to the supervisor"),
        ClaimState.AWAITING_SECOND: translate("Words", "Approved, waits for the second approver"),
        ClaimState.APPROVED: translate("Words", "Approved"),
        ClaimState.REJECTED: translate("Words", "Rejected"),
    }[value]


def sync(status: SyncStatus, now: datetime) -> str:
    """How the desk stands with the centre, as the top bar says it."""
    if status.state is LineState.REFUSED:
        return translate("Words", "%1 refused, see").replace("%1", str(status.refused))
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
