"""Whether a receipt (*tanda terima*) is genuine, asked of the desk's centre and told in one Indonesian line."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from cso_desk import paths
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Verdict
from cso_desk.claims.receipts import InvalidReceipt, parse_receipt
from cso_desk.desk.client import FixedAccess, LineDown
from cso_desk.desk.enrolment import Enrolment, read_enrolment
from cso_desk.desk.sync import Centre
from cso_desk.ui import refusal_words, sync_words, words
from cso_desk.ui.language import ENGLISH, INDONESIAN, Language, translate
from cso_desk.wire import Receipt


def check(text: str, *, profile: Path | None) -> int:
    """Ask what a receipt proves and say it: 0 genuine, 1 not known there or mistyped, 2 could not be asked.

    The desk asks by its own token, whoever is signed in at it, also while it works.
    """
    application = QCoreApplication.instance() or QCoreApplication(["cso-desk"])
    language = Language(INDONESIAN)
    code, sentence = _checked(" ".join(text.split()), profile)
    language.use(ENGLISH)
    del application
    print(sentence, file=sys.stderr if code else sys.stdout)
    return code


def _checked(text: str, profile: Path | None) -> tuple[int, str]:
    try:
        number = parse_receipt(text)
        enrolment = read_enrolment(paths.profile_dir(chosen=profile))
    except InvalidReceipt as invalid:
        return 1, _mistyped(text, invalid.reason)
    except OSError as fault:
        return 2, refusal_words.fault("profile_unusable", str(fault))
    if enrolment is None:
        return 2, translate("Receipt", "This computer is not enrolled as a desk. Start CSO Desk and enrol it first.")
    try:
        told = _centre(enrolment).receipt(number)
    except LineDown as down:
        return 2, _not_asked(down.cause)
    return (1, _not_known(number)) if told is None else (0, _genuine(told))


def _centre(enrolment: Enrolment) -> Centre:
    return Centre(enrolment.url, FixedAccess(enrolment.token))


def _genuine(told: Receipt) -> str:
    verdict = {
        Verdict.APPROVE: translate("Receipt", "approved"),
        Verdict.RETURN: translate("Receipt", "returned for repair"),
        Verdict.REJECT: translate("Receipt", "rejected"),
        Verdict.REFER: translate("Receipt", "referred to the supervisor"),
    }[told.verdict]
    text = translate("Receipt", "Receipt %1 is genuine: claim %2, %3 on %4. The claim now: %5.")
    if told.set_aside:
        text = translate(
            "Receipt",
            "Receipt %1 is genuine, but its decision counts no more: claim %2, %3 on %4, was opened again. "
            "The claim now: %5.",
        )
    day = words.day(told.decided_at.astimezone(JAKARTA))
    for place, fact in enumerate((told.receipt, told.claim, verdict, day, words.claim_state(told.state)), 1):
        text = text.replace(f"%{place}", fact)
    return text


def _not_known(number: str) -> str:
    return translate(
        "Receipt",
        "Receipt %1 is not known at the centre. If its desk had no line, the decision may still be on its way; "
        "ask again later.",
    ).replace("%1", number)


def _mistyped(text: str, reason: str) -> str:
    return {
        "empty": translate("Receipt", "Write the number of the receipt, such as TT-9K3F-7ZQ2-XWAB-Z."),
        "signs": translate(
            "Receipt", "%1 has a sign that no receipt number has. A number looks like TT-9K3F-7ZQ2-XWAB-Z."
        ),
        "length": translate("Receipt", "%1 is too short or too long. A number looks like TT-9K3F-7ZQ2-XWAB-Z."),
        "check_sign": translate("Receipt", "%1 is mistyped. Compare it with the paper, sign by sign."),
    }[reason].replace("%1", text)


def _not_asked(cause: str) -> str:
    if cause == "unreachable":
        return translate("Receipt", "The centre cannot be reached. Look at the line, then ask again.")
    why = sync_words.line_fault(cause) or translate("Receipt", "the centre's answer was not understood")
    return translate("Receipt", "The receipt could not be checked: %1 (%2).").replace("%1", why).replace("%2", cause)
