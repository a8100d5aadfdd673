"""The words of the focus view: fields, documents, reasons, findings in full, and what became of a decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cso_desk.claims.checks import Check
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import Cause, CheckSlot, DocumentKind, DocumentStatus, Field, JobPart, Relation
from cso_desk.claims.jobs import History
from cso_desk.claims.masks import mask_kpj
from cso_desk.claims.model import Verdict
from cso_desk.claims.table_files import in_force, packaged
from cso_desk.claims.tax import TaxKind, Withholding
from cso_desk.claims.workflow import SecondWord
from cso_desk.desk.model import BoothClaim, Fate

from . import check_words, words
from .language import translate

_MILLION = 1_000_000
_YEAR = 12


def field(key: str) -> str:
    """The label of a field."""
    return {
        Field.FULL_NAME: translate("Form", "Full name"),
        Field.NIK: translate("Form", "NIK"),
        Field.FAMILY_CARD: translate("Form", "Family card number"),
        Field.BIRTH_PLACE: translate("Form", "Place of birth"),
        Field.BIRTH_DATE: translate("Form", "Date of birth"),
        Field.MOTHER_NAME: translate("Form", "Mother's maiden name"),
        Field.PHONE: translate("Form", "Phone number"),
        Field.EMAIL: translate("Form", "E-mail"),
        Field.ADDRESS: translate("Form", "Address"),
        Field.KPJ: translate("Form", "Membership number (KPJ)"),
        Field.OTHER_KPJ: translate("Form", "Other KPJ"),
        Field.EMPLOYER: translate("Form", "Last employer"),
        Field.EMPLOYED_FROM: translate("Form", "Employed from"),
        Field.EMPLOYED_UNTIL: translate("Form", "until"),
        Field.CAUSE: translate("Form", "Cause of claim"),
        Field.CAUSE_DATE: translate("Form", "Date of the cause"),
        Field.NPWP: translate("Form", "Tax number (NPWP)"),
        Field.BANK: translate("Form", "Bank"),
        Field.ACCOUNT_NUMBER: translate("Form", "Account number"),
        Field.ACCOUNT_HOLDER: translate("Form", "Account holder"),
        Field.ACCOUNT_ACTIVE: translate("Form", "Still active?"),
        Field.ID_CARD_ORIGINAL: translate("Form", "Is the ID card the original?"),
        Field.FACE_MATCHES: translate("Form", "Is the face that of the ID card?"),
        Field.RECORDING_CONSENT: translate("Form", "Recording agreed?"),
        Field.NOT_WORKING: translate("Form", "Works nowhere else?"),
        Field.UNDISPUTED: translate("Form", "Layoff not in dispute?"),
        Field.AMOUNT_AGREED: translate("Form", "Amount agreed?"),
        Field.HEIR_NAME: translate("Form", "Heir's full name"),
        Field.HEIR_NIK: translate("Form", "Heir's NIK"),
        Field.HEIR_RELATION: translate("Form", "Relation to the participant"),
    }[Field(key)]


def job_part(part: JobPart) -> str:
    """The label of a column of the history of work."""
    return {
        JobPart.EMPLOYER: translate("Form", "Earlier employer"),
        JobPart.FROM: translate("Form", "From"),
        JobPart.UNTIL: translate("Form", "Until"),
    }[part]


def history(value: History) -> str:
    """How many employers the form names, and the time worked for them; nothing where it names none."""
    if not value.employers:
        return ""
    text = translate("Form", "1 employer") if value.employers == 1 else translate("Form", "%1 employers")
    text = text.replace("%1", str(value.employers))
    if not value.months:
        return text
    years, months = divmod(value.months, _YEAR)
    span = translate("Form", "%1 years %2 months").replace("%1", str(years)).replace("%2", str(months))
    return f"{text}, {span}"


def merge_first(facts: Mapping[str, Any]) -> str:
    """That the record lacks years which the form tells; nothing where the form tells too few as well."""
    if "told_years" not in facts:
        return ""
    text = translate("Form", "Merge the cards first (amalgamasi): the form tells %1 y, the record %2 y %3 m")
    for place, fact in enumerate(("told_years", "years", "months"), start=1):
        text = text.replace(f"%{place}", str(facts[fact]))
    return text


def relation(value: Relation) -> str:
    """What an heir was to the participant."""
    return {
        Relation.SPOUSE: translate("Form", "Widow or widower"),
        Relation.CHILD: translate("Form", "Child"),
        Relation.PARENT: translate("Form", "Parent"),
        Relation.GRANDCHILD: translate("Form", "Grandchild"),
        Relation.SIBLING: translate("Form", "Brother or sister"),
        Relation.PARENT_IN_LAW: translate("Form", "Parent-in-law"),
        Relation.BY_WILL: translate("Form", "Named in the will"),
    }[value]


def fault(key: str, code: str) -> str:
    """What is wrong with a field, and what to do."""
    own: Mapping[tuple[str, str], str] = {
        (Field.KPJ, "length"): translate("Form", "A KPJ has 11 digits"),
        (Field.FAMILY_CARD, "length"): translate("Form", "A family card number has 16 digits"),
        (Field.NPWP, "length"): translate("Form", "An NPWP has 15 or 16 digits"),
        (Field.PHONE, "length"): translate("Form", "No valid mobile number"),
        (Field.PHONE, "kind"): translate("Form", "No mobile number"),
        (Field.ACCOUNT_NUMBER, "length"): translate("Form", "An account number has 5 to 20 digits"),
    }
    general = {
        "length": translate("Form", "A NIK has 16 digits"),
        "letters": translate("Form", "Digits only"),
        "spreadsheet": translate("Form", "A spreadsheet cut this number short, type all of it"),
        "birth_date": translate("Form", "The birth date inside the NIK is not in the calendar"),
        "date": translate("Form", "The date inside the number is not in the calendar"),
        "serial": translate("Form", "The last four digits of a NIK are not 0000"),
        "check_digit": translate("Form", "One digit of this number is wrong"),
        "email": translate("Form", "Write the e-mail as name@place.id"),
        "bad_date": translate("Form", "Write the date as dd-mm-yyyy"),
        "ahead": translate("Form", "This day is still to come"),
        "too_old": translate("Form", "This day is too long ago"),
        "before_start": translate("Form", "Before the first day"),
        "digits": translate("Form", "A name has no digits"),
    }
    return own.get((key, code)) or general.get(code, code)


def first_day(day: date | None, on: date) -> str:
    """From which day on a claim may be made, seen from a day; None where no day decides."""
    if day is None:
        return translate("Form", "No waiting")
    apart = (on - day).days
    text = translate("Form", "%1, %2 days past") if apart >= 0 else translate("Form", "%1, in %2 days")
    return text.replace("%1", words.day(day)).replace("%2", str(abs(apart)))


def cause_date(cause: Cause | None) -> str:
    """The label of the cause's date, which depends on the cause."""
    return {
        Cause.LAID_OFF: translate("Form", "Date of layoff"),
        Cause.RESIGNED: translate("Form", "Date of resignation"),
        Cause.CONTRACT_ENDED: translate("Form", "Contract ended on"),
        Cause.DIED: translate("Form", "Date of death"),
    }.get(cause or Cause.PENSION_AGE, translate("Form", "Date of the cause"))


