from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from cso_desk.claims.model import (
    Answer,
    Cause,
    Channel,
    Claim,
    ClaimState,
    DocumentKind,
    DocumentStatus,
    Field,
    Form,
    MasterRecord,
    document_key,
)

TODAY = date(2025, 11, 13)

MakeClaim = Callable[..., Claim]


def _master() -> MasterRecord:
    return MasterRecord(
        full_name="Muhammad Rizky Pratama",
        nik="9974011208910012",
        kpj="19040012337",
        birth_date=date(1991, 8, 12),
        mother_name="Siti Rahmawati",
        employer="PT Contoh Sandang Jaya",
        member_since=date(2019, 4, 1),
        inactive_since=date(2025, 9, 2),
        contributions=58_910_400,
        returns=14_546_389,
        registry_match=True,
    )


def _form() -> Form:
    master = _master()
    return Form(
        MappingProxyType(
            {
                Field.FULL_NAME: master.full_name,
                Field.NIK: master.nik,
                Field.BIRTH_DATE: "12-08-1991",
                Field.MOTHER_NAME: master.mother_name,
                Field.KPJ: master.kpj,
                Field.CAUSE: Cause.LAID_OFF,
                Field.CAUSE_DATE: "02-09-2025",
                Field.BANK: "BRI",
                Field.ACCOUNT_NUMBER: "001201000004417",
                Field.ACCOUNT_HOLDER: master.full_name,
                Field.ACCOUNT_ACTIVE: Answer.YES,
                Field.ID_CARD_ORIGINAL: Answer.YES,
                Field.FACE_MATCHES: Answer.YES,
                **{document_key(kind): DocumentStatus.ORIGINAL for kind in DocumentKind},
            }
        )
    )


def faultless_claim() -> Claim:
    """A claim to which nothing stands in the way."""
    return Claim(
        id=UUID(int=412),
        number="KJ-2511-0412",
        ticket="B-001",
        branch=11,
        channel=Channel.BOOTH,
        state=ClaimState.IN_BOOTH,
        row_version=3,
        form=_form(),
        master=_master(),
        filed_at=datetime(2025, 11, 13, 1, 0, tzinfo=UTC),
        booth=1,
        desk="desk-3",
    )


@pytest.fixture
def make_claim() -> MakeClaim:
    """The faultless claim, with the form's texts and the master's facts changed as asked."""

    def make(form: dict[str, str] | None = None, *, master: dict[str, Any] | None = None, **changes: Any) -> Claim:
        claim = faultless_claim()
        values = {**claim.form.values, **(form or {})}
        return replace(claim, form=Form(values), master=replace(claim.master, **(master or {})), **changes)

    return make
