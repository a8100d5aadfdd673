"""What the checks found, as the participant reads it: what is fine, what to bring or repair, what is still ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cso_desk.claims.checks import Assessment, Check, documents_of
from cso_desk.claims.documents import substitutes
from cso_desk.claims.eligibility import Eligibility, Severity
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot, DocumentKind, DocumentStatus, Field
from cso_desk.claims.laws import law_of
from cso_desk.claims.masks import mask_account, mask_kpj, mask_nik
from cso_desk.claims.matching import COMPARED, differences
from cso_desk.claims.model import Claim

from .letter_texts import day, knows, quoted, say

_TOLD = (Field.FULL_NAME, Field.ACCOUNT_HOLDER)
"""The fields whose known text may stand on paper: the others are what somebody else would like to learn."""
_MASKS = {Field.NIK: mask_nik, Field.KPJ: mask_kpj, Field.ACCOUNT_NUMBER: mask_account}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is not in order, and what the participant does about it; without that, the officer does it."""

    what: str
    do: str = ""


def fine(claim: Claim, assessment: Assessment, *, on: date) -> tuple[str, ...]:
    """What was seen and is in order: checks, then the original papers."""
    passed = [check.slot for check in assessment.checks if not check.blocks and check.slot is not CheckSlot.DOCUMENTS]
    papers = [kind for kind in _papers(claim, on) if claim.form.document(kind) is DocumentStatus.ORIGINAL]
    if CheckSlot.ID_CARD in passed:
        papers = [kind for kind in papers if kind is not DocumentKind.ID_CARD]
    sentences = tuple(say(f"fine.{slot}") for slot in passed)
    if not papers:
        return sentences
    return (*sentences, say("fine.papers", papers=", ".join(say(f"document.{kind}.name") for kind in papers)))


def shortcomings(claim: Claim, assessment: Assessment, *, on: date) -> tuple[Item, ...]:
    """All that is not in order, in the order of the checklist, each thing once."""
    found: dict[Item, None] = {}
    for check in assessment.checks:
        if check.blocks:
            found.update(dict.fromkeys(_of(claim, check, assessment.eligibility, on)))
    return tuple(found)


def _of(claim: Claim, check: Check, eligibility: Eligibility, on: date) -> Iterator[Item]:
    if check.slot is CheckSlot.DOCUMENTS and check.finding not in (Finding.NO_LAW, Finding.NO_CAUSE):
        yield from _documents(claim, on)
    elif check.slot is CheckSlot.MATCH:
        yield from _match(claim, check)
    elif check.slot is CheckSlot.ELIGIBILITY:
        for found in eligibility.judgements:
            if found.severity is not Severity.INFORMATION:
                yield _item(check.slot, found.finding, found.facts)
    elif not (check.slot is CheckSlot.ID_CARD and check.finding == Finding.NOT_SEEN and _card_is_asked_for(claim, on)):
        yield _item(check.slot, check.finding, check.facts)


def _card_is_asked_for(claim: Claim, on: date) -> bool:
    """True when the identity card is among the papers to bring, and need not be named twice."""
    asked = DocumentKind.ID_CARD in _papers(claim, on)
    return asked and claim.form.document(DocumentKind.ID_CARD) is not DocumentStatus.ORIGINAL


def _match(claim: Claim, check: Check) -> Iterator[Item]:
    """Every difference, not only the gravest, the empty fields, and what the interview still asks."""
    for found in differences(claim):
        yield _item(check.slot, found.finding, found.facts)
    empty = tuple(key for key in COMPARED if not claim.form.text(key).strip())
    if empty:
        yield _item(check.slot, Finding.INCOMPLETE, {"fields": empty})
    if "questions" in check.facts:
        yield _item(check.slot, check.finding, check.facts)


def _documents(claim: Claim, on: date) -> Iterator[Item]:
    for kind in _papers(claim, on):
        status = claim.form.document(kind)
        if status is DocumentStatus.ORIGINAL:
            continue
        name, bring = say(f"document.{kind}.name"), say(f"document.{kind}.bring")
        what = say(f"document_status.{status or 'not_seen'}", document=name)
        yield Item(what, " ".join(filter(None, (bring, _instead(claim, kind, on)))))


def _instead(claim: Claim, kind: DocumentKind, on: date) -> str:
    law = law_of(claim, on)
    codes = substitutes(kind, claim.form.cause, law) if law is not None else ()
    if not codes:
        return ""
    names = (say(f"substitute.{code}") if knows(f"substitute.{code}") else code.replace("_", " ") for code in codes)
    return say("document_status.substitute", accepted=", ".join(names))


def _papers(claim: Claim, on: date) -> tuple[DocumentKind, ...]:
    law = law_of(claim, on)
    return documents_of(claim, law) if law is not None else ()


def _item(slot: CheckSlot, finding: str, facts: Mapping[str, Any]) -> Item:
    key = f"{slot}.{finding}"
    if not knows(f"{key}.what"):
        return Item(say(f"other.{slot}"))
    told = _told(facts)
    return Item(say(f"{key}.what", **told), say(f"{key}.do", **told) if knows(f"{key}.do") else "")


def _told(facts: Mapping[str, Any]) -> dict[str, str]:
    """The facts in words: numbers masked, days written out, and of what the centre knows only the names."""
    key = facts.get("field")
    told = {name: _words(value) for name, value in facts.items()}
    if key is None:
        return told
    written = str(facts.get("form", facts.get("text", "")))
    hide = _MASKS.get(key, str)
    told["field"] = say(f"field.{key}")
    told["form"] = quoted(hide(written)) if written else say("frame.hidden")
    told["master"] = quoted(str(facts.get("master", ""))) if key in _TOLD else say("frame.hidden")
    return told


def _words(value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return ", ".join(say(f"field.{one}") if isinstance(one, Field) else str(one) for one in value)
    return str(value)


def is_eligible(assessment: Assessment) -> bool:
    """True when the law lets the claim be made: only then may an amount be named."""
    check = next(check for check in assessment.checks if check.slot is CheckSlot.ELIGIBILITY)
    return not check.blocks and assessment.gross > 0