def document(kind: DocumentKind) -> str:
    """The name of a document."""
    return {
        DocumentKind.MEMBERSHIP_CARD: translate("Form", "Membership card"),
        DocumentKind.ID_CARD: translate("Form", "ID card"),
        DocumentKind.PASSPORT: translate("Form", "Passport"),
        DocumentKind.STAY_PERMIT: translate("Form", "Stay permit (KITAS)"),
        DocumentKind.FAMILY_CARD: translate("Form", "Family card"),
        DocumentKind.BANK_BOOK: translate("Form", "Bank book"),
        DocumentKind.EMPLOYMENT_LETTER: translate("Form", "Certificate of employment"),
        DocumentKind.PENSION_LETTER: translate("Form", "Pension letter"),
        DocumentKind.LAYOFF_PROOF: translate("Form", "Proof of layoff"),
        DocumentKind.DISABILITY_LETTER: translate("Form", "Disability letter"),
        DocumentKind.NO_RETURN_STATEMENT: translate("Form", "Statement of no return"),
        DocumentKind.NOT_WORKING_STATEMENT: translate("Form", "Statement of not working"),
        DocumentKind.DEATH_CERTIFICATE: translate("Form", "Death certificate"),
        DocumentKind.HEIR_LETTER: translate("Form", "Letter of heirs"),
        DocumentKind.RELATION_PROOF: translate("Form", "Proof of relation"),
        DocumentKind.HOUSE_DOCUMENT: translate("Form", "Housing document"),
        DocumentKind.TAX_CARD: translate("Form", "Tax card (NPWP)"),
        DocumentKind.PORTRAIT: translate("Form", "Portrait"),
    }[kind]


