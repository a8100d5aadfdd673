"""What is to be said under the fields and beside the sections of the form: pure functions of the claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cso_desk.claims.checks import Assessment, Check, Outcome
from cso_desk.claims.fields import faults
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import Answer, CheckSlot, Field, JobPart, job_key
from cso_desk.claims.identity import InvalidNik, Nik
from cso_desk.claims.jobs import history
from cso_desk.claims.masks import mask_kpj, mask_mother, mask_nik
from cso_desk.claims.matching import Difference, differences
from cso_desk.claims.model import Claim
from cso_desk.claims.regions import region_of

from . import check_words, form_words
from .language import translate

_MASKS = {Field.NIK: mask_nik, Field.KPJ: mask_kpj, Field.MOTHER_NAME: mask_mother}


class Section(StrEnum):
    """The parts of the form, in their order."""

    IDENTITY = "identity"
    MEMBERSHIP = "membership"
    HISTORY = "history"
    CAUSE = "cause"
    HEIR = "heir"
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


def notes(claim: Claim, assessment: Assessment, *, on: date) -> Mapping[str, Note]:
    """What is wrong with each field on a day, and what the centre's record says instead."""
    found: dict[str, Note] = {
        key: Note(Outcome.FAIL, form_words.fault(key, code)) for key, code in faults(claim.form, on=on).items()
    }
    match = _check(assessment, CheckSlot.MATCH)
    for difference in differences(claim):
        key = Field(difference.facts["field"])
        found.setdefault(key, _difference(key, difference, match))
    for key, note in _account(_check(assessment, CheckSlot.ACCOUNT)).items():
        found.setdefault(key, note)
    return found


def standing(
    section: Section, claim: Claim, assessment: Assessment, found: Mapping[str, Note], *, on: date
) -> Standing:
    """How one section stands on a day."""
    if section is Section.IDENTITY:
        stands = _fields(claim, found, (Field.FULL_NAME, Field.NIK, Field.BIRTH_DATE, Field.MOTHER_NAME))
        return stands if stands.remark else Standing(stands.outcome, _issued(claim.form.text(Field.NIK)))
    if section is Section.MEMBERSHIP:
        keys = (Field.KPJ, Field.OTHER_KPJ, Field.EMPLOYER, Field.EMPLOYED_FROM, Field.EMPLOYED_UNTIL)
        return _fields(claim, found, keys, needed=(Field.KPJ,))
    if section is Section.HISTORY:
        return _history(claim, found, on, unmerged=bool(merge_note(assessment)))
    if section is Section.CAUSE:
        return _of(_check(assessment, CheckSlot.ELIGIBILITY))
    if section is Section.HEIR:
        return _fields(claim, found, (Field.HEIR_NAME, Field.HEIR_NIK, Field.HEIR_RELATION))
    if section is Section.ACCOUNT:
        return _of(_check(assessment, CheckSlot.ACCOUNT))
    if section is Section.SUM:
        outcome = Outcome.OPEN if claim.form.cause is None else Outcome.PASS
        return Standing(outcome, form_words.tax_law(assessment.withholding))
    return _consent(claim)


def merge_note(assessment: Assessment) -> str:
    """What is to be said above the history of work: that cards must be merged first; else nothing."""
    return form_words.merge_first(_check(assessment, CheckSlot.ELIGIBILITY).facts)


def _check(assessment: Assessment, slot: CheckSlot) -> Check:
    return next(check for check in assessment.checks if check.slot is slot)


def _of(check: Check) -> Standing:
    outcome = Outcome.PASS if check.outcome is Outcome.WARN and check.accepted else check.outcome
    return Standing(outcome, check_words.finding(check))


def _fields(
    claim: Claim, found: Mapping[str, Note], keys: tuple[Field, ...], needed: tuple[Field, ...] | None = None
) -> Standing:
    faulty = _worst(found, keys)
    if faulty is not None:
        return faulty
    empty = sum(not claim.form.text(key).strip() for key in (needed or keys))
    if empty:
        return Standing(Outcome.OPEN, translate("Form", "%1 empty").replace("%1", str(empty)))
    return Standing(Outcome.PASS)


