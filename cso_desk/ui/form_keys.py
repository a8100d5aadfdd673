"""What a form key is called, and how a text under it may be shown where others see it."""

from collections.abc import Callable, Mapping

from cso_desk.claims.evidence import evidence_in
from cso_desk.claims.form import (
    ANSWER_FIELDS,
    Answer,
    Cause,
    CheckSlot,
    DocumentKind,
    DocumentStatus,
    Field,
    JobPart,
    Need,
    Relation,
    acceptance_key,
    covers_key,
    document_key,
    evidence_key,
    need_key,
)
from cso_desk.claims.masks import mask_account, mask_kpj, mask_mother, mask_nik, mask_npwp

from . import check_words, form_words, needs_words, words
from .language import translate

_MASKS: Mapping[str, Callable[[str], str]] = {
    Field.NIK: mask_nik,
    Field.HEIR_NIK: mask_nik,
    Field.FAMILY_CARD: mask_nik,
    Field.NPWP: mask_npwp,
    Field.MOTHER_NAME: mask_mother,
    Field.KPJ: mask_kpj,
    Field.OTHER_KPJ: mask_kpj,
    Field.ACCOUNT_NUMBER: mask_account,
}
_HIDDEN = "•"


def label(key: str) -> str:
    """The name of a form key."""
    if key in tuple(Field):
        return form_words.field(key)
    for kind in DocumentKind:
        if key == document_key(kind):
            return form_words.document(kind)
    for slot in CheckSlot:
        if key in (acceptance_key(slot), covers_key(slot)):
            return translate("Sync", "Accepted: %1").replace("%1", check_words.slot(slot))
    for field in Field:
        if key == evidence_key(field):
            return translate("Sync", "Proof: %1").replace("%1", form_words.field(field))
    for need in Need:
        if key == need_key(need):
            return needs_words.name(need)
    head, _, rest = key.partition(".")
    number, _, part = rest.partition(".")
    if head == "job" and part in tuple(JobPart):
        text = translate("Form", "%1, row %2").replace("%1", form_words.job_part(JobPart(part)))
        return text.replace("%2", number)
    return translate("Sync", "Answer in the interview")


def document(kind: str) -> str:
    """The name of a document, "" where it is none that is known."""
    return form_words.document(DocumentKind(kind)) if kind in tuple(DocumentKind) else ""


def masked(key: str, text: str) -> str | None:
    """A number with its middle hidden; None for what is never hidden."""
    mask = _MASKS.get(key)
    return None if mask is None else mask(text)


def shown(key: str, text: str, other: str = "") -> str:
    """A text as it may be shown: codes in words, numbers masked but for the signs in which `other` differs."""
    mask = _MASKS.get(key)
    return whole(key, text) if mask is None or not text else _opened(text, mask(text), other)


def whole(key: str, text: str) -> str:
    """A text as it is read out: codes in words, numbers with all their digits."""
    if not text:
        return translate("Sync", "(empty)")
    if key == need_key(Need.LANGUAGE):
        return needs_words.language(text) or text
    if key in ANSWER_FIELDS or key.startswith(("interview.", "need.")):
        return {str(Answer.YES): translate("Form", "Yes"), str(Answer.NO): translate("Form", "No")}.get(text, text)
    if key.startswith("document.") and text in tuple(DocumentStatus):
        return form_words.document_status(DocumentStatus(text))[0]
    if key.startswith("evidence."):
        found = evidence_in(text)
        return text if found is None else form_words.document(found.document)
    if key == Field.CAUSE and text in tuple(Cause):
        return words.cause(Cause(text))
    if key == Field.HEIR_RELATION and text in tuple(Relation):
        return form_words.relation(Relation(text))
    return text


def _opened(text: str, masked: str, other: str) -> str:
    """Of two numbers of one length only what differs is opened; of another length all must be seen."""
    if not other or text == other:
        return masked
    if len(text) != len(other):
        return text
    hidden = masked if len(masked) == len(text) else _HIDDEN * len(text)
    pairs = zip(text, other, hidden, strict=True)
    return "".join(sign if sign != its else cover for sign, its, cover in pairs)
