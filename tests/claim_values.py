"""The claim that the tests start from: a synthetic participant to whom nothing stands in the way."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cso_desk.claims.form import Answer, Cause, DocumentKind, DocumentStatus, Field, Form, document_key, interview_key
from cso_desk.claims.model import Channel, Claim, ClaimState, MasterRecord

_MASTER = MasterRecord(
    full_name="Muhammad Rizky Pratama",
    nik="9974011208910012",
    kpj="19040012337",
    birth_date=date(1991, 8, 12),
    mother_name="Siti Rahmawati",
    employer="PT Contoh Sandang Jaya",
    member_since=date(2019, 4, 1),
    inactive_since=date(2025, 9, 2),
    contributions=8_910_400,
    returns=1_546_389,
    registry_match=True,
)
_TEXTS: dict[str, str] = {
    Field.FULL_NAME: _MASTER.full_name,
    Field.NIK: _MASTER.nik,
    Field.BIRTH_DATE: "12-08-1991",
    Field.MOTHER_NAME: _MASTER.mother_name,
    Field.KPJ: _MASTER.kpj,
    Field.EMPLOYER: _MASTER.employer,
    Field.CAUSE: Cause.LAID_OFF,
    Field.CAUSE_DATE: "02-09-2025",
    Field.BANK: "BRI",
    Field.ACCOUNT_NUMBER: "001201000004417",
    Field.ACCOUNT_HOLDER: _MASTER.full_name,
    Field.ACCOUNT_ACTIVE: Answer.YES,
    Field.ID_CARD_ORIGINAL: Answer.YES,
    Field.FACE_MATCHES: Answer.YES,
    Field.RECORDING_CONSENT: Answer.YES,
    Field.NOT_WORKING: Answer.YES,
    Field.UNDISPUTED: Answer.YES,
    Field.AMOUNT_AGREED: Answer.YES,
    **{interview_key(code): Answer.YES for code in ("person", "ktp_light", "ktp_ground", "ktp_print", "ktp_card")},
    **{document_key(kind): DocumentStatus.ORIGINAL for kind in DocumentKind},
}
_CLAIM = Claim(
    id=UUID(int=412),
    number="KJ-2511-0412",
    ticket="B-001",
    branch=11,
    channel=Channel.BOOTH,
    state=ClaimState.IN_BOOTH,
    row_version=3,
    form=Form(MappingProxyType(_TEXTS)),
    master=_MASTER,
    filed_at=datetime(2025, 11, 13, 1, 0, tzinfo=UTC),
    booth=1,
    desk="desk-3",
)


def claim_with(form: dict[str, str] | None = None, *, master: dict[str, Any] | None = None, **changes: Any) -> Claim:
    """The faultless claim, with the form's texts, the master's facts and its own values changed as asked."""
    texts = {str(key): str(text) for key, text in {**_TEXTS, **(form or {})}.items()}
    return replace(_CLAIM, form=Form(MappingProxyType(texts)), master=replace(_MASTER, **(master or {})), **changes)