def document_status(status: DocumentStatus) -> tuple[str, str]:
    """What was seen of a document, in full and in short."""
    return {
        DocumentStatus.NOT_SEEN: (translate("Form", "Not yet"), translate("Form", "Not yet")),
        DocumentStatus.ORIGINAL: (translate("Form", "Original seen"), translate("Form", "Original")),
        DocumentStatus.UNREADABLE: (translate("Form", "Unreadable"), translate("Form", "Blurred")),
        DocumentStatus.MISSING: (translate("Form", "Missing"), translate("Form", "Missing")),
    }[status]


def reason(code: str, on: date) -> str:
    """A coded reason of a decision of a day, in words; in those of the branch's table where that has its own."""
    ours, theirs = ({one.code: one.text for one in rules.reasons_on(on)} for rules in (packaged(), in_force()))
    if theirs.get(code, ours.get(code)) != ours.get(code):
        return theirs[code]
    return {
        "R01": translate("Form", "Documents incomplete or unreadable"),
        "R02": translate("Form", "Data differ between the documents"),
        "R03": translate("Form", "NIK does not match the civil registry"),
        "R04": translate("Form", "Membership still active"),
        "R05": translate("Form", "The month of waiting is not over"),
        "R06": translate("Form", "Account not the participant's, not active, or wrong"),
        "R07": translate("Form", "Leaving certificate not genuine, or its date does not fit"),
        "R08": translate("Form", "Membership card lost"),
        "R09": translate("Form", "More than one KPJ, not merged"),
        "R10": translate("Form", "Participant did not answer or did not come"),
        "R11": translate("Form", "Works elsewhere"),
        "R12": translate("Form", "Portrait or biometrics failed"),
        "R13": translate("Form", "Suspected broker, or not the applicant in person"),
        "R14": translate("Form", "Already claimed or paid"),
        "R15": translate("Form", "Not entitled by the rules in force"),
        "P01": translate("Form", "Over my limit"),
        "P02": translate("Form", "Doubtful document"),
        "P03": translate("Form", "Suspected broker"),
        "P04": translate("Form", "Data do not fit together"),
        "P05": translate("Form", "Something else"),
    }.get(code, code)


def verb(verdict: Verdict) -> str:
    """The button of a decision."""
    return {
        Verdict.APPROVE: translate("Form", "Approve"),
        Verdict.RETURN: translate("Form", "Return"),
        Verdict.REJECT: translate("Form", "Reject"),
        Verdict.REFER: translate("Form", "Refer to supervisor"),
    }[verdict]


def question(verdict: Verdict, name: str) -> str:
    """The title of the dialog that asks for a decision."""
    return {
        Verdict.APPROVE: translate("Form", "Approve the claim of %1"),
        Verdict.RETURN: translate("Form", "Return the claim of %1 for repair"),
        Verdict.REJECT: translate("Form", "Reject the claim of %1"),
        Verdict.REFER: translate("Form", "Refer the claim of %1 to the supervisor"),
    }[verdict].replace("%1", name)


def note_label(verdict: Verdict) -> str:
    """What the note of a decision should say."""
    return {
        Verdict.APPROVE: "",
        Verdict.RETURN: translate("Form", "For the participant: what to repair and what to bring"),
        Verdict.REJECT: translate("Form", "For the participant: why the claim is refused"),
        Verdict.REFER: translate("Form", "For the supervisor: what is to be decided"),
    }[verdict]


def finding(check: Check) -> str:
    """What a check found, said in full where the checklist only counts, and whether the reason covers it."""
    text = _found(check)
    return translate("Form", "%1; the reason was given before").replace("%1", text) if check.outdated else text


