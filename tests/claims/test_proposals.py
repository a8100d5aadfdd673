"""A wish that the master record be corrected: what it must say, and that it changes nothing by itself."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from cso_desk.claims.errors import EmptyNote, NothingToCorrect, NotProven, TooLong, Unwritable
from cso_desk.claims.form import Field
from cso_desk.claims.model import Attachment, Claim, ClaimState, Proposal
from cso_desk.claims.workflow import CORRECTABLE, attach, propose

from .conftest import MakeClaim

NOW = datetime(2025, 11, 13, 2, 42, tzinfo=UTC)
WISH = Proposal(
    id=UUID(int=2),
    officer="u-417",
    field=Field.FULL_NAME,
    old="Muhammad Risky Pratama",
    new="Muhammad Rizky Pratama",
    proof="b" * 64,
    reason="KTP menulis Z",
    proposed_at=NOW,
)


@pytest.fixture
def claim(make_claim: MakeClaim) -> Claim:
    """A claim with three pictures, of which the second is the proof."""
    made = make_claim()
    for first in "abc":
        made = attach(made, Attachment(first * 64, 1000, "image/jpeg", "ktp", "u-417", NOW))
    return made


def test_a_proposal_is_kept_and_changes_nothing(claim: Claim) -> None:
    assert propose(claim, WISH) == replace(claim, proposals=(WISH,))
    decided = replace(claim, state=ClaimState.APPROVED)
    assert propose(decided, WISH).proposals == (WISH,)


def test_a_proposal_is_kept_once_whatever_else_was_proposed(claim: Claim) -> None:
    for others in ((1,), (3,), (1, 3)):
        wishes = tuple(replace(WISH, id=UUID(int=number)) for number in others)
        kept = replace(claim, proposals=wishes)
        assert propose(kept, WISH).proposals == (*wishes, WISH)
        again = replace(WISH, id=UUID(WISH.id.hex))  # from the wire: equal, not the same
        assert propose(propose(kept, WISH), again).proposals == (*wishes, WISH)


@pytest.mark.parametrize(("old", "new"), [("Risky", "Rizky"), ("Rizky", "Risky"), ("", "Rizky")])
def test_a_text_gives_way_to_any_other(claim: Claim, old: str, new: str) -> None:
    wish = replace(WISH, old=old, new=new)
    assert propose(claim, wish).proposals == (wish,)


@pytest.mark.parametrize("field", sorted(set(Field) - CORRECTABLE))
def test_what_the_record_does_not_hold_is_not_corrected(claim: Claim, field: Field) -> None:
    with pytest.raises(NothingToCorrect) as refused:
        propose(claim, replace(WISH, field=field))
    assert refused.value.facts == {"field": field}


@pytest.mark.parametrize("new", ["", "  ", "".join(WISH.old)])
def test_what_says_nothing_else_is_no_correction(claim: Claim, new: str) -> None:
    with pytest.raises(NothingToCorrect):
        propose(claim, replace(WISH, new=new))


@pytest.mark.parametrize("proof", ["", "d" * 64, "0" * 64])
def test_a_correction_is_proven_by_a_picture_of_the_claim(claim: Claim, proof: str) -> None:
    with pytest.raises(NotProven) as refused:
        propose(claim, replace(WISH, proof=proof))
    assert refused.value.facts == {"field": Field.FULL_NAME}
    for first in "abc":
        wish = replace(WISH, proof="".join([first] * 64))
        assert propose(claim, wish).proposals == (wish,)


def test_a_correction_has_a_reason_and_texts_that_can_be_kept(claim: Claim) -> None:
    with pytest.raises(EmptyNote):
        propose(claim, replace(WISH, reason=" "))
    for part in ("old", "new", "reason"):
        with pytest.raises(TooLong):
            propose(claim, replace(WISH, **{part: "a" * 501}))
        with pytest.raises(Unwritable):
            propose(claim, replace(WISH, **{part: "a\0"}))
