"""Where each file of a claim stands, told of the claim, the desk's own copies and its work."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from cso_desk.claims.model import Attachment as Listed
from cso_desk.desk.attached import Attachment, AttachmentState
from cso_desk.desk.claim_files import with_files
from cso_desk.desk.filed import Filed, FileStand, already
from cso_desk.desk.model import BoothClaim
from cso_desk.desk.work import Queued, Work, WorkState
from cso_desk.wire import Kind, Result
from tests.claim_values import claim_with
from tests.contract.doubles import NOW

SHA = "a" * 64
LISTED = Listed(SHA, 1000, "image/jpeg", "id_card", "u-1", NOW)
CLAIM = claim_with(attachments=(LISTED,))
BARE = claim_with()


def own(state: AttachmentState = AttachmentState.WAITING, **changes: Any) -> Attachment:
    made = Attachment(SHA, CLAIM.id, 1000, "image/jpeg", state, 0, 0, "", NOW)
    return replace(made, **changes)


def attaching(state: WorkState = WorkState.QUEUED, result: Result | None = None) -> Work:
    body = {"sha256": SHA, "size": 1000, "mime": "image/jpeg", "document": "id_card"}
    return Work(
        1,
        UUID(int=7),
        Kind.ATTACH,
        CLAIM.id,
        1,
        MappingProxyType(body),
        "u-1",
        NOW,
        state,
        True,
        False,
        False,
        False,
        result,
    )


def files(claim: Any, *, works: tuple[Work, ...] = (), kept: tuple[Attachment, ...] = ()) -> tuple[Filed, ...]:
    held = BoothClaim(claim, version="v1", called_at=NOW)
    found = with_files((None, held), [Queued(claim, works)], {claim.id: kept})
    assert found[0] is None
    assert found[1] is not None
    return found[1].files


@pytest.mark.parametrize(
    ("kept", "stand", "percent"),
    [
        (own(), FileStand.WAITING, 0),
        (own(offset=990), FileStand.SENDING, 99),
        (own(AttachmentState.STORED, offset=1000), FileStand.STORED, 100),
        (own(AttachmentState.RELEASED, offset=1000), FileStand.STORED, 100),
        (own(AttachmentState.REFUSED), FileStand.REFUSED, 0),
        (own(AttachmentState.LOST), FileStand.LOST, 0),
    ],
)
def test_a_file_of_the_claim_stands_where_this_desks_copy_stands(
    kept: Attachment, stand: FileStand, percent: int
) -> None:
    [one] = files(CLAIM, kept=(kept,))
    assert (one.stand, one.percent, one.document, one.is_linked) == (stand, percent, "id_card", True)


def test_why_a_file_is_not_sent_is_told_with_it() -> None:
    [one] = files(CLAIM, kept=(own(AttachmentState.REFUSED, last_error="too_large"),))
    assert one.cause == "too_large"


def test_a_file_that_another_desk_attached_is_elsewhere() -> None:
    assert [one.stand for one in files(CLAIM)] == [FileStand.ELSEWHERE]


def test_a_late_file_stays_late() -> None:
    assert files(claim_with(attachments=(replace(LISTED, late=True),)))[0].is_late


def test_a_file_whose_claim_does_not_have_it_yet_waits_and_is_told_once() -> None:
    [one] = files(BARE, works=(attaching(),), kept=(own(),))
    assert (one.stand, one.document, one.size) == (FileStand.WAITING, "id_card", 1000)
    assert len(files(CLAIM, works=(attaching(),), kept=(own(),))) == 1


def test_a_file_that_the_centre_did_not_make_part_of_the_claim_is_refused_with_its_reason() -> None:
    refusal = Result(op_id=UUID(int=7), status="rejected", code="held_by_another")
    [one] = files(BARE, works=(attaching(WorkState.REJECTED, refusal),), kept=(own(),))
    assert (one.stand, one.cause, one.is_linked) == (FileStand.REFUSED, "held_by_another", False)


@pytest.mark.parametrize(
    ("filed", "is_there"),
    [
        (Filed(SHA, "id_card", 9, "", FileStand.STORED), True),
        (Filed(SHA, "id_card", 9, "", FileStand.LOST), False),
        (Filed(SHA, "id_card", 9, "", FileStand.REFUSED, is_linked=False), False),
        (Filed("b" * 64, "id_card", 9, "", FileStand.STORED), False),
    ],
)
def test_the_same_bytes_count_as_there_unless_they_were_lost_or_not_taken(filed: Filed, is_there: bool) -> None:
    assert (already([filed], SHA) is filed) == is_there
