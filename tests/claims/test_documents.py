"""The papers that a claim needs, and the check that the officer has seen them."""

from typing import Any

import pytest

from cso_desk.claims.checks import Outcome, documents_of
from cso_desk.claims.documents import required_documents
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import (
    Cause,
    CheckSlot,
    DocumentKind,
    DocumentStatus,
    Field,
    Relation,
    acceptance_key,
    document_key,
)
from cso_desk.claims.model import Channel
from cso_desk.claims.table_files import packaged

from .checked import FAIL, OPEN, PASS, WARN, check, said
from .conftest import MakeClaim

LAW = packaged().laws[-1]


@pytest.mark.parametrize(
    ("cause", "balance", "count"),
    [
        (Cause.LAID_OFF, 73_456_789, 7),
        (Cause.RESIGNED, 8_214_500, 5),
        (Cause.RESIGNED, 50_000_000, 5),
        (Cause.RESIGNED, 50_000_001, 6),
        (Cause.PENSION_AGE, 148_920_311, 6),
        (Cause.CONTRACT_ENDED, 6_482_130, 5),
        (Cause.PARTIAL_10, 11_240_000, 6),
        (Cause.PARTIAL_30, 11_240_000, 6),
    ],
)
def test_each_cause_needs_its_papers(cause: Cause, balance: int, count: int) -> None:
    papers = required_documents(cause, LAW, balance=balance)
    assert len(papers) == len(set(papers)) == count
    online = required_documents(cause, LAW, balance=balance, channel=Channel.ONLINE)
    assert online == (*papers, DocumentKind.PORTRAIT)


def test_the_tax_card_is_asked_after_a_part_was_paid_but_not_of_who_has_none() -> None:
    def asked(**facts: Any) -> bool:
        return DocumentKind.TAX_CARD in required_documents(Cause.RESIGNED, LAW, balance=1_000_000, **facts)

    assert not asked()
    assert asked(partial_before=True)
    assert not asked(partial_before=True, has_npwp=False)


def test_every_cause_has_papers_and_every_kind_of_paper_a_cause() -> None:
    facts: dict[str, Any] = {"balance": 60_000_000, "channel": Channel.ONLINE, "relation": Relation.CHILD}
    asked = {paper for cause in Cause for paper in required_documents(cause, LAW, **facts)}
    assert asked == set(DocumentKind)


@pytest.mark.parametrize("relation", Relation)
def test_some_heirs_prove_what_they_were_to_the_participant(make_claim: MakeClaim, relation: Relation) -> None:
    proves = relation in (Relation.SPOUSE, Relation.CHILD, Relation.BY_WILL)
    for cause in Cause:
        claim = make_claim({Field.CAUSE: cause, Field.HEIR_RELATION: relation})
        asked = DocumentKind.RELATION_PROOF in documents_of(claim, LAW)
        assert asked is (proves and cause is Cause.DIED)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (DocumentStatus.NOT_SEEN, (OPEN, Finding.NOT_ALL_SEEN)),
        (DocumentStatus.UNREADABLE, (FAIL, Finding.UNREADABLE)),
        (DocumentStatus.MISSING, (FAIL, Finding.MISSING)),
    ],
)
def test_a_paper_that_is_not_there_is_counted_and_named(
    make_claim: MakeClaim, status: DocumentStatus, expected: tuple[Outcome, str]
) -> None:
    claim = make_claim({document_key(DocumentKind.LAYOFF_PROOF): status})
    found = check(claim, CheckSlot.DOCUMENTS)
    assert (said(found), found.facts) == (expected, {"seen": 6, "needed": 7, "kinds": (DocumentKind.LAYOFF_PROOF,)})


def test_a_lost_leaving_letter_may_be_replaced_with_a_reason_once_all_else_is_seen(make_claim: MakeClaim) -> None:
    lost = {document_key(DocumentKind.EMPLOYMENT_LETTER): DocumentStatus.MISSING}
    found = check(make_claim(lost), CheckSlot.DOCUMENTS)
    assert said(found) == (WARN, Finding.SUBSTITUTE_NEEDED)
    assert found.facts["kinds"] == (DocumentKind.EMPLOYMENT_LETTER,)
    assert "slip_gaji" in found.facts["accepted"]
    accepted = make_claim({**lost, acceptance_key(CheckSlot.DOCUMENTS): "slip gaji tiga bulan"})
    assert not check(accepted, CheckSlot.DOCUMENTS).blocks
    for other, status, finding in (
        (DocumentKind.ID_CARD, DocumentStatus.MISSING, Finding.MISSING),
        (DocumentKind.ID_CARD, DocumentStatus.UNREADABLE, Finding.UNREADABLE),
        (DocumentKind.ID_CARD, DocumentStatus.NOT_SEEN, Finding.MISSING),
    ):
        claim = make_claim({**lost, document_key(other): status})
        assert said(check(claim, CheckSlot.DOCUMENTS)) == (FAIL, finding)


def test_papers_that_are_not_needed_do_not_count(make_claim: MakeClaim) -> None:
    claim = make_claim({document_key(DocumentKind.PASSPORT): DocumentStatus.MISSING})
    assert said(check(claim, CheckSlot.DOCUMENTS)) == (PASS, Finding.COMPLETE)
    assert DocumentKind.PASSPORT not in documents_of(claim, LAW)
