"""The words for work that the centre refused or parked: what kind of conflict it is, what stands there, who acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.desk.model import Piece, Stand
from cso_desk.wire import Kind

from . import words
from .language import translate

_ELSEWHERE = ("not_open", "receipt_taken", "held_by_another", "stale_lease")
_OPEN = (ClaimState.WAITING, ClaimState.CALLED, ClaimState.IN_BOOTH)


def kind(piece: Piece) -> str:
    """What kind of conflict a refused piece of work is."""
    if piece.code in _ELSEWHERE and _decided(piece.facts):
        return translate("Sync", "Decided already")
    return {
        "field_changed": translate("Sync", "Another text in the field"),
        "stale_version": translate("Sync", "The claim has changed"),
        "form_differs": translate("Sync", "The claim has changed"),
        "not_open": translate("Sync", "No longer open"),
        "receipt_taken": translate("Sync", "Decided already"),
        "held_by_another": translate("Sync", "Taken by another desk"),
        "stale_lease": translate("Sync", "Taken by another desk"),
        "amount_differs": translate("Sync", "Another amount"),
        "amount_changed": translate("Sync", "Another amount"),
        "not_ready": translate("Sync", "Not complete"),
        "dependency": translate("Sync", "Fell with the work before it"),
        "role_revoked": translate("Sync", "Right withdrawn"),
        "not_allowed": translate("Sync", "No right to it"),
        "over_limit": translate("Sync", "No right to it"),
        "same_officer": translate("Sync", "No right to it"),
        "pack_full": translate("Sync", "Too many kept"),
        "unknown_kind": translate("Sync", "Not understood by the centre"),
        "bad_body": translate("Sync", "Not understood by the centre"),
        "fault": translate("Sync", "Fault at the centre"),
        "unknown_claim": translate("Sync", "Claim not known"),
    }.get(piece.code, translate("Sync", "Refused by the centre"))


def who_acts(piece: Piece) -> str:
    """Who has to act on parked work; nothing of any other."""
    if piece.stand is not Stand.PARKED:
        return ""
    if piece.code == "role_revoked":
        return translate(
            "Sync", "The supervisor: the right of officer %1 was withdrawn before this arrived. Nothing is lost."
        ).replace("%1", piece.officer)
    return translate("Sync", "Whoever runs the centre: it keeps this work until it understands it. Nothing is lost.")


def changed(facts: Mapping[str, Any]) -> str:
    """What the centre has: the state, by whom, when; "" where it told nothing."""
    state = facts.get("state")
    if state not in tuple(ClaimState):
        return ""
    told = words.claim_state(ClaimState(state))
    if state == ClaimState.IN_BOOTH and facts.get("desk"):
        text = translate("Sync", "In booth %1 of %2")
        return text.replace("%1", str(facts.get("booth"))).replace("%2", str(facts["desk"]))
    if not facts.get("officer") or not _decided(facts):
        return told
    text = translate("Sync", "%1 by officer %2").replace("%1", told).replace("%2", str(facts["officer"]))
    at = _moment(facts.get("decided_at"))
    return f"{text}, {at}" if at else text


def is_elsewhere(code: str) -> bool:
    """True where a claim is no longer this desk's to decide."""
    return code in _ELSEWHERE


def tell(piece: Piece) -> str:
    """What to tell the participant of a refused decision; nothing of any other work."""
    if piece.kind != Kind.DECIDE:
        return ""
    return tell_of(piece.code, piece.facts)


def tell_of(code: str, facts: Mapping[str, Any]) -> str:
    """What to tell the participant of a decision that was refused."""
    if code in _ELSEWHERE and _decided(facts):
        return translate(
            "Sync", "Tell the participant: this claim was decided before (%1); today's does not count."
        ).replace("%1", words.claim_state(ClaimState(facts["state"])))
    if code in ("held_by_another", "stale_lease"):
        return translate("Sync", "Tell the participant: another desk serves this claim; please wait to be called.")
    if code in ("amount_differs", "amount_changed"):
        return translate("Sync", "Tell the participant: the amount is reckoned anew; the decision does not count yet.")
    return translate("Sync", "Tell the participant: the decision does not count yet; it is checked once more.")


def _decided(facts: Mapping[str, Any]) -> bool:
    """True where the centre has told of a decision that holds."""
    return facts.get("state") not in _OPEN and facts.get("verdict") in tuple(Verdict)


def _moment(text: object) -> str:
    try:
        at = datetime.fromisoformat(str(text)).astimezone(JAKARTA)
    except ValueError:
        return ""
    return f"{words.day(at.date())} {at:%H.%M}"
