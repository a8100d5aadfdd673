"""What is to be said under the fields and beside the sections of the form: pure functions of the claim."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication

from cso_desk.claims.checks import Assessment, Check, Outcome
from cso_desk.claims.dates import parse_date
from cso_desk.claims.findings import Finding
from cso_desk.claims.masks import mask_kpj, mask_mother, mask_nik
from cso_desk.claims.matching import Difference, differences
from cso_desk.claims.model import Answer, CheckSlot, Claim, Field

from . import form_words, words

translate = QCoreApplication.translate

_DATES = (Field.BIRTH_DATE, Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL, Field.CAUSE_DATE)
_ACCOUNT = re.compile(r"[\s.\-]*(\d[\s.\-]*){5,20}", re.ASCII)
_MASKS = {Field.NIK: mask_nik, Field.KPJ: mask_kpj, Field.MOTHER_NAME: mask_mother}


class Section(StrEnum):
    """The parts of the form, in their order."""

    IDENTITY = "identity"
    MEMBERSHIP = "membership"
    CAUSE = "cause"
    ACCOUNT = "account"
    SUM = "sum"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Note:
    """One line under a field; `within` is said instead while one is in the field and sees the whole number."""

    outcome: Outcome
    text: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a section stands, and the remark at the right end of its header."""

    outcome: Outcome
    remark: str = ""


def notes(claim: Claim, assessment: Assessment) -> Mapping[Field, Note]:
    """What is wrong with each field, and what the centre's record says instead."""
    found: dict[Field, Note] = {}
    for key in _DATES:
        text = claim.form.text(key)
        if text.strip() and parse_date(text) is None:
            found[key] = Note(Outcome.FAIL, translate("Form", "Write the date as dd-mm-yyyy"))
    start, end = (parse_date(claim.form.text(key)) for key in (Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL))
    if start is not None and end is not None and end < start:
        found[Field.EMPLOYED_UNTIL] = Note(Outcome.FAIL, translate("Form", "Before the first day"))
    for difference in differences(claim):
        key = Field(difference.facts["field"])
        found.setdefault(key, _difference(claim, key, difference, _check(assessment, CheckSlot.MATCH)))
    return found | _account(claim, _check(assessment, CheckSlot.ACCOUNT))


def standing(section: Section, claim: Claim, assessment: Assessment, found: Mapping[Field, Note]) -> Standing:
    """How one section stands."""
    if section is Section.IDENTITY:
        return _fields(claim, found, (Field.FULL_NAME, Field.NIK, Field.BIRTH_DATE, Field.MOTHER_NAME))
    if section is Section.MEMBERSHIP:
        keys = (Field.KPJ, Field.OTHER_KPJ, Field.EMPLOYER, Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL)
        return _fields(claim, found, keys, needed=(Field.KPJ,))
    if section is Section.CAUSE:
        return _of(_check(assessment, CheckSlot.ELIGIBILITY))
    if section is Section.ACCOUNT:
        return _of(_check(assessment, CheckSlot.ACCOUNT))
    if section is Section.SUM:
        outcome = Outcome.OPEN if claim.form.cause is None else Outcome.PASS
        return Standing(outcome, form_words.tax_law(assessment.withholding))
    return _consent(claim)


def _check(assessment: Assessment, slot: CheckSlot) -> Check:
    return next(check for check in assessment.checks if check.slot is slot)


def _of(check: Check) -> Standing:
    outcome = Outcome.PASS if check.outcome is Outcome.WARN and check.accepted else check.outcome
    return Standing(outcome, words.finding(check))


def _fields(
    claim: Claim, found: Mapping[Field, Note], keys: tuple[Field, ...], needed: tuple[Field, ...] | None = None
) -> Standing:
    outcomes = [found[key].outcome for key in keys if key in found]
    count = sum(outcome in (Outcome.WARN, Outcome.FAIL) for outcome in outcomes)
    remark = _count(count)
    for worst in (Outcome.FAIL, Outcome.WARN):
        if worst in outcomes:
            return Standing(worst, remark)
    empty = sum(not claim.form.text(key).strip() for key in (needed or keys))
    if empty:
        return Standing(Outcome.OPEN, translate("Form", "%1 empty").replace("%1", str(empty)))
    return Standing(Outcome.PASS)


