"""The centre opens a decided claim again: a new cycle of decisions, proven by the log, the receipts and the audit."""

from typing import Any
from uuid import UUID

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.model import ClaimState
from cso_desk.claims.receipts import receipt_number
from cso_desk.claims.tables import Role
from cso_desk.desk.model import Officer
from cso_desk.wire import Push
from tests.central.sender import CLAIM, Sender, results
from tests.centres import RealCentre
from tests.contract.doubles import BRANCH, whole_log

APPLIED = ("applied", "")
SUPERVISOR = Officer("u-9", "Penyelia Satu", "9900009", "114-3", BRANCH, "Cabang Contoh")


@pytest.fixture
def supervisor(centre: RealCentre) -> Sender:
    return Sender(centre.sign_in(SUPERVISOR, Role.SUPERVISOR), desk=SUPERVISOR.desk)


def reopen(
    sender: Sender, booth: int | None = None, *, version: int = 3, cycle: int = 1, **more: Any
) -> dict[str, Any]:
    body = {"why": "salah rekening", "booth": booth}
    return sender.op("claim.reopen.v1", body, base={"row_version": version, "cycle": cycle}, **more)


def decided(central: CentralStore, sender: Sender, **body: Any) -> dict[str, Any]:
    called = sender.checkout()
    op = sender.decide(called, body=body)
    assert results(central, sender.push(called, op)) == [APPLIED] * 2
    return op


def test_a_claim_is_decided_once_in_each_cycle_and_what_was_decided_before_is_known_for_ever(
    central: CentralStore, sender: Sender, supervisor: Sender
) -> None:
    first = decided(central, sender)
    assert results(central, supervisor.push(reopen(supervisor))) == [APPLIED]
    called = sender.checkout()
    again = sender.decide(called, base={"row_version": 4, "cycle": 2})
    assert results(central, sender.push(called, again)) == [APPLIED] * 2
    claim = central.claim(CLAIM)
    assert claim is not None
    assert (claim.state, str(claim.decisions[0].id)) == (ClaimState.APPROVED, again["op_id"])
    assert [str(one.id) for one in claim.reopenings[0].decisions] == [first["op_id"]]
    assert (claim.reopenings[0].officer, claim.reopenings[0].why) == ("u-9", "salah rekening")
    assert [entry.body["cycle"] for entry in whole_log(central)[-5:]] == [1, 1, 2, 2, 2]
    old, new = (central.receipt(receipt_number(UUID(op["op_id"]))) for op in (first, again))
    assert old is not None
    assert new is not None
    assert (old.set_aside, new.set_aside) == (True, False)
    assert (old.verdict, old.state) == ("approve", "approved")


def test_whoever_decided_takes_it_back_into_the_booth_and_goes_on_in_the_same_push(
    central: CentralStore, sender: Sender, colleague: Sender, always_a_second_officer: None
) -> None:
    op = decided(central, sender)
    assert results(central, colleague.push(reopen(colleague))) == [("rejected", "not_allowed")]
    back = reopen(sender, 2, after_op=op["op_id"])
    edit = sender.edit(back, "", "081200000007", base={"row_version": 3, "cycle": 2})
    assert results(central, sender.push(back, edit)) == [APPLIED] * 2
    claim = central.claim(CLAIM)
    assert claim is not None
    assert (claim.state, claim.desk, claim.booth) == (ClaimState.IN_BOOTH, sender.desk, 2)
    assert claim.form.text("phone") == "081200000007"
    assert results(central, colleague.push(colleague.checkout())) == [("rejected", "held_by_another")]


def test_what_was_approved_is_opened_again_by_somebody_above_alone_and_only_as_it_was_seen(
    central: CentralStore, sender: Sender, supervisor: Sender
) -> None:
    decided(central, sender)
    assert results(central, sender.push(reopen(sender, 1))) == [("rejected", "not_allowed")]
    stale = reopen(supervisor, version=2)
    other_cycle = reopen(supervisor, cycle=2)
    assert results(central, supervisor.push(stale, other_cycle)) == [("rejected", "stale_version")] * 2
    assert results(central, supervisor.push(reopen(supervisor), reopen(supervisor, version=4, cycle=2))) == [
        APPLIED,
        ("rejected", "not_allowed"),
    ]


def test_a_word_on_the_cycle_before_is_refused(
    central: CentralStore, sender: Sender, supervisor: Sender, always_a_second_officer: None
) -> None:
    op = decided(central, sender)
    opened = reopen(supervisor)
    second = {"booth": None, "stage": 2}
    late = supervisor.decide(op, after_op=None, lease=None, body=second, base={"row_version": 3, "cycle": 1})
    assert results(central, supervisor.push(opened, late)) == [APPLIED, ("rejected", "not_open")]


@pytest.mark.parametrize(
    "body", [{}, {"why": ""}, {"why": "x" * 501}, {"why": "x", "booth": 0}, {"why": "x", "booth": "a"}]
)
def test_an_op_that_is_not_understood_is_kept_for_a_person(
    central: CentralStore, sender: Sender, supervisor: Sender, body: dict[str, Any]
) -> None:
    decided(central, sender)
    op = supervisor.op("claim.reopen.v1", body, base={"row_version": 3})
    assert results(central, supervisor.push(op)) == [("parked", "bad_body")]


def test_a_returned_claim_comes_back_and_any_officer_calls_it(
    central: CentralStore, sender: Sender, colleague: Sender
) -> None:
    decided(central, sender, verdict="return", reason="R01", note="Paklaring asli", amount=0)
    back = reopen(colleague)
    assert results(central, colleague.push(back, colleague.checkout())) == [APPLIED] * 2
    central.push(Push.model_validate(colleague.push(colleague.op("claim.note.v1", {"text": "lengkap"}))))
    claim = central.claim(CLAIM)
    assert claim is not None
    assert (claim.state, claim.desk, len(claim.reopenings)) == (ClaimState.IN_BOOTH, colleague.desk, 1)
