from collections.abc import Callable

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.desk.client import FixedAccess
from cso_desk.desk.model import Fate, LineState
from cso_desk.desk.pace import Pace
from tests.centres import RealCentre, served
from tests.contract.doubles import (
    COLLEAGUE,
    OFFICER,
    BadLine,
    Table,
    ops_in,
    waiting_claims,
    whole_log,
)

SitDown = Callable[..., Table]


def sent(table: Table, booth: int = 1) -> Callable[[], bool]:
    return lambda: table.booth(booth).decision_fate is Fate.SENT


def test_a_decision_reaches_the_centre_and_its_receipt_the_officer(table: Table, central: CentralStore) -> None:
    claim_id = table.serve_one()
    table.heard.until(sent(table))
    claim = central.claim(claim_id)
    assert claim is not None
    assert claim.state is ClaimState.APPROVED
    assert claim.form.text("phone") == "081200000000"
    receipt = table.booth().receipt
    assert receipt is not None
    entry = whole_log(central)[receipt.n - 1]
    assert (entry.hash, entry.entity, entry.kind) == (receipt.entry_hash, claim_id, "claim.decide.v1")
    table.heard.until(lambda: table.status.state is LineState.SYNCED)
    assert table.view.today.approved == 1


def test_what_is_written_travels_without_a_decision(table: Table, central: CentralStore) -> None:
    claim_id = table.seat().claim.id
    table.write("0812")
    table.write("08123")
    table.heard.until(lambda: table.booth().fate is Fate.SENT)
    claim = central.claim(claim_id)
    assert claim is not None
    assert claim.form.text("phone") == "08123"


def test_the_version_of_a_form_stays_when_the_centre_takes_the_officers_own_work(table: Table) -> None:
    table.seat()
    table.write("0812")
    version = table.booth().version
    table.heard.until(lambda: table.booth().claim.row_version > 2)
    assert table.booth().version == version
    table.write("0813")
    assert table.booth().version != version


