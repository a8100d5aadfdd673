from collections.abc import Callable

import pytest

from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.ui.drafts import LATE_S, Drafts
from cso_desk.ui.seat import Seat

KEY = Field.FULL_NAME


@pytest.fixture
def claim(make_seat: Callable[..., Seat]) -> Callable[..., Claim]:
    """A claim with a text in its field."""

    def make(text: str, **changes: object) -> Claim:
        held = make_seat(form={KEY: text}, claim=changes).held
        assert held is not None
        return held.claim

    return make


def _typed(drafts: Drafts, claim: Claim, *texts: str, now: float = 0.0) -> None:
    for text in texts:
        drafts.typed(claim.id, KEY, text, now=now)


def test_the_newest_letters_stand_over_a_late_echo(claim: Callable[..., Claim]) -> None:
    drafts = Drafts()
    _typed(drafts, claim(""), "A", "Ag", "Agu")
    drafts.settle(claim("A"), now=0.1)
    assert drafts.over(claim("A")).form.text(KEY) == "Agu"
    assert drafts.waiting(claim("").id)


def test_the_echo_of_the_last_letter_settles_a_text(claim: Callable[..., Claim]) -> None:
    drafts = Drafts()
    _typed(drafts, claim(""), "A", "Ag")
    drafts.settle(claim("Ag"), now=0.1)
    assert not drafts.waiting(claim("").id)
    assert drafts.over(claim("Agus")).form.text(KEY) == "Agus"


def test_a_text_typed_twice_waits_for_its_second_echo(claim: Callable[..., Claim]) -> None:
    drafts = Drafts()
    _typed(drafts, claim(""), "A", "", "A")
    drafts.settle(claim("A"), now=0.1)
    drafts.settle(claim(""), now=0.2)
    assert drafts.over(claim("")).form.text(KEY) == "A"
    drafts.settle(claim("A"), now=0.3)
    assert not drafts.waiting(claim("").id)


def test_echoes_that_were_skipped_are_waited_for_two_quiet_seconds_only(claim: Callable[..., Claim]) -> None:
    drafts = Drafts()
    _typed(drafts, claim(""), "A", "", "A")
    drafts.settle(claim("A"), now=0.1)
    assert drafts.waiting(claim("").id)
    drafts.settle(claim("A"), now=2.5)
    assert not drafts.waiting(claim("").id)


def test_a_text_without_an_echo_is_late_and_kept(claim: Callable[..., Claim]) -> None:
    drafts = Drafts()
    _typed(drafts, claim(""), "Agus")
    drafts.settle(claim(""), now=LATE_S + 1)
    assert drafts.late(claim("").id, now=LATE_S - 1) == frozenset()
    assert drafts.late(claim("").id, now=LATE_S + 1) == {KEY}
    assert drafts.over(claim("")).form.text(KEY) == "Agus"


def test_a_decided_claim_has_no_letters_on_their_way(claim: Callable[..., Claim]) -> None:
    drafts = Drafts()
    _typed(drafts, claim(""), "Agus")
    decided = claim("A", state=ClaimState.APPROVED)
    drafts.settle(decided, now=0.1)
    assert drafts.over(decided) is decided
