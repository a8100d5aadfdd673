"""A decided claim is opened again at the desk: in its booth or for the queue, and never without the line."""

from uuid import UUID

from cso_desk.central.store import CentralStore
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.desk.model import Fate
from tests.contract.doubles import Table, exchange


def told(table: Table) -> list[str]:
    return [refusal.code for refusal in table.heard.refusals]


def test_it_is_changed_and_decided_anew_in_its_booth_without_waiting_for_the_centre(
    table: Table, central: CentralStore, always_a_second_officer: None
) -> None:
    claim_id = table.serve_one(2)
    exchange(table, central)
    assert table.booth(2).claim.state is ClaimState.AWAITING_SECOND
    before = table.booth(2).decision_fate, table.booth(2).receipt is None
    table.desk.reopen(claim_id, " salah telepon ", 2)
    shown = table.booth(2)
    assert before == (Fate.SENT, False)
    assert (shown.claim.state, shown.decision_fate, shown.receipt) == (ClaimState.IN_BOOTH, Fate.NONE, None)
    assert shown.claim.reopenings[0].why == "salah telepon"
    table.write("081200000001", 2)
    table.decide(booth=2)
    exchange(table, central)
    claim = central.claim(claim_id)
    assert claim is not None
    assert (claim.state, claim.form.text("phone")) == (ClaimState.AWAITING_SECOND, "081200000001")
    assert (len(claim.decisions), len(claim.reopenings)) == (1, 1)
    assert table.booth(2).claim == claim
    assert table.booth(2).decision_fate is Fate.SENT
    assert told(table) == []


def test_a_word_that_was_taken_back_leaves_the_supervisors_list_and_a_late_second_word_is_none(
    table: Table, above: Table, central: CentralStore, always_a_second_officer: None
) -> None:
    claim_id = table.serve_one()
    exchange(table, central)
    exchange(above, central)
    assert [one.claim.id for one in above.store.survey(above.officer).second] == [claim_id]
    table.desk.reopen(claim_id, "lupa", 1)
    exchange(table, central)
    exchange(above, central)
    assert above.store.survey(above.officer).second == ()


def test_a_supervisor_opens_an_approved_claim_again_and_any_desk_calls_it(
    table: Table, above: Table, central: CentralStore
) -> None:
    claim_id = table.serve_one()
    exchange(table, central)
    exchange(above, central)
    table.desk.reopen(claim_id, "lupa", 1)
    assert told(table) == ["not_allowed"]
    above.desk.reopen(claim_id, "rekening salah")
    exchange(above, central)
    exchange(table, central)
    assert table.view.booths[0] is None
    assert above.seat(3).claim.id == claim_id
    exchange(above, central)
    assert above.booth(3).claim.desk == above.officer.desk


def test_while_the_line_is_down_nothing_is_opened_again(
    table: Table, central: CentralStore, always_a_second_officer: None
) -> None:
    claim_id = table.serve_one()
    exchange(table, central)
    table.reach.down()
    table.desk.reopen(claim_id, "lupa", 1)
    table.desk.reopen(claim_id, "lupa")
    assert told(table) == ["online_only"] * 2
    assert table.booth().claim.state is ClaimState.AWAITING_SECOND


def test_it_needs_a_reason_and_a_claim_that_is_decided_and_known(table: Table, central: CentralStore) -> None:
    claim_id = table.seat().claim.id
    table.desk.reopen(claim_id, "lupa", 1)
    table.decide(Verdict.RETURN, reason="R01", note="Paklaring asli")
    table.desk.reopen(claim_id, "  ", 1)
    table.desk.reopen(UUID(int=999), "lupa")
    table.desk.reopen(claim_id, "lupa", 2)
    assert told(table) == ["not_allowed", "empty_note", "not_open", "wrong_booth"]


def test_where_the_centre_refuses_it_the_decision_stands_and_the_officer_is_told(
    table: Table, above: Table, central: CentralStore, always_a_second_officer: None
) -> None:
    claim_id = table.serve_one()
    exchange(table, central)
    exchange(above, central)
    above.desk.reopen(claim_id, "rekening salah")
    exchange(above, central)
    table.desk.reopen(claim_id, "lupa", 1)
    exchange(table, central)
    assert [refusal.code for refusal in table.view.refusals] == ["not_allowed"]
    claim = central.claim(claim_id)
    assert claim is not None
    assert [one.why for one in claim.reopenings] == ["rekening salah"]


def test_a_returned_claim_that_is_back_is_called_like_any_other(table: Table, central: CentralStore) -> None:
    claim_id = table.seat().claim.id
    table.decide(Verdict.RETURN, reason="R01", note="Paklaring asli")
    exchange(table, central)
    table.seat()
    table.desk.reopen(claim_id, "paklaring dibawa")
    exchange(table, central)
    assert table.seat(2).claim.id == claim_id
    assert table.booth(2).decision_fate is Fate.NONE
    table.decide(booth=2)
    exchange(table, central)
    claim = central.claim(claim_id)
    assert claim is not None
    assert (claim.state, claim.booth) == (ClaimState.APPROVED, 2)