@pytest.mark.parametrize("fault", ["no answer", "half an answer", "rubbish", "500"])
def test_work_without_an_answer_is_unsure_then_sent_and_counted_once(
    fault: str, sit_down: SitDown, central: CentralStore, line: BadLine, line_url: str
) -> None:
    table = sit_down()
    table.connect(line_url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.seat()
    table.settle()
    line.faults[:] = [fault] * 3
    table.write("081200000000")
    table.decide()
    table.heard.until(lambda: sent(table)() and line.spoiled == 3)
    table.heard.until(lambda: table.status.state is LineState.SYNCED)
    assert LineState.UNSURE in {status.state for status in table.heard.statuses}
    ops = ops_in(whole_log(central))
    assert len(ops) == len(set(ops)) == 3


def test_a_push_whose_answers_the_feed_brought_is_no_trouble_any_more(
    sit_down: SitDown, central: CentralStore, line: BadLine, line_url: str
) -> None:
    table = sit_down()
    table.connect(line_url, make_pace=lambda: Pace(floor_s=1.0, base_s=1.0, cap_s=1.0))
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    line.faults[:] = ["no answer"]
    table.seat()
    table.heard.until(lambda: line.spoiled and table.booth().fate is Fate.SENT)
    table.settle()
    assert line.faults == []
    assert len(ops_in(whole_log(central))) == 1


def test_unsure_is_told_only_while_nobody_knows(
    sit_down: SitDown, central: CentralStore, line: BadLine, line_url: str
) -> None:
    table = sit_down()
    table.connect(line_url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.seat()
    table.settle()
    line.faults[:] = ["busy"] * 2
    table.write("081200000000")
    table.decide()
    table.heard.until(sent(table))
    shown = [view.booths[0].fate for view in table.heard.views if view.booths[0] is not None]
    assert Fate.UNSURE in shown  # a 503 may come from anything that stands before a centre that has done it
    assert shown[-1] is Fate.SENT


def test_a_silent_centre_is_given_up_and_asked_again(
    sit_down: SitDown, central: CentralStore, line: BadLine, line_url: str
) -> None:
    table = sit_down()
    table.connect(line_url, deadline_s=0.3)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.seat()
    table.settle()
    line.faults[:] = ["silence"]
    table.write("081200000000")
    table.decide()
    table.heard.until(sent(table))
    assert line.spoiled == 1
    assert len(ops_in(whole_log(central))) == 3


def test_a_push_delivered_twice_has_one_effect(
    sit_down: SitDown, central: CentralStore, line: BadLine, line_url: str
) -> None:
    table = sit_down()
    table.connect(line_url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.seat()
    table.settle()
    line.faults[:] = ["twice"] * 5
    table.write("081200000000")
    table.decide()
    table.heard.until(sent(table))
    assert len(ops_in(whole_log(central))) == 3


def test_an_answer_that_settles_nothing_is_not_taken_for_one(
    sit_down: SitDown, central: CentralStore, line: BadLine, line_url: str
) -> None:
    table = sit_down()
    table.connect(line_url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.seat()
    table.settle()
    line.faults[:] = ["another answer"] * 2
    table.write("081200000000")
    table.decide()
    table.heard.until(sent(table))
    assert len(ops_in(whole_log(central))) == 3


def test_work_goes_on_without_the_centre_and_is_sent_when_it_comes(
    sit_down: SitDown, centre: RealCentre, central: CentralStore
) -> None:
    table = sit_down()
    with served(centre) as url:
        table.connect(url)
        table.heard.until(lambda: table.view.waiting[0].count == 12)
        table.desk.keep(3)
        table.settle()
        table.disconnect()
    table.connect(url)
    table.heard.until(lambda: table.status.state is LineState.OFFLINE)
    for booth in (1, 2, 3):
        table.serve_one(booth)
    table.heard.until(lambda: table.status.queued >= 9)
    assert table.status.cause == "unreachable"
    assert table.status.unsure == 0
    assert table.booth().decision_fate is Fate.SENDING
    with served(centre, int(url.rsplit(":", 1)[1])):
        table.heard.until(lambda: all(sent(table, booth)() for booth in (1, 2, 3)))
        table.heard.until(lambda: table.status.state is LineState.SYNCED)
        table.disconnect()
    assert len(ops_in(whole_log(central))) == 12


def test_a_wrong_token_leaves_the_queue_untouched_and_says_so(sit_down: SitDown, table: Table, url: str) -> None:
    table.disconnect()
    table.serve_one()
    table.connect(url, access=FixedAccess("another token"))
    table.heard.until(lambda: table.status.cause == "unauthorised")
    assert (table.status.state, table.status.queued, table.status.unsure) == (LineState.OFFLINE, 3, 0)


def test_of_two_desks_that_call_one_claim_one_gets_it_and_the_other_is_told_who(
    sit_down: SitDown, url: str, central: CentralStore
) -> None:
    tables = [sit_down(officer) for officer in (OFFICER, COLLEAGUE)]
    for table in tables:
        table.connect(url)
        table.heard.until(lambda table=table: table.view.waiting[0].count == 12)
        table.disconnect()
        table.serve_one()
    first, second = tables
    assert first.booth().claim.id == second.booth().claim.id
    first.connect(url)
    first.heard.until(sent(first))
    second.connect(url)
    second.heard.until(lambda: len(second.view.refusals) == 2)
    told = {refusal.code: refusal for refusal in second.view.refusals}
    assert set(told) == {"not_open", "dependency"}
    assert told["not_open"].facts["desk"] == OFFICER.desk
    assert told["not_open"].facts["verdict"] == Verdict.APPROVE
    assert second.booth().decision_fate is Fate.REFUSED
    claim = central.claim(first.booth().claim.id)
    assert claim is not None
    assert [decision.officer for decision in claim.decisions] == ["u-1"]
    second.heard.until(lambda: second.status.state is LineState.REFUSED)
    for refusal in second.view.refusals:
        assert refusal.op_id is not None
        second.desk.acknowledge(refusal.op_id)
    assert second.view.refusals == ()
    assert second.seat().claim.id != first.booth().claim.id


def test_a_refused_op_does_not_hold_up_the_work_of_other_booths(
    sit_down: SitDown, url: str, central: CentralStore
) -> None:
    first, second = sit_down(OFFICER), sit_down(COLLEAGUE)
    for table in (first, second):
        table.connect(url)
        table.heard.until(lambda table=table: table.view.waiting[0].count == 12)
        table.disconnect()
    first.seat()
    second.serve_one(1)
    second.serve_one(2)
    first.connect(url)
    first.heard.until(lambda: first.booth().fate is Fate.SENT)
    second.connect(url)
    second.heard.until(sent(second, 2))
    assert second.booth(1).decision_fate is Fate.REFUSED
    assert {refusal.code for refusal in second.view.refusals} == {"held_by_another", "dependency"}


def test_the_claims_of_a_whole_branch_arrive(sit_down: SitDown, url: str, central: CentralStore) -> None:
    central.add_claims(waiting_claims(2_000))
    table = sit_down()
    table.connect(url)
    table.heard.until(lambda: table.view.waiting[0].count == 2_000)
    assert table.view.waiting[0].next_ticket == "B-00001"


def test_a_closed_desk_goes_on_where_it_was(sit_down: SitDown, table: Table, url: str) -> None:
    table.serve_one(1)
    table.heard.until(sent(table, 1))
    table.disconnect()
    table.seat(2)
    table.write("0812", 2)
    table.serve_one(3)
    before = table.view
    table.close()
    again = sit_down(profile=OFFICER.desk)
    assert again.view == before
    assert [shown and shown.decision_fate for shown in again.view.booths[:3]] == [Fate.SENT, Fate.NONE, Fate.SENDING]