def _count(count: int) -> str:
    text = translate("Form", "1 finding") if count == 1 else translate("Form", "%1 findings")
    return text.replace("%1", str(count))


def _consent(claim: Claim) -> Standing:
    answers = {claim.form.answer(key) for key in (Field.RECORDING_CONSENT, Field.AMOUNT_AGREED)}
    if Answer.NO in answers:
        return Standing(Outcome.FAIL, translate("Form", "not agreed"))
    if Answer.UNASKED in answers:
        return Standing(Outcome.OPEN, translate("Form", "not asked yet"))
    return Standing(Outcome.PASS)


def _difference(claim: Claim, key: Field, difference: Difference, check: Check) -> Note:
    facts = difference.facts
    if difference.finding is Finding.NIK_INVALID:
        return Note(Outcome.FAIL, _nik(facts["reason"]))
    if difference.finding is Finding.BAD_DATE:
        return Note(Outcome.FAIL, translate("Form", "Write the date as dd-mm-yyyy"))
    outcome = Outcome.WARN if difference.slight else Outcome.FAIL
    if difference.slight and check.accepted:
        outcome = Outcome.PASS
    known = _known(facts)
    mask = _MASKS.get(key)
    centre = translate("Form", "Centre's record: %1")
    if difference.finding is Finding.OTHER_CARD:
        text = translate("Form", "Another card, not merged yet")
    elif difference.finding is Finding.LETTERS_DIFFER and mask is not None:
        text = words.finding(Check(CheckSlot.MATCH, Outcome.WARN, difference.finding, facts))
    else:
        text = centre.replace("%1", mask(known) if mask is not None else known)
    return Note(outcome, text, centre.replace("%1", known))


def _known(facts: Mapping[str, Any]) -> str:
    """What the centre's record says: only the words that differ where it is a matter of letters."""
    known = str(facts["master"])
    marks = facts.get("master_marks", ())
    if not marks:
        return known.title() if "form_marks" in facts else known
    picked, place = [], 0
    for word in known.split(" "):
        if any(start <= place + len(word) and end >= place for start, end in marks):
            picked.append(word)
        place += len(word) + 1
    return " ".join(picked).title()


def _nik(reason: str) -> str:
    return {
        "length": translate("Form", "A NIK has 16 digits"),
        "letters": translate("Form", "A NIK has digits only"),
        "birth_date": translate("Form", "The birth date inside the NIK is not in the calendar"),
        "serial": translate("Form", "The last four digits of a NIK are not 0000"),
        "spreadsheet": translate("Form", "A spreadsheet cut this NIK short, type its 16 digits"),
    }.get(reason, translate("Form", "A NIK has 16 digits"))


def _account(claim: Claim, check: Check) -> dict[Field, Note]:
    found: dict[Field, Note] = {}
    number = claim.form.text(Field.ACCOUNT_NUMBER)
    if number.strip() and not _ACCOUNT.fullmatch(number):
        found[Field.ACCOUNT_NUMBER] = Note(Outcome.FAIL, translate("Form", "An account number has 5 to 20 digits"))
    if check.finding == Finding.HOLDER_DIFFERS:
        found[Field.ACCOUNT_HOLDER] = Note(Outcome.FAIL, translate("Form", "Not the participant's name"))
    elif check.finding == Finding.LETTERS_DIFFER:
        outcome = Outcome.PASS if check.accepted else Outcome.WARN
        found[Field.ACCOUNT_HOLDER] = Note(outcome, _holder(check))
    if check.finding == Finding.NOT_ACTIVE:
        found[Field.ACCOUNT_ACTIVE] = Note(Outcome.FAIL, translate("Form", "Ask for an active account"))
    return found


def _holder(check: Check) -> str:
    text = translate("Form", "%1. Participant's name: %2")
    letters = words.finding(Check(check.slot, check.outcome, check.finding, check.facts))
    return text.replace("%1", letters).replace("%2", _known(check.facts))
