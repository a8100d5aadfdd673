"""The words for what was not done: one sentence that says why, and what to do."""

from collections.abc import Mapping

from cso_desk.desk.model import Refusal

from . import words
from .language import translate


def refusal(value: Refusal) -> str:
    """What was not done, why, and what to do: one sentence."""
    text = _refusals().get(value.code)
    if text is None:
        text = translate("Words", "Not done (%1). Look at the booth again before you go on.").replace("%1", value.code)
    for place, fact in (("%1", "salvaged"), ("%2", "known"), ("%1", "port")):
        if fact in value.facts:
            text = text.replace(place, "?" if value.facts[fact] is None else str(value.facts[fact]))
    if "limit" in value.facts:
        text = text.replace("%1", words.rupiah(value.facts["limit"]))
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
        "online_only": translate("Words", "this needs the centre, and the line is down. Do it when the line is back."),
        "not_leased": translate(
            "Words", "offline, and the centre has not lent this claim. Fill it in now, decide when the line is back."
        ),
        "lease_over": translate(
            "Words", "offline, and the time to decide this claim is over. Decide when the line is back."
        ),
        "over_offline_limit": translate(
            "Words", "offline, no more than Rp %1 is approved. Refer it, or wait for the line."
        ),
        "pack_full": translate("Words", "this desk keeps as many claims as it may. Give some back (F4) first."),
        "empty_note": translate("Words", "the note is empty. Write it first."),
        "nobody_here": translate("Words", "no claim sits in this booth. Call a ticket first."),
        "unread_refusal": translate("Words", "first read why the centre refused this claim (Enter)."),
        "nobody_sits": translate("Words", "nobody sits here, so there is no letter. Call a ticket first."),
        "nobody_waits": translate("Words", "nobody waits for a booth."),
        "held_by_another": elsewhere,
        "stale_lease": elsewhere,
        "not_open": translate("Words", "this claim is decided already. Call the next ticket."),
        "not_allowed": translate("Words", "this is not yours to do with this claim. Refer it to the supervisor."),
        "not_decided": translate("Words", "this claim is not decided yet. There is nothing to open again."),
        "above_only": translate("Words", "second approvals are for the supervisor and the head of the branch."),
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
        "unknown_claim": translate("Words", "the centre does not know this claim. Call the next ticket."),
        "booth_not_there": translate("Words", "no browser is connected there. Set the booth up (Ctrl+D)."),
        "nothing_to_show": translate("Words", "this file is no picture that a booth can show. Choose another."),
        "booths_not_served": translate(
            "Words", "Another program uses port %1, so no booth can connect. Close it, or change the port in desk.toml."
        ),
        "sound_leaked": translate(
            "Words", "Sound reached a booth that it was not meant for. Everybody is on hold; tell the supervisor."
        ),
        "nothing_to_correct": translate("Words", "the record says so already, or has no such field."),
        "not_proven": translate("Words", "the picture that proves this is not with the claim. Take it again."),
        "receipt_taken": translate("Words", "the number of the receipt is taken. Decide once more."),
        "role_revoked": translate(
            "Words", "your right to this was withdrawn before it arrived. The supervisor settles it."
        ),
        "unknown_kind": translate(
            "Words", "the centre does not understand this yet and keeps it. Tell whoever runs the centre."
        ),
        "bad_body": translate(
            "Words", "the centre does not understand this work and keeps it. Tell whoever runs the centre."
        ),
        "fault": translate(
            "Words", "the centre had a fault with this work and keeps it. Tell whoever runs the centre."
        ),
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
        "bad_rules": translate(
            "Words", "The rules cannot be judged by: %1 Mend that table, or take its folder out of desk.toml."
        ),
        "bad_config": translate("Words", "The settings cannot be used: %1"),
        "bad_source": translate("Words", "A camera's address cannot be used: %1"),
        "bad_output": translate("Words", "This file cannot be written: %1"),
        "profile_unusable": translate("Words", "The folder of this profile cannot be used: %1"),
        "centre_failed": translate("Words", "The centre of the demonstration did not start: %1"),
    }
    return texts.get(code, translate("Words", "CSO Desk cannot start: %1")).replace("%1", fact)
