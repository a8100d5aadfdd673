"""What is added beside a claim's form, and who may keep a claim that waits."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from cso_desk.claims.errors import EmptyNote, HeldByAnother, NotOpen
from cso_desk.claims.model import Attachment, ClaimState, Note
from cso_desk.claims.workflow import add_note, attach, keep

from .conftest import MakeClaim

NOW = datetime(2025, 11, 13, 2, 42, tzinfo=UTC)


def note(number: int) -> Note:
    return Note(UUID(int=number), "u-417", f"catatan {number}", NOW)


def file(first: str) -> Attachment:
    return Attachment(first * 64, 1000, "image/jpeg", "ktp", "u-417", NOW)


def test_a_note_is_added_once_whatever_else_was_noted(make_claim: MakeClaim) -> None:
    claim = add_note(add_note(make_claim(), note(1)), note(2))
    assert claim.notes == (note(1), note(2))
    again = Note(UUID(note(1).id.hex), "u-417", "catatan 1", NOW)  # from the wire: equal, not the same
    assert add_note(claim, again).notes == (note(1), note(2))
    assert add_note(add_note(make_claim(), note(2)), note(1)).notes == (note(2), note(1))


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_note_says_something(make_claim: MakeClaim, text: str) -> None:
    with pytest.raises(EmptyNote):
        add_note(make_claim(), Note(UUID(int=1), "u-417", text, NOW))


def test_a_file_is_attached_once_whatever_else_is_attached(make_claim: MakeClaim) -> None:
    claim = make_claim()
    for first in "bac":
        claim = attach(claim, file(first))
    assert [one.sha256[0] for one in claim.attachments] == ["b", "a", "c"]
    for first in "abc":
        assert attach(claim, file(first)) == claim


def test_a_file_that_comes_after_the_decision_is_marked_as_late(make_claim: MakeClaim) -> None:
    for state, is_late in ((ClaimState.IN_BOOTH, False), (ClaimState.APPROVED, True)):
        (attached,) = attach(make_claim(state=state), file("a")).attachments
        assert attached.late is is_late


@pytest.mark.parametrize("state", [state for state in ClaimState if state is not ClaimState.WAITING])
def test_only_what_waits_is_kept(make_claim: MakeClaim, state: ClaimState) -> None:
    with pytest.raises(NotOpen):
        keep(make_claim(state=state, desk="114-1"), desk="114-1")


def test_another_desks_claim_is_kept_only_when_its_time_is_over(make_claim: MakeClaim) -> None:
    claim = make_claim(state=ClaimState.WAITING, desk="114-2")
    with pytest.raises(HeldByAnother):
        keep(claim, desk="114-1")
    assert keep(claim, desk="114-1", lapsed=True).desk == "114-1"
