"""The words of the checklist: the name of each check, and what it found."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.dates import format_date
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot

from .language import translate


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


def finding(check: Check) -> str:
    """What a check found, in two or three words; +1 where one thing more was found."""
    if check.outcome is Outcome.WARN and check.accepted:
        return translate("Words", "accepted")
    text = _findings().get(check.finding, check.finding)
    for place, fact in enumerate(_FACTS.get(check.finding, ()), start=1):
        text = text.replace(f"%{place}", _fact(check.facts.get(fact, "")))
    more = check.facts.get("more")
    return f"{text} +{more}" if more else text


def _fact(value: Any) -> str:
    if isinstance(value, date):
        return format_date(value)
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
    Finding.SEEN_HERE: ("claims",),
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
        Finding.FEATURES_OPEN: translate("Words", "features open"),
        Finding.FEATURES_UNFIT: translate("Words", "feature unfit"),
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
        Finding.QUESTIONS_OPEN: translate("Words", "not asked"),
        Finding.ANSWERS_UNFIT: translate("Words", "answer unfit"),
        Finding.OTHER_CARD: translate("Words", "another card"),
        Finding.NO_CAUSE: translate("Words", "no cause yet"),
        Finding.NO_CAUSE_DATE: translate("Words", "no date yet"),
        Finding.CAUSE_DATE_AHEAD: translate("Words", "on %1"),
        Finding.STILL_ACTIVE: translate("Words", "still a member"),
        Finding.WAITING_UNTIL: translate("Words", "from %1"),
        Finding.WAITED: translate("Words", "%1 days past"),
        Finding.INACTIVE: translate("Words", "inactive"),
        Finding.WORKS_ELSEWHERE: translate("Words", "works elsewhere"),
        Finding.DISPUTED: translate("Words", "in dispute"),
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
        Finding.MIGRANT_RULES: translate("Words", "migrant worker"),
        Finding.FOREIGN_TAX: translate("Words", "foreign tax"),
        Finding.CLOSER_HEIRS: translate("Words", "closer heirs"),
        Finding.RELATION_UNKNOWN: translate("Words", "which heir?"),
        Finding.NONE: translate("Words", "none"),
        Finding.FOUND: "%1",
        Finding.SEEN_HERE: "%1",
        Finding.COMPLETE: translate("Words", "%1 of %2"),
        Finding.NOT_ALL_SEEN: translate("Words", "%1 of %2"),
        Finding.UNREADABLE: translate("Words", "%1/%2, blurred"),
        Finding.MISSING: translate("Words", "%1/%2, missing"),
        Finding.SUBSTITUTE_NEEDED: translate("Words", "needs another"),
        Finding.NOT_ASKED: translate("Words", "not asked"),
        Finding.AMOUNT_NOT_READ: translate("Words", "read the amount"),
        Finding.AMOUNT_NOT_AGREED: translate("Words", "amount refused"),
        Finding.OWN_ACTIVE: translate("Words", "own name"),
        Finding.HEIR_ACTIVE: translate("Words", "of the heir"),
        Finding.NOT_ACTIVE: translate("Words", "not active"),
        Finding.HOLDER_DIFFERS: translate("Words", "another holder"),
        Finding.BAD_NUMBER: translate("Words", "number not valid"),
        Finding.UNUSUAL_LENGTH: translate("Words", "%1 digits, unusual"),
    }
