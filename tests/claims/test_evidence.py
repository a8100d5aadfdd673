from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from cso_desk.claims.errors import ClaimError
from cso_desk.claims.evidence import evidence_in, evidence_of, prove
from cso_desk.claims.form import DocumentKind, Field, Form, evidence_key, is_form_key
from cso_desk.claims.model import Attachment, Proposal
from cso_desk.claims.workflow import propose
from tests.claim_values import claim_with

SHA = "ab" * 32
NOW = datetime(2025, 11, 13, 2, 35, 12, tzinfo=UTC)
NAME = "Muhammad Rizky Pratama"
PROOF = prove(NAME, sha256=SHA, box=(120, 64, 310, 28), confidence=0.987, document=DocumentKind.ID_CARD, now=NOW)
PICTURE = Attachment(SHA, 90_000, "image/jpeg", DocumentKind.ID_CARD, "u-1", NOW)
WISH = Proposal(UUID(int=9), "u-1", Field.FULL_NAME, "Muhammad Risky", NAME, SHA, "KTP menulis Rizky", NOW)


def test_a_proof_is_read_as_it_was_written() -> None:
    assert evidence_in(str(PROOF)) == replace(PROOF, confidence=0.99)
    assert is_form_key(evidence_key(Field.FULL_NAME))
    assert len(str(replace(PROOF, box=(99999,) * 4))) < 200


@pytest.mark.parametrize("text", ["", "proven", str(PROOF)[1:], str(PROOF).replace("ktp", "sim"), str(PROOF) + "0"])
def test_what_is_no_proof_is_none(text: str) -> None:
    assert evidence_in(text) is None


def test_a_field_that_is_written_over_is_proven_no_more() -> None:
    form = Form({Field.FULL_NAME: NAME, evidence_key(Field.FULL_NAME): str(PROOF)})
    assert evidence_of(form, Field.FULL_NAME) is not None
    assert evidence_of(form.with_text(Field.FULL_NAME, f" {NAME} "), Field.FULL_NAME) is not None
    assert evidence_of(form.with_text(Field.FULL_NAME, "Muhammad Risky Pratama"), Field.FULL_NAME) is None
    assert evidence_of(form, Field.NIK) is None


def test_a_proposal_is_kept_and_corrects_nothing() -> None:
    claim = claim_with(attachments=(PICTURE,))
    proposed = propose(claim, WISH)
    assert proposed.proposals == (WISH,)
    assert (proposed.master, proposed.form, proposed.row_version) == (claim.master, claim.form, claim.row_version)
    assert propose(proposed, WISH) is proposed


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (replace(WISH, proof="cd" * 32), "not_proven"),
        (replace(WISH, field=Field.BANK), "nothing_to_correct"),
        (replace(WISH, new=WISH.old), "nothing_to_correct"),
        (replace(WISH, new=" "), "nothing_to_correct"),
        (replace(WISH, reason=" "), "empty_note"),
        (replace(WISH, new="x" * 501), "too_long"),
    ],
)
def test_a_proposal_without_proof_reason_or_use_is_refused(wish: Proposal, code: str) -> None:
    with pytest.raises(ClaimError) as refused:
        propose(claim_with(attachments=(PICTURE,)), wish)
    assert refused.value.code == code
