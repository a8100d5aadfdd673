"""The words for what stands between desk and centre: the line, work on its way, attachments, kept claims, the clock."""

from collections.abc import Iterable
from datetime import datetime

from cso_desk.claims.dates import JAKARTA
from cso_desk.desk.model import DeskView, LineState, Pack, Parcel, Piece, Stand, SyncStatus, Unsettled
from cso_desk.wire import Kind

from . import form_keys, form_words, words
from .language import translate

CLOCK_OFF_S = 300.0
"""From here on a clock that is off is told, in seconds."""

_FIELDS_NAMED = 3
_KILO = 1000

STAND_ICONS = {
    Stand.WRITING: "pencil",
    Stand.KEPT: "clock",
    Stand.SENDING: "refresh-cw",
    Stand.UNSURE: "triangle-alert",
    Stand.REFUSED: "octagon-x",
    Stand.PARKED: "lock",
}


def line(status: SyncStatus, now: datetime) -> str:
    """How the desk stands with the centre, as the top bar says it."""
    if status.state is LineState.REFUSED:
        return translate("Words", "%1 refused, see (F2)").replace("%1", str(status.refused))
    if status.state is LineState.UNSURE:
        return translate("Words", "%1 unsure, being checked").replace("%1", str(status.unsure))
    why = line_fault(status.cause)
    if status.state is LineState.SENDING:
        return _because(translate("Words", "Sending %1 changes").replace("%1", str(status.queued)), why)
    if status.state is LineState.OFFLINE:
        text = translate("Words", "Offline %1, %2 kept on this desk")
        return _because(text.replace("%1", _since(status, now)).replace("%2", str(status.queued)), why)
    return _because(translate("Words", "Synced %1 ago").replace("%1", _since(status, now)), why)


def line_fault(code: str) -> str:
    """Why the line does not serve, where it is not simply down: what the officer passes on to the supervisor."""
    if code.startswith("http_5") or code == "fault":
        return translate("Words", "the centre has a fault")
    return {
        "unauthorised": translate("Words", "the centre refuses this desk's key"),
        "history_differs": translate("Words", "the centre has another history, tell the supervisor"),
        "chain_break": translate("Words", "the centre's log does not fit, tell the supervisor"),
        "halted": translate(
            "Words", "the centre has stopped itself: its log is not what it signed, tell the supervisor"
        ),
        "not_as_signed": translate(
            "Words", "the centre signed another log than it told this desk, tell the supervisor"
        ),
        "bad_checkpoint": translate("Words", "the centre's hourly signature does not fit, tell the supervisor"),
        "feed_gap": translate("Words", "entries of the log are missing, asked again"),
        "not_understood": translate("Words", "the centre speaks of what this version does not know"),
        "bad_answer": translate("Words", "what answers is no centre, check the address"),
        "broken": translate("Words", "the centre's address cannot be used"),
        "timeout": translate("Words", "the centre does not answer in time"),
        "disk_full": translate("Words", "the disk of this desk is full"),
        "store_damaged": translate("Words", "the data of this desk are damaged"),
        "unproven": translate("Words", "another officer has to sign in first"),
        "other_rules": translate("Words", "the centre judges by other tables, tell the supervisor"),
    }.get(code, "")


def work(piece: Piece) -> str:
    """What a piece of work is."""
    match piece.kind:
        case Kind.CHECKOUT:
            return translate("Sync", "Called to booth %1").replace("%1", str(piece.booth))
        case Kind.KEEP:
            return translate("Sync", "Kept for offline work")
        case Kind.EDIT:
            return translate("Sync", "Written: %1").replace("%1", _named(piece.fields))
        case Kind.ATTACH:
            return translate("Sync", "Attachment: %1").replace("%1", document(piece.document))
        case Kind.NOTE:
            return translate("Sync", "Note: %1").replace("%1", piece.text)
        case Kind.PROPOSE:
            return translate("Sync", "Correction of the record proposed")
        case Kind.REVEAL:
            return translate("Sync", "Masked numbers opened")
        case Kind.DECIDE if piece.verdict is not None:
            return translate("Sync", "Decision: %1").replace("%1", form_words.verb(piece.verdict))
        case Kind.HAND_OVER if piece.desk is not None:
            return translate("Sync", "Handed over to %1").replace("%1", piece.desk)
        case Kind.HAND_OVER:
            return translate("Sync", "Back to the queue")
        case Kind.REVOKE:
            return translate("Sync", "Taken from its desk")
        case Kind.REOPEN:
            return translate("Sync", "Opened again: %1").replace("%1", piece.text)
    return translate("Sync", "Work of another version")


def stand(value: Stand) -> str:
    """Where a piece of work stands; unknown is never called failed."""
    return {
        Stand.WRITING: translate("Sync", "still being written"),
        Stand.KEPT: translate("Sync", "kept on this desk"),
        Stand.SENDING: translate("Sync", "being sent"),
        Stand.UNSURE: translate("Sync", "sent, no answer yet, asked again"),
        Stand.REFUSED: translate("Sync", "refused by the centre"),
        Stand.PARKED: translate("Sync", "at the centre, waits for a person"),
    }[value]