def _found(check: Check) -> str:
    if check.finding == Finding.INCOMPLETE:
        return translate("Form", "Empty: %1").replace("%1", _listed(field(key) for key in check.facts["fields"]))
    if check.finding == Finding.MEMBER_TOO_SHORT:
        return merge_first(check.facts) or check_words.finding(check)
    if check.finding == Finding.OTHER_CARDS and not check.accepted:
        return f"{check_words.finding(check)}: {', '.join(mask_kpj(card) for card in check.facts['cards'])}"
    if check.finding == Finding.CLOSER_HEIRS and not check.accepted:
        return f"{check_words.finding(check)}: {_listed(relation(one) for one in check.facts['closer'])}"
    if check.finding == Finding.DATES_APART and not check.accepted:
        text = translate("Form", "%1 on the letter, %2 reported by the employer")
        return text.replace("%1", words.day(check.facts["day"])).replace("%2", words.day(check.facts["reported"]))
    if check.finding in (Finding.UNREADABLE, Finding.MISSING):
        kinds = _listed(document(kind) for kind in check.facts["kinds"])
        return f"{check_words.finding(check)}: {kinds}"
    if "questions" in check.facts and not check.accepted:
        return f"{check_words.finding(check)}: {_listed(check.facts['questions'])}"
    if check.finding == Finding.SEEN_HERE and not check.accepted:
        return _seen_here(check.facts)
    key = check.facts.get("field")
    says_so = (check.finding, key) == (Finding.NIK_INVALID, Field.NIK)
    if key in tuple(Field) and not check.accepted and not says_so:
        return f"{field(key)}: {check_words.finding(check)}"
    return check_words.finding(check)


def _seen_here(facts: Mapping[str, Any]) -> str:
    """Who else has the same number, or showed the same paper, and where that one sits now."""
    names = {
        "nik": translate("Form", "same NIK"),
        "account": translate("Form", "same account"),
        "picture": translate("Form", "same document"),
    }
    text = f"{_listed(facts['claims'])}: {_listed(names[trait] for trait in facts['traits'])}"
    if not facts["booths"]:
        return text
    where = translate("Form", "in booth %1 now").replace("%1", _listed(str(booth) for booth in facts["booths"]))
    return f"{text}, {where}"


def missing(check: Check) -> str:
    """One condition that stands in the way of an approval, in a word or two."""
    if check.finding in (Finding.LETTERS_DIFFER, Finding.USUAL_FORM) and check.slot is CheckSlot.MATCH:
        return translate("Form", "spelling of the name")
    return check_words.slot(check.slot)


def lock(checks: tuple[Check, ...]) -> str:
    """How many conditions are missing, and which."""
    text = translate("Form", "%1 to go: %2")
    return text.replace("%1", str(len(checks))).replace("%2", _listed(missing(check) for check in checks))


def second_approver(word: SecondWord | None, limit: int) -> str:
    """That an approval goes on to a second approver, `limit` in rupiah; of a sample nobody is told before."""
    if word is SecondWord.ACCEPTED:
        return translate("Form", "A warning was accepted: goes on to a second approver")
    if word is not SecondWord.AMOUNT:
        return ""
    return translate("Form", "From Rp %1 on: goes on to a second approver").replace("%1", short_amount(limit))


def short_amount(rupiah: int) -> str:
    """An amount where there is little room: whole millions as such."""
    if rupiah % _MILLION:
        return words.rupiah(rupiah)
    return translate("Form", "%1 m").replace("%1", str(rupiah // _MILLION))


def tax_label(withholding: Withholding) -> str:
    """What kind of tax is withheld, with its rate where there is but one."""
    rates = [line.rate for line in withholding.lines if line.amount]
    if not rates:
        return translate("Form", "Tax")
    kind = translate("Form", "final") if withholding.kind is TaxKind.FINAL else translate("Form", "progressive")
    rate = f"{rates[0]} % " if len(rates) == 1 else ""
    return translate("Form", "Tax %1").replace("%1", f"{rate}{kind}")


def tax_law(withholding: Withholding) -> str:
    """The law that the tax rests on."""
    if not withholding.lines:
        return ""
    if withholding.kind is TaxKind.FINAL:
        return translate("Form", "PPh 21 final, PP 68/2009")
    return translate("Form", "PPh 21, %1").replace("%1", withholding.lines[0].article)


def fate(held: BoothClaim) -> str:
    """What became of the decision; unknown is never called failed."""
    if held.decision_fate is Fate.SENT or held.receipt is not None:
        if held.receipt is None:
            return translate("Form", "Sent")
        return translate("Form", "Sent, receipt no. %1").replace("%1", str(held.receipt.n))
    if held.decision_fate is Fate.UNSURE:
        return translate("Form", "Not certain yet, being checked again")
    if held.provisional:
        return words.provisional()
    return translate("Form", "Kept on this desk. Sending…")


def not_chosen() -> str:
    """What a list says while nothing is chosen."""
    return translate("Form", "Not chosen yet")


def _listed(texts: Iterable[str]) -> str:
    """Names one after the other, in small letters but for abbreviations."""
    return ", ".join(_small(text) for text in texts)


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
