"""The words at the door: why an officer or a machine is not let in, and what to do; one or two sentences each."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import Any

from . import words
from .language import translate


def refusal(code: str, facts: Mapping[str, Any]) -> str:
    """Why somebody is not let in."""
    text = _refusals().get(code)
    if text is None:
        text = _not_reached().get(code) or translate(
            "Entry", "The centre answered what this program does not know (%2). Tell the supervisor."
        )
    waiting = words.spell(ceil(float(facts.get("after_s", 0.0))))
    return text.replace("%1", waiting).replace("%2", code)


def not_reached(cause: str) -> str:
    """Why there was no word of the centre."""
    if cause.startswith("http_5") or cause in ("no_database", "halted"):
        return translate("Entry", "The centre has a fault just now. Try again in a while.")
    return _not_reached().get(cause) or translate(
        "Entry", "What answers at this address is no centre. Check the address."
    )


def offline(until: datetime) -> str:
    """How long one may go on without the centre."""
    text = translate("Entry", "The centre cannot be reached. You may go on without it until %1.")
    return text.replace("%1", f"{words.day(until)} {until:%H.%M} WIB")


def no_offline(code: str) -> str:
    """Why the centre is needed."""
    return {
        "offline_over": translate("Entry", "The time for signing in without the centre is over."),
        "clock_behind": translate("Entry", "The clock of this computer was set back. Set it right."),
    }.get(code, translate("Entry", "Who has not signed in at this desk before needs the centre for it."))


def weakness(reason: str) -> str:
    """Why a password is not good enough."""
    return {
        "length": translate("Entry", "The new password needs at least 12 characters."),
        "signs": translate("Entry", "The new password has a sign that cannot be kept. Choose another."),
        "own_data": translate("Entry", "Leave your name and your staff number out of the new password."),
        "same": translate("Entry", "The new password is the old one. Choose another."),
        "differs": translate("Entry", "The two new passwords differ. Write them again."),
    }.get(reason, translate("Entry", "The new password is too easy to guess. Choose another."))


def unsent(count: int, *, attachments: bool) -> str:
    """What becomes of work that the centre does not have yet."""
    if count == 0 and not attachments:
        return translate("Entry", "All your work is at the centre.")
    if count == 0:
        what = translate("Entry", "Attachments are not sent yet.")
    elif count == 1:
        what = translate("Entry", "1 piece of work is not sent yet.")
    else:
        what = translate("Entry", "%1 pieces of work are not sent yet.").replace("%1", str(count))
    stays = translate(
        "Entry",
        "It stays on this desk, encrypted, and is sent when you or somebody else signs in here. Nothing is lost.",
    )
    return f"{what} {stays}"


def _refusals() -> Mapping[str, str]:
    wrong = translate("Entry", "Staff number or password is not right. Write both again.")
    return {
        "wrong_credentials": wrong,
        "bad_message": wrong,
        "too_many_tries": translate("Entry", "Too many tries. Try again in %1."),
        "busy": translate("Entry", "The centre is busy. Try again in %1."),
        "officer_inactive": translate("Entry", "This staff number is no longer active. Ask the administrator."),
        "other_branch": translate("Entry", "You belong to another branch, this desk is not for you."),
        "officer_unknown": translate("Entry", "The centre does not know you as an officer. Ask the administrator."),
        "desk_quarantined": translate("Entry", "This desk is blocked. Call the supervisor."),
        "unauthorised": translate("Entry", "This desk's enrolment holds no longer. Enrol the desk again."),
        "session_ended": translate("Entry", "The centre has ended your session. Sign in again."),
        "wrong_code": translate(
            "Entry", "This code is not right, was used, or is too old. Ask the administrator for another."
        ),
        "no_offline": no_offline("no_offline"),
        "offline_over": no_offline("offline_over"),
        "clock_behind": no_offline("clock_behind"),
        "password_change": translate("Entry", "Choose a password of your own first."),
        "oidc_refused": translate("Entry", "The organisation's sign-in has not let you in. Try again."),
        "unknown_handle": translate("Entry", "The sign-in in the browser took too long. Begin again."),
        "disk": translate("Entry", "The disk of this desk does not take anything. Make room, then try again."),
        "fault": translate("Entry", "The program made a mistake. Try again; if it stays so, tell the supervisor."),
    }


def _not_reached() -> Mapping[str, str]:
    return {
        "unreachable": translate("Entry", "The centre cannot be reached. Check the line and the address."),
        "timeout": translate("Entry", "The centre does not answer in time. Try again."),
        "broken": translate("Entry", "No safe connection to this address. Check the address."),
        "oidc_away": translate("Entry", "The organisation's sign-in cannot be reached. Use your password."),
        "not_private": translate(
            "Entry", "What is told to this address could be read on the way. Write one that begins with https://."
        ),
        "no_address": translate("Entry", "This is no address of a centre. It looks like https://centre.example:8414."),
    }