def age(since: datetime, now: datetime) -> str:
    """How long something has waited."""
    return translate("Sync", "for %1").replace("%1", words.spell((now - since).total_seconds()))


def document(kind: str) -> str:
    """The name of an attached document."""
    return form_keys.document(kind) or translate("Sync", "file")


def parcel(value: Parcel) -> str:
    """How far an attachment has come, and how often that was tried."""
    text = translate("Sync", "%1, %2 of %3 sent").replace("%1", document(value.document))
    text = text.replace("%2", f"{100 * value.sent // max(value.size, 1)} %").replace("%3", size(value.size))
    if value.tries:
        text += ", " + translate("Sync", "tried %1 times").replace("%1", str(value.tries))
    return text


def parcel_cause(code: str) -> str:
    """Why an attachment is not sent just now."""
    return {
        "attachment_lost": translate("Sync", "its file on this desk is lost, take the picture again"),
        "too_large": translate("Sync", "the centre takes no file this large"),
        "unknown_claim": translate("Sync", "the centre does not know this claim yet"),
    }.get(code) or line_cause(code)


def line_cause(code: str) -> str:
    """Why nothing is sent, an ordinary loss of the line included; "" where nothing hinders."""
    if not code:
        return ""
    return line_fault(code) or {
        "unreachable": translate("Sync", "the centre cannot be reached"),
        "not_yet": translate("Sync", "not connected yet"),
        "cut": translate("Sync", "the call was cut"),
        "busy": translate("Sync", "the centre asks to wait"),
        "no_results": translate("Sync", "the centre asks to wait"),
    }.get(code, translate("Sync", "the line fails, tried again by itself"))


def backlog(view: DeskView, status: SyncStatus) -> str:
    """What waits to be sent, for how long, and what hinders; or that all is sent, and when the centre answered last."""
    waiting = [one for one in view.unsettled if is_waiting(one)]
    if not waiting:
        text = translate("Sync", "All is sent.")
        if view.answered_at is None:
            return text
        at = words.clock(view.answered_at.astimezone(JAKARTA))
        return f"{text} " + translate("Sync", "The centre's last receipt came at %1.").replace("%1", at)
    count = sum(not piece.is_refused for one in waiting for piece in one.pieces)
    files = sum(len(one.parcels) for one in waiting)
    text = translate("Sync", "%1 changes and %2 attachments of %3 claims wait to be sent")
    for place, value in enumerate((count, files, len(waiting)), start=1):
        text = text.replace(f"%{place}", str(value))
    why = line_cause(status.cause) if status.state is not LineState.SYNCED else ""
    return f"{text} · {why}" if why else text


def is_waiting(one: Unsettled) -> bool:
    """True while something of a claim is still to be answered or carried to the centre."""
    return bool(one.parcels) or any(not piece.is_refused for piece in one.pieces)


def pack(value: Pack) -> str:
    """How many claims are kept for offline work and until when; nothing where none is."""
    if value.asked:
        return translate("Sync", "Keeping %1 claims").replace("%1", str(value.asked))
    if not value.kept:
        return ""
    if value.until is None:
        return translate("Sync", "%1 kept").replace("%1", str(value.kept))
    text = translate("Sync", "%1 kept until %2").replace("%1", str(value.kept))
    return text.replace("%2", f"{value.until.astimezone(JAKARTA):%H.%M}")


def call(view: DeskView) -> str:
    """The button that calls: while the line is down it calls from the kept claims first."""
    if view.line_is_up or not view.pack.kept:
        return translate("Form", "Call the next")
    return translate("Sync", "Call from the kept (%1)").replace("%1", str(view.pack.kept))


def none_kept() -> str:
    """What can be done while the line is down and no claim is kept."""
    return translate("Sync", "Offline, none kept: call and fill in now, decide when the line is back")


def calling(view: DeskView) -> str:
    """What the call key does while the line is down; nothing while it is up."""
    if view.line_is_up:
        return ""
    if view.pack.kept:
        return translate("Sync", "Offline: C calls from %1 kept").replace("%1", str(view.pack.kept))
    return translate("Sync", "Offline, none kept")


def clock_off(ahead_s: float | None) -> str:
    """That this machine's clock is wrong, and by how much; nothing while it does."""
    if ahead_s is None or abs(ahead_s) <= CLOCK_OFF_S:
        return ""
    fast = translate("Sync", "Clock %1 fast")
    slow = translate("Sync", "Clock %1 slow")
    return (fast if ahead_s > 0 else slow).replace("%1", words.spell(abs(ahead_s)))


def size(count: int) -> str:
    """So many bytes, rounded."""
    if count < _KILO * _KILO:
        return f"{max(1, round(count / _KILO))} kB"
    return f"{words.decimal(count / _KILO / _KILO)} MB"


def _because(text: str, why: str) -> str:
    return f"{text} · {why}" if why else text


def _since(status: SyncStatus, now: datetime) -> str:
    return words.spell((now - status.since).total_seconds()) if status.since else "…"


def _named(keys: Iterable[str]) -> str:
    labels = [form_keys.label(key) for key in keys]
    shown = ", ".join(labels[:_FIELDS_NAMED])
    more = len(labels) - _FIELDS_NAMED
    return f"{shown}, +{more}" if more > 0 else shown