def _issued(text: str) -> str:
    """Where a NIK was issued; it is no fault that no list knows the place, and many live elsewhere since."""
    try:
        nik = Nik.parse(text)
    except InvalidNik:
        return ""
    region = region_of(nik)
    if region is None:
        return translate("Form", "NIK: region %1 not known").replace("%1", nik.region[:4])
    words = translate("Form", "NIK: %1 (old code)") if region.retired else translate("Form", "NIK: %1")
    return words.replace("%1", region.regency)


def _history(claim: Claim, found: Mapping[str, Note], on: date, *, unmerged: bool) -> Standing:
    jobs = claim.form.jobs
    faulty = _worst(found, [job_key(job.number, part) for job in jobs for part in JobPart])
    if faulty is not None:
        return faulty
    told = history(claim, on)
    if unmerged:
        return Standing(Outcome.WARN, form_words.history(told))
    whole = all(text.strip() for job in jobs for text in (job.employer, job.start, job.until))
    return Standing(Outcome.PASS if told.employers and whole else Outcome.OPEN, form_words.history(told))


def _worst(found: Mapping[str, Note], keys: Sequence[str]) -> Standing | None:
    """What the notes under some fields come to; None where they are no findings."""
    outcomes = [found[key].outcome for key in keys if key in found]
    count = sum(outcome in (Outcome.WARN, Outcome.FAIL) for outcome in outcomes)
    worst = next((one for one in (Outcome.FAIL, Outcome.WARN) if one in outcomes), None)
    return None if worst is None else Standing(worst, _count(count))


def _count(count: int) -> str:
    text = translate("Form", "1 finding") if count == 1 else translate("Form", "%1 findings")
    return text.replace("%1", str(count))


def _consent(claim: Claim) -> Standing:
    recording, amount = (claim.form.answer(key) for key in (Field.RECORDING_CONSENT, Field.AMOUNT_AGREED))
    if amount is Answer.NO:
        return Standing(Outcome.FAIL, translate("Form", "not agreed"))
    if Answer.UNASKED in (recording, amount):
        return Standing(Outcome.OPEN, translate("Form", "not asked yet"))
    if recording is Answer.NO:
        return Standing(Outcome.PASS, translate("Form", "not to be recorded"))
    return Standing(Outcome.PASS)


def _difference(key: Field, difference: Difference, check: Check) -> Note:
    outcome = Outcome.WARN if difference.slight else Outcome.FAIL
    if difference.slight and check.accepted:
        outcome = Outcome.PASS
    if difference.finding is Finding.NIK_BIRTH_DIFFERS:
        return Note(outcome, translate("Form", "The NIK tells another birth date"))
    if difference.finding is Finding.OTHER_CARD:
        return Note(outcome, translate("Form", "Another card, not merged yet"))
    if "master" not in difference.facts:
        return Note(outcome, _short(difference.finding, difference.facts))
    known = _known(difference.facts)
    mask = _MASKS.get(key)
    centre = translate("Form", "Centre's record: %1")
    text = centre.replace("%1", mask(known) if mask is not None else known)
    if mask is not None and "letters" in difference.facts:
        text = _short(difference.finding, difference.facts)
    return Note(outcome, text, centre.replace("%1", known))


def _short(finding: str, facts: Mapping[str, Any]) -> str:
    return check_words.finding(Check(CheckSlot.MATCH, Outcome.WARN, finding, facts))


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


def _account(check: Check) -> dict[Field, Note]:
    outcome = Outcome.PASS if check.accepted else check.outcome
    if check.finding == Finding.HOLDER_DIFFERS:
        return {Field.ACCOUNT_HOLDER: Note(outcome, translate("Form", "Not the participant's name"))}
    if check.finding == Finding.NOT_ACTIVE:
        return {Field.ACCOUNT_ACTIVE: Note(outcome, translate("Form", "Ask for an active account"))}
    if check.finding == Finding.UNUSUAL_LENGTH:
        usual = "/".join(str(digits) for digits in check.facts["usual"])
        text = translate("Form", "%1 digits; %2 has %3").replace("%1", str(check.facts["digits"]))
        text = text.replace("%2", str(check.facts["bank"])).replace("%3", usual)
        return {Field.ACCOUNT_NUMBER: Note(outcome, text)}
    if check.facts.get("field") is Field.ACCOUNT_HOLDER:
        text = translate("Form", "%1. Participant's name: %2").replace("%1", _short(check.finding, check.facts))
        return {Field.ACCOUNT_HOLDER: Note(outcome, text.replace("%2", _known(check.facts)))}
    return {}
