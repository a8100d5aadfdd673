from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cso_desk.central.errors import CallRefused
from cso_desk.central.store import CentralStore
from cso_desk.claims.model import ClaimState
from cso_desk.wire import Position, Push, chain
from tests.central.sender import CLAIM, FORM, Sender, results
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import BRANCH, NOW, OFFICER, ops_in, waiting_claim, waiting_claims, whole_log


def test_an_op_sent_again_gets_its_first_answer_and_has_no_second_effect(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    first = central.push(Push.model_validate(sender.push(called))).results[0]
    again = central.push(Push.model_validate(sender.push(called))).results[0]
    assert again == first.model_copy(update={"replayed": True})
    other = sender.again()
    elsewhere = central.push(Push.model_validate(other.push({**called, "seq": 1}))).results[0]
    assert elsewhere == again
    assert len(whole_log(central)) == 4
    assert results(central, other.push({**sender.checkout(UUID(int=2)), "seq": 2})) == [("applied", "")]


def test_the_same_id_with_other_bytes_is_never_applied(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    with pytest.raises(CallRefused) as caught:
        central.push(Push.model_validate(sender.push({**called, "body": {"booth": 2}})))
    assert (caught.value.http_status, caught.value.code) == (422, "HASH_MISMATCH")
    claim = central.claim(CLAIM)
    assert claim is not None
    assert claim.booth == 1


def test_a_gap_and_a_fork_are_refused_after_what_came_before_them(central: CentralStore, sender: Sender) -> None:
    first, _lost, third = (sender.checkout(UUID(int=number)) for number in (1, 2, 3))
    with pytest.raises(CallRefused) as gap:
        central.push(Push.model_validate(sender.push(first, third)))
    assert (gap.value.http_status, gap.value.code, gap.value.facts) == (409, "SEQ_GAP", {"expected_seq": 2})
    assert [result.status for result in gap.value.results] == ["applied"]
    with pytest.raises(CallRefused) as fork:
        central.push(Push.model_validate(sender.push({**third, "seq": 1})))
    assert (fork.value.http_status, fork.value.code) == (409, "FORK")
    assert len(whole_log(central)) == 4


def test_an_op_that_is_not_understood_is_parked_and_the_next_one_goes_on(central: CentralStore, sender: Sender) -> None:
    unknown, bad = sender.op("claim.bless.v9", {}), sender.op("claim.checkout.v1", {"booth": "first"})
    answered = results(central, sender.push(unknown, bad, sender.checkout()))
    assert answered == [("parked", "unknown_kind"), ("parked", "bad_body"), ("applied", "")]
    assert ops_in(whole_log(central))[:2] == [unknown["op_id"], bad["op_id"]]


def test_a_claim_that_is_unknown_or_of_another_branch_is_not_there(central: CentralStore, sender: Sender) -> None:
    central.add_claims([waiting_claim(9, branch=7)])
    ops = (sender.checkout(UUID(int=9)), sender.checkout(UUID(int=10)))
    assert results(central, sender.push(*ops)) == [("rejected", "unknown_claim")] * 2


def test_a_decision_counts_only_on_the_very_form_that_was_seen(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    edited = sender.edit(called, "", "0812")
    decided = sender.decide(edited, FORM)
    assert results(central, sender.push(called, edited, decided))[-1] == ("rejected", "form_differs")


def test_a_decision_counts_only_on_the_amount_that_was_shown(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    decided = sender.decide(called, FORM, body={"amount": 1})
    assert results(central, sender.push(called, decided)) == [("applied", ""), ("rejected", "amount_differs")]


def test_no_desk_decides_on_another_desks_lease(central: CentralStore, sender: Sender, colleague: Sender) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    with_his_lease = colleague.decide(called, FORM)
    without = colleague.op("claim.decide.v1", with_his_lease["body"], base={"row_version": 2})
    assert results(central, colleague.push(with_his_lease, without)) == [("rejected", "stale_lease")] * 2


def test_a_lease_ends_when_the_claim_is_checked_out_anew_even_by_the_same_desk(
    central: CentralStore, sender: Sender
) -> None:
    first, second = sender.checkout(), sender.checkout()
    late = sender.op("claim.edit.v1", {"fields": {"phone": ["", "0812"]}}, lease=first["op_id"])
    current = sender.op("claim.edit.v1", {"fields": {"phone": ["", "0813"]}}, lease=second["op_id"])
    answered = results(central, sender.push(first, second, late, current))
    assert answered == [("applied", ""), ("applied", ""), ("rejected", "stale_lease"), ("applied", "")]


def test_a_refused_op_takes_what_builds_on_it_along_and_nothing_else(
    central: CentralStore, sender: Sender, colleague: Sender
) -> None:
    central.push(Push.model_validate(colleague.push(colleague.checkout())))
    called = sender.checkout()
    edited = sender.edit(called, "", "0812")
    ops = (called, edited, sender.decide(edited, FORM), sender.checkout(UUID(int=2)))
    answered = results(central, sender.push(*ops))
    assert answered == [
        ("rejected", "held_by_another"),
        ("rejected", "dependency"),
        ("rejected", "dependency"),
        ("applied", ""),
    ]


def test_a_field_that_changed_under_the_officers_hands_is_not_overwritten(
    central: CentralStore, sender: Sender
) -> None:
    called = sender.checkout()
    first = sender.edit(called, "", "0812")
    blind = sender.edit(first, "", "0813", lease=called["op_id"])
    assert results(central, sender.push(called, first, blind))[-1] == ("rejected", "field_changed")
    claim = central.claim(CLAIM)
    assert claim is not None
    assert claim.form.text("phone") == "0812"


def test_the_centre_runs_the_rules_itself(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    cleared = sender.op(
        "claim.edit.v1", {"fields": {"face_matches": ["yes", ""]}}, lease=called["op_id"], after_op=called["op_id"]
    )
    claim = waiting_claim(1)
    form = chain.form_hash(waiting_claim(1, form=claim.form.with_text("face_matches", "")))
    decided = sender.decide(cleared, form)
    assert results(central, sender.push(called, cleared, decided))[-1] == ("rejected", "not_ready")


def test_filing_claims_again_changes_nothing(central: CentralStore) -> None:
    assert central.add_claims(waiting_claims(5)) == 2
    assert central.add_claims(waiting_claims(5)) == 0
    assert central.add_claims([waiting_claim(6), waiting_claim(6)]) == 1
    assert [entry.entity for entry in whole_log(central)] == [UUID(int=number) for number in range(1, 7)]


def test_the_salted_data_of_an_entry_can_be_erased_without_breaking_the_chain(central: CentralStore) -> None:
    log = whole_log(central)
    erased = [log[0].model_copy(update={"data": None, "salt": ""}), *log[1:]]
    assert chain.verify(BRANCH, Position(), erased).n == 3
    forged = [log[0].model_copy(update={"data": {**(log[0].data or {}), "ticket": "A"}}), *log[1:]]
    with pytest.raises(chain.ChainBroken):
        chain.verify(BRANCH, Position(), forged)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "booth": JSON,
        "verdict": JSON | st.sampled_from(["approve", "refer"]),
        "form": JSON | st.just(FORM),
        "fields": JSON | st.dictionaries(st.text(), st.tuples(st.text(), st.text()), max_size=3),
        "amount": JSON,
        "reason": JSON,
        "note": JSON,
    },
)
KINDS = ("claim.checkout.v1", "claim.edit.v1", "claim.decide.v1")


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCentre]:
    folder = tmp_path_factory.mktemp("long-lived")
    with real_centre(f"sqlite:///{folder / 'centre.db'}", folder, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(1))
        yield centre


@settings(max_examples=150, deadline=None)
@given(body=BODIES, kind=st.sampled_from(KINDS))
def test_no_body_of_an_op_brings_the_centre_to_its_knees(
    long_lived: RealCentre, body: dict[str, Any], kind: str
) -> None:
    sender = Sender(long_lived.sign_in(OFFICER))
    called = sender.checkout()
    ops = [called, sender.op(kind, body, lease=called["op_id"], after_op=called["op_id"])]
    codes = set()
    with suppress(CallRefused):
        codes = {code for _status, code in results(long_lived.store, sender.push(*ops))}
    assert "fault" not in codes
    claim = long_lived.store.claim(CLAIM)
    assert claim is not None
    assert claim.state in (ClaimState.IN_BOOTH, ClaimState.WAITING)


def test_pushes_that_arrive_together_are_each_judged_by_what_their_desk_has_verified(
    central: CentralStore, sender: Sender, colleague: Sender
) -> None:
    verified = whole_log(central)[0]
    here = {"n": verified.n, "hash": verified.hash}
    pushes = [
        sender.push(sender.checkout(), after=here),
        colleague.push(colleague.checkout(UUID(int=2)), after={"n": 2, "hash": verified.hash}),
        colleague.push(epoch=0),
        colleague.push(epoch=9),
        colleague.push(branch=999),
        colleague.push(branch=999, after=here),
    ]
    answers = central.push_all([Push.model_validate(push) for push in pushes])
    told = [one.code if isinstance(one, CallRefused) else str(len(one.results)) for one in answers]
    assert told == ["1", "HISTORY_DIFFERS", "EPOCH", "HISTORY_DIFFERS", "0", "HISTORY_DIFFERS"]
    alone = [refused(central, push) for push in pushes[1:4]]
    assert alone == told[1:4]


def refused(central: CentralStore, push: dict[str, Any]) -> str:
    with pytest.raises(CallRefused) as why:
        central.push(Push.model_validate(push))
    return why.value.code
